"""What waits among all cases, kept in memory: the end of each term, the last word of each case.

Like `facet_index`: one for each open vault, built in steps so that others have their turn,
then following the history. It knows no "today": days pass, and the index stays true.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Connection, Engine, case, func, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import (
    StatusEvent,
    Term,
    derive_status,
    in_order,
    release_window,
)
from caseapp.domain.vocabulary import EventKind
from caseapp.store import history
from caseapp.store.queries.facet_touched import touched_cases
from caseapp.store.records import Detainee, Event
from caseapp.store.saving import chunks, table_of

STEP = 3_000
"""Cases read in one step: a fifth of a second, then others have their turn."""
_FOLLOWED = 5_000
"""Touched records up to which the index is mended; with more it is built anew, in steps."""

_SILENT = (EventKind.REPATRIATED, EventKind.MOVED, EventKind.OTHER)
"""Events that say nothing of a status."""
_EARLY = (EventKind.TAKEN, EventKind.FORMALLY_ARRESTED, EventKind.TRIED)
"""Events that a sentence may swallow: "taken in 2017, sentenced in March 2017"."""

Where = Callable[[Any], ColumnElement[bool]]
"""Which cases: a condition on the column that holds their id."""


@dataclass(frozen=True, slots=True)
class Release:
    """When the latest term of a case can end, how long it is, and when it was told."""

    window: UncertainDate
    term: Term
    sentenced: UncertainDate


class CaseWaits:
    """Of living cases. Only for the thread that has the vault's turn.

    `last_day` is the ordinal of the latest day on which anything confirmed a status, 0 where
    no day is known; `releases` holds the cases with a term whose end can be reckoned.
    """

    def __init__(self) -> None:
        self.last_day: dict[UUID, int] = {}
        self.releases: dict[UUID, Release] = {}
        self.ready = False
        self._seq = -1
        self._last: UUID | None = None
        self._read = self._total = 0

    @property
    def progress(self) -> tuple[int, int]:
        """Cases read, and how many there are."""
        return self._read, max(self._total, self._read)

    def step(self, session: Session) -> None:
        """Read the next cases, or what changed since; `ready` when that is all."""
        connection = session.connection()
        if self.ready:
            self._follow(connection)
            return
        if self._last is None:
            self._seq = _length(connection)
            self._total = connection.scalar(select(func.count(Detainee.id))) or 0
        ids = _next_ids(connection, self._last)
        if ids:
            first, last = ids[0], ids[-1]
            self._load(connection, lambda column: column.between(first, last))
            self._last = last
            self._read += len(ids)
        if len(ids) < STEP:
            self.ready = True
            self._follow(connection)

    def _follow(self, connection: Connection) -> None:
        """Look again at every case that was touched since."""
        now = _length(connection)
        if now == self._seq:
            return
        touched = touched_cases(connection, self._seq, _FOLLOWED)
        if touched is None or now < self._seq:
            self.__init__()  # type: ignore[misc]
            return
        self._seq = now
        for ids in chunks(touched.shown):
            for case_id in ids:
                self.last_day.pop(case_id, None)
                self.releases.pop(case_id, None)
            self._load(connection, _among(ids))

    def _load(self, connection: Connection, where: Where) -> None:
        unclear = []
        for owner, sure, begun in connection.execute(_last_days(where)):
            if sure is not None and begun is not None and begun > sure:
                unclear.append(owner)
            day = sure or begun
            self.last_day[owner] = day.toordinal() if day else 0
        for ids in chunks(unclear):
            for owner, events in _events(connection, ids).items():
                as_of = derive_status(events).as_of
                day = as_of.latest or as_of.earliest
                self.last_day[owner] = day.toordinal() if day else 0
        for ids in chunks(connection.scalars(_sentenced(where))):
            for owner, events in _events(connection, ids).items():
                release = _release(events)
                if release is not None:
                    self.releases[owner] = release


_indexes: WeakKeyDictionary[Engine, CaseWaits] = WeakKeyDictionary()


def wait_index(session: Session) -> CaseWaits:
    """The index of the session's vault as far as it is built; a `ready` one is up to date."""
    engine = session.connection().engine
    index = _indexes.get(engine)
    if index is None:
        index = _indexes[engine] = CaseWaits()
    if index.ready:
        index.step(session)
    return index


def whole_waits(session: Session) -> CaseWaits:
    """The index, built to its end if it was not."""
    index = wait_index(session)
    while not index.ready:
        index.step(session)
    return index


def _among(ids: Collection[UUID]) -> Where:
    return lambda column: column.in_(ids)


def _length(connection: Connection) -> int:
    """How many actions the history has."""
    return int(history.facts(connection)["history_length"])


def _next_ids(connection: Connection, last: UUID | None) -> list[UUID]:
    query = select(Detainee.id).order_by(Detainee.id).limit(STEP)
    if last is not None:
        query = query.where(Detainee.id > last)
    return list(connection.scalars(query))


# -- reading -----------------------------------------------------------------------------------
_event = table_of(Event).c
_alive = (Event.deleted_at.is_(None), Detainee.deleted_at.is_(None))


def _last_days(where: Where) -> Any:
    """Of each case the last day of an event, of those that a sentence may swallow apart.

    Agrees with `derive_status` wherever the second is not the later one.
    """
    day = func.coalesce(_event.when_latest, _event.when_earliest)
    return (
        select(
            Event.detainee_id,
            func.max(case((Event.kind.not_in((*_EARLY, *_SILENT)), day))),
            func.max(case((Event.kind.in_(_EARLY), day))),
        )
        .join(Detainee, Detainee.id == Event.detainee_id)
        .where(where(Event.detainee_id), *_alive)
        .group_by(Event.detainee_id)
    )


def _sentenced(where: Where) -> Any:
    """Cases with a sentence that says how long."""
    terms = (Event.term_years, Event.term_months, Event.term_days)
    return (
        select(Event.detainee_id)
        .join(Detainee, Detainee.id == Event.detainee_id)
        .where(where(Event.detainee_id), *_alive, Event.kind == EventKind.SENTENCED)
        .where(or_(*(term > 0 for term in terms)))
        .distinct()
    )


_EVENTS = select(
    _event.detainee_id, _event.id, _event.kind, _event.when_text, _event.when_edtf,
    _event.when_earliest, _event.when_latest, _event.facility_kind, _event.term_years,
    _event.term_months, _event.term_days, _event.term_start,
).where(_event.deleted_at.is_(None)).order_by(_event.created_at)  # fmt: skip


def _events(connection: Connection, ids: Collection[UUID]) -> dict[UUID, list[StatusEvent]]:
    """What the derivation of a status needs, without building whole records."""
    found: dict[UUID, list[StatusEvent]] = defaultdict(list)
    for row in connection.execute(_EVENTS.where(_event.detainee_id.in_(ids))):
        owner, key, kind, text, edtf, first, last, facility, years, months, days, start = row
        found[owner].append(
            StatusEvent(
                key=key, kind=kind, when=UncertainDate(text, edtf, first, last),
                facility=facility, term=Term(years or 0, months or 0, days or 0),
                term_start=start,
            )
        )  # fmt: skip
    return found


def _release(events: Iterable[StatusEvent]) -> Release | None:
    known = list(events)
    window = release_window(known)
    if window is None:
        return None
    sentence = [e for e in in_order(known) if e.kind is EventKind.SENTENCED and e.term][-1]
    return Release(window, sentence.term, sentence.when)


def as_day(ordinal: int) -> date | None:
    """The day of `CaseWaits.last_day`."""
    return date.fromordinal(ordinal) if ordinal else None
