"""Of everybody those whom somebody asked for could be paired with, so that few need be compared.

Leaves out nobody whom comparing everybody would find, and tells what must be counted among all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from caseapp.matching.everybody import Everybody, within_people, years_of
from caseapp.matching.joining import same_word
from caseapp.matching.near_words import Groups, Mask, Near, Numbers, Reach, near_pairs, near_words
from caseapp.store.queries.people_index import Known

_WORDS = 2
"""Words of a name that two people must have in common to be set together."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Words and whose each is, by place among everybody."""

    words: Numbers
    owners: Numbers


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A part of everybody, their places, and the pairs of words by which they are compared."""

    people: Everybody
    places: Numbers
    near: Near


def narrowed(
    people: Everybody,
    asked: Numbers,
    groups: Sequence[Groups],
    reach: Reach,
    step: Callable[[int, int], None],
) -> Narrowed:
    """Those asked for, and all whose name has words near to theirs and whose birth year or
    county may fit. `step(done, total)` is called between pieces of work and may raise."""
    wanted = _mark(len(people.ids), asked)
    near = near_words(groups, reach, step, marked_words(people, wanted[people.owners]))
    met = _mark(near.words + 1, near.second)  # the last, for no word, stays unmarked
    places = met[people.words].any(axis=2).sum(axis=1)
    count = np.bincount(people.owners, weights=places, minlength=len(people.ids))
    fits = _Fits(people.known[at] for at in asked.tolist())
    maybe = np.flatnonzero((count >= _WORDS) & ~wanted)
    kept = [at for at in maybe.tolist() if fits.may_be(people.known[at])]
    some = np.union1d(asked, np.array(kept, np.int64))
    few = only(people, some)
    return Narrowed(few, some, near.with_more(near_pairs(groups, reach, *within_people(few))))


class _Fits:
    """The years and counties of some people."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._years: set[int] = set()
        self._counties: set[str] = set()
        for known in people:
            first, last = years_of(known)
            self._years |= {*range(first - 1, last + 2)} if first else set()
            self._counties |= {known.county} - {""}

    def may_be(self, known: Known) -> bool:
        first, last = years_of(known)
        years = range(first, last + 1) if first else ()
        return known.county in self._counties or not self._years.isdisjoint(years)


def only(people: Everybody, places: Numbers) -> Everybody:
    """These of everybody, in their order; how many there are in all stays known (`among`)."""
    inside = _mark(len(people.ids), places)
    rows = np.flatnonzero(inside[people.owners])
    number = np.cumsum(inside) - 1
    return replace(
        people, ids=[people.ids[at] for at in places.tolist()],
        known=[people.known[at] for at in places.tolist()], shared=(),
        owners=number[people.owners[rows]], words=people.words[rows], costs=people.costs[rows],
        times=people.times[places],
    )  # fmt: skip


def marked_words(people: Everybody, rows: Mask) -> Mask:
    """A mark for each word that one of these readings has."""
    words = people.words[rows]
    return _mark(sum(map(len, people.lexicons)), words[words >= 0].astype(np.int64))


def counted_words(
    people: Everybody, places: Numbers, groups: Sequence[Groups], reach: Reach,
    step: Callable[[int, int], None],
) -> tuple[Holders, Near]:  # fmt: skip
    """Of the words of some people: who has one that counts as the same, and which these are."""
    some = _mark(len(people.ids), places)
    marked = marked_words(people, some[people.owners])
    near = near_words(groups, reach, step, marked)
    first, second = same_word(near)
    counted = _mark(near.words + 1, second[marked[first]])
    row, slot, form = np.nonzero(counted[people.words])
    return Holders(people.words[row, slot, form].astype(np.int64), people.owners[row]), near


def _mark(size: int, places: Numbers) -> Mask:
    marked = np.zeros(size, np.bool_)
    marked[places] = True
    return marked
