"""Pairs worth weighing: those called alike whose birth year or county fits, and those of one
document, phone or teller. How common a name is, is reckoned among everybody, whoever is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, combinations

import numpy as np

from caseapp.domain.names.costs import Floats
from caseapp.i18n import N_
from caseapp.matching.candidates import facts_of
from caseapp.matching.everybody import Everybody, held_words, particulars_of
from caseapp.matching.evidence import Facts, Ground, particulars
from caseapp.matching.joining import Bearing, Found, Widths, bearers_of, commonness, namesakes
from caseapp.matching.name_weights import name_weight
from caseapp.matching.narrowing import counted_words, narrowed
from caseapp.matching.near_words import Groups, Numbers, Reach, near_words
from caseapp.matching.standings import LIKELY
from caseapp.system.progress import Progress

_FEW = 10_000
"""People among whom also names that are less alike can stand out."""
_REACH_OF_FEW, _REACH = Reach(0.42, 0.42, 0.55), Reach(0.3, 0.34, 0.5)
_WIDTHS_OF_FEW, _WIDTHS = Widths(0.25, 0.35), Widths(0.15, 0.25)
_AGAINST = -2.0
"""Weight of a birth, a sex or a number from which two are not one person."""
_TELLING = (Ground.BIRTH, Ground.SEX, Ground.DOCUMENT, Ground.RELATIVES)
_CROWD = 40
"""Cases with one document beyond whom only the first are paired."""
_ALL_THE_SAME = 20
"""One of so many asked for: then everybody is compared as quickly."""
_WORDS, _BLOCKS, _WEIGHED = 40, 80, 100
"""How far the work is, in hundredths, after near words, after blocks, and at the end."""
_COMPARING = N_("Comparing cases")


@dataclass(frozen=True, slots=True)
class Suspects:
    """Pairs by their places, the first before the second; how many share the name, and points
    by a rough guess: infinite where a number alone brought them together."""

    first: Numbers
    second: Numbers
    namesakes: Numbers
    rough: Floats

    def __len__(self) -> int:
        return len(self.first)

    def __iter__(self) -> Iterator[tuple[int, int, int, float]]:
        columns = (self.first, self.second, self.namesakes, self.rough)
        return zip(*(column.tolist() for column in columns), strict=True)

    def chosen(self, which: Numbers) -> Suspects:
        return Suspects(
            self.first[which], self.second[which], self.namesakes[which], self.rough[which]
        )


def may_be(weights: Mapping[Ground, float]) -> bool:
    """Whether nothing clear speaks against two being one person, or a document says they are."""
    if weights.get(Ground.DOCUMENT, 0.0) >= LIKELY:
        return True
    return all(weights.get(ground, 0.0) > _AGAINST for ground in _TELLING)


def tell_weighing(progress: Progress, done: int, total: int) -> None:
    """How far the weighing of suspects is. Raises Cancelled."""
    _tell(progress, _BLOCKS, _WEIGHED, done, total)


def _tell(progress: Progress, begin: int, end: int, done: int, total: int) -> None:
    progress.raise_if_cancelled()
    progress.report(begin + (end - begin) * done // max(total, 1), 100, _COMPARING)


def suspects(people: Everybody, progress: Progress, asked: Numbers | None) -> Suspects:
    """All such pairs, or those of the ones `asked` for (sorted places). Raises Cancelled."""
    numbered = list(_numbered(people, asked))
    if not len(people.owners):
        return _by_number(numbered)
    named = _called_alike(people, progress, asked)
    known = {*zip(named.first.tolist(), named.second.tolist(), strict=True)}
    more = _by_number([pair for pair in numbered if pair not in known])
    return Suspects(*(
        np.concatenate([getattr(named, one), getattr(more, one)])
        for one in ("first", "second", "namesakes", "rough")
    ))  # fmt: skip


def _by_number(pairs: list[tuple[int, int]]) -> Suspects:
    first, second = np.array(pairs, np.int64).reshape(-1, 2).T
    one = np.ones(len(pairs), np.int64)
    return Suspects(first, second, one, np.full(len(pairs), np.inf, np.float32))


# -- by name -----------------------------------------------------------------------------------
def _called_alike(people: Everybody, progress: Progress, asked: Numbers | None) -> Suspects:
    """Pairs that sound alike and whom nothing clear speaks against."""
    few = people.among.persons <= _FEW
    reach, widths = (_REACH_OF_FEW, _WIDTHS_OF_FEW) if few else (_REACH, _WIDTHS)
    groups = [Groups(lexicon) for lexicon in people.lexicons]
    some, places = people, np.arange(len(people.ids))
    narrow = asked is not None and len(asked) * _ALL_THE_SAME < len(people.ids)

    def step(done: int, total: int) -> None:
        _tell(progress, 0, _WORDS, done, total)

    if asked is not None and narrow:
        part = narrowed(people, asked, groups, reach, step)
        some, places, near = part.people, part.places, part.near
    else:
        near = near_words(groups, reach, step)
    held, who = held_words(some, near), particulars_of(some.known)
    one, other, apart = namesakes(
        held, near, who, widths, lambda *at: _tell(progress, _WORDS, _BLOCKS, *at),
        None if asked is None else np.isin(places, asked),
    )  # fmt: skip
    found, besides = _without_strangers(people, (places[one], places[other], apart))
    bearing: Bearing = held
    if narrow:
        both = np.union1d(found[0], found[1])
        bearing, near = counted_words(people, both, groups, reach, lambda *_at: None)
    others = commonness(held, bearers_of(bearing, near, people.times), people.among.persons)
    one, other = np.searchsorted(places, found[0]), np.searchsorted(places, found[1])
    return _reckoned(people, found, besides, np.maximum(others[one], others[other]))


def _without_strangers(people: Everybody, found: Found) -> tuple[Found, Floats]:
    """Without those against whom something clear speaks; and what weighs besides the name.

    That is reckoned once for all who have the same: in a list that is so of most.
    """
    one, other, apart = found
    kinds, kind_of = _kinds(people, np.union1d(one, other))
    mine, theirs = kind_of[one], kind_of[other]
    keys, which = np.unique(
        np.minimum(mine, theirs) * len(kinds) + np.maximum(mine, theirs), return_inverse=True
    )
    besides = np.full(len(keys), -np.inf, np.float32)
    for at, key in enumerate(keys.tolist()):
        first, second = kinds[key // len(kinds)], kinds[key % len(kinds)]
        weights = {r.ground: r.weight for r in particulars(first, second, people.among)}
        if may_be(weights):
            besides[at] = sum(weights.values())
    kept = np.flatnonzero(besides[which] > -np.inf)
    return (one[kept], other[kept], apart[kept]), besides[which[kept]]


def _reckoned(people: Everybody, found: Found, besides: Floats, others: Floats) -> Suspects:
    """With how many share the name, and points by a rough guess."""
    one, other, apart = found
    bearers = 1 + np.round(others).astype(np.int64)
    shapes, shape = np.unique(np.stack([apart, bearers], axis=1), axis=0, return_inverse=True)
    names = np.array([
        name_weight(1 - far, persons=people.among.persons, namesakes=round(count))
        for far, count in shapes.tolist()
    ], np.float32)  # fmt: skip
    return Suspects(one, other, bearers, names[shape] + besides)


def _kinds(people: Everybody, places: Numbers) -> tuple[list[Facts], Numbers]:
    """The different facts beside the names, and by place which of these a person has."""
    tied = {kin for at in places.tolist() for kin in people.known[at].kin}
    numbers: dict[Facts, int] = {}
    kind_of = np.full(len(people.ids), -1, np.int64)
    for at in places.tolist():
        case_id = people.ids[at]
        facts = facts_of(people.known[at], case_id if case_id in tied else None)
        kind_of[at] = numbers.setdefault(replace(facts, names=()), len(numbers))
    return list(numbers), kind_of


# -- by number ---------------------------------------------------------------------------------
def _numbered(people: Everybody, asked: Numbers | None) -> Iterator[tuple[int, int]]:
    """Pairs by a document, a phone or a teller, whom nothing clear speaks against."""
    wanted = None if asked is None else {people.ids[at] for at in asked.tolist()}
    groups = [ids[:_CROWD] for ids in people.shared]
    if wanted is not None:
        groups = [ids for ids in groups if not wanted.isdisjoint(ids)]
    ids_of = set(chain.from_iterable(groups))
    place = {one: at for at, one in enumerate(people.ids) if one in ids_of} if ids_of else {}
    pairs = {
        tuple(sorted((place[a], place[b]))) for ids in groups for a, b in combinations(ids, 2)
        if a != b and (wanted is None or a in wanted or b in wanted)
    }  # fmt: skip
    for one, other in sorted(pairs):
        first, second = (facts_of(people.known[n], people.ids[n]) for n in (one, other))
        if may_be({r.ground: r.weight for r in particulars(first, second, people.among)}):
            yield one, other
