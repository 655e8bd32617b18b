"""Notices when nobody has touched keyboard or mouse for a while, or the machine has slept.

Only the windows themselves are watched, not every widget in them: what a hand does comes
there first. Knows nothing of vaults.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from caseapp.desktop.guard.asleep import seconds_asleep

LOOK_EVERY = 1000
"""Milliseconds between two looks at the clock."""
WARN_BEFORE = 30
"""Seconds before the time is up, so that who is reading can say so (WCAG 2.2, 2.2.1)."""
SLEPT = 10.0
"""Seconds of sleep that count; a machine that closes its eyes for less has hardly been moved."""

_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove,
        QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress, QEvent.Type.TabletMove, QEvent.Type.NativeGesture,
        QEvent.Type.InputMethod,
    }
)  # fmt: skip


class Idle(QObject):
    """`due("idle")` or `due("sleep")` once; `soon(seconds)` before it, `soon(0)` if taken back.

    `limit()` gives the seconds after which it is due.
    """

    due = Signal(str)
    soon = Signal(int)

    def __init__(
        self,
        limit: Callable[[], float],
        *,
        clock: Callable[[], float] = time.monotonic,
        asleep: Callable[[], float] = seconds_asleep,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit, self._clock, self._asleep = limit, clock, asleep
        self._touched = self._clock()
        self._slept = self._asleep()
        self._warned = self._ended = False
        self._watched: list[QWindow] = []
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        """Dialogs and menus are windows of their own."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHED:
            self.touch()
        return False

    def touch(self) -> None:
        """Somebody is here."""
        self._touched = self._clock()
        if self._warned:
            self._warned = False
            self.soon.emit(0)

    def look(self) -> None:
        """Look at the clocks; the timer does it each second."""
        if self._ended:
            return
        if self._asleep() - self._slept >= SLEPT:
            self._end("sleep")
            return
        left = self._limit() - (self._clock() - self._touched)
        if left <= 0:
            self._end("idle")
        elif left <= min(WARN_BEFORE, self._limit() / 2) and not self._warned:
            self._warned = True
            self.soon.emit(round(left))

    def stop(self) -> None:
        """Look no more."""
        self._ended = True
        self._timer.stop()

    def _end(self, why: str) -> None:
        self.stop()
        self.due.emit(why)
