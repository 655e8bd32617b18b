"""What the rules of the check look at: the appeal's records, and the gate before each addressee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from caseapp.disclosure.evidence import Evidence
from caseapp.disclosure.gate import Gate
from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.left_out import LeftOut
from caseapp.disclosure.passing import policy_of
from caseapp.disclosure.plan import Plan
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.languages import worded_in
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee, Detainee


@dataclass(frozen=True, slots=True)
class Before:
    """What one addressee would be shown: the same decisions as the copy is made from."""

    gate: Gate
    plan: Plan
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Drawn:
    """What only a drawn copy tells: pages of the letter, by addressee."""

    letter_pages: Mapping[UUID, int] = field(default_factory=dict)


class Look:
    """The records of one appeal on one day. `before(addressee)` is made once for each."""

    def __init__(
        self,
        file: AppealFile,
        today: date,
        stale_after_months: int,
        drawn: Drawn | None = None,
        languages: Mapping[UUID, str] | None = None,
        *,
        thorough: bool = True,
    ) -> None:
        """`languages`: of addressees whose copy is to be in another than the one on record.

        Not `thorough`: rules that take seconds with long lists may pass them over.
        """
        self.thorough = thorough
        self.file, self.today, self.stale_after_months = file, today, stale_after_months
        self.drawn = drawn or Drawn()
        self._languages = dict(languages or {})
        self.cases = [file.detainees[person.detainee_id] for person in file.persons]
        self._policy = policy_of(file)
        self._book = GrantBook(file, today)
        self._of_audience: dict[Audience, tuple[Gate, Evidence]] = {}
        self._before: dict[tuple[Audience, LeftOut], Before] = {}
        self._links = {addressee.id: link for link, addressee in file.addressees}

    def before(self, addressee: Addressee) -> Before:
        """What stands in the copy of an addressee; two who are told the same share it."""
        link = self._links.get(addressee.id)
        by_office = LeftOut.of(link) if link is not None else LeftOut()
        key = addressee.audience, by_office
        if key not in self._before:
            gate, evidence = self._seen_by(addressee.audience)
            plan = Plan(self.file, gate, self._book, evidence, by_office)
            self._before[key] = Before(gate, plan, evidence)
        return self._before[key]

    def language(self, addressee: Addressee) -> str:
        """The language of an addressee's copy; of a reading copy that of its words."""
        link = self._links.get(addressee.id)
        own = link.language if link is not None else ""
        return worded_in(self._languages.get(addressee.id) or own or addressee.language)

    def standing(self, addressee: Addressee) -> Iterator[Detainee]:
        """The cases that stand in the copy of an addressee, with or without a name."""
        left_out = self.before(addressee).plan.left_out
        return (case for case in self.cases if case.id not in left_out)

    def _seen_by(self, audience: Audience) -> tuple[Gate, Evidence]:
        if audience not in self._of_audience:
            gate = Gate(audience, self._policy, self.today, lambda _class: "")
            self._of_audience[audience] = gate, Evidence(self.file, gate, self._book)
        return self._of_audience[audience]
