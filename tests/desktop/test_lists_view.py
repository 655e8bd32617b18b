"""A list checked and a document looked through in the window, as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from caseapp.desktop import file_dialog
from caseapp.desktop.context import Context
from caseapp.desktop.features.lists import ListsView
from caseapp.desktop.features.lists.results import Column
from caseapp.desktop.features.lists.view import LIST
from caseapp.desktop.shell.router import Place
from caseapp.domain.list_columns import Role
from caseapp.domain.vocabulary import SourceKind
from caseapp.matching import name_lists
from caseapp.matching.name_lists import Verdict
from caseapp.store.history import Action
from caseapp.store.records import Source
from caseapp.store.vault import Vault
from tests.matching.people import NUMBER, SECRET, office

Show = Callable[[QWidget], QWidget]
ROWS = f"""ФИО;Ким айтты;Туған жылы;ID
Улгибай Аскар;Сара;1974;
Somebody Else;;;{NUMBER}
Пётр Иванов;;;
Мұрат Сынақбай;;1990;
"""
LETTER = "Вчера Аскар Улгибаев и Мурат Сынакбай позвонили. Аскар Улгибаев болен."


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with office(tmp_path_factory.mktemp("office")) as vault:
        vault.save(
            Source(kind=SourceKind.LETTER, title="A letter", text=LETTER),
            action=Action("Made for a test"),
        )
        yield vault


@pytest.fixture
def view(context: Context, vault: Vault, shown: Show) -> ListsView:
    found = ListsView(context, vault)
    found.resize(1180, 690)
    found.set_compact(False)
    shown(found)
    return found


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def told(view: ListsView) -> list[tuple[str, str, str]]:
    model = view.found.model
    columns = (Column.WORDS, Column.FOUND, Column.CASE)
    rows = range(model.rowCount())
    return [tuple(model.index(row, column).data() for column in columns) for row in rows]  # type: ignore[misc]


def compare(view: ListsView, path: Path, qtbot: QtBot) -> None:
    view.take_list(path)
    view.columns.compare.click()
    qtbot.waitUntil(lambda: not view.is_busy)


def test_a_list_is_read_its_columns_are_shown_and_everybody_is_looked_for(view, listed, qtbot):
    compare(view, listed, qtbot)
    QAbstractItemModelTester(view.found.model)
    assert told(view) == [
        ("Улгибай Аскар", "likely", "CF-0001"), ("Somebody Else", "same document", "CF-0001"),
        ("Пётр Иванов", "nobody found", ""), ("Мұрат Сынақбай", "likely", "CF-0004 +1"),
    ]  # fmt: skip
    assert view.status == "4 rows · 3 may be on file"


def test_columns_can_be_corrected_and_nothing_is_compared_without_names(view, listed, qtbot):
    view.take_list(listed)
    assert [choice.value() for choice in view.columns.choices] == [
        "name", "nothing", "birth", "document",
    ]  # fmt: skip
    for choice in view.columns.choices:
        choice.set_value(Role.NOTHING.value)
        choice.activated.emit(0)
    assert not view.columns.compare.isEnabled()
    view.columns.choices[1].set_value(Role.NAME.value)
    view.columns.choices[1].activated.emit(0)
    view.columns.compare.click()
    qtbot.waitUntil(lambda: not view.is_busy)
    assert told(view)[0][0] == "Сара"


def test_the_first_row_can_be_told_to_be_no_heading(view, listed):
    view.take_list(listed)
    assert view.columns.header.isChecked()
    view.columns.header.click()
    chosen = view.columns.chosen()
    assert chosen is not None
    assert len(chosen.rows) == 5


def test_the_card_says_who_may_be_meant_and_why_and_leads_to_the_case(
    view, listed, qtbot, context, vault
):
    compare(view, listed, qtbot)
    went = []
    view.found.case_asked.connect(went.append)
    view.found.table.go_to(3)
    assert len(view.found.card.links) == 2
    view.found.card.links[0].click()
    assert went == [view.found.model.entry(3).matches[0][1].id]
    QTest.keyClick(view.found.table, Qt.Key.Key_Return)
    assert len(went) == 2


def test_what_is_sure_can_be_shown_alone(view, listed, qtbot):
    compare(view, listed, qtbot)
    view.found.filter.chosen.emit(Verdict.LIKELY.value)
    assert [row[1] for row in told(view)] == ["likely", "likely"]


def test_the_report_is_saved_where_the_person_says_and_nothing_is_written_into_the_vault(
    view, listed, qtbot, tmp_path, monkeypatch, vault
):
    before = vault.generation
    compare(view, listed, qtbot)
    out = tmp_path / "out.xlsx"
    monkeypatch.setattr(
        file_dialog, "ask_where_to_save",
        lambda _parent, title, _start, _kind, chosen: (titles.append(title), chosen(out)),
    )  # fmt: skip
    titles: list[str] = []
    view.save.click()
    assert "not encrypted" in titles[0]
    sheet = openpyxl.load_workbook(out).worksheets[1]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "CF-0001" in words
    assert not [word for word in words if SECRET in word]
    assert vault.generation == before


def test_a_dropped_document_is_searched_and_namesakes_are_both_shown(view, tmp_path, qtbot):
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(letter))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier
    place = view.rect().center()
    QApplication.sendEvent(view, QDragEnterEvent(place, copy, data, left, none.NoModifier))
    QApplication.sendEvent(view, QDropEvent(QPointF(place), copy, data, left, none.NoModifier))
    qtbot.waitUntil(lambda: not view.is_busy)
    assert [row[0] for row in told(view)] == ["Аскар Улгибаев", "Мурат Сынакбай"]
    view.found.table.go_to(1)
    assert len(view.found.card.links) == 2
    assert view.save.isHidden()


def test_a_source_is_searched_by_its_id(view, vault, qtbot):
    view.open(vault.all(Source)[0].id)
    qtbot.waitUntil(lambda: not view.is_busy)
    assert told(view)[0] == ("Аскар Улгибаев", "likely", "CF-0001")


def test_the_way_back_leads_to_what_was_found_and_asks_for_no_file_again(
    view, context, monkeypatch
):
    asked = []
    monkeypatch.setattr(file_dialog, "ask_for_file", lambda *about: asked.append(about))
    context.router.go("lists", LIST)
    view.open(LIST)
    assert len(asked) == 1
    assert context.router.current == Place("lists", None)


def test_another_sheet_of_a_workbook_can_be_chosen(view, tmp_path):
    path = tmp_path / "list.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Name"])
    book.create_sheet("Second").append(["Аты-жөні"])
    book.save(path)
    view.take_list(path)
    assert view.columns.sheet.isVisible()
    view.columns.sheet.set_value("Second")
    view.columns.sheet.activated.emit(1)
    chosen = view.columns.chosen()
    assert chosen is not None
    assert chosen.table.rows == (("Аты-жөні",),)


def test_every_control_of_every_page_has_a_name(view, listed, qtbot):
    def nameless() -> list[QWidget]:
        kinds = (QAbstractButton, QComboBox, QAbstractItemView, QScrollArea)
        shown = (w for w in view.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible())
        named = ("accessibleName", "text")
        told = (w for w in shown if not isinstance(w, QHeaderView))
        return [w for w in told if not any(getattr(w, n, str)() for n in named)]

    assert nameless() == []
    view.take_list(listed)
    assert nameless() == []
    view.columns.compare.click()
    qtbot.waitUntil(lambda: not view.is_busy)
    assert nameless() == []


def test_a_file_that_cannot_be_read_is_told_where_one_chooses_again(view, tmp_path):
    damaged = tmp_path / "a.xlsx"
    damaged.write_bytes(b"PK\x03\x04")
    view.take_files([damaged])
    assert "damaged" in view._error.text()
    assert view.choose_list.isVisible()


def test_a_search_can_be_stopped_and_goes_back_to_the_columns(view, listed, monkeypatch):
    monkeypatch.setattr(name_lists, "TURN", 0)  # one row a turn
    view.take_list(listed)
    view.columns.compare.click()
    assert view.is_busy
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.is_busy
    assert view.columns.isVisible()


def test_a_file_that_is_read_too_late_is_not_shown(
    qtbot, context, vault, threaded_jobs, listed, shown
):
    view = shown(ListsView(replace(context, jobs=threaded_jobs), vault))
    view.take_list(listed)
    view.again.click()
    qtbot.waitUntil(lambda: not threaded_jobs.running)
    assert view.choose_list.isVisible()


def test_in_narrow_windows_the_card_takes_the_place_of_the_list(view, listed, qtbot):
    view.resize(600, 600)
    view.set_compact(True)
    compare(view, listed, qtbot)
    assert view.found.card.isHidden()
    QTest.keyClick(view.found.table, Qt.Key.Key_Space)
    assert view.found.card.isVisible()
    assert view.found.table.isHidden() or not view.found.table.isVisible()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.found.table.isVisible()
