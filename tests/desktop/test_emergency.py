"""Arming the second key, the list of what remains, and a vault that leaves before a journey."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseapp.bootstrap import Program
from caseapp.desktop import process
from caseapp.desktop.features.emergency.view import EmergencyView
from caseapp.desktop.guard import panic
from caseapp.desktop.guard.armed import is_armed
from caseapp.desktop.guard.panic import Panic
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets import Label
from caseapp.store.destroying import key_copies
from caseapp.store.history import Action
from caseapp.store.queries.outside import state_code
from caseapp.store.records import Detainee
from caseapp.store.restore import newest, open_backup, restore_to
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from caseapp.system.progress import Progress
from caseapp.system.settings import load_settings
from tests.desktop.vaults import CHEAP, PASSPHRASE

HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Running:
    """The program with a vault of one case open, at the page for an emergency."""

    def __init__(self, app: QApplication, folder: Path, jobs: Jobs) -> None:
        self.paths = Paths(config=folder / "config", logs=folder / "logs", vaults=folder / "vaults")
        self.quits: list[bool] = []
        self.program = Program(
            app, self.paths, None, jobs=jobs, cost=CHEAP, quit_app=lambda: self.quits.append(True)
        )
        self.path = self.paths.vaults / "Almaty"
        self.vault = Vault.create(self.path, PASSPHRASE, name="Almaty", cost=CHEAP)
        self.vault.save(Detainee(serial=1, description="fictitious"), action=Action("Add"))
        self.program.opened(self.vault)
        self.program.window.resize(1200, 760)
        self.program.window.show()
        self.program.window.context.router.go("emergency")
        self.ended = False

    @property
    def view(self) -> EmergencyView:
        return self.program.window.desk.view("emergency")

    def said(self) -> str:
        self.view.reload()
        return "\n".join(label.text() for label in self.view.findChildren(Label))

    def settings(self):
        return load_settings(self.paths.settings_file).settings

    def end(self) -> None:
        if not self.ended:
            self.ended = True
            self.program.end()


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The process of the test must live on: how often it would have ended."""
    codes: list[int] = []
    init = Panic.__init__
    monkeypatch.setattr(
        Panic, "__init__", lambda self, *a, **k: init(self, *a, leave=codes.append, **k)
    )
    for name in ("_end_by_force", "remove_own_folders"):
        monkeypatch.setattr(panic, name, lambda: None)
    return codes


@pytest.fixture
def running(
    qtbot: QtBot, qapp: QApplication, left: list[int], tmp_path: Path, jobs: Jobs
) -> Iterator[Running]:
    made = Running(qapp, tmp_path, jobs)
    qtbot.waitExposed(made.program.window)
    yield made
    made.end()


def press_second_key(running: Running) -> None:
    QTest.keyClick(running.program.window.windowHandle(), Qt.Key.Key_Backspace, HELD)


def test_arming_asks_for_a_sentence_and_for_the_key_itself(running, left):
    arm = running.view.arm
    assert not arm.arm.isVisible()
    arm.begin.click()
    assert not arm.arm.isEnabled()
    arm.sentence.set_value("  i may LOSE this vault. ")
    arm._look()
    assert not arm.arm.isEnabled()
    press_second_key(running)
    assert left == []
    assert key_copies(running.path) != []
    assert arm.arm.isEnabled()
    arm.leave.click()
    assert arm.begin.hasFocus()
    arm.begin.click()
    arm.sentence.set_value("I may lose this vault")
    press_second_key(running)
    arm.arm.setFocus()
    arm.arm.click()
    assert is_armed(running.settings(), running.vault.folder.store_id)
    assert arm.disarm.hasFocus()  # the button that had the keyboard is gone
    assert "Almaty" not in "".join(running.settings().armed)
    arm.disarm.click()
    assert not is_armed(running.settings(), running.vault.folder.store_id)


def test_armed_it_destroys_the_keys_and_elsewhere_than_on_the_page_it_is_no_trial(running, left):
    arm = running.view.arm
    arm.begin.click()
    running.program.window.context.router.go("cases")
    press_second_key(running)
    assert left == [0]  # not armed: only the end
    assert key_copies(running.path) != []
    arm.armed.emit(True)
    press_second_key(running)
    assert left == [0, 0]
    assert key_copies(running.path) == []


def test_the_page_says_what_it_means_and_what_remains(running, tmp_path):
    said = running.said()
    for words in (
        "can be punished", "no hidden vault", "not the passphrase and not the recovery sheet",
        "No backup that the program knows of", "old sectors", "Paper", str(running.path),
    ):  # fmt: skip
        assert words in said, words
    stick = tmp_path / "stick"
    stick.mkdir()
    running.program._backups.choose(stick)
    running.vault.backups.make(stick)
    said = running.said()
    assert "1 backup in" in said
    assert str(stick) in said
    assert "with a backup it opens everything" in said


def test_older_key_files_in_the_folder_are_counted(running):
    own = running.path / "backup" / "backup-1" / "2026-01-01-000000"
    own.mkdir(parents=True)
    (own / "keys.json").write_bytes((running.path / "keys.json").read_bytes())
    assert "1 older key file in the vault's folder goes with it." in running.said()


def test_a_restored_copy_shows_the_same_code_until_something_is_saved(running, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    running.vault.backups.make(stick)
    running.said()
    shown = running.view.travel._own
    backup = open_backup(newest(stick), PASSPHRASE)
    restore_to(backup.backup, backup.master, tmp_path / "there", Progress())
    with Vault.open(tmp_path / "there", PASSPHRASE) as there:
        assert there.read(state_code) == shown
        there.save(Detainee(serial=2), action=Action("Add"))
        assert there.read(state_code) != shown


def test_the_vault_leaves_this_computer_after_code_and_name(
    running, monkeypatch: pytest.MonkeyPatch
):
    running.said()
    travel = running.view.travel
    travel.name.set_value("Almaty")
    travel.read_back.set_value("0000 0000")
    travel._look()
    assert not travel.remove.isEnabled()
    travel.read_back.set_value(travel._own.lower().replace(" ", ""))
    travel._look()
    assert travel.remove.isEnabled()
    running.program._doors.remember(running.path)
    travel.remove.click()
    QCoreApplication.processEvents()
    assert running.quits == [True]
    running.end()
    assert not running.path.exists()
    assert running.settings().recent_vaults == ()
    assert running.program.removed == 0

    def replaced(_program: str, command: list[str]) -> None:  # exec never returns
        raise SystemExit(command[1:])

    monkeypatch.setattr(process.os, "execv", replaced)
    monkeypatch.setattr(process.atexit, "_run_exitfuncs", lambda: None)
    with pytest.raises(SystemExit, match="caseapp"):
        process.start_anew(0, running.program.removed)
    assert process.vault_removed() == 0
    assert process.vault_removed() is None


def test_the_keys_stand_in_the_help_and_the_palette(running):
    desk = running.program.window.desk
    assert panic.VANISH in dict(desk.keys())
    keys = {command.key for command in desk.offers.anywhere()}
    assert panic.VANISH in keys
