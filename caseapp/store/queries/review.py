"""What waits to be decided: cases that may be one person, and what merging them touches.

`waiting_pairs` is the one door to the pairs: what knows one name across scripts can take its
place and keep its answer. Contradicted claims and loose excerpts stand in `review_claims`.
Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import MatchVerdict, Sex
from caseapp.store import history
from caseapp.store.history import FieldChange
from caseapp.store.queries.likely import Ground
from caseapp.store.queries.review_index import Known, MatchIndex, whole_index
from caseapp.store.records import (
    KINDS,
    Detainee,
    Event,
    Identifier,
    Kinship,
    MatchDecision,
    NameForm,
    Record,
    utc_now,
)
from caseapp.store.records.values import from_json
from caseapp.store.saving import chunks
from caseapp.store.tables import change as change_table

LATER_DAYS = 30
"""After so many days a pair that was put off is shown again."""
_LARGEST = 40
"""Namesakes of one year or county beyond whom only the first are paired."""


class Weight(StrEnum):
    """What a reason says of two cases being one person."""

    FOR = "for"
    AGAINST = "against"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PairReason:
    """One reason. The screen words it with what both cases say of its ground."""

    ground: Ground
    weight: Weight


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases that may be one person, the older number first. `points` only order."""

    first: UUID
    second: UUID
    reasons: tuple[PairReason, ...]
    points: float


_POINTS = {
    (Ground.SAME_DOCUMENT, Weight.FOR): 5.0,
    (Ground.SAME_NAME_IN_SCRIPTS, Weight.FOR): 4.0,
    (Ground.SAME_NAME, Weight.FOR): 3.0,
    (Ground.BIRTH, Weight.FOR): 2.0,
    (Ground.COUNTY, Weight.FOR): 1.0,
    (Ground.PHONE, Weight.FOR): 1.5,
    (Ground.SAME_DOCUMENT, Weight.AGAINST): -2.0,
    (Ground.BIRTH, Weight.AGAINST): -2.0,
    (Ground.COUNTY, Weight.AGAINST): -1.0,
    (Ground.SEX, Weight.AGAINST): -3.0,
}


def waiting_pairs(session: Session, now: datetime | None = None) -> tuple[Pair, ...]:
    """Pairs of cases that nobody has decided on, the likeliest first.

    Cases are paired by the same document number; by the same spelling in any script with the
    same year of birth or the same county; by a phone of their kin, if nothing speaks against.
    Left out are those told apart, those whom a record ties as relatives (but for the same
    document), and for a month or until one of them changes those that were put off.
    """
    index = whole_index(session)
    found: set[tuple[UUID, UUID]] = set()
    by_phone: set[tuple[UUID, UUID]] = set()
    for sign, ids in index.shared():
        alike = combinations(ids[:_LARGEST], 2)
        if sign == "phone":
            by_phone.update(alike)
        elif sign == "document":
            found.update(alike)
        else:
            found.update(pair for pair in alike if pair[1] not in index.known[pair[0]].kin)
    found |= {pair for pair in by_phone - found if _fits(index, *pair)}
    found -= _decided(session, found, now or utc_now())
    pairs = [_pair(index, *pair) for pair in found]
    serial = {one: index.known[one].serial for pair in found for one in pair}
    return tuple(sorted(pairs, key=lambda p: (-p.points, serial[p.first], serial[p.second])))


def reasons_for(session: Session, first: UUID, second: UUID) -> tuple[PairReason, ...]:
    """What speaks for and against two cases, chosen by whomever; empty if one is gone."""
    index = whole_index(session)
    if first not in index.known or second not in index.known:
        return ()
    return _reasons(index.known[first], index.known[second])


def _fits(index: MatchIndex, first: UUID, second: UUID) -> bool:
    """A family shares a phone: only who can be one person, with a name in common, is paired."""
    one, other = index.known[first], index.known[second]
    if second in one.kin or any(r.weight is Weight.AGAINST for r in _reasons(one, other)):
        return False
    words = {word for _script, name in one.names for word in name.split()}
    return bool(words & {word for _script, name in other.names for word in name.split()})


def _pair(index: MatchIndex, first: UUID, second: UUID) -> Pair:
    reasons = _reasons(index.known[first], index.known[second])
    points = sum(_POINTS.get((reason.ground, reason.weight), 0.0) for reason in reasons)
    return Pair(first, second, reasons, points)


def _reasons(one: Known, other: Known) -> tuple[PairReason, ...]:
    found: list[PairReason] = []

    def add(ground: Ground, first: Any, second: Any, *, same: bool, against: bool = True) -> None:
        if not first and not second:
            return
        told = Weight.FOR if same else Weight.AGAINST if against else Weight.UNKNOWN
        found.append(PairReason(ground, told if first and second else Weight.UNKNOWN))

    names = {name for _script, name in one.names} & {name for _script, name in other.names}
    if names:
        several = len({script for script, name in one.names if name in names}) > 1
        ground = Ground.SAME_NAME_IN_SCRIPTS if several else Ground.SAME_NAME
        found.append(PairReason(ground, Weight.FOR))
    add(Ground.SAME_DOCUMENT, one.documents, other.documents,
        same=bool(one.documents & other.documents), against=False)  # fmt: skip
    add(Ground.BIRTH, one.years, other.years, same=bool(set(one.years) & set(other.years)))
    add(Ground.COUNTY, one.county, other.county, same=one.county == other.county)
    if one.phones & other.phones:
        found.append(PairReason(Ground.PHONE, Weight.FOR))
    if Sex.UNKNOWN not in (one.sex, other.sex) and one.sex is not other.sex:
        found.append(PairReason(Ground.SEX, Weight.AGAINST))
    order = list(Weight)
    return tuple(sorted(found, key=lambda reason: order.index(reason.weight)))


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


def _decided(
    session: Session, pairs: Iterable[tuple[UUID, UUID]], now: datetime
) -> set[tuple[UUID, UUID]]:
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
