"""An open vault locks itself when nobody sits before it: hidden at once, kept, then gone."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from caseapp.desktop.changes import Changes
from caseapp.desktop.guard import session_windows
from caseapp.desktop.guard.asleep import seconds_asleep
from caseapp.desktop.guard.idle import Idle
from caseapp.desktop.guard.session import Session, listen
from caseapp.desktop.guard.watch import Watch
from caseapp.desktop.jobs import Jobs, Kind
from caseapp.desktop.shell.desk import DeskSpec
from caseapp.desktop.shell.veil import Veil
from caseapp.desktop.shell.view import View, ViewSpec
from caseapp.desktop.theme import Appearance
from caseapp.desktop.widgets import SecretEdit
from caseapp.desktop.window import Window
from caseapp.errors import UserError
from caseapp.system.settings import LOCK_AFTER, Settings, load_settings, save_settings

NOW = 1000.0


class Clock:
    """Time that a test moves on."""

    def __init__(self) -> None:
        self.now = NOW
        self.asleep = 0.0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def idle(qtbot: QtBot, clock: Clock) -> Iterator[Idle]:
    made = Idle(lambda: 300, clock=lambda: clock.now, asleep=lambda: clock.asleep)
    yield made
    made.stop()
    made.deleteLater()


def test_it_is_due_when_nothing_was_touched_for_the_time_and_says_so_before(idle, clock):
    due, soon = [], []
    idle.due.connect(due.append)
    idle.soon.connect(soon.append)
    clock.now += 269
    idle.look()
    assert (due, soon) == ([], [])
    clock.now += 6
    idle.look()
    idle.look()
    assert (due, soon) == ([], [25])
    clock.now += 25
    idle.look()
    idle.look()
    assert due == ["idle"]


def test_a_key_in_any_window_begins_the_time_anew(qtbot, clock):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    idle = Idle(lambda: 300, clock=lambda: clock.now, asleep=lambda: 0.0)
    due, soon = [], []
    idle.due.connect(due.append)
    idle.soon.connect(soon.append)
    clock.now += 280
    idle.look()
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.sendEvent(window.windowHandle(), key)
    assert soon == [20, 0]
    clock.now += 280
    idle.look()
    assert due == []
    idle.stop()
    idle.deleteLater()


def test_a_machine_that_slept_is_locked_however_short_the_time(idle, clock):
    due = []
    idle.due.connect(due.append)
    clock.asleep += 11
    idle.look()
    assert due == ["sleep"]


def test_the_clocks_of_this_machine_do_not_say_that_it_sleeps_now():
    before = seconds_asleep()
    assert seconds_asleep() - before < 1


# -- what the system says ----------------------------------------------------------------------
def test_windows_says_when_it_sleeps_locks_or_changes_its_user():
    assert session_windows.left_by(0x0218, 0x4) == "sleep"
    assert session_windows.left_by(0x0218, 0x12) == ""
    assert session_windows.left_by(0x02B1, 0x7) == "screen"
    assert session_windows.left_by(0x02B1, 0x8) == ""
    assert session_windows.left_by(0x02B1, 0x2) == "user"
    assert session_windows.left_by(0x000F, 0x7) == ""


def test_the_session_says_what_it_can_hear(qapp, monkeypatch):
    monkeypatch.setattr(sys, "platform", "plan9")
    nothing = listen()
    assert nothing.heard == frozenset()
    nothing.ready()


# -- the window --------------------------------------------------------------------------------
class Page(View):
    """One view with a name on it."""

    def open(self, argument: object) -> None:
        self.setObjectName("page")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, threaded_jobs: Jobs) -> Iterator[Window]:
    made = Window(
        language="en", jobs=threaded_jobs, changes=Changes(), appearance=Appearance(qapp, "light")
    )
    made.locks = []
    spec = DeskSpec(
        views=(ViewSpec(name="page", label="Page", icon="sun", create=Page),),
        vault_name="v", start="page",
    )  # fmt: skip
    made.show_desk(
        spec, lambda: made.locks.append(True),
        lambda passphrase, told: told(passphrase == "right"),
    )  # fmt: skip
    made.resize(900, 600)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made._qt_words.speak("en")
    made.hide()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def watch(window: Window, clock: Clock) -> Iterator[Watch]:
    settings = Settings(lock_on_minimise=True)
    idle = Idle(lambda: 300, clock=lambda: clock.now, asleep=lambda: clock.asleep)
    made = Watch(window, lambda: settings, session=Session(), idle=idle)
    yield made
    made.stop()
    for one in (made.idle, made.session, made):
        one.deleteLater()


def is_hidden(window: Window) -> bool:
    page = window.findChild(Page)
    return page is None or not page.isVisible()


def test_content_is_hidden_at_once_and_work_is_finished_behind_it(
    qtbot, window, watch, clock, threaded_jobs
):
    go, done = threading.Event(), []
    threaded_jobs.run(lambda _p: done.append(go.wait(10)), kind=Kind.WRITE)
    clock.now += 301
    watch.idle.look()
    assert is_hidden(window)
    assert window.findChild(Veil).isVisible()
    assert window.findChild(Veil).geometry() == window.rect()
    assert window.locks == []
    go.set()
    qtbot.waitUntil(lambda: window.locks == [True])
    assert done == [True]
    assert window.desk is None


@pytest.mark.parametrize(("why", "stopped"), [("screen", False), ("user", False), ("sleep", True)])
def test_only_a_sleep_stops_work_that_can_be_stopped(
    qtbot, window, watch, threaded_jobs, why, stopped
):
    go, seen = threading.Event(), []

    def work(progress) -> None:
        go.wait(10)
        seen.append(progress.cancelled)

    threaded_jobs.run(work, kind=Kind.FREE, cancellable=True)
    qtbot.wait(20)
    watch.session.left.emit(why)
    assert is_hidden(window)
    go.set()
    qtbot.waitUntil(lambda: window.locks == [True])
    assert seen == [stopped]


def test_work_that_takes_long_can_be_stopped_by_hand(qtbot, window, watch, threaded_jobs):
    def work(progress) -> None:
        while True:
            progress.raise_if_cancelled()
            threading.Event().wait(0.01)

    threaded_jobs.run(work, kind=Kind.FREE, cancellable=True)
    watch.session.left.emit("screen")
    assert window.locks == []
    qtbot.wait(20)
    veil = window.findChild(Veil)
    stop = next(b for b in veil.findChildren(QAbstractButton) if b.isVisible())
    stop.click()
    qtbot.waitUntil(lambda: window.locks == [True])


def fail(_progress) -> None:
    raise UserError("The disk is full.")


def test_a_change_that_was_not_kept_is_shown_only_to_who_knows_the_passphrase(
    qtbot, window, watch, threaded_jobs
):
    threaded_jobs.run(fail, kind=Kind.WRITE)
    qtbot.waitUntil(lambda: threaded_jobs.keeping == "failed")
    watch.session.left.emit("screen")
    assert is_hidden(window)
    assert window.locks == []
    secret = window.findChild(Veil).findChild(SecretEdit)
    for passphrase in ("wrong", "right"):
        assert is_hidden(window)
        secret.setText(passphrase)
        qtbot.keyClick(secret, Qt.Key.Key_Return)
    assert not is_hidden(window)
    assert window.findChild(Veil) is None or not window.findChild(Veil).isVisible()


def test_who_locks_by_hand_sees_what_was_not_kept(qtbot, window, threaded_jobs):
    threaded_jobs.run(fail, kind=Kind.WRITE)
    qtbot.waitUntil(lambda: threaded_jobs.keeping == "failed")
    window.lock()
    assert not is_hidden(window)
    assert window.locks == []


def test_dialogs_and_other_windows_show_nothing_any_more(window, watch):
    dialog, card = QDialog(window), QWidget(window, Qt.WindowType.Window)
    dialog.open()
    card.show()
    watch.session.left.emit("screen")
    assert not dialog.isVisible()
    assert not card.isVisible()


def test_a_dialog_that_is_waited_for_does_not_hold_the_lock(qtbot, window, watch):
    dialog = QDialog(window)
    QTimer.singleShot(50, lambda: watch.session.left.emit("screen"))
    assert dialog.exec() == QDialog.DialogCode.Rejected
    qtbot.waitUntil(lambda: window.locks == [True])


def test_a_minimised_window_locks_if_that_is_wished(qtbot, window, watch):
    window.showMinimized()
    qtbot.waitUntil(lambda: window.locks == [True])


def test_a_warning_stands_for_half_a_minute_and_goes_with_a_touch(window, watch, clock):
    clock.now += 275
    watch.idle.look()
    assert "25" in window.context.notices.all[-1].text
    watch.idle.touch()
    assert window.context.notices.all == ()


def test_the_time_is_kept_and_only_what_is_offered_is_read(tmp_path: Path):
    path = tmp_path / "settings.json"
    save_settings(path, replace(Settings(), lock_after=15, lock_on_minimise=True))
    assert load_settings(path).settings.lock_after == 15
    assert load_settings(path).settings.lock_on_minimise
    path.write_text('{"lock_after": 100000}')
    assert load_settings(path).settings.lock_after == max(LOCK_AFTER)
    path.write_text('{"lock_after": "never"}')
    assert load_settings(path).settings.lock_after == 5
