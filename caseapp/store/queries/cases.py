"""Rows of the case list: only what is seen is fetched.

A query is run in two steps: the ids of the whole list in order (cheap, kept by the list),
then the rows of one stretch of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import StatusNow, status_now
from caseapp.domain.vocabulary import CaseKind, EventKind, NameScript, Sex
from caseapp.store import search
from caseapp.store.records import Detainee, Event, NameForm

Order = Literal["number", "name", "birth", "taken"]

FOUND_LIMIT = 5_000
"""How many cases a typed text lists at most: who types more letters sees them all."""

_BEFORE_ALL = (EventKind.TAKEN, EventKind.REPATRIATED, EventKind.RETAKEN)
"""Events that begin a custody; the earliest is when the person was "taken"."""


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What the list shows and in which order; an empty text shows all."""

    text: str = ""
    order: Order = "number"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list. `names` are the main spellings by script tag, first one first."""

    id: UUID
    number: str
    kind: CaseKind
    names: tuple[tuple[NameScript, str], ...]
    description: str
    sex: Sex
    birth: UncertainDate
    home_place: str
    home_place_code: str
    status: StatusNow
    taken: UncertainDate
    photo_id: UUID | None
    fictitious: bool


def case_ids(session: Session, query: CaseQuery) -> list[UUID]:
    """The ids of all cases that the query shows, in its order."""
    statement = select(Detainee.id).where(Detainee.deleted_at.is_(None))
    if query.text.strip():
        hits = search.find(session.connection(), query.text, kinds=("detainee",), limit=FOUND_LIMIT)
        statement = statement.where(Detainee.id.in_([hit.record_id for hit in hits]))
    keys = _order(query.order)
    ordered = [key.desc() if query.descending else key.asc() for key in keys]
    return list(session.scalars(statement.order_by(*ordered, Detainee.serial)))


def case_rows(session: Session, ids: Sequence[UUID]) -> list[CaseRow]:
    """The rows of these cases, in the order of the ids; what is gone is left out."""
    found = {d.id: d for d in session.scalars(select(Detainee).where(Detainee.id.in_(ids)))}
    names = _names(session, ids)
    events: dict[UUID, list[Event]] = defaultdict(list)
    alive = (Event.detainee_id.in_(ids), Event.deleted_at.is_(None))
    for event in session.scalars(select(Event).where(*alive)):
        events[event.detainee_id].append(event)
    return [_row(found[i], names.get(i, ()), events[i]) for i in ids if i in found]


def _order(order: Order) -> list[object]:
    if order == "name":
        name = (
            select(func.min(NameForm.text))
            .where(NameForm.detainee_id == Detainee.id, NameForm.deleted_at.is_(None))
            .where(NameForm.position == 0)
            .scalar_subquery()
        )
        return [name.is_(None), name]
    if order == "birth":
        return [Detainee.birth.earliest.is_(None), Detainee.birth.earliest]
    if order == "taken":
        taken = (
            select(func.min(Event.when.earliest))
            .where(Event.detainee_id == Detainee.id, Event.deleted_at.is_(None))
            .where(Event.kind.in_(_BEFORE_ALL))
            .scalar_subquery()
        )
        return [taken.is_(None), taken]
    return [Detainee.prefix, Detainee.serial]


def _names(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[tuple[NameScript, str], ...]]:
    """The first spelling of each script, in the order in which they stand in the record."""
    query = (
        select(NameForm.detainee_id, NameForm.script, NameForm.text)
        .where(NameForm.detainee_id.in_(ids), NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    spellings: dict[UUID, dict[NameScript, str]] = defaultdict(dict)
    for owner, script, text in session.execute(query):
        spellings[owner].setdefault(script, text)
    return {owner: tuple(forms.items()) for owner, forms in spellings.items()}


def _row(
    record: Detainee, names: tuple[tuple[NameScript, str], ...], events: Iterable[Event]
) -> CaseRow:
    begun = [e.when for e in events if e.kind in _BEFORE_ALL]
    begun.sort(key=lambda when: (when.earliest is None, when.earliest))
    return CaseRow(
        id=record.id,
        number=record.case_number,
        kind=record.kind,
        names=names,
        description=record.description,
        sex=record.sex,
        birth=record.birth,
        home_place=record.home_place,
        home_place_code=record.home_place_code,
        status=status_now(events),
        taken=begun[0] if begun else UncertainDate.unknown(),
        photo_id=record.photo_id,
        fictitious=record.fictitious,
    )
