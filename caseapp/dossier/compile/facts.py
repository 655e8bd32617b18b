"""What one copy says of itself: its number, day, sender, signatories, and what stands behind it.

From the appeal's records to plain values for the letter and the pages around the cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from caseapp.disclosure.scrub import Scrubber
from caseapp.disclosure.text import text_of
from caseapp.disclosure.view import SignatoryView
from caseapp.disclosure.words import Words
from caseapp.domain.consent import refused
from caseapp.domain.dates import UncertainDate
from caseapp.domain.kinship import CHILD_RELATIONS
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import InfoClass, Relation
from caseapp.dossier.compile.copy import Gated, has_tokens
from caseapp.dossier.compile.earlier import earlier_view
from caseapp.dossier.compile.letter import LetterFacts
from caseapp.dossier.compile.pages import CopyFacts, fictitious_notice, sheets_words
from caseapp.dossier.compile.papers import enclosed
from caseapp.dossier.compile.particulars import (
    addressee_values,
    contact_signatory,
    demand_texts,
    in_language,
    organisation_values,
    signatory_views,
)
from caseapp.dossier.document import Enclosure, Text
from caseapp.dossier.letters import Template
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee


class Facts:
    """The facts of one copy.

    `known_on` is the day as of which the appeal states its facts: a term that ended after
    it has not ended in the letter. Consents are judged on the day of production, `today`.
    """

    def __init__(self, file: AppealFile, gated: Gated, words: Words, produced_at: datetime) -> None:
        self._file = file
        self._gated = gated
        self._words = words
        self.today = produced_at.date()
        stated = file.appeal.facts_as_of.latest
        self.known_on = min(stated, self.today) if stated else self.today
        self._cases = gated.view.cases

    def letter_facts(
        self, addressee: Addressee, copy_number: int, papers: Iterable[Mapping[str, Any]] = ()
    ) -> LetterFacts:
        """What the letter needs; which annexes there are is not known yet.

        `papers` travel with the copy (see AppealAddressee.enclosures).
        """
        language = self._words.language
        signatories, contact = signatory_views(
            self._file, addressee, language, self._gated.plan.refuses
        )
        return LetterFacts(
            addressee=addressee_values(addressee, language),
            organisation=organisation_values(self._file.appeal.organisation, language),
            contact=contact,
            signatories=signatories,
            blank_rows=max(self._file.appeal.blank_signature_rows, 0),
            reference=self.reference(),
            copy_number=copy_number,
            dated=self.dated(),
            status_date=self.status_date(),
            annexes={},
            withheld=has_tokens(self._gated.gate),
            demands=self._demands(),
            audience=addressee.audience,
            relations=self._relations(addressee),
            earlier=earlier_view(
                self._file.earlier, addressee.audience, self._scrubber, self._letter_day()
            ),
            papers=tuple(self._papers(papers)),
        )

    @property
    def words(self) -> Words:
        return self._words

    @property
    def _scrubber(self) -> Scrubber:
        return self._gated.builder.scrubber

    def _letter_day(self) -> date:
        """The day that the letter bears."""
        return self._file.appeal.dated.latest or self.today

    def _relations(self, addressee: Addressee) -> dict[UUID, Relation]:
        """What the contact person is to those of whom this copy may tell it.

        He or she stands there by name: where the other one may not be named, it would name both.
        """
        contact = contact_signatory(self._file, addressee)
        owner = contact.contact_id if contact else None
        if owner is None:
            return {}
        plan, found = self._gated.plan, {}
        for case in self._cases:
            relation = plan.book.relation(owner, case.id)
            grants = [plan.book.contact(owner, case.id)]
            barred = case.name_hidden or not case.names
            if refused(InfoClass.TESTIFIER_NAME, plan.gate.audience, grants[0], self.today):
                barred = True  # the sheet says "sister, [name withheld]": not whose name it is
            if relation in CHILD_RELATIONS and self._gated.builder.claims.children_hidden(case.id):
                barred = True
            told = plan.gate.decide(InfoClass.TESTIFIER_RELATION, grants).shown
            if relation is not None and told and not barred:
                found[case.id] = relation
        return found

    def _papers(self, papers: Iterable[Mapping[str, Any]]) -> Iterator[Enclosure]:
        """Paper copies that go with it, each with its number of sheets."""
        for paper in enclosed(self._file, self._gated, self._words, papers):
            sheets = sheets_words(paper.sheets, self._words) if paper.sheets else ""
            yield Enclosure(title=text_of(paper.title), part="", sheets=sheets)

    def _demands(self) -> tuple[Text, ...]:
        texts = demand_texts(self._file.appeal.demands, self._words.language)
        return tuple(self._gated.builder.scrubber.text(text, None) for text in texts)

    def copy_facts(
        self, addressee: Addressee, template: Template, letter: LetterFacts, policy: Policy
    ) -> CopyFacts:
        words = self._words
        body = in_language(addressee.texts.get("body", ""), words.language)
        return CopyFacts(
            dossier_number=self.reference(),
            copy_number=letter.copy_number,
            audience=addressee.audience.value,
            language=words.language,
            short_title=template.head.get("short", "") or words.tr("Dossier"),
            addressee=body,
            addressee_short=in_language(addressee.texts.get("short", body), words.language),
            produced=self.today.isoformat(),
            produced_words=words.day(self.today),
            policy=self.policy_words(policy),
            template=self._template_words(template),
            entries=len(self._cases),
            signatures=len(letter.signatories),
            sources=len(self._gated.view.sources),
            sender=self.sender(),
            notice=self.notice(letter.signatories),
        )

    def _template_words(self, template: Template) -> str:
        """Which letter, and that nobody has confirmed its wording where that is so."""
        words = self._words
        name = f"{template.name}-{template.language}"
        said = words.tr("{name}, version {version}", name=name, version=template.version)
        if template.confirmed:
            return said
        return words.marks.comma.join((said, words.tr("wording not confirmed")))

    def reference(self) -> str:
        """The appeal's number as the office gave it, searched like any free text."""
        given = self._gated.builder.scrubber.string(self._file.appeal.reference, None)
        return given or f"A-{self._file.appeal.serial:04d}"

    def dated(self) -> str:
        given = self._words.when(self._date(self._file.appeal.dated), "long")
        return given or self._words.day(self.today)

    def _date(self, value: UncertainDate) -> UncertainDate:
        return self._gated.builder.scrubber.date(value, None)

    def status_date(self) -> str:
        given = self._words.when(self._date(self._file.appeal.facts_as_of), "long")
        return given or self._words.day(self.today)

    def policy_words(self, policy: Policy) -> str:
        return self._words.tr(
            "for “{audience}”, version {number}",
            audience=self._words.label(self._gated.view.audience),
            number=policy.number,
        )

    def sender(self) -> str:
        """The organisation, for whoever wants to verify a copy."""
        values = organisation_values(self._file.appeal.organisation, self._words.language)
        keys = ("organisation_name", "organisation_address", "organisation_email")
        comma = self._words.marks.comma
        lines = [values[key].replace("\n", comma) for key in (*keys, "organisation_phone")]
        return comma.join(line for line in lines if line)

    def notice(self, signatories: Sequence[SignatoryView]) -> str:
        """What stands under every page of a copy that shows anybody invented."""
        signed = bool(signatories) and self._invented_signatory()
        invented = [case.fictitious for case in self._cases]
        return fictitious_notice(invented, self._words, others=signed)

    def _invented_signatory(self) -> bool:
        contacts = [self._file.contacts.get(s.contact_id) for s in self._file.signatories
                    if s.contact_id]  # fmt: skip
        return any(contact is not None and contact.fictitious for contact in contacts)
