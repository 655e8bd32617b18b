"""The line of one event: when, what, where."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.forms.lines import GAP, LineButton, LinePen, role_look
from caseapp.desktop.widgets import paint


@dataclass(frozen=True, slots=True)
class EventWords:
    """A line of what happened: when, what, where."""

    when: str
    what: str
    where: str = ""


class EventLine(LineButton):
    """When, what and where; opens to the event's fields."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setCheckable(True)
        self._words = EventWords("", "")
        self._when_width = 0

    def show_words(self, words: EventWords) -> None:
        """Other words; how wide the date's column is, is said by `set_when_width`."""
        self._words = words
        self.setAccessibleName(", ".join(p for p in (words.when, words.what, words.where) if p))
        self.update()

    def when_width(self) -> int:
        """What the date of this line would like to have."""
        return paint.text_width(self._words.when, role_look("figures")[0]) + 1

    def set_when_width(self, width: int) -> None:
        if width != self._when_width:
            self._when_width = width
            self.update()

    def draw(self, pen: LinePen) -> None:
        height, right, words = self.height(), self.width() - 8, self._words
        top = (height - icons.MEDIUM) // 2
        name = "chevron-down" if self.isChecked() else "chevron-right"
        pen.icon(QRect(4, top, icons.MEDIUM, icons.MEDIUM), name, theme.current().ink2)
        left = 4 + icons.MEDIUM + 8
        pen.text(QRect(left, 0, self._when_width, height), words.when, "figures")
        left += self._when_width + 16
        left += GAP + pen.text(QRect(left, 0, right - left, height), words.what, "strong")
        pen.text(QRect(left, 0, right - left, height), words.where, "second")
