"""How the list of sources looks and how the keyboard moves in it."""

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
from caseapp.desktop.features.sources.paged import FIGURES, ROW, Column, SourcesModel
from caseapp.desktop.features.sources.words import KIND_ICONS, RELIABILITY_TONES, SourceWords
from caseapp.desktop.widgets import paint
from caseapp.store.queries.sources import SourceRow

_PAD = 8
_WIDTHS = {
    "wide": {
        Column.NUMBER: 60, Column.KIND: 132, Column.PUBLISHER: 140, Column.DATED: 124,
        Column.LANGUAGE: 88, Column.RELIABILITY: 168, Column.EXCERPTS: 72, Column.CASES: 60,
        Column.FILES: 48,
    },
    "beside": {
        Column.NUMBER: 58, Column.KIND: 138, Column.DATED: 132,
        Column.RELIABILITY: 84, Column.EXCERPTS: 68, Column.CASES: 56,
    },
    "narrow": {
        Column.NUMBER: 58, Column.DATED: 104, Column.RELIABILITY: 84, Column.EXCERPTS: 72,
    },
    "narrowest": {Column.NUMBER: 56, Column.EXCERPTS: 68},
}  # fmt: skip
"""Columns beside the title, by the room that there is."""
_ROOM_FOR_WORDS = 90
"""Pixels from which a grade is said in words; else its letter stands, and the tooltip."""


class _Delegate(QStyledItemDelegate):
    """Paints a row as one band: chosen, under the mouse, or plain."""

    def __init__(self, words: SourceWords, table: SourcesTable) -> None:
        super().__init__(table)
        self._words, self._table = words, table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(64, theme.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        whole, column = option.rect, Column(index.column())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(whole, theme.colour("select"))
        elif index.row() == self._table.row_under_mouse:
            painter.fillRect(whole, theme.colour("sunken"))
        if chosen and column is Column.NUMBER:
            bar = QRect(whole.left(), whole.top(), 3, whole.height())
            colour = "accent" if self._table.hasFocus() else "control"
            painter.fillRect(paint.visual(option.direction, whole, bar), theme.colour(colour))
        row: SourceRow | None = index.data(ROW)
        if row is not None:
            self._cell(painter, option, column, row, index.data() or "")
        painter.restore()

    def _cell(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column, row: SourceRow,
        words: str,
    ) -> None:  # fmt: skip
        t = theme.current()
        lead = _PAD * 2 if column is Column.NUMBER else _PAD
        left, ink = option.rect.left() + lead, t.ink2
        right = option.rect.right() - _PAD
        if column is Column.TITLE:
            left = self._icon(painter, option, left, KIND_ICONS[row.kind], t.ink2)
            if row.fictitious:
                self._icon(painter, option, right - icons.SMALL, "venetian-mask", t.ink3)
                right -= icons.SMALL + 6
            ink = t.ink if row.title else t.ink2
        elif column is Column.RELIABILITY:
            tone = theme.tone(RELIABILITY_TONES[row.reliability])[0]
            left = self._icon(painter, option, left, "shield", tone)
            if right - left < _ROOM_FOR_WORDS:
                words = row.reliability.value
        font = theme.font(
            theme.BODY, theme.MEDIUM if column is Column.TITLE else theme.REGULAR,
            tabular=column in FIGURES,
        )  # fmt: skip
        box = QRect(left, option.rect.top(), right - left, option.rect.height())
        counts = column in FIGURES and column is not Column.NUMBER
        align = (paint.trailing if counts else paint.leading)(option.direction)
        shown = paint.visual(option.direction, option.rect, box)
        paint.draw_text(painter, shown, words, font, ink, align)

    @staticmethod
    def _icon(
        painter: QPainter, option: QStyleOptionViewItem, left: int, name: str, colour: str
    ) -> int:
        """Draws an icon; returns where the text after it begins."""
        whole, side = option.rect, icons.SMALL
        mark = QRect(left, whole.top() + (whole.height() - side) // 2, side, side)
        icons.draw(painter, name, paint.visual(option.direction, whole, mark), colour)
        return left + side + 8


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
        arrow = 14 if sorted_here else 0
        most = rect.right() - left - arrow
        width = min(paint.text_width(words, font) + 1, most)
        counts = section in FIGURES and section != Column.NUMBER
        if counts:
            left = rect.right() - _PAD - width - arrow
        box = QRect(left, rect.top(), width, rect.height() - 1)
        ink = t.ink if sorted_here else t.ink2
        lead = paint.leading(direction)
        paint.draw_text(painter, paint.visual(direction, rect, box), words, font, ink, lead)
        if sorted_here:
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            mark = QRect(left + width + 2, rect.top() + (rect.height() - 12) // 2, 12, 12)
            name = "arrow-up" if up else "arrow-down"
            icons.draw(painter, name, paint.visual(direction, rect, mark), ink)
        painter.restore()


class SourcesTable(QTableView):
    """`opened()` for Enter and a double click, `previewed()` for Space, `typed(str)` for letters.

    `current_changed(place)`: another line is chosen; -1 for none. `trash_asked()` for Delete.
    """

    opened = Signal()
    previewed = Signal()
    typed = Signal(str)
    trash_asked = Signal()
    current_changed = Signal(int)

    def __init__(
        self, words: SourceWords, model: SourcesModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.row_under_mouse = -1
        self.setModel(model)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(_Delegate(words, self))
        self.setAccessibleName(words.t("Sources"))
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
        self.setAcceptDrops(False)  # files dropped here are the view's
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

    def set_room(self, room: str) -> None:
        """Which columns fit: "wide" all, "narrow" the telling ones, "narrowest" the title."""
        header, widths = self.horizontalHeader(), _WIDTHS[room]
        for column in Column:
            self.setColumnHidden(column, column is not Column.TITLE and column not in widths)
            fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, stretch if column is Column.TITLE else fixed)
            if column in widths:
                header.resizeSection(column, widths[column])

    def go_to(self, place: int) -> None:
        """Make a line the chosen one and bring it into view."""
        self.setCurrentIndex(self.model().index(place, Column.TITLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        letter, last = event.text(), self.model().rowCount() - 1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Space and plain:
            self.previewed.emit()
        elif event.key() == Qt.Key.Key_Delete and plain:
            self.trash_asked.emit()
        elif plain and len(letter) == 1 and letter.isalnum():
            self.typed.emit(letter)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain and last >= 0:
            self.go_to(0 if event.key() == Qt.Key.Key_Home else last)
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
