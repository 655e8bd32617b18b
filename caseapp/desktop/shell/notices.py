"""What the notice line under the top bar says. Never a dialog.

Knows texts and what to do about them, nothing of how they are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from PySide6.QtCore import QObject, Signal

_serial = count(1)


@dataclass(frozen=True)
class Notice:
    """One line: `tone` is danger, warn, info or ok; the bold `text`, then the `detail`.

    `action` is a word of the screen's language with what it does. A standing notice
    cannot be closed: it goes when its cause goes.
    """

    text: str
    detail: str = ""
    tone: str = "info"
    action: tuple[str, Callable[[], None]] | None = None
    standing: bool = False
    number: int = field(default_factory=lambda: next(_serial))


class Notices(QObject):
    """The notices in force, newest last; `changed()` after each change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []

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
    ) -> Notice:
        """Show a notice; keep what is returned to take it away again."""
        notice = Notice(text, detail, tone, action, standing)
        same = [n for n in self._notices if (n.text, n.detail) == (text, detail)]
        for old in same:
            self._notices.remove(old)
        self._notices.append(notice)
        self.changed.emit()
        return notice

    def remove(self, notice: Notice) -> None:
        """Take a notice away; one that is gone already is no mistake."""
        if notice in self._notices:
            self._notices.remove(notice)
            self.changed.emit()

    def clear(self) -> None:
        """Take all away, as locking must."""
        self._notices.clear()
        self.changed.emit()
