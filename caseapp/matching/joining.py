"""Who among everybody has two words of a name in common with whom, near enough.

People of one county, and of one birth year or the next, are set together, block by block; so
nobody is compared with all others. Gives pairs and how far their names are apart; weighs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise, permutations
from typing import Protocol

import numpy as np
import numpy.typing as npt

from caseapp.domain.names.costs import Floats
from caseapp.matching.everybody import (
    SLOTS,
    Held,
    Particulars,
    first_of_each,
    spread,
)
from caseapp.matching.near_words import Mask, Near, Numbers

_MEETINGS = 2_000_000
"""Meetings of two words that are looked at in one go."""
_OTHER_YEARS = 3
"""Years between two births from which they are not of one person."""

Found = tuple[Numbers, Numbers, Floats]
"""Pairs by place, the first before the second, and how far their names are apart."""
Step = Callable[[int, int], None]


class Bearing(Protocol):
    """Words and whose each is."""

    @property
    def words(self) -> Numbers: ...
    @property
    def owners(self) -> Numbers: ...


@dataclass(frozen=True, slots=True)
class Widths:
    """How far names may be apart where birth year or county fits, and where both do."""

    one_fits: float
    both_fit: float


def namesakes(
    held: Held, near: Near, who: Particulars, widths: Widths, step: Step, asked: Mask | None = None
) -> Found:
    """Pairs of people whose names are near, and whose birth year or county fits.

    With `asked`, a mark for each person, only the pairs of those. `step(done, total)` is called
    between blocks and may raise.
    """
    meeting = _Meeting(held, near, widths.both_fit)
    blocks = list(_blocks(who))
    total = sum(len(one) for one, _other in blocks)
    done, found = 0, []
    for one, other in blocks:
        step(done, total)
        for some, others in [(one, other)] if asked is None else _of_asked(one, other, asked):
            found += meeting.of(some, others)
        done += len(one)
    keys = np.concatenate([part[0] for part in found]) if found else np.zeros(0, np.int64)
    apart = np.concatenate([part[1] for part in found]) if found else np.zeros(0, np.float32)
    order = np.lexsort((apart, keys))
    order = order[first_of_each(keys[order])]
    people = len(who.sex)
    return _fitting(who, widths, (keys[order] // people, keys[order] % people, apart[order]))


def _blocks(who: Particulars) -> Iterator[tuple[Numbers, Numbers | None]]:
    """Who is set together with whom; None: with one another."""
    known = who.first_year > 0
    if known.any():
        first, last = int(who.first_year[known].min()), int(who.last_year.max())
        of_year = [
            np.flatnonzero(known & (who.first_year <= year) & (who.last_year >= year))
            for year in range(first, last + 2)
        ]
        for at in range(len(of_year) - 1):
            yield of_year[at], None
            yield of_year[at], of_year[at + 1]
    for county in range(int(who.county.max(initial=-1)) + 1):
        yield np.flatnonzero(who.county == county), None


def _of_asked(
    one: Numbers, other: Numbers | None, asked: Mask
) -> Iterator[tuple[Numbers, Numbers | None]]:
    """The parts of two groups, or of one, that have a pair of somebody asked for."""
    mine, rest = one[asked[one]], one[~asked[one]]
    if other is None:
        yield mine, None
        yield mine, rest
    else:
        yield mine, other
        yield rest, other[asked[other]]


def _fitting(who: Particulars, widths: Widths, found: Found) -> Found:
    """Without those whom sex or birth tells apart, or whose names are too far for what fits."""
    one, other, apart = found
    between = np.maximum(
        who.first_year[one] - who.last_year[other], who.first_year[other] - who.last_year[one]
    )
    told = (who.first_year[one] > 0) & (who.first_year[other] > 0)
    fits = (told & (between <= 0)).astype(np.int8)
    fits += (who.county[one] >= 0) & (who.county[one] == who.county[other])
    kept = apart <= np.where(fits > 1, np.float32(widths.both_fit), np.float32(widths.one_fits))
    kept &= ~(told & (between > _OTHER_YEARS)) & (who.sex[one] * who.sex[other] != 2)
    return one[kept], other[kept], apart[kept]


class _Meeting:
    """Sets people together by their words."""

    def __init__(self, held: Held, near: Near, most: float) -> None:
        self._held, self._near, self._most = held, near, np.float32(most)
        self._people = len(held.starts) - 1
        self._starts = np.searchsorted(near.first, np.arange(near.words + 1))
        self._place = np.full(near.words, -1, np.int64)

    def of(self, one: Numbers, other: Numbers | None) -> list[tuple[Numbers, Floats]]:
        """Pairs, as a single number, and how far apart: of one group, or of two."""
        mine = self._held.of(one)
        theirs = mine if other is None else self._held.of(other)
        if not len(mine) or not len(theirs):
            return []
        theirs = theirs[np.argsort(self._held.words[theirs], kind="stable")]
        there, begins = np.unique(self._held.words[theirs], return_index=True)
        count = np.diff(np.append(begins, len(theirs)))
        words, which = np.unique(self._held.words[mine], return_inverse=True)
        word, met, apart = self._neighbours(words, there)
        starts = np.searchsorted(word, np.arange(len(words) + 1))
        meetings = np.bincount(word, weights=count[met], minlength=len(words))[which]
        found = []
        for begin, end in self._pieces(mine, meetings):
            of = which[begin:end]
            lists = starts[of + 1] - starts[of]
            at = spread(starts[of], lists)
            each = count[met[at]]
            seconds = theirs[spread(begins[met[at]], each)]
            firsts = np.repeat(np.repeat(mine[begin:end], lists), each)
            found.append(
                self._pairs(firsts, seconds, np.repeat(apart[at], each), once=other is None)
            )
        return found

    def _neighbours(self, words: Numbers, there: Numbers) -> tuple[Numbers, Numbers, Floats]:
        """Of each of `words` those of `there` that are near: places in both, and how far."""
        self._place[there] = np.arange(len(there))
        count = self._starts[words + 1] - self._starts[words]
        at = spread(self._starts[words], count)
        place = self._place[self._near.second[at]]
        kept = place >= 0
        self._place[there] = -1
        word = np.repeat(np.arange(len(words)), count)
        return word[kept], place[kept], self._near.apart[at[kept]]

    def _pieces(self, mine: Numbers, meetings: npt.NDArray[np.number]) -> Iterator[tuple[int, int]]:
        """Cut at whole people, so that no piece has very many meetings."""
        ends = np.cumsum(meetings)
        goals = np.arange(_MEETINGS, ends[-1], _MEETINGS)
        owners = self._held.owners[mine]
        cuts = np.searchsorted(owners, owners[np.searchsorted(ends, goals)])
        yield from _between(cuts, len(mine))

    def _pairs(
        self, firsts: Numbers, seconds: Numbers, apart: Floats, *, once: bool
    ) -> tuple[Numbers, Floats]:
        held = self._held
        one, other = held.owners[firsts], held.owners[seconds]
        apart = apart + (held.costs[firsts] + held.costs[seconds])  # whoever comes first
        kept = np.flatnonzero(one < other if once else one != other)
        one, other, apart = one[kept], other[kept], apart[kept]
        mine, theirs = held.slots[firsts[kept]], held.slots[seconds[kept]]
        turned = one > other
        one, other = np.where(turned, other, one), np.where(turned, one, other)
        mine, theirs = np.where(turned, theirs, mine), np.where(turned, mine, theirs)
        keys = ((one * self._people + other) * SLOTS + mine) * SLOTS + theirs
        order = np.argsort(keys, kind="stable")
        keys, apart = keys[order], apart[order]
        begins = np.flatnonzero(first_of_each(keys))
        if not len(begins):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return self._of_two_words(keys[begins], np.minimum.reduceat(apart, begins))

    def _of_two_words(self, cells: Numbers, apart: Floats) -> tuple[Numbers, Floats]:
        """Those of whom two words meet two different words: the mean of the nearest such."""
        pairs, cell = cells // SLOTS**2, cells % SLOTS**2
        begins = first_of_each(pairs)
        count = np.diff(np.append(np.flatnonzero(begins), len(pairs)))
        several = count > 1
        chosen = np.repeat(several, count)
        table = np.full((int(several.sum()), SLOTS**2), 2, np.float32)
        table[np.repeat(np.cumsum(several) - 1, count)[chosen], cell[chosen]] = apart[chosen]
        best = np.full(len(table), 4, np.float32)
        for one, two in _WAYS:
            np.minimum(best, table[:, one] + table[:, two], out=best)
        best /= 2
        near = best <= self._most
        return pairs[begins][several][near], best[near]


def _ways() -> list[tuple[int, int]]:
    """Cells of two words of one name that meet two words of the other."""
    return [
        (one * SLOTS + first, two * SLOTS + second)
        for one, two in combinations(range(SLOTS), 2)
        for first, second in permutations(range(SLOTS), 2)
    ]


_WAYS = _ways()


_COMMON = 0.1
"""Distance up to which a word is counted as the same when one asks how common a name is."""


def commonness(held: Held, bearers: Floats, persons: int) -> Floats:
    """Of each of those held, how many others of `persons` may be expected to be called so.

    By how many have each of two words (`bearers`), as if given names and fathers' were chosen
    freely.
    """
    share = np.zeros((len(held.starts) - 1, SLOTS), np.float32)
    np.maximum.at(share, (held.owners, held.slots), bearers[held.words])
    # The two of a pair do not count; a word that nobody else has may still be another's.
    others = max(persons - 2, 1)
    shares = np.maximum(share - 2, 1 if persons > 2 else 0) / np.float32(others)
    expected: Floats = (shares[:, 0] * shares[:, 1] * np.float32(others)).astype(np.float32)
    return expected


def same_word(near: Near) -> tuple[Numbers, Numbers]:
    """Pairs of words that count as one where it is asked how common a name is."""
    close = near.apart <= _COMMON
    return near.first[close], near.second[close]


def bearers_of(bearing: Bearing, near: Near, times: Numbers) -> Floats:
    """By word, how many people have it or one that sounds the same.

    Of every word that is near to one in question `bearing` must tell all who have it; `times`
    is for how many each of them stands.
    """
    order = np.argsort(bearing.words, kind="stable")
    owners = bearing.owners[order]
    starts = np.searchsorted(bearing.words[order], np.arange(near.words + 1))
    words, others = same_word(near)
    each = starts[others + 1] - starts[others]
    people = len(times)
    counted = np.zeros(near.words)
    ends = np.cumsum(each)
    cuts = np.searchsorted(ends, np.arange(_MEETINGS, ends[-1] if len(ends) else 0, _MEETINGS))
    cuts = np.searchsorted(words, words[cuts])  # whole words only
    for begin, end in _between(cuts, len(words)):
        some, count = others[begin:end], each[begin:end]
        key = np.repeat(words[begin:end], count) * people + owners[spread(starts[some], count)]
        key = np.unique(key)
        counted += np.bincount(key // people, weights=times[key % people], minlength=near.words)
    return counted.astype(np.float32)


def _between(cuts: npt.NDArray[np.intp], end: int) -> Iterator[tuple[int, int]]:
    bounds = np.unique(np.concatenate([[0], cuts, [end]])).tolist()
    yield from pairwise(bounds)
