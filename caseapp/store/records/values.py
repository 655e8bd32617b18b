"""The fields of a record as plain JSON: what history keeps, and the way back.

Knows the mapped types, not the database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, LargeBinary, Uuid, inspect
from sqlalchemy.orm import Composite

from caseapp.domain.dates import UncertainDate
from caseapp.store.records.types import Code, Record, UtcDateTime

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})
_STORES_OWN = {"id", "created_at", "updated_at", "version"}


@lru_cache(maxsize=64)
def field_names(kind: type[Record]) -> tuple[str, ...]:
    """The fields that people change, in order; the lock and the moments are the store's own."""
    mapper = inspect(kind)
    composed = {p.key for c in mapper.composites for p in c.props}
    keys = [p.key for p in mapper.attrs if isinstance(p, Composite) or p.key not in composed]
    return tuple(k for k in keys if k not in _STORES_OWN)


@lru_cache(maxsize=64)
def digest_fields(kind: type[Record]) -> frozenset[str]:
    """The large frozen fields, of which history keeps the SHA-256 alone (`KEPT_AS_DIGEST`)."""
    return frozenset(c.name for c in kind.__table__.c if c.info.get("history") == "digest")


def logged(record: Record) -> dict[str, Any]:
    """Every field as history keeps it."""
    held, result = record.__dict__, {}
    for name in field_names(type(record)):
        value = held[name] if name in held else getattr(record, name)
        result[name] = value if value.__class__ in _AS_THEY_ARE else to_json(value)
    for name in digest_fields(type(record)):
        result[name] = hashlib.sha256(canonical(result[name]).encode()).hexdigest()
    return result


@lru_cache(maxsize=64)
def defaults(kind: type[Record]) -> dict[str, Any]:
    """What a field holds, as JSON, if history never said anything of it.

    So a column that a later version adds needs no entry in the history of old records.
    """
    result: dict[str, Any] = dict.fromkeys(field_names(kind))
    for name, prop in inspect(kind).attrs.items():
        if isinstance(prop, Composite) and name in result:
            result[name] = UncertainDate.unknown().to_json()
    for column in kind.__table__.c:
        if column.name in result and column.default is not None and column.default.is_scalar:
            result[column.name] = to_json(column.default.arg)
    return result


def is_blank(value: object) -> bool:
    """Nothing is said: absence tells the same. 0 and False do say something."""
    return value is None or value == "" or value == [] or value == {}


def differ(one: object, other: object) -> bool:
    """Whether two values of `to_json` are not the same; 1 and true are not."""
    if isinstance(one, dict | list) and isinstance(other, dict | list):
        return canonical(one) != canonical(other)
    return one != other


def canonical(value: object) -> str:
    """One text for one JSON value: keys in order, no spaces, letters as they are."""
    return _canonical.encode(value)


def to_json(value: object) -> Any:
    """A field's value as plain JSON, a copy of its own; the inverse is `from_json`.

    Exactly what the database will give back: moments in UTC, keys as text, lists for tuples.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, UncertainDate):
        return value.to_json()
    if isinstance(value, UUID | bytes):
        return value.hex if isinstance(value, UUID) else value.hex()
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not value and isinstance(value, list | dict):
        return value.copy()
    return json.loads(json.dumps(value))


def from_json(kind: type[Record], field: str, value: Any) -> Any:
    """The value that `to_json` came from, by the field's mapped type."""
    return _reader(kind, field)(value)


@lru_cache(maxsize=1024)
def _reader(kind: type[Record], field: str) -> Callable[[Any], Any]:
    """What reads a value of this field; worked out once for each."""
    if isinstance(inspect(kind).attrs[field], Composite):
        return UncertainDate.from_json
    of = inspect(kind).columns[field].type
    read: Callable[[Any], Any] = _as_it_is
    if isinstance(of, Code):
        read = of.kind
    elif isinstance(of, UtcDateTime):
        read = datetime.fromisoformat
    elif isinstance(of, Date):
        read = date.fromisoformat
    elif isinstance(of, Uuid):
        read = UUID
    elif isinstance(of, LargeBinary):
        read = bytes.fromhex
    return lambda value: None if value is None else read(value)


def _as_it_is(value: Any) -> Any:
    return value
