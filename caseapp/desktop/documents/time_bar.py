"""The bar of a recording: how far it is, its marks, what is marked out. Seconds alone.

Time runs from left to right in every language, as on a player.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.desktop import text as texts
from caseapp.desktop import theme
from caseapp.desktop.documents import badges
from caseapp.desktop.documents.passage import PassageMark, seconds_of

_EDGE, _TRACK, _ROW = 12, 6, badges.HEIGHT + 2


class TimeBar(QWidget):
    """`sought(seconds)` for a click or drag on the track; `mark_clicked(key)`."""

    sought = Signal(float)
    mark_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._length, self._at = 0.0, 0.0
        self._marks: list[tuple[float, float, PassageMark]] = []
        self._start: float | None = None
        self._end: float | None = None
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(300, 2 * _ROW + 28)

    def set_length(self, seconds: float) -> None:
        self._length = seconds
        self.update()

    def set_at(self, seconds: float) -> None:
        self._at = seconds
        self.update()

    def set_chosen(self, start: float | None, end: float | None) -> None:
        """What is marked out; either side may not be known yet."""
        self._start, self._end = start, end
        self.update()

    def set_marks(self, marks: Sequence[PassageMark]) -> None:
        placed = [(*span, mark) for mark in marks if (span := seconds_of(mark.locator))]
        self._marks = sorted(placed, key=lambda item: item[:2])
        self.update()

    # -- places --------------------------------------------------------------------------------
    def track(self) -> QRect:
        """The line that stands for the whole."""
        return QRect(_EDGE, 2 * _ROW + 8, max(1, self.width() - 2 * _EDGE), _TRACK)

    def x_of(self, seconds: float) -> float:
        track = self.track()
        part = min(1.0, max(0.0, seconds / self._length)) if self._length > 0 else 0.0
        return track.left() + part * track.width()

    def badges(self) -> list[tuple[QRect, PassageMark]]:
        """Numbers above the track, in two rows where they would cover each other."""
        result: list[tuple[QRect, PassageMark]] = []
        for start, _end, mark in self._marks:
            if start > self._length > 0 or self._length <= 0:
                continue
            size = badges.size(mark)
            left = round(min(self.x_of(start), self.width() - size.width()))
            rect = QRect(QPoint(left, _ROW + 2), size)
            if any(rect.intersects(other) for other, _mark in result):
                rect.moveTop(2)
            result.append((rect, mark))
        return result

    def span_rect(self, start: float, end: float) -> QRect:
        """Where a span lies, in this widget."""
        left, right = self.x_of(start), self.x_of(end)
        return QRectF(left, self.track().top() - 4, max(3.0, right - left), 14).toAlignedRect()

    # -- painting ------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(self.track())
        painter.setBrush(theme.colour("control"))
        painter.drawRoundedRect(track.adjusted(0, 1, 0, -1), 2, 2)
        for start, end, mark in self._marks:
            rect = QRectF(self.span_rect(start, end))
            painter.setPen(QPen(QColor(theme.tone(badges.look_of(mark)[1])[0]), 1))
            painter.setBrush(theme.colour("mark"))
            painter.drawRoundedRect(rect, 2, 2)
        if self._start is not None and self._end is not None:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(theme.colour("select"))
            painter.drawRoundedRect(QRectF(self.span_rect(self._start, self._end)), 2, 2)
        painter.setPen(QPen(theme.colour("accent"), 2))
        for side in (self._start, self._end):
            if side is not None:
                x = self.x_of(side)
                painter.drawLine(QPointF(x, track.top() - 8), QPointF(x, track.bottom() + 8))
        x = self.x_of(self._at)
        painter.setPen(QPen(theme.colour("surface"), 2))
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(QRectF(x - 7, track.center().y() - 7, 14, 14))
        for rect, mark in self.badges():
            badges.draw(painter, rect, mark, Qt.LayoutDirection.LeftToRight, raised=True)

    # -- mouse ---------------------------------------------------------------------------------
    def _mark_at(self, point: QPoint) -> PassageMark | None:
        return next((mark for rect, mark in self.badges() if rect.contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        mark = self._mark_at(point)
        if mark is not None:
            self.mark_clicked.emit(mark.key)
        else:
            self._seek(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._seek(point)
            return
        mark = self._mark_at(point)
        self.setToolTip(texts.tooltip(mark.label if mark else ""))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _seek(self, point: QPoint) -> None:
        if self._length > 0 and point.y() > 2 * _ROW:
            track = self.track()
            part = (point.x() - track.left()) / track.width()
            self.sought.emit(min(1.0, max(0.0, part)) * self._length)
