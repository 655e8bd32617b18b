"""Cases that may be one person: all of them by comparing everybody, or those of one case.

Two are proposed where what is known besides the name adds up with it; the name alone never
proposes, and nobody is proposed against another sex or a birth years apart unless the same
document says so. Relatives on record are two people. Nothing is decided here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from math import log
from uuid import UUID

import numpy as np
from rapidfuzz.distance import Indel

from caseapp.domain.names.costs import Floats
from caseapp.domain.names.lexicon import skeleton
from caseapp.domain.names.readings import written_names
from caseapp.i18n import N_
from caseapp.matching.candidates import among, facts_of
from caseapp.matching.everybody import OFFICE, Everybody, held_words, particulars_of
from caseapp.matching.evidence import Among, Evidence, Facts, Ground, particulars, points, weigh
from caseapp.matching.joining import Found, Widths, commonness, namesakes
from caseapp.matching.name_weights import name_weight
from caseapp.matching.near_words import Reach, near_words
from caseapp.matching.standings import LIKELY
from caseapp.matching.weights import number_forms
from caseapp.store.queries.people_index import PeopleIndex
from caseapp.system.progress import Progress

_FEW = 10_000
"""People among whom also names that are less alike can stand out."""
_REACH_OF_FEW, _REACH = Reach(0.42, 0.42, 0.55), Reach(0.3, 0.34, 0.5)
_WIDTHS_OF_FEW, _WIDTHS = Widths(0.25, 0.35), Widths(0.15, 0.25)
_BEYOND = 0.5
"""Points by which a pair stands out from what chance brings among so many people."""
_SUPPORT = 0.8
"""Points that one thing at least beside name and sex must speak for it."""
_AGAINST = -2.0
"""Weight of a birth, a sex or a number from which two are not one person."""
_SLACK = 1.5
"""Points by which the quick reckoning may be too low."""
_CROWD = 40
"""Cases with one document beyond whom only the first are paired."""
_LOOKED_AT = 300
"""People found by each name of one case whose particulars are looked at."""
_EQUAL = 1e-6
_WORDS, _BLOCKS, _WEIGHED = 40, 80, 100
"""How far the work is, in hundredths, after near words, after blocks, and at the end."""
_COMPARING = N_("Comparing cases")


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
    return _may_be(weights) and any(weights.get(one, 0.0) >= _SUPPORT for one in _SUPPORTING)


_SUPPORTING = (Ground.BIRTH, Ground.COUNTY, Ground.PHONE, Ground.KIN, Ground.DOCUMENT)
_TELLING = (Ground.BIRTH, Ground.SEX, Ground.DOCUMENT, Ground.RELATIVES)


def _may_be(weights: dict[Ground, float]) -> bool:
    return all(weights.get(ground, 0.0) > _AGAINST for ground in _TELLING)


# -- everybody with everybody ------------------------------------------------------------------
def scan(people: Everybody, progress: Progress, newest: int = 0) -> list[Pair]:
    """All pairs, the likeliest first. Needs no vault; half a minute with 100,000 cases.

    With `newest` only those of whom at least one stands at that place or behind it. Raises
    Cancelled between two pieces of work.
    """
    suspects = _suspects(people, progress, newest)
    least = least_points(len(people.ids))
    found = []
    for at, (one, other, many, rough) in enumerate(suspects):
        if at % 64 == 0:
            _tell(progress, _BLOCKS, _WEIGHED, at, len(suspects))
        if rough < least - _SLACK:
            continue
        first, second = (facts_of(people.known[n], people.ids[n]) for n in (one, other))
        evidence = weigh(*_nearest_names(first, second), people.among, namesakes=many)
        if is_proposed(evidence, least):
            found.append(Pair(people.ids[one], people.ids[other], points(evidence), evidence))
    return sorted(found, key=lambda pair: -pair.points)


def _tell(progress: Progress, begin: int, end: int, done: int, total: int) -> None:
    progress.raise_if_cancelled()
    progress.report(begin + (end - begin) * done // max(total, 1), 100, _COMPARING)


def _suspects(
    people: Everybody, progress: Progress, newest: int
) -> list[tuple[int, int, int, float]]:
    """Pairs to be weighed: their places, how many share the name, and points by a rough guess."""
    numbers = [pair for pair in _numbered(people) if pair[1] >= newest]
    if not len(people.owners):
        return [(one, other, 1, least_points(len(people.ids))) for one, other in numbers]
    few = len(people.ids) <= _FEW
    reach, widths = (_REACH_OF_FEW, _WIDTHS_OF_FEW) if few else (_REACH, _WIDTHS)
    near = near_words(people.lexicons, reach, lambda *at: _tell(progress, 0, _WORDS, *at))
    held, who = held_words(people, near), particulars_of(people.known)
    found = namesakes(held, near, who, widths, lambda *at: _tell(progress, _WORDS, _BLOCKS, *at))
    asked = found[1] >= newest
    found = found[0][asked], found[1][asked], found[2][asked]
    many = commonness(held, near, found)
    suspects = _reckoned(people, found, many)
    named = {(one, other) for one, other, _many, _rough in suspects}
    return suspects + [
        (one, other, 1, least_points(len(people.ids)))
        for one, other in numbers if (one, other) not in named
    ]  # fmt: skip


def _reckoned(people: Everybody, found: Found, many: Floats) -> list[tuple[int, int, int, float]]:
    persons, facts = len(people.ids), {}
    for at in np.unique(np.concatenate(found[:2])).tolist():
        facts[at] = facts_of(people.known[at], people.ids[at])
    suspects = []
    for one, other, apart, others in zip(*(part.tolist() for part in (*found, many)), strict=True):
        besides = particulars(facts[one], facts[other], people.among)
        weights = {reason.ground: reason.weight for reason in besides}
        if _may_be(weights) or weights.get(Ground.DOCUMENT, 0.0) >= LIKELY:
            bearers = 1 + round(others)
            name = name_weight(1 - apart, persons=persons, namesakes=bearers)
            suspects.append((one, other, bearers, name + sum(weights.values())))
    return suspects


def _numbered(people: Everybody) -> Iterator[tuple[int, int]]:
    """Pairs by a document, a phone or a teller, whom nothing clear speaks against."""
    place = {case_id: at for at, case_id in enumerate(people.ids)}
    pairs = {
        tuple(sorted((place[a], place[b])))
        for ids in people.shared for a, b in combinations(ids[:_CROWD], 2) if a != b
    }  # fmt: skip
    for one, other in sorted(pairs):
        first, second = (facts_of(people.known[n], people.ids[n]) for n in (one, other))
        weights = {r.ground: r.weight for r in particulars(first, second, people.among)}
        if _may_be(weights) or weights.get(Ground.DOCUMENT, 0.0) >= LIKELY:
            yield one, other


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


# -- one with everybody ------------------------------------------------------------------------
def pairs_of(index: PeopleIndex, case_id: UUID) -> list[Pair]:
    """The pairs of one case. The caller must have the vault's turn."""
    if case_id not in index.known:
        return []
    there, least = among(index), least_points(len(index.known))
    asked = facts_of(index.known[case_id], case_id)
    found = []
    for other, rough, many in _likely_others(index, asked, there):
        if rough < least - _SLACK:
            continue
        first, second = sorted((case_id, other), key=lambda one: (index.known[one].serial, one))
        one, two = (facts_of(index.known[at], at) for at in (first, second))
        evidence = weigh(*_nearest_names(one, two), there, namesakes=many)
        if is_proposed(evidence, least):
            found.append(Pair(first, second, points(evidence), evidence))
    return found


