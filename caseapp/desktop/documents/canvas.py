"""Pages under marks: where a part is framed by mouse or keyboard, and marks are clicked.

Speaks of page indexes and fractions of a page. Knows neither what a page holds nor what
a locator is; `PageSurface` translates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from caseapp.desktop import text as texts
from caseapp.desktop import theme
from caseapp.desktop.documents import badges
from caseapp.desktop.documents.passage import Box, PassageMark
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets.pdf import PageArea

_STEP, _FINE_STEP = 0.02, 0.0025
"""How far an arrow key moves the cross, as fractions of the page."""
_LEAST = 5
"""Logical pixels: what is smaller is a click."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


@dataclass(frozen=True)
class PlacedMark:
    """A mark on one page. `framed`: a part of the page; otherwise lines of its text."""

    mark: PassageMark
    page: int
    boxes: tuple[Box, ...]
    framed: bool
    numbered: bool = True


class PageCanvas(PageArea):
    """`chosen()` when the selection is another (dragging: at its end); `mark_clicked(key)`;
    `scrolled()` when anything moved.
    """

    chosen = Signal()
    mark_clicked = Signal(object)
    scrolled = Signal()

    FRAMED = False  # the surface around it shows the focus

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(jobs, parent)
        self._placed: tuple[PlacedMark, ...] = ()
        self._frame: tuple[int, Box] | None = None
        self._cross: tuple[int, float, float] | None = None
        self._from: tuple[int, float, float] | None = None
        self._panning: QPoint | None = None
        self._pressed = QPoint()
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self.scrolled)
        self.horizontalScrollBar().valueChanged.connect(self.scrolled)

    # -- marks and selection -------------------------------------------------------------------
    def set_placed(self, placed: Sequence[PlacedMark]) -> None:
        self._placed = tuple(placed)
        self.viewport().update()

    def frame(self) -> tuple[int, Box] | None:
        """Page and part of it that is framed."""
        return self._frame

    def clear(self) -> None:
        """Mark nothing out."""
        self._frame = self._from = None
        self.viewport().update()
        self.chosen.emit()

    def chosen_boxes(self) -> list[tuple[int, Box]]:
        """What is marked out, page by page."""
        return [self._frame] if self._frame else []

    def set_frame(self, page: int, box: Box) -> None:
        self._frame = (page, box)
        self.viewport().update()
        self.chosen.emit()

    # -- places --------------------------------------------------------------------------------
    def to_view(self, page: int, box: Box) -> QRectF:
        """A part of a page in the viewport's pixels."""
        rect = QRectF(self.page_rect(page))
        return QRectF(
            QPointF(rect.x() + box.left * rect.width(), rect.y() + box.top * rect.height()),
            QPointF(rect.x() + box.right * rect.width(), rect.y() + box.bottom * rect.height()),
        )

    def to_page(self, point: QPoint, page: int | None = None) -> tuple[int, float, float] | None:
        """Page and fractions under a point, drawn in to the page's edge; None without pages.

        `page` keeps to that page, whichever is nearest otherwise.
        """
        rects = [(page, self.page_rect(page))] if page is not None else self.rects()
        if not rects:
            return None
        y = point.y()
        index, rect = min(rects, key=lambda r: max(r[1].top() - y, y - r[1].bottom(), 0))
        across = (point.x() - rect.x()) / max(1, rect.width())
        down = (y - rect.y()) / max(1, rect.height())
        return index, min(1.0, max(0.0, across)), min(1.0, max(0.0, down))

    def show_box(self, page: int, box: Box | None) -> None:
        """Bring a part of a page into view, near a quarter of the height; None: its top."""
        if box is None:
            self.go_to(page)
            return
        rect, view = self.to_view(page, box), QRectF(self.viewport().rect())
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if rect.top() < view.top() or rect.bottom() > view.bottom():
            down.setValue(down.value() + round(rect.top() - view.height() / 4))
        if rect.left() < view.left() or rect.right() > view.right():
            across.setValue(across.value() + round(rect.left() - view.width() / 4))

    def badges(self) -> list[tuple[QRect, PlacedMark]]:
        """Where the numbers of marks in view are drawn; none covers another."""
        result: list[tuple[QRect, PlacedMark]] = []
        in_view = {page for page, _rect in self.rects()}
        for placed in self._placed:
            if placed.page not in in_view or not placed.numbered:
                continue
            page, size = self.page_rect(placed.page), badges.size(placed.mark)
            if placed.framed:
                corner = self.to_view(placed.page, placed.boxes[0]).topLeft().toPoint()
                corner -= QPoint(2, size.height() + 1)
            else:
                box = placed.boxes[0] if placed.boxes else Box(0, 0.01, 0, 0.01)
                line = self.to_view(placed.page, box)
                corner = QPoint(page.left() + 4, round(line.center().y()) - size.height() // 2)
            rect = QRect(corner, size)
            while any(rect.intersects(other) for other, _mark in result):
                rect.translate(0, size.height() + 1)
            result.append((rect, placed))
        return result

    def mark_at(self, point: QPoint) -> PassageMark | None:
        """The mark whose number or passage is there; of several the smallest."""
        for rect, placed in self.badges():
            if rect.contains(point):
                return placed.mark
        hits = []
        for placed in self._placed:
            for box in placed.boxes:
                rect = self.to_view(placed.page, box)
                if rect.contains(QPointF(point)):
                    hits.append((rect.width() * rect.height(), placed.mark))
        return min(hits, key=lambda hit: hit[0])[1] if hits else None

    # -- painting ------------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        in_view = {page for page, _rect in self.rects()}
        for placed in self._placed:
            if placed.page in in_view:
                self._paint_mark(painter, placed)
        self._paint_chosen(painter, in_view)
        for rect, placed in self.badges():
            badges.draw(painter, rect, placed.mark, self.layoutDirection(), raised=True)
        self._paint_cursor(painter)

    def _paint_mark(self, painter: QPainter, placed: PlacedMark) -> None:
        for box in placed.boxes:
            rect = self.to_view(placed.page, box)
            if placed.framed:
                _ink, tone = badges.look_of(placed.mark)
                wide = 3 if placed.mark.current else 2
                draw_frame(painter, rect, QColor(getattr(theme.LIGHT, tone)), wide)
            else:
                self.pen_over(painter, rect, theme.LIGHT.mark)
                if placed.mark.current:
                    line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 2)
                    painter.fillRect(line, QColor(theme.LIGHT.accent))

    @staticmethod
    def pen_over(painter: QPainter, rect: QRectF, colour: str) -> None:
        """A marker pen over what is printed: paper is white in every theme."""
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(rect, QColor(colour))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_chosen(self, painter: QPainter, in_view: set[int]) -> None:
        if self._frame is not None and self._frame[0] in in_view:
            rect = self.to_view(*self._frame)
            accent = QColor(theme.LIGHT.accent)
            draw_frame(painter, rect, accent, 2)
            accent.setAlpha(40)
            painter.fillRect(rect, accent)

    def _paint_cursor(self, painter: QPainter) -> None:
        if self._cross is None or not self.hasFocus():
            return
        page, x, y = self._cross
        spot = self.to_view(page, Box(x, y, x, y)).topLeft()
        for colour, wide in ((theme.LIGHT.surface, 5), (theme.LIGHT.accent, 2)):
            painter.setPen(QPen(QColor(colour), wide))
            for dx, dy in ((9, 0), (0, 9)):
                painter.drawLine(spot - QPointF(dx, dy), spot + QPointF(dx, dy))

    # -- mouse ---------------------------------------------------------------------------------
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning = point
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton and self.count():
            self._pressed = point
            self._cross = None
            self.begin_drag(point, event.modifiers())

    def begin_drag(self, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        self._frame, self._from = None, self.to_page(point)
        self.viewport().update()

    def drag_to(self, point: QPoint) -> None:
        if self._from is None:
            return
        page, x0, y0 = self._from
        there = self.to_page(point, page)
        if there is not None and (point - self._pressed).manhattanLength() >= _LEAST:
            self._frame = (page, _between(x0, y0, there[1], there[2]))
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._panning is not None:
            moved = point - self._panning
            self._panning = point
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._scroll_after(point)
            self.drag_to(point)
        else:
            self.viewport().setCursor(self.shape_at(point))

    def shape_at(self, point: QPoint) -> Qt.CursorShape:
        """The pointer over what is there."""
        if self.mark_at(point) is not None:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.CrossCursor if self.count() else Qt.CursorShape.ArrowCursor

    def _scroll_after(self, point: QPoint) -> None:
        view = self.viewport().rect()
        for bar, low, high in (
            (self.verticalScrollBar(), point.y(), point.y() - view.height()),
            (self.horizontalScrollBar(), point.x(), point.x() - view.width()),
        ):
            bar.setValue(bar.value() + min(0, low) + max(0, high))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._panning = None
            self.viewport().setCursor(self.shape_at(point))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._from = None
            self.chosen.emit()
            mark = self.mark_at(point)
            if mark is not None and (point - self._pressed).manhattanLength() < _LEAST:
                self.mark_clicked.emit(mark.key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(event.pos())
            self.viewport().setToolTip(texts.tooltip(mark.label if mark else ""))
        return super().viewportEvent(event)

    # -- keyboard ------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS and self.count():
            self.move_cursor(event.key(), event.modifiers())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            mark = self._mark_under_cursor()
            if mark is not None:
                self.mark_clicked.emit(mark.key)
            else:
                event.ignore()
        else:
            super().keyPressEvent(event)

    def move_cursor(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        """Move the cross; with Shift it draws the frame, with Ctrl in small steps."""
        page, x, y = self._cross or self._from_the_middle()
        step = _FINE_STEP if modifiers & Qt.KeyboardModifier.ControlModifier else _STEP
        across, down = _ARROWS[Qt.Key(key)]
        width, height = self._pages.sizes[page]
        x = min(1.0, max(0.0, x + across * step))
        y = min(1.0, max(0.0, y + down * step * width / max(1.0, height)))
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            if self._from is None or self._from[0] != page:
                self._from = self._cross or self._from_the_middle()
            self._frame = (page, _between(self._from[1], self._from[2], x, y))
        else:
            self._frame = self._from = None
        self._cross = (page, x, y)
        self.show_box(page, Box(x, y, x, y))
        self.viewport().update()
        self.chosen.emit()

    def _from_the_middle(self) -> tuple[int, float, float]:
        return self.to_page(self.viewport().rect().center(), self.page) or (0, 0.5, 0.5)

    def _mark_under_cursor(self) -> PassageMark | None:
        if self._cross is None:
            return None
        page, x, y = self._cross
        return self.mark_at(self.to_view(page, Box(x, y, x, y)).topLeft().toPoint())

    def zoom_by(self, step: int) -> None:
        super().zoom_by(step)
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrolled.emit()


def draw_frame(painter: QPainter, rect: QRectF, colour: QColor, wide: int) -> None:
    """A frame that is seen on any picture: its colour between two bright lines.

    What lies on a page or picture has the light theme's colours: paper is never dark.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    halo = QColor(theme.LIGHT.surface)
    halo.setAlpha(190)
    for pen in (QPen(halo, wide + 2), QPen(colour, wide)):
        painter.setPen(pen)
        painter.drawRoundedRect(rect, 2, 2)


def _between(x0: float, y0: float, x1: float, y1: float) -> Box:
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
