"""What was done in the whole vault: every action, newest first, and which record it is about.

Two steps as in the case list: the numbers of all that fit, then the lines of what is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from caseapp.store import history, search, undo
from caseapp.store.errors import StoreError
from caseapp.store.history import ActionRow, FieldChange
from caseapp.store.queries.contact_ties import first_names
from caseapp.store.queries.sounding import HEARD, sounding
from caseapp.store.records import KINDS, Appeal, Contact, Detainee, Excerpt, Record, Source
from caseapp.store.records.values import canonical
from caseapp.store.saving import chunks
from caseapp.store.tables import action as action_table
from caseapp.store.tables import change as change_table

ABOUT = ("detainee", "contact", "source", "excerpt", "appeal")
"""Kinds of records that have a page of their own."""
_LEADS = (
    "detainee_id", "of_detainee_id", "about_detainee_id", "contact_id", "of_contact_id",
    "about_contact_id", "giver_contact_id", "appeal_id", "source_id", "excerpt_id",
    "event_id", "copy_id", "dispatch_id", "attachment_id", "first_id",
)  # fmt: skip
"""Fields that say whose part a record is, the nearest first."""
_POINTS_AT = {"copy_id": "copy", "dispatch_id": "dispatch", "attachment_id": "attachment",
              "event_id": "event", "first_id": "detainee"}  # fmt: skip
_FOUND_MOST = 200
"""Records found by a typed text whose actions are listed."""

_LOOKED_AT = 3
"""Records of an action among which the first that has a page is shown in its line."""

Worded = Callable[[str, Mapping[str, object]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """Which actions a list shows: `about` is a kind of `ABOUT`; days are both included."""

    text: str = ""
    about: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """The page that an action is about: its kind in `ABOUT`, its id, what people call it.

    Of an excerpt `within` is its source.
    """

    kind: str
    id: UUID
    number: str
    name: str
    within: UUID | None = None


SHOWN = 2_000
"""Changes of one action that are told: an import has a hundred thousand."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action, how many fields it changed, and the first page that it is about."""

    row: ActionRow
    changes: int
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class ActionDetail:
    """One action with what it did: of a very large one the first `SHOWN` changes.

    `obstacle` says why it alone cannot be undone.
    """

    line: ActionLine
    changes: tuple[FieldChange, ...]
    subjects: Mapping[UUID, Subject]
    obstacle: StoreError | None


def past_actions(session: Session, limit: int) -> list[ActionRow]:
    """What repeated undo would reverse, newest first."""
    return undo.past(session.connection(), limit)


def action_numbers(
    session: Session, wanted: ActionFilter, worded: Worded, local: Callable[[datetime], datetime]
) -> list[int]:
    """The numbers of the actions that fit, newest first.

    `worded(label, params)` is the sentence that the screen shows: the text is looked for in
    it, and in the records that the action changed. `local` gives a naive moment its zone.
    """
    table = action_table.c
    query = select(table.seq).order_by(table.seq.desc())
    if wanted.first_day is not None:
        query = query.where(table.at >= local(datetime.combine(wanted.first_day, time())))
    if wanted.last_day is not None:
        end = datetime.combine(wanted.last_day + timedelta(days=1), time())
        query = query.where(table.at < local(end))
    if wanted.about:
        query = query.where(table.seq.in_(_touching([wanted.about])))
    numbers = list(session.scalars(query))
    if wanted.text.strip():
        fitting = _saying(session, wanted.text, worded) | _changing(session, wanted.text)
        numbers = [number for number in numbers if number in fitting]
    return numbers


def action_lines(session: Session, numbers: Sequence[int]) -> list[ActionLine]:
    """These actions, in the order of the numbers."""
    changed = change_table.c
    counted: dict[int, int] = {}
    first: dict[int, list[_Ref]] = {}
    rows: dict[int, ActionRow] = {}
    for some in chunks(numbers):
        rows |= history.action_rows(session.connection(), some)
        touched = (
            select(
                changed.action, changed.record_kind, changed.record_id, func.count(),
                func.min(changed.id).label("begun"),
            )
            .where(changed.action.in_(some))
            .group_by(changed.action, changed.record_kind, changed.record_id)
            .order_by(changed.action, "begun")
        )  # fmt: skip
        for action, kind, record_id, count, _begun in session.execute(touched):
            counted[action] = counted.get(action, 0) + count
            refs = first.setdefault(action, [])
            if len(refs) < _LOOKED_AT:
                refs.append((kind, record_id))
    pages = _pages(session, [ref for refs in first.values() for ref in refs])
    lines = []
    for number in numbers:
        if number in rows:
            found = (pages[ref] for ref in first.get(number, ()) if ref in pages)
            lines.append(ActionLine(rows[number], counted.get(number, 0), next(found, None)))
    return lines


def action_detail(session: Session, number: int) -> ActionDetail:
    """What one action did."""
    connection = session.connection()
    (line,) = action_lines(session, [number])
    changes = tuple(history.changes_of(connection, number, SHOWN))
    return ActionDetail(
        line, changes, _subjects(session, number), undo.obstacle(connection, number)
    )  # fmt: skip


def subject_of(session: Session, kind: str, record_id: UUID) -> Subject | None:
    """The page on which a record stands; None for what has none, such as a letter's text."""
    return _pages(session, [(kind, record_id)]).get((kind, record_id))


_Ref = tuple[str, UUID]
"""A record by kind and id."""


