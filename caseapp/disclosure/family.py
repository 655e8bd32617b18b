"""The family of a case as a copy may show it: names by consent, children without a count.

Relatives abroad who told us something are contacts and named by their own consent; those in
the region and children by the family's. Who may not be told apart is summed up in one row.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from uuid import UUID

from caseapp.disclosure.case_view import CaseBuilder
from caseapp.disclosure.gate import ItemKind
from caseapp.disclosure.grants import is_minor
from caseapp.disclosure.view import Hidden, KinView
from caseapp.disclosure.words import Words
from caseapp.domain.consent import Decision, GroundCode
from caseapp.domain.dates import UncertainDate, coarsened
from caseapp.domain.kinship import NO_KIN, inverse, names_nobody
from caseapp.domain.vocabulary import InfoClass, Relation, Sex
from caseapp.store.records import Detainee, Kinship

_MERELY_NOT_ASKED = frozenset(
    {
        GroundCode.NO_CONSENT,
        GroundCode.NOT_ENTITLED,
        GroundCode.UNDATED,
        GroundCode.NOT_YET_GIVEN,
        GroundCode.EXPIRED,
    }
)
"""Without a consent that counts a child is "a daughter, 6"; refused or never: no word of it."""


class Family:
    """Makes the rows of the family of one case after another."""

    def __init__(self, builder: CaseBuilder) -> None:
        self._builder = builder
        self._plan = builder.plan
        self._gate = builder.gate
        self._ties: dict[UUID, list[Kinship]] = defaultdict(list)
        for tie in self._plan.file.kinships:
            for case in dict.fromkeys((tie.of_detainee_id, tie.detainee_id)):
                if case is not None:
                    self._ties[case].append(tie)

    def rows(self, case: Detainee, anchor: str) -> tuple[KinView, ...]:
        """In the order of entry; sums of what may not be told stand last.

        One who is not named has no family on the sheet: relatives tell who a person is.
        """
        if self._plan.name_hidden(case.id):
            return ()
        rows: list[KinView] = []
        sums: dict[InfoClass, KinView] = {}
        for kinship in self._ties.get(case.id, ()):
            if kinship.of_detainee_id == case.id:
                relation, contact, other = (
                    kinship.relation, kinship.contact_id, kinship.detainee_id,
                )  # fmt: skip
            elif kinship.detainee_id == case.id:
                contact, other = kinship.of_contact_id, kinship.of_detainee_id
                relation = inverse(kinship.relation, self._sex(contact, other))
            else:
                continue
            if relation in NO_KIN:
                continue
            row: KinView | InfoClass | None
            if contact is not None:
                row = self._contact(contact, relation, case, anchor)
            elif other is not None:
                row = self._detainee(other, relation, case, anchor)
            else:
                row = self._named_only(kinship, case, anchor)
            if isinstance(row, KinView):
                rows.append(row)
            elif row is not None:
                sums.setdefault(row, _sum(row))
        return (*rows, *sums.values())

    def _sex(self, contact: UUID | None, detainee: UUID | None) -> Sex:
        file = self._plan.file
        if contact is not None and contact in file.contacts:
            return file.contacts[contact].sex
        if detainee is not None and detainee in file.detainees:
            return file.detainees[detainee].sex
        return Sex.UNKNOWN

    def _contact(
        self, contact_id: UUID, relation: Relation, case: Detainee, anchor: str
    ) -> KinView | InfoClass | None:
        contact = self._plan.file.contacts.get(contact_id)
        if contact is None:
            return None
        person = self._builder.person(contact_id, case.id, anchor)
        if person.relation is None:
            return None
        place = contact.worded("region", self._builder.words.language)[0]
        if person.name:
            birth = self._builder.scrubber.date(contact.birth, case.id)
            about = [self._plan.book.contact(contact_id, case.id)]
            if not self._gate.decide(InfoClass.TESTIFIER_IDENTIFIERS, about).shown:
                birth = coarsened(birth, "year", self._builder.words.language)
            return KinView(
                relation=relation,
                name=person.name,
                birth=birth,
                place=self._builder.scrubber.text(place, case.id, anchor),
            )
        return KinView(relation=relation, hidden=person.hidden)

    def _detainee(
        self, other: UUID, relation: Relation, case: Detainee, anchor: str
    ) -> KinView | InfoClass | None:
        """A relative with a file: by name if the copy may name that person anywhere."""
        record = self._plan.file.detainees.get(other)
        if record is None:
            return None
        forms = self._plan.file.names.get(other, ())
        name = self._builder.scrubber.best_name(forms)
        in_copy = other in self._plan.persons and other not in self._plan.left_out
        decision = self._plan.detainee_name(other)
        if in_copy and decision.shown:
            number = self._builder.scrubber.case_number(record)
            return KinView(
                relation=relation,
                info_class=InfoClass.DETAINEE_NAME,
                name=name,
                case_number=number,
            )
        about = [self._plan.book.detainee(other)]
        may = self._gate.decide(InfoClass.OTHER_RELATIVES, about)
        left_out = self._plan.left_out.get(other)
        if may.shown and left_out is not None:
            may = Decision(False, left_out)
        if may.shown and decision.shown:
            return KinView(relation=relation, info_class=InfoClass.OTHER_RELATIVES, name=name)
        return self._hide(InfoClass.OTHER_RELATIVES, name or record.case_number, may, case, anchor)

    def _named_only(
        self, kinship: Kinship, case: Detainee, anchor: str
    ) -> KinView | InfoClass | None:
        """A relative without a file. One who has no name is a relation and a place."""
        child = self._plan.is_child(kinship)
        info_class = InfoClass.CHILDREN if child else InfoClass.OTHER_RELATIVES
        scrubber, words = self._builder.scrubber, self._builder.words
        name = kinship.worded("name", words.language)[0].strip()
        about = [self._plan.book.kin(kinship, case.id, child=child)]
        decision = self._gate.decide(info_class, about)
        told = decision if child or kinship.in_region else self._relation(case)
        row = KinView(
            relation=kinship.relation,
            info_class=info_class,
            birth=scrubber.date(kinship.birth, case.id),
            minor_age=_age(kinship.birth, self._gate.today),
            died=scrubber.date(kinship.died, case.id),
            place=scrubber.text(
                kinship.worded("place", words.language)[0], case.id, anchor
            ),
        )  # fmt: skip
        if decision.shown and name:
            wordings = (kinship.name, *kinship.wordings.get("name", {}).values())
            relation = None if names_nobody(wordings) else row.relation
            shown = scrubber.name(name, case.id, anchor)
            return replace(row, name=shown, relation=relation)
        if not name and not child and not kinship.in_region:
            return row if told.shown else None
        what = kin_words(kinship, words)
        if child and decision.ground.code in _MERELY_NOT_ASKED:
            if name:
                self._withhold(info_class, what, decision, case, anchor)
            return replace(row, birth=UncertainDate.unknown())
        if not child and not kinship.in_region and told.shown:
            self._withhold(info_class, what, decision, case, anchor)
            return replace(row, hidden=Hidden(info_class))
        if decision.shown:
            return row
        return self._hide(info_class, what, decision, case, anchor)

    def _relation(self, case: Detainee) -> Decision:
        about = [self._plan.book.detainee(case.id)]
        return self._gate.decide(InfoClass.TESTIFIER_RELATION, about)

    def _withhold(
        self, info_class: InfoClass, what: str, decision: Decision, case: Detainee, anchor: str
    ) -> None:
        self._gate.withhold(
            info_class, what, decision.ground, case=case.id, anchor=anchor, kind=ItemKind.RELATIVE
        )

    def _hide(
        self, info_class: InfoClass, what: str, decision: Decision, case: Detainee, anchor: str
    ) -> InfoClass:
        self._withhold(info_class, what, decision, case, anchor)
        return info_class


def kin_words(kinship: Kinship, words: Words) -> str:
    """A relative without a file for the withheld list: relation, name, birth."""
    name = kinship.worded("name", words.language)[0].strip()
    parts = (words.label(kinship.relation), name, words.when(kinship.birth))
    return words.marks.comma.join(filter(None, parts))


def _sum(info_class: InfoClass) -> KinView:
    """One row for all of a class, so that nobody can count them."""
    return KinView(relation=None, info_class=info_class, hidden=Hidden(info_class), several=True)


def _age(birth: UncertainDate, today: date) -> int | None:
    """Whole years of a child, by the latest day of birth; None for others."""
    if not is_minor(birth, today) or birth.latest is None:
        return None
    born = birth.latest
    return max(today.year - born.year - ((today.month, today.day) < (born.month, born.day)), 0)
