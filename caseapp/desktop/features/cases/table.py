"""How the list looks and how the keyboard moves in it: rows of 32 pixels, no grid lines."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
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
from caseapp.desktop.features.cases.model import ROW, CasesModel, Column
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.widgets import paint
from caseapp.domain.vocabulary import Status
from caseapp.store.queries.cases import CaseRow

_PAD = 8
_WIDTHS = {
    "wide": {
        Column.NUMBER: 72, Column.BORN: 92, Column.PLACE: 128, Column.STATUS: 0, Column.TAKEN: 150,
    },
    "narrow": {Column.NUMBER: 68, Column.STATUS: 0, Column.TAKEN: 128},
    "narrowest": {Column.NUMBER: 68},
}  # fmt: skip
"""Columns beside the name; 0 = as wide as the longest status in the screen's language."""
_FICTITIOUS = "venetian-mask"


class _Delegate(QStyledItemDelegate):
    """Paints a row as one band: chosen, under the mouse, or plain."""

    def __init__(self, words: ListWords, table: CasesTable) -> None:
        super().__init__(table)
        self._words, self._table = words, table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(64, theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        self._back(painter, option, index)
        row: CaseRow | None = index.data(ROW)
        if row is not None:
            self._cell(painter, option, Column(index.column()), row, index)
        painter.restore()

    def _back(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        whole = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(whole, theme.colour("select"))
        elif index.row() == self._table.row_under_mouse:
            painter.fillRect(whole, theme.colour("sunken"))
        if chosen and index.column() == Column.NUMBER:
            bar = QRect(whole.left(), whole.top(), 3, whole.height())
            colour = "accent" if self._table.hasFocus() else "control"
            painter.fillRect(paint.visual(option.direction, whole, bar), theme.colour(colour))

    def _cell(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        column: Column,
        row: CaseRow,
        index: QModelIndex,
    ) -> None:
        t = theme.current()
        if column is Column.NAME:
            self._name(painter, option, row)
        elif column is Column.STATUS:
            self._status(painter, option, row, index.data())
        else:
            lead = _PAD * 2 if column is Column.NUMBER else _PAD
            box = option.rect.adjusted(lead, 0, -_PAD, 0)
            if column is Column.NUMBER:
                box = paint.visual(option.direction, option.rect, box)
            figures = column in (Column.NUMBER, Column.BORN)
            paint.draw_text(
                painter, box, index.data() or "", theme.font(tabular=figures), t.ink2,
                paint.leading(option.direction),
            )  # fmt: skip

    def _name(self, painter: QPainter, option: QStyleOptionViewItem, row: CaseRow) -> None:
        t, direction, whole = theme.current(), option.direction, option.rect
        lead = paint.leading(direction)
        left, end = whole.left() + _PAD, whole.right() - _PAD
        if row.fictitious:
            end = self._fictitious(painter, option, end)
        name = self._words.name(row)
        font = theme.font(theme.BODY, theme.MEDIUM if row.names else theme.REGULAR)
        width = min(paint.text_width(name, font) + 1, end - left)
        box = QRect(left, whole.top(), width, whole.height())
        ink = t.ink if row.names else t.ink2
        paint.draw_text(painter, paint.visual(direction, whole, box), name, font, ink, lead)
        left += width + 12
        second = self._words.second_name(row)
        if second and end - left > 40:
            box = QRect(left, whole.top(), end - left, whole.height())
            shown = paint.visual(direction, whole, box)
            paint.draw_text(painter, shown, second, theme.font(), t.ink2, lead)

    def _fictitious(self, painter: QPainter, option: QStyleOptionViewItem, end: int) -> int:
        """The mark of an invented person, at the end of the name; returns where it begins."""
        t, direction, whole = theme.current(), option.direction, option.rect
        words, font = self._words.t("fictitious"), theme.font(theme.CAPTION)
        width = paint.text_width(words, font) + 1
        if whole.width() < 340:
            words, width = "", -4
        box = QRect(end - width, whole.top(), max(0, width), whole.height())
        lead = paint.leading(direction)
        paint.draw_text(painter, paint.visual(direction, whole, box), words, font, t.ink3, lead)
        side = icons.SMALL
        left = end - width - 4 - side
        mark = QRect(left, whole.top() + (whole.height() - side) // 2, side, side)
        icons.draw(painter, _FICTITIOUS, paint.visual(direction, whole, mark), t.ink3)
        return left - 8

    def _status(
        self, painter: QPainter, option: QStyleOptionViewItem, row: CaseRow, words: str
    ) -> None:
        direction, whole = option.direction, option.rect
        icon, tone = paint.status_mark(row.status.status.value)
        side = icons.SMALL
        mark = QRect(whole.left() + _PAD, whole.top() + (whole.height() - side) // 2, side, side)
        icons.draw(painter, icon, paint.visual(direction, whole, mark), theme.tone(tone)[0])
        box = whole.adjusted(_PAD + side + 6, 0, -_PAD, 0)
        paint.draw_text(
            painter, paint.visual(direction, whole, box), words, theme.font(),
            theme.current().ink, paint.leading(direction),
        )  # fmt: skip


class _Header(QHeaderView):
    """Column names in second ink, the sorted one with an arrow behind it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setFixedHeight(theme.ROW)
        self.setMinimumSectionSize(40)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        t, direction = theme.current(), self.layoutDirection()
        words = self.model().headerData(section, self.orientation())
        sorted_here = self.sortIndicatorSection() == section
        font = theme.font(theme.CAPTION, theme.MEDIUM)
        left = rect.left() + (_PAD * 2 if section == Column.NUMBER else _PAD)
        width = min(paint.text_width(words, font) + 1, rect.right() - left)
        box = QRect(left, rect.top(), width, rect.height() - 1)
        ink = t.ink if sorted_here else t.ink2
        lead = paint.leading(direction)
        paint.draw_text(painter, paint.visual(direction, rect, box), words, font, ink, lead)
        if sorted_here:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            mark = QRect(left + width + 4, rect.top() + (rect.height() - 12) // 2, 12, 12)
            name = "arrow-up" if up else "arrow-down"
            icons.draw(painter, name, paint.visual(direction, rect, mark), ink)
        painter.restore()


class CasesTable(QTableView):
    """`opened()` for Enter and a double click, `previewed()` for Space, `typed(str)` for letters.

    `current_changed(place)`: another line is chosen; -1 for none.
    """

    opened = Signal()
    previewed = Signal()
    typed = Signal(str)
    current_changed = Signal(int)

    def __init__(self, words: ListWords, model: CasesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_under_mouse = -1
        longest = max(paint.text_width(words.label(s), theme.font()) for s in Status)
        self._status_width = min(longest + 2 * _PAD + icons.SMALL + 8, 200)
        self.setModel(model)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(_Delegate(words, self))
        self.setAccessibleName(words.t("Cases"))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        lines = self.verticalHeader()
        lines.setVisible(False)
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(theme.ROW)
        self.set_room("wide")
        self.entered.connect(self._hover)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(
            lambda current, _before: self.current_changed.emit(current.row())
        )

    def set_room(self, room: str) -> None:
        """Which columns fit: "wide" all, "narrow" the telling ones, "narrowest" the name."""
        header, widths = self.horizontalHeader(), _WIDTHS[room]
        for column in Column:
            self.setColumnHidden(column, column is not Column.NAME and column not in widths)
            fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, stretch if column is Column.NAME else fixed)
            if column in widths:
                header.resizeSection(column, widths[column] or self._status_width)

    def go_to(self, place: int) -> None:
        """Make a line the chosen one and bring it into view."""
        self.setCurrentIndex(self.model().index(place, Column.NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        letter = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and plain:
            self.previewed.emit()
        elif plain and len(letter) == 1 and letter.isalnum():
            self.typed.emit(letter)
        elif event.key() == Qt.Key.Key_Home and plain and self.model().rowCount():
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End and plain and self.model().rowCount():
            self.go_to(self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        self._set_hovered(index.row())

    def leaveEvent(self, event: object) -> None:
        self._set_hovered(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hovered(self.indexAt(event.position().toPoint()).row())

    def _set_hovered(self, row: int) -> None:
        if row != self.row_under_mouse:
            self.row_under_mouse = row
            self.viewport().update()
