"""What is counted, filtered and ordered of cases, read for many at once.

The same rules as on the page of one case (`case_page`, `case_claims`), without its records. In
one walk a hundred thousand cases are read: so columns come as the database holds them, and a
code or a day is made of its text once, not for each row.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Text, select, type_coerce

from caseapp.domain.places import find_place, numbers_of
from caseapp.domain.status import Grade, Support, verification
from caseapp.domain.vocabulary import (
    Bearing,
    Credibility,
    Reliability,
    Sex,
    SourceKind,
    Tie,
    Verification,
)
from caseapp.store.queries.case_course import BEGINS_CUSTODY, Told, course_of
from caseapp.store.queries.facet_columns import Values
from caseapp.store.records import Citation, Detainee, Event, Excerpt, NameForm, Source
from caseapp.store.saving import table_of

__all__ = ["BEGINS_CUSTODY", "Where", "county_of", "load_values", "verified_steps"]

Where = Callable[[Any], ColumnElement[bool]]
"""Which cases: a condition on the column that holds their id."""


def load_values(connection: Connection, where: Where) -> Iterable[Values]:
    """The values of the cases whose id answers to `where`, those in the trash too."""
    cases = connection.execute(_CASES.where(where(Detainee.id))).all()
    names: dict[str, str] = {}
    for owner, name in connection.execute(_NAMES.where(where(NameForm.detainee_id))):
        names.setdefault(owner, name)
    events: dict[str, list[Told]] = defaultdict(list)
    for owner, *told in connection.execute(_EVENTS.where(where(Event.detainee_id))):
        events[owner].append(Told(*told))
    steps = _steps(connection, where)
    for key, deleted, prefix, serial, birth, home, code, sex, tie, tags in cases:
        course = course_of(events.get(key, ()))
        yield Values(
            id=UUID(hex=key),
            alive=deleted is None,
            prefix=prefix,
            serial=serial,
            name=names.get(key, ""),
            birth=birth.toordinal() if birth else 0,
            place=home.strip(),
            county=county_of(code, home),
            sex=_SEX[sex],
            tie=_TIE[tie],
            tags=_tags(tags),
            status=course.status,
            taken=course.taken,
            first_year=course.first_year,
            last_year=course.last_year,
            verification=steps.get(key, Verification.UNSOURCED),
            last_day=course.last_day,
            release=course.release,
        )


def _raw(column: Any) -> Any:
    """A column as the database holds it: an id in 32 figures, a code, a day in ISO form."""
    return type_coerce(column, Text())


_detainee, _event = table_of(Detainee).c, table_of(Event).c
_CASES: Select[Any] = select(
    _raw(_detainee.id), _raw(_detainee.deleted_at), _detainee.prefix, _detainee.serial,
    _detainee.birth_earliest, _detainee.home_place, _detainee.home_place_code,
    _raw(_detainee.sex), _raw(_detainee.tie), _raw(_detainee.tags),
)  # fmt: skip
_named = table_of(NameForm).c
_NAMES: Select[Any] = (
    select(_raw(_named.detainee_id), _named.text)
    .where(_named.deleted_at.is_(None))
    .order_by(_named.detainee_id, _named.position, _named.created_at)
)
_EVENTS: Select[Any] = (
    select(
        _raw(_event.detainee_id), _raw(_event.kind), _raw(_event.when_earliest),
        _raw(_event.when_latest), _raw(_event.facility_kind), _event.term_years,
        _event.term_months, _event.term_days, _raw(_event.term_start), _event.when_text,
        _event.when_edtf,
    )
    .where(_event.deleted_at.is_(None))
    .order_by(_event.detainee_id, _event.created_at)
)  # fmt: skip
_CITED: Select[Any] = (
    select(
        _raw(_event.detainee_id), _raw(_event.id), _raw(Citation.bearing),
        _raw(Excerpt.credibility), _raw(Source.id), _raw(Source.same_text_as_id),
        _raw(Source.kind), _raw(Source.reliability),
    )
    .join_from(Event, Citation, Citation.event_id == Event.id)
    .join(Excerpt, Citation.excerpt_id == Excerpt.id)
    .join(Source, Excerpt.source_id == Source.id)
    .where(
        Event.deleted_at.is_(None), Citation.deleted_at.is_(None), Excerpt.deleted_at.is_(None),
        Source.deleted_at.is_(None),
    )
)  # fmt: skip
_SEX = {one.value: one for one in Sex}
_TIE = {one.value: one for one in Tie}


@lru_cache(maxsize=2_000)
def _tags(text: str) -> tuple[str, ...]:
    return tuple(sorted({tag for tag in json.loads(text) if tag}))


def verified_steps(connection: Connection, where: Where) -> dict[UUID, Verification]:
    """As `case_claims.least_verified`: the weakest of the sourced events of each case."""
    return {UUID(hex=key): step for key, step in _steps(connection, where).items()}


def _steps(connection: Connection, where: Where) -> dict[str, Verification]:
    cited: dict[tuple[str, str], list[_Cited]] = defaultdict(list)
    origins: dict[str, int] = {}
    for owner, event, bearing, credibility, source, same, kind, reliability in connection.execute(
        _CITED.where(where(Event.detainee_id))
    ):
        origin = origins.setdefault(same or source, len(origins))
        cited[owner, event].append((bearing, kind, reliability, credibility, origin))
    found: dict[str, Verification] = {}
    for (owner, _of), rows in cited.items():
        step = _verified(tuple(rows)) if len(rows) > 1 else _verified(((*rows[0][:4], 0),))
        found[owner] = min(found.get(owner, step), step, key=_ORDER.__getitem__)
    return found


_Cited = tuple[str, str, str, str, int]
"""Bearing, kind and reliability of the source, credibility, which origin."""
_ORDER = {step: place for place, step in enumerate(Verification)}


@lru_cache(maxsize=20_000)
def _verified(rows: tuple[_Cited, ...]) -> Verification:
    supports = [
        Support(
            origin=origin,
            kind=SourceKind(kind),
            grade=Grade(Reliability(reliability), Credibility(credibility)),
        )
        for bearing, kind, reliability, credibility, origin in rows
        if bearing == Bearing.SUPPORTS.value
    ]
    return verification(supports, contradicted=len(supports) < len(rows))


_counties: dict[str, str] = {}


def county_of(code: str, words: str) -> str:
    """The present number of a place of home; without a known number its words."""
    if code not in _counties:
        place = find_place(code) if code else None
        _counties[code] = numbers_of(place)[0] if place else ""
    return _counties[code] or words.strip()
