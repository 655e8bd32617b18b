"""The lines of the case list, of which only those that are seen are fetched.

The ids of the whole list are cheap and kept; rows come in pages, the page asked for last
first, and what has been scrolled past meanwhile is never fetched. Knows no SQL: two callables
run on the database worker.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer

from caseapp.desktop import text
from caseapp.desktop.features.cases.words import ListWords
from caseapp.desktop.jobs import Jobs
from caseapp.i18n import N_
from caseapp.store.queries.cases import CaseRow, Order
from caseapp.system.progress import Progress

PAGE = 64
"""Rows fetched at once: two screens of an old laptop."""
_KEPT = 64
"""Pages kept; the one not looked at for the longest goes first."""
_IN_MIND = 3
"""Pages that wait to be fetched; older wishes were scrolled past."""

ROW = Qt.ItemDataRole.UserRole + 1
"""Role of the `CaseRow` behind an index; None while it is on its way."""

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _SPOKEN, ROW)

FetchRows = Callable[[Sequence[UUID], Progress], Sequence[CaseRow]]


class Column(IntEnum):
    NUMBER = 0
    NAME = 1
    BORN = 2
    PLACE = 3
    STATUS = 4
    TAKEN = 5


HEADINGS = {
    Column.NUMBER: N_("No."),
    Column.NAME: N_("Name"),
    Column.BORN: N_("Born"),
    Column.PLACE: N_("Home"),
    Column.STATUS: N_("Status"),
    Column.TAKEN: N_("Taken"),
}
ORDERS: dict[Column, Order] = {
    Column.NUMBER: "number", Column.NAME: "name", Column.BORN: "birth",
    Column.PLACE: "place", Column.STATUS: "status", Column.TAKEN: "taken",
}  # fmt: skip


class CasesModel(QAbstractTableModel):
    """`set_ids` says what the list is; rows are asked for through `fetch`."""

    def __init__(
        self, words: ListWords, jobs: Jobs, fetch: FetchRows, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._jobs, self._fetch = words, jobs, fetch
        self._ids: tuple[UUID, ...] = ()
        self._places: dict[UUID, int] = {}
        self._pages: OrderedDict[int, dict[UUID, CaseRow]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way = False
        self._epoch = 0
        self.show_prefix = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch_wanted)

    # -- what the list is --------------------------------------------------------------------
    @property
    def ids(self) -> tuple[UUID, ...]:
        return self._ids

    def set_ids(self, ids: Sequence[UUID], *, show_prefix: bool = False) -> None:
        """Show these cases in this order. Rows known from before stay until fetched anew."""
        self.show_prefix = show_prefix
        if tuple(ids) == self._ids:
            self.forget_rows()
            return
        known = {i: row for page in self._pages.values() for i, row in page.items()}
        self.beginResetModel()
        self._ids = tuple(ids)
        self._places = {case_id: place for place, case_id in enumerate(self._ids)}
        self._epoch += 1
        self._wanted.clear()
        self._pages.clear()
        for start in range(0, min(len(self._ids), PAGE), PAGE):
            page = self._ids[start : start + PAGE]
            if all(case_id in known for case_id in page):
                self._pages[start // PAGE] = {case_id: known[case_id] for case_id in page}
        self.endResetModel()

    def forget_rows(self) -> None:
        """Fetch what is seen again: something of it was changed."""
        self._epoch += 1
        for page in list(self._pages):
            self._want(page)
        last = list(self._pages)[-_IN_MIND:]
        for page in [p for p in self._pages if p not in last]:
            del self._pages[page]

    def place(self, case_id: UUID) -> int | None:
        """The line in which a case stands; None if it is not shown."""
        return self._places.get(case_id)

    def row(self, place: int) -> CaseRow | None:
        """The row in a line; None while it is on its way."""
        if not 0 <= place < len(self._ids):
            return None
        page = self._pages.get(place // PAGE)
        if page is None:
            self._want(place // PAGE)
            return None
        self._pages.move_to_end(place // PAGE)
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
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self._whole(Column(index.column()), row))
        return self._text(Column(index.column()), row)

    def _text(self, column: Column, row: CaseRow) -> str:
        words = self._words
        if column is Column.NUMBER:
            return words.number(row, prefix=self.show_prefix)
        if column is Column.NAME:
            return words.name(row)
        if column is Column.BORN:
            return words.year(row.birth)
        if column is Column.PLACE:
            return row.home_place
        if column is Column.STATUS:
            return words.label(row.status.status)
        return words.date(row.taken)

    def _whole(self, column: Column, row: CaseRow) -> str:
        """What a narrow column may have cut."""
        if column is not Column.NAME:
            return self._text(column, row)
        lines = [name for _script, name in row.names] or [self._words.name(row)]
        return "\n".join([*lines, self._words.t("fictitious")] if row.fictitious else lines)

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
        epoch, fetch, self._under_way = self._epoch, self._fetch, True
        self._jobs.run(
            lambda progress: fetch(ids, progress),
            lambda rows: self._came(epoch, page, ids, rows),
            owner=self, on_end=self._ended,
        )  # fmt: skip

    def _came(self, epoch: int, page: int, ids: Sequence[UUID], rows: Sequence[CaseRow]) -> None:
        if epoch != self._epoch and ids != self._ids[page * PAGE : (page + 1) * PAGE]:
            return
        self._pages[page] = {row.id: row for row in rows}
        self._pages.move_to_end(page)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        first = self.index(page * PAGE, 0)
        last = self.index(page * PAGE + len(ids) - 1, len(Column) - 1)
        self.dataChanged.emit(first, last)

    def _ended(self) -> None:
        self._under_way = False
        if self._wanted:
            self._timer.start()
