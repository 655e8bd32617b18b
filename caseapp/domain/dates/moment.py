"""What an EDTF expression (ISO 8601-2) means: its bounds, and how it is written.

Three shapes are enough for "when did it happen": one moment of some precision, somewhere
within two moments, or one of several moments. Knows nothing of languages.

We record when *something happened*, not what lasted. So `2017/2018`, when a person writes
it, means "somewhere within 2017 and 2018", and is kept as the one-of set `[2017..2018]`
of the standard; the standard's interval is used only where both ends are rough
(`2016~/2017~`), because a set has no place for that.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

MIN_YEAR, MAX_YEAR = 1000, 2999
"""Years outside these are no dates of living people; what would leave them is left open."""

Bounds = tuple[date | None, date | None]

# ISO 8601-2, 4.8 (sub-year groupings): first and last month of each code. Seasons are those
# of the northern half. Winter (24) is not here: see `Moment.last_day`.
_GROUPS: dict[int, tuple[int, int]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip
WINTER = 24
GROUP_CODES = frozenset(_GROUPS) | {WINTER}

ROUGH_DAYS, ROUGH_MONTHS, ROUGH_YEARS, ROUGH_DECADE_YEARS = 7, 1, 1, 2
"""How far "about" reaches on either side of a day, a month or part of a year, a year, a decade."""


class Unit(IntEnum):
    """How fine a moment is. Larger is coarser."""

    DAY = 1
    MONTH = 2
    GROUP = 3
    """A season, quarter, third or half of a year."""
    YEAR = 4
    DECADE = 5


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def plus_months(day: date, months: int) -> date | None:
    """`months` later (or earlier), on the same day of the month or its last day.

    None beyond the years this program reckons with.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not MIN_YEAR <= year <= MAX_YEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@dataclass(frozen=True, slots=True)
