"""History: every change, in actions, each action hashed together with the one before.

Pure reading, writing and checking of the two history tables on an open connection; who
decides what changed is `saving`, who reverses it is `undo`.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, and_, insert, or_, select, update

from caseapp.store.errors import BrokenHistoryError
from caseapp.store.records import KINDS, utc_now
from caseapp.store.records.values import canonical, to_json
from caseapp.store.tables import action as action_table
from caseapp.store.tables import change as change_table
from caseapp.store.tables import meta

Kind = Literal["do", "undo", "redo", "fixed"]

CREATED = "*"
"""The field name of a change that records a whole new record."""

GENESIS = "0" * 64
"""The hash before the first action."""

_CHANGE = (
    change_table.c.record_kind,
    change_table.c.record_id,
    change_table.c.field,
    change_table.c.old,
    change_table.c.new,
)


@dataclass(frozen=True, slots=True)
class Action:
    """What the person did, as a translatable sentence with parameters.

    An action that is not `undoable` stays where it is: printing a copy cannot be unprinted.
    """

    label: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict)
    undoable: bool = True


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one record, old and new as plain JSON values."""

    record_kind: str
    record_id: UUID
    field: str
    old: Any = dataclasses.field(repr=False)
    new: Any = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as it stands in the history."""

    seq: int
    kind: Kind
    reverses: int | None
    label: str
    params: dict[str, Any]
    at: datetime
    station: str
    hash: str


def append(
    connection: Connection,
    action: Action,
    changes: Sequence[FieldChange],
    *,
    station: str,
    kind: Kind = "do",
    reverses: int | None = None,
) -> ActionRow:
    """Write one action with its changes at the end of the chain, in the open transaction."""
    known = facts(connection)
    seq = int(known["history_length"]) + 1
    shown = "fixed" if kind == "do" and not action.undoable else kind
    params = to_json(action.params)
    row = ActionRow(seq, shown, reverses, action.label, params, utc_now(), station, "")
    row = replace(row, hash=_hash(known["history_head"], row, changes))
    connection.execute(insert(action_table).values(asdict(row)))
    if changes:
        rows = [
            {column.name: getattr(change, column.name) for column in _CHANGE} for change in changes
        ]
        connection.execute(insert(change_table), [{"action": seq} | values for values in rows])
    for name, value in {
        "history_length": seq,
        "history_head": row.hash,
        "generation": int(known["generation"]) + 1,
    }.items():
        connection.execute(update(meta).where(meta.c.name == name).values(value=str(value)))
    return row


def facts(connection: Connection) -> dict[str, str]:
    """The vault's own notes (see `tables.meta`)."""
    return dict(connection.execute(select(meta)).all())


def changes_of(connection: Connection, seq: int) -> list[FieldChange]:
    """The changes of one action, in the order in which they were made."""
    query = select(*_CHANGE).where(change_table.c.action == seq).order_by(change_table.c.id)
    return [FieldChange(*row) for row in connection.execute(query)]


def changes_by_record(
    connection: Connection, record_kind: str
) -> Iterator[tuple[UUID, list[FieldChange]]]:
    """Each record of a kind with all its changes, oldest first; in the order of the ids.

    Only one record's changes are in memory at a time.
    """
    query = (
        select(*_CHANGE)
        .where(change_table.c.record_kind == record_kind)
        .order_by(change_table.c.record_id, change_table.c.id)
    )
    changes = (FieldChange(*row) for row in connection.execute(query))
    for record_id, group in groupby(changes, key=lambda change: change.record_id):
        yield record_id, list(group)


def newest_first(connection: Connection) -> Iterator[tuple[int, Kind, int | None]]:
    """Number, kind and what it reverses, of all actions from the end backwards.

    Read only as far as the caller goes.
    """
    table = action_table.c
    query = select(table.seq, table.kind, table.reverses).order_by(table.seq.desc())
    yield from connection.execute(query)


