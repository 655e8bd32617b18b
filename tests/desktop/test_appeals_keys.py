"""The page of an appeal by keys alone: names found by typing, Tab as it is read, commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals import AppealView
from caseapp.domain.vocabulary import Audience
from caseapp.store.records import Reply
from caseapp.store.vault import Vault
from tests.desktop.test_appeals_builder import PASSPHRASE, Show, checked, of_serial, opened
from tests.desktop.test_appeals_ways import button, track
from tests.desktop.vaults import sample_copy


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Vault]:
    with Vault.open(sample_copy(tmp_path), PASSPHRASE) as vault:
        yield vault


@pytest.fixture
def view(context: Context, sample: Vault, shown: Show, qtbot: QtBot) -> AppealView:
    """The second appeal of the sample, on its way."""
    view = opened(context, sample, (of_serial(sample, 2), "ways"), shown)
    checked(qtbot, context, view)
    return view


def do(view: AppealView, words: str) -> None:
    """What the palette offers under these words."""
    next(one for one in view.commands() if one.words == words).run()


def test_an_addressee_is_found_by_typing_and_the_detaining_state_stands_last(
    view: AppealView, qtbot: QtBot
) -> None:
    menu = view.ui.addressees.menu()
    names = [action.data() for action in menu.actions() if action.data()]
    assert names[0] == "commissioner for human rights in the republic of kazakhstan"
    assert "people's republic of china" in names[-1]
    for typed, found in (("special", "special procedures"), ("on enf", "working group on enf")):
        menu._forget()
        qtbot.keyClicks(menu, typed)
        assert menu.activeAction().data().startswith(found)
    menu._forget()
    qtbot.keyClicks(menu, "red cres")
    menu.activeAction().trigger()
    menu.deleteLater()
    qtbot.waitUntil(lambda: len(view._loaded.page.addressees) == 3)
    assert view._loaded.page.addressees[-1].audience is Audience.PARTNERS


def test_tab_goes_through_what_an_answer_says_of_each_person(
    view: AppealView, sample: Vault, qtbot: QtBot
) -> None:
    (reply,) = sample.all(Reply)
    one = track(view)
    one.replies.row(reply.id).set_open(True)
    button(one.replies.row(reply.id), "claims").click()
    first, second = list(one.claims.rows.values())[:2]
    for expected in (*first.form.tab_stops(), *second.form.tab_stops()):
        assert QApplication.focusWidget() is expected
        qtbot.keyClick(expected, Qt.Key.Key_Tab)


def test_what_became_of_a_copy_has_the_room_of_the_draft(view: AppealView) -> None:
    assert not view.main.pane.isVisible()
    dispatches = track(view).dispatches
    row = dispatches.rows()[0]
    row.set_open(True)
    assert row.form._columns == 4
    view.ui.go_to("letter")
    assert view.main.pane.isVisible()


def test_another_appeal_begins_with_its_letter(
    context: Context, sample: Vault, view: AppealView, qtbot: QtBot
) -> None:
    assert view.ui.step == "ways"
    view.open(of_serial(sample, 1))
    checked(qtbot, context, view)
    assert view.ui.step == "letter"
    view.ui.go_to("ways")
    view.open(of_serial(sample, 1))
    assert view.ui.step == "ways", "the same appeal stays where it is"


def test_a_step_that_changes_nothing_draws_nothing_anew(
    context: Context, view: AppealView, qtbot: QtBot
) -> None:
    view.ui.go_to("letter")
    checked(qtbot, context, view)
    drawn: list[object] = []
    view.main.drawn.connect(drawn.append)
    for step in ("particulars", "copy", "letter"):
        view.ui.go_to(step)
    assert not view.main.soon.isActive()
    assert not drawn


def test_the_palette_leads_to_every_part(context: Context, view: AppealView, qtbot: QtBot) -> None:
    do(view, "What its copy is made of")
    assert view.ui.settings.language.editor.hasFocus()
    do(view, "Add a person")
    assert view.ui.persons.picker.isVisible()
    do(view, "On its way")
    assert view.ui.step == "ways"
    view.ui.go_to("letter")
    checked(qtbot, context, view)
    do(view, "Print all the same…")
    assert view.main.pane.reasons_panel.isVisible()
    (field,) = view.main.pane.reasons_panel.fields.values()
    assert field.editor.hasFocus()


def test_comparing_has_the_room_of_issuing(
    context: Context, view: AppealView, qtbot: QtBot
) -> None:
    view.ui.go_to("print")
    checked(qtbot, context, view)
    view.ui.copies.differences_button.click()
    qtbot.waitUntil(view.ui.differences.isVisible)
    assert not view.main.pane.export_button.isVisible()
    view.ui.differences.left.emit()
    assert view.main.pane.export_button.isVisible()
