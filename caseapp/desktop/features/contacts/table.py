"""How the list of contacts looks and how the keyboard moves in it."""

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
from caseapp.desktop.features.contacts.model import ORDERS, ROW, Column, ContactsModel
from caseapp.desktop.features.contacts.words import (
    CONSENT_MARKS,
    RISK_MARKS,
    SILENT_MARK,
    ListWords,
)
from caseapp.desktop.widgets import paint
from caseapp.store.queries.contacts import ContactRow

_PAD = 8
_WIDTHS = {
    "wide": {
        Column.TIE: 206, Column.REGION: 128, Column.PHONE: 132, Column.RISK: 132,
        Column.CONSENT: 156, Column.LAST: 96,
    },
    "beside": {Column.TIE: 176, Column.REGION: 100, Column.RISK: 132, Column.CONSENT: 156},
    "narrow": {Column.TIE: 144, Column.RISK: 116, Column.CONSENT: 128},
    "narrowest": {Column.TIE: 150, Column.RISK: 124},
}  # fmt: skip
"""Columns beside the name, in logical pixels."""


class _Delegate(QStyledItemDelegate):
    """Paints a row as one band: chosen, under the mouse, or plain."""

    def __init__(self, words: ListWords, table: ContactsTable) -> None:
        super().__init__(table)
        self._words, self._table = words, table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(64, theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        self._back(painter, option, index)
        row: ContactRow | None = index.data(ROW)
        column = Column(index.column())
        if row is not None and column is Column.NAME:
            self._name(painter, option, row)
        elif row is not None and column in (Column.RISK, Column.CONSENT):
            self._marked(painter, option, row, column, str(index.data()))
        elif row is not None:
            box = option.rect.adjusted(_PAD, 0, -_PAD, 0)
            figures = column in (Column.PHONE, Column.LAST)
            paint.draw_text(
                painter, box, str(index.data() or ""), theme.font(tabular=figures),
                theme.current().ink2, paint.leading(option.direction),
            )  # fmt: skip
        painter.restore()

    def _back(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        whole = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(whole, theme.colour("select"))
        elif index.row() == self._table.row_under_mouse:
            painter.fillRect(whole, theme.colour("sunken"))
        if chosen and index.column() == Column.NAME:
            bar = QRect(whole.left(), whole.top(), 3, whole.height())
            colour = "accent" if self._table.hasFocus() else "control"
            painter.fillRect(paint.visual(option.direction, whole, bar), theme.colour(colour))

    def _name(self, painter: QPainter, option: QStyleOptionViewItem, row: ContactRow) -> None:
        t, direction, whole = theme.current(), option.direction, option.rect
        lead = paint.leading(direction)
        left, end = whole.left() + 2 * _PAD, whole.right() - _PAD
        if row.fictitious:
            side = icons.SMALL
            mark = QRect(end - side, whole.top() + (whole.height() - side) // 2, side, side)
            icons.draw(painter, "venetian-mask", paint.visual(direction, whole, mark), t.ink3)
            end -= side + 8
        font = theme.font(theme.BODY, theme.MEDIUM)
        name = self._words.name(row)
        width = min(paint.text_width(name, font) + 1, end - left)
        box = QRect(left, whole.top(), width, whole.height())
        paint.draw_text(painter, paint.visual(direction, whole, box), name, font, t.ink, lead)
        left += width + 12
        second = self._words.second_name(row)
        if second and end - left > 48:
            box = QRect(left, whole.top(), end - left, whole.height())
            shown = paint.visual(direction, whole, box)
            paint.draw_text(painter, shown, second, theme.font(), t.ink2, lead)

    def _marked(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ContactRow, column: Column,
        words: str,
    ) -> None:  # fmt: skip
        """An icon in its tone, and the word."""
        direction, whole = option.direction, option.rect
        if column is Column.CONSENT:
            icon, tone = CONSENT_MARKS[row.consent]
        else:
            icon, tone = SILENT_MARK if row.do_not_contact else RISK_MARKS[row.risk]
        side = icons.SMALL
        mark = QRect(whole.left() + _PAD, whole.top() + (whole.height() - side) // 2, side, side)
        icons.draw(painter, icon, paint.visual(direction, whole, mark), theme.tone(tone)[0])
        box = whole.adjusted(_PAD + side + 6, 0, -4, 0)
        ink = theme.current().ink2 if tone == "quiet" else theme.current().ink
        paint.draw_text(
            painter, paint.visual(direction, whole, box), words, theme.font(), ink,
            paint.leading(direction),
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
        words = str(self.model().headerData(section, self.orientation()))
        sorted_here = self.sortIndicatorSection() == section
        font = theme.font(theme.CAPTION, theme.MEDIUM)
        left = rect.left() + (2 * _PAD if section == Column.NAME else _PAD)
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


class ContactsTable(QTableView):
    """`opened()` for Enter and a double click, `previewed()` for Space, `typed(str)` for letters,
    `current_changed(place)`: another line is chosen; -1 for none; `ordered(column, way)`."""

    opened = Signal()
    previewed = Signal()
    typed = Signal(str)
    current_changed = Signal(int)
    ordered = Signal(int, object)

    def __init__(
        self, words: ListWords, model: ContactsModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row_under_mouse = -1
        self.setModel(model)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(_Delegate(words, self))
        self.setAccessibleName(words.t("Contacts"))
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
        self.entered.connect(lambda index: self._set_hovered(index.row()))
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().currentRowChanged.connect(
            lambda current, _before: self.current_changed.emit(current.row())
        )
        self.horizontalHeader().sortIndicatorChanged.connect(
            lambda section, way: self.ordered.emit(section, way)
        )

    def show_order(self, order: str, *, descending: bool) -> None:
        """Show by which column the list is ordered; "number" is none of them."""
        column = next((int(c) for c, name in ORDERS.items() if name == order), -1)
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header = self.horizontalHeader()
        header.blockSignals(True)
        header.setSortIndicator(column, way)
        header.blockSignals(False)
        header.viewport().update()

    def set_room(self, room: str) -> None:
        """Which columns fit: "wide" all, "beside" those beside the card, else fewer."""
        header, widths = self.horizontalHeader(), _WIDTHS[room]
        for column in Column:
            self.setColumnHidden(column, column is not Column.NAME and column not in widths)
            fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, stretch if column is Column.NAME else fixed)
            if column in widths:
                header.resizeSection(column, widths[column])

    def go_to(self, place: int) -> None:
        """Make a line the chosen one and bring it into view."""
        self.setCurrentIndex(self.model().index(place, Column.NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        letter, last = event.text(), self.model().rowCount() - 1
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif plain and event.key() == Qt.Key.Key_Space:
            self.previewed.emit()
        elif plain and len(letter) == 1 and letter.isalnum():
            self.typed.emit(letter)
        elif plain and event.key() == Qt.Key.Key_Home and last >= 0:
            self.go_to(0)
        elif plain and event.key() == Qt.Key.Key_End and last >= 0:
            self.go_to(last)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: object) -> None:
        self._set_hovered(-1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._set_hovered(self.indexAt(event.position().toPoint()).row())

    def _set_hovered(self, row: int) -> None:
        if row != self.row_under_mouse:
            self.row_under_mouse = row
            self.viewport().update()
