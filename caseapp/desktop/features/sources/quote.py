"""Words of a source as a quotation: reading face, a few lines, whole in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.widgets import paint

_MOST = 2_000
_LEADING = 1.35


class Quote(QWidget):
    """At most `lines` lines; what follows is cut with "…"."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most, self._words, self._quoted = lines, "", True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str, *, quoted: bool = True) -> None:
        """Show words in quotation marks, or a summary without."""
        self._words, self._quoted = " ".join(words[:_MOST].split()), quoted
        self.setAccessibleName(self._shown())
        self.setToolTip(text.tooltip(self._shown()))
        if self.parentWidget() is not None or not self._words:  # alone it would be a window
            self.setVisible(bool(self._words))
        self._fit()
        self.update()

    def words(self) -> str:
        return self._words

    def _shown(self) -> str:
        return f"“{self._words}”" if self._quoted and self._words else self._words

    def sizeHint(self) -> QSize:
        return QSize(200, self._line_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as its lines are at this width."""
        height = max(1, len(self._lines(self.width()))) * self._line_height()
        if height != self.height():
            self.setFixedHeight(height)

    def _line_height(self) -> int:
        metrics = QFontMetrics(paint.font_for(self._words, theme.font(theme.BODY, paper=True)))
        return max(round(metrics.ascent() + metrics.descent()), round(theme.BODY * _LEADING))

    def _lines(self, width: int) -> list[str]:
        """The words broken into lines, the last one with "…" if more would follow."""
        shown = self._shown()
        face = paint.font_for(shown, theme.font(theme.BODY, paper=True))
        layout = QTextLayout(shown, face)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        units = shown.encode("utf-16-le", "surrogatepass")
        while len(lines) < self._most:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(40, width))
            start, length = line.textStart(), line.textLength()
            piece = units[2 * start : 2 * (start + length)]
            if len(lines) == self._most - 1:
                piece = units[2 * start :]
            lines.append(piece.decode("utf-16-le", "replace").strip())
        layout.endLayout()
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, height = QPainter(self), self._line_height()
        font, direction = theme.font(theme.BODY, paper=True), self._side()
        for nth, line in enumerate(self._lines(self.width())):
            box = self.rect()
            box.setTop(nth * height)
            box.setHeight(height)
            paint.draw_text(painter, box, line, font, theme.current().ink, direction)

    def _side(self) -> Qt.AlignmentFlag:
        right = text.is_right_to_left(self._words)
        way = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        return paint.leading(way)
