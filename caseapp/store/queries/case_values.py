"""What is counted, filtered and ordered of cases, read for many at once.

The same rules as on the page of one case (`case_page`, `case_claims`), without its records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, select

from caseapp.domain.dates import UncertainDate
from caseapp.domain.places import find_place, numbers_of
from caseapp.domain.status import Grade, StatusEvent, Support, derive_status, verification
from caseapp.domain.vocabulary import Bearing, EventKind, Status, Verification
from caseapp.store.queries.facet_columns import Values
from caseapp.store.records import Citation, Detainee, Event, Excerpt, NameForm, Source
from caseapp.store.saving import table_of

BEGINS_CUSTODY = (EventKind.TAKEN, EventKind.REPATRIATED, EventKind.RETAKEN)
"""Events that begin a custody; the earliest is when the person was "taken"."""

Where = Callable[[Any], ColumnElement[bool]]
"""Which cases: a condition on the column that holds their id."""


def load_values(connection: Connection, where: Where) -> Iterable[Values]:
    """The values of the cases whose id answers to `where`, those in the trash too."""
    cases = connection.execute(_CASES.where(where(Detainee.id))).all()
    names: dict[UUID, str] = {}
    for owner, name in connection.execute(_NAMES.where(where(NameForm.detainee_id))):
        names.setdefault(owner, name)
    events: dict[UUID, list[_Event]] = defaultdict(list)
    for owner, *told in connection.execute(_EVENTS.where(where(Event.detainee_id))):
        events[owner].append(tuple(told))
    steps = verified_steps(connection, where)
    for case in cases:
        own = events.get(case.id, [])
        begun = [(first, last) for kind, first, last, _facility in own if kind in BEGINS_CUSTODY]
        begun.sort(key=lambda bounds: (bounds[0] is None, bounds[0] or date.max))
        first, last = begun[0] if begun else (None, None)
        yield Values(
            id=case.id,
            alive=case.deleted_at is None,
            prefix=case.prefix,
            serial=case.serial,
            name=names.get(case.id, ""),
            birth=case.birth_earliest.toordinal() if case.birth_earliest else 0,
            place=case.home_place.strip(),
            county=county_of(case.home_place_code, case.home_place),
            sex=case.sex,
            tie=case.tie,
            tags=tuple(sorted({tag for tag in case.tags if tag})),
            status=_status(own),
            taken=first.toordinal() if first else 0,
            first_year=first.year if first else None,
            last_year=last.year if last else None,
            verification=steps.get(case.id, Verification.UNSOURCED),
        )


_detainee, _event = table_of(Detainee).c, table_of(Event).c
_CASES: Select[Any] = select(
    _detainee.id, _detainee.deleted_at, _detainee.prefix, _detainee.serial,
    _detainee.birth_earliest, _detainee.home_place, _detainee.home_place_code, _detainee.sex,
    _detainee.tie, _detainee.tags,
)  # fmt: skip
_named = table_of(NameForm).c
_NAMES: Select[Any] = (
    select(_named.detainee_id, _named.text)
    .where(NameForm.deleted_at.is_(None))
    .order_by(NameForm.detainee_id, NameForm.position, NameForm.created_at)
)
_EVENTS: Select[Any] = (
    select(
        _event.detainee_id, _event.kind, _event.when_earliest, _event.when_latest,
        _event.facility_kind,
    )
    .where(_event.deleted_at.is_(None))
    .order_by(_event.detainee_id, _event.created_at)
)  # fmt: skip
_CITED: Select[Any] = (
    select(
        _event.detainee_id, _event.id.label("event"), Citation.bearing, Excerpt.credibility,
        Source.id.label("source"), Source.same_text_as_id, Source.kind, Source.reliability,
    )
    .join_from(Event, Citation, Citation.event_id == Event.id)
    .join(Excerpt, Citation.excerpt_id == Excerpt.id)
    .join(Source, Excerpt.source_id == Source.id)
    .where(
        Event.deleted_at.is_(None), Citation.deleted_at.is_(None), Excerpt.deleted_at.is_(None),
        Source.deleted_at.is_(None),
    )
)  # fmt: skip
_Event = tuple[Any, ...]
"""Kind, first and last possible day, facility."""

_statuses: dict[tuple[_Event, ...], Status] = {}
_STATUSES_KEPT = 20_000


def _status(events: Sequence[_Event]) -> Status:
    """Derived as everywhere; most cases have one event, whose day then does not matter."""
    key = tuple(events) if len(events) > 1 else tuple((e[0], None, None, e[3]) for e in events)
    known = _statuses.get(key)
    if known is None:
        states = [
            StatusEvent(
                key=place, kind=kind, when=UncertainDate("", None, first, last), facility=facility
            )
            for place, (kind, first, last, facility) in enumerate(events)
        ]
        known = derive_status(states).status
        if len(_statuses) >= _STATUSES_KEPT:
            _statuses.clear()
        _statuses[key] = known
    return known


def verified_steps(connection: Connection, where: Where) -> dict[UUID, Verification]:
    """As `case_claims.least_verified`: the weakest of the sourced events of each case."""
    cited: dict[tuple[UUID, UUID], list[Any]] = defaultdict(list)
    for row in connection.execute(_CITED.where(where(Event.detainee_id))):
        cited[row.detainee_id, row.event].append(row)
    order = list(Verification)
    found: dict[UUID, Verification] = {}
    for (owner, _of), rows in cited.items():
        supports = [
            Support(
                origin=row.same_text_as_id or row.source,
                kind=row.kind,
                grade=Grade(row.reliability, row.credibility),
            )
            for row in rows
            if row.bearing is Bearing.SUPPORTS
        ]
        step = verification(supports, contradicted=len(supports) < len(rows))
        found[owner] = min(found.get(owner, step), step, key=order.index)
    return found


_counties: dict[str, str] = {}


def county_of(code: str, words: str) -> str:
    """The present number of a place of home; without a known number its words."""
    if code not in _counties:
        place = find_place(code) if code else None
        _counties[code] = numbers_of(place)[0] if place else ""
    return _counties[code] or words.strip()