def action_row(connection: Connection, seq: int) -> ActionRow:
    """One action as it stands in the history."""
    return _row(connection.execute(select(action_table).where(action_table.c.seq == seq)).one())


def action_rows(connection: Connection, numbers: Collection[int]) -> dict[int, ActionRow]:
    """By number those of these actions that there are."""
    query = select(action_table).where(action_table.c.seq.in_(numbers))
    return {row.seq: _row(row) for row in connection.execute(query)}


def is_reversed(connection: Connection, seq: int) -> bool:
    """Whether an undo or redo reversed this action, even if that was reversed in turn."""
    table = action_table.c
    return connection.scalar(select(table.seq).where(table.reverses == seq).limit(1)) is not None


def verify(connection: Connection) -> int:
    """Walk the whole chain; returns the number of actions, raises BrokenHistoryError.

    Finds an altered, added or missing action or change, and a cut tail (the head and the
    length are noted apart).
    """
    known, head, count = facts(connection), GENESIS, 0
    for row, changes in _walk(connection):
        count += 1
        if row.seq != count or _hash(head, row, changes) != row.hash:
            raise BrokenHistoryError
        head = row.hash
    if head != known.get("history_head") or str(count) != known.get("history_length"):
        raise BrokenHistoryError
    return count


def _walk(connection: Connection) -> Iterator[tuple[ActionRow, list[FieldChange]]]:
    """Actions and changes side by side: both stand in the order in which they were written."""
    query = select(change_table.c.action, *_CHANGE).order_by(change_table.c.id)
    groups = groupby(connection.execute(query), key=lambda row: row.action)
    waiting = next(groups, None)
    for row in connection.execute(select(action_table).order_by(action_table.c.seq)):
        changes = []
        if waiting is not None and waiting[0] == row.seq:
            changes = [FieldChange(*values) for _seq, *values in waiting[1]]
            waiting = next(groups, None)
        yield _row(row), changes
    if waiting is not None:
        raise BrokenHistoryError


def _row(row: Any) -> ActionRow:
    return ActionRow(
        row.seq, row.kind, row.reverses, row.label, row.params, row.at, row.station, row.hash
    )


def _hash(head: str, row: ActionRow, changes: Iterable[FieldChange]) -> str:
    """SHA-256 over the hash before and the canonical JSON of the action with its changes."""
    content = [
        row.seq, row.kind, row.reverses, row.label, row.params, row.at.isoformat(), row.station,
        [[c.record_kind, c.record_id.hex, c.field, c.old, c.new] for c in changes],
    ]  # fmt: skip
    return hashlib.sha256(f"{head}\n{canonical(content)}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a record's history: the action and what it did to one field."""

    action: ActionRow
    field: str
    old: Any = dataclasses.field(repr=False)
    new: Any = dataclasses.field(repr=False)
    record_kind: str
    record_id: UUID


def entries(connection: Connection, record_id: UUID, limit: int) -> list[Entry]:
    """What was changed on one record, newest first."""
    return entries_of(connection, dict.fromkeys(KINDS, (record_id,)), limit)


def entries_of(
    connection: Connection, ids: Mapping[str, Collection[UUID]], limit: int
) -> list[Entry]:
    """What was changed on these records, newest first; `ids` are by kind (table name)."""
    table = change_table.c
    # The index is by kind and id; an id alone would read the whole table.
    wanted = [and_(table.record_kind == kind, table.record_id.in_(of)) for kind, of in ids.items()]
    query = (
        select(action_table, table.record_kind, table.record_id, table.field, table.old, table.new)
        .join(change_table, table.action == action_table.c.seq)
        .where(or_(*wanted))
        .order_by(table.id.desc())
        .limit(limit)
    )
    return [
        Entry(_row(r), r.field, r.old, r.new, r.record_kind, r.record_id)
        for r in connection.execute(query)
    ]
