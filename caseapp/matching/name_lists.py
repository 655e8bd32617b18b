"""A list of people checked against the vault: for each row who on file may be meant, and how sure.

Reads only: nothing is written, merged or decided. Knows no file and no words.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any
from uuid import UUID

from caseapp.domain.listed_people import Listed
from caseapp.i18n import N_
from caseapp.matching.candidates import Candidate, candidates
from caseapp.matching.evidence import Evidence, Facts, Ground, Standing
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.queries.people_index import (
    PeopleIndex,
    people_index,
    whole_people_index,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

SHOWN = 3
"""Candidates of a row, if nobody says otherwise."""
_TURN = 0.25
"""Seconds after which others have the vault's turn."""
_ROWS_AT_ONCE = 400


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


def check_list(
    vault: Vault, people: Sequence[Listed], progress: Progress, most: int = SHOWN,
    language: str = "en",
) -> Checked:  # fmt: skip
    """Look for everybody of a list; equal rows are asked for once.

    Others have the vault's turn between. Can be cancelled at any row.
    """
    read_index(vault, progress)
    different = [one for one in dict.fromkeys(people) if one.says_who]
    found: dict[Listed, Answer] = {}
    # Rows with the same words after one another: what is near to a word is looked for once.
    waiting = sorted(different, key=lambda one: one.names[:1])
    while waiting:
        progress.raise_if_cancelled()
        progress.report(len(found), len(different), N_("Comparing names"))
        done = vault.read(partial(_some, waiting, most))
        found |= done
        waiting = waiting[len(done) :]
    nobody = Answer(Verdict.NONE)
    answers = tuple(found.get(one, nobody) for one in people)
    matches = [match for one in answers for match in one.matches]
    return Checked(answers, cases_of(vault, matches, language, progress))


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
    return _OF_STANDING[found.standing]


_OF_STANDING = {
    Standing.VERY_LIKELY: Verdict.LIKELY,
    Standing.LIKELY: Verdict.LIKELY,
    Standing.POSSIBLE: Verdict.POSSIBLE,
    Standing.UNLIKELY: Verdict.NONE,
}


def read_index(vault: Vault, progress: Progress) -> None:
    """Have the names on file ready; others have their turn between the steps."""
    index = vault.read(people_index)
    while not index.ready:
        progress.raise_if_cancelled()
        progress.report(*index.progress, N_("Reading the names on file"))
        vault.read(index.step)


def _some(people: Sequence[Listed], most: int, session: Any) -> dict[Listed, Answer]:
    """As many from the front as can be done in one turn, one at least."""
    index = whole_people_index(session)
    found: dict[Listed, Answer] = {}
    end = time.monotonic() + _TURN
    for one in people:
        found[one] = answer(index, one, most)
        if time.monotonic() > end:
            break
    return found


def cases_of(
    vault: Vault, matches: Sequence[Match], language: str, progress: Progress
) -> dict[UUID, CaseRow]:
    """The lines of the cases that were found."""
    ids = list(dict.fromkeys(match.case_id for match in matches))
    rows: dict[UUID, CaseRow] = {}
    for start in range(0, len(ids), _ROWS_AT_ONCE):
        progress.raise_if_cancelled()
        progress.report(start, len(ids), N_("Reading the cases"))
        some = ids[start : start + _ROWS_AT_ONCE]
        rows |= {r.id: r for r in vault.read(partial(case_rows, ids=some, language=language))}
    return rows
