"""Says an uncertain date in words, for screen and paper, in four languages.

What it says is what the EDTF form says, neither finer nor coarser; `read_date` reads it
back. Knows no grammar; see `wording`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from caseapp.domain.dates.moment import Expression, Moment, OneOf, Unit, Within, from_bounds
from caseapp.domain.dates.value import UncertainDate
from caseapp.domain.dates.wording import Chinese, English, Writer
from caseapp.domain.dates.wording_cyrillic import Kazakh, Russian
from caseapp.domain.dates.words import means_unknown

Style = Literal["long", "short"]

_WRITERS: dict[str, type[Writer]] = {"en": English, "ru": Russian, "kk": Kazakh, "zh": Chinese}
"""By the primary subtag of the language."""


def format_date(value: UncertainDate, language: str, style: Style = "short") -> str:
    """A date in words: "between 10 and 28 Feb 2018", "около мая 2019", "2017年10月".

    `language` is a code such as en, ru, kk, zh, zh_Hans, kk-Cyrl; others are worded in
    English. `short` abbreviates months where the language does; `long` is for letters.
    Nothing known gives the word "unknown"; text that could not be read is given as it is.
    """
    primary = language.replace("_", "-").split("-")[0].lower()
    writer = _WRITERS.get(primary, English)(style == "long")
    expression = value.expression
    if expression is None:
        return writer.unknown if means_unknown(value.text) else value.text.strip()
    words = _worded(expression, writer)
    return writer.perhaps(words) if expression.mark in ("?", "%") else words


def _worded(expression: Expression, writer: Writer) -> str:
    rough = expression.mark in ("~", "%")
    if isinstance(expression, Moment):
        return writer.about(expression) if rough else writer.moment(expression)
    if isinstance(expression, OneOf):
        return writer.either(expression.moments)
    if expression.third:
        return writer.third(*expression.third)
    words = _ranged(_calendar_ends(expression), writer)
    return writer.roughly(words) if rough else words


def _calendar_ends(expression: Within) -> Within | Moment:
    """The same time with both ends as days, months or years, and of one kind."""
    ends = [end for end in (expression.begin, expression.end) if end is not None]
    plain = {Unit.DAY, Unit.MONTH, Unit.YEAR}
    if len({end.unit for end in ends}) == 1 and ends[0].unit in plain:
        return expression
    first = expression.begin.first_day if expression.begin else None
    last = expression.end.last_day if expression.end else None
    same = from_bounds(first, last)
    return same if isinstance(same, Within | Moment) else expression


def _ranged(expression: Within | Moment, writer: Writer) -> str:
    if isinstance(expression, Moment):
        return writer.moment(expression)
    begin, end = expression.begin, expression.end
    if begin is not None and end is not None:
        return writer.between(begin, end)
    if begin is not None:
        # "After" names the last moment that is out, "before" the first one.
        return writer.after(begin.step(-1) or replace(begin, year=begin.year - 1))
    assert end is not None, "a range has at least one end"
    return writer.before(end.step(1) or end)
