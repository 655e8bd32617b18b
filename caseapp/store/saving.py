"""Writing records: compare with what stands, write what differs, note it in the history.

All in the transaction of the given connection. Nobody else inserts or updates a record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar, cast
from uuid import UUID

from sqlalchemy import Connection, Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from caseapp.store import history, search
from caseapp.store.drafts import Draft, insert_drafts, row_and_entry
from caseapp.store.errors import ConflictError, NumberTakenError
from caseapp.store.history import CREATED, Action, FieldChange
from caseapp.store.records import Record, utc_now
from caseapp.store.records.values import differ, digest_fields, is_blank, logged, to_json
from caseapp.store.rows import columns_of, insert_rows, parents_first

T = TypeVar("T")

_AT_ONCE = 500
"""Keys in one query: far below SQLite's limit of parameters."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one write touched: kinds (table names) and ids. `origin` lets a view skip its echo.

    `action` is 0 when nothing differed and nothing was written.
    """

    action: int = 0
    kinds: frozenset[str] = frozenset()
    ids: frozenset[UUID] = frozenset()
    origin: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Marks:
    """Records of a kind that go to the trash at a moment, or with None come back: many at once,
    and nothing else of them is looked at."""

    kind: type[Record]
    ids: Sequence[UUID]
    deleted_at: datetime | None


Item = Record | Draft | Marks
"""What a portion may hold."""


def save(
    connection: Connection,
    records: Sequence[Record],
    action: Action,
    *,
    station: str,
    kind: history.Kind = "do",
    reverses: int | None = None,
) -> ChangeSet:
    """Write the records as one action. Raises ConflictError if one changed meanwhile.

    A record with version 0 is new. Records that do not differ are left alone. On return
    every written record carries its new version and moment. An undo or redo is noted even
    if nothing differs, because the next one counts from it.
    """
    return save_in_portions(
        connection, (records,), action, station=station, kind=kind, reverses=reverses
    )


def save_in_portions(
    connection: Connection,
    portions: Iterable[Sequence[Item]],
    action: Action,
    *,
    station: str,
    kind: history.Kind = "do",
    reverses: int | None = None,
) -> ChangeSet:
    """The same for very many records: one action, of which only a portion is in memory.

    Each portion is written before the next is asked for, so what makes one may read what the
    one before has left. A record of two portions is written twice. New records may come as
    drafts.
    """
    kinds: set[str] = set()
    ids: set[UUID] = set()
    noted = history.Writer(connection, action, station=station, kind=kind, reverses=reverses)
    for portion in portions:
        drafts = [one for one in portion if isinstance(one, Draft)]
        records = [one for one in portion if isinstance(one, Record)]
        marks = [one for one in portion if isinstance(one, Marks)]
        _mark(connection, [one for one in marks if one.deleted_at is not None], noted)
        written = _write(connection, records, drafts, noted)
        _mark(connection, [one for one in marks if one.deleted_at is None], noted)
        kinds.update(r.__tablename__ for r in written)
        kinds.update(draft.kind.__tablename__ for draft in drafts)
        kinds.update(one.kind.__tablename__ for one in marks)
        ids.update(record.id for record in written)
        ids.update(draft.id for draft in drafts)
        ids.update(record_id for one in marks for record_id in one.ids)
    if not noted.changed and kind == "do":
        return ChangeSet()
    return ChangeSet(noted.finish().seq, frozenset(kinds), frozenset(ids))


def _write(
    connection: Connection,
    records: Sequence[Record],
    drafts: Sequence[Draft],
    noted: history.Writer,
) -> list[Record]:
    """Write what is new or differs and note it; returns the records that were written."""
    records = _distinct(records)
    new = [r for r in records if r.version == 0]
    standing = _standing(connection, [r for r in records if r.version > 0])
    _number(connection, records, standing)
    changes = [_creation(record) for record in new]
    changed = []
    for record in records:
        if record.id in standing and (found := _changes(standing[record.id], record)):
            changes += found
            changed.append(record)
    # What goes makes room for what moves, and that for what comes back: some may stand once only.
    changed.sort(key=lambda one: _place(standing[one.id], one))
    _update(connection, [one for one in changed if one.deleted_at is not None])
    _insert(connection, new)
    _write_drafts(connection, drafts, noted)
    _update(connection, [one for one in changed if one.deleted_at is None])
    noted.add(changes)
    written = [*new, *changed]
    search.refresh(connection, [(record, standing.get(record.id)) for record in written], drafts)
    return written


def _write_drafts(connection: Connection, drafts: Sequence[Draft], noted: history.Writer) -> None:
    by_kind: dict[type[Record], list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_kind[draft.kind].append(draft)
    for kind, some in by_kind.items():
        if "serial" in kind.__table__.c:
            _number_drafts(connection, kind, some)
    rows: dict[type[Record], list[tuple[Any, ...]]] = {kind: [] for kind in by_kind}
    entries, now = [], utc_now()
    for draft in drafts:
        row, key, content = row_and_entry(draft, now)
        rows[draft.kind].append(row)
        entries.append((draft.kind.__tablename__, key, content))
    for kind in parents_first(rows):
        insert_drafts(connection, kind, rows[kind])
    noted.add_new(entries)


def trash_marks(
    connection: Connection, kind: type[Record], ids: Iterable[UUID]
) -> dict[UUID, datetime | None]:
    """When each of these records went to the trash, None for those that are not in it."""
    table = table_of(kind)
    found: dict[UUID, datetime | None] = {}
    for some in chunks(ids):
        query = select(table.c.id, table.c.deleted_at).where(table.c.id.in_(some))
        found |= dict(connection.execute(query).all())
    return found


def _mark(connection: Connection, marks: Sequence[Marks], noted: history.Writer) -> None:
    """Put records in the trash or take them out, those that are not there already."""
    now = utc_now()
    moved_by_kind: dict[type[Record], list[UUID]] = defaultdict(list)
    for one in marks:
        table, new = table_of(one.kind), to_json(one.deleted_at)
        for some in chunks(one.ids):
            there = trash_marks(connection, one.kind, some)
            if one.deleted_at is None:
                moved = [i for i in some if there.get(i) is not None]
            else:
                moved = [i for i in some if i in there and there[i] is None]
            values = {"deleted_at": one.deleted_at, "updated_at": now}
            own = update(table).where(table.c.id.in_(moved))
            connection.execute(own.values(version=table.c.version + 1, **values))
            noted.add(
                FieldChange(table.name, i, "deleted_at", to_json(there[i]), new) for i in moved
            )
            moved_by_kind[one.kind] += moved
    search.refresh_marked(connection, moved_by_kind)


def _number_drafts(connection: Connection, kind: type[Record], drafts: Sequence[Draft]) -> None:
    """As `_number`."""
    table = table_of(kind)
    settled = [draft for draft in drafts if draft.values.get("serial")]
    for draft in settled:
        _require_free(connection, table, kind(id=draft.id, **draft.values))
    highest = connection.scalar(select(func.max(table.c.serial))) or 0
    start = max([highest, *(draft.values["serial"] for draft in settled)]) + 1
    for serial, draft in enumerate((d for d in drafts if not d.values.get("serial")), start):
        draft.values["serial"] = serial


def load(
    connection: Connection, wanted: Mapping[UUID, type[Record]]
) -> Iterator[tuple[UUID, Record]]:
    """The wanted records as they stand, detached; those that do not exist are left out."""
    by_kind: dict[type[Record], list[UUID]] = defaultdict(list)
    for record_id, kind in wanted.items():
        by_kind[kind].append(record_id)
    with Session(connection) as session:
        for kind, ids in by_kind.items():
            for chunk in chunks(ids):
                found = list(session.scalars(select(kind).where(kind.id.in_(chunk))))
                session.expunge_all()
                yield from ((record.id, record) for record in found)


def chunks(items: Iterable[T], size: int = _AT_ONCE) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def table_of(kind: type[Record]) -> Table:
    """The table of a kind of record."""
    return cast(Table, kind.__table__)


def _distinct(records: Sequence[Record]) -> list[Record]:
    """Each record once, in order; two different objects of one record are a mistake."""
    result: dict[UUID, Record] = {}
    for record in records:
        if result.setdefault(record.id, record) is not record:
            raise ValueError("two versions of one record in one save")
    return list(result.values())


def _standing(connection: Connection, records: Sequence[Record]) -> dict[UUID, Record]:
    """What stands in place of each record, if it is still what the caller has read."""
    standing = dict(load(connection, {r.id: type(r) for r in records}))
    for record in records:
        found = standing.get(record.id)
        if found is None or found.version != record.version:
            raise ConflictError
    return standing


def _number(
    connection: Connection, records: Sequence[Record], standing: Mapping[UUID, Record]
) -> None:
    """Give the next free short number to new records that ask for one by 0.

    Numbers of trashed records stay taken. NumberTakenError if one is asked for that another
    record has.
    """
    by_kind: dict[type[Record], list[Any]] = defaultdict(list)
    for record in records:
        if hasattr(record, "serial"):
            by_kind[type(record)].append(record)
    for kind, numbered in by_kind.items():
        table = table_of(kind)
        settled = [r for r in numbered if r.serial != 0 or r.version > 0]
        given: set[tuple[Any, ...]] = set()
        for record in settled:
            before: Any = standing.get(record.id)
            if _number_of(record) in given:
                raise NumberTakenError(number=_shown_number(record))
            if before is None or _number_of(before) != _number_of(record):
                _require_free(connection, table, record)
            given.add(_number_of(record))
        asking = [r for r in numbered if r.serial == 0 and r.version == 0]
        if asking:
            highest = connection.scalar(select(func.max(table.c.serial))) or 0
            start = max([highest, *(r.serial for r in settled)]) + 1
            for serial, record in enumerate(asking, start):
                record.serial = serial


def _number_of(record: Any) -> tuple[Any, ...]:
    return getattr(record, "prefix", None), record.serial


def _shown_number(record: Any) -> object:
    return getattr(record, "case_number", record.serial)


def _require_free(connection: Connection, table: Table, record: Any) -> None:
    query = select(table.c.id).where(table.c.serial == record.serial, table.c.id != record.id)
    if "prefix" in table.c:
        query = query.where(table.c.prefix == record.prefix)
    if connection.scalar(query) is not None:
        raise NumberTakenError(number=_shown_number(record))


def _place(standing: Record, record: Record) -> tuple[bool, bool]:
    """First what goes to the trash, then what stays out of it, then what comes back."""
    return record.deleted_at is None, standing.deleted_at is not None


def _creation(record: Record) -> FieldChange:
    content = {name: value for name, value in logged(record).items() if not is_blank(value)}
    return FieldChange(record.__tablename__, record.id, CREATED, None, content)


def _changes(standing: Record, record: Record) -> list[FieldChange]:
    """What differs. A field kept as digest cannot: the history could not give it back."""
    before, after = logged(standing), logged(record)
    names = [name for name in after if differ(before[name], after[name])]
    if digest_fields(type(record)).intersection(names):
        raise ValueError("a frozen field was changed")
    return [
        FieldChange(record.__tablename__, record.id, name, before[name], after[name])
        for name in names
    ]


def _insert(connection: Connection, records: Sequence[Record]) -> None:
    by_kind: dict[type[Record], list[Record]] = defaultdict(list)
    now = utc_now()
    for record in records:
        record.version, record.created_at, record.updated_at = 1, now, now
        by_kind[type(record)].append(record)
    for kind in parents_first(by_kind):
        insert_rows(connection, kind, by_kind[kind])


def _update(connection: Connection, records: Sequence[Record]) -> None:
    rows: dict[type[Record], list[dict[str, Any]]] = defaultdict(list)
    now = utc_now()
    for record in records:
        known = {"known_id": record.id, "known_version": record.version}
        record.version, record.updated_at = record.version + 1, now
        rows[type(record)].append(columns_of(record) | known)
    for kind, values in rows.items():
        table = table_of(kind)
        where = (table.c.id == bindparam("known_id"), table.c.version == bindparam("known_version"))
        if connection.execute(update(table).where(*where), values).rowcount != len(values):
            raise ConflictError
