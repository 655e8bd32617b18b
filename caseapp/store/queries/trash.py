"""What lies in the trash: every record that people put there or undid, and what it takes to
bring it back.

Two steps as in other lists: all that lies there in order, then the lines of what is seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from caseapp.store.queries.actions import Subject, subject_of
from caseapp.store.queries.review import merge_of
from caseapp.store.records import KINDS, Detainee, Record
from caseapp.store.saving import chunks, table_of
from caseapp.store.tables import action as action_table
from caseapp.store.tables import change as change_table

_INNER = frozenset({"copy", "custody_entry", "import_batch", "match_decision", "policy"})
"""Kinds that never stand for themselves: registers, and what other records decide."""
TRASHED = tuple(name for name in KINDS if name not in _INNER)
"""Kinds of records that are listed."""


@dataclass(frozen=True, slots=True)
class TrashEntry:
    """One record in the trash: kind (table name), id, when it came there."""

    kind: str
    id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashLine:
    """What a line says: the record as it was, whose it is, from which station it came there.

    `subject` is the page it belongs to (for a case or contact its own). `parents` lie in the
    trash themselves. `merged_into` is the number of the case into which it, or the case that it
    belongs to, was merged.
    """

    entry: TrashEntry
    record: Record
    subject: Subject | None
    station: str
    parents: tuple[Record, ...] = ()
    merged_into: str = ""


@dataclass(slots=True)
class Restoring:
    """What bringing records back needs: with `parents` that must come too; `there` are those
    of which the same is outside the trash already; `merged` are cases merged into others."""

    records: list[Record] = field(default_factory=list)
    parents: list[Record] = field(default_factory=list)
    there: list[Record] = field(default_factory=list)
    merged: list[UUID] = field(default_factory=list)


def trash_entries(session: Session, kinds: Collection[str] = TRASHED) -> list[TrashEntry]:
    """All that lies in the trash, newest first."""
    found: list[TrashEntry] = []
    for name in TRASHED:
        if name in kinds:
            kind = KINDS[name]
            query = select(kind.id, kind.deleted_at).where(kind.deleted_at.is_not(None))
            found += [TrashEntry(name, one, at) for one, at in session.execute(query) if at]
    return sorted(found, key=lambda entry: (entry.at, entry.kind, entry.id), reverse=True)


def trash_lines(session: Session, entries: Sequence[TrashEntry]) -> list[TrashLine]:
    """These entries in their order; what is no longer in the trash is left out."""
    records = _records(session, entries)
    stations = _stations(session, entries)
    lines = []
    for entry in entries:
        record = records.get(entry.id)
        if record is None or record.deleted_at is None:
            continue
        parents = _parents(session, record)
        merged = _merged(session, [record, *parents])
        lines.append(
            TrashLine(
                entry=entry, record=record, subject=subject_of(session, entry.kind, entry.id),
                station=stations.get(entry.id, ""), parents=tuple(parents),
                merged_into=merged[1] if merged else "",
            )
        )  # fmt: skip
    return lines


def restoring(session: Session, entries: Sequence[TrashEntry]) -> Restoring:
    """What it takes to bring these back; see `Restoring`."""
    plan = Restoring()
    records = _records(session, entries)
    for record in records.values():
        if record.deleted_at is None:
            continue
        merged = _merged(session, [record, *_parents(session, record)])
        if merged is not None:
            plan.merged.append(merged[0])
        elif _is_there(session, record):
            plan.there.append(record)
        else:
            plan.records.append(record)
    known = {record.id for record in plan.records}
    for record in plan.records:
        for parent in _parents(session, record):
            if parent.id not in known:
                known.add(parent.id)
                plan.parents.append(parent)
    return plan


def _records(session: Session, entries: Iterable[TrashEntry]) -> dict[UUID, Record]:
    by_kind: dict[str, list[UUID]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, []).append(entry.id)
    found: dict[UUID, Record] = {}
    for name, ids in by_kind.items():
        for some in chunks(ids):
            query = select(KINDS[name]).where(KINDS[name].id.in_(some))
            found |= {record.id: record for record in session.scalars(query)}
    return {entry.id: found[entry.id] for entry in entries if entry.id in found}


def _stations(session: Session, entries: Sequence[TrashEntry]) -> dict[UUID, str]:
    """The station of the action that put each record in the trash."""
    column = change_table.c
    found: dict[UUID, str] = {}
    for some in chunks(entries):
        query = (
            select(column.record_id, action_table.c.station)
            .join(action_table, action_table.c.seq == column.action)
            .where(
                column.record_kind.in_({entry.kind for entry in some}),
                column.record_id.in_([entry.id for entry in some]),
                column.field == "deleted_at",
            )
            .order_by(column.id)
        )
        found.update(session.execute(query).all())
    return found


def _parents(session: Session, record: Record) -> list[Record]:
    """What a record belongs to and cannot be seen without, as far as it is in the trash."""
    found: list[Record] = []
    for column in record.__table__.c:
        for key in column.foreign_keys:
            target, value = key.column.table.name, getattr(record, column.name)
            if value is None or column.name in _LOOSE:
                continue
            parent = session.get(KINDS[target], value)
            if parent is not None and parent.deleted_at is not None:
                found += [parent, *_parents(session, parent)]
    return list({parent.id: parent for parent in found}.values())


_LOOSE = frozenset(
    {"photo_id", "derived_from_id", "evidence_id", "same_text_as_id", "contact_signatory_id",
     "unless_reply_to_id", "petitioner_id", "testifier_id"}
)  # fmt: skip
"""Fields that point at something a record can be seen without."""


def _is_there(session: Session, record: Record) -> bool:
    """Whether a rule allows this once outside the trash, and it is there."""
    kind = type(record)
    for index in table_of(kind).indexes:
        if not index.unique:
            continue
        same = [getattr(kind, c.name) == getattr(record, c.name) for c in index.columns]
        query = select(kind.id).where(and_(*same), kind.deleted_at.is_(None), kind.id != record.id)
        if session.scalars(query.limit(1)).first() is not None:
            return True
    return False


def _merged(session: Session, records: Iterable[Record]) -> tuple[UUID, str] | None:
    """The first of these that is a case merged into another, and the number of that one."""
    for record in records:
        note = merge_of(session, record.id) if isinstance(record, Detainee) else None
        kept = session.get(Detainee, note.kept_id) if note else None
        if kept is not None:
            return record.id, kept.case_number
    return None
