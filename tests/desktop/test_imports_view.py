"""A list becomes cases in the window, from the dropped file to the undo, as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import file_dialog
from caseapp.desktop.context import Context
from caseapp.desktop.features.imports.view import LIST
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.router import Place
from caseapp.i18n import translator
from caseapp.intake.lists.targets import Target
from caseapp.store.history import Action
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.records import Event, ImportBatch, ImportProfile, NameForm, Source
from caseapp.store.vault import Vault
from tests.desktop.import_desk import (
    HEADINGS,
    ROWS,
    ImportDesk,
    office_copy,
    people,
    write_csv,
    write_xlsx,
)
from tests.matching.people import NUMBER

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with office_copy(tmp_path) as vault:
        yield vault


@pytest.fixture
def desk(context: Context, vault: Vault, shown: Show) -> ImportDesk:
    desk = ImportDesk(context, vault)
    shown(desk.view)
    desk.view.open(None)
    desk.view.focus_first()
    return desk


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "march.xlsx")


def checked(desk: ImportDesk, path: Path) -> ImportDesk:
    desk.view.take_files([path])
    desk.go_on()
    desk.go_on()
    assert desk.step == "check"
    return desk


def test_a_dropped_workbook_becomes_cases_by_the_keyboard_alone_and_one_undo_takes_them_back(
    desk: ImportDesk, listed: Path, vault: Vault
) -> None:
    before = len(desk.alive())
    desk.drop(listed)
    assert desk.step == "file"
    assert desk.view.file.page.model.header == 2
    desk.go_on()
    assert desk.step == "columns"
    assert desk.means()[1] == "Name"
    desk.go_on()
    assert desk.step == "check"
    assert desk.rows() == [
        ("4", "to be decided", "CF-0001"), ("5", "new case", ""),
        ("6", "to be decided", "CF-0004"), ("7", "cannot be read", ""), ("8", "new case", ""),
    ]  # fmt: skip
    assert desk.rail("check") == "Check: 2 to decide"
    desk.key(Qt.Key.Key_M)
    desk.key(Qt.Key.Key_N)
    assert desk.chips() == ["all 5", "new case 3", "adds to a case 1", "cannot be read 1"]
    desk.go_on()
    assert desk.step == "import"
    assert desk.view.importing.page.go.text() == "Import 3 cases"
    generation = vault.generation
    desk.go_on()
    assert vault.generation > generation
    assert len(desk.alive()) == before + 3
    assert vault.all(Source)[0].title == "march.xlsx"
    names = {name.text for name in vault.all(NameForm)}
    assert {"Новый Человек", "Ерлан", "叶尔兰·玛提", "Улгибай Аскар"} <= names
    desk.view.importing.page.undo.click()
    assert len(desk.alive()) == before
    assert "undone" in desk.view.importing.page._title.text()


def test_nothing_is_written_before_the_last_button(
    desk: ImportDesk, listed: Path, vault: Vault
) -> None:
    before = vault.generation
    checked(desk, listed)
    desk.go_on()
    assert desk.step == "import"
    assert vault.generation == before


@pytest.mark.parametrize(
    ("encoding", "rows", "target", "read"),
    [
        ("gb18030", (("姓名", "出生日期", "性别"), ("叶尔兰·玛提", "1985年3月", "男"),
                     ("古丽娜·努尔", "1990年", "女")), Target.NAME, "叶尔兰·玛提"),
        ("cp1251", (("ФИО", "Год рождения", "Пол"), ("Петров Пётр Иванович", "1950", "муж"),
                    ("Асанова Гүлнар".replace("ү", "у"), "1971", "жен")),
         Target.NAME, "Петров Пётр Иванович"),
        ("utf-8", (("Аты-жөні", "Туған жылы"), ("Гүлнар Қайратқызы", "1991")),
         Target.NAME, "Гүлнар Қайратқызы"),
    ],
)  # fmt: skip
def test_letters_of_a_text_are_found_and_shown(
    desk: ImportDesk, tmp_path: Path, encoding: str, rows: tuple[tuple[str, ...], ...],
    target: Target, read: str,
) -> None:  # fmt: skip
    desk.view.take_files([write_csv(tmp_path / "list.csv", encoding, rows)])
    assert desk.view.file.page.fields["encoding"].value() == encoding
    desk.go_on()
    assert desk.preview(0, target) == read


def test_other_letters_and_another_separator_can_be_chosen_and_the_rows_follow(
    desk: ImportDesk, tmp_path: Path
) -> None:
    rows = (("ФИО", "Пол"), ("Петров Пётр", "муж"), ("Иванова Анна", "жен"))
    desk.view.take_files([write_csv(tmp_path / "list.csv", "cp1251", rows)])
    fields, model = desk.view.file.page.fields, desk.view.file.page.model
    assert model.rows[1][0] == "Петров Пётр"
    choose(fields["encoding"], "cp866")
    assert model.rows[1][0] != "Петров Пётр"
    choose(fields["encoding"], "cp1251")
    choose(fields["delimiter"], ",")
    assert model.rows[1] == ("Петров Пётр;муж",)
    choose(fields["delimiter"], ";")
    assert model.rows[1] == ("Петров Пётр", "муж")


def choose(field: object, code: str) -> None:
    """Choose in a field as a click in its list does."""
    editor = field.editor  # type: ignore[attr-defined]
    editor.set_value(code)
    editor.activated.emit(editor.currentIndex())


def test_another_sheet_is_read_and_another_row_is_said_to_hold_the_headings(
    desk: ImportDesk, listed: Path
) -> None:
    desk.view.take_files([listed])
    page = desk.view.file.page
    page.table.setFocus()
    page.table.go_to(3)
    desk.key(Qt.Key.Key_Return)
    assert page.model.header == 3
    assert page.fields["header"].value() == "3"
    choose(page.fields["header"], "-1")
    assert page.model.header is None
    choose(page.fields["sheet"], "Other")
    assert page.model.rows[1] == ("Somebody Else", "1970")
    assert page.model.header == 0


def test_what_was_settled_of_columns_holds_when_the_headings_are_looked_for_elsewhere(
    desk: ImportDesk, listed: Path
) -> None:
    desk.view.take_files([listed])
    desk.go_on()
    desk.view.columns.page.target_set.emit(desk.place_of(Target.STATUS), Target.SUMMARY)
    desk.view.go_to("file")
    header = desk.view.file.page.fields["header"]
    choose(header, "3")
    desk.view.go_to("columns")
    assert "Summary" not in desk.means()
    desk.view.go_to("file")
    choose(header, "2")
    desk.view.go_to("columns")
    assert desk.means()[-1] == "Summary"
    desk.view.go_to("file")
    choose(desk.view.file.page.fields["profile"], "cecc")
    desk.view.go_to("columns")
    assert "Summary" not in desk.means()


def test_a_file_that_is_no_list_is_told_beside_the_button_and_another_is_taken(
    desk: ImportDesk, tmp_path: Path, listed: Path
) -> None:
    damaged = tmp_path / "a.xlsx"
    damaged.write_bytes(b"PK\x03\x04")
    desk.drop(damaged)
    assert "cannot be read" in desk.view.start.page._error.text()
    assert desk.step == ""
    desk.drop(listed)
    assert desk.step == "file"


def test_the_rail_leads_back_and_what_was_decided_stays(desk: ImportDesk, listed: Path) -> None:
    checked(desk, listed)
    desk.key(Qt.Key.Key_M)
    QTest.mouseClick(desk.view.rail.button("columns"), Qt.MouseButton.LeftButton)
    assert desk.step == "columns"
    QTest.mouseClick(desk.view.rail.button("check"), Qt.MouseButton.LeftButton)
    assert desk.rows()[0][1] == "adds to a case"
    desk.view.go_to("columns")
    desk.view.columns.page.target_set.emit(desk.place_of(Target.STATUS), Target.NOTE)
    assert desk.rail("check") == "Check"
    desk.view.go_to("check")
    assert desk.rows()[0][1] == "adds to a case"


def test_the_same_list_again_says_that_nothing_is_new_and_a_changed_one_updates_its_cases(
    desk: ImportDesk, listed: Path, tmp_path: Path, vault: Vault
) -> None:
    checked(desk, listed)
    desk.view.check.page.several_decided.emit("new")
    desk.go_on()
    desk.go_on()
    count = len(desk.alive())
    desk.view.begin_anew()
    checked(desk, listed)
    assert {row[1] for row in desk.rows()} == {"nothing new", "cannot be read"}
    desk.go_on()
    assert not desk.view.importing.page.go.isEnabled()
    changed = [HEADINGS, *ROWS]
    changed[2] = ("2", "Новый Человек", "1980", "муж", "Текес", "2017/2018", "в тюрьме")
    desk.view.begin_anew()
    (tmp_path / "later").mkdir()
    checked(desk, write_xlsx(tmp_path / "later" / "march.xlsx", changed))
    assert ("5", "adds to a case", "CF-0007") in desk.rows()
    desk.go_on()
    desk.go_on()
    assert len(desk.alive()) == count


def test_how_a_list_is_read_is_remembered_and_found_again_by_its_headings(
    desk: ImportDesk, tmp_path: Path, vault: Vault
) -> None:
    rows = (("ФИО", "Нечто", "Ещё"), ("Новый Человек", "Tekes", "1980"),
            ("Другой Некто", "Toli", "1975"))  # fmt: skip
    path = write_csv(tmp_path / "odd.csv", "utf-8", rows)
    desk.view.take_files([path])
    desk.go_on()
    desk.view.columns.page.target_set.emit(1, Target.HOME_PLACE)
    desk.view.columns.page.target_set.emit(2, Target.BIRTH)
    desk.go_on()
    desk.go_on()
    desk.view.importing.page.remember.editor.setText("Odd lists")
    desk.go_on()
    assert [one.name for one in vault.all(ImportProfile)] == ["Odd lists"]
    assert vault.undoable()[0].label == "Import a list: {name}"
    desk.view.begin_anew()
    desk.view.take_files([path])
    assert desk.view.file.page.fields["profile"].value() == "Odd lists"
    desk.go_on()
    assert desk.means() == ["Name", "Home county", "Born"]


def test_the_imported_cases_are_shown_as_a_list_and_earlier_imports_are_undone_as_a_whole(
    desk: ImportDesk, listed: Path, vault: Vault
) -> None:
    before = len(desk.alive())
    checked(desk, listed)
    desk.go_on()
    desk.go_on()
    went: list[Place] = []
    desk.context.router.moved.connect(went.append)
    desk.view.importing.page.cases.click()
    batch = vault.all(ImportBatch)[0]
    assert went == [Place("cases", CaseFilter(imported=batch.id))]
    desk.view.begin_anew()
    (line,) = desk.view.start.page.lines
    line.cases.click()
    assert went[-1] == went[0]
    line.undo.click()
    assert desk.view.start.page.lines == []
    assert len(desk.alive()) == before


def test_what_still_waits_after_an_import_is_decided_in_a_second_round(
    desk: ImportDesk, listed: Path
) -> None:
    checked(desk, listed)
    desk.go_on()
    desk.go_on()
    count = len(desk.alive())
    desk.view.importing.page.rest.click()
    assert desk.step == "check"
    assert [row[1] for row in desk.rows()] == [
        "to be decided", "nothing new", "to be decided", "cannot be read", "nothing new",
    ]  # fmt: skip
    desk.key(Qt.Key.Key_N)
    desk.key(Qt.Key.Key_N)
    desk.go_on()
    desk.go_on()
    assert len(desk.alive()) == count + 2
    assert desk.view.importing.page.rest.isHidden()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_later_list_is_given_the_name_of_an_earlier_one(
    desk: ImportDesk, listed: Path, tmp_path: Path
) -> None:
    checked(desk, listed)
    desk.go_on()
    desk.go_on()
    desk.view.begin_anew()
    desk.view.take_files([write_xlsx(tmp_path / "april.xlsx")])
    field = desk.view.file.page.fields["list_name"]
    assert field.value() == "april"
    field.editor.setFocus()
    field.editor.selectAll()
    QTest.keyClicks(field.editor, "march")
    field.commit()
    assert "updated" in field._message.text()
    desk.view.go_to("check")
    assert desk.rows()[1] == ("5", "nothing new", "CF-0006")


def test_an_import_whose_facts_were_changed_since_is_not_undone_and_the_reason_stands_there(
    desk: ImportDesk, tmp_path: Path, vault: Vault
) -> None:
    rows = [("ФИО", "ID", "Профессия"), ("Улгибай Аскар", NUMBER, "учитель")]
    checked(desk, write_csv(tmp_path / "work.csv", "utf-8", rows))
    desk.go_on()
    desk.go_on()
    case = next(one for one in desk.alive() if one.occupation == "учитель")
    case.occupation = "nurse"
    vault.save(case, action=Action("Work on it"))
    desk.view.importing.page.undo.click()
    assert "changed" in desk.view.importing.page._error.text()
    desk.view.begin_anew()
    desk.view.start.page.lines[0].undo.click()
    assert "changed" in desk.view.start.page._error.text()
    assert next(one for one in desk.alive() if one.id == case.id).occupation == "nurse"


def test_the_report_has_every_row_and_is_saved_where_the_person_says(
    desk: ImportDesk, listed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, titles = tmp_path / "report.xlsx", []
    monkeypatch.setattr(
        file_dialog, "ask_where_to_save",
        lambda _parent, title, _start, _kind, chosen: (titles.append(title), chosen(out)),
    )  # fmt: skip
    checked(desk, listed)
    desk.go_on()
    desk.go_on()
    desk.view.importing.page.report.click()
    assert "not encrypted" in titles[0]
    words = {str(cell.value) for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows()
             for cell in row if cell.value}  # fmt: skip
    assert {"Новый Человек", "new case", "cannot be read"} <= words


def test_the_way_back_asks_for_no_file_again(
    desk: ImportDesk, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(file_dialog, "ask_for_file", lambda *about: asked.append(about))
    context.router.go("imports", LIST)
    assert len(asked) == 1
    assert context.router.current == Place("imports", None)


def test_a_file_changed_since_it_was_looked_at_is_not_imported_and_the_reason_stands_there(
    desk: ImportDesk, listed: Path, vault: Vault
) -> None:
    before = vault.generation
    checked(desk, listed)
    desk.go_on()
    write_xlsx(listed, [HEADINGS, *ROWS[:2]])
    desk.go_on()
    assert "was changed since" in desk.view.importing.page._error.text()
    assert vault.generation == before
    assert desk.view.importing.page.go.isEnabled()


def test_the_reading_of_a_file_can_be_stopped_and_another_be_read(
    vault: Vault, context: Context, threaded_jobs: Jobs, shown: Show, listed: Path, tmp_path: Path,
    qtbot: QtBot,
) -> None:  # fmt: skip
    desk = ImportDesk(replace(context, jobs=threaded_jobs), vault)
    shown(desk.view)
    desk.view.take_files([listed])
    assert desk.view.is_busy
    desk.view.running.stop.click()
    assert not desk.view.is_busy
    assert desk.view.start.page.choose.isVisible()
    desk.view.take_files([write_csv(tmp_path / "other.csv", "utf-8", [HEADINGS, ROWS[1]])])
    qtbot.waitUntil(lambda: not threaded_jobs.running)
    assert desk.step == "file"
    assert len(desk.view.file.page.model.rows) == 2


def test_the_check_can_be_stopped_and_leads_back_to_the_columns(
    vault: Vault, context: Context, threaded_jobs: Jobs, shown: Show, listed: Path, qtbot: QtBot
) -> None:
    desk = ImportDesk(replace(context, jobs=threaded_jobs), vault)
    shown(desk.view)
    desk.view.take_files([listed])
    qtbot.waitUntil(lambda: desk.step == "file")
    desk.view.go_to("check")
    assert desk.view.is_busy
    QTest.keyClick(desk.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not desk.view.is_busy)
    assert desk.step in ("columns", "check")
    qtbot.waitUntil(lambda: not threaded_jobs.running)


def test_an_import_that_is_stopped_writes_nothing_and_can_be_begun_again(
    vault: Vault, context: Context, threaded_jobs: Jobs, shown: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    many = [HEADINGS, *people(900)]
    desk = ImportDesk(replace(context, jobs=threaded_jobs), vault)
    shown(desk.view)
    before = len(desk.alive())
    desk.view.take_files([write_csv(tmp_path / "many.csv", "utf-8", many)])
    qtbot.waitUntil(lambda: desk.step == "file")
    desk.view.go_to("import")
    qtbot.waitUntil(lambda: desk.step == "check", timeout=20_000)
    desk.view.go_to("import")
    generation = vault.generation
    desk.view.importing.page.go.click()
    assert desk.view.is_busy
    desk.view.running.stop.click()
    qtbot.waitUntil(lambda: not desk.view.is_busy, timeout=20_000)
    assert desk.step == "import"
    assert vault.generation == generation
    assert len(desk.alive()) == before
    assert desk.view.importing.page.go.isEnabled()


def test_a_lock_while_it_is_written_leaves_all_of_it_or_nothing(
    vault: Vault, context: Context, shown: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    many = [HEADINGS, *people(300)]
    jobs = Jobs()
    desk = ImportDesk(replace(context, jobs=jobs), vault)
    shown(desk.view)
    before = len(desk.alive())
    desk.view.take_files([write_csv(tmp_path / "many.csv", "utf-8", many)])
    qtbot.waitUntil(lambda: desk.step == "file")
    desk.view.go_to("check")
    qtbot.waitUntil(lambda: desk.step == "check", timeout=20_000)
    desk.view.go_to("import")
    desk.view.importing.page.go.click()
    jobs.close()
    assert len(desk.alive()) in (before, before + 300)
    assert len(vault.all(Event)) == 0
    assert vault.check() == []


def test_a_list_that_is_left_for_another_is_found_on_the_way_back(
    desk: ImportDesk, context: Context, listed: Path, tmp_path: Path
) -> None:
    context.router.go("imports")
    checked(desk, listed)
    desk.key(Qt.Key.Key_M)
    desk.drop(write_csv(tmp_path / "other.csv", "utf-8", [HEADINGS, ROWS[1]]))
    assert desk.step == "file"
    assert desk.view.file.page.model.rows[1][1] == "Новый Человек"
    desk.view.begin_anew()
    assert desk.step == ""
    context.router.back()
    assert (desk.step, len(desk.view.file.page.model.rows)) == ("file", 2)
    context.router.back()
    assert desk.step == "check"
    assert desk.rows()[0][1] == "adds to a case"


def test_another_language_in_between_loses_nothing_that_was_settled(
    desk: ImportDesk, context: Context, vault: Vault, shown: Show, listed: Path
) -> None:
    context.router.go("imports")
    checked(desk, listed)
    desk.key(Qt.Key.Key_M)
    place = context.router.current
    assert place is not None
    again = ImportDesk(replace(context, t=translator("ru")), vault)
    shown(again.view)
    again.view.open(place.argument)
    assert again.step == "check"
    assert again.rows()[0][2] == "CF-0001"
    assert again.view.file.page.model.header == 2
    again.view.go_to("import")
    again.go_on()
    assert again.view.importing.page.undo.isVisible()


def test_an_import_that_ends_while_the_view_is_built_anew_is_told_and_not_made_twice(
    vault: Vault, context: Context, threaded_jobs: Jobs, shown: Show, listed: Path, qtbot: QtBot
) -> None:
    context = replace(context, jobs=threaded_jobs)
    context.router.go("imports")
    desk = ImportDesk(context, vault)
    desk.view.show()
    desk.view.take_files([listed])
    qtbot.waitUntil(lambda: desk.step == "file")
    desk.view.go_to("check")
    qtbot.waitUntil(lambda: desk.step == "check")
    desk.view.go_to("import")
    before = len(desk.alive())
    place = context.router.current
    assert place is not None
    desk.view.importing.page.go.click()
    again = ImportDesk(context, vault)
    shown(again.view)
    again.view.open(place.argument)
    again.view.importing.page.go.click()
    desk.view.close()
    desk.view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: not threaded_jobs.running)
    assert again.view.importing.page.undo.isVisible()
    assert len(again.alive()) == before + 2


def test_what_is_undone_elsewhere_is_told_here(
    desk: ImportDesk, context: Context, vault: Vault, listed: Path
) -> None:
    checked(desk, listed)
    desk.go_on()
    desk.go_on()
    page = desk.view.importing.page
    assert page.cases.isVisible()
    context.changes.announce(vault.undo())
    assert "is undone" in page._title.text()
    assert not page.cases.isVisible()
    context.changes.announce(vault.redo())
    assert page.cases.isVisible()


def test_every_model_keeps_the_promises_of_a_table(desk: ImportDesk, listed: Path) -> None:
    testers = [QAbstractItemModelTester(model) for model in (
        desk.view.file.page.model, desk.view.columns.page.model, desk.view.columns.page.rows,
        desk.view.check.page.model,
    )]  # fmt: skip
    checked(desk, listed)
    desk.view.go_to("columns")
    desk.view.columns.page.target_set.emit(2, Target.IGNORE)
    desk.view.go_to("check")
    assert len(testers) == 4


def test_the_keyboard_is_always_somewhere(desk: ImportDesk, listed: Path) -> None:
    desk.view.take_files([listed])
    for _step in range(4):
        focus = QApplication.focusWidget()
        assert focus is not None
        assert desk.view.isAncestorOf(focus)
        desk.go_on()
