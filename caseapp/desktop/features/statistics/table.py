"""How the cross table looks and how one moves in it. Enter or a click shows those cases."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseapp.desktop import theme
from caseapp.desktop.features.statistics.model import TOTAL, CrossModel
from caseapp.desktop.widgets import paint

_PAD = 10
_LEAST, _MOST = 56, 132
_ROW_WORDS = 220


class _Heads(QHeaderView):
    """Words of rows or columns, elided, the total in a stronger face."""

    def __init__(self, way: Qt.Orientation, table: CrossTableView) -> None:
        super().__init__(way, table)
        self._table = table
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)

    def sizeHint(self) -> QSize:
        across = self.orientation() == Qt.Orientation.Horizontal
        return QSize(0, theme.ROW) if across else QSize(self._table.words_width(), 0)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        t, across = theme.current(), self.orientation() == Qt.Orientation.Horizontal
        model = self._table.cross
        values = model.column_values if across else model.row_values
        if section >= len(values):
            return
        words = model.column_words(section) if across else model.row_words(section)
        weight = theme.SEMIBOLD if values[section] is TOTAL else theme.REGULAR
        direction = self.layoutDirection()
        side = paint.trailing(direction) if across else paint.leading(direction)
        size = theme.CAPTION if across else theme.BODY
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        box = rect.adjusted(_PAD, 0, -_PAD, 0)
        colour = t.ink2 if across else t.ink
        paint.draw_text(painter, box, words, theme.font(size, weight), colour, side)
        painter.setPen(QPen(theme.colour("line"), 1))
        if across:
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        elif values[section] is TOTAL:
            painter.drawLine(rect.topLeft(), rect.topRight())
        painter.restore()


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: CrossTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        t, model = theme.current(), self._table.cross
        count = model.count(index.row(), index.column())
        row_total = model.row_values[index.row()] is TOTAL
        total = row_total or model.column_values[index.column()] is TOTAL
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = index == self._table.currentIndex()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if current or (hovered and count):
            box = option.rect.adjusted(2, 2, -2, -2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("select" if current else "sunken"))
            painter.drawRoundedRect(box, 4, 4)
            if current and self._table.hasFocus():
                paint.draw_focus(painter, box)
        if row_total:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        font = theme.font(weight=theme.SEMIBOLD if total else theme.REGULAR, tabular=True)
        colour = t.ink if count else t.ink3
        side = paint.trailing(option.direction)
        box = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        paint.draw_text(painter, box, index.data(), font, colour, side)
        painter.restore()


class CrossTableView(QTableView):
    """`opened(row, column)` of a cell that counts somebody; `copy_asked()` with Ctrl+C."""

    opened = Signal(int, int)
    copy_asked = Signal()

    def __init__(self, model: CrossModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cross = model
        self._most_words = _ROW_WORDS
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalHeader(_Heads(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(Qt.Orientation.Vertical, self))
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())  # else the style draws a frame between the scroll bars
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        model.modelReset.connect(self._fit)

    def set_compact(self, compact: bool) -> None:
        """Less room for the words of rows in a narrow window."""
        self._most_words = _ROW_WORDS * 2 // 3 if compact else _ROW_WORDS
        self._fit()

    def words_width(self) -> int:
        """Room for the words of the rows."""
        font, model = theme.font(weight=theme.MEDIUM), self.cross
        rows = range(min(model.rowCount(), 200))
        widest = max((paint.text_width(model.row_words(row), font) for row in rows), default=0)
        return min(widest + 2 * _PAD + 4, self._most_words)

    def _fit(self) -> None:
        """As wide as the head or the widest number needs, within bounds."""
        model, small = self.cross, theme.font(theme.CAPTION, theme.SEMIBOLD)
        figures = theme.font(weight=theme.SEMIBOLD, tabular=True)
        last = model.rowCount() - 1
        for column in range(model.columnCount()):
            head = paint.text_width(model.column_words(column), small)
            number = paint.text_width(model.index(last, column).data(), figures)
            wanted = max(head, number) + 2 * _PAD + 2
            self.setColumnWidth(column, max(_LEAST, min(wanted, _MOST)))
        self.verticalHeader().setFixedWidth(self.words_width())
        self.updateGeometries()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self.cross.count(index.row(), index.column()):
            self.opened.emit(index.row(), index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """There are only numbers to be found."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cross.rowCount():
            self.setCurrentIndex(self.cross.index(0, 0))
