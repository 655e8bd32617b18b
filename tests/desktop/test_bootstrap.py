"""The whole program in one window: opening, locking, what is remembered, what is logged."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from caseapp import bootstrap
from caseapp.desktop import process, theme
from caseapp.desktop.features.cases import CasesView
from caseapp.desktop.features.gate.page import GatePage
from caseapp.desktop.features.today import TodayView
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.shell.router import Place
from caseapp.store.errors import DiskFaultError, VaultInUseError
from caseapp.store.records import Appeal, Detainee
from caseapp.store.vault import Vault
from caseapp.system.paths import Paths
from tests.conftest import empty_vault
from tests.desktop.flashes import flashes
from tests.desktop.vaults import CHEAP, PASSPHRASE, sample_copy

STRONG = "acorn-lobby-river-candle-moss"
Start = Callable[..., bootstrap.Program]


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    (tmp_path / "vaults").mkdir()
    return Paths(config=tmp_path / "config", logs=tmp_path / "logs", vaults=tmp_path / "vaults")


@pytest.fixture
def quits() -> list[bool]:
    return []


@pytest.fixture
def start(
    qapp: QApplication, qtbot: QtBot, paths: Paths, jobs: Jobs, quits: list[bool]
) -> Iterator[Start]:
    """Starts the program as `run_window` does, without an event loop of its own."""
    programs: list[bootstrap.Program] = []
    hooks = sys.excepthook, threading.excepthook

    def run(vault: Path | None = None, own_jobs: Jobs | None = None) -> bootstrap.Program:
        program = bootstrap.Program(
            qapp, paths, vault, jobs=own_jobs or jobs, cost=CHEAP,
            quit_app=lambda: quits.append(True),
        )  # fmt: skip
        programs.append(program)
        program.window.resize(1366, 768)
        with qtbot.waitActive(program.window):
            program.window.show()
            program.window.activateWindow()
        return program

    yield run
    for program in programs:
        if isValid(program.window):
            end(program)
    sys.excepthook, threading.excepthook = hooks
    theme.apply(qapp, theme.LIGHT)


def end(program: bootstrap.Program) -> None:
    """As `run_window` does when the event loop has ended; Qt's own words are English again."""
    program.window._qt_words.speak("en")
    program.window.hide()
    program.end()


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return sample_copy(tmp_path)


def unlock(qtbot: QtBot, program: bootstrap.Program, passphrase: str) -> None:
    page = program.window.findChild(GatePage)
    page.unlock.secret.edit.setText(passphrase)
    qtbot.keyClick(page.unlock.secret.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=10_000)
    qtbot.waitUntil(program.window.desk.stack.isVisible)


# -- opening -----------------------------------------------------------------------------------
def test_the_first_start_leads_from_a_language_to_an_empty_list(
    qtbot: QtBot, start: Start, paths: Paths
) -> None:
    program = start()
    page = program.window.findChild(GatePage)
    assert page.making
    for typed in ("", "", STRONG, STRONG):
        qtbot.keyClicks(QApplication.focusWidget(), typed)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.first_run.recovery is not None, timeout=20_000)
    work = page.first_run.recovery.work
    lines = [label.text() for label in work.shown._lines]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is work.on_paper)
    qtbot.keyClick(work.on_paper, Qt.Key.Key_Space)
    for line in lines:
        qtbot.keyClicks(QApplication.focusWidget(), line)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=10_000)
    assert program.window.context.router.current == Place("today")
    kept = json.loads(paths.settings_file.read_text())
    assert kept["recent_vaults"] == [str(paths.vaults / "Case files")]


def test_a_vault_named_on_the_command_line_is_chosen_and_opens(
    qtbot: QtBot, start: Start, sample: Path
) -> None:
    program = start(sample)
    page = program.window.findChild(GatePage)
    assert not page.making
    assert QApplication.focusWidget() is page.unlock.secret.edit
    unlock(qtbot, program, PASSPHRASE)
    view = program.window.findChild(TodayView)
    qtbot.waitUntil(lambda: view.model.first_line() is not None)
    assert view.list.hasFocus()
    assert program.window.windowTitle() == "caseapp"


def test_the_passphrase_has_the_focus_at_the_start_and_in_another_language(
    qtbot: QtBot, start: Start, paths: Paths
) -> None:
    empty_vault(paths.vaults / "office", "Almaty office").close()
    paths.config.mkdir()
    recent = {"recent_vaults": [str(paths.vaults / "office")]}
    paths.settings_file.write_text(json.dumps(recent), encoding="utf-8")
    program = start()
    for language in ("en", "ru", "kk"):
        program.window.set_language(language)
        page = program.window.centralWidget().findChild(GatePage)
        qtbot.waitUntil(lambda page=page: QApplication.focusWidget() is page.unlock.secret.edit)


