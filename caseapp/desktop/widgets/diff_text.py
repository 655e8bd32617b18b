"""One version of a text with what differs from the other one: struck out, or underlined."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.wrapped import WrappedText

_SIGN = 20
_LONGEST = 4_000


class DiffText(WrappedText):
    """`taken` shows what was there before with a minus, else what came with a plus.

    Tone is never alone: a sign leads the text, what was taken is struck out, what came is
    underlined.
    """

    def __init__(
        self, words: str, marks: Iterable[tuple[int, int]], name: str, *, taken: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`name` is what a screen reader says before the text: "before", "after"."""
        shown = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
        super().__init__(shown, marks, parent, indent=_SIGN, below=4)
        self._taken = taken
        self.setAccessibleName(f"{name}: {words}")

    def _look(self) -> QTextCharFormat:
        look, (ink, tint) = QTextCharFormat(), theme.tone("danger" if self._taken else "ok")
        look.setBackground(QColor(tint))
        look.setForeground(QColor(ink))
        look.setFontStrikeOut(self._taken)
        look.setFontUnderline(not self._taken)
        return look

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole, direction = QPainter(self), self.rect(), self.layoutDirection()
        ink = theme.tone("danger" if self._taken else "ok")[0]
        sign = paint.visual(direction, whole, QRect(0, 2, 14, 14))
        theme.draw_icon(painter, "minus" if self._taken else "plus", sign, ink)
        layout, _height = self._lay_out(self.width())
        painter.setPen(theme.colour("ink"))
        right = direction == Qt.LayoutDirection.RightToLeft
        layout.draw(painter, QPointF(0 if right else _SIGN, 0))
