"""Undo and redo of whole user actions, worked out from the history, so also after closing.

An undo is itself an action that reverses another; nothing is ever erased. Undoing the
making of a record puts it in the trash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from caseapp.store import history, search
from caseapp.store.engine import roomy
from caseapp.store.errors import (
    ForgottenStepError,
    NotUndoableError,
    StoreError,
    UndoneAlreadyError,
    UndoOvertakenError,
)
from caseapp.store.history import CREATED, Action, ActionRow, FieldChange
from caseapp.store.records import KINDS, Record, utc_now
from caseapp.store.records.values import differ, from_json, to_json
from caseapp.store.saving import ChangeSet, Item, Marks, load, save_in_portions, trash_marks
from caseapp.system.garbage import garbage_later


@dataclass(frozen=True, slots=True)
class Waiting:
    """The action that undo would reverse next, and the undo that redo would reverse next."""

    undo: ActionRow | None
    redo: ActionRow | None


def waiting(connection: Connection) -> Waiting:
    """Walk back from the end only as far as needed.

    What was done (or redone) can be undone until an undo reverses it. An undo can be redone
    until a redo reverses it or something new is done. What is fixed stands outside of both.
    """
    undo = redo = None
    reversed_already: set[int | None] = set()
    redo_possible = True
    for seq, kind, reverses in history.newest_first(connection):
        reversed_already.add(reverses)
        if kind == "do":
            redo_possible = False
        if seq not in reversed_already:
            if kind in ("do", "redo"):
                undo = undo or seq
            elif kind == "undo" and redo_possible:
                redo = redo or seq
        if undo and (redo or not redo_possible):
            break
    return Waiting(
        history.action_row(connection, undo) if undo else None,
        history.action_row(connection, redo) if redo else None,
    )


def past(connection: Connection, limit: int) -> list[ActionRow]:
    """What repeated undo would reverse, in that order: the newest first, at most `limit`."""
    found: list[int] = []
    reversed_already: set[int | None] = set()
    for seq, kind, reverses in history.newest_first(connection):
        if len(found) == limit:
            break
        reversed_already.add(reverses)
        if seq not in reversed_already and kind in ("do", "redo"):
            found.append(seq)
    return [history.action_row(connection, seq) for seq in found]


def obstacle(connection: Connection, seq: int) -> StoreError | None:
    """Why one action cannot be reversed by itself; None if it can.

    It can while nothing reversed it and each field still holds what it wrote.
    """
    row = history.action_row(connection, seq)
    if history.is_emptied(connection, seq):
        return ForgottenStepError()
    if row.kind == "fixed":
        return NotUndoableError()
    if history.is_reversed(connection, seq):
        return UndoneAlreadyError()
    made = still_there = False
    for changes in history.changes_backwards(connection, seq):
        by_kind: dict[str, list[UUID]] = defaultdict(list)
        for change in changes:
            if change.field == CREATED:
                by_kind[change.record_kind].append(change.record_id)
        for kind, ids in by_kind.items():
            made = True
            marks = trash_marks(connection, KINDS[kind], ids)
            still_there = still_there or None in marks.values()
        others = [change for change in changes if change.field != CREATED]
        wanted = {change.record_id: KINDS[change.record_kind] for change in others}
        records: dict[Any, Record] = dict(load(connection, wanted))
        for change in others:
            if differ(to_json(getattr(records[change.record_id], change.field)), change.new):
                return UndoOvertakenError()
    return UndoneAlreadyError() if made and not still_there else None


def undo_one(connection: Connection, seq: int, *, station: str) -> ChangeSet:
    """Reverse one action alone, whatever came after it; of an undo this is its redo.

    Raises what `obstacle` tells, with nothing written.
    """
    found = obstacle(connection, seq)
    if found is not None:
        raise found
    row = history.action_row(connection, seq)
    return _reverse(connection, row, "redo" if row.kind == "undo" else "undo", station)


def undo(connection: Connection, *, station: str) -> ChangeSet:
    """Reverse the newest action; an empty change set if there is none."""
    row = waiting(connection).undo
    return _reverse(connection, row, "undo", station) if row else ChangeSet()


def redo(connection: Connection, *, station: str) -> ChangeSet:
    """Do again what was undone last; an empty change set if there is nothing."""
    row = waiting(connection).redo
    return _reverse(connection, row, "redo", station) if row else ChangeSet()


def _reverse(connection: Connection, row: ActionRow, kind: history.Kind, station: str) -> ChangeSet:
    """Set every field that the action changed back to what it was before.

    Raises UndoOvertakenError, with nothing written, if one of these fields was changed again,
    or what would come back may stand once only and is there anew.
    """
    action = Action(row.label, row.params)
    try:
        with ExitStack() as around:
            if history.is_large(connection, row.seq):
                around.enter_context(roomy(connection))
                around.enter_context(search.forgetting_at_the_end(connection))
                around.enter_context(garbage_later())
            return save_in_portions(
                connection, _taken_back(connection, row.seq), action,
                station=station, kind=kind, reverses=row.seq,
            )  # fmt: skip
    except IntegrityError as error:
        raise UndoOvertakenError from error


def _taken_back(connection: Connection, seq: int) -> Iterator[list[Item]]:
    """What an action wrote, as it was before; of a very large one portion by portion.

    Of a record that was made, or that only went to the trash or came back, nothing but the mark
    is looked at: so is the whole of an import.
    """
    for changes in history.changes_backwards(connection, seq):
        by_record: dict[UUID, list[FieldChange]] = defaultdict(list)
        for change in changes:
            by_record[change.record_id].append(change)
        marked = [one for one, *more in by_record.values() if not more and one.field in _MARKS]
        told = {one.record_id for one in marked}
        others = [change for change in changes if change.record_id not in told]
        wanted = {change.record_id: KINDS[change.record_kind] for change in others}
        records: dict[Any, Record] = dict(load(connection, wanted))
        for change in others:
            _take_back(records[change.record_id], change)
        yield [*_marks(connection, marked), *records.values()]


_MARKS = (CREATED, "deleted_at")


def _marks(connection: Connection, changes: Iterable[FieldChange]) -> list[Marks]:
    """The changes of marks taken back. Raises UndoOvertakenError as `_reverse`."""
    now, found = utc_now(), defaultdict(list)
    by_kind: dict[str, list[FieldChange]] = defaultdict(list)
    for change in changes:
        if change.field == CREATED:
            found[change.record_kind, now].append(change.record_id)
        else:
            by_kind[change.record_kind].append(change)
    for kind, theirs in by_kind.items():
        there = trash_marks(connection, KINDS[kind], [one.record_id for one in theirs])
        for one in theirs:
            if differ(to_json(there[one.record_id]), one.new):
                raise UndoOvertakenError
            found[kind, from_json(KINDS[kind], "deleted_at", one.old)].append(one.record_id)
    return [Marks(KINDS[kind], ids, moment) for (kind, moment), ids in found.items()]


def _take_back(record: Record, change: FieldChange) -> None:
    if change.field == CREATED:
        record.deleted_at = record.deleted_at or utc_now()
        return
    if differ(to_json(getattr(record, change.field)), change.new):
        raise UndoOvertakenError
    setattr(record, change.field, from_json(type(record), change.field, change.old))
