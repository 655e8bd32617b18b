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
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, and_, case, insert, or_, select, update

from caseapp.i18n import N_
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

FORGETTING = N_("Forgotten for good")
"""The sentence of the entry that says which actions were emptied, as ranges under `emptied`."""

SAVED = N_("Saved what could be read of a damaged vault")
"""The sentence of the last entry of a salvage; it vouches where that of a forgetting was lost."""

VOUCHING = (FORGETTING, SAVED)
"""Sentences of entries that say which actions were emptied."""

EMPTIED = N_("Something that was forgotten since")
"""What stands in place of the sentence of an action that told of what was forgotten."""

FORGOTTEN_UP_TO = "forgotten_up_to"
"""Note in `meta`: the number of the last `FORGETTING`; undo goes no further back."""

_AT_ONCE = 5_000
"""Changes that wait in memory before they are written."""

_INSERT_CHANGE = (
    'INSERT INTO "change" (action, record_kind, record_id, field, old, new)'
    " VALUES (?, ?, ?, ?, ?, ?)"
)

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


class Writer:
    """One action as it is written at the end of the chain, in the open transaction.

    Changes may come in any number of portions; only some thousands are kept in memory.
    """

    def __init__(
        self,
        connection: Connection,
        action: Action,
        *,
        station: str,
        kind: Kind = "do",
        reverses: int | None = None,
    ) -> None:
        self.changed = False
        self._connection = connection
        self._known = facts(connection)
        seq = int(self._known["history_length"]) + 1
        shown = "fixed" if kind == "do" and not action.undoable else kind
        params = to_json(action.params)
        self._row = ActionRow(seq, shown, reverses, action.label, params, utc_now(), station, "")
        self._digest = _Digest(self._known["history_head"], self._row)
        self._waiting: list[tuple[Any, ...]] = []
        self._begun = False

    def add(self, changes: Iterable[FieldChange]) -> None:
        """Note some more."""
        for change in changes:
            old, new = _as_text(change.old), _as_text(change.new)
            key = change.record_id.hex
            self._digest.add(change.record_kind, key, change.field, old, new)
            self._waiting.append((self._row.seq, change.record_kind, key, change.field, old, new))
        self.changed = self.changed or bool(self._waiting)
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def add_new(self, made: Sequence[tuple[str, str, str]]) -> None:
        """Note new records: kind, id in hexadecimal figures, and content as canonical JSON."""
        if not made:
            return
        self._digest.add_new(made)
        seq = self._row.seq
        self._waiting += [(seq, kind, key, CREATED, None, content) for kind, key, content in made]
        self.changed = True
        if len(self._waiting) >= _AT_ONCE:
            self._write()

    def _write(self) -> None:
        """The action first, because its changes point to it; its hash is known at the end."""
        if not self._begun:
            self._connection.execute(insert(action_table).values(asdict(self._row)))
            self._begun = True
        if self._waiting:
            self._connection.exec_driver_sql(_INSERT_CHANGE, self._waiting)
            self._waiting = []

    def finish(self) -> ActionRow:
        """Write what is left, and the new head of the chain."""
        begun, self._row = self._begun, replace(self._row, hash=self._digest.value())
        self._write()
        table = action_table.c
        if begun:
            own = update(action_table).where(table.seq == self._row.seq)
            self._connection.execute(own.values(hash=self._row.hash))
        for name, value in {
            "history_length": self._row.seq,
            "history_head": self._row.hash,
            "generation": int(self._known["generation"]) + 1,
        }.items():
            new = update(meta).where(meta.c.name == name).values(value=str(value))
            self._connection.execute(new)
        return self._row


def facts(connection: Connection) -> dict[str, str]:
    """The vault's own notes (see `tables.meta`)."""
    return dict(connection.execute(select(meta)).all())


def changes_of(connection: Connection, seq: int, most: int | None = None) -> list[FieldChange]:
    """The changes of one action, or the first of them, in the order in which they were made."""
    query = select(*_CHANGE).where(change_table.c.action == seq).order_by(change_table.c.id)
    query = query.limit(most)
    return [FieldChange(*row) for row in connection.execute(query)]


def is_large(connection: Connection, seq: int) -> bool:
    """Whether an action has so many changes that reversing it is work of many seconds."""
    of = select(change_table.c.id).where(change_table.c.action == seq)
    return len(connection.execute(of.limit(_AT_ONCE)).all()) == _AT_ONCE


