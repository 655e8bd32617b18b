"""Values from outside for the fields of records: the inverse of `values.to_json`, distrusting.

`values.from_json` reads what this program wrote itself. Here the value comes from another
machine: its type, length, vocabulary and inner shape are looked at before anything is made of
it. Text stays text, whatever it says.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import Enum
from functools import lru_cache, partial
from typing import Any, Final, get_args, get_type_hints

from sqlalchemy import JSON, Boolean, Date, Integer, LargeBinary, String, Uuid, inspect
from sqlalchemy.orm import Composite

from caseapp.domain.dates import UncertainDate
from caseapp.domain.dates.edtf import parse_edtf
from caseapp.domain.vocabulary import ConsentAnswer, InfoClass, NameRole
from caseapp.store.records.types import Code, Record, UtcDateTime
from caseapp.store.records.values import canonical, from_json, to_json

_Check = Callable[[object], Any]

LONGEST_TEXT: Final = 10_000_000
"""Characters of one text: the whole text of a source, or the frozen content of a large copy."""
LARGEST_JSON: Final = 24_000_000
"""Characters of one structured value, written as JSON: what became of each row of a long list."""
DEEPEST: Final = 8
LARGEST_NUMBER: Final = 2**53 - 1
"""Beyond it JSON readers do not agree on a number (RFC 8259 section 6)."""


def checked(kind: type[Record], field: str, value: object) -> Any:
    """The field's value, from its JSON. ValueError for whatever `to_json` cannot have made."""
    return _check_of(kind, field)(value)


@lru_cache(maxsize=1024)
def _check_of(kind: type[Record], field: str) -> _Check:
    """What looks at a value of this field; worked out once for each."""
    prop = inspect(kind).attrs[field]
    if isinstance(prop, Composite):
        return _uncertain_date
    column = inspect(kind).columns[field]
    of = column.type
    check: _Check = _text
    if isinstance(of, JSON):
        check = partial(_structure, kind, field)
    elif isinstance(of, Boolean):
        check = partial(_is, bool)
    elif isinstance(of, Integer):
        check = _number
    elif isinstance(of, Code):
        check = partial(_member, {member.value: member for member in of.kind})
    elif isinstance(of, UtcDateTime | Date | Uuid | LargeBinary):
        check = partial(_exactly, kind, field)
    elif not isinstance(of, String):
        raise TypeError("a field of a type that does not travel")
    return partial(_or_nothing, check, bool(column.nullable))


def _or_nothing(check: _Check, nullable: bool, value: object) -> Any:
    if value is not None:
        return check(value)
    if not nullable:
        raise ValueError("empty where something must stand")
    return None


def _member(members: Mapping[str, Enum], told: object) -> Enum:
    """The member of a code; ValueError for an unknown one."""
    member = members.get(_text(told))
    if member is None:
        raise ValueError("not a code of the vocabulary")
    return member


def _exactly(kind: type[Record], field: str, told: object) -> Any:
    """A day, moment, id or bytes; ValueError for other spellings."""
    value = from_json(kind, field, _text(told))
    if getattr(value, "tzinfo", True) is None or to_json(value) != told:
        raise ValueError("written in another way than to_json writes it")
    return value


def _is(kind: type, value: object) -> Any:
    if type(value) is not kind:
        raise ValueError(f"not a {kind.__name__}")
    return value


def _number(value: object) -> int:
    number: int = _is(int, value)
    if abs(number) > LARGEST_NUMBER:
        raise ValueError("a number out of bounds")
    return number


def _text(value: object) -> str:
    text: str = _is(str, value)
    if len(text) > LONGEST_TEXT:
        raise ValueError("a text longer than any can be")
    text.encode()  # half a surrogate pair is a UnicodeEncodeError, which is a ValueError
    return text


def _uncertain_date(value: object) -> UncertainDate:
    date = UncertainDate.from_json(value)
    _text(date.text)
    if date.edtf is not None and (len(date.edtf) > 100 or parse_edtf(date.edtf) is None):
        raise ValueError("not a date in EDTF")
    return date


# -- structured values -------------------------------------------------------------------------
def _structure(kind: type[Record], field: str, value: object) -> Any:
    """A list or an object whose shape is that of the field, not deep, not large."""
    _not_deep(value, DEEPEST)
    text = canonical(value)
    if len(text) > LARGEST_JSON:
        raise ValueError("a value larger than any can be")
    text.encode()
    if not _fits(value, _shape(kind, field)):
        raise ValueError("a value of another shape")
    inner = _INNER.get((kind.__tablename__, field))
    if inner is not None and not inner(value):
        raise ValueError("a value of another shape")
    return json.loads(text)


def _not_deep(value: object, left: int) -> None:
    if not isinstance(value, list | dict):
        return
    if left == 0:
        raise ValueError("a value deeper than any can be")
    for inner in value.values() if isinstance(value, dict) else value:
        _not_deep(inner, left - 1)


@lru_cache(maxsize=256)
def _shape(kind: type[Record], field: str) -> Any:
    """What stands in `Mapped[...]` of the field."""
    (inside,) = get_args(get_type_hints(kind)[field])
    return inside


def _fits(value: object, shape: Any) -> bool:
    """Whether plain JSON is of this type: str, list[...] and dict[str, ...], Any within."""
    if shape is Any:
        return not isinstance(value, float) or value == value  # NaN is no JSON
    if shape is str:
        return isinstance(value, str)
    arguments = get_args(shape)
    if isinstance(value, list):
        return len(arguments) == 1 and all(_fits(one, arguments[0]) for one in value)
    if isinstance(value, dict):
        return len(arguments) == 2 and all(_fits(one, arguments[1]) for one in value.values())
    return False


def _coded(codes: type[Enum]) -> Callable[[object], bool]:
    known = {member.value for member in codes}
    return lambda value: isinstance(value, str) and value in known


_is_role, _is_class, _is_answer = map(_coded, (NameRole, InfoClass, ConsentAnswer))


def _is_measure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _are_parts(value: Any) -> bool:
    return all(
        set(part) == {"role", "text"} and _is_role(part["role"]) and isinstance(part["text"], str)
        for part in value
    )


def _are_answers(value: Any) -> bool:
    return all(_is_class(key) and _is_answer(answer) for key, answer in value.items())


def _is_locator(value: Any) -> bool:
    for key, inner in value.items():
        if key in ("start", "end", "page"):
            fits = isinstance(inner, int) and not isinstance(inner, bool) and 0 <= inner < 10**9
        elif key in ("from", "to"):
            fits = _is_measure(inner)
        elif key == "box":
            fits = isinstance(inner, list) and len(inner) == 4 and all(map(_is_measure, inner))
        else:
            fits = _fits(inner, str) or _is_measure(inner)
        if not fits:
            return False
    return bool(value.get("start", 0) <= value.get("end", 10**9))


def _is_crop(value: Any) -> bool:
    sides = {"left", "top", "right", "bottom"}
    return not value or (
        set(value) == sides and all(_is_measure(one) and 0 <= one <= 1 for one in value.values())
    )


_INNER: Final[dict[tuple[str, str], Callable[[Any], bool]]] = {
    ("name_form", "parts"): _are_parts,
    ("consent", "answers"): _are_answers,
    ("excerpt", "locator"): _is_locator,
    ("attachment", "crop"): _is_crop,
}
"""Structures whose inside is used without a second look."""
