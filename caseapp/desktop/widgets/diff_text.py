"""One version of a text with what differs from the other one: struck out, or underlined."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import paint

_SIGN = 20
_LONGEST = 4_000


class DiffText(QWidget):
    """`taken` shows what was there before with a minus, else what came with a plus.

    Tone is never alone: a sign leads the text, what was taken is struck out, what came is
    underlined.
    """

    def __init__(
        self, words: str, marks: Iterable[tuple[int, int]], name: str, *, taken: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`name` is what a screen reader says before the text: "before", "after"."""
        super().__init__(parent)
        self._words = words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
        self._marks = [(a, min(b, len(self._words))) for a, b in marks if a < len(self._words)]
        self._taken = taken
        self.setAccessibleName(f"{name}: {words}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._lay_out(width)[1]) + 4

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 20)

    def _lay_out(self, width: int) -> tuple[QTextLayout, float]:
        font = paint.font_for(self._words, theme.font())
        layout = QTextLayout(self._words.replace("\n", "\u2028"), font)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setAlignment(paint.leading(self.layoutDirection()))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._format(mark) for mark in self._marks])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width - _SIGN))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height

    def _format(self, mark: tuple[int, int]) -> QTextLayout.FormatRange:
        """Positions of Qt count UTF-16 units, ours count characters."""
        start, end = (len(self._words[:at].encode("utf-16-le")) // 2 for at in mark)
        found = QTextLayout.FormatRange()
        found.start, found.length = start, end - start
        look, (ink, tint) = QTextCharFormat(), theme.tone("danger" if self._taken else "ok")
        look.setBackground(QColor(tint))
        look.setForeground(QColor(ink))
        look.setFontStrikeOut(self._taken)
        look.setFontUnderline(not self._taken)
        found.format = look
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole, direction = QPainter(self), self.rect(), self.layoutDirection()
        ink = theme.tone("danger" if self._taken else "ok")[0]
        sign = paint.visual(direction, whole, QRect(0, 2, 14, 14))
        theme.draw_icon(painter, "minus" if self._taken else "plus", sign, ink)
        layout, _height = self._lay_out(self.width())
        painter.setPen(theme.colour("ink"))
        right = direction == Qt.LayoutDirection.RightToLeft
        layout.draw(painter, QPointF(0 if right else _SIGN, 0))
