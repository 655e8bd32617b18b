"""How the list of contacts looks and how the keyboard moves in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.contacts.model import ORDERS, Column, ContactsModel
from caseapp.desktop.features.contacts.words import (
    CONSENT_MARKS,
    RISK_MARKS,
    SILENT_MARK,
    ListWords,
)
from caseapp.desktop.forms.lines import GAP, draw_reason, fitting_reason
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.list_table import PAD, BandDelegate, ListHeader, ListTable
from caseapp.desktop.widgets.paged import ROW
from caseapp.store.queries.contacts import ContactRow

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


class _Delegate(BandDelegate):
    def __init__(self, words: ListWords, table: ContactsTable) -> None:
        super().__init__(table, Column.NAME)
        self._words = words

    def paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        row: ContactRow | None = index.data(ROW)
        column = Column(index.column())
        if row is not None and column is Column.NAME:
            self._name(painter, option, row, index.model().reason(row.id))
        elif row is not None and column in (Column.RISK, Column.CONSENT):
            self._marked(painter, option, row, column, str(index.data()))
        elif row is not None:
            box = option.rect.adjusted(PAD, 0, -PAD, 0)
            figures = column in (Column.PHONE, Column.LAST)
            paint.draw_text(
                painter, box, str(index.data() or ""), theme.font(tabular=figures),
                theme.current().ink2, paint.leading(option.direction),
            )  # fmt: skip

    def _name(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ContactRow,
        why: tuple[str, str],
    ) -> None:  # fmt: skip
        """The name; behind it a second spelling, or why one is here that only sounds so."""
        t, direction, whole = theme.current(), option.direction, option.rect
        lead = paint.leading(direction)
        left, end = whole.left() + 2 * PAD, whole.right() - PAD
        if row.fictitious:
            side = icons.SMALL
            mark = QRect(end - side, whole.top() + (whole.height() - side) // 2, side, side)
            icons.draw(painter, "venetian-mask", paint.visual(direction, whole, mark), t.ink3)
            end -= side + 8
        font = theme.font(theme.BODY, theme.MEDIUM)
        name = self._words.name(row)
        width = paint.text_width(name, font) + 1
        reason, ear = fitting_reason(*why, width, end - left)
        width = min(width, end - left - (ear + GAP if ear else 0))
        box = QRect(left, whole.top(), width, whole.height())
        paint.draw_text(painter, paint.visual(direction, whole, box), name, font, t.ink, lead)
        left += width + GAP
        if ear:
            draw_reason(painter, whole, left, ear, reason, direction)
            return
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
        mark = QRect(whole.left() + PAD, whole.top() + (whole.height() - side) // 2, side, side)
        icons.draw(painter, icon, paint.visual(direction, whole, mark), theme.tone(tone)[0])
        box = whole.adjusted(PAD + side + 6, 0, -4, 0)
        ink = theme.current().ink2 if tone == "quiet" else theme.current().ink
        paint.draw_text(
            painter, paint.visual(direction, whole, box), words, theme.font(), ink,
            paint.leading(direction),
        )  # fmt: skip


class _Header(ListHeader):
    """The name stands further in, behind the bar of the chosen line."""

    def span(self, section: int, rect: QRect, wanted: int) -> tuple[int, int]:
        left = rect.left() + (2 * PAD if section == Column.NAME else PAD)
        return left, min(wanted, rect.right() - left)


class ContactsTable(ListTable):
    """`ordered(column, way)`: the person chose another order. Rooms: "wide" has all columns,
    "beside" those beside the card, the others fewer."""

    ordered = Signal(int, object)
    lead = Column.NAME
    widths = _WIDTHS

    def __init__(
        self, words: ListWords, model: ContactsModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, words.t("Contacts"), parent)
        self.header = _Header(self)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(_Delegate(words, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_room("wide")
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.header.sortIndicatorChanged.connect(
            lambda section, way: self.ordered.emit(section, way)
        )

    def show_order(self, order: str, *, descending: bool) -> None:
        """Show by which column the list is ordered; "number" is none of them."""
        column = next((int(c) for c, name in ORDERS.items() if name == order), -1)
        self.header.show_order(column, descending=descending)
