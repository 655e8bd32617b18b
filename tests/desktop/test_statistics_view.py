"""Counts by two facets: table, chart, the way to the cases, copy and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.statistics import StatisticsView
from caseapp.desktop.features.statistics.model import TOTAL
from caseapp.desktop.features.statistics.view import NONE, Shown
from caseapp.desktop.shell.router import Place
from caseapp.domain.vocabulary import Status
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.facets import case_list
from caseapp.store.queries.statistics import Axis
from caseapp.store.records import Detainee
from caseapp.store.vault import Vault
from tests.conftest import empty_vault
from tests.desktop.pictures import dress, grab
from tests.desktop.today_desk import waiting_vault

Show = Callable[[QWidget], QWidget]
LAPTOP = QSize(1182, 690)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with waiting_vault(tmp_path) as vault:
        yield vault


def opened(
    context: Context, vault: Vault, shown: Show, argument: object = None, size: QSize = LAPTOP
) -> StatisticsView:
    view = StatisticsView(context, vault)
    view.resize(size)
    view.set_compact(size.width() < 816)
    shown(view)
    context.router.go("statistics", argument)
    view.open(argument)
    view.focus_first()
    return view


@pytest.fixture
def view(context: Context, vault: Vault, shown: Show) -> StatisticsView:
    return opened(context, vault, shown)


def choose(view: StatisticsView, which: str, code: str) -> None:
    """As a person does: pick it from the list."""
    box = getattr(view, which).findChild(QComboBox)
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def cell(view: StatisticsView, first: object, second: object) -> tuple[int, int]:
    return view.model.row_values.index(first), view.model.column_values.index(second)


def save_as(view: QWidget, path: Path) -> None:
    (dialog,) = [d for d in view.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.done(QFileDialog.DialogCode.Accepted)


# -- what is counted ---------------------------------------------------------------------------
def test_it_begins_with_the_years_by_status_and_totals_agree(view: StatisticsView) -> None:
    model = view.model
    assert (model.counted.first, model.counted.second) == (Axis.YEAR_TAKEN, Axis.STATUS)
    last_row, last_column = model.rowCount() - 1, model.columnCount() - 1
    assert model.count(last_row, last_column) == 67
    assert sum(model.count(row, last_column) for row in range(last_row)) == 67
    for row in range(model.rowCount()):
        cells = [model.count(row, column) for column in range(last_column)]
        assert sum(cells) == model.count(row, last_column)
    assert model.row_words(last_row - 1) == "Not known"
    assert view.status == "67 cases"


def test_the_model_is_one_that_qt_accepts(view: StatisticsView) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(view.model, mode)
    choose(view, "first", "county")
    choose(view, "second", NONE)
    assert tester.model() is view.model


def test_choosing_counts_anew_and_is_found_again_on_the_way_back(
    view: StatisticsView, context: Context
) -> None:
    choose(view, "first", "county")
    choose(view, "second", "sex")
    assert view.model.counted.first is Axis.COUNTY
    assert context.router.current == Place("statistics", Shown(Axis.COUNTY, Axis.SEX))
    assert [bar.label for bar in view.chart.bars.bars()][-1] == "Not known"


def test_what_is_chosen_twice_changes_places(qtbot: QtBot, view: StatisticsView) -> None:
    choose(view, "first", "status")
    assert view._shown == Shown(Axis.STATUS, Axis.YEAR_TAKEN)
    choose(view, "second", "status")
    assert view._shown == Shown(Axis.YEAR_TAKEN, Axis.STATUS)
    qtbot.mouseClick(view.swap_button, Qt.MouseButton.LeftButton)
    assert view._shown == Shown(Axis.STATUS, Axis.YEAR_TAKEN)


def test_without_columns_only_totals_stand_there(view: StatisticsView) -> None:
    choose(view, "second", NONE)
    assert view.model.columnCount() == 1
    assert not view.swap_button.isEnabled()


def test_a_change_elsewhere_is_counted(
    view: StatisticsView, vault: Vault, context: Context
) -> None:
    view.table.setCurrentIndex(view.model.index(1, 1))
    case = Detainee(fictitious=True)
    context.changes.announce(vault.save(case, action=Action("Test")))
    assert view.status == "68 cases"
    assert (view.table.currentIndex().row(), view.table.currentIndex().column()) == (1, 1)


# -- where a count leads -----------------------------------------------------------------------
@pytest.mark.parametrize(
    "axes",
    [
        Shown(Axis.YEAR_TAKEN, Axis.STATUS),
        Shown(Axis.PREFECTURE, Axis.STATUS),
        Shown(Axis.PREFECTURE, Axis.COUNTY),
        Shown(Axis.COUNTY, Axis.PREFECTURE),
        Shown(Axis.VERIFICATION, Axis.TIE),
        Shown(Axis.TAG, None),
    ],
)
def test_every_cell_opens_exactly_the_cases_that_it_counts(
    context: Context, vault: Vault, shown: Show, axes: Shown
) -> None:
    view = opened(context, vault, shown, axes)
    for row in range(view.model.rowCount()):
        for column in range(view.model.columnCount()):
            count = view.model.count(row, column)
            context.router.go("statistics", axes)
            view.table.setCurrentIndex(view.model.index(row, column))
            QTest.keyClick(view.table, Qt.Key.Key_Return)
            place = context.router.current
            if not count:
                assert place.view == "statistics"
                continue
            assert isinstance(place.argument, CaseFilter)
            assert vault.read(lambda s, f=place.argument: len(case_list(s, f))) == count


def test_a_click_on_a_cell_and_on_a_bar_shows_its_cases(
    qtbot: QtBot, view: StatisticsView, context: Context
) -> None:
    place = view.model.index(*cell(view, 2017, Status.SENTENCED))
    spot = view.table.visualRect(place).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    years = {"taken_from": 2017, "taken_to": 2017}
    assert context.router.current == Place("cases", CaseFilter(status=(Status.SENTENCED,), **years))
    qtbot.mouseClick(view.chart.columns.item(2017), Qt.MouseButton.LeftButton)
    assert context.router.current == Place("cases", CaseFilter(**years))


def test_a_facet_as_argument_is_what_rows_stand_for(
    context: Context, vault: Vault, shown: Show
) -> None:
    view = opened(context, vault, shown, Facet.COUNTY)
    assert view.model.counted.first is Axis.COUNTY
    assert view.model.counted.second is Axis.STATUS


# -- out of the program ------------------------------------------------------------------------
def test_copying_puts_numbers_and_words_of_the_table_on_the_clipboard(
    view: StatisticsView, vault: Vault
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert lines[0][0] == "Year taken"
    assert lines[-1][0] == "All"
    assert lines[-1][-1] == "67"
    assert {len(line) for line in lines} == {view.model.columnCount() + 1}
    assert all(number.isdigit() for line in lines[1:] for number in line[1:])
    QGuiApplication.clipboard().clear()


def test_the_printed_table_says_that_it_is_for_the_office(
    qtbot: QtBot, view: StatisticsView, tmp_path: Path, context: Context
) -> None:
    QTest.keyClick(view.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    save_as(view, tmp_path / "counts.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "counts.pdf").exists() and not context.jobs.running)
    with pypdfium2.PdfDocument(tmp_path / "counts.pdf") as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert all("For the office only" in page for page in pages)
    told = "".join(pages)
    assert "Year taken by Status" in told
    assert "Counts below 3 can point to a person" in told
    for row in range(view.model.rowCount()):
        assert view.model.row_words(row) in told


def test_a_small_count_is_spoken_of(view: StatisticsView) -> None:
    assert view.model.has_small()
    assert view._small.isVisible()


# -- looks -------------------------------------------------------------------------------------
def test_a_vault_without_cases_says_so(context: Context, tmp_path: Path, shown: Show) -> None:
    with empty_vault(tmp_path / "none") as vault:
        view = opened(context, vault, shown)
        assert view._stack.currentWidget() is view._none
        assert not view.print_button.isEnabled()


def test_a_narrow_window_shows_the_table_or_the_chart(
    qtbot: QtBot, context: Context, vault: Vault, shown: Show
) -> None:
    view = opened(context, vault, shown, None, QSize(607, 330))
    assert view.width() == 607
    assert not view.chart.isVisible()
    button = next(b for b in view.parts.findChildren(QWidget) if b.accessibleName() == "Chart")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert view.chart.isVisible()
    assert view.chart.isAncestorOf(QApplication.focusWidget())


def test_the_numbers_stand_at_the_end_of_the_line_in_either_direction(
    context: Context, vault: Vault, shown: Show
) -> None:
    dress(mirrored=True)
    view = opened(context, vault, shown)
    first = view.table.visualRect(view.model.index(0, 0))
    last = view.table.visualRect(view.model.index(0, view.model.columnCount() - 1))
    assert first.left() > last.right()
    dress(theme.DARK)
    assert not grab(view, LAPTOP).isNull()


def test_every_cell_says_what_it_counts_to_a_screen_reader(view: StatisticsView) -> None:
    row, column = cell(view, 2017, TOTAL)
    spoken = view.model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "2017, All: 21 cases"
