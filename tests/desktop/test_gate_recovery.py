"""No real case before the recovery key lies on paper; and the paper opens what was forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.page import GatePage, GateState
from caseapp.store.errors import WrongPassphraseError
from caseapp.store.history import Action
from caseapp.store.records import Detainee
from caseapp.store.recovery import RecoveryKey
from caseapp.store.vault import Vault
from tests.conftest import empty_vault
from tests.desktop.flashes import flashes
from tests.desktop.gate_desk import STRONG, unlock
from tests.desktop.vaults import PASSPHRASE, give_sheet


def made(doors: Doors, *records: Detainee, sheet: bool = False) -> tuple[Path, RecoveryKey | None]:
    """A closed vault of the list."""
    path, recovery = doors.places / "office", None
    with empty_vault(path, "Almaty office") as vault:
        if records:
            vault.save(*records, action=Action("Add"))
        if sheet:
            recovery = give_sheet(vault)
    doors.remember(path)
    return path, recovery


def make_and_try(qtbot: QtBot, page: GatePage) -> None:
    """With the keyboard: the passphrase, then the lines from the screen."""
    work = page.recovery.work
    work.secret.edit.setText(PASSPHRASE)
    work.secret.edited.emit()
    qtbot.keyClick(work.secret.edit, Qt.Key.Key_Return)
    assert work.page == "show"
    lines = [label.text() for label in work.shown._lines]
    work.on_paper.click()
    for field, line in zip(work.entry.sheet.lines, lines, strict=True):
        qtbot.keyClicks(field, line.lower())
    work.try_button.click()


# -- before real cases -------------------------------------------------------------------------
def test_an_empty_vault_is_not_entered_before_its_sheet_was_typed_back(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors, opened: list[Vault]
) -> None:
    path, _none = made(doors)
    page = gate()
    unlock(page)
    assert opened == []
    assert page.recovery.later.isHidden()
    assert QApplication.focusWidget() is page.recovery.work.secret.edit
    make_and_try(qtbot, page)
    assert [vault.folder.path for vault in opened] == [path]
    assert opened[0].keys.standing().tried == date.today()


def test_a_vault_that_was_tried_opens_at_once(
    gate: Callable[..., GatePage], doors: Doors, opened: list[Vault]
) -> None:
    made(doors, sheet=True)
    page = gate()
    unlock(page)
    assert len(opened) == 1
    assert page.recovery is None


def test_where_there_are_cases_it_may_wait_seven_days_and_no_longer(
    gate: Callable[..., GatePage], doors: Doors, opened: list[Vault],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    made(doors, Detainee())
    page = gate()
    unlock(page)
    assert not page.recovery.later.isHidden()
    page.recovery.later.click()
    opened.pop().close()
    for days, waits in ((7, True), (8, False)):
        later = date.today() + timedelta(days=days)
        monkeypatch.setattr(
            "caseapp.desktop.features.gate.page.date",
            type("Later", (), {"today": staticmethod(lambda later=later: later)}),
        )
        page = gate()
        unlock(page)
        assert bool(opened) == waits
        if waits:
            opened.pop().close()
    assert page.recovery.later.isHidden()


def test_no_part_of_the_gate_flashes_as_a_window_of_its_own(
    gate: Callable[..., GatePage], doors: Doors
) -> None:
    path, _none = made(doors, Detainee())
    page = gate()
    with flashes() as seen:
        page.unlock.forgot.click()
        page.forgot.entry.choose("shares")
        page.show_restore(True)
        page.restore.take_folder(path)
        page.show_restore(False)
        unlock(page)
        page.recovery.work._show("try")
        page.recovery.left.emit()
        (path / "case.db").unlink()
        unlock(page)
    assert not page.damage.isHidden()
    assert seen == []


def test_what_was_made_and_never_tried_is_asked_for_and_can_be_made_anew(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors, opened: list[Vault]
) -> None:
    path, _none = made(doors)
    with Vault.open(path, PASSPHRASE) as vault:
        lost = vault.keys.make_recovery(PASSPHRASE)
    page = gate()
    unlock(page)
    work = page.recovery.work
    assert work.page == "try"
    assert work.back.isHidden()
    work.anew.click()
    make_and_try(qtbot, page)
    (vault,) = opened
    assert not vault.keys.standing().wanted
    assert not vault.keys.standing().replacing
    assert lost.key


def test_a_wrong_paper_is_refused_and_named(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors, opened: list[Vault]
) -> None:
    path, _none = made(doors)
    with Vault.open(path, PASSPHRASE) as vault:
        vault.keys.make_recovery(PASSPHRASE)
    page = gate()
    unlock(page)
    work = page.recovery.work
    for field, line in zip(work.entry.sheet.lines, RecoveryKey(bytes(32)).lines, strict=True):
        qtbot.keyClicks(field, line)
    work.try_button.click()
    assert opened == []
    assert "it is an earlier one, or of another vault" in work.entry.trouble()


def test_the_vault_can_be_closed_again_instead(
    gate: Callable[..., GatePage], doors: Doors, opened: list[Vault]
) -> None:
    path, _none = made(doors)
    state = GateState()
    page = gate(state)
    unlock(page)
    assert state.held is not None
    page.recovery.left.emit()
    assert (state.held, page.recovery, opened) == (None, None, [])
    Vault.open(path, PASSPHRASE).close()


def test_a_change_of_language_in_between_goes_on_where_it_was(
    gate: Callable[..., GatePage], doors: Doors
) -> None:
    made(doors)
    state = GateState()
    unlock(gate(state))
    again = gate(state)
    assert again.recovery is not None
    assert again.recovery.work.page == "ask"


# -- a forgotten passphrase --------------------------------------------------------------------
def test_a_forgotten_passphrase_is_replaced_by_the_sheet(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors, opened: list[Vault]
) -> None:
    path, recovery = made(doors, Detainee(), sheet=True)
    page = gate()
    page.unlock.forgot.click()
    forgot = page.forgot
    assert not forgot.isHidden()
    for field, line in zip(forgot.entry.sheet.lines, recovery.lines, strict=True):
        qtbot.keyClicks(field, line)
    assert not forgot.go.isEnabled(), "the new passphrase is missing"
    for secret in (forgot.pair.first, forgot.pair.again):
        qtbot.keyClicks(secret.edit, STRONG)
    qtbot.keyClick(forgot.pair.again.edit, Qt.Key.Key_Return)
    (vault,) = opened
    assert len(vault.all(Detainee)) == 1
    vault.close()
    with pytest.raises(WrongPassphraseError):
        Vault.open(path, PASSPHRASE)
    opened[0] = Vault.open(path, STRONG)


def test_two_shares_do_as_well_and_a_wrong_word_is_named_while_it_is_typed(
    gate: Callable[..., GatePage], doors: Doors, opened: list[Vault]
) -> None:
    _path, recovery = made(doors, sheet=True)
    one, _two, three = (" ".join(words) for words in recovery.shares())
    page = gate()
    page.unlock.forgot.click()
    entry = page.forgot.entry
    entry.way.chosen.emit("shares")
    first, second = entry.shares.shares

    def typed(number: int, text: str) -> str:
        field = entry.shares.shares[number - 1]
        field.editor.set_value(text)
        entry.shares._typed(number)
        return field._message.text()

    assert typed(1, one.split()[0] + " zhaq") == "1 of 33 words", "it is not whole yet"
    assert (
        typed(1, one.split()[0] + " zhaq ") == "Share 1, word 2: “zhaq” is not a word of the list."
    )
    assert typed(1, one) == "This share is whole."
    assert "same share twice" in typed(2, one)
    assert not entry.ready()
    assert typed(2, three) == "This share is whole."
    for secret in (page.forgot.pair.first, page.forgot.pair.again):
        secret.edit.setText(STRONG)
        secret.edited.emit()
    page.forgot._open()
    assert len(opened) == 1
    assert (first.text(), second.text()) == (one, three)


def test_stepping_back_leaves_nothing_that_was_typed(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors
) -> None:
    _path, recovery = made(doors, sheet=True)
    page = gate()
    page.unlock.forgot.click()
    qtbot.keyClicks(page.forgot.entry.sheet.lines[0], recovery.lines[0])
    page.forgot.pair.first.edit.setText(STRONG)
    page.forgot._back.click()
    assert not page.unlock.isHidden()
    assert page.forgot.entry.sheet.lines[0].text() == ""
    assert page.forgot.pair.first.edit.text() == ""


# -- typing from paper ---------------------------------------------------------------------------
def test_each_line_is_judged_when_it_is_whole_and_hands_the_keyboard_on(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors
) -> None:
    _path, recovery = made(doors, sheet=True)
    page = gate()
    page.unlock.forgot.click()
    sheet = page.forgot.entry.sheet
    assert QApplication.focusWidget() is sheet.lines[0]
    for line in recovery.lines[:2]:
        qtbot.keyClicks(QApplication.focusWidget(), line.replace(" ", "").lower())
    assert [line.text() for line in sheet.lines[:2]] == list(recovery.lines[:2])
    assert QApplication.focusWidget() is sheet.lines[2]
    wrong = recovery.lines[2][:-1] + ("A" if recovery.lines[2][-1] != "A" else "B")
    qtbot.keyClicks(QApplication.focusWidget(), wrong)
    assert sheet.trouble() == "Line 3 is not as it stands on the sheet. Compare it with the paper."
    assert QApplication.focusWidget() is sheet.lines[2]
    qtbot.keyClicks(sheet.lines[2], "more")
    assert sheet.lines[2].text() == wrong, "what is typed on does not pile up"
    qtbot.keyClick(sheet.lines[2], Qt.Key.Key_Backspace)
    assert sheet.trouble() == ""


def test_nothing_of_a_recovery_key_is_written_until_somebody_says_where(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors, tmp_path: Path
) -> None:
    path, _none = made(doors)
    page = gate()
    unlock(page)
    work = page.recovery.work
    work.secret.edit.setText(PASSPHRASE)
    work.secret.edited.emit()
    qtbot.keyClick(work.secret.edit, Qt.Key.Key_Return)
    lines = [label.text().replace(" ", "").encode() for label in work.shown._lines]
    assert [len(page) for page in (work.papers(),)] == [1]
    work.shown.choose("shares")
    assert len(work.papers()) == 3
    words = " ".join(work.shown.shares[0][4:8]).encode()
    for file in (file for file in tmp_path.rglob("*") if file.is_file()):
        content = file.read_bytes()
        assert not any(line in content for line in lines)
        assert words not in content
    assert path.is_dir()
