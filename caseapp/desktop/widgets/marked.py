"""Text with some of its letters marked, as with a marker pen: one line, or a wrapped passage."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

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


class MarkedText(QWidget):
    """A passage that wraps, with some of its letters marked."""

    def __init__(
        self, words: str, marks: Iterable[tuple[int, int]], parent: QWidget | None = None
    ) -> None:
        """`marks` are starts and ends in characters of `words`."""
        super().__init__(parent)
        self._words, self._marks = words.replace("\n", " "), tuple(marks)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._lay_out(width)[1]) + 2

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 20)

    def _lay_out(self, width: int) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self._words, paint.font_for(self._words, theme.font()))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setAlignment(paint.leading(self.layoutDirection()))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_format(self._words, mark) for mark in self._marks])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("ink2"))
        self._lay_out(self.width())[0].draw(painter, QPointF(0, 0))
