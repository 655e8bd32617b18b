"""How the trash looks: headings of days, and under them a line for each record."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caseapp.desktop import icons, theme
from caseapp.desktop.features.trash.model import ITEM, LINE, Heading, TrashModel
from caseapp.desktop.features.trash.words import TrashWords
from caseapp.desktop.record_titles import kind_icon
from caseapp.desktop.widgets import paint
from caseapp.store.queries.trash import TrashEntry, TrashLine

_HEADING = 40
_PAD, _KIND_WIDTH = 8, 128


class TrashList(QListView):
    """`restore_asked()` for Enter, `changed()` when another line or several are chosen,
    `entered()` for Space or a click."""

    restore_asked = Signal()
    changed = Signal()
    entered = Signal()

    def __init__(self, words: TrashWords, model: TrashModel) -> None:
        super().__init__()
        self.trash = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(words, self))
        self.setAccessibleName(words.t("In the trash, newest first"))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def chosen(self) -> list[TrashEntry]:
        """The chosen entries, in the order of the list."""
        rows = sorted(self.selectedIndexes(), key=lambda index: index.row())
        return [one for index in rows if isinstance(one := index.data(ITEM), TrashEntry)]

    def go_to(self, row: int) -> None:
        """Stand on a row, or on the next that is no heading."""
        while row < self.trash.rowCount() and isinstance(self.trash.index(row).data(ITEM), Heading):
            row += 1
        if row < self.trash.rowCount():
            self.setCurrentIndex(self.trash.index(row))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.restore_asked.emit()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
            self.entered.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


class _Delegate(QStyledItemDelegate):
    def __init__(self, words: TrashWords, owner: TrashList) -> None:
        super().__init__(owner)
        self._words, self._list = words, owner

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        heading = isinstance(index.data(ITEM), Heading)
        return QSize(160, _HEADING if heading else theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        item, line = index.data(ITEM), index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, Heading):
            self._draw_heading(painter, option, item)
        else:
            self._draw_ground(painter, option, current=index == self._list.currentIndex())
            if isinstance(line, TrashLine):
                self._draw_line(painter, option, line)
        painter.restore()

    @staticmethod
    def _draw_heading(painter: QPainter, option: QStyleOptionViewItem, item: Heading) -> None:
        t, whole, direction = theme.current(), option.rect, option.direction
        font = theme.font(weight=theme.SEMIBOLD)
        width = paint.text_width(item.words, font) + 2
        box = QRect(whole.left() + _PAD, whole.bottom() - 27, width, 26)
        lead = paint.leading(direction)
        paint.draw_text(painter, paint.visual(direction, whole, box), item.words, font, t.ink, lead)
        box = QRect(box.right() + 9, box.top(), 60, box.height())
        paint.draw_text(painter, paint.visual(direction, whole, box), str(item.count),
                        theme.font(), t.ink2, lead)  # fmt: skip

    @staticmethod
    def _draw_ground(painter: QPainter, option: QStyleOptionViewItem, *, current: bool) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("select" if chosen else "sunken"))
            painter.drawRoundedRect(option.rect, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            paint.draw_focus(painter, option.rect, theme.RADIUS_CONTROL)

    def _draw_line(self, painter: QPainter, option: QStyleOptionViewItem, line: TrashLine) -> None:
        t, whole, direction, words = theme.current(), option.rect, option.direction, self._words
        lead = paint.leading(direction)

        def put(box: QRect, said: str, *, strong: bool = False, end: bool = False) -> None:
            font = theme.font(weight=theme.MEDIUM if strong else theme.REGULAR, tabular=end)
            place = paint.visual(direction, whole, box)
            side = paint.trailing(direction) if end else lead
            paint.draw_text(painter, place, said, font, t.ink if strong else t.ink2, side)

        top, height = whole.top(), whole.height()
        mark = QRect(whole.left() + _PAD, top + 8, icons.MEDIUM, icons.MEDIUM)
        icons.draw(
            painter, kind_icon(line.entry.kind), paint.visual(direction, whole, mark), t.ink2
        )
        time = words.time(line)
        right = whole.right() + 1 - _PAD
        put(QRect(right - 48, top, 48, height), time, end=True)
        right -= 56
        left = mark.right() + 11
        kind = words.kind(line)
        wide = right - left > 3 * _KIND_WIDTH
        if wide:
            put(QRect(right - _KIND_WIDTH, top, _KIND_WIDTH, height), kind)
            right -= _KIND_WIDTH + 12
        title, whose = words.title(line), words.whose(line)
        room = right - left
        font = theme.font(weight=theme.MEDIUM)
        width = min(paint.text_width(title, font) + 2, room)
        put(QRect(left, top, width, height), title, strong=True)
        rest = room - width - 12
        if whose and rest > 60:
            put(QRect(left + width + 12, top, rest, height), whose)