def test_every_view_opens_by_its_key_and_the_window_never_says_what_is_in_it(
    qtbot: QtBot, start: Start, sample: Path
) -> None:
    program = start(sample)
    unlock(qtbot, program, PASSPHRASE)
    router = program.window.context.router
    names = program.window.desk.sidebar.names()
    assert list(names[:2]) == ["today", "cases"]
    for digit, view in reversed(list(enumerate(names[:9], 1))):
        key = Qt.Key(Qt.Key.Key_0 + digit)
        qtbot.keyClick(program.window, key, Qt.KeyboardModifier.ControlModifier)
        assert router.current.view == view
    visit_every_view(program)
    assert program.window.windowTitle() == "caseapp"


def visit_every_view(program: bootstrap.Program) -> None:
    """Go to each view, and see that it stands in front."""
    ids = {"case": program._vault.all(Detainee)[6].id, "appeal": program._vault.all(Appeal)[0].id}
    for spec in program.views():
        program.window.context.router.go(spec.name, ids.get(spec.name))
        desk = program.window.desk
        assert desk.stack.currentWidget() is desk.view(spec.name)


def test_new_case_can_be_asked_for_from_anywhere(qtbot: QtBot, start: Start, sample: Path) -> None:
    program = start(sample)
    unlock(qtbot, program, PASSPHRASE)
    program.window.context.router.go("appeals")
    words = {command.words: command.run for command in program.window.desk.offers.anywhere()}
    words["New case"]()
    assert program.window.findChild(CasesView).panel.isVisible()


def test_no_part_flashes_as_a_window_of_its_own_while_views_are_built(
    qtbot: QtBot, start: Start, sample: Path
) -> None:
    program = start(sample)
    with flashes() as seen:
        unlock(qtbot, program, PASSPHRASE)
        visit_every_view(program)
        program.window.set_language("ru")
        visit_every_view(program)
    assert seen == []


def test_files_that_were_not_taken_in_before_the_lock_are_counted_at_the_gate(
    qtbot: QtBot, start: Start, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEAPP_FILES_NOT_TAKEN", "3")
    program = start(sample)
    (told,) = program.window.context.notices.all
    assert told.text == "3 files were not taken in, because the window was locked."
    assert "CASEAPP_FILES_NOT_TAKEN" not in os.environ
    unlock(qtbot, program, PASSPHRASE)
    assert told.text in {notice.text for notice in program.window.context.notices.all}


# -- locking and leaving -----------------------------------------------------------------------
class Clipboard:
    """One that holds something of ours; the offscreen screen has none that can be owned."""

    cleared = False

    def ownsClipboard(self) -> bool:
        return True

    def supportsSelection(self) -> bool:
        return False

    def clear(self) -> None:
        self.cleared = True


def test_locking_shows_nothing_closes_the_vault_and_asks_for_a_fresh_process(
    qtbot: QtBot,
    start: Start,
    sample: Path,
    quits: list[bool],
    threaded_jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = start(sample, threaded_jobs)
    unlock(qtbot, program, PASSPHRASE)
    with pytest.raises(VaultInUseError):
        Vault.open(sample, PASSPHRASE)
    clipboard = Clipboard()
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: clipboard)
    qtbot.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: quits == [True], timeout=10_000)
    assert program.locked
    assert program.window.desk is None
    assert clipboard.cleared
    views = ("TodayView", "CasesView")
    shown = [w for w in program.window.findChildren(QWidget) if type(w).__name__ in views]
    assert not any(widget.isVisible() for widget in shown)
    end(program)
    Vault.open(sample, PASSPHRASE).close()


def test_closing_the_window_leaves_nothing_in_the_clipboard_either(
    qtbot: QtBot,
    start: Start,
    sample: Path,
    quits: list[bool],
    threaded_jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = start(sample, threaded_jobs)
    unlock(qtbot, program, PASSPHRASE)
    clipboard = Clipboard()
    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: clipboard)
    program.window.close()
    qtbot.waitUntil(lambda: quits == [True], timeout=10_000)
    end(program)
    assert clipboard.cleared


def test_closing_tells_once_how_many_files_were_not_taken_in(
    qtbot: QtBot,
    start: Start,
    sample: Path,
    tmp_path: Path,
    quits: list[bool],
    threaded_jobs: Jobs,
) -> None:
    program = start(sample, threaded_jobs)
    unlock(qtbot, program, PASSPHRASE)
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(f"Text of {n}.", "utf-8")
    program.window.context.router.go("sources")
    queue = program.window.desk.view("sources").queue
    queue.take([tmp_path / f"{n}.txt" for n in range(5)])
    assert not program.window.close()
    notices = program.window.context.notices
    qtbot.waitUntil(lambda: any("not taken in" in one.text for one in notices.all), timeout=10_000)
    assert quits == []
    assert program.window.desk.isEnabled()
    (told,) = [one for one in notices.all if "not taken in" in one.text]
    assert re.fullmatch(r"[1-5] files? (was|were) not taken in\.", told.text)
    told.action[1]()
    qtbot.waitUntil(lambda: quits == [True], timeout=10_000)
    assert not program.locked
    end(program)


