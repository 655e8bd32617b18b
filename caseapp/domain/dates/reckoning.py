"""Comparing uncertain dates, making them coarser, adding a term. Works on the bounds.

Values made here have their text regenerated, in the language asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from caseapp.domain.dates.moment import (
    MAX_YEAR,
    MIN_YEAR,
    Expression,
    Moment,
    OneOf,
    Unit,
    Within,
    from_bounds,
    marked,
    month_end,
    on_day,
    plus_months,
    spanning,
    third_of_month,
)
from caseapp.domain.dates.value import UncertainDate
from caseapp.domain.dates.writing import format_date


def overlaps(one: UncertainDate, other: UncertainDate) -> bool:
    """Whether both can be the same day. An open bound reaches for ever; unknown fits all."""
    starts_in_time = not one.earliest or not other.latest or one.earliest <= other.latest
    ends_in_time = not one.latest or not other.earliest or one.latest >= other.earliest
    return starts_in_time and ends_in_time


def sort_key(value: UncertainDate) -> tuple[bool, date, date, str]:
    """Orders by the earliest day, then the latest; what is wholly unknown comes last.

    "Before March 2018" has no earliest day and stands by its latest.
    """
    start = value.earliest or value.latest or date.max
    return value.is_unknown, start, value.latest or date.max, value.text


def span(values: Iterable[UncertainDate], language: str = "en") -> UncertainDate:
    """The time from the earliest to the latest of several; open where one of them is open."""
    every = list(values)
    first = [value.earliest for value in every]
    last = [value.latest for value in every]
    earliest = None if None in first else min((day for day in first if day), default=None)
    latest = None if None in last else max((day for day in last if day), default=None)
    return _made(from_bounds(earliest, latest), language)


def coarsened(
    value: UncertainDate, to: Literal["month", "year"], language: str = "en"
) -> UncertainDate:
    """The date with nothing finer than a month or year, for copies that must not tell the day.

    Text, EDTF and bounds are all made anew, and the new bounds enclose the old. What could
    not be read may hold the day in words, and becomes unknown. What is coarser already stays.
    """
    expression = value.expression
    return _made(_coarse(expression, to) if expression else None, language)


def _coarse(expression: Expression, to: Literal["month", "year"]) -> Expression:
    if isinstance(expression, OneOf):
        begins, ends = zip(
            *(_coarse_ends(moment, to) for moment in expression.moments), strict=True
        )
        if begins == ends and len(set(begins)) > 1:
            return OneOf(tuple(dict.fromkeys(begins)))
        return spanning(begins[0], ends[-1])
    if isinstance(expression, Moment):
        return spanning(*_coarse_ends(expression, to))
    begin = _coarse_ends(expression.begin, to)[0] if expression.begin else None
    end = _coarse_ends(expression.end, to)[1] if expression.end else None
    if begin is None or end is None:
        return Within(begin, end)
    if expression.third:
        # Its ends are rough only as ends of a third; the whole month has sharp ones.
        mark = "?" if expression.mark == "%" else ""
        return replace(begin, mark=mark)
    return spanning(begin, end)


def _coarse_ends(moment: Moment, to: Literal["month", "year"]) -> tuple[Moment, Moment]:
    """First and last month or year that a moment touches; itself if it is coarser."""
    if to == "month" and moment.unit is Unit.DAY:
        moment = replace(moment, day=None)
    elif to == "year" and moment.unit < Unit.YEAR:
        first, last = moment.first_day.year, moment.last_day.year
        return Moment(first, mark=moment.mark), Moment(last, mark=moment.mark)
    return moment, moment


@dataclass(frozen=True, slots=True)
class _Term:
    months: int
    days: int


def add_term(
    value: UncertainDate, years: int = 0, months: int = 0, days: int = 0, language: str = "en"
) -> UncertainDate:
    """The date a term later, by the calendar: due release from an uncertain start.

    Years and months first, keeping the day of the month or taking the month's last day
    (31 January and one month is 28 February), then days. Precision is kept: a term of years
    from "2017" falls in a year, from "March 2017" in a month. Numbers may be negative.
    A Chinese judgment gives as last day of a term the day *before* this one; pass
    `days=-1` for it. An open bound stays open, and so does one beyond the year 2999.
    """
    expression = value.expression
    if expression is None:
        return UncertainDate.unknown()
    return _made(_moved(expression, _Term(12 * years + months, days)), language)


def _moved(expression: Expression, term: _Term) -> Expression | None:
    if isinstance(expression, Moment):
        whole = _later(expression, term)
        if whole is not None:
            return whole
        expression = Within(expression, expression)
    elif isinstance(expression, OneOf):
        every = [_later(moment, term) for moment in expression.moments]
        kept = tuple(moment for moment in every if moment is not None)
        if len(set(kept)) == len(every):
            return OneOf(kept)
        expression = Within(expression.moments[0], expression.moments[-1])
    if expression.third and expression.begin and term.days == 0:
        _, month, number = expression.third
        first = _later(expression.begin, term)
        return (
            third_of_month(first.year, first.part or month, number, first.mark) if first else None
        )
    begin = _end_later(expression.begin, term, last=False)
    end = _end_later(expression.end, term, last=True)
    if begin is not None and end is not None:
        moved = spanning(begin, end)
    elif begin is None and end is None:
        return None
    else:
        moved = Within(begin, end)
    return moved if _as_rough(expression, moved) else _moved(_sharp(expression), term)


def _as_rough(before: Within, after: Expression) -> bool:
    """Whether "about" reaches as far in both: the same units, and no third of a month."""
    if before.mark not in ("~", "%"):
        return True
    if not isinstance(after, Within) or before.third or after.third:
        return False
    units = [[end.unit for end in (w.begin, w.end) if end is not None] for w in (before, after)]
    return units[0][-1:] == units[1][-1:] and units[0][:1] == units[1][:1]


def _sharp(expression: Within) -> Expression:
    """The bounds themselves, which hold the reach of "about" already."""
    whole = from_bounds(*expression.bounds())
    assert whole is not None, "a range has at least one bound"
    return marked(whole, "?" if expression.mark == "%" else "")


def _later(moment: Moment, term: _Term) -> Moment | None:
    """The moment a term later with the same precision; None where that cannot be said."""
    years, odd_months = divmod(term.months, 12)
    if moment.unit is Unit.DAY:
        there = _day_later(moment.first_day, term)
        return on_day(there, moment.mark) if there else None
    if term.days or (moment.unit > Unit.MONTH and odd_months):
        return None
    if moment.unit is Unit.MONTH:
        first = plus_months(moment.first_day, term.months)
        return Moment(first.year, first.month, mark=moment.mark) if first else None
    within = MIN_YEAR <= moment.year + years <= MAX_YEAR
    if not within or (moment.decade and years % 10):
        return None
    return replace(moment, year=moment.year + years)


def _end_later(moment: Moment | None, term: _Term, *, last: bool) -> Moment | None:
    """One end of a range a term later: as exact as it was, else its month, else its day."""
    if moment is None:
        return None
    if moved := _later(moment, term):
        return moved
    day = moment.last_day if last else moment.first_day
    first_of_month = plus_months(day.replace(day=1), term.months)
    if first_of_month is None:
        return None
    if term.days == 0:
        return Moment(first_of_month.year, first_of_month.month, mark=moment.mark)
    edge = month_end(first_of_month.year, first_of_month.month) if last else first_of_month
    there = _day_later(edge, _Term(0, term.days))
    return on_day(there, moment.mark) if there else None


def _day_later(day: date, term: _Term) -> date | None:
    there = plus_months(day, term.months)
    if there is None:
        return None
    try:
        there += timedelta(days=term.days)
    except OverflowError:
        return None
    return there if MIN_YEAR <= there.year <= MAX_YEAR else None


def _made(expression: Expression | None, language: str) -> UncertainDate:
    if expression is None:
        return UncertainDate.unknown()
    return replace(
        UncertainDate.of(expression, ""),
        text=format_date(UncertainDate.of(expression, ""), language),
    )
