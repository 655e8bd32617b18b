"""How a language words a date, and English and Chinese; month names are Babel's.

One writer a language, all with the same parts of speech; `writing` decides what to say.
Moments come here as days, months or years where two are joined, else in any unit.
Russian and Kazakh, which decline, are in `wording_cyrillic`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache

from babel.dates import get_month_names

from caseapp.domain.dates.moment import Moment, Unit


@lru_cache(maxsize=32)
def month_names(language: str, width: str, context: str) -> dict[int, str]:
    return dict(get_month_names(width, context, language))  # type: ignore[arg-type]


def group_of(moment: Moment) -> tuple[str, int]:
    """What a grouping code of ISO 8601-2 stands for, and which of them, from 0."""
    code = moment.part or 0
    for name, first in (("half", 40), ("third", 37), ("quarter", 33), ("season", 21)):
        if code >= first:
            return name, code - first
    raise ValueError("not a grouping")


class Writer(ABC):
    """How one language words a date. `long` has whole month names and words for "year"."""

    unknown: str

    def __init__(self, long: bool) -> None:
        self.long = long

    @abstractmethod
    def moment(self, moment: Moment) -> str:
        """A day, month, part of a year, year or decade, without its mark."""

    @abstractmethod
    def third(self, year: int, month: int, number: int) -> str:
        """Early (1), middle (2), late (3) in a month."""

    @abstractmethod
    def between(self, begin: Moment, end: Moment) -> str: ...

    @abstractmethod
    def before(self, moment: Moment) -> str: ...

    @abstractmethod
    def after(self, moment: Moment) -> str: ...

    @abstractmethod
    def either(self, moments: tuple[Moment, ...]) -> str: ...

    @abstractmethod
    def about(self, moment: Moment) -> str: ...

    @abstractmethod
    def roughly(self, words: str) -> str:
        """Said of a whole phrase that `between`, `before` or `after` gave."""

    @abstractmethod
    def perhaps(self, words: str) -> str: ...


def shared(one: Moment, other: Moment) -> tuple[bool, bool]:
    """Whether two moments share their year, and also their month as days."""
    same_year = one.year == other.year and one.part is not None and other.part is not None
    return same_year, same_year and one.part == other.part and one.day is not None


class English(Writer):
    unknown = "unknown"

    def _calendar(self, moment: Moment, year: bool = True, month: bool = True) -> str:
        width = "wide" if self.long else "abbreviated"
        pieces = [
            str(moment.day) if moment.day else "",
            month_names("en", width, "format")[moment.part or 1] if month and moment.part else "",
            str(moment.year) if year or not moment.part else "",
        ]
        return " ".join(piece for piece in pieces if piece)

    def moment(self, moment: Moment) -> str:
        if moment.decade:
            return f"{moment.year}s"
        if moment.unit is not Unit.GROUP:
            return self._calendar(moment)
        name, number = group_of(moment)
        ordinal = ("first", "second", "third", "fourth")[number]
        words = {
            "season": ("spring", "summer", "autumn", "winter")[number],
            "third": ("early", "mid", "late", "")[number],
            "half": f"{ordinal} half of",
            "quarter": f"{ordinal} quarter of",
        }
        return f"{words[name]} {moment.year}"

    def third(self, year: int, month: int, number: int) -> str:
        return f"{('early', 'mid', 'late')[number - 1]} {self._calendar(Moment(year, month))}"

    def _short_first(self, one: Moment, other: Moment) -> str:
        same_year, same_month = shared(one, other)
        return self._calendar(one, year=not same_year, month=not same_month)

    def between(self, begin: Moment, end: Moment) -> str:
        return f"between {self._short_first(begin, end)} and {self._calendar(end)}"

    def before(self, moment: Moment) -> str:
        return f"before {self._calendar(moment)}"

    def after(self, moment: Moment) -> str:
        return f"after {self._calendar(moment)}"

    def either(self, moments: tuple[Moment, ...]) -> str:
        *first, last = moments
        if len(first) > 1 or Unit.GROUP in {m.unit for m in moments} or last.decade:
            return f"{', '.join(map(self.moment, first))} or {self.moment(last)}"
        return f"{self._short_first(first[0], last)} or {self._calendar(last)}"

    def about(self, moment: Moment) -> str:
        return f"about {self.moment(moment)}"

    def roughly(self, words: str) -> str:
        preposition, rest = words.split(" ", 1)
        return f"{preposition} about {rest}"

    def perhaps(self, words: str) -> str:
        return f"possibly {words}"


class Chinese(Writer):
    """Figures with 年月日, in long and short alike."""

    unknown = "不详"

    def _calendar(self, moment: Moment, year: bool = True, month: bool = True) -> str:
        text = f"{moment.year}年" if year or not moment.part else ""
        text += f"{moment.part}月" if month and moment.part else ""
        return text + (f"{moment.day}日" if moment.day else "")

    def moment(self, moment: Moment) -> str:
        if moment.decade:
            return f"{moment.year}年代"
        if moment.unit is not Unit.GROUP:
            return self._calendar(moment)
        name, number = group_of(moment)
        words = {
            "season": ("春", "夏", "秋", "冬"),
            "third": ("初", "中", "底"),
            "half": ("上半年", "下半年"),
            "quarter": ("第一季度", "第二季度", "第三季度", "第四季度"),
        }
        return f"{moment.year}年{words[name][number]}"

    def third(self, year: int, month: int, number: int) -> str:
        return f"{year}年{month}月{('上旬', '中旬', '下旬')[number - 1]}"

    def _pair(self, one: Moment, other: Moment, joint: str) -> str:
        same_year, same_month = shared(one, other)
        second = self._calendar(other, year=not same_year, month=not same_month)
        return f"{self._calendar(one)}{joint}{second}"

    def between(self, begin: Moment, end: Moment) -> str:
        return f"{self._pair(begin, end, '至')}之间"

    def before(self, moment: Moment) -> str:
        return f"{self._calendar(moment)}之前"

    def after(self, moment: Moment) -> str:
        return f"{self._calendar(moment)}之后"

    def either(self, moments: tuple[Moment, ...]) -> str:
        *first, last = moments
        if len(first) > 1 or Unit.GROUP in {m.unit for m in moments} or last.decade:
            return f"{'、'.join(map(self.moment, first))}或{self.moment(last)}"
        return self._pair(first[0], last, "或")

    def about(self, moment: Moment) -> str:
        return f"约{self.moment(moment)}"

    def roughly(self, words: str) -> str:
        return f"约{words}"

    def perhaps(self, words: str) -> str:
        return f"可能{words}"
