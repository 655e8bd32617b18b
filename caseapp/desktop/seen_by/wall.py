"""What each audience may see, class by class: the dossier's own gate asked without a copy.

The answers of one consent are not enough: the rules, other people's consents, risk, age and
dates count as well. Qt-free.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from caseapp.disclosure.evidence import Evidence
from caseapp.disclosure.gate import Gate
from caseapp.disclosure.grants import GrantBook
from caseapp.disclosure.passing import policy_of
from caseapp.disclosure.plan import NAMING, Plan
from caseapp.domain.consent import Decision, Grants, Ground, GroundCode
from caseapp.domain.consent_matrix import GROUPS, OF_A_CASE, About
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import Audience, InfoClass, Relation
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Kinship

_NO_CASE = Decision(False, Ground(GroundCode.NO_CONSENT))


class Wall:
    """The decisions on one contact in one case (or in none) by the file of `load_case_file`."""

    def __init__(
        self, file: AppealFile, contact_id: UUID, case_id: UUID | None, today: date
    ) -> None:
        self._file, self._contact, self._case = file, contact_id, case_id
        self._today = today
        self.policy: Policy = policy_of(file)
        self._book = GrantBook(file, today)
        self._plans = {audience: self._plan(audience) for audience in Audience}

    @property
    def case_minor(self) -> bool:
        """The detainee may be under age: only a parent or guardian can allow."""
        return self._case is not None and self._book.detainee(self._case).minor

    @property
    def contact_minor(self) -> bool:
        """The contact may be under age: only a guardian can allow."""
        return self._book.contact(self._contact, self._case).minor

    def decision(self, audience: Audience, info_class: InfoClass) -> Decision:
        """May this audience see such an item of the contact and the case?"""
        if info_class in OF_A_CASE and self._case is None:
            return _NO_CASE
        plan = self._plans[audience]
        if self._case is not None and self._case in plan.left_out:
            return Decision(False, plan.left_out[self._case])
        if info_class is InfoClass.DETAINEE_NAME and self._case is not None:
            return plan.detainee_name(self._case)
        if self._hidden_with_name(plan, info_class):
            return Decision(False, Ground(GroundCode.PERSON_NOT_NAMED))
        return plan.gate.decide(info_class, self._about(info_class))

    def _hidden_with_name(self, plan: Plan, info_class: InfoClass) -> bool:
        """One who is not named is not told by number, address, photo or relatives either."""
        tells = info_class in NAMING or info_class in GROUPS[About.OTHERS]
        tells = tells or info_class is InfoClass.TESTIFIER_NAME
        return tells and self._case is not None and plan.name_hidden(self._case)

    def _about(self, info_class: InfoClass) -> Sequence[Grants]:
        if info_class in GROUPS[About.TELLER] or self._case is None:
            return [self._book.contact(self._contact, self._case)]
        if info_class is InfoClass.CHILDREN:
            child = Kinship(of_detainee_id=self._case, relation=Relation.CHILD)
            return [self._book.kin(child, self._case, child=True)]
        return [self._book.detainee(self._case)]

    def _plan(self, audience: Audience) -> Plan:
        gate = Gate(audience, self.policy, self._today, lambda _class: "")
        return Plan(self._file, gate, self._book, Evidence(self._file, gate, self._book))
