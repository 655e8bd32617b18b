"""How the page words a contact, a consent and its cells, in one language. Qt-free."""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.desktop.features.contact.consent_sets import ConsentSet, SetState
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.matrix.words import AUDIENCES, CLASSES
from caseapp.domain.consent_matrix import Fixed
from caseapp.domain.vocabulary import Audience, ConsentAnswer, ConsentForm, InfoClass
from caseapp.i18n import N_
from caseapp.store.queries.contact_page import CaseTie, ContactPage, TieRow
from caseapp.store.records import Source

NOUNS = {
    InfoClass.DETAINEE_NAME: N_("detainee's name"),
    InfoClass.PHOTO: N_("photo"),
    InfoClass.DETAINEE_IDENTIFIERS: N_("identity numbers"),
    InfoClass.EXACT_ADDRESS: N_("exact address"),
    InfoClass.HEALTH: N_("health"),
    InfoClass.TESTIFIER_NAME: N_("name of the one who tells"),
    InfoClass.TESTIFIER_RELATION: N_("relation"),
    InfoClass.TESTIFIER_CONTACT: N_("contact details"),
    InfoClass.TESTIFIER_IDENTIFIERS: N_("own identity numbers"),
    InfoClass.TESTIMONY: N_("testimony"),
    InfoClass.SOURCE_IDENTITY: N_("source"),
    InfoClass.OTHER_RELATIVES: N_("relatives in the region"),
    InfoClass.CHILDREN: N_("children"),
}
"""The classes of the matrix inside a sentence."""

ANSWERS = {
    ConsentAnswer.ALLOW: N_("allow"),
    ConsentAnswer.ASK: N_("ask"),
    ConsentAnswer.WITHHOLD: N_("withhold"),
}
NOT_ASKED, BY_RULE, NEVER, NO_CASE = N_("not asked"), N_("by rule"), N_("never"), N_("no case")
WHY_FIXED = {
    Fixed.NEVER: N_("The rules never allow it, whatever was consented to."),
    Fixed.OFFICE: N_("Our office sees what it keeps."),
    Fixed.NO_CASE: N_("This consent names no detainee. Choose a case above."),
}
HOW = {
    ConsentForm.WRITTEN: N_("In writing"),
    ConsentForm.ORAL: N_("By word of mouth"),
    ConsentForm.VIDEO: N_("On video"),
}
STATES = {
    SetState.IN_FORCE: N_("in force"),
    SetState.LATER: N_("begins later"),
    SetState.UNDATED: N_("without a date"),
    SetState.EXPIRED: N_("ended"),
    SetState.WITHDRAWN: N_("withdrawn"),
}


class ContactWords(RecordWords):
    """Adds what is said of a contact."""

    def names(self, page: ContactPage) -> list[str]:
        """The spellings, the first one leading."""
        spellings = list(dict.fromkeys(name.text for name in page.names))
        return spellings or [self.t("Name not known")]

    def audience(self, audience: Audience) -> str:
        return self.t(AUDIENCES[audience])

    def info_class(self, info_class: InfoClass) -> str:
        return self.t(CLASSES[info_class])

    def nouns(self, classes: Sequence[InfoClass]) -> str:
        """ "photo, health"."""
        return ", ".join(self.t(NOUNS[info_class]) for info_class in classes)

    def case(self, case: CaseTie) -> str:
        """ "Асқар Үлгібай · CF-0011"."""
        return f"{case.name or self.t('Name not known')} · {case.number}"

    def tie(self, row: TieRow) -> str:
        """ "husband · CF-0412"."""
        kinship = row.kinship
        born = "" if kinship.birth.is_unknown else self.date(kinship.birth)
        parts = (self.label(row.relation), row.case_number, born)
        return " · ".join(part for part in parts if part)

    def source(self, source: Source) -> str:
        """What sort of testimony: "Video, 24 min"."""
        form = source.testimony_form
        words = self.word(form) if form is not None else self.word(source.kind)
        return ", ".join(part for part in (words, self.text(source, "extent")) if part)

    def given(self, consent: ConsentSet) -> str:
        """How and when it was given: "In writing, in Kazakh · 12 Mar 2026 · until withdrawn"."""
        t, first = self.t, consent.first
        how = t(HOW[first.form])
        if first.language:
            how = f"{how}, {self.languages([first.language])}"
        parts = [how, self.value(first.given) or t("no date")]
        if consent.is_withdrawn:
            parts.append(t("withdrawn {date}", date=self.value(first.withdrawn)))
        elif self.value(first.until):
            parts.append(t("until {date}", date=self.value(first.until)))
        else:
            parts.append(t("until withdrawn"))
        if first.taken_by:
            parts.append(t("taken by {name}", name=first.taken_by))
        return " · ".join(parts)

    def short(self, consent: ConsentSet, state: SetState) -> str:
        """One of several consents: "no. 1, 2 · 2 Mar 2026 · written · in force"."""
        numbers = ", ".join(str(number) for number in consent.numbers)
        parts = (
            self.t("no. {n}", n=numbers), self.value(consent.first.given),
            self.label(consent.first.form), self.t(STATES[state]),
        )  # fmt: skip
        return " · ".join(part for part in parts if part)
