"""The line of a dispatch or a reply, which opens into its fields."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.forms.lines import LineButton, LinePen

_LINE = 48


@dataclass(frozen=True, slots=True)
class LineWords:
    """What the line of a dispatch or a reply says; the chip is words, icon, tone."""

    first: str
    second: str
    icon: str
    chip: tuple[str, str, str] | None = None


class WayLine(LineButton):
    """One dispatch or reply on a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LINE, parent)
        self._words = LineWords("", "", "send")
        self.setCheckable(True)

    def show_words(self, words: object) -> None:
        assert isinstance(words, LineWords)
        self._words = words
        chip = words.chip[0] if words.chip else ""
        self.setAccessibleName(", ".join(p for p in (words.first, words.second, chip) if p))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        pen, words, t = LinePen.of(self), self._words, theme.current()
        if self.underMouse() or self.hasFocus():
            pen.fill(self.rect(), t.sunken)
        middle = (self.height() - icons.MEDIUM) // 2
        pen.icon(QRect(8, middle, icons.MEDIUM, icons.MEDIUM), words.icon, t.ink2)
        right = self.width() - 8
        if words.chip is not None:
            right = pen.chip(right, *words.chip) - 8
        left = 8 + icons.MEDIUM + 10
        pen.text(QRect(left, 5, right - left, 20), words.first, "strong")
        pen.text(QRect(left, 25, right - left, 18), words.second, "second")
        pen.painter.end()
