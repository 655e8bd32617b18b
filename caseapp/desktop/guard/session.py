"""What the system says of the session: it goes to sleep, its screen was locked, its user left.

Each system says it in its own way; what cannot be heard here is said by `heard`. Knows
nothing of vaults.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class Session(QObject):
    """`left(why)`: "sleep", "screen" or "user"; `heard` are those that this machine tells."""

    left = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard: frozenset[str] = frozenset()

    def ready(self) -> None:
        """All is hidden and kept: a sleep that waits for this may come."""


def listen(parent: QObject | None = None) -> Session:
    """The session of this system."""
    if sys.platform == "linux":
        from caseapp.desktop.guard.session_linux import LinuxSession

        return LinuxSession(parent)
    if sys.platform == "win32":
        from caseapp.desktop.guard.session_windows import WindowsSession

        return WindowsSession(parent)
    if sys.platform == "darwin":
        from caseapp.desktop.guard.session_macos import MacSession

        return MacSession(parent)
    return Session(parent)
