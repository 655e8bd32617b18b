"""The two kinds of documents: an addressee's copy and the office's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.policy import Policy
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.compile.annex import AnnexWriter
from caseapp.dossier.compile.case_view import ReadImage
from caseapp.dossier.compile.copy import (
    Compiled,
    Gated,
    consented,
    has_tokens,
    pass_gate,
    policy_of,
    secrets_of,
    shown_names,
)
from caseapp.dossier.compile.letter import LetterFacts, LetterWriter
from caseapp.dossier.compile.pages import (
    CopyFacts,
    contents,
    drawing_words,
    fictitious_notice,
    head,
    sheet_labels,
    verification,
)
from caseapp.dossier.compile.particulars import (
    addressee_values,
    demand_texts,
    in_language,
    organisation_values,
    signatory_views,
)
from caseapp.dossier.compile.persons import ListWriter
from caseapp.dossier.compile.sentences import main_name
from caseapp.dossier.compile.sheets import Asked, SheetWriter
from caseapp.dossier.compile.view import SignatoryView
from caseapp.dossier.compile.withheld import IssuedView, withheld_list
from caseapp.dossier.compile.words import Words
from caseapp.dossier.document import CaseSheets, Dossier, Part, Text
from caseapp.dossier.letters import Template, letter_name, wording_of
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Addressee


def compile_copy(
    file: AppealFile,
    addressee_id: UUID,
    *,
    language: str,
    copy_number: int,
    produced_at: datetime,
    read_image: ReadImage,
    policy: Policy | None = None,
) -> Compiled:
    """The copy of an appeal for one of its addressees, as that addressee may see it.

    `produced_at` is the day on which consents are judged. Raises UserError if the appeal
    has no such addressee, or no letter in that language.
    """
    addressee = _addressee(file, addressee_id)
    rules = policy or policy_of(file)
    words = Words(language)
    gated = pass_gate(
        file,
        addressee.audience,
        words=words,
        policy=rules,
        produced_at=produced_at,
        read_image=read_image,
    )
    template = _template(file, addressee, language)
    writer = _CopyWriter(file, gated, words, produced_at)
    annexes = writer.annexes()
    facts = writer.letter_facts(addressee, copy_number, annexes)
    letter = LetterWriter(template, words, gated.view.cases, facts, writer.known_on)
    parts: list[Part] = [letter.letter(), contents(words, len(gated.view.cases))]
    parts += writer.case_parts(annexes, letter.asked, facts.status_date)
    if facts.signatories or facts.blank_rows:
        parts.append(letter.signature_sheets(_annex(words, annexes["signatures"])))
    copy_facts = writer.copy_facts(addressee, template, facts, rules)
    parts.append(verification(copy_facts, words))
    return Compiled(
        dossier=Dossier(
            head=head(copy_facts, words), words=drawing_words(words), parts=tuple(parts)
        ),
        images=gated.images,
        withheld=gated.gate.withheld,
        secrets=secrets_of(gated),
        shown=(*shown_names(gated), *_shown_particulars(facts)),
        policy_number=rules.number,
        templates={f"{template.name}.{template.language}": template.version},
        blanks=tuple(dict.fromkeys(letter.findings.blanks)),
        unconfirmed=tuple(dict.fromkeys(letter.findings.unconfirmed)),
        letter_values=letter.plain_values(),
        consented=consented(gated.gate),
    )


def compile_office_copy(
    file: AppealFile,
    copies: Sequence[IssuedView],
    *,
    language: str,
    copy_number: int,
    produced_at: datetime,
    read_image: ReadImage,
    policy: Policy | None = None,
) -> Compiled:
    """The complete copy that stays: every item, and what each issued copy withholds and why."""
    rules = policy or policy_of(file)
    words = Words(language)
    gated = pass_gate(
        file,
        Audience.OFFICE,
        words=words,
        policy=rules,
        produced_at=produced_at,
        read_image=read_image,
    )
    writer = _CopyWriter(file, gated, words, produced_at)
    annexes = {"persons": "1", "sheets": "2", "sources": "3"}
    tr = words.tr
    cases = {case.id: (main_name(case, words), case.case_number) for case in gated.view.cases}
    parts: list[Part] = [contents(words, len(gated.view.cases))]
    parts += writer.case_parts(annexes, lambda case: (), writer.status_date())
    parts += [withheld_list(issued, cases, words) for issued in copies]
    facts = CopyFacts(
        dossier_number=writer.reference(),
        copy_number=copy_number,
        audience=Audience.OFFICE.value,
        language=language,
        short_title=tr("Office copy"),
        addressee=tr("our office"),
        addressee_short=tr("office"),
        produced=produced_at.date().isoformat(),
        produced_words=words.day(produced_at.date()),
        policy=writer.policy_words(rules),
        template="",
        entries=len(gated.view.cases),
        signatures=0,
        sources=len(gated.view.sources),
        sender=writer.sender(),
        notice=writer.notice(()),
    )
    parts.append(verification(facts, words))
    top = replace(
        head(facts, words),
        copy_words=tr("Office copy"),
        office_warning=tr("Office copy. Do not give out."),
    )
    return Compiled(
        dossier=Dossier(head=top, words=drawing_words(words), parts=tuple(parts)),
        images=gated.images,
        withheld=(),
        secrets=(),
        shown=(),
        policy_number=rules.number,
        templates={},
    )


def _addressee(file: AppealFile, addressee_id: UUID) -> Addressee:
    pair = file.addressee(addressee_id)
    if pair is None:
        raise UserError(
            N_("This appeal does not go to that addressee. Add it to the appeal first.")
        )
    return pair[1]


def _template(file: AppealFile, addressee: Addressee, language: str) -> Template:
    """The letter that applies to this copy."""
    name = letter_name(addressee)
    return wording_of(file.appeal.letters, file.letters, name, language).template()


def _annex(words: Words, number: str) -> str:
    return words.tr("Annex {number}", number=number)


def _shown_particulars(facts: LetterFacts) -> list[str]:
    """Strings that stand by the act of signing, or are the sender's and the addressee's own."""
    found = [*facts.addressee.values(), *facts.organisation.values()]
    for signatory in facts.signatories:
        found += [signatory.name, signatory.iin, signatory.address, signatory.phone]
        found.append(signatory.initials)
    return [text for text in dict.fromkeys(found) if text]


class _CopyWriter:
    """Joins the written parts of one copy.

    `known_on` is the day as of which the appeal states its facts: a term that ended after
    it has not ended in the letter. Consents are judged on the day of production.
    """

    def __init__(self, file: AppealFile, gated: Gated, words: Words, produced_at: datetime) -> None:
        self._file = file
        self._gated = gated
        self._words = words
        self._today = produced_at.date()
        stated = file.appeal.facts_as_of.latest
        self.known_on = min(stated, self._today) if stated else self._today
        self._cases = gated.view.cases

    def annexes(self) -> dict[str, str]:
        """Numbers of the annexes of a copy."""
        return {"persons": "1", "sheets": "2", "sources": "3", "signatures": ""}

    def case_parts(self, annexes: Mapping[str, str], asked: Asked, as_of: str) -> list[Part]:
        """List of persons, case sheets, sources."""
        words = self._words
        writer = SheetWriter(words, self._gated.sources, self.known_on, asked)
        total = len(self._cases)
        sheets = CaseSheets(
            annex=_annex(words, annexes["sheets"]),
            title=words.tr("Case sheets"),
            labels=sheet_labels(words),
            sheets=tuple(writer.write(case, n, total) for n, case in enumerate(self._cases, 1)),
        )
        persons = ListWriter(writer).write(
            self._cases, _annex(words, annexes["persons"]), sheets.annex, as_of
        )
        annex = AnnexWriter(words, self._gated.sources, self._cases)
        return [persons, sheets, annex.write(_annex(words, annexes["sources"]))]

    # -- facts -----------------------------------------------------------------------------------
    def letter_facts(
        self, addressee: Addressee, copy_number: int, annexes: dict[str, str]
    ) -> LetterFacts:
        """What the letter needs; gives the signature sheets their annex if there are any."""
        language = self._words.language
        signatories, contact = signatory_views(
            self._file, addressee, language, self._gated.plan.refuses
        )
        blank_rows = max(self._file.appeal.blank_signature_rows, 0)
        if signatories or blank_rows:
            annexes["signatures"] = "4"
        return LetterFacts(
            addressee=addressee_values(addressee, language),
            organisation=organisation_values(self._file.appeal.organisation, language),
            contact=contact,
            signatories=signatories,
            blank_rows=blank_rows,
            reference=self.reference(),
            copy_number=copy_number,
            dated=self.dated(),
            status_date=self.status_date(),
            annexes=annexes,
            withheld=has_tokens(self._gated.gate),
            demands=self._demands(),
        )

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
            short_title=template.head.get("short", ""),
            addressee=body,
            addressee_short=in_language(addressee.texts.get("short", body), words.language),
            produced=self._today.isoformat(),
            produced_words=words.day(self._today),
            policy=self.policy_words(policy),
            template=words.tr(
                "{name}, version {version}",
                name=f"{template.name}-{template.language}",
                version=template.version,
            ),
            entries=len(self._cases),
            signatures=len(letter.signatories),
            sources=len(self._gated.view.sources),
            sender=self.sender(),
            notice=self.notice(letter.signatories),
        )

    def reference(self) -> str:
        """The appeal's number as the office gave it, searched like any free text."""
        given = self._gated.builder.scrubber.string(self._file.appeal.reference, None)
        return given or f"A-{self._file.appeal.serial:04d}"

    def dated(self) -> str:
        given = self._words.when(self._date(self._file.appeal.dated), "long")
        return given or self._words.day(self._today)

    def _date(self, value: UncertainDate) -> UncertainDate:
        return self._gated.builder.scrubber.date(value, None)

    def status_date(self) -> str:
        given = self._words.when(self._date(self._file.appeal.facts_as_of), "long")
        return given or self._words.day(self._today)

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
