"""What happened, drawn: solid is certain, faded lies between, dashed is computed.

Each event and span is reached by Tab, with a tooltip and a name for screen readers.
Knows plain dates and words (`timeline_layout`), never a record.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets import timeline_layout as plan
from caseapp.desktop.widgets.timeline_layout import TimelineData, TimelineEvent, TimelineSpan

_LEVEL, _ROW, _LANE, _AXIS = 18, 24, 28, 26
_LEVELS = 6
_DOT = 8


class _Item(QAbstractButton):
    """The part of an event or span that keyboard, pointer and screen reader can reach."""

    def __init__(self, parent: QWidget, name: str, tip: str) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)
        self.setToolTip(text.tooltip(tip or name))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            paint.draw_focus(QPainter(self), self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A button's own arrows would go by nearness; on a timeline they go by time."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()


class Timeline(QWidget):
    """`activated(key)` when an event or span is clicked or chosen with Space."""

    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: TimelineData | None = None
        self._window: plan.Window | None = None
        self._items: dict[str, _Item] = {}
        self._dated: list[TimelineEvent] = []
        self._undated: list[TimelineEvent] = []
        self._places: list[tuple[int, int] | None] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_data(self, data: TimelineData) -> None:
        """Draw other data; keys must be unique in it."""
        self._data = data
        self._window = None
        for item in self._items.values():
            item.hide()
            item.deleteLater()
        self._items.clear()
        self._undated = [e for e in data.events if e.earliest is None and e.latest is None]
        dated = [e for e in data.events if e not in self._undated]
        self._dated = sorted(dated, key=lambda e: (e.earliest or e.latest, e.latest or e.earliest))
        spans = [span for _title, lane in data.lanes for span in lane]
        for part in [*self._dated, *spans, *self._undated]:
            self._add_item(part)
        self._arrange()
        self.updateGeometry()
        self.update()

    def _add_item(self, part: TimelineEvent | TimelineSpan) -> None:
        item = _Item(self, part.label, part.tip)
        item.clicked.connect(lambda _=False, key=part.key: self.activated.emit(key))
        item.setVisible(True)
        self._items[part.key] = item

    def window_shown(self) -> plan.Window:
        """The first and the last day that are drawn."""
        assert self._data is not None
        return self._window or plan.whole_window(self._data)

    def set_window(self, window: plan.Window | None) -> None:
        """Draw only these days; None draws all that are known."""
        self._window = window
        before = self._levels()
        self._arrange()
        if self._levels() != before:
            self.updateGeometry()
        self.update()

    # -- places ------------------------------------------------------------------------------
    def sizeHint(self) -> QSize:
        return QSize(560, self._axis_top() + _AXIS + (_ROW if self._undated else 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def _lanes(self) -> int:
        return len(self._data.lanes) if self._data else 0

    def _levels(self) -> int:
        return 1 + max((place[1] for place in self._places if place), default=0)

    def _events_top(self) -> int:
        return self._levels() * _LEVEL + 10

    def _lane_top(self, index: int) -> int:
        return self._events_top() + _ROW + index * _LANE

    def _axis_top(self) -> int:
        return self._lane_top(self._lanes()) + 4

    def _titles_width(self) -> int:
        if self._data is None:
            return 0
        titles = [self._data.events_title, *(title for title, _ in self._data.lanes)]
        font = theme.font(theme.CAPTION)
        return max(paint.text_width(title, font) for title in titles) + 2 * theme.GRID

    def _scale(self) -> plan.Scale:
        window = self.window_shown()
        return plan.scale_for(window, self._titles_width(), self.width() - theme.GRID)

    def _is_seen(self, part: TimelineEvent | TimelineSpan) -> bool:
        """Whether something of it lies in the window."""
        window = self.window_shown()
        if isinstance(part, TimelineEvent):
            return plan.is_within(window, part.earliest, part.latest)
        first = part.start[0] or part.start[1] or window[0]
        assert self._data is not None
        last = part.end[1] or max(self._data.today, part.end[0] or first)
        return plan.is_within(window, first, last)

    def _label_width(self, event: TimelineEvent) -> int:
        notes = paint.text_width(event.notes, theme.font(9)) + 2 if event.notes else 0
        return paint.text_width(event.label, theme.font(theme.CAPTION, theme.MEDIUM)) + notes + 2

    def _arrange(self) -> None:
        if self._data is None:
            return
        scale = self._scale()
        seen = [i for i, event in enumerate(self._dated) if self._is_seen(event)]
        boxes = {
            i: (plan.anchor(scale, self._dated[i]), self._label_width(self._dated[i])) for i in seen
        }
        order = sorted(seen, key=lambda i: boxes[i][0])
        placed = plan.label_levels([boxes[i] for i in order], scale.left, self.width() - 1, _LEVELS)
        self._places = [None] * len(self._dated)
        for i, place in zip(order, placed, strict=True):
            self._places[i] = place
        for event in self._dated:
            self._items[event.key].setVisible(self._is_seen(event))
            low, high = plan.reach(scale, event.earliest, event.latest)
            low, high = min(low, plan.anchor(scale, event) - 8), max(high, low + 16)
            self._place(event.key, QRect(low, self._events_top(), high - low, _ROW))
        for index, (_title, spans) in enumerate(self._data.lanes):
            for span in spans:
                self._items[span.key].setVisible(self._is_seen(span))
                self._place(span.key, self._span_rect(scale, span, index))
        x = self._titles_width()
        for event in self._undated:
            width = self._label_width(event) + 12
            self._place(event.key, QRect(x, self._axis_top() + _AXIS, width, _ROW))
            x += width + 4

    def _place(self, key: str, rect: QRect) -> None:
        self._items[key].setGeometry(self._visual(rect))

    def _visual(self, rect: QRect) -> QRect:
        return paint.visual(self.layoutDirection(), self.rect(), rect)

    def _span_rect(self, scale: plan.Scale, span: TimelineSpan, lane: int) -> QRect:
        assert self._data is not None
        low = plan.reach(scale, *span.start)[0]
        high = plan.span_end(scale, span, self._data.today)
        return QRect(low, self._lane_top(lane) + 4, max(high - low, 8), 20)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() == event.oldSize().width():
            return
        before = self._levels()
        self._arrange()
        if self._levels() != before:
            self.updateGeometry()

    # -- drawing -----------------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._data is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._scale()
        self._draw_axis(painter, scale)
        for index, (title, spans) in enumerate(self._data.lanes):
            self._draw_title(painter, title, QRect(0, self._lane_top(index), 0, _LANE))
            for span in filter(self._is_seen, spans):
                self._draw_span(painter, scale, span, index)
        self._draw_today(painter, scale)
        self._draw_title(painter, self._data.events_title, QRect(0, self._events_top(), 0, _ROW))
        for place, item in zip(self._places, self._dated, strict=True):
            if self._is_seen(item):
                self._draw_event(painter, scale, item, place)
        self._draw_undated(painter)

    def _text(
        self, painter: QPainter, rect: QRect, words: str, colour: str, *, medium: bool = False,
        size: int = theme.CAPTION,
    ) -> None:  # fmt: skip
        font = theme.font(size, theme.MEDIUM if medium else theme.REGULAR)
        direction = self.layoutDirection()
        place = self._visual(rect)
        paint.draw_text(painter, place, words, font, colour, paint.leading(direction))

    def _draw_title(self, painter: QPainter, title: str, rect: QRect) -> None:
        rect.setWidth(self._titles_width() - theme.GRID)
        self._text(painter, rect, title, theme.current().ink2)

    def _vertical(self, painter: QPainter, x: int, top: int, bottom: int) -> None:
        x = self._visual(QRect(x, 0, 1, 1)).left()
        painter.drawLine(QPointF(x + 0.5, top), QPointF(x + 0.5, bottom))

    def _draw_axis(self, painter: QPainter, scale: plan.Scale) -> None:
        t, top = theme.current(), self._axis_top()
        today = self._today_box(scale) if self._has_today() else QRect()
        for x, label in plan.ticks(scale):
            painter.setPen(QPen(QColor(t.line), 1))
            self._vertical(painter, x, 0, top)
            width = paint.text_width(label, theme.font(theme.CAPTION)) + 2
            box = QRect(x - width // 2, top + 4, width, 18)
            if not box.intersects(today):
                self._text(painter, box, label, t.ink2)

    def _today_box(self, scale: plan.Scale) -> QRect:
        assert self._data is not None
        font = theme.font(theme.CAPTION, theme.MEDIUM)
        width = paint.text_width(self._data.today_label, font) + 8
        x = scale.x(self._data.today) - width // 2
        return QRect(min(x, self.width() - width), self._axis_top() + 4, width, 18)

    def _has_today(self) -> bool:
        assert self._data is not None
        return plan.is_within(self.window_shown(), self._data.today, self._data.today)

    def _draw_today(self, painter: QPainter, scale: plan.Scale) -> None:
        assert self._data is not None
        if not self._has_today():
            return
        accent, x = theme.current().accent, scale.x(self._data.today)
        painter.setPen(QPen(QColor(accent), 2))
        self._vertical(painter, x, self._events_top() - 8, self._axis_top())
        box = self._today_box(scale).adjusted(4, 0, 0, 0)
        self._text(painter, box, self._data.today_label, accent, medium=True)

    def _behind(self) -> QColor:
        return QColor(theme.current().surface)

    def _draw_event(
        self, painter: QPainter, scale: plan.Scale, event: TimelineEvent,
        place: tuple[int, int] | None,
    ) -> None:  # fmt: skip
        t, ink = theme.current(), theme.tone(event.tone)[0]
        middle = self._events_top() + _ROW // 2
        x = plan.anchor(scale, event)
        if place is not None:
            start, level = place
            painter.setPen(QPen(QColor(t.ink3), 1))
            self._vertical(painter, x, level * _LEVEL + _LEVEL - 1, middle)
            box = QRect(start, level * _LEVEL, self._label_width(event), _LEVEL)
            painter.fillRect(self._visual(box.adjusted(-2, 2, 2, -1)), self._behind())
            self._text(painter, box, event.label, t.ink, medium=True)
            if event.notes:
                width = paint.text_width(event.notes, theme.font(9)) + 2
                note = QRect(box.right() + 1 - width, box.top() - 3, width, 14)
                self._text(painter, note, event.notes, t.accent, medium=True, size=9)
        low, high = plan.reach(scale, event.earliest, event.latest)
        if high - low > _DOT:
            band = self._visual(QRect(low, middle - 4, high - low, 8))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._faded(band, ink, event.earliest is None, event.latest is None))
            painter.drawRoundedRect(QRectF(band), 4, 4)
        self._draw_dot(painter, x, middle, ink, solid=plan.is_certain(event))

    def _draw_dot(self, painter: QPainter, x: int, middle: int, ink: str, *, solid: bool) -> None:
        dot = QRectF(self._visual(QRect(x - _DOT // 2, middle - _DOT // 2, _DOT, _DOT)))
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(QColor(ink) if solid else self._behind())
        painter.drawEllipse(dot.adjusted(1, 1, -1, -1) if solid else dot)

    def _faded(self, band: QRect, ink: str, open_start: bool, open_end: bool) -> QLinearGradient:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored:
            open_start, open_end = open_end, open_start
        strong, weak, none = QColor(ink), QColor(ink), QColor(ink)
        strong.setAlphaF(0.40)
        weak.setAlphaF(0.22)
        none.setAlphaF(0.0)
        gradient = QLinearGradient(band.left(), 0, band.right(), 0)
        gradient.setColorAt(0, none if open_start else weak)
        gradient.setColorAt(0.5, strong)
        gradient.setColorAt(1, none if open_end else weak)
        return gradient

    def _draw_span(
        self, painter: QPainter, scale: plan.Scale, span: TimelineSpan, lane: int
    ) -> None:
        ink, tint = theme.tone(span.tone)
        rect = self._span_rect(scale, span, lane)
        shown = self._visual(rect)
        if span.computed:
            painter.setBrush(QColor(tint))
            painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(shown).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._span_brush(scale, span, rect, shown, tint))
            painter.drawRoundedRect(QRectF(shown), 4, 4)
        inside = max(0, plan.reach(scale, *span.start)[1] - rect.left())
        label = rect.adjusted(min(inside, rect.width() // 3) + 8, 0, -8, 0)
        if label.width() > 16:
            self._text(painter, label, span.label, ink)

    def _span_brush(
        self, scale: plan.Scale, span: TimelineSpan, rect: QRect, shown: QRect, tint: str
    ) -> QLinearGradient:
        sure_from = plan.reach(scale, *span.start)[1] if any(span.start) else rect.left() + 24
        sure_to = plan.reach(scale, *span.end)[0] if any(span.end) else rect.left()
        width = max(1, rect.width())
        first = min(max((sure_from - rect.left()) / width, 0.0), 1.0)
        second = min(max((sure_to - rect.left()) / width, first), 1.0)
        clear = QColor(tint)
        clear.setAlphaF(0.15)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        begin, end = (shown.right(), shown.left()) if mirrored else (shown.left(), shown.right())
        gradient = QLinearGradient(begin, 0, end, 0)
        gradient.setColorAt(0, QColor(tint) if first == 0 else clear)
        gradient.setColorAt(first, QColor(tint))
        gradient.setColorAt(second, QColor(tint))
        gradient.setColorAt(1, QColor(tint) if second == 1 else clear)
        return gradient

    def _draw_undated(self, painter: QPainter) -> None:
        if not self._undated or self._data is None:
            return
        t, top = theme.current(), self._axis_top() + _AXIS
        self._draw_title(painter, self._data.undated_title, QRect(0, top, 0, _ROW))
        for event in self._undated:
            rect = self._items[event.key].geometry()
            painter.setPen(QPen(QColor(t.control), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 2.5, -0.5, -2.5), 4, 4)
            paint.draw_text(
                painter, rect, event.label, theme.font(theme.CAPTION, theme.MEDIUM), t.ink,
                Qt.AlignmentFlag.AlignCenter,
            )  # fmt: skip
