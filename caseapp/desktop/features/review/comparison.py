"""Two cases field by field: a table of three columns in which a side is chosen.

Arrows move, 1 2 3 choose left, right or both in the marked row, a click or Space chooses what
is pointed at. As high as its rows: the page around it scrolls. Knows rows, no case.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.review.rows import FieldRow
from caseapp.desktop.widgets import paint
from caseapp.i18n import Translator
from caseapp.matching.fields import Side

ROW = Qt.ItemDataRole.UserRole + 1
_LINE, _PAD, _HEIGHT = 20, 8, 34
LABELS, NARROW_LABELS = 152, 116
"""Width of the first column, and in narrow windows."""
_SIDES = {1: Side.LEFT, 2: Side.RIGHT}
_KEYS = {Qt.Key.Key_1: Side.LEFT, Qt.Key.Key_2: Side.RIGHT, Qt.Key.Key_3: Side.BOTH}


class ComparisonModel(QAbstractTableModel):
    """`rows` and what is chosen in them by key."""

    def __init__(self, t: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._rows: Sequence[FieldRow] = ()
        self._chosen: dict[str, Side] = {}

    @property
    def rows(self) -> Sequence[FieldRow]:
        return self._rows

    def choices(self) -> dict[str, Side]:
        """What is chosen, of the rows in which there is a choice."""
        return {row.key: self._chosen[row.key] for row in self._rows if row.is_choice}

    def set_rows(self, rows: Sequence[FieldRow]) -> None:
        """Show these rows, with the usual choice in each."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._chosen = {row.key: row.usual for row in rows}
        self.endResetModel()

    def choose(self, place: int, side: Side) -> bool:
        """Choose a side in a row; False if the row does not offer it."""
        row = self._rows[place]
        if side not in row.options:
            return False
        self._chosen[row.key] = side
        self.dataChanged.emit(self.index(place, 0), self.index(place, 2))
        return True

    def keeps(self, row: FieldRow, column: int) -> bool:
        """Whether what stands in this column stays the main value."""
        return not row.is_choice or self._chosen[row.key] in (_SIDES[column], Side.BOTH)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            said = row.label if not column else "\n".join(self._lines(row, column))
            return said if role == Qt.ItemDataRole.DisplayRole else text.tooltip(said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    @staticmethod
    def _lines(row: FieldRow, column: int) -> tuple[str, ...]:
        return row.left if column == 1 else row.right

    def _spoken(self, row: FieldRow, column: int) -> str:
        t = self._t
        differs = t("differs") if row.differs else ""
        if not column:
            return ", ".join(part for part in (row.label, differs) if part)
        said = ", ".join(self._lines(row, column)) or t("nothing")
        state = ""
        if row.is_choice:
            state = t("kept") if self.keeps(row, column) else t("not chosen")
        side = sides(t)[column - 1]
        return ", ".join(part for part in (row.label, side, said, state, differs) if part)


def sides(t: Translator) -> tuple[str, str]:
    """Where the first and the second case stand: a mirrored window begins at the right."""
    left, right = t("left"), t("right")
    return (right, left) if is_mirrored(t) else (left, right)


def is_mirrored(t: Translator) -> bool:
    """Whether windows in this language begin at the right."""
    return text.direction_of_language(t.language) == Qt.LayoutDirection.RightToLeft


class _Delegate(QStyledItemDelegate):
    def __init__(self, table: Comparison) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(80, row_height(index.data(ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row, whole = index.data(ROW), option.rect
        current = self._table.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(
            QRect(whole.left(), whole.bottom(), whole.width(), 1), theme.colour("line")
        )
        if index.column():
            self._draw_value(painter, option, index, row)
        else:
            self._draw_label(painter, option, row, marked=current and self._table.hasFocus())
        if self._table.hasFocus() and self._table.currentIndex() == index:
            paint.draw_focus(painter, whole.adjusted(1, 2, -1, -3), theme.RADIUS_CONTROL)
        painter.restore()

    @staticmethod
    def _draw_label(
        painter: QPainter, option: QStyleOptionViewItem, row: FieldRow, *, marked: bool
    ) -> None:
        t, direction, whole = theme.current(), option.direction, option.rect
        if marked:
            ground = whole.adjusted(0, 2, -4, -3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("sunken"))
            painter.drawRoundedRect(ground, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        first = QRect(whole.left(), whole.top(), whole.width(), _HEIGHT)
        colour, weight = t.ink2, theme.REGULAR
        if row.differs:
            colour, weight = t.warn, theme.MEDIUM
            mark = QRect(whole.left() + 2, first.top() + 10, icons.SMALL, icons.SMALL)
            icons.draw(painter, "equal-not", paint.visual(direction, whole, mark), colour)
        box = first.adjusted(22, 0, -6, 0)
        paint.draw_text(
            painter, paint.visual(direction, whole, box), row.label,
            theme.font(weight=weight), colour, paint.leading(direction),
        )  # fmt: skip

    def _draw_value(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex, row: FieldRow
    ) -> None:
        t, direction, whole, column = theme.current(), option.direction, option.rect, index.column()
        lines = row.left if column == 1 else row.right
        kept = self._table.rows_model.keeps(row, column)
        if row.is_choice and kept:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("select"))
            ground = whole.adjusted(2, 2, -2, -3)
            painter.drawRoundedRect(ground, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        icon = self._icon(row, kept=kept, said=bool(lines))
        if icon:
            mark = QRect(whole.left() + 10, whole.top() + 9, icons.MEDIUM, icons.MEDIUM)
            icons.draw(painter, icon, paint.visual(direction, whole, mark),
                       t.accent if kept else t.ink3)  # fmt: skip
        strong = kept and row.is_choice
        font = theme.font(weight=theme.MEDIUM if strong else theme.REGULAR)
        colour = t.ink if kept else t.ink2
        for number, words in enumerate(lines or ("—",)):
            top = whole.top() + 7 + number * _LINE
            box = QRect(whole.left() + 34, top, whole.width() - 42, _LINE)
            place = paint.visual(direction, whole, box)
            ink = colour if lines else t.ink3
            paint.draw_text(painter, place, words, font, ink, paint.leading(direction))

    @staticmethod
    def _icon(row: FieldRow, *, kept: bool, said: bool) -> str:
        if row.is_choice:
            return "circle-check" if kept else "circle"
        return "copy-check" if said and row.usual is Side.BOTH else ""


def row_height(row: FieldRow) -> int:
    lines = max(len(row.left), len(row.right), 1)
    return _HEIGHT + (lines - 1) * _LINE


class Comparison(QTableView):
    """`chosen()` after each choice; `stood_on(QRect)` where the current row is."""

    chosen = Signal()
    stood_on = Signal(QRect)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = ComparisonModel(t, self)
        self._labels = LABELS
        self.setModel(self.rows_model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(t("The two cases, field by field"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.rows_model.modelReset.connect(self._fit)

    def set_labels(self, width: int) -> None:
        """How wide the column of labels is."""
        self._labels = width
        self._share()

    def show_rows(self, rows: Sequence[FieldRow], *, at_top: bool = False) -> None:
        """Show these, standing on the first row that asks for a choice, or `at_top`."""
        self.rows_model.set_rows(rows)
        if at_top:
            self.setCurrentIndex(self.rows_model.index(0, 1))
            return
        asks = (n for n, row in enumerate(rows) if row.is_choice and row.differs and n)
        self.setCurrentIndex(self.rows_model.index(next(asks, 0), 1))

    def _fit(self) -> None:
        heights = [row_height(row) for row in self.rows_model.rows]
        for place, height in enumerate(heights):
            self.setRowHeight(place, height)
        self.setFixedHeight(sum(heights) + 2)
        self._share()

    def _share(self) -> None:
        room = max(self.viewport().width() - self._labels, 2)
        self.setColumnWidth(0, self._labels)
        self.setColumnWidth(1, room // 2)
        self.setColumnWidth(2, room - room // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    # -- choosing ----------------------------------------------------------------------------
    def _choose(self, index: QModelIndex, side: Side) -> None:
        if index.isValid() and self.rows_model.choose(index.row(), side):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = Qt.Key(event.key()), self.currentIndex()
        if key in _KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._choose(index, _KEYS[key])
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.column() in _SIDES:
                self._choose(index, _SIDES[index.column()])
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the page here."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.column() in _SIDES:
            self._choose(index, _SIDES[index.column()])

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if self.hasFocus():
            self.stood_on.emit(self.visualRect(current))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()
        self.stood_on.emit(self.visualRect(self.currentIndex()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
