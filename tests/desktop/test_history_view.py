"""The history of a vault: every action, found by words, kind and day; one undone alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.history import HistoryView
from caseapp.desktop.features.history.model import HistoryModel
from caseapp.desktop.record_titles import KIND_WORDS
from caseapp.desktop.shell.router import Place
from caseapp.desktop.widgets import Label, LinkButton
from caseapp.desktop.widgets.diff_text import DiffText
from caseapp.domain.vocabulary import NameScript
from caseapp.store.errors import NotUndoableError, UndoneAlreadyError, UndoOvertakenError
from caseapp.store.history import Action
from caseapp.store.queries.actions import ActionFilter, action_detail, action_numbers
from caseapp.store.records import KINDS, Contact, Detainee, NameForm
from caseapp.store.vault import Vault
from tests.conftest import empty_vault

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """One case with a name, changed twice, and a contact."""
    with empty_vault(tmp_path / "vault") as made:
        made.station = "Blue laptop"
        case = Detainee(fictitious=True, summary="Taken from home in October.")
        name = NameForm(detainee_id=case.id, text="Үлгі Сынақұлы", script=NameScript.KK_CYRL)
        made.save(case, name, action=Action("Add a case"))
        change(made, case, summary="Taken from work in October.")
        change(made, case, occupation="teacher")
        made.save(Contact(fictitious=True), action=Action("Add a contact"))
        yield made


def change(vault: Vault, case: Detainee, **values: object) -> int:
    found = vault.get(Detainee, case.id)
    for field, value in values.items():
        setattr(found, field, value)
    label = "Occupation" if "occupation" in values else "Summary"
    return vault.save(found, action=Action("Change “{field}”", {"field": label})).action


@pytest.fixture
def view(vault: Vault, context: Context, shown: Show) -> HistoryView:
    view = HistoryView(context, vault, lambda kind, one, _within: (kind, one))
    view.resize(1100, 700)
    view.open(None)
    return shown(view)


def lines(view: HistoryView) -> list[str]:
    model = view.list.model()
    return [str(model.index(row).data()).split(", ")[0] for row in range(model.rowCount())]


def test_all_actions_stand_newest_first_with_their_record_and_machine(view: HistoryView) -> None:
    assert lines(view) == [
        "Add a contact", "Change “Occupation”", "Change “Summary”", "Add a case",
    ]  # fmt: skip
    said = view.list.model().index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "CF-0001" in said
    assert "Үлгі Сынақұлы" in said
    assert "Blue laptop" in said
    assert view.status == "4 actions"


def test_a_change_shows_before_and_after_with_the_words_that_differ(view: HistoryView) -> None:
    view.list.setCurrentIndex(view.list.model().index(2))
    before, after = view.detail._area.widget().findChildren(DiffText)
    assert before.accessibleName() == "before: Taken from home in October."
    assert [before._words[a:b] for a, b in before._marks] == ["home"]
    assert [after._words[a:b] for a, b in after._marks] == ["work"]
    labels = {label.text() for label in view.detail.findChildren(Label)}
    assert "Case · Summary" in labels


def test_the_making_of_a_record_shows_what_was_entered(view: HistoryView) -> None:
    view.list.setCurrentIndex(view.list.model().index(3))
    labels = {label.text() for label in view.detail.findChildren(Label)}
    assert {"Case · Summary", "Name, spelling · Spelling"} & labels
    assert not any("id" in label.split() for label in labels)


def test_a_link_leads_to_the_page_of_the_record(
    qtbot: QtBot, view: HistoryView, vault: Vault
) -> None:
    view.list.setCurrentIndex(view.list.model().index(2))
    link = view.detail._area.widget().findChild(LinkButton)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    case = vault.all(Detainee)[0]
    assert view.context.router.current == Place("detainee", case.id)


def test_text_kind_and_day_narrow_the_list_down(qtbot: QtBot, view: HistoryView) -> None:
    qtbot.keyClicks(view.text.editor, "occup")
    qtbot.waitUntil(lambda: lines(view) == ["Change “Occupation”"])
    view.text.restore()
    view.text.editor.setText("сынақ")
    view.reload()
    about_it = ["Change “Occupation”", "Change “Summary”", "Add a case"]
    qtbot.waitUntil(lambda: lines(view) == about_it)
    view.text.editor.setText("")
    view.about.editor.set_value("contact")
    view.about.commit()
    qtbot.waitUntil(lambda: "Add a contact" in lines(view))
    assert "Change “Summary”" not in lines(view)
    view.about.editor.set_value("")
    view.about.commit()
    view.day.editor.setText("2001")
    view.reload()
    assert lines(view) == []
    view.day.editor.setText("soon, perhaps")
    view.reload()
    assert len(lines(view)) == 4
    assert "Not read as a date" in view.day._message.text()


def test_one_step_is_undone_alone_and_what_came_after_stays(
    qtbot: QtBot, view: HistoryView, vault: Vault
) -> None:
    view.list.setCurrentIndex(view.list.model().index(2))
    qtbot.mouseClick(view.detail.undo, Qt.MouseButton.LeftButton)
    (case,) = vault.all(Detainee)
    assert (case.summary, case.occupation) == ("Taken from home in October.", "teacher")
    qtbot.waitUntil(lambda: lines(view)[0] == "Undone: Change “Summary”")
    assert not view.detail.undo.isEnabled()
    assert "undone before" in view.detail.reason.text()
    assert vault.undoable()[0].label == "Add a contact"
    vault.redo()
    assert vault.all(Detainee)[0].summary == "Taken from work in October."


def test_a_step_whose_field_was_changed_since_says_why_it_stays(
    view: HistoryView, vault: Vault
) -> None:
    number = change(vault, vault.all(Detainee)[0], occupation="doctor")
    before = number - 2
    detail = vault.read(lambda session: action_detail(session, before))
    assert isinstance(detail.obstacle, UndoOvertakenError)
    with pytest.raises(UndoOvertakenError):
        vault.undo_only(before)
    view.open(before)
    assert not view.detail.undo.isEnabled()
    assert "changed again" in view.detail.reason.text()


def test_what_was_handed_over_is_never_undone(vault: Vault) -> None:
    fixed = vault.save(Detainee(), action=Action("Issue copy 1", undoable=False)).action
    with pytest.raises(NotUndoableError):
        vault.undo_only(fixed)


def test_a_made_record_goes_to_the_trash_once(vault: Vault) -> None:
    made = vault.save(Detainee(), action=Action("Add a case")).action
    vault.undo_only(made)
    assert len(vault.all(Detainee)) == 1
    with pytest.raises(UndoneAlreadyError):
        vault.undo_only(made)


def test_days_are_counted_where_the_person_is(vault: Vault) -> None:
    def numbers(first: date, last: date) -> list[int]:
        wanted = ActionFilter(first_day=first, last_day=last)
        return vault.read(
            lambda session: action_numbers(
                session, wanted, lambda label, _params: label, lambda naive: naive.astimezone()
            )
        )

    entry = vault.history_of(vault.all(Detainee)[0].id)[0]
    today = entry.action.at.astimezone().date()
    assert len(numbers(today, today)) == 4
    assert numbers(date(2001, 1, 1), date(2001, 12, 31)) == []


def test_in_a_narrow_window_the_action_takes_the_place_of_the_list(
    qtbot: QtBot, view: HistoryView
) -> None:
    view.set_compact(True)
    view.resize(600, 330)
    assert view.list.isVisible()
    view.list.setFocus()
    qtbot.keyClick(view.list, Qt.Key.Key_Return)
    assert not view.list.isVisible()
    assert view.detail.isVisible()
    qtbot.keyClick(view.detail.back, Qt.Key.Key_Escape)
    assert view.list.isVisible()
    assert view.list.hasFocus()


def test_the_list_is_a_sound_model_and_fetches_what_is_seen(
    view: HistoryView, context: Context
) -> None:
    asked: list[int] = []

    def fetch(numbers: list[int], _progress: object) -> list[object]:
        asked.extend(numbers)
        return []

    model = HistoryModel(view._words, context.jobs, fetch)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_numbers(range(100_000, 0, -1))
    assert len(asked) <= 3 * 64


def test_every_kind_of_record_has_a_word() -> None:
    assert set(KIND_WORDS) == set(KINDS)
