"""The two charts: what they draw, how one moves in them, what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.widgets import QuietButton
from caseapp.desktop.widgets.charts import Bar, BarList, Chart, ColumnChart
from tests.desktop.pictures import dress, grab

Show = Callable[[QWidget], QWidget]

YEARS = [
    *(Bar(2014 + i, f"’{14 + i}", n, spoken=str(2014 + i)) for i, n in enumerate((1, 0, 4, 40))),
    Bar(None, "?", 20, unknown=True, spoken="Year not known"),
]
PLACES = [
    Bar("a", "Tekes", 40, shown="40", icon="lock", tone="danger"),
    Bar("b", "Künes", 20),
    Bar("", "Not known", 10, unknown=True),
]


def made(kind: type[Chart], bars: list[Bar], width: int = 312) -> Chart:
    chart = kind("Cases")
    chart.set_bars(bars)
    chart.resize(width, chart.sizeHint().height())
    return chart


def is_fill(image: QImage, x: int, y: int) -> bool:
    return image.pixelColor(x, y) == theme.colour("fill")


def length_of_bar(chart: Chart, key: object) -> int:
    """Pixels of the fill in the middle line of a bar."""
    image = grab(chart, None)
    box = chart.item(key).geometry()
    return sum(is_fill(image, x, box.center().y()) for x in range(box.left(), box.right() + 1))


# -- drawing -----------------------------------------------------------------------------------
def test_bars_are_as_long_as_their_numbers(qtbot: QtBot) -> None:
    chart = made(BarList, PLACES)
    qtbot.addWidget(chart)
    whole, half = length_of_bar(chart, "a"), length_of_bar(chart, "b")
    assert whole > 100
    assert abs(whole - 2 * half) <= 3


def test_what_is_not_known_is_hatched_and_never_hidden(qtbot: QtBot) -> None:
    chart = made(BarList, PLACES)
    qtbot.addWidget(chart)
    assert length_of_bar(chart, "") == 0
    image = grab(chart, None)
    box = chart.item("").geometry()
    inked = {image.pixelColor(x, box.center().y()).name() for x in range(110, 200)}
    assert theme.colour("control").name() in inked


@pytest.mark.parametrize("mirrored", [False, True])
def test_columns_stand_in_the_order_of_reading(qtbot: QtBot, mirrored: bool) -> None:
    dress(mirrored=mirrored)
    chart = made(ColumnChart, YEARS)
    qtbot.addWidget(chart)
    chart.show()
    lefts = [chart.item(bar.key).x() for bar in YEARS]
    assert lefts == sorted(lefts, reverse=mirrored)
    image = grab(chart, None)
    tall = chart.item(2017).geometry()
    assert is_fill(image, tall.center().x(), tall.center().y())
    empty = chart.item(2015).geometry()
    assert not any(is_fill(image, empty.center().x(), y) for y in range(empty.height()))


def test_a_hundred_years_find_room_and_only_some_bear_their_word(qtbot: QtBot) -> None:
    bars = [Bar(1920 + i, f"’{(20 + i) % 100:02}", i + 1) for i in range(100)]
    chart = made(ColumnChart, bars)
    qtbot.addWidget(chart)
    grab(chart, None)
    assert chart._every() > 1
    assert chart.item(2019).geometry().right() <= chart.width()


def test_a_chart_of_nothing_is_drawn_too(qtbot: QtBot) -> None:
    for kind in (BarList, ColumnChart):
        chart = made(kind, [])
        qtbot.addWidget(chart)
        size = QSize(312, 120)
        assert not is_fill(grab(chart, size), 150, 60)
        chart.set_bars([Bar("a", "Zero", 0)])
        image = grab(chart, size)
        assert not any(is_fill(image, x, y) for x in range(0, 312, 3) for y in range(0, 120, 3))


# -- keyboard and pointer ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "on", "back"),
    [(BarList, Qt.Key.Key_Down, Qt.Key.Key_Up), (ColumnChart, Qt.Key.Key_Right, Qt.Key.Key_Left)],
)
def test_a_chart_is_one_tab_stop_and_arrows_move_inside(
    shown: Show, kind: type[Chart], on: Qt.Key, back: Qt.Key
) -> None:
    holder = QWidget()
    before, chart, after = QuietButton("before"), made(kind, PLACES), QuietButton("after")
    column = QVBoxLayout(holder)
    for widget in (before, chart, after):
        column.addWidget(widget)
    shown(holder)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    keys = []
    for key in (on, on, on, back, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(QApplication.focusWidget(), key)
        keys.append(QApplication.focusWidget().bar.key)
    assert keys == ["b", "", "", "b", "", "a"]
    QTest.keyClick(QApplication.focusWidget(), on)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert after.hasFocus()
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget().bar.key == "b"


def test_arrows_follow_the_mirrored_columns(shown: Show) -> None:
    dress(mirrored=True)
    chart = made(ColumnChart, YEARS)
    shown(chart)
    chart.focus_first()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert QApplication.focusWidget().bar.key == 2015


def test_a_click_space_and_enter_tell_the_key(qtbot: QtBot, shown: Show) -> None:
    chart = made(BarList, PLACES)
    shown(chart)
    told: list[object] = []
    chart.chosen.connect(told.append)
    qtbot.mouseClick(chart.item("b"), Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(chart.item(""), key)
    assert told == ["b", "", ""]


def test_new_numbers_leave_the_keyboard_where_it_was(shown: Show) -> None:
    chart = made(BarList, PLACES)
    shown(chart)
    chart.item("b").setFocus()
    chart.set_bars([Bar("c", "Toli", 3), *PLACES[:2]])
    assert QApplication.focusWidget() is chart.item("b")
    chart.set_bars([Bar("c", "Toli", 3)])
    assert QApplication.focusWidget() is chart.item("c")


def test_each_bar_is_named_with_its_number(qtbot: QtBot) -> None:
    chart = made(ColumnChart, YEARS)
    qtbot.addWidget(chart)
    names = [chart.item(bar.key).accessibleName() for bar in YEARS]
    assert names[-2:] == ["2017: 40", "Year not known: 20"]
    assert "2017: 40" in chart.item(2017).toolTip()
    hostile = made(BarList, [Bar("x", "<img src=x>", 1)])
    qtbot.addWidget(hostile)
    assert "&lt;img" in hostile.item("x").toolTip()
