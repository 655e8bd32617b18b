"""Lists of a few painted lines: one look, one way of moving.

A click or Enter opens a line, Delete or its × takes it away where that is possible. A row is
plain data that its painter knows; nothing here knows a record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint

_ITEM = Qt.ItemDataRole.UserRole + 1
_PAD = 8
_CROSS = 24


@dataclass(frozen=True, slots=True)
class Item:
    """A line: its key, what its painter draws, what a screen reader says, a tooltip."""

    key: object
    data: object
    spoken: str
    tip: str = ""
    removable: bool = False


Paint = Callable[[QPainter, QRect, object, Qt.LayoutDirection, bool], None]
"""Draws the data of a line into a rectangle, laid out for a direction; whether it is chosen."""


class _Delegate(QStyledItemDelegate):
    def __init__(self, rows: Rows, height: int, draw: Paint) -> None:
        super().__init__(rows)
        self._rows, self._height, self._draw = rows, height, draw

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        item: Item = index.data(_ITEM)
        whole, direction = option.rect, option.direction
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = chosen and self._rows.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = (chosen and self._rows.keeps_choice) or focused
        if marked or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("select" if marked else "sunken"))
            painter.drawRoundedRect(whole, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        if focused:
            paint.draw_focus(painter, whole, theme.RADIUS_CONTROL)
        box = whole.adjusted(_PAD, 0, -_PAD, 0)
        if item.removable and (hovered or focused):
            cross = self._rows.cross_of(whole)
            mark = QRect(0, 0, icons.SMALL, icons.SMALL)
            mark.moveCenter(cross.center())
            icons.draw(painter, "x", mark, theme.current().ink2)
            box = paint.visual(direction, box, box.adjusted(0, 0, -_CROSS, 0))
        self._draw(painter, box, item.data, direction, marked)
        painter.restore()


class Rows(QListView):
    """`opened(key)`, `removed(key)`, `chosen(key)` when the current line changes by hand.

    `moved(key, way)` for Alt+Up and Alt+Down; `menu_asked(key, place)` for the menu of a line.
    """

    moved = Signal(object, int)
    menu_asked = Signal(object, QPoint)
    opened = Signal(object)
    removed = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        height: int,
        draw: Paint,
        *,
        keeps_choice: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`keeps_choice`: the current line stays marked, because something else shows it."""
        super().__init__(parent)
        self.keeps_choice = keeps_choice
        self._height = height
        self._setting = False
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(_Delegate(self, height, draw))
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(self._moved)

    # -- content -----------------------------------------------------------------------------
    def set_items(self, items: Sequence[Item]) -> None:
        """Show these lines; the current one stays current if it is among them."""
        before = self.key()
        self._setting = True
        self._items.clear()
        for item in items:
            row = QStandardItem()
            row.setEditable(False)
            row.setData(item, _ITEM)
            row.setData(item.spoken, Qt.ItemDataRole.AccessibleTextRole)
            row.setData(text.tooltip(item.tip), Qt.ItemDataRole.ToolTipRole)
            self._items.appendRow(row)
        self.choose(before)
        self._setting = False

    def items(self) -> list[Item]:
        """The lines as they stand."""
        model = self._items
        return [model.index(row, 0).data(_ITEM) for row in range(model.rowCount())]

    def key(self) -> object:
        """The key of the current line, None if there is none."""
        item = self._item(self.currentIndex())
        return item.key if item else None

    def choose(self, key: object) -> bool:
        """Make the line with `key` current, without telling; whether there is one."""
        setting, self._setting = self._setting, True
        found = False
        for row, item in enumerate(self.items()):
            if item.key == key:
                self.setCurrentIndex(self._items.index(row, 0))
                found = True
        self._setting = setting
        return found

    def fit(self, least: int, most: int) -> None:
        """As high as its lines, within bounds given in lines."""
        self.setFixedHeight(self._height * max(least, min(most, self._items.rowCount())))

    def cross_of(self, whole: QRect) -> QRect:
        """Where the × of a line is."""
        box = QRect(whole.right() - _CROSS - 2, whole.top(), _CROSS, whole.height())
        return paint.visual(self.layoutDirection(), whole, box)

    @staticmethod
    def _item(index: QModelIndex) -> Item | None:
        return index.data(_ITEM) if index.isValid() else None

    # -- moving ------------------------------------------------------------------------------
    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        item = self._item(current)
        if item is not None and not self._setting:
            self.chosen.emit(item.key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        item = self._item(index)
        if item is not None:
            self.setCurrentIndex(index)
            corner = self.visualRect(index).bottomLeft()
            place = self.viewport().mapToGlobal(corner) if keyboard else event.globalPos()
            self.menu_asked.emit(item.key, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self._item(self.currentIndex())
        way = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if item is not None and way and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(item.key, way)
        elif item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(item.key)
        elif item is not None and event.key() == Qt.Key.Key_Delete and item.removable:
            self.removed.emit(item.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place: QPoint = event.position().toPoint()
        item = self._item(self.indexAt(place))
        if item is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if item.removable and self.cross_of(self.visualRect(self.indexAt(place))).contains(place):
            self.removed.emit(item.key)
        else:
            self.opened.emit(item.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the keyboard finds a line to begin with; Qt makes one current unmarked."""
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection() and self._items.rowCount():
            self.choose(self.key() or self.items()[0].key)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self.viewport().update()
        return super().viewportEvent(event)