def _likely_others(
    index: PeopleIndex, asked: Facts, there: Among
) -> Iterator[tuple[UUID, float, int]]:
    """Others, points by a rough guess, and how many are called as nearly."""
    numbered = dict.fromkeys(_with_numbers(index, asked))
    best: dict[UUID, tuple[float, int]] = {}
    for name in asked.names:
        found = [one for one in index.names.find(name, limit=_LOOKED_AT)
                 if one.owner != asked.case_id]  # fmt: skip
        farther = [-one.score for one in found]
        for one in found:
            if one.score > best.get(one.owner, (0.0, 0))[0]:
                best[one.owner] = one.score, bisect_right(farther, _EQUAL - one.score)
    for other in (numbered | dict.fromkeys(best)).keys() - {asked.case_id}:
        besides = particulars(asked, facts_of(index.known[other], other), there)
        weights = {reason.ground: reason.weight for reason in besides}
        if not _may_be(weights) and weights.get(Ground.DOCUMENT, 0.0) < LIKELY:
            continue
        score, many = best.get(other, (1.0, 1))
        of_name = name_weight(score, persons=there.persons, namesakes=many)
        yield other, of_name + sum(weights.values()), many


def _with_numbers(index: PeopleIndex, asked: Facts) -> Iterator[UUID]:
    for document in asked.documents:
        for form in number_forms(document):
            yield from index.with_document(form)
    groups = [index.with_phone(phone) for phone in asked.phones]
    groups += [index.with_kin(kin) for kin in asked.kin]
    for ids in groups:
        if len(ids) <= OFFICE:
            yield from ids


def evidence_of(index: PeopleIndex, first: UUID, second: UUID) -> tuple[Evidence, ...]:
    """What speaks for and against two cases, chosen by whomever; empty if one is gone."""
    if first not in index.known or second not in index.known:
        return ()
    one, other = (facts_of(index.known[case_id], case_id) for case_id in (first, second))
    return weigh(one, other, among(index))
