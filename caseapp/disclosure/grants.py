"""Who may speak for whom, and which consents on record concern one person.

Turns consent records and kinship into the `Grants` that the domain decides on. Reads
records; shows nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from caseapp.domain.consent import ConsentOnRecord, Giver, Grants
from caseapp.domain.dates import UncertainDate
from caseapp.domain.kinship import NOT_FAMILY, PARENTS, SPOUSES, inverse
from caseapp.domain.vocabulary import ConsentAnswer, InfoClass, Relation, RiskLevel, Sex
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Consent, Kinship

OF_AGE = 18
AT_RISK = frozenset({RiskLevel.HIGH, RiskLevel.CRITICAL})


def is_minor(birth: UncertainDate, today: date) -> bool:
    """May be under eighteen by the latest day on which he or she can have been born."""
    if birth.latest is None:
        return False
    born, year = birth.latest, birth.latest.year + OF_AGE
    # Who was born on 29 February is of age on 1 March where a year has none.
    return (year, born.month, born.day) > (today.year, today.month, today.day)


class GrantBook:
    """Looks up, once for each person, the consents that concern him or her in a case."""

    def __init__(self, file: AppealFile, today: date) -> None:
        self._file = file
        self._today = today
        self._petitioner = {p.detainee_id: p.petitioner_id for p in file.persons}
        self._about_contact: dict[UUID, list[Consent]] = defaultdict(list)
        self._about_detainee: dict[UUID, list[Consent]] = defaultdict(list)
        for consent in file.consents:
            if consent.about_contact_id is not None:
                self._about_contact[consent.about_contact_id].append(consent)
            if consent.about_detainee_id is not None:
                self._about_detainee[consent.about_detainee_id].append(consent)
        self._relations = self._known_relations()
        self._by_detainee: dict[UUID, dict[UUID, Relation]] = defaultdict(dict)
        for (contact, detainee), relation in self._relations.items():
            if contact in file.contacts:
                self._by_detainee[detainee][contact] = relation
        self._detainees: dict[UUID, Grants] = {}
        self._contacts: dict[tuple[UUID, UUID | None], Grants] = {}

    def relation(self, contact_id: UUID | None, detainee_id: UUID) -> Relation | None:
        """What the contact is to the detainee, as far as kinship is on record."""
        return self._relations.get((contact_id, detainee_id)) if contact_id else None

    def relatives(self, detainee_id: UUID) -> dict[UUID, Relation]:
        """What each contact is to the detainee, as far as kinship is on record."""
        return self._by_detainee.get(detainee_id, {})

    def spoken_of(self, contact_id: UUID) -> set[UUID]:
        """The cases for which a consent about this contact is on record."""
        consents = self._about_contact.get(contact_id, ())
        return {c.about_detainee_id for c in consents if c.about_detainee_id is not None}

    def _known_relations(self) -> dict[tuple[UUID, UUID], Relation]:
        """By contact and detainee; of several ties the one that was entered first."""
        known: dict[tuple[UUID, UUID], Relation] = {}
        for tie in self._file.kinships:
            if tie.contact_id and tie.of_detainee_id:
                known.setdefault((tie.contact_id, tie.of_detainee_id), tie.relation)
            elif tie.detainee_id and tie.of_contact_id:
                contact = self._file.contacts.get(tie.of_contact_id)
                other = inverse(tie.relation, contact.sex if contact else Sex.UNKNOWN)
                known.setdefault((tie.of_contact_id, tie.detainee_id), other)
        return known

    def consenting_for_all(self) -> set[UUID]:
        """Contacts with a consent on record that is not bound to one case."""
        return {
            contact
            for contact, consents in self._about_contact.items()
            if contact in self._file.contacts and any(c.about_detainee_id is None for c in consents)
        }

    def detainee(self, detainee_id: UUID) -> Grants:
        """Consents that concern a detainee's own information.

        What a witness who cannot speak for the detainee laid down about himself in this
        case is not among them.
        """
        if detainee_id not in self._detainees:
            record = self._file.detainees[detainee_id]
            minor = is_minor(record.birth, self._today)
            found = [
                (c, self._giver_for_detainee(c, detainee_id, minor))
                for c in self._about_detainee.get(detainee_id, ())
            ]
            self._detainees[detainee_id] = Grants(
                consents=tuple(
                    _on_record(c, giver)
                    for c, giver in found
                    if giver is not Giver.OTHER or c.about_contact_id is None
                ),
                is_detainee=True,
                minor=minor,
            )
        return self._detainees[detainee_id]

    def contact(self, contact_id: UUID, detainee_id: UUID | None = None) -> Grants:
        """Consents that concern a contact, in one case or for all cases."""
        key = contact_id, detainee_id
        if key not in self._contacts:
            record = self._file.contacts[contact_id]
            self._contacts[key] = Grants(
                consents=tuple(
                    _on_record(c, _giver_for_contact(c, contact_id))
                    for c in self._about_contact.get(contact_id, ())
                    if c.about_detainee_id in (None, detainee_id)
                ),
                minor=is_minor(record.birth, self._today),
                at_risk=record.risk in AT_RISK,
            )
        return self._contacts[key]

    def kin(self, kinship: Kinship, detainee_id: UUID, *, child: bool) -> Grants:
        """Consents for a relative who has no file: those about the case.

        For a child only a guardian's: the other parent's or the detainee's own.
        """
        grants = self.detainee(detainee_id)
        if not child:
            return grants
        of_case = self._about_detainee.get(detainee_id, ())
        return Grants(
            consents=tuple(_on_record(c, self._giver_for_child(c, detainee_id)) for c in of_case),
            minor=True,
        )

    def _giver_for_detainee(self, consent: Consent, detainee_id: UUID, minor: bool) -> Giver:
        if consent.guardian_name.strip():
            return Giver.GUARDIAN
        if consent.giver_detainee_id == detainee_id:
            return Giver.SELF
        giver = consent.giver_contact_id
        relation = self.relation(giver, detainee_id)
        if minor and relation in PARENTS:
            return Giver.GUARDIAN
        if relation is not None and relation not in NOT_FAMILY:
            return Giver.FAMILY
        if giver is not None and self._petitioner.get(detainee_id) == giver:
            return Giver.FAMILY
        return Giver.OTHER

    def _giver_for_child(self, consent: Consent, detainee_id: UUID) -> Giver:
        if consent.guardian_name.strip() or consent.giver_detainee_id == detainee_id:
            return Giver.GUARDIAN
        spouse = self.relation(consent.giver_contact_id, detainee_id) in SPOUSES
        return Giver.GUARDIAN if spouse else Giver.FAMILY


def _giver_for_contact(consent: Consent, contact_id: UUID) -> Giver:
    if consent.guardian_name.strip():
        return Giver.GUARDIAN
    return Giver.SELF if consent.giver_contact_id == contact_id else Giver.OTHER


def _on_record(consent: Consent, giver: Giver) -> ConsentOnRecord:
    return ConsentOnRecord(
        number=consent.serial,
        giver=giver,
        audience=consent.audience,
        answers=dict(_answers(consent.answers.items())),
        given=consent.given,
        until=consent.until,
        withdrawn=consent.withdrawn,
    )


def _answers(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[InfoClass, ConsentAnswer]]:
    """Codes as members; what is no known answer counts as a refusal."""
    for info_class, answer in pairs:
        if info_class in set(InfoClass):
            known = answer in set(ConsentAnswer)
            yield InfoClass(info_class), ConsentAnswer(answer) if known else ConsentAnswer.WITHHOLD
