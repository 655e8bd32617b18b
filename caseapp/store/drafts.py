"""New records as plain values: what an import writes by the hundred thousand.

A mapped record costs ten times as much to make, and all that it is needed for is to become a
row and an entry of the history. Both are made here at once, straight from the values that were
given; what was not given is worked out once for all drafts of a kind with the same fields.
"""

from __future__ import annotations

import dataclasses
import json.encoder
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Connection, Uuid, inspect

from caseapp.domain.dates import UncertainDate
from caseapp.store.records import Record
from caseapp.store.records.types import Code
from caseapp.store.records.values import canonical, digest_fields, field_names, is_blank, to_json
from caseapp.store.rows import Form, form_of

_STORES_OWN = ("id", "created_at", "updated_at", "version")
_TEXTS, _FLAT = frozenset({str}), frozenset({str, int})
_quoted: Callable[[str], str] = json.encoder.encode_basestring

_Both = Callable[[Any], tuple[Any, str]]
"""From a value to its cell and to its canonical JSON, "" of one that says nothing."""


class Draft:
    """A new record of a kind, with the values of the fields that say something.

    Saved as a record is; afterwards `values` holds the short number that it was given.
    """

    __slots__ = ("id", "kind", "values")

    def __init__(self, kind: type[Record], key: UUID, /, **values: Any) -> None:
        self.kind, self.id, self.values = kind, key, values


def insert_drafts(
    connection: Connection, kind: type[Record], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of one kind as `row_and_entry` gives them."""
    connection.exec_driver_sql(form_of(kind).insert, rows)


def row_and_entry(draft: Draft, now: datetime) -> tuple[tuple[Any, ...], str, str]:
    """The row of a new record, its key as history has it, and what history keeps of it: its
    fields that are not blank, as canonical JSON."""
    return _shape(draft.kind, *draft.values).of(draft, now)


@dataclass(frozen=True, slots=True)
class _Shape:
    """How drafts of one kind with the same fields become rows and entries.

    `row` holds what is the same for all, `own` the places of key, making and last change.
    `fields` are in the order of history: name, first place in the row, how it is written, what
    stands before its value in the history, and what stands before that of fields not given.
    """

    row: tuple[Any, ...]
    own: tuple[int, int, int]
    fields: tuple[tuple[str, int, _Both | None, str, str], ...]
    end: str
    moment: Callable[[Any], Any]

    def of(self, draft: Draft, now: datetime) -> tuple[tuple[Any, ...], str, str]:
        row, told, values, key = list(self.row), [], draft.values, draft.id.hex
        at, made, changed = self.own
        row[at], row[made] = key, self.moment(now)
        row[changed] = row[made]
        for name, place, both, begin, before in self.fields:
            if before:
                told.append(before)
            value = values[name]
            if both is None:
                row[place], text = value, _as_text(value)
            elif both is _date:
                row[place : place + 4], text = _date(value)
            else:
                row[place], text = both(value)
            if text:
                told.append(begin + text)
        if self.end:
            told.append(self.end)
        return tuple(row), key, f"{{{','.join(told)}}}"


@lru_cache(maxsize=1_000)
def _shape(kind: type[Record], *given: str) -> _Shape:
    if digest_fields(kind):
        raise TypeError("no drafts of what history keeps as a digest")
    form, usual = form_of(kind), _defaults(kind)
    places = {key: at for at, (key, _column, _process) in enumerate(form.plain)}
    row: list[Any] = []
    for key, _column, process in form.plain:
        value = usual.get(key)
        if key not in usual and key not in given and key not in _STORES_OWN:
            raise TypeError(f"a draft without {key}")
        row.append(value if value is None or process is None else process(value))
    row[places["version"]] = 1
    for key, _columns in form.composed:
        places[key] = len(row)
        row += _date(usual[key])[0]
    fields, before = [], list[str]()
    for name in sorted(field_names(kind)):
        begin = f"{_quoted(name)}:"
        if name in given:
            fields.append((name, places[name], _both(kind, form, name), begin, ",".join(before)))
            before = []
        elif text := _as_text(usual.get(name)):
            before.append(begin + text)
    moment = next(process for key, _column, process in form.plain if key == "created_at")
    assert moment is not None
    own = (places["id"], places["created_at"], places["updated_at"])
    return _Shape(tuple(row), own, tuple(fields), ",".join(before), lru_cache(4)(moment))


@lru_cache(maxsize=1_000)
def _both(kind: type[Record], form: Form, name: str) -> _Both | None:
    """None where the cell is the value itself."""
    if any(key == name for key, _columns in form.composed):
        return _date
    process = next(process for key, _column, process in form.plain if key == name)
    type_ = inspect(kind).columns[name].type
    if process is None:
        return None
    if isinstance(type_, Code):
        return _Codes(process).__getitem__
    if isinstance(type_, Uuid):
        return _key
    if isinstance(type_, JSON):
        return _json
    return lambda value: (None if value is None else process(value), _as_text(value))


class _Codes(dict[Any, tuple[Any, str]]):
    """Cell and JSON of each member that was met."""

    def __init__(self, process: Callable[[Any], Any]) -> None:
        super().__init__({None: (None, "")})
        self._process = process

    def __missing__(self, value: Any) -> tuple[Any, str]:
        self[value] = both = self._process(value), _as_text(value)
        return both


def _key(value: UUID | None) -> tuple[Any, str]:
    if value is None:
        return None, ""
    return (key := value.hex), f'"{key}"'


def _json(value: Any) -> tuple[Any, str]:
    if is_blank(value):
        # Most are an empty list or mapping, which Python writes as JSON does.
        return (None if value is None else str(value) or '""'), ""
    return json.dumps(value), canonical(value if _is_flat(value) else to_json(value))


def _is_flat(value: Any) -> bool:
    """Whether it is JSON as it stands, so that it need not be read back."""
    if value.__class__ is dict:
        return _TEXTS.issuperset(map(type, value)) and _FLAT.issuperset(map(type, value.values()))
    return value.__class__ is list and _FLAT.issuperset(map(type, value))


@lru_cache(maxsize=5_000)
def _date(value: UncertainDate) -> tuple[tuple[Any, ...], str]:
    parts = value.__composite_values__()
    cells = tuple(part.isoformat() if isinstance(part, date) else part for part in parts)
    return cells, canonical(value.to_json())


def _defaults(kind: type[Record]) -> dict[str, Any]:
    """The values that a new record has by itself."""
    found: dict[str, Any] = {}
    columns = inspect(kind).columns
    for one in dataclasses.fields(kind):
        if one.name in _STORES_OWN:
            continue
        if one.default_factory is not dataclasses.MISSING:
            found[one.name] = one.default_factory()
        elif one.default is not dataclasses.MISSING:
            # SQLAlchemy keeps plain defaults with the column.
            default: Any = columns[one.name].default
            found[one.name] = None if default is None else default.arg
    return found


def _as_text(value: Any) -> str:
    """Canonical JSON of a field's value, "" of one that says nothing."""
    if value.__class__ is str:
        return _quoted(value) if value else ""
    if value.__class__ is int:
        return str(value)
    if is_blank(value):
        return ""
    if isinstance(value, Enum):
        return _quoted(value.value)
    return canonical(to_json(value))
