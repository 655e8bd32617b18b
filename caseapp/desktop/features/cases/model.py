"""The lines of the case list, of which only those that are seen are fetched.

The ids of the whole list are cheap and kept; rows come in pages, the page asked for last
first, and what has been scrolled past meanwhile is never fetched. Knows no SQL: two callables
run on the database worker.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal

from caseapp.desktop import text
from caseapp.desktop.features.cases.columns import HEADINGS, Column
from caseapp.desktop.features.cases.words import ListWords, as_line
from caseapp.desktop.jobs import Jobs
from caseapp.store.queries.cases import CaseRow
from caseapp.store.queries.facets import CaseList
from caseapp.system.progress import Progress

PAGE = 64
"""Rows fetched at once: two screens of an old laptop."""
_KEPT = 64
"""Pages kept; the one not looked at for the longest goes first."""
_MANY = 64
"""Marks that are looked up one by one; of more, the whole list is gone through once."""
_IN_MIND = 3
"""Pages that wait to be fetched; older wishes were scrolled past."""

ROW = Qt.ItemDataRole.UserRole + 1
"""Role of the `CaseRow` behind an index; None while it is on its way."""

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_CHECK = Qt.ItemDataRole.CheckStateRole
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _SPOKEN, ROW)

FetchRows = Callable[[Sequence[UUID], Progress], Sequence[CaseRow]]


class CasesModel(QAbstractTableModel):
    """`set_ids` says what the list is; rows are asked for through `fetch`.

    Cases can be marked, for what is done to several at once; `marked_changed()` tells. What is
    no longer in the list is no longer marked: nothing is done to what is not shown.
    """

    marked_changed = Signal()

    def __init__(
        self, words: ListWords, jobs: Jobs, fetch: FetchRows, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._jobs, self._fetch = words, jobs, fetch
        self._ids: Sequence[UUID] = ()
        self._marked: dict[UUID, None] = {}
        self._pages: OrderedDict[int, dict[UUID, CaseRow]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way = False
        self._epoch = 0
        self.show_prefix = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch_wanted)

    # -- what the list is --------------------------------------------------------------------
    @property
    def ids(self) -> Sequence[UUID]:
        return self._ids

    def set_ids(self, ids: Sequence[UUID], *, show_prefix: bool = False) -> None:
        """Show these cases in this order. Rows known from before stay until fetched anew."""
        self.show_prefix = show_prefix
        if ids == self._ids:
            self._ids = ids
            self.forget_rows()
            return
        known = {i: row for page in self._pages.values() for i, row in page.items()}
        self.beginResetModel()
        self._ids = ids
        self._epoch += 1
        self._wanted.clear()
        self._pages.clear()
        for start in range(0, min(len(ids), PAGE), PAGE):
            page = ids[start : start + PAGE]
            if all(case_id in known for case_id in page):
                self._pages[start // PAGE] = {case_id: known[case_id] for case_id in page}
        self.endResetModel()
        self._keep_marked_shown()

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
        if isinstance(self._ids, CaseList):
            return self._ids.place(case_id)
        return self._ids.index(case_id) if case_id in self._ids else None

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

    # -- marks -------------------------------------------------------------------------------
    @property
    def marked(self) -> tuple[UUID, ...]:
        """The marked cases, in the order in which they were marked."""
        return tuple(self._marked)

    def is_marked(self, place: int) -> bool:
        return bool(self._marked) and self._ids[place] in self._marked

    def mark(self, first: int, last: int, *, on: bool) -> None:
        """Mark the cases of these lines, both included, or no longer."""
        first, last = max(0, min(first, last)), min(len(self._ids) - 1, max(first, last))
        for case_id in self._ids[first : last + 1]:
            if on:
                self._marked[case_id] = None
            else:
                self._marked.pop(case_id, None)
        self._say_marked(first, last)

    def mark_none(self) -> None:
        """No case is marked any more."""
        if self._marked:
            self._marked.clear()
            self._say_marked(0, len(self._ids) - 1)

    def _keep_marked_shown(self) -> None:
        if not self._marked:
            return
        shown = {*self._ids} if len(self._marked) > _MANY else None
        for case_id in list(self._marked):
            if (case_id not in shown) if shown is not None else self.place(case_id) is None:
                del self._marked[case_id]
        self.marked_changed.emit()

    def _say_marked(self, first: int, last: int) -> None:
        if first <= last:
            ends = self.index(first, 0), self.index(last, Column.MARK)
            self.dataChanged.emit(*ends, [_CHECK])
        self.marked_changed.emit()

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
        if not index.isValid():
            return None
        if role == _CHECK and index.column() == Column.MARK:
            on = self.is_marked(index.row())
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role not in _ROLES:
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

    def setData(self, index: QModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid() or index.column() != Column.MARK:
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.mark(index.row(), index.row(), on=on)
        return True

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == Column.MARK:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _text(self, column: Column, row: CaseRow) -> str:
        words = self._words
        texts: dict[Column, Callable[[], str]] = {
            Column.MARK: lambda: "",
            Column.NUMBER: lambda: words.number(row, prefix=self.show_prefix),
            Column.NAME: lambda: words.name(row),
            Column.BORN: lambda: words.year(row.birth),
            Column.PLACE: lambda: words.home(row),
            Column.STATUS: lambda: as_line(words.label(row.status.status)),
            Column.TAKEN: lambda: words.brief(row.taken),
            Column.AS_OF: lambda: words.brief(row.status.as_of),
            Column.SEX: lambda: as_line(words.label(row.sex)),
            Column.TIE: lambda: as_line(words.label(row.tie)),
            Column.VERIFICATION: lambda: as_line(words.label(row.verification)),
            Column.TAGS: lambda: ", ".join(row.tags),
        }
        return texts[column]()

    def _whole(self, column: Column, row: CaseRow) -> str:
        """What a narrow column may have cut."""
        words = self._words
        whole = {
            Column.BORN: lambda: words.date(row.birth), Column.PLACE: lambda: row.home_place,
            Column.TAKEN: lambda: words.date(row.taken),
            Column.AS_OF: lambda: words.date(row.status.as_of),
        }  # fmt: skip
        if column is not Column.NAME:
            return whole[column]() if column in whole else self._text(column, row)
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
