"""Writing records: compare with what stands, write what differs, note it in the history.

All in the transaction of the given connection. Nobody else inserts or updates a record.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, inspect, select, update
from sqlalchemy.orm import Composite, Session

from caseapp.store import history, search
from caseapp.store.engine import Finding
from caseapp.store.errors import ConflictError
from caseapp.store.history import CREATED, Action, FieldChange
from caseapp.store.records import KINDS, Record, utc_now
from caseapp.store.records.types import field_names, to_json

_BLANKS: tuple[Any, ...] = (None, "", [], {})
"""Values that a new record need not tell the history: their absence says the same."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one write touched: kinds (table names) and ids. `origin` lets a view skip its echo.

    `action` is 0 when nothing differed and nothing was written.
    """

    action: int = 0
    kinds: frozenset[str] = frozenset()
    ids: frozenset[UUID] = frozenset()
    origin: object = field(default=None, compare=False)


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
    every written record carries its new version and moment.
    """
    new = [r for r in records if r.version == 0]
    known = [r for r in records if r.version > 0]
    _number(connection, new)
    changes: list[FieldChange] = []
    changed: list[Record] = []
    for record in new:
        name = record.__tablename__
        content = {f: v for f, v in _logged(record).items() if not _is_blank(v)}
        changes.append(FieldChange(name, record.id, CREATED, None, content))
    for record, differing in _differences(connection, known):
        changes += differing
        changed.append(record)
    if not changes:
        return ChangeSet()
    _insert(connection, new)
    _update(connection, changed)
    row = history.append(connection, action, changes, station=station, kind=kind, reverses=reverses)
    written = [*new, *changed]
    search.refresh(connection, written)
    return ChangeSet(
        row.seq,
        frozenset(r.__tablename__ for r in written),
        frozenset(r.id for r in written),
    )


def _number(connection: Connection, records: Sequence[Record]) -> None:
    """Give the next free short number to new records that ask for one."""
    waiting: dict[type[Record], list[Any]] = defaultdict(list)
    for record in records:
        if getattr(record, "serial", None) == 0:
            waiting[type(record)].append(record)
    for kind, asking in waiting.items():
        table = kind.__table__
        highest = connection.scalar(select(func.max(table.c.serial))) or 0
        taken = [r.serial for r in records if type(r) is kind]
        for serial, record in enumerate(asking, start=max(highest, *taken) + 1):
            record.serial = serial


def _differences(
    connection: Connection, records: Sequence[Record]
) -> list[tuple[Record, list[FieldChange]]]:
    """Each record that differs from what stands, with its changes; checks the lock."""
    result = []
    with Session(connection) as session:
        for record in records:
            standing = session.get(type(record), record.id)
            if standing is None or standing.version != record.version:
                raise ConflictError
            before, after = _logged(standing), _logged(record)
            differing = [
                FieldChange(record.__tablename__, record.id, name, before[name], after[name])
                for name in after
                if before[name] != after[name]
            ]
            if differing:
                result.append((record, differing))
    return result


def _logged(record: Record) -> dict[str, Any]:
    """The values that history keeps; large frozen texts by their SHA-256."""
    result = {}
    columns = type(record).__table__.c
    for name in field_names(type(record)):
        value = to_json(getattr(record, name))
        column = columns.get(name)
        if column is not None and column.info.get("history") == "digest":
            value = hashlib.sha256(repr(value).encode()).hexdigest()
        result[name] = value
    return result


def _insert(connection: Connection, records: Sequence[Record]) -> None:
    rows: dict[type[Record], list[dict[str, Any]]] = defaultdict(list)
    now = utc_now()
    for record in records:
        record.version, record.created_at, record.updated_at = 1, now, now
        rows[type(record)].append(_columns(record))
    for kind, values in rows.items():
        connection.execute(insert(kind), values)


def _update(connection: Connection, records: Sequence[Record]) -> None:
    now = utc_now()
    for record in records:
        table = type(record).__table__
        standing = record.version
        record.version, record.updated_at = standing + 1, now
        done = connection.execute(
            update(table)
            .where(table.c.id == record.id, table.c.version == standing)
            .values(_columns(record))
        )
        if done.rowcount != 1:
            raise ConflictError


def _columns(record: Record) -> dict[str, Any]:
    """Column name to value; an uncertain date fills four columns."""
    result: dict[str, Any] = {}
    mapper = inspect(type(record))
    for attribute in mapper.attrs:
        if isinstance(attribute, Composite):
            parts = getattr(record, attribute.key).__composite_values__()
            result.update(zip((c.name for c in attribute.columns), parts, strict=True))
    composed = set(result)
    for attribute in mapper.column_attrs:
        name = attribute.columns[0].name
        if name not in composed:
            result[name] = getattr(record, attribute.key)
    return result


def disagreements(connection: Connection) -> list[Finding]:
    """Records whose values are not what the history says they are: changed past the store."""
    told: dict[tuple[str, UUID], dict[str, Any]] = {}
    for change in history.all_changes(connection):
        values = told.setdefault((change.record_kind, change.record_id), {})
        values.update(change.new if change.field == CREATED else {change.field: change.new})
    findings = []
    with Session(connection) as session:
        for name, kind in KINDS.items():
            for record in session.scalars(select(kind)).yield_per(500):
                expected = told.pop((name, record.id), {})
                for field_name, value in _logged(record).items():
                    if value != expected.get(field_name, value if _is_blank(value) else None):
                        findings.append(Finding("history", f"{name} {record.id}: {field_name}"))
                session.expunge(record)
    findings += [Finding("history", f"{name} {lost}: missing") for name, lost in told]
    return findings


def _is_blank(value: object) -> bool:
    return value in _BLANKS
