"""Unlocking, the first run, and what is said when a vault does not open."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop import file_dialog
from caseapp.desktop.changes import Changes
from caseapp.desktop.choices import Choices
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import Doors, KnownVault, folder_name
from caseapp.desktop.features.gate.first_run import FirstRun
from caseapp.desktop.features.gate.page import GatePage, GateState
from caseapp.desktop.features.gate.unlock import UnlockPage
from caseapp.desktop.features.gate.vault_list import opened_words
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.notices import Notices
from caseapp.desktop.shell.router import Router
from caseapp.i18n import LANGUAGES, translator
from caseapp.intake.sample import SAMPLE_PASSPHRASE
from caseapp.store.records import Detainee, Office
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.conftest import empty_vault
from tests.desktop.gate_desk import STRONG, unlock
from tests.desktop.vaults import CHEAP, PASSPHRASE, give_sheet

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def office(doors: Doors) -> Path:
    """A closed vault that was opened here before."""
    path = doors.places / "office"
    with empty_vault(path, "Almaty office") as vault:
        give_sheet(vault)
    doors.remember(path)
    return path


# -- unlocking -------------------------------------------------------------------------------
def test_the_right_passphrase_opens_the_vault_that_was_open_last(
    qtbot: QtBot, gate: Callable[..., GatePage], office: Path, opened: list[Vault]
) -> None:
    page = gate()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.unlock.secret.edit)
    unlock(page)
    assert [vault.folder.path for vault in opened] == [office]
    assert page.unlock.secret.edit.text() == ""


def test_opening_runs_off_the_gui_thread_and_says_so(
    qtbot: QtBot,
    gate: Callable[..., GatePage],
    office: Path,
    opened: list[Vault],
    threaded_jobs: Jobs,
) -> None:
    page = gate(jobs=threaded_jobs)
    busy: list[bool] = []
    page.unlock.busy.connect(busy.append)
    unlock(page)
    assert not page.unlock.isEnabled()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    qtbot.waitUntil(lambda: busy == [True, False])
    assert page.unlock.isEnabled()


def test_a_wrong_passphrase_is_said_beside_the_field_and_asked_for_again(
    qtbot: QtBot, gate: Callable[..., GatePage], office: Path, opened: list[Vault]
) -> None:
    page = gate()
    unlock(page, "wrong")
    assert "does not open the vault" in page.unlock.secret.trouble()
    assert page.unlock.secret.edit.text() == ""
    assert opened == []
    qtbot.keyClicks(page.unlock.secret.edit, "x")
    assert page.unlock.secret.trouble() == ""


def test_each_wrong_passphrase_waits_twice_as_long_as_the_one_before(
    qtbot: QtBot, context: Context, doors: Doors, office: Path, shown: Show
) -> None:
    now = [1000.0]
    page = UnlockPage(context, doors, clock=lambda: now[0])
    shown(page)
    waits = []
    for _ in range(7):
        page.secret.edit.setText("wrong")
        qtbot.keyClick(page.secret.edit, Qt.Key.Key_Return)
        assert not page.open_button.isEnabled()
        start = now[0]
        while not page.open_button.isEnabled():
            now[0] += 0.5
            page._count_down()
        waits.append(now[0] - start)
    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_enter_does_nothing_while_the_wait_lasts(
    qtbot: QtBot, context: Context, doors: Doors, office: Path, shown: Show
) -> None:
    now = [1000.0]
    page = UnlockPage(context, doors, clock=lambda: now[0])
    shown(page)
    page.secret.edit.setText("wrong")
    qtbot.keyClick(page.secret.edit, Qt.Key.Key_Return)
    page.secret.edit.setText(PASSPHRASE)
    vaults: list[Vault] = []
    page.opened.connect(vaults.append)
    qtbot.keyClick(page.secret.edit, Qt.Key.Key_Return)
    assert vaults == []
    assert page.secret.edit.text() == PASSPHRASE
    assert "1 s" in page.open_button.text()


def remove_database(path: Path) -> None:
    (path / "case.db").unlink()


def damage_keys(path: Path) -> None:
    (path / "keys.json").write_text("{}")


def make_newer(path: Path) -> None:
    file = path / "STORE.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "format_version": 99}))


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (shutil.rmtree, "connect the disk"),
        (remove_database, "case.db is missing"),
        (damage_keys, "keys.json"),
        (make_newer, "newer version"),
        (lambda path: (path / "STORE.json").unlink(), "STORE.json"),
    ],
    ids=["gone", "database", "keys", "newer", "description"],
)
def test_what_stops_a_vault_from_opening_is_told_apart(
    gate: Callable[..., GatePage],
    office: Path,
    harm: Callable[[Path], object],
    said: str,
) -> None:
    harm(office)
    page = gate()
    unlock(page)
    assert said in page.unlock.secret.trouble()
    assert page.unlock.open_button.isEnabled()


def test_a_vault_that_is_open_elsewhere_is_said_to_be_so(
    gate: Callable[..., GatePage], office: Path
) -> None:
    with Vault.open(office, PASSPHRASE):
        page = gate()
        unlock(page)
        assert "already open" in page.unlock.secret.trouble()


def test_the_list_says_when_each_vault_was_opened_and_which_is_not_there(
    choices: Choices, doors: Doors, office: Path, tmp_path: Path
) -> None:
    choices.change(lambda s: s.with_recent(tmp_path / "stick" / "Field station 2"))
    there = {vault.name: vault.found for vault in doors.known()}
    assert there == {"Field station 2": False, "Almaty office": True}


@pytest.mark.parametrize(
    ("before", "said"),
    [(timedelta(minutes=5), "opened today 11:55"), (timedelta(days=1), "opened yesterday 12:00"),
     (timedelta(days=20), "opened 12 Apr 2026")],
)  # fmt: skip
def test_when_a_vault_was_opened_is_said_as_people_say_it(before: timedelta, said: str) -> None:
    now = datetime(2026, 5, 2, 12, tzinfo=UTC)
    vault = KnownVault(Path("/media/blue/office"), "Office", now - before, True)
    words = opened_words(translator("en"), vault, now)
    assert words == f"{said} · /media/blue"


def test_arrow_keys_choose_another_vault_and_enter_leads_to_the_passphrase(
    qtbot: QtBot,
    gate: Callable[..., GatePage],
    doors: Doors,
    office: Path,
    opened: list[Vault],
) -> None:
    other = doors.places / "other"
    with Vault.create(other, STRONG, cost=CHEAP) as vault:
        give_sheet(vault, STRONG)
    doors.remember(other)
    page = gate()
    assert page.unlock.vaults.vault().path == other
    page.unlock.vaults.setFocus()
    qtbot.keyClick(page.unlock.vaults, Qt.Key.Key_Down)
    qtbot.keyClick(page.unlock.vaults, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.unlock.secret.edit
    unlock(page)
    assert [vault.folder.path for vault in opened] == [office]


def test_delete_takes_a_vault_off_the_list_and_leaves_the_vault(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors, office: Path
) -> None:
    page = gate()
    page.unlock.vaults.setFocus()
    qtbot.keyClick(page.unlock.vaults, Qt.Key.Key_Delete)
    assert doors.known() == []
    assert (office / "case.db").exists()
    assert not page.unlock.open_button.isEnabled()


def test_another_vault_is_opened_from_its_folder(
    gate: Callable[..., GatePage], office: Path, doors: Doors, opened: list[Vault]
) -> None:
    doors.forget(office)
    page = gate()
    assert not page.unlock.open_button.isEnabled()
    page.unlock.choose(office)
    unlock(page)
    assert [vault.folder.path for vault in opened] == [office]


def test_after_a_vault_from_elsewhere_one_of_the_list_can_be_chosen_again(
    qtbot: QtBot, gate: Callable[..., GatePage], office: Path, opened: list[Vault], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    empty_vault(elsewhere).close()
    page = gate()
    vaults = page.unlock.vaults
    for by_click in (True, False):
        page.unlock.choose(elsewhere)
        assert not page.unlock._place.isHidden()
        if by_click:
            row = vaults.visualRect(vaults.model().index(0, 0)).center()
            qtbot.mouseClick(vaults.viewport(), Qt.MouseButton.LeftButton, pos=row)
        else:
            page.unlock.choose(office)
        assert page.unlock._path == office
        assert page.unlock._place.isHidden()
    unlock(page)
    assert [vault.folder.path for vault in opened] == [office]


def test_caps_lock_and_the_letters_of_the_keyboard_are_said_while_typing(
    qtbot: QtBot, gate: Callable[..., GatePage], office: Path
) -> None:
    field = gate().unlock.secret
    assert not field.caps_lock_is_said()
    assert field.keyboard_words() == ""

    def press(letter: str, shift: bool = False) -> None:
        modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(field.edit, QKeyEvent(QEvent.Type.KeyPress, 0, modifiers, letter))

    press("a")
    assert (field.caps_lock_is_said(), "Latin" in field.keyboard_words()) == (False, True)
    press("Қ")
    assert (field.caps_lock_is_said(), "Cyrillic" in field.keyboard_words()) == (True, True)
    press("қ", shift=True)
    assert field.caps_lock_is_said()
    press("Қ", shift=True)
    assert not field.caps_lock_is_said()
    qtbot.keyClick(field.edit, Qt.Key.Key_CapsLock)
    assert field.caps_lock_is_said()


def test_the_eye_shows_the_passphrase_and_taking_it_hides_again(
    gate: Callable[..., GatePage], office: Path
) -> None:
    edit = gate().unlock.secret.edit
    edit.setText("typed")
    edit.actions()[-1].trigger()
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    assert edit.take() == "typed"
    assert edit.echoMode() is QLineEdit.EchoMode.Password


# -- first run -------------------------------------------------------------------------------
def type_the_sheet_back(qtbot: QtBot, page: FirstRun) -> None:
    """The fourth step by the keyboard: the lines from the screen, without their gaps."""
    assert page.recovery is not None
    work = page.recovery.work
    assert work.page == "show"
    lines = [label.text().replace(" ", "").lower() for label in work.shown._lines]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert work.page == "try"
    for line in lines:
        qtbot.keyClicks(QApplication.focusWidget(), line)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_a_vault_is_made_in_four_steps_by_keyboard_alone(
    qtbot: QtBot, gate: Callable[..., GatePage], doors: Doors, opened: list[Vault]
) -> None:
    page = gate(GateState(making=True)).first_run
    assert page.step == 0
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page.step == 1
    qtbot.keyClicks(QApplication.focusWidget(), "Field station")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page.step == 2
    qtbot.keyClicks(QApplication.focusWidget(), STRONG)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), STRONG)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    type_the_sheet_back(qtbot, page)
    (vault,) = opened
    assert (vault.name, vault.folder.path) == ("Field station", doors.places / "Field station")
    assert page.passphrase.pair.first.edit.text() == ""
    vault.close()
    opened[0] = Vault.open(vault.folder.path, STRONG)


def test_enter_chooses_another_language_and_goes_on_from_the_one_that_is_spoken(
    qtbot: QtBot, gate: Callable[..., GatePage]
) -> None:
    first_run = gate(GateState(making=True)).first_run
    chosen: list[str] = []
    first_run.language.chosen.connect(chosen.append)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (chosen, first_run.step) == (["ru"], 0)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (chosen, first_run.step) == (["ru"], 1)


def test_a_weak_or_mistyped_passphrase_makes_no_vault(
    qtbot: QtBot, gate: Callable[..., GatePage], opened: list[Vault]
) -> None:
    page = gate(GateState(making=True)).first_run
    page.show_step(2)
    step = page.passphrase.pair
    for first, again in (("short", "short"), (STRONG, STRONG[:-1]), (STRONG, ""), ("", "")):
        step.first.edit.clear()
        step.again.edit.clear()
        qtbot.keyClicks(step.first.edit, first)
        qtbot.keyClicks(step.again.edit, again)
        assert not page.next_button.isEnabled()
        page.go_on()
    assert opened == []
    qtbot.keyClicks(step.again.edit, "x")
    assert step.again.trouble() == "Not the same yet."


def test_a_suggestion_is_shown_so_that_it_can_be_written_down(
    qtbot: QtBot, gate: Callable[..., GatePage]
) -> None:
    page = gate(GateState(making=True)).first_run
    page.show_step(2)
    step = page.passphrase.pair
    step.suggest()
    assert step.first.edit.echoMode() is QLineEdit.EchoMode.Normal
    assert len(step.first.edit.text().split("-")) == 5
    assert not page.next_button.isEnabled()
    qtbot.keyClicks(step.again.edit, step.first.edit.text())
    assert page.next_button.isEnabled()


def test_a_folder_that_is_not_empty_is_refused_before_the_passphrase(
    qtbot: QtBot, gate: Callable[..., GatePage], office: Path
) -> None:
    page = gate(GateState(making=True)).first_run
    page.show_step(1)
    page.place.name.editor.selectAll()
    qtbot.keyClicks(page.place.name.editor, "office")
    assert page.place.path == office
    assert not page.next_button.isEnabled()
    qtbot.keyClicks(page.place.name.editor, " 2")
    assert page.next_button.isEnabled()


@pytest.mark.parametrize(
    ("name", "folder"),
    [("Almaty office", "Almaty office"), ("a/b\\c:d", "a b c d"), ("..", ""), (" x ", "x"),
     ("Қағаз\n2026", "Қағаз 2026"), ("n" * 300, "n" * 60)],
)  # fmt: skip
def test_a_name_becomes_a_folder_that_every_system_accepts(name: str, folder: str) -> None:
    assert folder_name(name) == folder


def test_what_was_typed_outlives_a_change_of_language_but_not_the_passphrase(
    gate: Callable[..., GatePage],
) -> None:
    state = GateState(making=True)
    page = gate(state)
    page.first_run.show_step(1)
    page.first_run.place.name.editor.setText("Field station")
    page.first_run.go_on()
    page.first_run.passphrase.pair.first.edit.setText(STRONG)
    russian = gate(state, t=translator("ru"))
    assert russian.making
    assert russian.first_run.step == 2
    assert russian.first_run.place.name.text() == "Field station"
    assert russian.first_run.passphrase.pair.first.edit.text() == ""


def test_back_from_the_first_step_leads_to_the_vaults_that_exist(
    gate: Callable[..., GatePage], office: Path
) -> None:
    page = gate(GateState(making=True))
    page.first_run.go_back()
    assert not page.making
    assert page.unlock.vaults.vault().path == office


# -- the sample ------------------------------------------------------------------------------
def test_the_sample_is_made_once_and_opened_again(doors: Doors) -> None:
    with doors.sample(Progress()) as vault:
        count = len(vault.all(Detainee))
        assert count >= 18
        path = vault.folder.path
    with doors.sample(Progress()) as vault:
        assert len(vault.all(Detainee)) == count
    with Vault.open(path, SAMPLE_PASSPHRASE) as vault:
        assert vault.check() == []


def test_looking_around_opens_the_sample_without_a_passphrase(
    qtbot: QtBot,
    gate: Callable[..., GatePage],
    doors: Doors,
    opened: list[Vault],
    threaded_jobs: Jobs,
) -> None:
    page = gate(GateState(making=True), jobs=threaded_jobs)
    page.first_run.sample_asked.emit()
    assert not page.first_run.isEnabled()
    qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
    assert opened[0].folder.path == doors.sample_path


# -- traces ----------------------------------------------------------------------------------
def test_choosing_a_folder_leaves_no_trace_of_it(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: Show
) -> None:
    home = tmp_path / "home"
    visited = tmp_path / "very secret place"
    for folder in (home, visited):
        folder.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    chosen: list[Path] = []
    parent = shown(QWidget())
    dialog = file_dialog.ask_for_folder(parent, "Open a vault", visited, chosen.append)
    assert dialog.testOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.done(1)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    qtbot.waitUntil(lambda: bool(gone))
    assert chosen == [visited]
    kept = [file for file in home.rglob("*") if file.is_file()]
    kept += [file for file in file_dialog._own_settings_folder().rglob("*") if file.is_file()]
    assert not [file for file in kept if b"secret" in file.read_bytes()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_cut_on_an_old_laptop_in_any_language(
    language: str, jobs: Jobs, doors: Doors, office: Path, opened: list[Vault], shown: Show
) -> None:
    from caseapp.desktop.widgets import Label

    context = Context(
        t=translator(language), jobs=jobs, changes=Changes(), router=Router(), notices=Notices()
    )
    page = GatePage(
        context, doors, GateState(), languages=(("en", "English"),),
        set_language=lambda _code: None, opened=opened.append,
    )  # fmt: skip
    page.resize(1366, 768)
    shown(page)
    for step in (None, 0, 1, 2):
        if step is None:
            page._show(making=False)
        else:
            page._show(making=True)
            page.first_run.show_step(step)
        QApplication.processEvents()
        cut = [
            label.text()
            for label in page.findChildren(Label)
            if label.isVisible() and label.is_cut()
        ]
        assert cut == []


def test_a_second_laptop_is_told_to_begin_its_numbers_with_letters_of_its_own(
    gate: Callable[..., GatePage], opened: list[Vault]
) -> None:
    page = gate(GateState(making=True))
    page.first_run.show_step(1)
    place, secret = page.first_run.place, page.first_run.passphrase.pair
    assert "several laptops" in place._prefix.editor.accessibleDescription()
    place._prefix.editor.set_value(" AL 2 ")
    assert place.prefix == "AL2"
    page.first_run.show_step(2)
    for field in (secret.first, secret.again):
        field.edit.setText(STRONG)
    page.first_run.go_on()
    page.first_run.recovery.work.tried.emit()
    vault = page._state.held
    opened.append(vault)
    assert [office.case_prefix for office in vault.all(Office)] == ["AL2"]
