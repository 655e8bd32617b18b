"""Reads EDTF text (ISO 8601-2, the parts that this program writes and near relatives).

The inverse of `str()` on the expressions of `moment`. Knows nothing of languages.
"""

from __future__ import annotations

import re
from itertools import pairwise

from caseapp.domain.dates.moment import Expression, Moment, OneOf, Within

_MOMENT = re.compile(r"(\d{4}|\d{3}X)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([~?%]?)", re.ASCII)


def parse_edtf(text: str) -> Expression | None:
    """The expression that an EDTF string stands for, or None for any other text.

    Understood: years to days, `201X`, `XX` for an unspecified month or day, the groupings
    21-24 and 33-41, the marks `~ ? %`, intervals also with open ends, and one-of sets. An
    interval is read as "somewhere within"; see `moment`.
    """
    text = text.strip()
    try:
        if text.startswith("[") and text.endswith("]"):
            return _parse_set(text[1:-1])
        if "/" in text:
            begin, end = text.split("/")
            return _within(begin.removeprefix(".."), end.removeprefix(".."))
        return _parse_moment(text)
    except ValueError:
        return None


def _parse_moment(text: str) -> Moment:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError("not EDTF")
    year, part, day, mark = match.groups()
    if year.endswith("X"):
        if part is not None:
            raise ValueError("a decade has no month")
        return Moment(int(year[:3]) * 10, decade=True, mark=mark)
    if part == "XX" and day not in (None, "XX"):
        raise ValueError("a day of no month has no place in time")
    month = None if part in (None, "XX") else int(part)
    return Moment(int(year), month, None if day in (None, "XX") else int(day), mark=mark)


def _within(begin: str, end: str) -> Expression:
    first = _parse_moment(begin) if begin else None
    last = _parse_moment(end) if end else None
    return first if first is not None and first == last else Within(first, last)


def _parse_set(text: str) -> Expression:
    items = text.split(",")
    if len(items) == 1:
        begin, dots, end = text.partition("..")
        return _within(begin.strip(), end.strip()) if dots else _parse_moment(text.strip())
    moments = tuple(_parse_moment(item.strip()) for item in items)
    if any(a.first_day > b.first_day for a, b in pairwise(moments)):
        raise ValueError("a set is written in order of time")
    return OneOf(moments)
