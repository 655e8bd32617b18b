"""How the day's list looks and how one moves in it: a delegate draws headings, lines, buttons.

Only the current line shows its buttons, the others what is due. Buttons are painted and
hit-tested here, not widgets a row. Knows no record.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.features.today.lines import Deed, Heading, Item, Line
from caseapp.desktop.features.today.model import ITEM, TodayModel
from caseapp.desktop.widgets import paint

_PAD = 8
_HEADING = 44
_BUTTON = 24
_TITLE_LEAST = 120
_TITLE_WHOLE = 180
"""So much of a title, mostly a name, is not given up for what is said at the end."""
_DETAIL_LEAST = 40


@dataclass(frozen=True)
class Parts:
    """Where the parts of a line are, laid out for left-to-right. Empty ones are not drawn."""

    title: QRect
    detail: QRect
    when: QRect
    deeds: tuple[tuple[Deed, QRect], ...]


def _deed_width(deed: Deed, *, key: bool = True) -> int:
    words = paint.text_width(deed.words, theme.font()) + 1
    return 2 * 8 + words + (10 + paint.key_size(deed.key).width() if key else 0)


def parts_of(line: Line, whole: QRect, *, current: bool) -> Parts:
    """Lay a line out. Buttons lose their keys, then the line its detail, where room is short."""
    left, end = whole.left() + _PAD + icons.MEDIUM + 10, whole.right() + 1 - _PAD
    deeds: list[tuple[Deed, QRect]] = []
    shown = line.deeds if current else ()
    needed = sum(_deed_width(deed) + 6 for deed in shown)
    when_width = paint.text_width(line.when, theme.font()) + 1 if line.when else 0
    title_width = paint.text_width(line.title, theme.font(weight=theme.MEDIUM)) + 2
    keys = end - left - needed - when_width - 22 >= min(title_width, 2 * _TITLE_LEAST)
    for deed in reversed(shown):
        width = _deed_width(deed, key=keys)
        top = whole.top() + (whole.height() - _BUTTON) // 2
        deeds.insert(0, (deed, QRect(end - width, top, width, _BUTTON)))
        end -= width + 6
    if deeds:
        end -= 4
    least = min(title_width, _TITLE_WHOLE) + 12
    when_width = min(when_width, max(end - left - least, 0))
    when = QRect(end - when_width, whole.top(), when_width, whole.height())
    end -= when_width + (12 if when_width else 0)
    title = QRect(left, whole.top(), min(title_width, end - left), whole.height())
    room = end - title.right() - 1 - 7
    detail = QRect()
    if line.detail and room >= _DETAIL_LEAST:
        detail = QRect(title.right() + 1 + 7, whole.top(), room, whole.height())
    return Parts(title, detail, when, tuple(deeds))


class _Delegate(QStyledItemDelegate):
    def __init__(self, owner: TodayList) -> None:
        super().__init__(owner)
        self._list = owner

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        heading = isinstance(index.data(ITEM), Heading)
        return QSize(120, _HEADING if heading else theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        item: Item = index.data(ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Heading):
            self._draw_heading(painter, option, item, current=index == self._list.currentIndex())
        else:
            self._draw_line(painter, option, item, current=index == self._list.currentIndex())
        painter.restore()

    # -- headings ----------------------------------------------------------------------------
    def _draw_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, item: Heading, *, current: bool
    ) -> None:
        t, direction, whole = theme.current(), option.direction, option.rect
        lead = paint.leading(direction)
        line = QRect(whole.left() + _PAD, whole.bottom() + 1 - 30, whole.width() - 2 * _PAD, 28)
        link = _link_of(whole, item)
        font = theme.font(weight=theme.SEMIBOLD)
        width = min(paint.text_width(item.words, font) + 2, line.width() - link.width() - 60)
        title = QRect(line.left(), line.top(), width, line.height())
        place = paint.visual(direction, whole, title)
        paint.draw_text(painter, place, item.words, font, t.ink, lead)
        count = QRect(title.right() + 9, line.top(), 60, line.height())
        paint.draw_text(
            painter, paint.visual(direction, whole, count), item.count, theme.font(), t.ink2, lead
        )
        if item.all_words:
            place = paint.visual(direction, whole, link)
            font = theme.font(theme.CAPTION, theme.MEDIUM)
            middle = Qt.AlignmentFlag.AlignCenter
            paint.draw_text(painter, place, item.all_words, font, t.accent, middle)
            if current and self._list.hasFocus():
                paint.draw_focus(painter, place)

    # -- lines -------------------------------------------------------------------------------
    def _draw_line(
        self, painter: QPainter, option: QStyleOptionViewItem, item: Line, *, current: bool
    ) -> None:
        t, direction, whole = theme.current(), option.direction, option.rect
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if current or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("select" if current else "sunken"))
            painter.drawRoundedRect(whole, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        if current and self._list.hasFocus():
            paint.draw_focus(painter, whole, theme.RADIUS_CONTROL)
        top = whole.top() + (whole.height() - icons.MEDIUM) // 2
        mark = QRect(whole.left() + _PAD, top, icons.MEDIUM, icons.MEDIUM)
        ink = theme.tone(item.tone)[0]
        icons.draw(painter, item.icon, paint.visual(direction, whole, mark), ink)
        parts, lead = parts_of(item, whole, current=current), paint.leading(direction)
        coloured = ink if item.tone in ("danger", "warn") else t.ink2
        for box, words, font, colour in (
            (parts.title, item.title, theme.font(weight=theme.MEDIUM), t.ink),
            (parts.detail, item.detail, theme.font(), t.ink2),
            (parts.when, item.when, theme.font(), coloured),
        ):
            if not box.isEmpty():
                side = paint.trailing(direction) if box is parts.when else lead
                place = paint.visual(direction, whole, box)
                paint.draw_text(painter, place, words, font, colour, side)
        for deed, box in parts.deeds:
            self._draw_deed(painter, paint.visual(direction, whole, box), deed, direction)

    def _draw_deed(
        self, painter: QPainter, box: QRect, deed: Deed, direction: Qt.LayoutDirection
    ) -> None:
        t = theme.current()
        pressed = self._list.pressed_deed == deed
        over = box.contains(self._list.pointer)
        painter.setPen(QPen(QColor(t.control), 1))
        painter.setBrush(QColor(t.sunken if pressed or over else t.surface))
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 5, 5)
        keyed = box.width() >= _deed_width(deed)
        words = QRect(box.left() + 8, box.top(), box.width() - 16, box.height())
        place = paint.visual(direction, box, words)
        paint.draw_text(painter, place, deed.words, theme.font(), t.ink, paint.leading(direction))
        if keyed:
            size = paint.key_size(deed.key)
            top = box.top() + (box.height() - size.height()) // 2
            cap = QRect(box.right() - 5 - size.width(), top, size.width(), size.height())
            paint.draw_key(painter, paint.visual(direction, box, cap), deed.key)

    # -- pointer -----------------------------------------------------------------------------
    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex,
    ) -> bool:
        """A press on a painted button is kept for its release; all else is the list's."""
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        hit = self._list.deed_at(index, event.position().toPoint())
        if event.type() == QEvent.Type.MouseButtonPress:
            self._list.pressed_deed = hit
            return hit is not None
        if event.type() == QEvent.Type.MouseButtonRelease:
            pressed, self._list.pressed_deed = self._list.pressed_deed, None
            if hit is not None and hit == pressed:
                self._list.done.emit(index.data(ITEM), hit.code)
                return True
        return False


