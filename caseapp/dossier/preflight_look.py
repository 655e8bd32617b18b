"""What the rules of the check look at: the appeal's records, and the gate before each addressee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseapp.domain.vocabulary import Audience
from caseapp.dossier.compile import policy_of
from caseapp.dossier.compile.evidence import Evidence
from caseapp.dossier.compile.gate import Gate
from caseapp.dossier.compile.grants import GrantBook
from caseapp.dossier.compile.plan import Plan
from caseapp.store.casefile import AppealFile


@dataclass(frozen=True, slots=True)
class Before:
    """What one audience would be shown: the same decisions as a copy is made from."""

    gate: Gate
    plan: Plan
    evidence: Evidence


class Look:
    """The records of one appeal on one day. `before(audience)` is made once for each."""

    def __init__(self, file: AppealFile, today: date, stale_after_months: int) -> None:
        self.file, self.today, self.stale_after_months = file, today, stale_after_months
        self.cases = [file.detainees[person.detainee_id] for person in file.persons]
        self._policy = policy_of(file)
        self._book = GrantBook(file, today)
        self._before: dict[Audience, Before] = {}

    def before(self, audience: Audience) -> Before:
        if audience not in self._before:
            gate = Gate(audience, self._policy, self.today, lambda _class: "")
            evidence = Evidence(self.file, gate, self._book)
            self._before[audience] = Before(
                gate, Plan(self.file, gate, self._book, evidence), evidence
            )
        return self._before[audience]
