"""Rows of the case list: only what is seen is fetched.

A query is run in two steps: the ids of the whole list in order (cheap, kept by the list),
then the rows of one stretch of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import StatusEvent, StatusReport, Term, derive_status
from caseapp.domain.vocabulary import CaseKind, EventKind, NameScript, Sex, Status
from caseapp.store import search
from caseapp.store.records import Detainee, Event, NameForm
from caseapp.store.saving import table_of

Order = Literal["number", "name", "birth", "place", "status", "taken"]

FOUND_LIMIT = 5_000
"""How many cases a typed text lists at most: who types more letters sees them all."""

_BEFORE_ALL = (EventKind.TAKEN, EventKind.REPATRIATED, EventKind.RETAKEN)
"""Events that begin a custody; the earliest is when the person was "taken"."""

_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_ORDER = str.maketrans({letter: chr(0x400 + i) for i, letter in enumerate(_ALPHABET)})
"""Kazakh letters stand apart from the Russian ones in Unicode; here they stand in order."""


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What the list shows and in which order; an empty text shows all."""

    text: str = ""
    order: Order = "number"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list. `names` are the main spellings by script tag, first one first.

    `description` and `home_place` are in the asked language where they have been worded in it.
    """

    id: UUID
    number: str
    prefix: str
    kind: CaseKind
    names: tuple[tuple[NameScript, str], ...]
    description: str
    sex: Sex
    birth: UncertainDate
    home_place: str
    home_place_code: str
    status: StatusReport
    taken: UncertainDate
    photo_id: UUID | None
    fictitious: bool


def case_count(session: Session) -> int:
    """How many cases there are outside the trash."""
    return session.scalar(select(func.count(Detainee.id)).where(Detainee.deleted_at.is_(None))) or 0


def case_prefixes(session: Session) -> list[str]:
    """The prefixes that case numbers have; with one only, lists need not repeat it."""
    query = select(Detainee.prefix).where(Detainee.deleted_at.is_(None)).distinct()
    return list(session.scalars(query.order_by(Detainee.prefix)))


def case_ids(session: Session, query: CaseQuery) -> list[UUID]:
    """The ids of all cases that the query shows, in its order; unknown values stand last."""
    statement = select(Detainee.id).where(Detainee.deleted_at.is_(None))
    if query.text.strip():
        hits = search.find(session.connection(), query.text, kinds=("detainee",), limit=FOUND_LIMIT)
        statement = statement.where(Detainee.id.in_([hit.record_id for hit in hits]))
    if query.order in ("name", "status"):
        ids = list(session.scalars(statement.order_by(Detainee.prefix, Detainee.serial)))
        keys = _name_keys(session) if query.order == "name" else _status_keys(session)
        known = [i for i in ids if i in keys]
        known.sort(key=keys.__getitem__, reverse=query.descending)
        return known + [i for i in ids if i not in keys]
    return list(session.scalars(statement.order_by(*_order(query))))


def case_rows(
    session: Session, ids: Sequence[UUID], language: str = "en", *, alive: bool = False
) -> list[CaseRow]:
    """The rows of these cases, in the order of the ids; what is gone is left out.

    With `alive` so are those in the trash.
    """
    query = select(Detainee).where(Detainee.id.in_(ids))
    if alive:
        query = query.where(Detainee.deleted_at.is_(None))
    found = {d.id: d for d in session.scalars(query)}
    names = _names(session, ids)
    events: dict[UUID, list[Event]] = defaultdict(list)
    theirs = (Event.detainee_id.in_(ids), Event.deleted_at.is_(None))
    for event in session.scalars(select(Event).where(*theirs)):
        events[event.detainee_id].append(event)
    return [_row(found[i], names.get(i, ()), events[i], language) for i in ids if i in found]


def status_event(event: Event) -> StatusEvent:
    """What the derivation of a status needs of a recorded event."""
    return StatusEvent(
        key=event.id,
        kind=event.kind,
        when=event.when,
        facility=event.facility_kind,
        term=Term(event.term_years or 0, event.term_months or 0, event.term_days or 0),
        term_start=event.term_start,
    )


def _order(query: CaseQuery) -> list[Any]:
    """The columns that SQL orders by."""
    number = [Detainee.prefix, Detainee.serial]
    if query.order == "number":
        return [key.desc() if query.descending else key.asc() for key in number]
    key: Any
    if query.order == "birth":
        key = table_of(Detainee).c.birth_earliest
    elif query.order == "place":
        key = func.nullif(Detainee.home_place, "")
    else:
        key = (
            select(func.min(table_of(Event).c.when_earliest))
            .where(Event.detainee_id == Detainee.id, Event.deleted_at.is_(None))
            .where(Event.kind.in_(_BEFORE_ALL))
            .scalar_subquery()
        )
    return [key.is_(None), key.desc() if query.descending else key.asc(), *number]


def _name_keys(session: Session) -> dict[UUID | None, str]:
    """Each case's first name, in a form that sorts as the Kazakh alphabet does."""
    query = (
        select(NameForm.detainee_id, NameForm.text)
        .where(NameForm.detainee_id.is_not(None), NameForm.deleted_at.is_(None))
        .order_by(NameForm.position.desc(), NameForm.created_at.desc())
    )
    rows = session.execute(query)
    return {owner: name.casefold().translate(_ORDER) for owner, name in rows}


def _status_keys(session: Session) -> dict[UUID, int]:
    """Each case's status, as its place in the vocabulary; nothing for who has no event."""
    query = select(
        Event.detainee_id, Event.kind, Event.when, Event.facility_kind, Event.created_at
    ).where(Event.deleted_at.is_(None))
    events: dict[UUID, list[StatusEvent]] = defaultdict(list)
    for owner, kind, when, facility, _made in session.execute(query.order_by(Event.created_at)):
        known = events[owner]
        known.append(StatusEvent(key=len(known), kind=kind, when=when, facility=facility))
    places = {status: place for place, status in enumerate(Status)}
    return {owner: places[derive_status(known).status] for owner, known in events.items()}


def _names(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[tuple[NameScript, str], ...]]:
    """The first spelling of each script, in the order in which they stand in the record."""
    query = (
        select(NameForm.detainee_id, NameForm.script, NameForm.text)
        .where(NameForm.detainee_id.in_(ids), NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    spellings: dict[UUID, dict[NameScript, str]] = defaultdict(dict)
    for owner, script, text in session.execute(query):
        if owner is not None:
            spellings[owner].setdefault(script, text)
    return {owner: tuple(forms.items()) for owner, forms in spellings.items()}


def _row(
    record: Detainee,
    names: tuple[tuple[NameScript, str], ...],
    events: Iterable[Event],
    language: str,
) -> CaseRow:
    begun = [e.when for e in events if e.kind in _BEFORE_ALL]
    begun.sort(key=lambda when: (when.earliest is None, when.earliest))
    return CaseRow(
        id=record.id,
        number=record.case_number,
        prefix=record.prefix,
        kind=record.kind,
        names=names,
        description=record.worded("description", language)[0],
        sex=record.sex,
        birth=record.birth,
        home_place=record.worded("home_place", language)[0],
        home_place_code=record.home_place_code,
        status=derive_status([status_event(e) for e in events]),
        taken=begun[0] if begun else UncertainDate.unknown(),
        photo_id=record.photo_id,
        fictitious=record.fictitious,
    )
