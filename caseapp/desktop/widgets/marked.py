"""One line of text with some of its letters marked, as with a marker pen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from caseapp.desktop import theme
from caseapp.desktop.widgets import paint


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
    layout.setFormats([_format(shown, mark) for mark in marks])
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


def _format(shown: str, mark: tuple[int, int]) -> QTextLayout.FormatRange:
    """Positions of Qt count UTF-16 units, ours count characters."""
    start, end = (len(shown[:at].encode("utf-16-le")) // 2 for at in mark)
    found = QTextLayout.FormatRange()
    found.start, found.length = start, end - start
    look = QTextCharFormat()
    look.setBackground(theme.colour("mark"))
    look.setForeground(theme.colour("ink"))
    found.format = look
    return found
