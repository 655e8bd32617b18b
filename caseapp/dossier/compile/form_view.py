"""From records to what forms of other bodies may know beyond a case sheet.

Who enquires and how to reach that person, to whom the family consented. Each value passes the
gate, and only if a form of the copy asks for it: what no page asks for is neither shown nor
withheld. Nothing after this module sees a record.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from caseapp.disclosure.further import Further
from caseapp.disclosure.view import CaseView, Hidden
from caseapp.domain.consent import REACHED_BY_HARM, GroundCode, decide
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Audience, InfoClass
from caseapp.dossier.compile.copy import Gated
from caseapp.dossier.compile.form_data import EnquirerView, FormCaseView, FormViews
from caseapp.dossier.document import Text
from caseapp.dossier.form_templates import Filler, FormTemplate
from caseapp.store.records import Contact

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
        self._further = Further(gated)
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
            names=self._further.name_parts(view),
            citizenships=tuple(record.citizenships),
            papers=self._further.papers(view),
            birth_place=self._birth_place(view),
            enquirer=enquirer,
            consents=consents,
            follow_up=self._gate.audience in consents and callable_,
        )

    def _asking(self) -> Iterable[Audience]:
        """To whom the family's consent may be told: where harm can come from, not to whom else
        the family speaks."""
        own = self._gate.audience
        return (own,) if own in REACHED_BY_HARM else _TO

    def _birth_place(self, view: CaseView) -> Text:
        return self._further.birth_place(view) if Filler.BIRTH_PLACE in self._fillers else ()

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
        shown = self._further.ways_to(contact, view)
        return EnquirerView(
            sex=contact.sex,
            birth=self._further.birth_of(contact, view.id),
            citizenship=contact.citizenship,
            contact=Hidden(InfoClass.TESTIFIER_CONTACT) if shown is None else shown,
        )