def _link_of(whole: QRect, item: Heading) -> QRect:
    """Where a heading's link is, laid out for left-to-right."""
    if not item.all_words:
        return QRect()
    width = paint.text_width(item.all_words, theme.font(theme.CAPTION, theme.MEDIUM)) + 12
    return QRect(whole.right() + 1 - _PAD + 6 - width, whole.bottom() + 1 - 28, width, 24)


class TodayList(QListView):
    """`opened(Line)`, `done(Line, code of a deed)`, `whole_wanted(Section)`."""

    opened = Signal(object)
    done = Signal(object, str)
    whole_wanted = Signal(object)

    def __init__(self, name: str, model: TodayModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pressed_deed: Deed | None = None
        self.pointer = QPoint(-1, -1)
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        for key in ("R", "W", "A", "D", "B"):
            # A shortcut, because on a Cyrillic keyboard the letter itself never comes.
            short = QShortcut(QKeySequence(key), self)
            short.setContext(Qt.ShortcutContext.WidgetShortcut)
            short.activated.connect(lambda key=key: self._do(key))

    def current(self) -> Item | None:
        """The item that is stood on."""
        index = self.currentIndex()
        return index.data(ITEM) if index.isValid() else None

    def choose(self, row: int | None) -> None:
        """Stand on a row."""
        if row is not None:
            self.setCurrentIndex(self.model().index(row, 0))

    def deed_rect(self, index: QModelIndex, code: str) -> QRect:
        """Where a button of a line is, as it is drawn; empty if it is not."""
        whole = self.visualRect(index)
        for deed, box in self._parts(index).deeds:
            if deed.code == code:
                return paint.visual(self.layoutDirection(), whole, box)
        return QRect()

    def deed_at(self, index: QModelIndex, place: QPoint) -> Deed | None:
        """The button under a point, if the line shows one there."""
        if not isinstance(index.data(ITEM), Line):
            return None
        whole = self.visualRect(index)
        for deed, box in self._parts(index).deeds:
            if paint.visual(self.layoutDirection(), whole, box).contains(place):
                return deed
        return None

    def link_rect(self, index: QModelIndex) -> QRect:
        """Where the link of a heading is, as it is drawn."""
        whole = self.visualRect(index)
        return paint.visual(self.layoutDirection(), whole, _link_of(whole, index.data(ITEM)))

    def _parts(self, index: QModelIndex) -> Parts:
        current = index == self.currentIndex()
        return parts_of(index.data(ITEM), self.visualRect(index), current=current)

    # -- keyboard ----------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.current())
        elif event.key() == Qt.Key.Key_Home and plain:
            self.choose(self._model().first_line())
            self.scrollToTop()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the current line here, not the beginning of a name."""

    def _model(self) -> TodayModel:
        model = self.model()
        assert isinstance(model, TodayModel)
        return model

    def _open(self, item: Item | None) -> None:
        if isinstance(item, Heading):
            self.whole_wanted.emit(item.section)
        elif item is not None:
            self.opened.emit(item)

    def _do(self, key: str) -> None:
        item = self.current()
        if isinstance(item, Line):
            for deed in item.deeds:
                if deed.key == key:
                    self.done.emit(item, deed.code)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard finds a line to begin with."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(self._model().first_line())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # -- pointer -----------------------------------------------------------------------------
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        item = index.data(ITEM) if index.isValid() else None
        left = event.button() == Qt.MouseButton.LeftButton
        if left and isinstance(item, Heading) and self.link_rect(index).contains(place):
            self.whole_wanted.emit(item.section)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        item = index.data(ITEM) if index.isValid() else None
        if event.button() == Qt.MouseButton.LeftButton and isinstance(item, Line):
            if self.deed_at(index, event.position().toPoint()) is None:
                self.opened.emit(item)
            return
        super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.pointer = event.position().toPoint()
        index = self.indexAt(self.pointer)
        item = index.data(ITEM) if index.isValid() else None
        over = isinstance(item, Heading) and self.link_rect(index).contains(self.pointer)
        over = over or (index.isValid() and self.deed_at(index, self.pointer) is not None)
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand if over else arrow)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self.pointer = QPoint(-1, -1)
            self.viewport().update()
        return super().viewportEvent(event)
