"""A record as a row of its table, and many new ones written at once.

What SQLAlchemy works out for each row, here is worked out once for each kind: a list of ten
thousand people is some two hundred thousand rows. Knows no history and no lock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, Connection, LargeBinary, Table, inspect
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Composite

from caseapp.store.records import Record
from caseapp.store.records.types import Code

_DIALECT = sqlite.dialect()
_Process = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Form:
    """How records of a kind become rows.

    `plain` are keys with the names of their columns, `composed` keys of values that fill several
    columns (an uncertain date four). `insert` takes the plain ones, then the composed.
    """

    plain: tuple[tuple[str, str, _Process | None], ...]
    composed: tuple[tuple[str, tuple[tuple[str, _Process | None], ...]], ...]
    insert: str


def parents_first(kinds: Iterable[type[Record]]) -> list[type[Record]]:
    """The kinds in an order in which rows refer only to rows that are there already.

    While a row refers to one that is still to come, SQLite looks through every table that may
    refer to what is inserted next (https://www.sqlite.org/foreignkeys.html, section 4): a
    write of thousands of rows would take time by their square.
    """
    place = _places()
    return sorted(kinds, key=lambda kind: place[kind.__tablename__])


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    return {table.name: at for at, table in enumerate(Record.metadata.sorted_tables)}


def columns_of(record: Record) -> dict[str, Any]:
    """Column name to value, as SQLAlchemy takes them."""
    form = form_of(type(record))
    result = {column: getattr(record, key) for key, column, _process in form.plain}
    for key, columns in form.composed:
        parts = getattr(record, key).__composite_values__()
        result.update(zip((name for name, _process in columns), parts, strict=True))
    return result


def insert_rows(connection: Connection, kind: type[Record], records: Sequence[Record]) -> None:
    """Insert records of one kind."""
    form = form_of(kind)
    connection.exec_driver_sql(form.insert, [_row(form, record) for record in records])


def _row(form: Form, record: Record) -> tuple[Any, ...]:
    held = record.__dict__
    values = []
    for key, _column, process in form.plain:
        value = held[key] if key in held else getattr(record, key)
        values.append(value if process is None or value is None else process(value))
    for key, columns in form.composed:
        parts = getattr(record, key).__composite_values__()
        for (_name, process), value in zip(columns, parts, strict=True):
            values.append(value if process is None or value is None else process(value))
    return tuple(values)


@lru_cache(maxsize=64)
def form_of(kind: type[Record]) -> Form:
    """How records of a kind become rows."""
    mapper = inspect(kind)
    composed = tuple(
        (attribute.key, tuple((c.name, _process(c.type)) for c in attribute.columns))
        for attribute in mapper.attrs if isinstance(attribute, Composite)
    )  # fmt: skip
    taken = {name for _key, columns in composed for name, _process_ in columns}
    plain = tuple(
        (attribute.key, column.name, _process(column.type))
        for attribute in mapper.column_attrs
        if (column := attribute.columns[0]).name not in taken
    )
    table = kind.__table__
    assert isinstance(table, Table)
    names = [column for _key, column, _of in plain]
    names += [name for _key, columns in composed for name, _of in columns]
    quote = _DIALECT.identifier_preparer.quote
    insert = (
        f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))})"  # noqa: S608
        f" VALUES ({', '.join('?' * len(names))})"
    )
    return Form(plain, composed, insert)


def _process(type_: Any) -> _Process | None:
    """From a value that is not None to what the driver takes; None where that is the same."""
    if isinstance(type_, LargeBinary):
        return None
    if isinstance(type_, JSON):
        return _as_json
    if isinstance(type_, Code):
        return _Codes(type_).__getitem__
    process: _Process | None = type_.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return process


class _Codes(dict[Any, str]):
    """The code of each member; what is no member is refused as the column type refuses it."""

    def __init__(self, type_: Code) -> None:
        super().__init__({member: str(member.value) for member in type_.kind})
        self._kind = type_.kind

    def __missing__(self, value: object) -> str:
        return str(self._kind(value).value)


def _as_json(value: Any) -> str:
    # Most lists and mappings of most records are empty.
    if not value and isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    return json.dumps(value)
