"""The values of one facet as a list with boxes: word, count, chosen or not.

A real list view: arrows move, Space chooses, screen readers get boxes with their states.
Knows no case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.cases.row_delegate import BOX, draw_box
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.widgets import paint

ROW = 26
_DATA = Qt.ItemDataRole.UserRole + 1
_CHECK = Qt.ItemDataRole.CheckStateRole


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value; `shown` is its count as it is written.

    An `icon` with its tone, or the four `bars` of a step, stand before the word.
    """

    value: Any
    words: str
    count: int
    shown: str
    chosen: bool = False
    icon: str = ""
    tone: str = "quiet"
    bars: str = ""


class FacetModel(QAbstractListModel):
    """`toggled(value)` when the person chooses a value, or no longer."""

    toggled = Signal(object)

    def __init__(self, words: ListWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.values: tuple[FacetValue, ...] = ()

    def set_values(self, values: Sequence[FacetValue]) -> None:
        """Show these; where the values are the same only their counts change."""
        same = [v.value for v in values] == [v.value for v in self.values]
        if same:
            self.values = tuple(values)
            if values:
                self.dataChanged.emit(self.index(0), self.index(len(values) - 1))
            return
        self.beginResetModel()
        self.values = tuple(values)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self.values)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = self.values[index.row()]
        if role == _DATA:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return value.words
        if role == _CHECK:
            return Qt.CheckState.Checked if value.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self._spoken(value))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(value)
        return None

    def _spoken(self, value: FacetValue) -> str:
        return f"{text.isolated(value.words)}, {self._words.cases(value.count)}"

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        self.toggled.emit(self.values[index.row()].value)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        value: FacetValue = index.data(_DATA)
        t, whole, direction = theme.current(), option.rect, option.direction
        painter.save()
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(whole, theme.colour("sunken"))
        left = whole.left() + 4
        middle = whole.top() + (whole.height() - BOX) // 2
        box = paint.visual(direction, whole, QRect(left, middle, BOX, BOX))
        draw_box(painter, box, on=value.chosen)
        left += BOX + 8
        if value.icon:
            mark = QRect(left, whole.top() + (ROW - icons.SMALL) // 2, icons.SMALL, icons.SMALL)
            tone = theme.tone(value.tone)[0]
            icons.draw(painter, value.icon, paint.visual(direction, whole, mark), tone)
            left += icons.SMALL + 6
        elif value.bars:
            size = paint.BARS
            top = whole.top() + (ROW - size.height()) // 2
            mark = paint.visual(direction, whole, QRect(left, top, size.width(), size.height()))
            paint.draw_bars(painter, mark, value.bars, direction)
            left += size.width() + 8
        figures = theme.font(theme.CAPTION, tabular=True)
        count = value.shown
        width = paint.text_width(count, figures) + 1
        end = QRect(whole.right() - 3 - width, whole.top(), width, ROW)
        lead = paint.leading(direction)
        paint.draw_text(painter, paint.visual(direction, whole, end), count, figures, t.ink2, lead)
        words = paint.visual(direction, whole, QRect(left, whole.top(), end.left() - left - 8, ROW))
        ink = t.ink if value.count or value.chosen else t.ink3
        paint.draw_text(painter, words, value.words, theme.font(), ink, lead)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint.draw_focus(painter, whole)
        painter.restore()


class FacetList(QListView):
    """As high as its lines; `left(step)` when an arrow goes beyond its ends."""

    left = Signal(int)

    def __init__(self, model: FacetModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._values = model
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        theme.restyle(self, surface="canvas")
        model.modelReset.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(ROW * len(self._values.values))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, last = self.currentIndex().row(), len(self._values.values) - 1
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and here >= 0:
            self._toggle(self.currentIndex())
        elif key == Qt.Key.Key_Up and here <= 0:
            self.left.emit(-1)
        elif key == Qt.Key.Key_Down and here >= last:
            self.left.emit(1)
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._values.values:
            backward = event.reason() == Qt.FocusReason.BacktabFocusReason
            last = len(self._values.values) - 1
            self.setCurrentIndex(self._values.index(last if backward else 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index)
            self._toggle(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        self._values.setData(index, None, _CHECK)
