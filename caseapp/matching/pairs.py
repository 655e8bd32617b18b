"""Cases that may be one person: all of them by comparing everybody, or those of some.

Two are proposed where what is known besides the name adds up with it; the name alone never
proposes, and nobody is proposed against another sex or a birth years apart unless the same
document says so. Relatives on record are two people. Nothing is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log
from uuid import UUID

import numpy as np
from rapidfuzz.distance import Indel

from caseapp.domain.names.lexicon import skeleton
from caseapp.domain.names.readings import written_names
from caseapp.matching.candidates import among, facts_of
from caseapp.matching.everybody import Everybody, everybody, first_of_each, places_of
from caseapp.matching.evidence import Evidence, Facts, Ground, points, weigh
from caseapp.matching.near_words import Numbers
from caseapp.matching.standings import LIKELY
from caseapp.matching.suspects import Suspects, may_be, suspects, tell_weighing
from caseapp.store.queries.people_index import PeopleIndex
from caseapp.system.progress import Progress

_BEYOND = 0.5
"""Points by which a pair stands out from what chance brings among so many people."""
_SUPPORT = 0.8
"""Points that one thing at least beside name and sex must speak for it."""
_SLACK = 1.5
"""Points by which the quick reckoning may be too low."""
_WEIGHED = 2
"""Pairs that are weighed for each of the likeliest that is to be shown, at most."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases that may be one person, the older number first; `points` order them."""

    first: UUID
    second: UUID
    points: float
    evidence: tuple[Evidence, ...]


def least_points(persons: int) -> float:
    """Points from which two of so many are proposed: the more people, the more chance brings."""
    return max(LIKELY, log(max(persons, 1)) + _BEYOND)


def is_proposed(evidence: Collection[Evidence], least: float) -> bool:
    """Whether a person should look at two cases."""
    weights = {reason.ground: reason.weight for reason in evidence}
    if sum(weights.values()) < least:
        return False
    if weights.get(Ground.DOCUMENT, 0.0) >= LIKELY:
        return True
    return may_be(weights) and any(weights.get(one, 0.0) >= _SUPPORT for one in _SUPPORTING)


_SUPPORTING = (Ground.BIRTH, Ground.COUNTY, Ground.PHONE, Ground.KIN, Ground.DOCUMENT)


# -- comparing ---------------------------------------------------------------------------------
def scan(
    people: Everybody, progress: Progress, asked: Numbers | None = None, shown: int = 0
) -> list[Pair]:
    """All pairs, the likeliest first. Needs no vault; half a minute with 100,000 cases.

    With `asked`, sorted places, only the pairs of these, with the same points as among all.
    With `shown`, of each second one only so many pairs are wanted, the likeliest, and a few
    more may come. Raises Cancelled between two pieces of work.
    """
    least = least_points(people.among.persons)
    found = suspects(people, progress, asked)
    found = found.chosen(np.flatnonzero(found.rough >= least - _SLACK))
    if shown:
        found = _likeliest(found, _WEIGHED * shown)
    of_second: dict[int, list[float]] = defaultdict(list)
    pairs = []
    for at, (one, other, many, rough) in enumerate(found):
        if at % 64 == 0:
            tell_weighing(progress, at, len(found))
        if shown and _is_settled(of_second[other], shown, rough):
            continue
        first, second = (facts_of(people.known[n], people.ids[n]) for n in (one, other))
        evidence = weigh(*_nearest_names(first, second), people.among, namesakes=many)
        if is_proposed(evidence, least):
            pairs.append(Pair(people.ids[one], people.ids[other], points(evidence), evidence))
            of_second[other].append(pairs[-1].points)
    return sorted(pairs, key=lambda pair: -pair.points)


def _likeliest(found: Suspects, most: int) -> Suspects:
    """Of each second one the likeliest by the rough guess; of equals the older numbers."""
    order = np.lexsort((found.first, -found.rough, found.second))
    begins = np.flatnonzero(first_of_each(found.second[order]))
    place = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    return found.chosen(order[place < most])


def _is_settled(weighed: Collection[float], shown: int, rough: float) -> bool:
    """Whether one with this rough guess cannot come among the likeliest any more."""
    return len(weighed) >= shown and sorted(weighed)[-shown] >= rough + _SLACK


def _nearest_names(one: Facts, other: Facts) -> tuple[Facts, Facts]:
    """The same with the names that look nearest: to set all against all takes its time."""
    ways = [(_unlike(a, b), a, b) for a in one.names for b in other.names]
    if len(ways) < 2:
        return one, other
    _least, mine, theirs = min(ways)
    return replace(one, names=(mine,)), replace(other, names=(theirs,))


def _unlike(one: str, other: str) -> tuple[float, float]:
    """How far the consonants of two names are apart, then all sounds."""
    (bones, sounds), (others, theirs) = _sounds(one), _sounds(other)
    apart = Indel.normalized_distance(bones, others)
    return apart, Indel.normalized_distance(sounds, theirs)


@lru_cache(maxsize=20_000)
def _sounds(name: str) -> tuple[str, str]:
    written = written_names(name)
    words = sorted(word.segments for word in written[0].words) if written else []
    bones = sorted(skeleton(word, written[0].writing) for word in words)
    return " ".join(bones), " ".join(words)


def pairs_of(index: PeopleIndex, cases: Collection[UUID]) -> list[Pair]:
    """The pairs of some cases, as `scan` finds them. The caller must have the vault's turn;
    it takes some tenths of a second with a hundred thousand cases."""
    asked = {case_id: index.known[case_id] for case_id in cases if case_id in index.known}
    if not asked:
        return []
    people = everybody(index)
    return scan(people, Progress(), places_of(people, asked))


def evidence_of(index: PeopleIndex, first: UUID, second: UUID) -> tuple[Evidence, ...]:
    """What speaks for and against two cases, chosen by whomever; empty if one is gone."""
    if first not in index.known or second not in index.known:
        return ()
    one, other = (facts_of(index.known[case_id], case_id) for case_id in (first, second))
    return weigh(one, other, among(index))