class Moment:
    """One day, month, part of a year, year or decade, perhaps rough (`~`) or doubtful (`?`).

    `part` is a month 1-12 or a grouping code of ISO 8601-2 (21-24 season, 33-36 quarter,
    37-39 third of the year, 40-41 half). `year` of a decade is its first year. Raises
    `ValueError` for what is no date.
    """

    year: int
    part: int | None = None
    day: int | None = None
    decade: bool = False
    mark: str = ""

    def __post_init__(self) -> None:
        if not MIN_YEAR <= self.year <= MAX_YEAR or self.mark not in ("", "~", "?", "%"):
            raise ValueError("no such year")
        if self.part is not None and not 1 <= self.part <= 12 and self.part not in GROUP_CODES:
            raise ValueError("no such part of a year")
        if self.decade and (self.part is not None or self.year % 10):
            raise ValueError("no such decade")
        if self.day is not None:
            date(self.year, self.part if self.part is not None else 0, self.day)

    @property
    def unit(self) -> Unit:
        if self.day is not None:
            return Unit.DAY
        if self.part is not None:
            return Unit.MONTH if self.part <= 12 else Unit.GROUP
        return Unit.DECADE if self.decade else Unit.YEAR

    @property
    def rough(self) -> bool:
        """Said to be approximate: its bounds reach further than it says."""
        return self.mark in ("~", "%")

    @property
    def first_day(self) -> date:
        """The first day that the words cover, without the reach of "about"."""
        if self.part is None:
            return date(self.year, 1, 1)
        if self.part == WINTER:
            return date(self.year - 1, 12, 1)
        return date(self.year, _GROUPS.get(self.part, (self.part, 0))[0], self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that the words cover.

        "Winter 2017" is said of the one that ends in that year and of the one that begins
        in it: both are covered (December 2016 to February 2018), for we cannot know.
        """
        if self.part is None:
            return date(self.year + (9 if self.decade else 0), 12, 31)
        if self.part == WINTER:
            return month_end(self.year + 1, 2)
        if self.day is not None:
            return date(self.year, self.part, self.day)
        return month_end(self.year, _GROUPS.get(self.part, (0, self.part))[1])

    def bounds(self) -> tuple[date, date]:
        """Earliest and latest day, with the reach of "about" (`ROUGH_…`).

        "Doubtful" (`?`) moves no bound: it says that the source may be wrong, not by how much.
        """
        first, last = self.first_day, self.last_day
        if not self.rough:
            return first, last
        if self.unit is Unit.DAY:
            reach = timedelta(days=ROUGH_DAYS)
            return first - reach, last + reach
        months = {Unit.YEAR: 12 * ROUGH_YEARS, Unit.DECADE: 12 * ROUGH_DECADE_YEARS}.get(
            self.unit, ROUGH_MONTHS
        )
        earlier = plus_months(first, -months) or first
        later = plus_months(last.replace(day=1), months)
        return earlier, month_end(later.year, later.month) if later else last

    def step(self, count: int) -> Moment | None:
        """The moment `count` units later, of the same precision; None beyond our years.

        A part of a year steps to the month `count` months beside it.
        """
        if self.unit is Unit.DAY:
            day = self.first_day + timedelta(days=count)
            return on_day(day) if MIN_YEAR <= day.year <= MAX_YEAR else None
        if self.unit in (Unit.YEAR, Unit.DECADE):
            year = self.year + count * (10 if self.decade else 1)
            return replace(self, year=year) if MIN_YEAR <= year <= MAX_YEAR - 9 else None
        edge = self.last_day if count > 0 else self.first_day
        there = plus_months(edge.replace(day=1), count)
        return Moment(there.year, there.month) if there else None

    def __str__(self) -> str:
        if self.decade:
            return f"{self.year // 10}X{self.mark}"
        text = f"{self.year:04}"
        if self.part is not None:
            text += f"-{self.part:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text + self.mark


@dataclass(frozen=True, slots=True)
class Within:
    """Some time from the begin of one moment to the end of another; None is an open end.

    Both ends carry the same mark. A third of a month ("early August") is written with rough
    ends, `2017-08-01~/2017-08-10~`, because the standard has no code for it; see `third`.
    """

    begin: Moment | None
    end: Moment | None

    def __post_init__(self) -> None:
        if self.begin is None and self.end is None:
            raise ValueError("no bound at all")
        if self.begin and self.end and self.begin.first_day > self.end.last_day:
            raise ValueError("ends before it begins")

    @property
    def mark(self) -> str:
        end = self.begin or self.end
        return end.mark if end else ""

    @property
    def third(self) -> tuple[int, int, int] | None:
        """(year, month, 1 to 3) if this is the early, middle or late part of one month.

        Days 1-10, 11-20 and from 21 on, as the Chinese 上旬, 中旬, 下旬.
        """
        begin, end = self.begin, self.end
        if begin is None or end is None or not begin.rough or begin.mark != end.mark:
            return None
        if begin.unit is Unit.DAY and begin.part is not None:
            for number in (1, 2, 3):
                if self == third_of_month(begin.year, begin.part, number, begin.mark):
                    return begin.year, begin.part, number
        return None

    def bounds(self) -> Bounds:
        if self.third and self.begin and self.end:
            return self.begin.first_day, self.end.last_day
        earliest = self.begin.bounds()[0] if self.begin else None
        latest = self.end.bounds()[1] if self.end else None
        return earliest, latest

    def __str__(self) -> str:
        begin, end = self.begin or "", self.end or ""
        return f"{begin or '..'}/{end or '..'}" if self.mark else f"[{begin}..{end}]"


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several moments, in their order of time: "2016 or 2018"."""

    moments: tuple[Moment, ...]

    def __post_init__(self) -> None:
        if len(self.moments) < 2:
            raise ValueError("no choice")

    @property
    def mark(self) -> str:
        return self.moments[0].mark

    def bounds(self) -> Bounds:
        every = [moment.bounds() for moment in self.moments]
        return min(first for first, _ in every), max(last for _, last in every)

    def __str__(self) -> str:
        return "[" + ",".join(str(moment) for moment in self.moments) + "]"


Expression = Moment | Within | OneOf


def on_day(day: date, mark: str = "") -> Moment:
    """The moment of one calendar day."""
    return Moment(day.year, day.month, day.day, mark=mark)


def third_of_month(year: int, month: int, number: int, mark: str = "~") -> Within:
    """The early (1), middle (2) or late (3) part of a month; see `Within.third`."""
    last = (10, 20, month_end(year, month).day)[number - 1]
    begin = Moment(year, month, 10 * number - 9, mark=mark)
    return Within(begin, Moment(year, month, last, mark=mark))


def from_bounds(earliest: date | None, latest: date | None) -> Expression | None:
    """The plainest expression with exactly these bounds; None if both are open.

    Whole years are written as years, whole months as months, else days. No season is
    guessed from three months.
    """
    if earliest is None and latest is None:
        return None
    whole_months = (earliest is None or earliest.day == 1) and (
        latest is None or latest == month_end(latest.year, latest.month)
    )
    whole_years = (
        whole_months
        and (earliest is None or earliest.month == 1)
        and (latest is None or latest.month == 12)
    )

    def at(day: date | None) -> Moment | None:
        if day is None:
            return None
        if whole_years:
            return Moment(day.year)
        return Moment(day.year, day.month) if whole_months else on_day(day)

    begin, end = at(earliest), at(latest)
    if begin is not None and begin == end:
        return begin
    return Within(begin, end)


def spanning(begin: Moment, end: Moment) -> Expression:
    """From the begin of one to the end of the other, in the finest unit that both need.

    Raises `ValueError` if it would end before it begins.
    """
    if begin == end:
        return begin
    if begin.unit is end.unit and begin.unit in (Unit.DAY, Unit.MONTH, Unit.YEAR):
        return Within(begin, end)
    if begin.first_day > end.last_day:
        raise ValueError("ends before it begins")
    plain = from_bounds(begin.first_day, end.last_day)
    assert plain is not None, "both ends are days"
    return marked(plain, begin.mark)


def marked(expression: Expression, mark: str) -> Expression:
    """The same, said to be rough (`~`), doubtful (`?`) or both (`%`).

    A marked choice becomes a range, as a set has no place for the mark; a third of a month
    is rough as it is.
    """
    if not mark:
        return expression
    if isinstance(expression, Moment):
        return replace(expression, mark=mark)
    if isinstance(expression, OneOf):
        expression = Within(expression.moments[0], expression.moments[-1])
    if expression.third:
        mark = "~" if mark == "~" else "%"
    begin = replace(expression.begin, mark=mark) if expression.begin else None
    return Within(begin, replace(expression.end, mark=mark) if expression.end else None)