def _pages(session: Session, refs: Iterable[_Ref]) -> dict[_Ref, Subject]:
    """The pages on which these records stand: each kind is read once a step, not each record."""
    at: dict[_Ref, _Ref] = {ref: ref for ref in refs}
    there: dict[_Ref, Record] = {}
    for _step in range(4):
        records = _loaded(session, {ref for ref in at.values() if ref not in there})
        ahead: dict[_Ref, _Ref] = {}
        for begun, ref in at.items():
            record = records.get(ref)
            if record is None:
                if ref in there:
                    ahead[begun] = ref
            elif ref[0] in ABOUT:
                there[ref] = record
                ahead[begun] = ref
            elif (step := _step_up(record)) is not None:
                ahead[begun] = step
        at = ahead
    subjects = _named(session, there)
    return {begun: subjects[ref] for begun, ref in at.items() if ref in subjects}


def _loaded(session: Session, refs: Iterable[_Ref]) -> dict[_Ref, Record]:
    by_kind: dict[str, list[UUID]] = {}
    for kind, record_id in refs:
        by_kind.setdefault(kind, []).append(record_id)
    return {
        (kind, record.id): record
        for kind, ids in by_kind.items()
        for some in chunks(ids)
        for record in session.scalars(select(KINDS[kind]).where(KINDS[kind].id.in_(some)))
    }


def _step_up(record: Record) -> tuple[str, UUID] | None:
    for field in _LEADS:
        target = getattr(record, field, None)
        if isinstance(target, UUID):
            plain = field.removesuffix("_id").rsplit("_", 1)[-1]
            return _POINTS_AT.get(field, plain), target
    return None


def _named(session: Session, records: Mapping[_Ref, Record]) -> dict[_Ref, Subject]:
    people = [ref[1] for ref, one in records.items() if isinstance(one, Detainee | Contact)]
    names = {owner: name for part in chunks(people) for owner, name in
             first_names(session, part).items()}  # fmt: skip
    within = {("source", one.source_id) for one in records.values() if isinstance(one, Excerpt)}
    sources = _loaded(session, within)
    return {ref: _subject(ref, record, names, sources) for ref, record in records.items()}


def _subject(
    ref: _Ref, record: Record, names: Mapping[UUID, str], sources: Mapping[_Ref, Record]
) -> Subject:
    if isinstance(record, Detainee):
        return Subject(*ref, record.case_number, names.get(record.id, record.description))
    if isinstance(record, Contact):
        return Subject(*ref, str(record.serial), names.get(record.id, ""))
    if isinstance(record, Excerpt):
        source = sources.get(("source", record.source_id))
        title = source.title if isinstance(source, Source) else ""
        return Subject(*ref, "", title, record.source_id)
    assert isinstance(record, Source | Appeal)
    return Subject(*ref, str(record.serial), record.title)


def _subjects(session: Session, number: int, most: int = 200) -> dict[UUID, Subject]:
    """By the record that was changed, in the order of the changes."""
    table = change_table.c
    query = (
        select(table.record_kind, table.record_id)
        .where(table.action == number)
        .group_by(table.record_kind, table.record_id)
        .order_by(func.min(table.id))
        .limit(most)
    )
    refs: list[_Ref] = [(kind, record_id) for kind, record_id in session.execute(query)]
    pages = _pages(session, refs)
    return {ref[1]: pages[ref] for ref in refs if ref in pages}


# -- filtering -------------------------------------------------------------------------------
def _touching(kinds: Iterable[str]) -> Select[Any]:
    """Actions that changed a record of these kinds, or a part of one."""
    wanted = set(kinds)
    parts = {
        name for name, kind in KINDS.items()
        if name in wanted or any(f"{one}_id" in kind.__table__.c for one in wanted)
    }  # fmt: skip
    return select(change_table.c.action).where(change_table.c.record_kind.in_(parts))


def _saying(session: Session, typed: str, worded: Worded) -> set[int]:
    """Actions whose sentence holds all words of the text."""
    table = action_table.c
    words = typed.casefold().split()
    known: dict[str, bool] = {}
    found = set()
    for seq, label, params in session.execute(select(table.seq, table.label, table.params)):
        key = f"{label} {canonical(params)}"
        if key not in known:
            said = worded(label, params).casefold()
            known[key] = all(word in said for word in words)
        if known[key]:
            found.add(seq)
    return found


def _changing(session: Session, typed: str) -> set[int]:
    """Actions that changed a record which holds the text, or whose name sounds so, or a part."""
    hits = search.find(session.connection(), typed, limit=_FOUND_MOST)
    heard = [one.id for kind in HEARD for one in sounding(session, typed, kind)]
    records = _with_parts(session, [*(hit.record_id for hit in hits), *heard])
    table = change_table.c
    found: set[int] = set()
    for some in chunks(records):
        # The index is by kind and id; an id alone would read the whole table.
        where = (table.record_kind.in_(list(KINDS)), table.record_id.in_(some))
        found.update(session.scalars(select(table.action).where(*where)))
    return found


def _with_parts(session: Session, ids: Sequence[UUID]) -> list[UUID]:
    """These records and what hangs directly on them: a case's names, events, relatives."""
    found = list(ids)
    for kind in KINDS.values():
        for field in _LEADS[:5]:
            if field in kind.__table__.c:
                query = select(kind.id).where(kind.__table__.c[field].in_(ids))
                found += session.scalars(query)
    return found
