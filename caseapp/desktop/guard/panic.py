"""The panic keys: the program is gone within a second, whatever it is doing.

One key hides everything, keeps what stands in the field with the keyboard, and ends the process;
no question, no fresh process. The second one, for vaults that were armed, destroys the way into
them first. The database stands a sudden end at any moment (see docs/features/locking.md).
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from caseapp.desktop.clipboard import empty_clipboard
from caseapp.desktop.jobs import Jobs
from caseapp.store.destroying import destroy_keys
from caseapp.system import child
from caseapp.system.own_folders import remove_own_folders

VANISH, DESTROY = "Ctrl+Alt+Return", "Ctrl+Alt+Backspace"
"""Two hands each. No letter, so that layout and input method do not matter; no Shift, because
Ctrl+Shift and Alt+Shift change the layout on many machines and arrive as something else then."""
KEEP = 0.3
"""Seconds in which what was typed last may still be saved."""
AT_MOST = 1.5
"""Seconds after which the system ends the process, whatever hangs."""

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Panic(QObject):
    """Listens in every window of the program from the start to the end.

    `doomed()` gives the folders of the vaults that are armed.
    """

    def __init__(
        self,
        jobs: Jobs,
        doomed: Callable[[], Sequence[Path]],
        *,
        leave: Callable[[int], object] = os._exit,
        parent: QObject | None = None,
    ) -> None:
        """`leave` ends the process; it is replaced in tests."""
        super().__init__(parent)
        self._jobs, self._doomed, self._leave = jobs, doomed, leave
        self._trial: Callable[[], None] | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        """Keys come to the window first: before dialogs, menus and shortcuts of ours."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & _HELD != _HELD:
            return False
        if event.key() in _ENTER:
            self.vanish()
        elif event.key() == Qt.Key.Key_Backspace:
            if self._trial is not None:
                self._trial()
            else:
                self.destroy()
        else:
            return False
        return True

    def try_out(self, told: Callable[[], None] | None) -> None:
        """The second key calls `told()` and does nothing, until this is called with None.

        So a person sees whether this machine lets it through.
        """
        self._trial = told

    def stop(self) -> None:
        """The program ends in peace."""
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)

    # -- what they do --------------------------------------------------------------------------
    def vanish(self) -> None:
        """Hide, keep, end."""
        _end_by_force()
        typed = QApplication.focusWidget()
        _hide_all()
        with suppress(Exception):
            self._keep(typed)
        self._end()

    def destroy(self) -> None:
        """Hide, destroy the way into every armed vault, end; without one only end."""
        doomed: Sequence[Path] = ()
        with suppress(Exception):
            doomed = self._doomed()
        if not doomed:
            self.vanish()
            return
        _hide_all()
        for folder in doomed:
            with suppress(Exception):
                destroy_keys(folder)
        _end_by_force()
        self._end()

    def _keep(self, typed: QObject | None) -> None:
        """Fields commit when the keyboard leaves them; writes are waited for, but not long."""
        if typed is not None and isValid(typed):
            QApplication.sendEvent(typed, QFocusEvent(QEvent.Type.FocusOut))
        self._jobs.wind_up(KEEP)

    def _end(self) -> None:
        for step in (empty_clipboard, child.kill_all, remove_own_folders):
            with suppress(Exception):
                step()
        self._leave(0)


def _hide_all() -> None:
    for window in QGuiApplication.topLevelWindows():
        with suppress(Exception):
            window.setVisible(False)


def _end_by_force() -> None:
    """The kernel ends the process by a clock of its own; Windows has none, so a thread does."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, AT_MOST)
    else:
        clock = threading.Timer(AT_MOST, os._exit, (0,))
        clock.daemon = True
        clock.start()
