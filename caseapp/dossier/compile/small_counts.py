"""Counts on paper that nobody can be found by: what fewer than three persons share is not told.

The rule, for every copy but the office's:

* A count of one or two is printed "fewer than 3". The hidden counts must not follow from the
  total, which stands elsewhere in the copy, by subtraction. If both ones and twos are hidden,
  nobody can say which is which, and the sum does no harm. If the hidden ones are all alike, or
  there is only one, they are merged with the next smallest count (with all that equal it) into
  "other"; which those are, and how many, is not said. A chart of which less than two bars are
  left is left out.
* More bars than a chart has room for are merged into "other" too; of the small ones all or none,
  so that none stands alone beside the sum of the others.
* Years keep their order: a year that fewer than three share is put together with the years that
  follow until there are three, the last ones with the group before them, and so are those of
  whom no year is stated.
* Of two parts of a bar the one below three is drawn as the other.

Whoever knows this rule and every printed figure still has two values for each count below three:
the tests try all. Statistical offices call it primary and complementary suppression (Handbook on
Statistical Disclosure Control, ESSNet, ch. 4). Knows numbers only, no case and no words.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

LEAST = 3
"""The smallest count that is told outside the office."""
MOST_YEARS = 10
"""Columns that a chart has room for."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told(Generic[K]):
    """What may be told of counts by category, in the order of printing.

    `rows` are categories with their counts, None for "fewer than 3". `other` is the count of
    what was merged, 0 for nothing; `merged` are the categories in it, for the office alone.
    """

    rows: tuple[tuple[K, int | None], ...]
    other: int = 0
    merged: frozenset[K] = frozenset()


@dataclass(frozen=True, slots=True)
class Years:
    """A column: the years from `first` to `last`, or those without one where both are 0.

    `unstated` says that persons without a year are counted in it.
    """

    first: int
    last: int
    count: int
    unstated: bool = False


def told(
    counts: Mapping[K, int],
    order: Callable[[K], Any],
    *,
    most: int,
    exact: bool,
    named: bool = True,
) -> Told[K] | None:
    """What may be told of `counts`; None if less than two bars would be left.

    `order` sorts equal ones, `most` bars are drawn, "other" among them. `exact` is for the
    office, which hides nothing. Without `named` small ones are merged and never named.
    """
    known = {key: n for key, n in counts.items() if n}
    small = frozenset() if exact else frozenset(k for k, n in known.items() if n < LEAST)
    merged = _merged(known, small, named)
    if merged is None:
        return None

    def rank(key: K) -> tuple[int, Any]:
        return (0 if key in small else -known[key]), order(key)

    kept = sorted((key for key in known if key not in merged), key=rank)
    if len(kept) + bool(merged) > most:
        merged |= frozenset(kept[most - 1 :])
        if merged & small:
            merged |= small
        kept = [key for key in kept if key not in merged]
    if len(kept) + bool(merged) < 2:
        return None
    rows = tuple((key, None if key in small else known[key]) for key in kept)
    return Told(rows, sum(known[key] for key in merged), merged)


def _merged(known: Mapping[K, int], small: frozenset[K], named: bool) -> frozenset[K] | None:
    """What must be put into "other"; None if nothing is left to hide it behind."""
    if not small:
        return frozenset()
    if len({known[key] for key in small}) > 1:
        return frozenset() if named else small
    large = [n for n in known.values() if n >= LEAST]
    if not large:
        return None
    return frozenset(key for key, n in known.items() if n <= min(large))


def by_year(counts: Mapping[int, int], unstated: int, *, exact: bool) -> tuple[Years, ...] | None:
    """Columns from the first year to the last, those without a year behind them.

    None if less than two would be left.
    """
    years = sorted(year for year, n in counts.items() if n)
    if not years:
        return None
    hidden = not exact and any(0 < n < LEAST for n in (*counts.values(), unstated))
    columns = _grouped(counts, years) if hidden else _each(counts, years)
    if not columns:
        return None
    if hidden and 0 < unstated < LEAST:
        if len(columns) > 1 and columns[-1].count + unstated < 2 * LEAST - 1:
            # Three and one have but one reading: "fewer than 3" would follow from the sum.
            columns[-2:] = [_joined(*columns[-2:])]
        last = columns[-1]
        columns[-1] = replace(last, count=last.count + unstated, unstated=True)
    elif unstated:
        columns.append(Years(0, 0, unstated, unstated=True))
    while sum(column.first > 0 for column in columns) > MOST_YEARS:
        columns[:2] = [_joined(*columns[:2])]
    return tuple(columns) if len(columns) > 1 else None


def _joined(one: Years, two: Years) -> Years:
    return Years(one.first, two.last, one.count + two.count, two.unstated)


def _each(counts: Mapping[int, int], years: list[int]) -> list[Years]:
    """A column a year; a long time without anybody is one column."""
    columns: list[Years] = []
    for year in years:
        before = columns[-1].last if columns else year - 1
        if year - before > 3:
            columns.append(Years(before + 1, year - 1, 0))
        else:
            columns += [Years(gap, gap, 0) for gap in range(before + 1, year)]
        columns.append(Years(year, year, counts[year]))
    return columns


def _grouped(counts: Mapping[int, int], years: list[int]) -> list[Years]:
    """Columns of three persons or more."""
    columns: list[Years] = []
    first, count = years[0], 0
    for year in years:
        count += counts[year]
        if count >= LEAST:
            columns.append(Years(first, year, count))
            first, count = year + 1, 0
    if count and columns:
        last = columns[-1]
        columns[-1] = Years(last.first, years[-1], last.count + count)
    return columns


def parts(certain: int, doubtful: int, *, exact: bool) -> tuple[int, int]:
    """The two parts of a bar as they are drawn: one below three is drawn as the other."""
    if exact or not certain or not doubtful or min(certain, doubtful) >= LEAST:
        return certain, doubtful
    whole = certain + doubtful
    return (whole, 0) if doubtful < LEAST else (0, whole)


def tellable(part: int, whole: int, *, exact: bool) -> bool:
    """May a number of `whole` be told? Not if it or what remains is one or two."""
    return exact or all(n == 0 or n >= LEAST for n in (part, whole - part))
