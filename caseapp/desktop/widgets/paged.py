"""Lines of a long list, of which only those that are seen are fetched.

The ids of the whole list are kept; rows come in pages, the page asked for last first, and what
has been scrolled past meanwhile is never fetched. Knows no SQL, no record and no list of its
own: a feature says its columns, its words and what becomes of rows when the list changes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer

from caseapp.desktop import text
from caseapp.desktop.jobs import Jobs
from caseapp.system.progress import Progress

PAGE = 64
"""Rows fetched at once: two screens of an old laptop."""
ROW = Qt.ItemDataRole.UserRole + 1
"""Role of the row behind an index; None while it is on its way."""
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, SPOKEN, ROW)


class Identified(Protocol):
    """What the model asks of a row."""

    @property
    def id(self) -> UUID: ...


Row = TypeVar("Row", bound=Identified)
Fetch = Callable[[Sequence[UUID], Progress], Sequence[Row]]


class PagedModel(QAbstractTableModel, Generic[Row]):
    """Shows `_ids`; rows are asked for through `fetch`, on the database worker.

    Columns are numbered from 0 without gaps. A list that changes sets `_ids` within a reset.
    """

    headings: ClassVar[Mapping[Any, str]] = {}
    """Message ids of the headings, by column."""
    in_mind: ClassVar[int] = 3
    """Pages that wait to be fetched; older wishes were scrolled past."""
    kept: ClassVar[int] = 64
    """Pages kept; the one not fetched for the longest goes first."""

    def __init__(
        self, t: Callable[[str], str], jobs: Jobs, fetch: Fetch[Row],
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.t, self._jobs, self._fetch = t, jobs, fetch
        self._ids: Sequence[UUID] = ()
        self._pages: OrderedDict[int, dict[UUID, Row]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch_wanted)

    @property
    def ids(self) -> Sequence[UUID]:
        return self._ids

    def row(self, place: int) -> Row | None:
        """The row in a line; None while it is on its way."""
        if not 0 <= place < len(self._ids):
            return None
        page = self._pages.get(place // PAGE)
        if page is None:
            self._want(place // PAGE)
            return None
        return page.get(self._ids[place])

    # -- what a list says of its rows --------------------------------------------------------
    def _text(self, column: int, row: Row) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def _whole(self, column: int, row: Row) -> str:
        """What a narrow column may have cut."""
        return self._text(column, row)

    def _spoken(self, row: Row) -> str:
        """The line as a screen reader says it."""
        raise NotImplementedError

    # -- as Qt asks --------------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.t(self.headings[section])
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ROLES:
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if row is None:
            return self.t("Loading…") if role == SPOKEN else ""
        if role == SPOKEN:
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self._whole(index.column(), row))
        return self._text(index.column(), row)

    # -- fetching ----------------------------------------------------------------------------
    def _known(self) -> dict[UUID, Row]:
        """The rows at hand, by id."""
        return {key: row for page in self._pages.values() for key, row in page.items()}

    def _want(self, page: int) -> None:
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        while len(self._wanted) > self.in_mind:
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

    def _came(self, page: int, ids: Sequence[UUID], rows: Sequence[Row]) -> None:
        if ids != self._ids[page * PAGE : (page + 1) * PAGE]:
            return
        self._pages[page] = {row.id: row for row in rows}
        self._pages.move_to_end(page)
        while len(self._pages) > self.kept:
            self._pages.popitem(last=False)
        first = self.index(page * PAGE, 0)
        last = self.index(page * PAGE + len(ids) - 1, self.columnCount() - 1)
        self.dataChanged.emit(first, last)

    def _ended(self) -> None:
        self._under_way = False
        if self._wanted:
            self._timer.start()
