"""Who of a list may be on file, or in the list twice: everybody compared at once, before it is
imported. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np

from caseapp.domain.listed_people import Listed
from caseapp.domain.names.scripts import Script, detect_script, search_key
from caseapp.domain.vocabulary import Sex
from caseapp.i18n import Translator
from caseapp.matching.candidates import facts_of
from caseapp.matching.everybody import Everybody, everybody
from caseapp.matching.evidence import Among, Evidence, points, weigh
from caseapp.matching.name_lists import Reading
from caseapp.matching.pairs import Pair, scan
from caseapp.matching.waiting import take
from caseapp.matching.words import EvidenceWords
from caseapp.store.queries.people_index import Known, PeopleIndex
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

SHOWN = 3
"""Whom a row may mean, at most."""
_COMPARED = SHOWN + 1
"""Of equal rows so many are compared."""
_BEHIND = 1 << 40
"""Above all numbers of cases: rows come after them."""
_LEAST_HAN = 5
"""Characters from which a Chinese name is that of few."""


@dataclass(frozen=True, slots=True)
class SameRow:
    """A case, or an earlier row, that a row may mean; `reasons` as sentences."""

    case_id: UUID | None
    row: int | None
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


def likely_rows(
    vault: Vault, people: Mapping[int, Listed], progress: Progress, t: Translator
) -> dict[int, list[SameRow]]:
    """By row, whom it may mean, the likeliest first: two who speak for each other beyond the
    name, or who have the same whole name and nothing against it.

    Some seconds for 10,000 rows; with 100,000 cases in the vault about a minute. Raises Cancelled.
    """
    reading = Reading()
    while not reading.step(vault):
        progress.raise_if_cancelled()
        now = reading.progress()
        progress.report(now.done, now.total, now.message)
    groups = _equal_rows(people)
    rows = _few_of_each(people, groups)
    there = take(vault).people
    both = _together(there, rows)
    asked = np.arange(len(there.ids), len(both.ids))
    pairs = [*scan(both, progress, asked, SHOWN), *_namesakes(both, len(there.ids))]
    found = _by_row(pairs, {one: one.int for one in rows.ids}, EvidenceWords(t))
    for equal in groups:
        for row in equal[_COMPARED:]:
            if (same := found.get(equal[_COMPARED - 1])) is not None:
                found[row] = same
    return found


def _equal_rows(people: Mapping[int, Listed]) -> list[list[int]]:
    """The rows that say the same of somebody, each time in their order."""
    groups: dict[Listed, list[int]] = defaultdict(list)
    for row in sorted(people):
        groups[replace(people[row], remarks=())].append(row)
    return list(groups.values())


def _few_of_each(people: Mapping[int, Listed], groups: Iterable[Sequence[int]]) -> Everybody:
    """Everybody of a list, but of equal rows only as many as one row can name and one more,
    which stands for the rest: what it may mean, they may mean."""
    times = {row: 1 for equal in groups for row in equal[:_COMPARED]}
    for equal in groups:
        times[equal[:_COMPARED][-1]] += len(equal[_COMPARED:])
    rows = everybody(PeopleIndex.of_others({_id(row): _known(row, people[row]) for row in times}))
    counties = Counter(one.county for one in people.values() if one.county)
    return replace(
        rows, among=Among(len(people), counties),
        times=np.array([times[one.int] for one in rows.ids], np.int64),
    )  # fmt: skip


def _id(row: int) -> UUID:
    return UUID(int=row)


def _known(row: int, listed: Listed) -> Known:
    return Known(
        _BEHIND + row, listed.sex, listed.born_earliest, listed.born_latest, listed.county,
        listed.names, listed.documents,
    )  # fmt: skip


def _together(one: Everybody, other: Everybody) -> Everybody:
    """Both, those of the second behind those of the first; their words stay in lexicons of
    their own, which are compared all the same."""
    words = sum(map(len, one.lexicons))
    counties = dict(one.among.counties)
    for county, count in other.among.counties.items():
        counties[county] = counties.get(county, 0) + count
    moved = np.where(other.words < 0, other.words, other.words + np.int32(words))
    persons = one.among.persons + other.among.persons
    return Everybody(
        [*one.ids, *other.ids], [*one.known, *other.known], Among(persons, counties),
        tuple(_same_documents(one, other)),
        np.concatenate([one.owners, other.owners + len(one.ids)]),
        np.concatenate([one.words, moved]), np.concatenate([one.costs, other.costs]),
        (*one.lexicons, *other.lexicons), np.concatenate([one.times, other.times]),
    )  # fmt: skip


def _same_documents(one: Everybody, other: Everybody) -> Iterator[tuple[UUID, ...]]:
    """Those who share a number with somebody of the second."""
    owners: dict[str, list[UUID]] = defaultdict(list)
    for people in (one, other):
        for person, known in zip(people.ids, people.known, strict=True):
            for number in known.documents:
                owners[number].append(person)
    asked = set(other.ids)
    yield from (tuple(ids) for ids in owners.values() if ids[1:] and asked & set(ids))


def _namesakes(people: Everybody, newest: int) -> Iterator[Pair]:
    """Who has the same whole name as a row, letter for letter, where nothing speaks against it:
    of most in a list little else is told."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for at, known in enumerate(people.known):
        for key in {search_key(name) for name in known.names}:
            if not _is_whole(key):
                continue
            if at >= newest:
                for other in bearers[key][:SHOWN]:
                    if _may_be_one(people.known[other], known):
                        yield _pair(people, other, at, key)
            bearers[key].append(at)


def _is_whole(name: str) -> bool:
    if detect_script(name) is Script.HANS:
        return len(name) >= _LEAST_HAN
    return len(name.split()) > 1


def _may_be_one(one: Known, other: Known) -> bool:
    sexes = {one.sex, other.sex} - {Sex.UNKNOWN}
    return len(sexes) < 2 and not (_is_before(one, other) or _is_before(other, one))


def _is_before(one: Known, other: Known) -> bool:
    """Whether the first was born before the second could be."""
    last, first = one.born_latest, other.born_earliest
    return last is not None and first is not None and last < first


def _pair(people: Everybody, one: int, other: int, name: str) -> Pair:
    first, second = (
        replace(facts_of(people.known[at], people.ids[at]),
                names=tuple(n for n in people.known[at].names if search_key(n) == name)[:1])
        for at in (one, other)
    )  # fmt: skip
    evidence = weigh(first, second, people.among)
    return Pair(people.ids[one], people.ids[other], points(evidence), evidence)


def _by_row(
    pairs: Sequence[Pair], rows: Mapping[UUID, int], words: EvidenceWords
) -> dict[int, list[SameRow]]:
    best: dict[UUID, dict[UUID, tuple[float, tuple[Evidence, ...]]]] = defaultdict(dict)
    for pair in pairs:
        known = best[pair.second].get(pair.first)
        if known is None or pair.points > known[0]:
            best[pair.second][pair.first] = pair.points, pair.evidence
    found = {}
    for second, firsts in best.items():
        ordered = sorted(firsts.items(), key=lambda one: -one[1][0])[:SHOWN]
        found[rows[second]] = [
            SameRow(
                None if first in rows else first, rows.get(first),
                tuple(line for line, _reason in words.lines(evidence)), evidence,
            )
            for first, (_points, evidence) in ordered
        ]  # fmt: skip
    return found
