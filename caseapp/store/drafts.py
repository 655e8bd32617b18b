"""New records as plain values: what an import writes by the hundred thousand.

A mapped record costs ten times as much to make, and all that it is needed for is to become a
row and an entry of the history. Both are made here straight from the values that were given;
what was not given is worked out once for each kind.
"""

from __future__ import annotations

import dataclasses
import json.encoder
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, inspect

from caseapp.domain.dates import UncertainDate
from caseapp.store.records import Record
from caseapp.store.records.values import canonical, digest_fields, field_names, is_blank, to_json
from caseapp.store.rows import Form, form_of

_STORES_OWN = ("id", "created_at", "updated_at", "version")
_quoted: Callable[[str], str] = json.encoder.encode_basestring


class Draft:
    """A new record of a kind, with the values of the fields that say something.

    Saved as a record is; afterwards `values` holds the short number that it was given.
    """

    __slots__ = ("id", "kind", "values")

    def __init__(self, kind: type[Record], key: UUID, /, **values: Any) -> None:
        self.kind, self.id, self.values = kind, key, values


def insert_drafts(
    connection: Connection, kind: type[Record], drafts: Sequence[Draft], now: datetime
) -> None:
    """Insert drafts of one kind."""
    usual = _usual(kind)
    own = {"version": 1, "created_at": usual.moment(now), "updated_at": usual.moment(now)}
    rows = [usual.row(draft, own) for draft in drafts]
    connection.exec_driver_sql(usual.form.insert, rows)


def content_of(draft: Draft) -> str:
    """What history keeps of a new record, as canonical JSON: its fields that are not blank."""
    return f"{{{','.join(_usual(draft.kind).told(draft.values))}}}"


@dataclass(frozen=True, slots=True)
class _Usual:
    """Of one kind: how it becomes a row, and for each field what holds if nothing is given.

    `plain` are key, processor and processed default, `composed` likewise for values that fill
    several columns, `fields` each field with its entry for the history, in order.
    """

    form: Form
    plain: tuple[tuple[str, Callable[[Any], Any] | None, Any], ...]
    composed: tuple[tuple[str, tuple[Callable[[Any], Any] | None, ...], tuple[Any, ...]], ...]
    fields: tuple[tuple[str, str, str], ...]
    moment: Callable[[Any], Any]

    def row(self, draft: Draft, own: dict[str, Any]) -> tuple[Any, ...]:
        given, cells = draft.values, []
        for key, process, usual in self.plain:
            if key in given:
                value = given[key]
                cells.append(value if process is None or value is None else process(value))
            elif usual is _NEEDED:
                cells.append(own[key] if key in own else draft.id.hex if key == "id" else
                             _lacking(key))  # fmt: skip
            else:
                cells.append(usual)
        for key, processes, usual in self.composed:
            if key not in given:
                cells += usual
                continue
            parts = given[key].__composite_values__()
            for process, part in zip(processes, parts, strict=True):
                cells.append(part if process is None or part is None else process(part))
        return tuple(cells)

    def told(self, given: dict[str, Any]) -> Iterator[str]:
        for name, begin, usual in self.fields:
            if name not in given:
                if usual:
                    yield usual
            elif not is_blank(value := given[name]):
                yield begin + _as_text(value)


_NEEDED = object()


def _lacking(key: str) -> Any:
    raise TypeError(f"a draft without {key}")


@lru_cache(maxsize=64)
def _usual(kind: type[Record]) -> _Usual:
    if digest_fields(kind):
        raise TypeError("no drafts of what history keeps as a digest")
    form, usual = form_of(kind), _defaults(kind)
    plain = []
    for key, _column, process in form.plain:
        value = usual.get(key, _NEEDED)
        if value is not _NEEDED and value is not None and process is not None:
            value = process(value)
        plain.append((key, process, value))
    moment = next(process for key, _column, process in form.plain if key == "created_at")
    assert moment is not None
    composed = [
        (key, tuple(process for _name, process in columns), usual[key].__composite_values__())
        for key, columns in form.composed
    ]
    fields = []
    for name in sorted(field_names(kind)):
        begin = f"{_quoted(name)}:"
        value = usual.get(name)
        fields.append((name, begin, "" if is_blank(value) else begin + _as_text(value)))
    return _Usual(form, tuple(plain), tuple(composed), tuple(fields), moment)


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
    """Canonical JSON of a field's value."""
    if value.__class__ is str:
        return _quoted(value)
    if isinstance(value, Enum):
        return _quoted(value.value)
    if isinstance(value, UUID):
        return f'"{value.hex}"'
    if isinstance(value, UncertainDate):
        return _date_as_text(value)
    return canonical(to_json(value))


@lru_cache(maxsize=5_000)
def _date_as_text(value: UncertainDate) -> str:
    return canonical(value.to_json())
