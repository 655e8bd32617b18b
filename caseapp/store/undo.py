"""Undo and redo of whole user actions, worked out from the history, so also after closing.

An undo is itself an action that reverses another; nothing is ever erased. Undoing the
making of a record puts it in the trash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from caseapp.store import history
from caseapp.store.errors import ConflictError
from caseapp.store.history import CREATED, Action, ActionRow, FieldChange
from caseapp.store.records import KINDS, Record, utc_now
from caseapp.store.records.types import from_json, to_json
from caseapp.store.saving import ChangeSet, save

REACH = 1_000
"""How many actions back undo looks: further is the history view's matter."""


@dataclass(frozen=True, slots=True)
class Stacks:
    """What can be undone and redone, newest last."""

    undo: tuple[ActionRow, ...]
    redo: tuple[ActionRow, ...]


def stacks(connection: Connection) -> Stacks:
    """Work out both stacks from the last `REACH` actions."""
    undo: list[ActionRow] = []
    redo: list[ActionRow] = []
    for row in history.actions(connection, last=REACH):
        if row.kind == "do":
            undo.append(row)
            redo.clear()
        elif row.kind == "undo" and undo:
            undo.pop()
            redo.append(row)
        elif row.kind == "redo" and redo:
            redo.pop()
            undo.append(row)
    return Stacks(tuple(undo), tuple(redo))


def undo(connection: Connection, *, station: str) -> ChangeSet:
    """Reverse the newest action; an empty change set if there is none."""
    waiting = stacks(connection).undo
    return _reverse(connection, waiting[-1], "undo", station) if waiting else ChangeSet()


def redo(connection: Connection, *, station: str) -> ChangeSet:
    """Do again what was undone last; an empty change set if there is nothing."""
    waiting = stacks(connection).redo
    return _reverse(connection, waiting[-1], "redo", station) if waiting else ChangeSet()


def _reverse(connection: Connection, row: ActionRow, kind: history.Kind, station: str) -> ChangeSet:
    """Set every field that the action changed back to what it was before."""
    changes = history.changes_of(connection, row.seq)
    records = _load(connection, changes)
    for change in reversed(changes):
        record = records[change.record_id]
        if change.field == CREATED:
            record.deleted_at = utc_now()
            continue
        if to_json(getattr(record, change.field)) != change.new:
            raise ConflictError
        setattr(record, change.field, from_json(type(record), change.field, change.old))
    action = Action(row.label, row.params)
    return save(
        connection, list(records.values()), action,
        station=station, kind=kind, reverses=row.seq,
    )  # fmt: skip


def _load(connection: Connection, changes: Sequence[FieldChange]) -> dict[UUID, Any]:
    wanted = {change.record_id: KINDS[change.record_kind] for change in changes}
    with Session(connection, expire_on_commit=False) as session:
        found: dict[UUID, Record] = {}
        for record_id, kind in wanted.items():
            record = session.get(kind, record_id)
            if record is None:
                raise ConflictError
            found[record_id] = record
        session.expunge_all()
    return found
