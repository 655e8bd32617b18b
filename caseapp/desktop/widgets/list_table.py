"""The table of a long list: rows without grid lines, moved through with the keyboard, and its
headings.

Knows no list of its own: a feature says which column leads, how wide the others are and how a
cell is painted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets import paint

PAD = 8
"""Logical pixels on both sides of the words of a cell."""


class ListHeader(QHeaderView):
    """Column names in second ink, the sorted one with an arrow behind it."""

    arrow_gap: ClassVar[int] = 4

    def __init__(self, parent: QWidget, *, least: int = 40, sortable: bool = True) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(sortable)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(sortable)
        if not sortable:
            self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setFixedHeight(theme.ROW)
        self.setMinimumSectionSize(least)

    @staticmethod
    def font_of_words() -> QFont:
        return theme.font(theme.CAPTION, theme.MEDIUM)

    def is_sorted(self, section: int) -> bool:
        """Whether the arrow stands in this column."""
        return self.sortIndicatorSection() == section

    def show_order(self, section: int, *, descending: bool) -> None:
        """Let the arrow say an order that is in force already; -1 is no column of these."""
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.blockSignals(True)
        self.setSortIndicator(section, way)
        self.blockSignals(False)
        self.viewport().update()

    def span(self, section: int, rect: QRect, wanted: int) -> tuple[int, int]:
        """Left edge and width of the words of a column that want so many pixels, unmirrored."""
        left = rect.left() + PAD
        return left, min(wanted, rect.right() - left)

    def paint_back(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, theme.colour("surface"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour("line"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        self.paint_back(painter, rect)
        t, direction = theme.current(), self.layoutDirection()
        words = str(self.model().headerData(section, self.orientation()))
        sorted_here = self.is_sorted(section)
        font = self.font_of_words()
        left, width = self.span(section, rect, paint.text_width(words, font) + 1)
        box = QRect(left, rect.top(), width, rect.height() - 1)
        ink = t.ink if sorted_here else t.ink2
        lead = paint.leading(direction)
        paint.draw_text(painter, paint.visual(direction, rect, box), words, font, ink, lead)
        if sorted_here:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            top = rect.top() + (rect.height() - 12) // 2
            mark = QRect(left + width + self.arrow_gap, top, 12, 12)
            name = "arrow-up" if up else "arrow-down"
            icons.draw(painter, name, paint.visual(direction, rect, mark), ink)
        painter.restore()


class ListTable(QTableView):
    """`opened()` for Enter and a double click, `previewed()` for Space, `typed(str)` for letters,
    `current_changed(place)`: another line is chosen; -1 for none.

    The model is set once, here; the heading and the delegate are the feature's.
    """

    opened = Signal()
    previewed = Signal()
    typed = Signal(str)
    current_changed = Signal(int)

    lead: ClassVar[int] = 0
    """The column that is always shown and takes the room that is left."""
    widths: ClassVar[Mapping[str, Mapping[int, int]]] = {}
    """By room, the columns that are shown beside it, in logical pixels."""

    def __init__(self, model: QAbstractItemModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_under_mouse = -1
        self.setModel(model)
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        lines = self.verticalHeader()
        lines.setVisible(False)
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(theme.ROW)
        self.entered.connect(lambda index: self._set_hovered(index.row()))
        self.selectionModel().currentRowChanged.connect(
            lambda current, _before: self.current_changed.emit(current.row())
        )

    def set_room(self, room: str) -> None:
        """Show the columns that fit a room, a key of `widths`."""
        header, widths = self.horizontalHeader(), self.widths[room]
        fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
        for column in range(self.model().columnCount()):
            leads = column == self.lead
            self.setColumnHidden(column, not leads and column not in widths)
            header.setSectionResizeMode(column, stretch if leads else fixed)
            if column in widths:
                header.resizeSection(column, widths[column])

    def go_to(self, place: int) -> None:
        """Make a line the chosen one and bring it into view."""
        self.setCurrentIndex(self.model().index(place, self.lead))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if not (plain and self.pressed_plain(event)):
            super().keyPressEvent(event)

    def pressed_plain(self, event: QKeyEvent) -> bool:
        """Do what a key without Ctrl, Alt or Meta is for; False if it is for nothing here."""
        key, letter, count = event.key(), event.text(), self.model().rowCount()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            self.previewed.emit()
        elif len(letter) == 1 and letter.isalnum():
            self.typed.emit(letter)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            self.go_to(0 if key == Qt.Key.Key_Home else count - 1)
        else:
            return False
        return True

    def paint_band(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, lead: int
    ) -> None:
        """The ground of a cell, for delegates: chosen, under the mouse, or plain.

        At the edge of the column `lead` a bar marks the chosen row.
        """
        whole = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(whole, theme.colour("select"))
        elif index.row() == self.row_under_mouse:
            painter.fillRect(whole, theme.colour("sunken"))
        if chosen and index.column() == lead:
            bar = QRect(whole.left(), whole.top(), 3, whole.height())
            colour = "accent" if self.hasFocus() else "control"
            painter.fillRect(paint.visual(option.direction, whole, bar), theme.colour(colour))

    def leaveEvent(self, event: object) -> None:
        self._set_hovered(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hovered(self.indexAt(event.position().toPoint()).row())

    def _set_hovered(self, row: int) -> None:
        if row != self.row_under_mouse:
            self.row_under_mouse = row
            self.viewport().update()


class BandDelegate(QStyledItemDelegate):
    """Paints a row as one band: chosen, under the mouse, or plain; who derives, its cells."""

    def __init__(self, table: ListTable, lead: int) -> None:
        """`lead` is the column at whose edge a bar marks the chosen row."""
        super().__init__(table)
        self.table, self.lead = table, lead

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(64, theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        self.paint_ground(painter, option, index)
        self.paint_cell(painter, option, index)
        painter.restore()

    def paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """What lies below a cell."""
        self.table.paint_band(painter, option, index, self.lead)

    def paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        """What stands in a cell."""
        raise NotImplementedError
