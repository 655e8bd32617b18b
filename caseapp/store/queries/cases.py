"""Rows of the case list: only what is seen is fetched.

A query is run in two steps: the ids of the whole list in order (cheap, kept by the list),
then the rows of one stretch of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import StatusEvent, StatusReport, Term, derive_status
from caseapp.domain.vocabulary import CaseKind, NameScript, Sex, Tie, Verification
from caseapp.store import search
from caseapp.store.queries.case_values import BEGINS_CUSTODY, verified_steps
from caseapp.store.records import Detainee, Event, NameForm, Office
from caseapp.store.saving import chunks

FOUND_LIMIT = 5_000
"""How many cases a typed text lists at most: who types more letters sees them all."""


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Cases in the order of their numbers; an empty text gives all. See `facets` for more."""

    text: str = ""
    most: int | None = None


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
    tie: Tie
    tags: tuple[str, ...]
    birth: UncertainDate
    home_place: str
    home_place_code: str
    status: StatusReport
    taken: UncertainDate
    verification: Verification
    photo_id: UUID | None
    fictitious: bool


def case_count(session: Session) -> int:
    """How many cases there are outside the trash."""
    return session.scalar(select(func.count(Detainee.id)).where(Detainee.deleted_at.is_(None))) or 0


def case_prefixes(session: Session) -> list[str]:
    """The prefixes that case numbers have; with one only, lists need not repeat it."""
    query = select(Detainee.prefix).where(Detainee.deleted_at.is_(None)).distinct()
    return list(session.scalars(query.order_by(Detainee.prefix)))


def new_case_prefix(session: Session) -> str:
    """With what the numbers of new cases begin: as the office says, else as they always did."""
    chosen = select(Office.case_prefix).where(Office.deleted_at.is_(None), Office.case_prefix != "")
    return session.scalar(chosen.order_by(Office.created_at)) or Detainee().prefix


def case_ids(session: Session, query: CaseQuery) -> list[UUID]:
    """The ids of the cases that contain the typed words as spelled, at most `most`, by number."""
    statement = select(Detainee.id).where(Detainee.deleted_at.is_(None))
    if query.text.strip():
        most = query.most or FOUND_LIMIT
        hits = search.find(session.connection(), query.text, kinds=("detainee",), limit=most)
        statement = statement.where(Detainee.id.in_([hit.record_id for hit in hits]))
    by_number = statement.order_by(Detainee.prefix, Detainee.serial)
    return list(session.scalars(by_number.limit(query.most)))


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
    steps = verified_steps(session.connection(), lambda column: column.in_(ids))
    return [
        _row(found[i], names.get(i, ()), events[i], steps.get(i, Verification.UNSOURCED), language)
        for i in ids
        if i in found
    ]


def living_cases(session: Session, ids: Collection[UUID]) -> list[Detainee]:
    """The records of those of these cases that are not in the trash, in the order of the ids."""
    found: dict[UUID, Detainee] = {}
    for some in chunks(ids):
        query = select(Detainee).where(Detainee.id.in_(some), Detainee.deleted_at.is_(None))
        found |= {case.id: case for case in session.scalars(query)}
    return [found[case_id] for case_id in ids if case_id in found]


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
    step: Verification,
    language: str,
) -> CaseRow:
    begun = [e.when for e in events if e.kind in BEGINS_CUSTODY]
    begun.sort(key=lambda when: (when.earliest is None, when.earliest))
    return CaseRow(
        id=record.id,
        number=record.case_number,
        prefix=record.prefix,
        kind=record.kind,
        names=names,
        description=record.worded("description", language)[0],
        sex=record.sex,
        tie=record.tie,
        tags=tuple(record.tags),
        birth=record.birth,
        home_place=record.worded("home_place", language)[0],
        home_place_code=record.home_place_code,
        status=derive_status([status_event(e) for e in events]),
        taken=begun[0] if begun else UncertainDate.unknown(),
        verification=step,
        photo_id=record.photo_id,
        fictitious=record.fictitious,
    )
