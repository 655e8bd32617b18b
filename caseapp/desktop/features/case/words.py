"""How the parts of a case are worded on the screen, in one language."""

from __future__ import annotations

from enum import StrEnum

from caseapp.domain.dates import UncertainDate, format_date
from caseapp.domain.labels import label
from caseapp.i18n import Translator, translator
from caseapp.store.queries.case_page import CasePage, Claim, KinRow
from caseapp.store.records import Event


class CaseWords:
    """Bundles the screen's translator with the vocabulary's labels."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self._labels = translator(t.language, "dossier")

    def label(self, member: StrEnum) -> str:
        return label(member, self._labels)

    def date(self, value: UncertainDate) -> str:
        return format_date(value, self.t.language)

    def names(self, page: CasePage) -> list[str]:
        """The spellings, the first one leading; who has none is described."""
        spellings = list(dict.fromkeys(name.text for name in page.names))
        return spellings or [page.detainee.description or self.t("Name not known")]

    def event(self, event: Event) -> str:
        """ "Sentenced, 9 years": what, with the term if there is one."""
        parts = [self.label(event.kind)]
        if event.term_years:
            parts.append(self.t.plural("{n} year", "{n} years", event.term_years))
        if event.term_months:
            parts.append(self.t.plural("{n} month", "{n} months", event.term_months))
        return ", ".join(parts)

    def claim(self, claim: Claim, field_labels: dict[str, str]) -> str:
        """A line of the evidence grid in words."""
        if claim.event is None:
            return self.t(field_labels.get(claim.field, claim.field))
        if claim.event.when.is_unknown:
            return self.event(claim.event)
        return f"{self.event(claim.event)} · {self.date(claim.event.when)}"

    def kin(self, row: KinRow) -> str:
        """ "wife · Almaty region · born 1979"."""
        relation = self.label(row.relation)
        if row.reversed:
            relation = self.t("the detainee is: {relation}", relation=relation)
        parts = [relation, row.place]
        if not row.birth.is_unknown:
            parts.append(self.t("born {date}", date=self.date(row.birth)))
        return " · ".join(part for part in parts if part)