def test_a_fresh_process_is_the_same_program_and_old_temporary_files_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[object] = []
    monkeypatch.setattr(os, "execv", lambda *args: calls.append(args))
    monkeypatch.setattr(process.subprocess, "Popen", lambda *args: calls.append(args))
    monkeypatch.setattr(process.atexit, "_run_exitfuncs", lambda: calls.append("tidied"))
    process.start_anew()
    command = [sys.executable, "-m", "caseapp"]
    assert calls[:2] == ["tidied", (sys.executable, command)]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    calls.clear()
    process.start_anew()
    assert calls[1] == (sys.executable, [sys.executable])


def test_a_disk_that_is_gone_does_not_stop_a_lock(
    qtbot: QtBot, start: Start, sample: Path, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(sample)
    unlock(qtbot, program, PASSPHRASE)
    close = Vault.close

    def fail(vault: Vault) -> None:
        close(vault)
        raise DiskFaultError

    monkeypatch.setattr(Vault, "close", fail)
    end(program)
    assert "vault.not-closed" in paths.log_file.read_text()


def test_closing_the_window_keeps_everything_first(
    qtbot: QtBot, start: Start, sample: Path, quits: list[bool], threaded_jobs: Jobs
) -> None:
    program = start(sample, threaded_jobs)
    unlock(qtbot, program, PASSPHRASE)
    program.window.context.router.go("cases")
    view = program.window.findChild(CasesView)
    view.panel.wanted.emit("Асан Үлгі")
    program.window.close()
    qtbot.waitUntil(lambda: quits == [True], timeout=10_000)
    assert not program.locked
    end(program)
    with Vault.open(sample, PASSPHRASE) as vault:
        assert len(vault.all(Detainee)) == 21


def test_the_sample_says_that_it_is_one(qtbot: QtBot, start: Start) -> None:
    program = start()
    program.window.findChild(GatePage).first_run.sample_asked.emit()
    qtbot.waitUntil(lambda: program.window.desk is not None, timeout=20_000)
    (notice,) = program.window.context.notices.all
    assert notice.text == "This is the sample."
    program.window.set_language("ru")
    assert len(program.window.context.notices.all) == 1


# -- what is remembered ------------------------------------------------------------------------
def test_language_and_appearance_are_remembered_and_the_place_stays(
    qtbot: QtBot, start: Start, sample: Path, paths: Paths
) -> None:
    program = start(sample)
    unlock(qtbot, program, PASSPHRASE)
    program.window.context.router.go("appeals")
    program.window.set_language("ru")
    program.window.set_appearance("dark")
    assert program.window.context.router.current.view == "appeals"
    assert program.window.desk.stack.currentWidget().t.language == "ru"
    kept = json.loads(paths.settings_file.read_text())
    assert (kept["language"], kept["theme"]) == ("ru", "dark")
    end(program)
    again = start(sample)
    assert again.window.context.t.language == "ru"
    assert theme.current() is theme.DARK


def test_damaged_settings_are_kept_aside_and_said(start: Start, paths: Paths) -> None:
    paths.config.mkdir()
    paths.settings_file.write_text("{")
    program = start()
    (notice,) = program.window.context.notices.all
    assert "damaged" in notice.text
    assert "unreadable-1" in notice.text
    program.window.set_language("kk")
    assert len(program.window.context.notices.all) == 1


def test_the_settings_hold_no_content_of_the_vault(
    qtbot: QtBot, start: Start, sample: Path, paths: Paths
) -> None:
    program = start(sample)
    unlock(qtbot, program, PASSPHRASE)
    program.window.context.router.go("cases")
    settings = json.loads(paths.settings_file.read_text())
    assert set(settings) == {"language", "theme", "recent_vaults", "opened"}


# -- bugs and self-test ------------------------------------------------------------------------
def test_a_bug_is_logged_by_its_place_and_shown_without_content(
    qtbot: QtBot, start: Start, paths: Paths
) -> None:
    program = start()
    try:
        raise ValueError("cannot save Асқар")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(program.window.findChildren(QMessageBox)))
    (dialog,) = program.window.findChildren(QMessageBox)
    assert "Асқар" not in dialog.text() + dialog.detailedText()
    dialog.close()
    log = paths.log_file.read_text()
    assert "bug ValueError" in log
    assert "Асқар" not in log


def test_the_self_test_builds_every_view(qapp: QApplication) -> None:
    hooks = sys.excepthook, threading.excepthook
    said = bootstrap.window_parts()
    sys.excepthook, threading.excepthook = hooks
    assert int(re.search(r"(\d+) views", said)[1]) >= 4
    assert "Scheherazade New" in said
