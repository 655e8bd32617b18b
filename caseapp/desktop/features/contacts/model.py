"""The lines of the list, of which only those that are seen are fetched.

The ids of the whole list are kept, rows come a page at a time. Knows no SQL: `fetch` runs on
the database worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer

from caseapp.desktop import text
from caseapp.desktop.features.contacts.words import ListWords
from caseapp.desktop.jobs import Jobs
from caseapp.i18n import N_
from caseapp.store.queries.contacts import ContactRow, Order
from caseapp.system.progress import Progress

PAGE = 64
"""Rows fetched at once: two screens of an old laptop."""
ROW = Qt.ItemDataRole.UserRole + 1
"""Role of the `ContactRow` behind an index; None while it is on its way."""
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole

Fetch = Callable[[Sequence[UUID], Progress], Sequence[ContactRow]]


class Column(IntEnum):
    NAME = 0
    TIE = 1
    REGION = 2
    PHONE = 3
    RISK = 4
    CONSENT = 5
    LAST = 6


HEADINGS = {
    Column.NAME: N_("Name"),
    Column.TIE: N_("Relation or role"),
    Column.REGION: N_("Lives in"),
    Column.PHONE: N_("Phone"),
    Column.RISK: N_("Risk"),
    Column.CONSENT: N_("Consents"),
    Column.LAST: N_("Last contact"),
}
ORDERS: dict[Column, Order] = {
    Column.NAME: "name", Column.TIE: "role", Column.REGION: "region", Column.RISK: "risk",
    Column.LAST: "last",
}  # fmt: skip
"""Columns that the list can be ordered by."""


class ContactsModel(QAbstractTableModel):
    """`set_ids` says what the list is."""

    def __init__(
        self, words: ListWords, jobs: Jobs, fetch: Fetch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._jobs, self._fetch = words, jobs, fetch
        self._ids: tuple[UUID, ...] = ()
        self._places: dict[UUID, int] = {}
        self._rows: dict[UUID, ContactRow] = {}
        self._stale: set[int] = set()
        self._wanted: list[int] = []
        self._under_way = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch_next)

    @property
    def ids(self) -> tuple[UUID, ...]:
        return self._ids

    def set_ids(self, ids: Sequence[UUID]) -> None:
        """Show these contacts in this order; rows known from before stay until fetched anew."""
        if tuple(ids) != self._ids:
            self.beginResetModel()
            self._ids = tuple(ids)
            self._places = {key: place for place, key in enumerate(self._ids)}
            self._rows = {key: row for key, row in self._rows.items() if key in self._places}
            self.endResetModel()
        self._stale = set(range(len(self._ids) // PAGE + 1))
        self._wanted = []
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(Column) - 1))

    def place(self, key: UUID) -> int | None:
        """The line in which a contact stands; None if it is not shown."""
        return self._places.get(key)

    def row(self, place: int) -> ContactRow | None:
        """The row in a line; None while it is on its way."""
        if not 0 <= place < len(self._ids):
            return None
        page = place // PAGE
        if page in self._stale:
            self._stale.discard(page)
            self._wanted.append(page)
            self._timer.start()
        return self._rows.get(self._ids[place])

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
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _SPOKEN, ROW)
        if not index.isValid() or role not in shown:
            return None
        row = self.row(index.row())
        if role == ROW:
            return row
        if row is None:
            return self._words.t("Loading…") if role == _SPOKEN else ""
        if role == _SPOKEN:
            return self._words.spoken(row)
        column = Column(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return text.tooltip(self._whole(column, row))
        return self._text(column, row)

    def _text(self, column: Column, row: ContactRow) -> str:
        words = self._words
        if column is Column.NAME:
            return words.name(row)
        if column is Column.TIE:
            return words.tie(row)
        if column is Column.REGION:
            return row.region
        if column is Column.PHONE:
            return row.phone
        if column is Column.RISK:
            return words.risk(row)
        if column is Column.CONSENT:
            return words.consent(row)
        return words.value(row.last)

    def _whole(self, column: Column, row: ContactRow) -> str:
        """What a narrow column may have cut."""
        if column is Column.NAME:
            return "\n".join([name for _script, name in row.names] or [self._words.name(row)])
        if column is Column.TIE:
            ties = [f"{self._words.label(t.relation)} · {t.name} · {t.number}" for t in row.ties]
            return "\n".join(ties or [self._words.tie(row)])
        if column is Column.RISK:
            level = self._words.label(row.risk)
            return "\n".join(part for part in (self._words.risk(row), level, row.risk_note) if part)
        if column is Column.CONSENT:
            return self._words.consents(row)
        return self._text(column, row)

    # -- fetching ----------------------------------------------------------------------------
    def _fetch_next(self) -> None:
        if self._under_way or not self._wanted:
            return
        page = self._wanted.pop()
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        self._under_way = True
        self._jobs.run(
            lambda progress: self._fetch(ids, progress), lambda rows: self._came(page, ids, rows),
            owner=self, on_end=self._ended,
        )  # fmt: skip

    def _came(self, page: int, ids: Sequence[UUID], rows: Sequence[ContactRow]) -> None:
        self._rows.update((row.id, row) for row in rows)
        if tuple(ids) == self._ids[page * PAGE : (page + 1) * PAGE]:
            first = self.index(page * PAGE, 0)
            last = self.index(page * PAGE + len(ids) - 1, len(Column) - 1)
            self.dataChanged.emit(first, last)

    def _ended(self) -> None:
        self._under_way = False
        if self._wanted:
            self._timer.start()
