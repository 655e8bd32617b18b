"""What was decided on pairs of cases, and what merging them touches.

Who may be one person is found in `matching.pairs`; contradicted claims and loose excerpts stand
in `review_claims`. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import MatchVerdict
from caseapp.store import history
from caseapp.store.history import FieldChange
from caseapp.store.records import (
    KINDS,
    Detainee,
    Event,
    Identifier,
    Kinship,
    MatchDecision,
    NameForm,
    Record,
)
from caseapp.store.records.values import from_json
from caseapp.store.saving import chunks
from caseapp.store.tables import change as change_table

LATER_DAYS = 30
"""After so many days a pair that was put off is shown again."""


# -- decisions ---------------------------------------------------------------------------------
def decision_on(session: Session, first: UUID, second: UUID) -> MatchDecision | None:
    """What was decided on two cases, in whichever order they stand."""
    query = select(MatchDecision).where(
        MatchDecision.deleted_at.is_(None),
        MatchDecision.first_id.in_((first, second)),
        MatchDecision.second_id.in_((first, second)),
        MatchDecision.first_id != MatchDecision.second_id,
    )
    return session.scalars(query).first()


def decided_pairs(
    session: Session, pairs: Iterable[tuple[UUID, UUID]], now: datetime
) -> set[tuple[UUID, UUID]]:
    """Those of `pairs` that need not be asked about: told apart, merged, or put off until later.

    What was put off is asked again after LATER_DAYS, or when either case changed.
    """
    wanted = {frozenset(pair): pair for pair in pairs}
    decided = set()
    query = select(MatchDecision).where(MatchDecision.deleted_at.is_(None))
    for decision in session.scalars(query):
        pair = wanted.get(frozenset((decision.first_id, decision.second_id)))
        if pair is None:
            continue
        if decision.verdict is MatchVerdict.LATER and _is_back(session, decision, now):
            continue
        decided.add(pair)
    return decided


def _is_back(session: Session, decision: MatchDecision, now: datetime) -> bool:
    """Whether a month has passed, or either case was changed after the decision."""
    if now - decision.updated_at >= timedelta(days=LATER_DAYS):
        return True
    # Moments are kept to the second: the history knows what came after what.
    decided = _last_change(session, MatchDecision, [decision.id])
    ids = (decision.first_id, decision.second_id)
    for kind, owner in (
        (Detainee, Detainee.id), (NameForm, NameForm.detainee_id),
        (Identifier, Identifier.detainee_id), (Event, Event.detainee_id),
        (Kinship, Kinship.of_detainee_id),
    ):  # fmt: skip
        theirs = list(session.scalars(select(kind.id).where(owner.in_(ids))))
        if _last_change(session, kind, theirs) > decided:
            return True
    return False


def _last_change(session: Session, kind: type[Record], ids: Sequence[UUID]) -> int:
    column = change_table.c
    query = select(func.max(column.id)).where(
        column.record_kind == kind.__tablename__, column.record_id.in_(ids)
    )
    return session.scalar(query) or 0


# -- what merging touches ----------------------------------------------------------------------
def references(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind that name a case, so that none is forgotten when a kind is added."""
    table = kind.__table__
    return tuple(
        column.name
        for column in table.c
        if any(key.target_fullname == "detainee.id" for key in column.foreign_keys)
    )


def belongings(session: Session, case_id: UUID) -> tuple[Record, ...]:
    """Every record that names a case, in the trash or not, detached and complete."""
    found: list[Record] = []
    for kind in KINDS.values():
        columns = [getattr(kind, name) for name in references(kind)]
        if columns:
            query = select(kind).where(or_(*(column == case_id for column in columns)))
            found += session.scalars(query.order_by(kind.created_at, kind.id))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class MergeNote:
    """The action that merged a case away: its number, what it changed, into which case."""

    action: int
    changes: tuple[FieldChange, ...]
    records: dict[UUID, Record]
    kept_id: UUID


def merge_of(session: Session, other_id: UUID) -> MergeNote | None:
    """How a case that lies in the trash was merged away; None if it was not."""
    query = select(MatchDecision).where(
        MatchDecision.deleted_at.is_(None),
        MatchDecision.verdict == MatchVerdict.SAME,
        or_(MatchDecision.first_id == other_id, MatchDecision.second_id == other_id),
    )
    other = session.get(Detainee, other_id)
    if other is None or other.deleted_at is None:
        return None
    column = change_table.c
    for decision in session.scalars(query):
        kept = decision.first_id if decision.second_id == other_id else decision.second_id
        trashed = select(column.action).where(
            column.record_kind == "detainee", column.record_id == other_id,
            column.field == "deleted_at",
        )  # fmt: skip
        action = session.scalars(trashed.order_by(column.id.desc())).first()
        if action is None:
            continue
        changes = tuple(history.changes_of(session.connection(), action))
        if not any(one.record_id == decision.id for one in changes):
            continue
        return MergeNote(action, changes, _records(session, changes), kept)
    return None


def _records(session: Session, changes: Iterable[FieldChange]) -> dict[UUID, Record]:
    by_kind: dict[str, set[UUID]] = {}
    for one in changes:
        by_kind.setdefault(one.record_kind, set()).add(one.record_id)
    found: dict[UUID, Record] = {}
    for kind, ids in by_kind.items():
        for some in chunks(sorted(ids)):
            query = select(KINDS[kind]).where(KINDS[kind].id.in_(some))
            found |= {record.id: record for record in session.scalars(query)}
    return found


def value_before(change: FieldChange) -> object:
    """What a field held before a change, as the record holds it."""
    return from_json(KINDS[change.record_kind], change.field, change.old)
