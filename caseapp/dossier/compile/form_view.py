"""From records to what forms of other bodies may know beyond a case sheet.

The birth place, the parts of a name, who enquires and how to reach that person, to whom the
family consented. Each value passes the gate here, and only if a form of the copy asks for it:
what no page asks for is neither shown nor withheld. Nothing after this module sees a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from caseapp.domain.consent import REACHED_BY_HARM, GroundCode, decide
from caseapp.domain.dates import UncertainDate, coarsened
from caseapp.domain.vocabulary import Audience, InfoClass, NameRole
from caseapp.dossier.compile.copy import Gated
from caseapp.dossier.compile.form_data import (
    EnquirerView,
    FormCaseView,
    FormViews,
    NameParts,
    PaperView,
)
from caseapp.dossier.compile.scrub import cleaned
from caseapp.dossier.compile.view import CaseView, Hidden
from caseapp.dossier.compile.words import Words
from caseapp.dossier.document import Text
from caseapp.dossier.form_templates import Filler, FormTemplate
from caseapp.store.records import Contact, Detainee

_TO: tuple[Audience, ...] = tuple(a for a in Audience if a is not Audience.OFFICE)
_OF_ENQUIRER = (
    Filler.ENQUIRER_BIRTH, Filler.ENQUIRER_NATIONALITY, Filler.ENQUIRER_CONTACT, Filler.ON_BEHALF,
)  # fmt: skip


def form_views(gated: Gated, forms: Iterable[FormTemplate]) -> FormViews:
    """The views of all cases, as far as these forms ask for them."""
    fillers = {item.filler for form in forms for item in form.items()}
    maker = _Maker(gated, fillers)
    cases = {case.id: maker.case(case) for case in gated.view.cases}
    silent = {item.info_class for item in gated.gate.withheld if not item.token}
    return FormViews(audience=gated.view.audience, cases=cases, silent=frozenset(silent))


class _Maker:
    """Makes the view of one case after another."""

    def __init__(self, gated: Gated, fillers: set[Filler]) -> None:
        self._builder = gated.builder
        self._book = gated.plan.book
        self._gate = gated.gate
        self._file = gated.plan.file
        self._fillers = fillers
        self._petitioners = {p.detainee_id: p.petitioner_id for p in self._file.persons}

    def case(self, view: CaseView) -> FormCaseView:
        record = self._file.detainees[view.id]
        asked = {audience: self._consented(view.id, audience) for audience in self._asking()}
        consents = {audience: day for audience, day in asked.items() if day is not None}
        petitioner = self._petitioner(view.id)
        named = petitioner is not None and view.petitioner is not None and view.petitioner.name
        enquirer = EnquirerView()
        if petitioner is not None and named and self._fillers.intersection(_OF_ENQUIRER):
            enquirer = self._enquirer(petitioner, view)
        callable_ = petitioner is not None and not petitioner.do_not_contact
        return FormCaseView(
            names=self._names(view),
            citizenships=tuple(record.citizenships),
            papers=self._papers(view),
            birth_place=self._birth_place(record, view),
            enquirer=enquirer,
            consents=consents,
            follow_up=self._gate.audience in consents and callable_,
        )

    def _asking(self) -> Iterable[Audience]:
        """To whom the family's consent may be told: where harm can come from, not to whom else
        the family speaks."""
        own = self._gate.audience
        return (own,) if own in REACHED_BY_HARM else _TO

    def _names(self, view: CaseView) -> tuple[NameParts, ...]:
        """The shown spellings whose parts are stated.

        None where a part by itself is what this copy may not tell: a father's given name is part
        of his child's name, and apart from it names him. In another script it would tell no less.
        """
        shown = {(name.text, name.script, name.kind) for name in view.names}
        found = []
        for form in self._file.names.get(view.id, ()):
            if (form.text, form.script, form.kind) not in shown:
                continue
            parts = NameParts(
                form=(form.text, form.script, form.kind),
                family=_part(form.parts, NameRole.FAMILY),
                given=_part(form.parts, NameRole.GIVEN),
                father=_part(form.parts, NameRole.FATHER),
            )
            alone = (parts.family, parts.given, parts.father)
            if any(self._builder.scrubber.barred(part, view.id) for part in alone):
                return ()
            if parts.given or parts.family:
                found.append(parts)
        return tuple(found)

    def _papers(self, view: CaseView) -> tuple[PaperView, ...]:
        """Who issued the documents whose numbers the copy shows."""
        if isinstance(view.identifiers, Hidden):
            return ()
        shown = {(paper.kind, paper.number) for paper in view.identifiers}
        scrubber = self._builder.scrubber
        return tuple(
            PaperView(
                kind=paper.kind,
                number=paper.number,
                issuer=scrubber.text(paper.issuer, view.id, view.anchor),
                issued=scrubber.date(paper.issued, view.id),
            )
            for paper in self._file.identifiers.get(view.id, ())
            if (paper.kind, paper.number) in shown
        )

    def _birth_place(self, record: Detainee, view: CaseView) -> Text:
        """Not of one who is not named: with the home it tells who that is."""
        if view.name_hidden or Filler.BIRTH_PLACE not in self._fillers:
            return ()
        found = self._builder.field(record, "birth_place", view.anchor)
        return () if found is None or isinstance(found.value, Hidden) else found.value

    def _petitioner(self, case: UUID) -> Contact | None:
        petitioner = self._petitioners.get(case)
        return self._file.contacts.get(petitioner) if petitioner else None

    def _consented(self, case: UUID, audience: Audience) -> UncertainDate | None:
        """The day of the consent to name the person to this audience; None without one.

        A name that is public stands without any consent, so what was published is not asked.
        """
        grants = self._book.detainee(case)
        ground = decide(
            InfoClass.DETAINEE_NAME, audience, self._gate.policy, [grants], self._gate.today
        ).ground
        if ground.code is not GroundCode.CONSENT_GIVEN:
            return None
        return next(c.given for c in grants.consents if c.number == ground.consent)

    def _enquirer(self, contact: Contact, view: CaseView) -> EnquirerView:
        about = [self._book.contact(contact.id, view.id)]
        words = self._builder.words
        birth = self._builder.scrubber.date(contact.birth, view.id)
        if not self._gate.decide(InfoClass.TESTIFIER_IDENTIFIERS, about).shown:
            birth = coarsened(birth, "year", words.language)
        known = ways_to(contact, words)
        shown = self._gate.show(
            InfoClass.TESTIFIER_CONTACT,
            known,
            identifies=about,
            case=view.id,
            anchor=view.anchor,
            what=words.marks.comma.join(known),
        )
        hidden = bool(known) and shown is None
        return EnquirerView(
            sex=contact.sex,
            birth=birth,
            citizenship=contact.citizenship,
            contact=Hidden(InfoClass.TESTIFIER_CONTACT) if hidden else shown or (),
        )


def ways_to(contact: Contact, words: Words) -> tuple[str, ...]:
    """Address, telephones and mail of a contact, as far as they are known."""
    ways = (contact.worded("address", words.language)[0], *contact.phones, contact.email)
    return tuple(way for way in map(cleaned, ways) if way)


def _part(parts: Iterable[dict[str, str]], role: NameRole) -> str:
    return " ".join(cleaned(part.get("text", "")) for part in parts if part.get("role") == role)
