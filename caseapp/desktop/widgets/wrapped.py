"""A text that wraps, with some of its letters marked: the base of what shows passages."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import paint

_LEAST = 40


class WrappedText(QWidget):
    """As high as its text needs at the width that it gets. Who derives from it paints it."""

    def __init__(
        self,
        words: str,
        marks: Iterable[tuple[int, int]],
        parent: QWidget | None = None,
        *,
        indent: int = 0,
        below: int = 2,
    ) -> None:
        """`marks` are starts and ends in characters of `words`, on one line or several.

        `indent` and `below` are pixels beside and under the text that it leaves free.
        """
        super().__init__(parent)
        self._words = words
        self._marks = [(start, min(end, len(words))) for start, end in marks if start < len(words)]
        self._indent, self._below = indent, below
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._lay_out(width)[1]) + self._below

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(self.width(), 240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 20)

    def _look(self) -> QTextCharFormat:
        """How the marked letters look in the colours of the moment."""
        return mark_look()

    def _lay_out(self, width: int) -> tuple[QTextLayout, float]:
        """The lines of the text in so many pixels, and how high they are together."""
        shown = self._words.replace("\n", "\u2028")
        layout = QTextLayout(shown, paint.font_for(shown, theme.font()))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setAlignment(paint.leading(self.layoutDirection()))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(format_ranges(shown, self._marks, self._look()))
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(_LEAST, width - self._indent))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height


def mark_look() -> QTextCharFormat:
    """Ink on the tint of a marker pen."""
    look = QTextCharFormat()
    look.setBackground(theme.colour("mark"))
    look.setForeground(theme.colour("ink"))
    return look


def format_ranges(
    words: str, marks: Iterable[tuple[int, int]], look: QTextCharFormat
) -> list[QTextLayout.FormatRange]:
    """A look for runs of letters; positions of Qt count UTF-16 units, ours count characters."""
    ranges = []
    for mark in marks:
        start, end = (len(words[:at].encode("utf-16-le")) // 2 for at in mark)
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = start, end - start, look
        ranges.append(found)
    return ranges
