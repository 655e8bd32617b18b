"""The actions of a list, of which only those that are seen are fetched. Knows no SQL."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer

from caseapp.desktop.history_words import HistoryWords
from caseapp.desktop.jobs import Jobs
from caseapp.store.queries.actions import ActionLine
from caseapp.system.progress import Progress

PAGE = 64
_KEPT = 40
LINE = Qt.ItemDataRole.UserRole + 1
"""Role of the `ActionLine` behind an index; None while it is on its way."""

Fetch = Callable[[Sequence[int], Progress], Sequence[ActionLine]]


class HistoryModel(QAbstractListModel):
    """`set_numbers` says what the list is; lines are asked for through `fetch`, in pages."""

    def __init__(
        self, words: HistoryWords, jobs: Jobs, fetch: Fetch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._jobs, self._fetch = words, jobs, fetch
        self._numbers: Sequence[int] = ()
        self._pages: dict[int, dict[int, ActionLine]] = {}
        self._wanted: list[int] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask)

    @property
    def numbers(self) -> Sequence[int]:
        return self._numbers

    def set_numbers(self, numbers: Sequence[int]) -> None:
        """Show these actions in this order."""
        self.beginResetModel()
        self._numbers = tuple(numbers)
        self._pages.clear()
        self._wanted.clear()
        self.endResetModel()

    def place(self, number: int) -> int | None:
        """The line of an action; None if it is not shown."""
        return self._numbers.index(number) if number in self._numbers else None

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._numbers)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._numbers):
            return None
        if role not in (LINE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self._line(index.row())
        if role == LINE:
            return line
        if line is None:
            return "…"
        words = self._words
        parts = (words.action(line.row), words.subject(line.subject), words.when(line.row))
        return ", ".join(part for part in parts if part)

    def _line(self, row: int) -> ActionLine | None:
        page = self._pages.get(row // PAGE)
        if page is None:
            self._want(row // PAGE)
            return None
        return page.get(self._numbers[row])

    def _want(self, page: int) -> None:
        if page not in self._wanted:
            self._wanted = [*self._wanted[-2:], page]
            self._timer.start()

    def _ask(self) -> None:
        if not self._wanted:
            return
        page, shown, fetch = self._wanted.pop(), self._numbers, self._fetch
        numbers = shown[page * PAGE : (page + 1) * PAGE]

        def answer(lines: Sequence[ActionLine]) -> None:
            if shown is not self._numbers:
                return
            while len(self._pages) >= _KEPT:
                self._pages.pop(next(iter(self._pages)))
            self._pages[page] = {line.row.seq: line for line in lines}
            last = min((page + 1) * PAGE, len(shown)) - 1
            self.dataChanged.emit(self.index(page * PAGE), self.index(last))
            if self._wanted:
                self._timer.start()

        self._jobs.run(lambda progress: fetch(numbers, progress), answer, owner=self)
