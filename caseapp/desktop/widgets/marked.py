"""Text with some of its letters marked, as with a marker pen: one line, or a wrapped passage."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.wrapped import WrappedText, format_ranges, mark_look


def draw_marked(
    painter: QPainter,
    rect: QRect,
    words: str,
    font: QFont,
    colour: str,
    direction: Qt.LayoutDirection,
    marks: Iterable[tuple[int, int]] = (),
) -> None:
    """Draw like `paint.draw_text` at the start of the line, with the tint under `marks`.

    `marks` are starts and ends in characters of `words`; marked letters are drawn in ink.
    """
    words = paint.one_line(words).replace("\n", " ")
    marks = [(start, end) for start, end in marks if start < len(words)]
    if not marks:
        paint.draw_text(painter, rect, words, font, colour, paint.leading(direction))
        return
    face = paint.font_for(words, font)
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    layout = QTextLayout(shown, face)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats(format_ranges(shown, marks, mark_look()))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(rect.width())
    layout.endLayout()
    # Qt has put it where the text's own direction starts; here it goes to the line's.
    natural = line.naturalTextRect()
    spare = rect.width() - natural.width()
    left = rect.left() - natural.left()
    if direction == Qt.LayoutDirection.RightToLeft:
        left += spare
    top = rect.top() + (rect.height() - line.height()) / 2
    painter.setPen(QColor(colour))
    layout.draw(painter, QPointF(left, top))


class MarkedText(WrappedText):
    """A passage that wraps, with some of its letters marked."""

    def __init__(
        self, words: str, marks: Iterable[tuple[int, int]], parent: QWidget | None = None
    ) -> None:
        """`marks` are starts and ends in characters of `words`."""
        super().__init__(words.replace("\n", " "), marks, parent)
        self.setAccessibleName(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("ink2"))
        self._lay_out(self.width())[0].draw(painter, QPointF(0, 0))
