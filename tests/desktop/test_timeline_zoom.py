"""Looking at a timeline from nearer, by keys, wheel, drag and buttons, without losing the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caseapp.desktop.widgets import TimelineData, TimelineEvent, ZoomButtons, ZoomTimeline
from caseapp.desktop.widgets.timeline_layout import (
    LEAST_WINDOW,
    moved,
    showing,
    whole_window,
    zoomed,
)
from caseapp.i18n import translator

Shown = Callable[[QWidget], QWidget]
YEARS = (2014, 2016, 2017, 2018, 2019, 2024)


def event(year: int) -> TimelineEvent:
    return TimelineEvent(str(year), f"Event {year}", date(year, 5, 1), date(year, 5, 31))


DATA = TimelineData([event(year) for year in YEARS], [], date(2026, 11, 1))


@pytest.fixture
def timeline(shown: Shown) -> Iterator[ZoomTimeline]:
    page = QWidget()
    page.resize(900, 200)
    page.timeline = ZoomTimeline()
    page.zoom = ZoomButtons(translator("en"), page.timeline)
    column = QVBoxLayout(page)
    column.addWidget(page.zoom)
    column.addWidget(page.timeline)
    page.timeline.set_data(DATA)
    shown(page)
    yield page.timeline
    page.hide()


def seen(timeline: ZoomTimeline) -> list[str]:
    return [key for key, item in timeline._items.items() if item.isVisible()]


def item(timeline: ZoomTimeline, key: str) -> QWidget:
    return timeline._items[key]


def turn(timeline: ZoomTimeline, modifiers: Qt.KeyboardModifier, way: int = 120) -> QWheelEvent:
    middle = QPointF(timeline.rect().center())
    turned = QWheelEvent(
        middle, timeline.mapToGlobal(middle), QPoint(), QPoint(0, way), Qt.MouseButton.NoButton,
        modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(timeline, turned)
    return turned


def test_plus_comes_nearer_to_the_event_that_has_the_keyboard(timeline: ZoomTimeline) -> None:
    item(timeline, "2017").setFocus()
    for _ in range(4):
        QTest.keyClick(item(timeline, "2017"), Qt.Key.Key_Plus)
    assert "2017" in seen(timeline)
    assert "2024" not in seen(timeline)
    assert item(timeline, "2017").hasFocus()


def test_minus_and_nought_lead_back_to_the_whole(timeline: ZoomTimeline) -> None:
    item(timeline, "2017").setFocus()
    QTest.keyClick(item(timeline, "2017"), Qt.Key.Key_Plus)
    QTest.keyClick(item(timeline, "2017"), Qt.Key.Key_Minus)
    assert timeline.is_whole
    QTest.keyClick(item(timeline, "2017"), Qt.Key.Key_Plus)
    QTest.keyClick(item(timeline, "2017"), Qt.Key.Key_0)
    assert timeline.is_whole
    assert seen(timeline) == [str(year) for year in YEARS]


def test_arrows_reach_every_event_in_the_order_of_time_also_those_out_of_sight(
    timeline: ZoomTimeline,
) -> None:
    item(timeline, "2014").setFocus()
    for _ in range(5):
        timeline.zoom(0.6)
    for year in YEARS[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
        assert QApplication.focusWidget() is item(timeline, str(year))
        assert item(timeline, str(year)).isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert QApplication.focusWidget() is item(timeline, "2024")
    for year in reversed(YEARS[:-1]):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
        assert QApplication.focusWidget() is item(timeline, str(year))


def test_in_a_mirrored_window_later_is_to_the_left(timeline: ZoomTimeline) -> None:
    timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    item(timeline, "2016").setFocus()
    QTest.keyClick(item(timeline, "2016"), Qt.Key.Key_Left)
    assert QApplication.focusWidget() is item(timeline, "2017")


def test_the_wheel_zooms_with_ctrl_and_is_the_pages_without(timeline: ZoomTimeline) -> None:
    assert not turn(timeline, Qt.KeyboardModifier.NoModifier).isAccepted()
    assert timeline.is_whole
    assert turn(timeline, Qt.KeyboardModifier.ControlModifier).isAccepted()
    assert not timeline.is_whole


def test_dragging_carries_the_years_along(timeline: ZoomTimeline) -> None:
    timeline.zoom(0.6, date(2015, 1, 1))
    before = timeline.window_shown()
    middle = timeline.rect().bottomRight() - QPoint(200, 4)
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(timeline, middle - QPoint(150, 0))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=middle - QPoint(150, 0))
    assert timeline.window_shown()[0] > before[0]
    assert timeline.window_shown()[1] - timeline.window_shown()[0] == before[1] - before[0]


def test_the_buttons_say_what_can_be_done_and_do_it(timeline: ZoomTimeline) -> None:
    further, nearer, all_of_it = timeline.parentWidget().zoom.buttons()
    assert not further.isEnabled()
    assert not all_of_it.isEnabled()
    nearer.click()
    nearer.click()
    further.click()
    assert not timeline.is_whole
    all_of_it.click()
    assert timeline.is_whole
    assert nearer.isEnabled()


def test_a_change_of_the_case_leaves_the_window_where_it_was_another_case_does_not(
    timeline: ZoomTimeline,
) -> None:
    timeline.zoom(0.3, date(2017, 5, 1))
    before = timeline.window_shown()
    timeline.set_data(TimelineData([*DATA.events, event(2015)], [], DATA.today))
    assert timeline.window_shown() == before
    timeline.set_data(TimelineData([event(1999)], [], DATA.today))
    assert timeline.is_whole


def test_space_and_enter_choose_an_event(timeline: ZoomTimeline) -> None:
    chosen: list[str] = []
    timeline.activated.connect(chosen.append)
    item(timeline, "2017").setFocus()
    QTest.keyClick(item(timeline, "2017"), Qt.Key.Key_Return)
    QTest.keyClick(item(timeline, "2017"), Qt.Key.Key_Space)
    assert chosen == ["2017", "2017"]


days = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(days, days, days, st.floats(0.05, 20), st.integers(-9000, 9000))
def test_no_window_is_ever_wider_than_the_whole_or_outside_of_it(
    one: date, other: date, about: date, factor: float, by: int
) -> None:
    whole = whole_window(TimelineData([], [], min(one, other)))
    whole = whole[0], max(whole[1], max(one, other))
    window = zoomed(whole, whole, factor, about)
    window = moved(window, whole, timedelta(days=by))
    assert whole[0] <= window[0] < window[1] <= whole[1]
    assert window[1] - window[0] >= min(LEAST_WINDOW, whole[1] - whole[0])
    if whole[0] <= about <= whole[1]:
        window = showing(window, whole, about, about)
        assert window[0] <= about <= window[1]
