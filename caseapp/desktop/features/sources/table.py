"""How the list of sources looks and how the keyboard moves in it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.sources.paged import FIGURES, Column, SourcesModel
from caseapp.desktop.features.sources.words import KIND_ICONS, RELIABILITY_TONES, SourceWords
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.list_table import PAD, BandDelegate, ListHeader, ListTable
from caseapp.desktop.widgets.paged import ROW
from caseapp.store.queries.sources import SourceRow

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


class _Delegate(BandDelegate):
    def __init__(self, words: SourceWords, table: SourcesTable) -> None:
        super().__init__(table, Column.NUMBER)
        self._words = words

    def paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        row: SourceRow | None = index.data(ROW)
        if row is not None:
            self._cell(painter, option, Column(index.column()), row, index.data() or "")

    def _cell(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column, row: SourceRow,
        words: str,
    ) -> None:  # fmt: skip
        t = theme.current()
        lead = PAD * 2 if column is Column.NUMBER else PAD
        left, ink = option.rect.left() + lead, t.ink2
        right = option.rect.right() - PAD
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


class _Header(ListHeader):
    """Counts stand at the end of their column, as their figures do."""

    arrow_gap = 2

    def span(self, section: int, rect: QRect, wanted: int) -> tuple[int, int]:
        left = rect.left() + (PAD * 2 if section == Column.NUMBER else PAD)
        arrow = 14 if self.is_sorted(section) else 0
        width = min(wanted, rect.right() - left - arrow)
        if section in FIGURES and section != Column.NUMBER:
            left = rect.right() - PAD - width - arrow
        return left, width


class SourcesTable(ListTable):
    """`trash_asked()` for Delete. Rooms: "wide" has all columns, "narrow" the telling ones,
    "narrowest" the title."""

    trash_asked = Signal()
    lead = Column.TITLE
    widths = _WIDTHS

    def __init__(
        self, words: SourceWords, model: SourcesModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, words.t("Sources"), parent)
        self.header = _Header(self)
        self.setHorizontalHeader(self.header)
        self.setItemDelegate(_Delegate(words, self))
        self.setAcceptDrops(False)  # files dropped here are the view's
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_room("wide")
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def pressed_plain(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Delete:
            self.trash_asked.emit()
            return True
        return super().pressed_plain(event)
