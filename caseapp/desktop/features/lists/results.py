"""The lines of a checked list or document as a table: their words, how sure, the likeliest case."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.features.lists.entries import Entry
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.list_table import PAD, BandDelegate, ListHeader, ListTable
from caseapp.i18n import N_
from caseapp.matching.list_words import ListWords
from caseapp.matching.name_lists import Verdict

MARKS = {
    Verdict.SAME_DOCUMENT: ("id-card", "ok"),
    Verdict.LIKELY: ("user-round-check", "ok"),
    Verdict.POSSIBLE: ("user-round-search", "warn"),
    Verdict.NONE: ("minus", "quiet"),
}
"""Icon and tone."""
ENTRY = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    PLACE = 0
    WORDS = 1
    FOUND = 2
    CASE = 3
    NAME = 4
    BORN = 5


_HEADINGS = {
    Column.PLACE: N_("Row"), Column.WORDS: N_("In the list"), Column.FOUND: N_("Found"),
    Column.CASE: N_("Case"), Column.NAME: N_("Name on file"), Column.BORN: N_("Born"),
}  # fmt: skip
_IN_DOCUMENT = {Column.PLACE: N_("Page"), Column.WORDS: N_("In the text")}


class ResultsModel(QAbstractTableModel):
    """`show_entries` says what the table is."""

    def __init__(self, words: ListWords, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._entries: Sequence[Entry] = ()
        self._document = False

    def show_entries(self, entries: Sequence[Entry], *, document: bool) -> None:
        self.beginResetModel()
        self._entries, self._document = entries, document
        self.endResetModel()

    @property
    def has_places(self) -> bool:
        """Whether lines have a row or a page: a text without pages has none."""
        return any(entry.place for entry in self._entries)

    def entry(self, row: int) -> Entry | None:
        return self._entries[row] if 0 <= row < len(self._entries) else None

    # -- as Qt asks --------------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        column = Column(section)
        named = _IN_DOCUMENT if self._document and column in _IN_DOCUMENT else _HEADINGS
        return self._words.t(named[column])

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == ENTRY:
            return entry
        said = self._said(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in said.values() if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(said[Column(index.column())])
        return said[Column(index.column())] if role == Qt.ItemDataRole.DisplayRole else None

    def _said(self, entry: Entry) -> dict[Column, str]:
        words = self._words
        said = dict.fromkeys(Column, "")
        said |= {
            Column.PLACE: entry.place, Column.WORDS: entry.words,
            Column.FOUND: words.verdict(entry.verdict),
        }  # fmt: skip
        if entry.matches:
            match, case = entry.matches[0]
            more = len(entry.matches) - 1
            number = f"{case.number} +{more}" if more else case.number
            said |= {
                Column.CASE: number, Column.NAME: words.name(match, case),
                Column.BORN: words.born(case),
            }  # fmt: skip
        return said


class _Delegate(BandDelegate):
    def paint_cell(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        entry: Entry | None = index.data(ENTRY)
        if entry is None:
            return
        whole, column, t = option.rect, Column(index.column()), theme.current()
        left, ink = whole.left() + PAD, t.ink2
        if column is Column.FOUND:
            icon, tone = MARKS[entry.verdict]
            side = icons.SMALL
            mark = QRect(left, whole.top() + (whole.height() - side) // 2, side, side)
            ink = theme.tone(tone)[0]
            icons.draw(painter, icon, paint.visual(option.direction, whole, mark), ink)
            left += side + 6
        lead = column in (Column.WORDS, Column.NAME)
        font = theme.font(
            theme.BODY, theme.MEDIUM if column is Column.WORDS else theme.REGULAR,
            tabular=column in (Column.PLACE, Column.CASE),
        )  # fmt: skip
        box = QRect(left, whole.top(), whole.right() - PAD - left, whole.height())
        paint.draw_text(
            painter, paint.visual(option.direction, whole, box), index.data() or "", font,
            t.ink if lead else ink, paint.leading(option.direction),
        )  # fmt: skip


class ResultsTable(ListTable):
    """Rooms: "wide", "beside" the card of candidates, "narrow" windows."""

    lead = Column.WORDS
    widths = {  # noqa: RUF012
        "wide": {Column.PLACE: 56, Column.FOUND: 172, Column.CASE: 112, Column.NAME: 240,
                 Column.BORN: 120},
        "beside": {Column.PLACE: 56, Column.FOUND: 172, Column.CASE: 104, Column.NAME: 168},
        "narrow": {Column.FOUND: 172, Column.CASE: 104},
    }  # fmt: skip

    def __init__(
        self, words: ListWords, model: ResultsModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, words.t("What was found"), parent)
        self.setHorizontalHeader(ListHeader(self, sortable=False))
        self.setItemDelegate(_Delegate(self, Column.WORDS))
        self.setAcceptDrops(False)  # files dropped here are the view's
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_room("beside")
