"""What the notice line under the top bar says. Never a dialog.

Knows texts and what to do about them, nothing of how they are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from PySide6.QtCore import QObject, QTimer, Signal

_serial = count(1)
PASSING_MS = 12_000
"""How long a word of what was done stands, unless the next one comes first."""


@dataclass(frozen=True)
class Notice:
    """One line: `tone` is danger, warn, info or ok; the bold `text`, then the `detail`.

    `action` is a word of the screen's language with what it does, `also` a second one. A
    standing notice cannot be closed: it goes when its cause goes.
    """

    text: str
    detail: str = ""
    tone: str = "info"
    action: tuple[str, Callable[[], None]] | None = None
    standing: bool = False
    also: tuple[str, Callable[[], None]] | None = None
    number: int = field(default_factory=lambda: next(_serial))


class Notices(QObject):
    """The notices in force, newest last; `changed()` after each change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []
        self._passing: Notice | None = None
        self._timer = QTimer(self, singleShot=True, interval=PASSING_MS)
        self._timer.timeout.connect(self._passed)

    @property
    def all(self) -> tuple[Notice, ...]:
        return tuple(self._notices)

    def show(
        self,
        text: str,
        detail: str = "",
        *,
        tone: str = "info",
        action: tuple[str, Callable[[], None]] | None = None,
        standing: bool = False,
        also: tuple[str, Callable[[], None]] | None = None,
    ) -> Notice:
        """Show a notice; keep what is returned to take it away again."""
        notice = Notice(text, detail, tone, action, standing, also)
        same = [n for n in self._notices if (n.text, n.detail) == (text, detail)]
        for old in same:
            self._notices.remove(old)
        self._notices.append(notice)
        self.changed.emit()
        return notice

    def pass_by(
        self,
        text: str,
        detail: str = "",
        *,
        action: tuple[str, Callable[[], None]] | None = None,
        also: tuple[str, Callable[[], None]] | None = None,
    ) -> Notice:
        """Tell what was done, for a while; the next such word takes its place at once."""
        if self._passing is not None:
            self.remove(self._passing)
        self._passing = self.show(text, detail, tone="ok", action=action, also=also)
        self._timer.start()
        return self._passing

    def _passed(self) -> None:
        if self._passing is not None:
            self.remove(self._passing)
            self._passing = None

    def remove(self, notice: Notice) -> None:
        """Take a notice away; one that is gone already is no mistake."""
        if notice in self._notices:
            self._notices.remove(notice)
            self.changed.emit()

    def clear(self) -> None:
        """Take all away, as locking must."""
        self._notices.clear()
        self.changed.emit()
