"""Lines of a long list, of which only those that are seen are fetched.

The ids of the whole list are kept; rows come in pages, the page asked for last first.
Knows no SQL and no record: `fetch` runs on the database worker.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer

from caseapp.desktop import text
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.jobs import Jobs
from caseapp.i18n import N_
from caseapp.store.queries.sources import Order, SourceRow
from caseapp.system.progress import Progress

PAGE = 64
"""Rows fetched at once: two screens of an old laptop."""
_KEPT, _IN_MIND = 64, 3

ROW = Qt.ItemDataRole.UserRole + 1
"""Role of the `SourceRow` behind an index; None while it is on its way."""

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _SPOKEN, ROW)

FetchRows = Callable[[Sequence[UUID], Progress], Sequence[SourceRow]]


class Column(IntEnum):
    NUMBER = 0
    TITLE = 1
    KIND = 2
    PUBLISHER = 3
    DATED = 4
    LANGUAGE = 5
    RELIABILITY = 6
    EXCERPTS = 7
    CASES = 8
    FILES = 9


HEADINGS = {
    Column.NUMBER: N_("No."), Column.TITLE: N_("Title"), Column.KIND: N_("Kind"),
    Column.PUBLISHER: N_("Published by"), Column.DATED: N_("Dated"),
    Column.LANGUAGE: N_("Language"), Column.RELIABILITY: N_("Reliability"),
    Column.EXCERPTS: N_("Excerpts"), Column.CASES: N_("Cases"), Column.FILES: N_("Files"),
}  # fmt: skip
ORDERS: dict[Column, Order] = {
    Column.NUMBER: "number", Column.TITLE: "title", Column.KIND: "kind",
    Column.PUBLISHER: "publisher", Column.DATED: "dated", Column.LANGUAGE: "language",
    Column.RELIABILITY: "reliability", Column.EXCERPTS: "excerpts",
}  # fmt: skip
"""Columns that the list can be ordered by."""
FIGURES = (Column.NUMBER, Column.EXCERPTS, Column.CASES, Column.FILES)


class SourcesModel(QAbstractTableModel):
    """`set_ids` says what the list is; rows are asked for through `fetch`."""

    def __init__(
        self, words: SourceWords, jobs: Jobs, fetch: FetchRows, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._jobs, self._fetch = words, jobs, fetch
        self._ids: tuple[UUID, ...] = ()
        self._places: dict[UUID, int] = {}
        self._pages: OrderedDict[int, dict[UUID, SourceRow]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch_wanted)

    # -- what the list is --------------------------------------------------------------------
    @property
    def ids(self) -> tuple[UUID, ...]:
        return self._ids

    def set_ids(self, ids: Sequence[UUID]) -> None:
        """Show these sources in this order; what is seen is fetched anew, and stays till then."""
        if tuple(ids) != self._ids:
            self.beginResetModel()
            known = {i: row for page in self._pages.values() for i, row in page.items()}
            self._ids = tuple(ids)
            self._places = {source_id: place for place, source_id in enumerate(self._ids)}
            self._pages.clear()
            first = self._ids[:PAGE]
            if first and all(i in known for i in first):
                self._pages[0] = {i: known[i] for i in first}
            self.endResetModel()
        for page in [p for p in self._pages if p not in list(self._pages)[-_IN_MIND:]]:
            del self._pages[page]
        for page in self._pages:
            self._want(page)

    def place(self, source_id: UUID) -> int | None:
        """The line in which a source stands; None if it is not shown."""
        return self._places.get(source_id)

    def row(self, place: int) -> SourceRow | None:
        """The row in a line; None while it is on its way."""
        if not 0 <= place < len(self._ids):
            return None
        page = self._pages.get(place // PAGE)
        if page is None:
            self._want(place // PAGE)
            return None
        return page.get(self._ids[place])

    # -- as Qt asks --------------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._words.t(HEADINGS[Column(section)])
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if row is None:
            return self._words.t("Loading…") if role == _SPOKEN else ""
        if role == _SPOKEN:
            return self._words.spoken(row)
        words = self._text(Column(index.column()), row)
        return text.tooltip(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def _text(self, column: Column, row: SourceRow) -> str:
        words = self._words
        if column is Column.TITLE:
            return words.title(row.title)
        if column is Column.KIND:
            return words.word(row.kind)
        if column is Column.PUBLISHER:
            return row.publisher or row.author
        if column is Column.DATED:
            return words.value(row.dated)
        if column is Column.LANGUAGE:
            return words.languages([row.language]) if row.language else ""
        if column is Column.RELIABILITY:
            return words.reliability(row.reliability)
        figures = {
            Column.NUMBER: row.serial, Column.EXCERPTS: row.excerpts,
            Column.CASES: row.cases, Column.FILES: row.files,
        }  # fmt: skip
        return str(figures[column] or "")

    # -- fetching ----------------------------------------------------------------------------
    def _want(self, page: int) -> None:
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        while len(self._wanted) > _IN_MIND:
            self._wanted.popitem(last=False)
        if not self._under_way and not self._timer.isActive():
            self._timer.start()

    def _fetch_wanted(self) -> None:
        if not self._wanted:
            return
        page, _ = self._wanted.popitem()
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        if not ids:
            return
        fetch, self._under_way = self._fetch, True
        self._jobs.run(
            lambda progress: fetch(ids, progress), lambda rows: self._came(page, ids, rows),
            owner=self, on_end=self._ended,
        )  # fmt: skip

    def _came(self, page: int, ids: Sequence[UUID], rows: Sequence[SourceRow]) -> None:
        if ids != self._ids[page * PAGE : (page + 1) * PAGE]:
            return
        self._pages[page] = {row.id: row for row in rows}
        self._pages.move_to_end(page)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        first = self.index(page * PAGE, 0)
        self.dataChanged.emit(first, self.index(page * PAGE + len(ids) - 1, len(Column) - 1))

    def _ended(self) -> None:
        self._under_way = False
        if self._wanted:
            self._timer.start()