def changes_backwards(
    connection: Connection, seq: int, at_once: int = 10_000
) -> Iterator[list[FieldChange]]:
    """The changes of one action, the last one first, some thousands at a time.

    Of a new record `new` is left out: whoever goes backwards knows it from the record.
    """
    table = change_table.c
    new = case((table.field != CREATED, table.new))
    query = select(table.id, *_CHANGE[:-1], new).where(table.action == seq)
    below = None
    while True:
        some = query if below is None else query.where(table.id < below)
        rows = connection.execute(some.order_by(table.id.desc()).limit(at_once)).all()
        if not rows:
            return
        below = rows[-1][0]
        yield [FieldChange(*values) for _id, *values in rows]


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

    Read only as far as the caller goes, and never past a forgetting.
    """
    table = action_table.c
    query = select(table.seq, table.kind, table.reverses).order_by(table.seq.desc())
    last = int(facts(connection).get(FORGOTTEN_UP_TO, "0"))
    yield from connection.execute(query.where(table.seq > last))


def is_emptied(connection: Connection, seq: int) -> bool:
    """Whether a forgetting took something out of this action."""
    if seq >= int(facts(connection).get(FORGOTTEN_UP_TO, "0")):
        return False
    table = action_table.c
    told = connection.scalars(select(table.params).where(table.label.in_(VOUCHING)))
    return any(vouches(params, seq) for params in told)


def vouches(params: Mapping[str, Any], seq: int) -> bool:
    """Whether an entry with these says that the action was emptied."""
    return any(first <= seq <= last for first, last in params.get("emptied", ()))


def ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as first and last of each run without a gap."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def hashes(connection: Connection, first: int, head: str) -> Iterator[tuple[int, str]]:
    """What the hash of each action from `first` on must be, if the one before has `head`."""
    for row, changes in _walk(connection, first):
        head = _hash(head, row, changes)
        yield row.seq, head


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
    length are noted apart). An action that lost its sentence needs a later entry that vouches
    for it.
    """
    known, head, count = facts(connection), GENESIS, 0
    unvouched: set[int] = set()
    for row, changes in _walk(connection):
        count += 1
        if row.label == EMPTIED:
            unvouched.add(row.seq)
        elif row.label in VOUCHING:
            unvouched = {seq for seq in unvouched if not vouches(row.params, seq)}
        if row.seq != count or _hash(head, row, changes) != row.hash:
            raise BrokenHistoryError
        head = row.hash
    if head != known.get("history_head") or str(count) != known.get("history_length"):
        raise BrokenHistoryError
    if unvouched:
        raise BrokenHistoryError
    return count


def _walk(
    connection: Connection, first: int = 1
) -> Iterator[tuple[ActionRow, Iterator[FieldChange]]]:
    """Actions from `first` on and changes side by side: both stand in the order of writing.

    The changes must be taken before the next action is asked for.
    """
    query = select(change_table.c.action, *_CHANGE).order_by(change_table.c.id)
    changes = connection.execute(query.where(change_table.c.action >= first))
    groups = groupby(changes, key=lambda row: row.action)
    waiting = next(groups, None)
    actions = select(action_table).where(action_table.c.seq >= first)
    for row in connection.execute(actions.order_by(action_table.c.seq)):
        if waiting is not None and waiting[0] == row.seq:
            yield _row(row), (FieldChange(*values) for _seq, *values in waiting[1])
            waiting = next(groups, None)
        else:
            yield _row(row), iter(())
    if waiting is not None:
        raise BrokenHistoryError


def _row(row: Any) -> ActionRow:
    return ActionRow(
        row.seq, row.kind, row.reverses, row.label, row.params, row.at, row.station, row.hash
    )


class _Digest:
    """SHA-256 over the hash before and the canonical JSON of an action with its changes."""

    def __init__(self, head: str, row: ActionRow) -> None:
        content = [
            row.seq, row.kind, row.reverses, row.label, row.params, row.at.isoformat(),
            row.station,
        ]  # fmt: skip
        self._hash = hashlib.sha256(f"{head}\n{canonical(content)[:-1]},[".encode())
        self._comma = ""

    def add(self, kind: str, key: str, field: str, old: str | None, new: str | None) -> None:
        """One change, its values as canonical JSON; None is null."""
        told = f'[{_quoted(kind)},"{key}",{_quoted(field)},{old or "null"},{new or "null"}]'
        self._hash.update(f"{self._comma}{told}".encode())
        self._comma = ","

    def add_new(self, made: Iterable[tuple[str, str, str]]) -> None:
        """New records, one or more: kind, key and content."""
        field = _quoted(CREATED)
        told = ",".join(
            f'[{_quoted(kind)},"{key}",{field},null,{content}]' for kind, key, content in made
        )
        self._hash.update(f"{self._comma}{told}".encode())
        self._comma = ","

    def value(self) -> str:
        end = self._hash.copy()
        end.update(b"]]")
        return end.hexdigest()


def _hash(head: str, row: ActionRow, changes: Iterable[FieldChange]) -> str:
    digest = _Digest(head, row)
    for change in changes:
        old, new = _as_text(change.old), _as_text(change.new)
        digest.add(change.record_kind, change.record_id.hex, change.field, old, new)
    return digest.value()


def _as_text(value: Any) -> str | None:
    return None if value is None else canonical(value)


@lru_cache(maxsize=2_000)
def _quoted(name: str) -> str:
    return canonical(name)


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
