"""A list of people checked against the vault: for each row who on file may be meant, and how sure.

Reads only: nothing is written, merged or decided. Knows no file and no words.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Any, Protocol, TypeVar
from uuid import UUID

from caseapp.domain.listed_people import Listed
from caseapp.domain.names.segments import Writing, writing_of
from caseapp.domain.names.similarity import Comparison
from caseapp.i18n import N_
from caseapp.matching.candidates import Candidate, candidates
from caseapp.matching.evidence import SAME_NAME, Evidence, Facts, Ground, Standing
from caseapp.matching.name_weights import has_one_word
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.queries.people_index import (
    PeopleIndex,
    people_index,
    whole_people_index,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

SHOWN = 3
"""Candidates of a row, if nobody says otherwise."""
TURN = 0.25
"""Seconds after which others have the vault's turn."""
_ROWS_AT_ONCE = 400
_AGAINST = -2.0
"""A reason of this weight or more against somebody keeps them from being called likely."""
_NEAR_CHINESE = 0.78
"""Likeness of a name in Chinese to another from which it may be the same."""
_ENOUGH = 4.5
"""What must speak for somebody beside a name that is hardly alike: a year and a county, a day."""


class Verdict(StrEnum):
    """How sure it is that a row means a case."""

    SAME_DOCUMENT = "same_document"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """A case that a row may mean; `points` as in `evidence.points`."""

    case_id: UUID
    verdict: Verdict
    standing: Standing
    points: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one row; the first match is the likeliest."""

    verdict: Verdict
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """`answers` in the order of the rows, `cases` all that are named in them."""

    answers: tuple[Answer, ...]
    cases: dict[UUID, CaseRow]


class Search(Protocol[T_co]):
    """Long work in short turns, so that others have the vault between them."""

    def progress(self) -> Report:
        """How far it is."""

    def step(self, vault: Vault) -> bool:
        """The next turn, at most some tenths of a second; True when there is none left."""

    def result(self, vault: Vault, language: str) -> T_co:
        """What was found, when all turns are over."""


def run(search: Search[T], vault: Vault, progress: Progress, language: str) -> T:
    """All turns of a search after one another. Can be cancelled between two."""
    ready = False
    while not ready:
        progress.raise_if_cancelled()
        ready = search.step(vault)
        now = search.progress()
        progress.report(now.done, now.total, now.message)
    return search.result(vault, language)


class ListCheck:
    """Looks for everybody of a list; equal rows are asked for once."""

    def __init__(self, people: Sequence[Listed], most: int = SHOWN) -> None:
        self._people, self._most = people, most
        different = [one for one in dict.fromkeys(people) if one.says_who]
        # Rows with the same words after one another: what is near to a word is looked for once.
        self._waiting = sorted(different, key=lambda one: one.names[:1])
        self._found: dict[Listed, Answer] = {}
        self._reading = Reading()

    def progress(self) -> Report:
        if not self._reading.ready:
            return self._reading.progress()
        return Report(len(self._found), len(self._waiting), N_("Comparing names"))

    def step(self, vault: Vault) -> bool:
        if self._reading.step(vault):
            self._found |= vault.read(self._some)
        return self._reading.ready and len(self._found) == len(self._waiting)

    def _some(self, session: Any) -> dict[Listed, Answer]:
        """As many of the next as can be done in one turn."""
        index = whole_people_index(session)
        found: dict[Listed, Answer] = {}
        end = time.monotonic() + TURN
        for one in islice(self._waiting, len(self._found), None):
            found[one] = answer(index, one, self._most)
            if time.monotonic() > end:
                break
        return found

    def result(self, vault: Vault, language: str) -> Checked:
        nobody = Answer(Verdict.NONE)
        answers = tuple(self._found.get(one, nobody) for one in self._people)
        return Checked(answers, cases_of(vault, (m for a in answers for m in a.matches), language))


class Reading:
    """The turns before a search: the names on file are read, if they were not."""

    def __init__(self) -> None:
        self.ready = False
        self._done = self._total = 0

    def progress(self) -> Report:
        return Report(self._done, self._total, N_("Reading the names on file"))

    def step(self, vault: Vault) -> bool:
        """Whether all are read."""
        index = vault.read(people_index)
        if not index.ready:
            vault.read(index.step)
            self._done, self._total = index.progress
        self.ready = index.ready
        return self.ready


def answer(index: PeopleIndex, one: Listed, most: int = SHOWN) -> Answer:
    """Who on file a row may mean. `index` must be ready, and the vault's turn one's own."""
    facts = Facts(
        names=one.names, sex=one.sex, born_earliest=one.born_earliest, born_latest=one.born_latest,
        county=one.county, documents=one.documents,
    )  # fmt: skip
    matches = [match_of(found) for found in candidates(index, facts, limit=most)]
    matches = [match for match in matches if match.verdict is not Verdict.NONE]
    matches.sort(key=lambda match: match.verdict is not Verdict.SAME_DOCUMENT)
    return Answer(matches[0].verdict if matches else Verdict.NONE, tuple(matches))


def match_of(found: Candidate) -> Match:
    """A candidate with how sure it is."""
    return Match(found.case_id, _verdict(found), found.standing, found.points, found.evidence)


def _verdict(found: Candidate) -> Verdict:
    if any(r.ground is Ground.DOCUMENT and r.first == r.second for r in found.evidence):
        return Verdict.SAME_DOCUMENT
    verdict = _OF_STANDING[found.standing]
    if not _named_so(found.evidence):
        besides = sum(r.weight for r in found.evidence if r.ground in _BESIDES and r.weight > 0)
        verdict = _WEAKER[verdict] if besides >= _ENOUGH else Verdict.NONE
    if verdict is Verdict.LIKELY and any(r.weight <= _AGAINST for r in found.evidence):
        return Verdict.POSSIBLE
    return verdict


def _named_so(evidence: Sequence[Evidence]) -> bool:
    """Whether the names are near enough to speak for themselves: in a long list chance brings
    many together that are a little alike."""
    named = next((one for one in evidence if one.ground is Ground.NAME), None)
    if named is None or named.names is None:
        return False
    pair = named.first, named.second
    if any(writing_of(name) is Writing.CHINESE for name in pair):
        return named.names.score >= _NEAR_CHINESE
    if any(map(has_one_word, pair)):
        return any(word.comparison in _READ_ALIKE for word in named.names.words)
    return named.names.score >= SAME_NAME


_READ_ALIKE = (Comparison.SAME, Comparison.SAME_SOUND)
_BESIDES = frozenset({Ground.DOCUMENT, Ground.BIRTH, Ground.COUNTY, Ground.PHONE, Ground.KIN})
_WEAKER = {
    Verdict.LIKELY: Verdict.POSSIBLE,
    Verdict.POSSIBLE: Verdict.POSSIBLE,
    Verdict.NONE: Verdict.NONE,
}
_OF_STANDING = {
    Standing.VERY_LIKELY: Verdict.LIKELY,
    Standing.LIKELY: Verdict.LIKELY,
    Standing.POSSIBLE: Verdict.POSSIBLE,
    Standing.UNLIKELY: Verdict.NONE,
}


def cases_of(vault: Vault, matches: Iterable[Match], language: str) -> dict[UUID, CaseRow]:
    """The lines of the cases that were found."""
    ids = list(dict.fromkeys(match.case_id for match in matches))
    rows: dict[UUID, CaseRow] = {}
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        some = ids[start : start + _ROWS_AT_ONCE]
        rows |= {r.id: r for r in vault.read(partial(case_rows, ids=some, language=language))}
    return rows
