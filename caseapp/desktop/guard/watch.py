"""Locks an open vault when nobody sits before it any more.

Joins what notices (idle time, sleep, a locked screen, another user, a minimised window) with
the window that locks. Where work is on its way it is finished first, but before a sleep.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from caseapp.desktop.guard.idle import Idle
from caseapp.desktop.guard.session import Session, listen
from caseapp.desktop.shell.notices import Notice
from caseapp.desktop.window import Window
from caseapp.system.settings import Settings


class Watch(QObject):
    """From the moment a vault is open until it locks. `settings()` are looked at each time."""

    def __init__(
        self,
        window: Window,
        settings: Callable[[], Settings],
        *,
        session: Session | None = None,
        idle: Idle | None = None,
    ) -> None:
        super().__init__()
        self._window, self._settings = window, settings
        self._warning: Notice | None = None
        self.idle = idle or Idle(lambda: settings().lock_after * 60, parent=self)
        self.session = session or listen(self)
        self.idle.due.connect(self._left)
        self.idle.soon.connect(self._warn)
        self.session.left.connect(self._left)
        window.installEventFilter(self)

    def stop(self) -> None:
        """The window goes. `session.ready()` is for when the vault is closed."""
        self._window.removeEventFilter(self)
        self.idle.stop()

    def _left(self, why: str) -> None:
        self._window.lock(unattended=True, patient=why != "sleep")

    def _warn(self, seconds: int) -> None:
        notices, t = self._window.context.notices, self._window.context.t
        if self._warning is not None:
            notices.remove(self._warning)
            self._warning = None
        if seconds:
            self._warning = notices.show(
                t.plural(
                    "The vault locks in {n} second.", "The vault locks in {n} seconds.", seconds
                ),
                t("Move the mouse or press a key to keep it open."),
            )

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.WindowStateChange
            and self._window.isMinimized()
            and self._settings().lock_on_minimise
        ):
            self._window.lock(unattended=True, patient=True)
        return False
