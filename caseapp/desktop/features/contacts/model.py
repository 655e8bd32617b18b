"""The lines of the list of contacts: columns, words, and rows that stay until fetched anew."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop.features.contacts.words import ListWords
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.people import sounds_like
from caseapp.desktop.widgets.paged import PAGE, Fetch, PagedModel
from caseapp.i18n import N_
from caseapp.store.queries.contacts import ContactRow, Order
from caseapp.store.queries.sounding import Sounds


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


class ContactsModel(PagedModel[ContactRow]):
    """`set_ids` says what the list is. Rows known from before are shown until fetched anew, which
    is done when they are seen: a list in another order never stands empty."""

    headings = HEADINGS
    in_mind = kept = sys.maxsize

    def __init__(
        self, words: ListWords, jobs: Jobs, fetch: Fetch[ContactRow], parent: QObject | None = None
    ) -> None:
        super().__init__(words.t, jobs, fetch, parent)
        self._words = words
        self._places: dict[UUID, int] = {}
        self._stale: set[int] = set()
        self._heard: Mapping[UUID, Sounds] = {}

    def reason(self, contact: UUID) -> tuple[str, str]:
        """Why one is listed whose letters do not match, also in brief; "" where they do."""
        sounds = self._heard.get(contact)
        return (sounds_like(self._words.t, sounds), sounds.spelling) if sounds else ("", "")

    def set_ids(self, ids: Sequence[UUID], heard: Mapping[UUID, Sounds] | None = None) -> None:
        """Show these contacts in this order; rows known from before stay until fetched anew.

        `heard` are those whose names only sound like what was typed.
        """
        self._heard = heard or {}
        if tuple(ids) != self._ids:
            known = self._known()
            self.beginResetModel()
            self._ids = tuple(ids)
            self._places = {key: place for place, key in enumerate(self._ids)}
            self._pages = OrderedDict()
            for key, place in self._places.items():
                if key in known:
                    self._pages.setdefault(place // PAGE, {})[key] = known[key]
            self.endResetModel()
        self._stale = set(range(len(self._ids) // PAGE + 1))
        self._wanted.clear()
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
            self._want(page)
        return self._pages.get(page, {}).get(self._ids[place])

    def _spoken(self, row: ContactRow) -> str:
        reason, _brief = self.reason(row.id)
        return ", ".join(part for part in (self._words.spoken(row), reason) if part)

    def _text(self, column: int, row: ContactRow) -> str:
        words = self._words
        if column == Column.NAME:
            return words.name(row)
        if column == Column.TIE:
            return words.tie(row)
        if column == Column.REGION:
            return row.region
        if column == Column.PHONE:
            return row.phone
        if column == Column.RISK:
            return words.risk(row)
        if column == Column.CONSENT:
            return words.consent(row)
        return words.value(row.last)

    def _whole(self, column: int, row: ContactRow) -> str:
        """What a narrow column may have cut."""
        if column == Column.NAME:
            reason, _brief = self.reason(row.id)
            lines = [name for _script, name in row.names] or [self._words.name(row)]
            return "\n".join([*lines, reason] if reason else lines)
        if column == Column.TIE:
            ties = [f"{self._words.label(t.relation)} · {t.name} · {t.number}" for t in row.ties]
            return "\n".join(ties or [self._words.tie(row)])
        if column == Column.RISK:
            level = self._words.label(row.risk)
            return "\n".join(part for part in (self._words.risk(row), level, row.risk_note) if part)
        if column == Column.CONSENT:
            return self._words.consents(row)
        return self._text(column, row)
