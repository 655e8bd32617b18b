"""Cases on file that may be the person somebody is telling of, with what a screen shows of them.

Asked while somebody types: it answers from as much of the index of people as is built, and from
the letters themselves. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import CaseKind, Relation
from caseapp.matching.candidates import candidates
from caseapp.matching.evidence import Evidence, Facts, Ground, Standing, standing
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.queries.people_index import known_of, people_index
from caseapp.store.queries.recognised import Teller, spelled_so, tellers, told_apart
from caseapp.store.vault import Vault

FEW = 3
"""Cases that are shown at once."""
_LIKELY = (Standing.VERY_LIKELY, Standing.LIKELY)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told so far. `teller` is the contact who tells, `own` a case made of it already."""

    facts: Facts
    teller: UUID | None = None
    own: UUID | None = None

    @property
    def says_something(self) -> bool:
        facts = self.facts
        return any(name.strip() for name in facts.names) or bool(facts.documents or facts.phones)


@dataclass(frozen=True, slots=True)
class LikelyCase:
    """A case with what speaks for and against it.

    `told_by` is what a contact who told of it is to the person; `same_teller`: it is the one
    who tells now.
    """

    row: CaseRow
    evidence: tuple[Evidence, ...]
    told_by: Relation | None = None
    same_teller: bool = False

    @property
    def standing(self) -> Standing:
        return standing(self.evidence)

    @property
    def likely(self) -> bool:
        return self.standing in _LIKELY

    @property
    def doubted(self) -> bool:
        """Whether anything speaks against it."""
        return any(reason.speaks_against for reason in self.evidence)


@dataclass(frozen=True, slots=True)
class LikelyCases:
    """At most a dozen, best first. `complete`: all cases were looked at; else `read_more`."""

    cases: tuple[LikelyCase, ...] = ()
    complete: bool = True


def likely_cases(vault: Vault, asked: Asked, language: str = "en") -> LikelyCases:
    """Who it may be; those told apart from the asker's own case are left out.

    Of a vault that is not read yet, a first piece is.
    """
    if not asked.says_something:
        return LikelyCases()

    def answer(session: Any) -> LikelyCases:
        index = people_index(session)
        if not index.known and not index.ready:
            index.step(session)
        without = told_apart(session, asked.own)
        if asked.own is not None:
            without.add(asked.own)
        begun = known_of(session, spelled_so(session, asked.facts.names))
        found = candidates(index, asked.facts, without=without, also=begun)
        ids = [one.case_id for one in found]
        rows = {row.id: row for row in case_rows(session, ids, language, alive=True)}
        told = tellers(session, ids)
        cases = [
            _with_teller(rows[one.case_id], one.evidence, told.get(one.case_id, ()), asked.teller)
            for one in found if one.case_id in rows
        ]  # fmt: skip
        return LikelyCases(tuple(c for c in cases if c.row.kind is CaseKind.PERSON), index.ready)

    return vault.read(answer)


def read_more(vault: Vault) -> bool:
    """Read on in the index of people for a fifth of a second; whether it is complete now."""

    def step(session: Any) -> bool:
        index = people_index(session)
        if not index.ready:
            index.step(session)
        return index.ready

    return vault.read(step)


def worth_showing(cases: Sequence[LikelyCase]) -> list[LikelyCase]:
    """The likely ones, and those that are merely possible unless they make it too many."""
    likely = [case for case in cases if case.likely]
    possible = [case for case in cases if case.standing is Standing.POSSIBLE]
    return [*likely, *possible] if len(likely) + len(possible) <= FEW else likely


@dataclass(frozen=True, slots=True)
class Named:
    """By name and year of birth ("" for none): cases that may be this person, best first."""

    cases: Mapping[tuple[str, str], Sequence[LikelyCase]]
    complete: bool


def cases_named(vault: Vault, people: Iterable[tuple[str, str]], language: str = "en") -> Named:
    """Who of a list may be on file: at most `FEW` cases for each name and year of birth."""
    found: dict[tuple[str, str], list[LikelyCase]] = {}
    complete = True
    for name, birth in dict.fromkeys(people):
        born = read_date(birth)
        facts = Facts((name,), born_earliest=born.earliest, born_latest=born.latest)
        answer = likely_cases(vault, Asked(facts), language)
        complete = answer.complete
        shown = worth_showing([one for one in answer.cases if one.likely or not one.doubted])
        found[name, birth] = shown[:FEW]
    return Named(found, complete)


def _with_teller(
    row: CaseRow, evidence: tuple[Evidence, ...], told: Sequence[Teller], teller: UUID | None
) -> LikelyCase:
    """Who told stands in words of its own: a tie to both says the same again."""
    same = next((one for one in told if one.contact_id == teller), None)
    shown = same or next(iter(told), None)
    rest = tuple(one for one in evidence if same is None or one.ground is not Ground.KIN)
    return LikelyCase(row, rest, shown.relation if shown else None, same is not None)
