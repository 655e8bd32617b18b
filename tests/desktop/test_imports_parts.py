"""The steps of an import one by one: columns and their meanings, rows and decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from caseapp.desktop.context import Context
from caseapp.desktop.features.imports.column_table import Part
from caseapp.desktop.features.imports.picker import Picker
from caseapp.desktop.features.imports.preview_table import CELL
from caseapp.intake.lists.mapping import DateOrder, Why
from caseapp.intake.lists.plan import Choice
from caseapp.intake.lists.remarks import Severity
from caseapp.intake.lists.targets import Target
from caseapp.store.vault import Vault
from tests.desktop.import_desk import (
    HEADINGS,
    ROWS,
    ImportDesk,
    office_copy,
    write_csv,
    write_xlsx,
)
from tests.matching.people import NUMBER, SECRET

Show = Callable[[QWidget], QWidget]
popups = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with office_copy(tmp_path_factory.mktemp("office")) as vault:
        yield vault


@pytest.fixture
def desk(context: Context, vault: Vault, shown: Show) -> ImportDesk:
    desk = ImportDesk(context, vault)
    shown(desk.view)
    return desk


@pytest.fixture
def columns(desk: ImportDesk, tmp_path: Path) -> ImportDesk:
    """The list with its columns in front."""
    desk.view.take_files([write_xlsx(tmp_path / "march.xlsx")])
    desk.view.go_to("columns")
    desk.view.columns.page.table.setFocus()
    return desk


@pytest.fixture
def checked(columns: ImportDesk) -> ImportDesk:
    """The list with its rows compared."""
    columns.view.go_to("check")
    columns.view.check.page.table.setFocus()
    return columns


def picker() -> Picker:
    found = QApplication.activePopupWidget()
    assert isinstance(found, Picker)
    return found


# -- columns -----------------------------------------------------------------------------------
def test_each_column_says_its_heading_samples_meaning_and_why(columns: ImportDesk) -> None:
    model = columns.view.columns.page.model
    row = [model.index(2, part).data() for part in Part]
    assert row == ["Туған жылы", "1974 · 1980 · 1990", "Born", "by its heading"]
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("ФИО, Улгибай Аскар · Новый Человек")


@popups
def test_a_letter_opens_the_meanings_and_typing_finds_one(columns: ImportDesk) -> None:
    page = columns.view.columns.page
    page.go_to(columns.place_of(Target.HOME_PLACE))
    QTest.keyClick(page.table, Qt.Key.Key_B)
    QTest.keyClicks(picker().line, "irth pl")
    QTest.keyClick(picker().line, Qt.Key.Key_Return)
    assert page.model.lines[4].column.target is Target.BIRTH_PLACE
    assert page.model.lines[4].column.why is Why.CHOSEN
    assert QApplication.activePopupWidget() is None
    assert page.table.hasFocus()


@popups
def test_a_click_on_a_meaning_offers_all_in_groups_and_says_which_are_taken(
    columns: ImportDesk,
) -> None:
    page = columns.view.columns.page
    index = page.model.index(2, Part.MEANS)
    place = page.table.visualRect(index).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    rows = picker().list.rows()
    words = [row.words for row in rows]
    assert "Names" in words
    assert "Sex · Пол" in words
    assert picker().list.current().words == "Born"
    picker().line.setText("zzzz")
    assert not picker().list.isVisible()
    QTest.keyClick(picker().line, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert page.model.lines[2].column.target is Target.BIRTH


@popups
def test_arrows_move_through_the_meanings_and_a_click_takes_one(columns: ImportDesk) -> None:
    page = columns.view.columns.page
    page.card.means.click()
    line, meanings = picker().line, picker().list
    before = meanings.current()
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert meanings.current() is not before
    QTest.keyClick(line, Qt.Key.Key_Up)
    assert meanings.current() is before
    row = next(n for n, one in enumerate(meanings.rows()) if one.words == "Leave out")
    box = meanings.visualRect(meanings.model().index(row, 0))
    QTest.mouseClick(meanings.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert page.model.lines[page.place].column.target is Target.IGNORE
    assert page.place not in page.rows.places


def test_what_is_settled_changes_the_rows_beneath_at_once(columns: ImportDesk) -> None:
    assert columns.preview(1, Target.TAKEN_DATE) == "between 2017 and 2018"
    assert columns.preview(0, Target.BIRTH) == "1974"
    page = columns.view.columns.page
    page.target_set.emit(columns.place_of(Target.BIRTH), Target.AGE)
    assert Target.AGE in [line.column.target for line in page.model.lines]
    assert "not understood" in page.rows.index(0, page.rows.columnCount() - 1).data()


def test_names_show_their_script_and_doubtful_dates_both_days(columns: ImportDesk) -> None:
    model = columns.view.columns.page.rows
    section = list(model.places).index(columns.place_of(Target.NAME)) + 1
    cell = model.index(4, section).data(CELL)
    assert cell.words == "Ерлан; 叶尔兰·玛提"
    assert "Chinese" in cell.script
    section = list(model.places).index(columns.place_of(Target.TAKEN_DATE)) + 1
    cell = model.index(4, section).data(CELL)
    assert cell.worst is Severity.LOOK
    assert cell.bounds == "2017-05-06 – 2017-06-05"
    nothing = model.index(3, section).data(CELL)
    assert nothing.unsaid == "says nothing known"


def test_the_order_of_day_and_month_is_settled_for_the_whole_list(columns: ImportDesk) -> None:
    page = columns.view.columns.page
    page.go_to(columns.place_of(Target.TAKEN_DATE))
    field = page.card.order
    field.editor.set_value(DateOrder.DAY_FIRST.value)
    field.editor.activated.emit(1)
    assert columns.preview(4, Target.TAKEN_DATE) == "5 Jun 2017"


def test_words_of_a_closed_list_are_counted_and_given_a_meaning(columns: ImportDesk) -> None:
    page = columns.view.columns.page
    page.go_to(columns.place_of(Target.STATUS))
    fields = page.card.word_fields
    assert fields["лагерь"].value() == "-"
    assert fields["освобождён"].value() == "released"
    assert page.model.lines[page.place].unread == 1
    field = fields["лагерь"]
    field.editor.set_value("detained" if field.editor.findData("detained") >= 0 else "taken")
    field.editor.activated.emit(field.editor.currentIndex())
    assert page.model.lines[page.place].unread == 0
    assert page.card.word_fields["лагерь"] is field, "the field that has the keyboard stays"


def test_without_a_name_one_cannot_go_on_and_is_told_why(columns: ImportDesk) -> None:
    page = columns.view.columns.page
    page.target_set.emit(columns.place_of(Target.NAME), Target.NOTE)
    assert not page.go_on.isEnabled()
    assert "names" in page._error.text()
    assert not columns.view.rail.button("check").isEnabled()
    columns.go_on()
    assert columns.step == "columns"


def test_a_second_name_gets_the_next_number_and_options_can_be_set(columns: ImportDesk) -> None:
    page = columns.view.columns.page
    page.go_to(columns.place_of(Target.STATUS))
    page.target_set.emit(page.place, Target.CONTACT_NAME)
    page.target_set.emit(columns.place_of(Target.HOME_PLACE), Target.CONTACT_NAME)
    assert sorted(line for line in columns.means() if line.startswith("Contact")) == [
        "Contact: name", "Contact: name 2",
    ]  # fmt: skip
    page.go_to(columns.place_of(Target.NAME))
    script = page.card.options["script"]
    script.editor.set_value("ru")
    script.editor.activated.emit(1)
    assert page.model.lines[page.place].column.options["script"] == "ru"


def test_a_click_on_a_heading_of_the_preview_chooses_its_column(columns: ImportDesk) -> None:
    page = columns.view.columns.page
    header = page.preview.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(3) + 10, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.place == page.rows.places[2]
    assert page.preview.horizontalHeader().marked == 3
    page.preview.setFocus()
    page.preview.setCurrentIndex(page.rows.index(0, 3))
    QTest.keyClick(page.preview, Qt.Key.Key_Right)
    assert page.place == page.rows.places[3]


# -- the check ---------------------------------------------------------------------------------
def test_counts_filter_the_rows_and_rows_stay_in_the_order_of_the_file(
    checked: ImportDesk,
) -> None:
    assert checked.chips() == ["all 5", "new case 2", "to be decided 2", "cannot be read 1"]
    checked.view.check.page.filter._buttons["likely"].click()
    assert [row[0] for row in checked.rows()] == ["4", "6"]


def test_the_card_says_who_may_be_meant_and_why_and_opens_the_case(
    checked: ImportDesk, vault: Vault
) -> None:
    card, asked = checked.view.check.page.card, []
    checked.view.check.case_asked.connect(asked.append)
    assert card._title.text() == "Улгибай Аскар"
    said = [w.accessibleName() for w in card.findChildren(QWidget) if w.accessibleName()]
    assert any("speaks for it" in one for one in said)
    assert not any(SECRET in one for one in said)
    card.links[0].click()
    assert asked == [checked.view._draft.plan.rows[0].case_id]


def test_letters_decide_and_the_next_row_that_waits_comes_by_itself(checked: ImportDesk) -> None:
    page = checked.view.check.page
    checked.key(Qt.Key.Key_M)
    assert page.table.currentIndex().row() == 2
    checked.key(Qt.Key.Key_L)
    assert [row[1] for row in checked.rows()] == [
        "adds to a case", "new case", "left out", "cannot be read", "new case",
    ]  # fmt: skip
    assert page._said.text() == "Nothing waits for a decision."


def test_also_a_row_that_is_new_can_be_left_out_and_taken_back(checked: ImportDesk) -> None:
    page = checked.view.check.page
    page.table.go_to(1)
    assert page.card.same.isHidden()
    checked.key(Qt.Key.Key_L)
    assert checked.rows()[1][1] == "left out"
    checked.key(Qt.Key.Key_N)
    assert checked.rows()[1][1] == "new case"
    assert checked.view._draft.decisions == {}


def test_a_row_that_cannot_be_read_says_why_and_cannot_be_decided(checked: ImportDesk) -> None:
    page = checked.view.check.page
    page.table.go_to(3)
    assert "Nothing in this row says who" in page.card._why.text()
    assert page.card.decisions.isHidden()
    checked.key(Qt.Key.Key_N)
    assert checked.view._draft.decisions == {}


@popups
def test_all_that_wait_are_decided_at_once_and_taken_back(checked: ImportDesk) -> None:
    page = checked.view.check.page
    page.several.click()
    menu = QApplication.activePopupWidget()
    words = [action.text() for action in menu.actions()]
    assert words[0] == "All that wait are the likeliest person"
    menu.actions()[1].trigger()
    menu.close()
    assert checked.chips()[:2] == ["all 5", "new case 4"]
    page.several_decided.emit("ask")
    assert "to be decided 2" in checked.chips()
    page.several_decided.emit("add")
    assert {one.choice for one in checked.view._draft.decisions.values()} == {Choice.ADD}


def test_two_rows_of_one_person_are_told_and_one_is_added_to_the_other(
    desk: ImportDesk, tmp_path: Path
) -> None:
    rows = [HEADINGS, ROWS[1], ("7", "Новый Человек", "1980", "муж", "Текес", "", "")]
    desk.view.take_files([write_csv(tmp_path / "twice.csv", "utf-8", rows)])
    desk.view.go_to("check")
    assert desk.rows() == [("2", "new case", ""), ("3", "to be decided", "")]
    page = desk.view.check.page
    page.table.go_to(1)
    assert "row 2 of this list" in page.card.cases[0].accessibleName()
    assert page.card.links == []
    page.card.same.click()
    assert desk.rows()[1] == ("3", "adds to a case", "row 2")


def test_of_several_who_may_be_meant_a_figure_marks_one(desk: ImportDesk, tmp_path: Path) -> None:
    rows = [("Аты-жөні", "Жынысы"), ("Мұрат Сынақбай", "ер")]
    desk.view.take_files([write_csv(tmp_path / "murat.csv", "utf-8", rows)])
    desk.view.go_to("check")
    page = desk.view.check.page
    page.table.setFocus()
    assert len(page.card.cases) == 2
    second = page.card.cases[1].meant.case_id
    desk.key(Qt.Key.Key_2)
    desk.key(Qt.Key.Key_M)
    (decision,) = desk.view._draft.decisions.values()
    assert decision.case_id == second


def test_a_row_with_the_number_of_a_document_on_file_adds_to_that_case(
    desk: ImportDesk, tmp_path: Path
) -> None:
    rows = [("ФИО", "ID"), ("Совсем Другой", NUMBER)]
    desk.view.take_files([write_csv(tmp_path / "id.csv", "utf-8", rows)])
    desk.view.go_to("check")
    assert desk.rows() == [("2", "adds to a case", "CF-0001")]
    page = desk.view.check.page
    page.table.setFocus()
    assert "by the number of a document" in page.card._why.text()
    desk.key(Qt.Key.Key_N)
    assert desk.rows() == [("2", "new case", "")]
    desk.key(Qt.Key.Key_M)
    assert desk.rows() == [("2", "adds to a case", "CF-0001")]


# -- everywhere --------------------------------------------------------------------------------
def test_in_narrow_windows_one_thing_is_shown_at_a_time(checked: ImportDesk) -> None:
    view, key = checked.view, checked.key
    view.resize(620, 330)
    view.set_compact(True)
    page = view.check.page
    assert page.card.isHidden()
    page.table.setFocus()
    key(Qt.Key.Key_Space)
    assert page.card.isVisible()
    assert not page.table.isVisible()
    key(Qt.Key.Key_Escape)
    assert page.table.isVisible()
    view.go_to("columns")
    columns = view.columns.page
    assert not columns.preview.isVisible()
    columns.parts._buttons["preview"].click()
    assert columns.preview.isVisible()
    assert not columns.table.isVisible()


def nameless(view: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView, QScrollArea)
    shown = (w for w in view.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible())
    takes = (w for w in shown if w.focusPolicy() & Qt.FocusPolicy.TabFocus)
    told = (w for w in takes if not isinstance(w, QHeaderView))
    return [w for w in told if not any(getattr(w, n, str)() for n in ("accessibleName", "text"))]


def test_every_control_of_every_step_has_a_name(checked: ImportDesk) -> None:
    for step in ("file", "columns", "check", "import"):
        checked.view.go_to(step)
        assert nameless(checked.view) == []
