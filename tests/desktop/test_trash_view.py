"""The trash, driven by the keyboard as a person would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.trash import TrashView
from caseapp.desktop.features.trash.model import LINE, Heading
from caseapp.desktop.features.whole_vault import Places
from caseapp.matching.merge import Merging, merge
from caseapp.matching.waiting import pairs
from caseapp.store.history import Action
from caseapp.store.records import Contact, Detainee, Event, Excerpt, Identifier, NameForm
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.conftest import empty_vault
from tests.desktop.case_desk import type_into
from tests.desktop.review_desk import NUMBER, fill_review

Show = Callable[[QWidget], QWidget]
AWAY = Action("Put in the trash")
Key = Qt.Key


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with empty_vault(tmp_path / "vault") as opened:
        fill_review(opened)
        yield opened


@pytest.fixture
def view(context: Context, vault: Vault, shown: Show) -> TrashView:
    found = TrashView(context, vault, Places(("case", "source", "contact")).of)
    found.resize(1180, 690)
    found.set_compact(False)
    shown(found)
    return found


def away(vault: Vault, *kinds: type) -> list:
    records = [vault.all(kind)[0] for kind in kinds]
    for record in records:
        vault.trash(record, action=AWAY)
    return records


def titles(view: TrashView, qtbot: QtBot) -> list[str]:
    model = view.list.trash
    rows = [model.index(row) for row in range(model.rowCount())]
    lines = [index for index in rows if model.flags(index) & Qt.ItemFlag.ItemIsSelectable]
    qtbot.waitUntil(lambda: all(index.data(LINE) is not None for index in lines))
    return [view._words.title(index.data(LINE)) for index in lines]


def opened(view: TrashView, qtbot: QtBot) -> list[str]:
    view.open(None)
    view.focus_first()
    return titles(view, qtbot)


def test_an_empty_trash_says_what_waits_here(view: TrashView, qtbot: QtBot) -> None:
    assert opened(view, qtbot) == []
    assert view._stack.currentWidget() is view._empty
    assert view.status == "0 in the trash"


def test_records_stand_under_their_day_with_a_title_each(
    view: TrashView, vault: Vault, qtbot: QtBot
) -> None:
    away(vault, Excerpt, Event, Contact)
    QAbstractItemModelTester(view.list.trash)
    said = opened(view, qtbot)
    assert set(said) == {
        "“She was taken from her house in March 2018.”", "Taken into custody · Oct 2017",
        "\u2068Айман Үлгібай\u2069",
    }  # fmt: skip
    heading = view.list.trash.index(0).data(int(LINE) - 1)
    assert heading == Heading("Today", 3)


def test_a_document_number_is_never_written_out(
    view: TrashView, vault: Vault, qtbot: QtBot
) -> None:
    away(vault, Identifier)
    (said,) = opened(view, qtbot)
    assert "••••" in said
    shown = " ".join(label.text() for label in view.preview.findChildren(QWidget)
                     if hasattr(label, "text"))  # fmt: skip
    assert NUMBER not in shown


def test_enter_brings_back_and_undo_puts_away_again(
    view: TrashView, vault: Vault, qtbot: QtBot, context: Context
) -> None:
    (event,) = away(vault, Event)
    opened(view, qtbot)
    QTest.keyClick(view.list, Key.Key_Return)
    assert vault.get(Event, event.id).deleted_at is None
    assert "back where it was" in context.notices.all[-1].text
    assert titles(view, qtbot) == []
    vault.undo()
    assert vault.get(Event, event.id).deleted_at is not None


def test_several_come_back_as_one_action(view: TrashView, vault: Vault, qtbot: QtBot) -> None:
    records = away(vault, Event, Contact)
    opened(view, qtbot)
    QTest.keyClick(view.list, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.list.chosen()) == 2
    QTest.keyClick(view.list, Key.Key_Return)
    assert titles(view, qtbot) == []
    vault.undo()
    assert all(vault.get(type(one), one.id).deleted_at is not None for one in records)


def test_the_list_is_narrowed_while_typing_in_any_script(
    view: TrashView, vault: Vault, qtbot: QtBot
) -> None:
    away(vault, Event, Contact, Excerpt)
    opened(view, qtbot)
    view.text.editor.setFocus()
    type_into(view.text.editor, "үлгібай")
    qtbot.waitUntil(lambda: titles(view, qtbot) == ["\u2068Айман Үлгібай\u2069"])
    view.text.editor.clear()
    type_into(view.text.editor, "nobody at all")
    qtbot.waitUntil(lambda: view._stack.currentWidget() is view._nothing)


def test_the_list_can_show_one_kind(view: TrashView, vault: Vault, qtbot: QtBot) -> None:
    away(vault, Event, Contact, Excerpt)
    view.kind.set_value("event")
    assert opened(view, qtbot) == ["Taken into custody · Oct 2017"]


def test_what_it_belongs_to_comes_back_too_and_that_is_said_before(
    view: TrashView, vault: Vault, qtbot: QtBot
) -> None:
    event = vault.all(Event)[0]
    case = vault.get(Detainee, event.detainee_id)
    vault.trash(case, action=AWAY)
    vault.trash(event, action=AWAY)
    view.open(event.id)
    view.focus_first()
    titles(view, qtbot)
    assert case.case_number in view.preview._tells.text()
    QTest.keyClick(view.list, Key.Key_Return)
    assert vault.get(Detainee, case.id).deleted_at is None


def test_a_merged_case_is_taken_out_again(view: TrashView, vault: Vault, qtbot: QtBot) -> None:
    pair = pairs(vault, Progress())[0]
    merge(vault, Merging(left=pair.first, right=pair.second))
    view.open(pair.second)
    view.focus_first()
    assert "CF-0002, merged into CF-0001" in titles(view, qtbot)
    assert "CF-0001" in view.preview._tells.text()
    assert view.preview.restore.text() == "Take it out again"
    QTest.keyClick(view.list, Key.Key_Return)
    assert vault.get(Detainee, pair.second).deleted_at is None
    assert len(vault.all(NameForm, detainee_id=pair.second)) == 2


def test_in_a_narrow_window_the_preview_is_a_step_away(
    view: TrashView, vault: Vault, qtbot: QtBot
) -> None:
    away(vault, Event)
    view.resize(600, 330)
    view.set_compact(True)
    opened(view, qtbot)
    assert view.preview.isHidden() or not view.preview.isVisible()
    QTest.keyClick(view.list, Key.Key_Space)
    assert view.preview.isVisible()
    assert not view.list.isVisible()
    QTest.keyClick(view.preview.restore, Key.Key_Escape)
    assert view.list.hasFocus()
