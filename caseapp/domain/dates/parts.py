"""Puts the pieces of one date together: year, month, day, season, third, half, decade.

Knows neither words nor ranges; see `tokens` and `reading`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from caseapp.domain.dates.moment import (
    WINTER,
    Expression,
    Moment,
    OneOf,
    Within,
    month_end,
    on_day,
    third_of_month,
)
from caseapp.domain.dates.tokens import Parts, Token
from caseapp.domain.dates.words import Kind

_FIELDS = {
    Kind.YEAR: "year",
    Kind.MONTH: "month",
    Kind.DAY: "day",
    Kind.NUMBER: "day",
    Kind.SEASON: "season",
    Kind.PART: "part",
    Kind.HALF: "half",
    Kind.QUARTER: "quarter",
    Kind.DECADE: "decade",
}


@dataclass(frozen=True, slots=True)
class Partial:
    """What is said of one date; the pieces may come in any order."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    season: int | None = None
    part: int | None = None
    half: int | None = None
    quarter: int | None = None
    decade: int | None = None
    readings: tuple[Parts, ...] = ()
    """Two, where day and month could not be told apart; nothing else is set then."""
    figures: bool = False
    """Written as figures joined by stops, strokes or dashes."""

    @classmethod
    def of(cls, tokens: Iterable[Token]) -> Partial:
        """Raises `ValueError` if a piece comes twice or does not belong into one date."""
        said: dict[str, int] = {}
        readings: tuple[Parts, ...] = ()
        figures = False

        def put(name: str, value: int) -> None:
            if name in said:
                raise ValueError("said twice")
            said[name] = value

        for token in tokens:
            if token.kind is Kind.DATE and len(token.readings) > 1:
                readings += token.readings
            elif token.kind is Kind.DATE:
                figures = True
                for name, value in zip(("year", "month", "day"), token.readings[0], strict=True):
                    if value is not None:
                        put(name, value)
            elif token.kind in _FIELDS:
                put(_FIELDS[token.kind], token.value)
            else:
                raise ValueError("no piece of one date")
        if readings and (said or len(readings) > 2):
            raise ValueError("figures that are unclear stand alone")
        return cls(**said, readings=readings, figures=figures)

    @property
    def empty(self) -> bool:
        return self == Partial()

    def only(self, name: str) -> bool:
        """Whether this one piece is all that is said."""
        return self == Partial(**{name: getattr(self, name)}) and not self.empty


def resolve(said: Partial) -> Expression | None:
    """The date that the pieces make; None if they are too few or do not fit together.

    Raises `ValueError` for a day that does not exist.
    """
    if said.readings:
        days = [Moment(y or 0, m, d) for y, m, d in said.readings]
        return OneOf(tuple(sorted(days, key=lambda day: day.first_day)))
    have = {f.name for f in fields(said) if getattr(said, f.name) is not None} - {
        "readings", "figures",
    }  # fmt: skip
    year, month = said.year or 0, said.month or 0
    if (
        have <= {"year", "month", "day"}
        and "year" in have
        and ("month" in have or said.day is None)
    ):
        return Moment(year, said.month, said.day)
    if have == {"year", "season"} and said.season:
        return Moment(year, 20 + said.season)
    if have == {"year", "quarter"} and said.quarter:
        return Moment(year, 32 + said.quarter)
    if have == {"year", "half"} and said.half:
        return Moment(year, 39 + said.half)
    if have == {"year", "month", "half"} and said.half:
        return _half_of_month(year, month, said.half)
    if have == {"decade"}:
        return Moment(said.decade or 0, decade=True)
    return _third(replace(said, part=None), said.part, have - {"part"}) if said.part else None


def _half_of_month(year: int, month: int, half: int) -> Within:
    last = month_end(year, month)
    if half == 1:
        return Within(Moment(year, month, 1), Moment(year, month, 15))
    return Within(Moment(year, month, 16), on_day(last))


def _third(whole: Partial, third: int, have: set[str]) -> Expression | None:
    """Early, middle or late in something; the rule is stated at `read_date`."""
    year = whole.year or 0
    if have == {"year"}:
        return Moment(year, 36 + third)
    if have == {"year", "month"} and whole.month:
        return third_of_month(year, whole.month, third)
    if have == {"decade"} and whole.decade is not None:
        first, last = ((0, 3), (4, 6), (7, 9))[third - 1]
        return Within(Moment(whole.decade + first), Moment(whole.decade + last))
    if have == {"year", "season"} and whole.season and 20 + whole.season != WINTER:
        return Moment(year, 3 * whole.season - 1 + third, mark="~")
    return None
