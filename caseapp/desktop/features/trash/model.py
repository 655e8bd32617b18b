"""The lines of the trash under headings of days, of which only those that are seen are loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer

from caseapp.desktop.features.trash.deeds import day_of
from caseapp.desktop.features.trash.words import TrashWords
from caseapp.desktop.jobs import Jobs
from caseapp.store.queries.trash import TrashEntry, TrashLine
from caseapp.system.progress import Progress

PAGE = 64
ITEM = Qt.ItemDataRole.UserRole + 1
"""Role of the `Heading` or `TrashEntry` behind an index."""
LINE = ITEM + 1
"""Role of the `TrashLine` behind an index; None while it is on its way."""

Fetch = Callable[[Sequence[TrashEntry], Progress], Sequence[TrashLine]]


@dataclass(frozen=True, slots=True)
class Heading:
    """A day, and how much came into the trash on it."""

    words: str
    count: int


class TrashModel(QAbstractListModel):
    """`set_entries` says what the list is; lines are asked for through `fetch`, in pages."""

    def __init__(
        self, words: TrashWords, jobs: Jobs, fetch: Fetch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._jobs, self._fetch = words, jobs, fetch
        self._items: list[Heading | TrashEntry] = []
        self._lines: dict[UUID, TrashLine] = {}
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    def set_entries(self, entries: Iterable[TrashEntry], today: date) -> None:
        """Show these, under a heading for each day."""
        self.beginResetModel()
        self._items = []
        for day, group in groupby(entries, key=day_of):
            found = list(group)
            self._items += [Heading(self._words.day(day, today), len(found)), *found]
        self._lines.clear()
        self._asked.clear()
        self._wanted.clear()
        self.endResetModel()

    def entries(self) -> list[TrashEntry]:
        return [one for one in self._items if isinstance(one, TrashEntry)]

    def place(self, record_id: UUID) -> int | None:
        """The row of a record; None if it is not shown."""
        rows = enumerate(self._items)
        return next((n for n, one in rows if isinstance(one, TrashEntry) and one.id == record_id),
                    None)  # fmt: skip

    def line(self, entry: TrashEntry) -> TrashLine | None:
        return self._lines.get(entry.id)

    # -- as Qt asks --------------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._items[index.row()], Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        on = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return on | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._items):
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if role not in (
            LINE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole,
        ):  # fmt: skip
            return None
        if isinstance(item, Heading):
            return None if role == LINE else item.words
        line = self._lines.get(item.id)
        if line is None:
            self._want(index.row() // PAGE)
        if role == LINE:
            return line
        return self._spoken(line) if line is not None else "…"

    def _spoken(self, line: TrashLine) -> str:
        words = self._words
        parts = (words.title(line), words.kind(line), words.whose(line), words.when(line))
        return ", ".join(part for part in parts if part)

    # -- fetching ----------------------------------------------------------------------------
    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            self._wanted.append(page)
            self._timer.start()

    def _ask(self) -> None:
        pages, self._wanted = self._wanted, []
        shown, fetch = self._items, self._fetch
        for page in pages:
            some = shown[page * PAGE : (page + 1) * PAGE]
            entries = [one for one in some if isinstance(one, TrashEntry)]

            def answer(lines: Sequence[TrashLine], page: int = page) -> None:
                if shown is not self._items:
                    return
                self._lines |= {line.entry.id: line for line in lines}
                last = min((page + 1) * PAGE, len(shown)) - 1
                self.dataChanged.emit(self.index(page * PAGE), self.index(last))

            self._jobs.run(
                lambda progress, wanted=entries: fetch(wanted, progress), answer, owner=self
            )
