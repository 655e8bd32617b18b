"""How the parts of a case are worded on the screen, in one language."""

from __future__ import annotations

from caseapp.desktop.claim_words import ClaimWords
from caseapp.domain.kinship import inverse
from caseapp.domain.vocabulary import CaseKind
from caseapp.store.queries.case_page import CasePage, Claim, KinRow
from caseapp.store.records import Detainee


class CaseWords(ClaimWords):
    """Adds what is said of a case."""

    def names(self, page: CasePage) -> list[str]:
        """The spellings, the first one leading; who has none is described."""
        spellings = list(dict.fromkeys(name.text for name in page.names))
        described = self.text(page.detainee, "description")
        return spellings or [described or self.t("Name not known")]

    def size(self, case: Detainee) -> str:
        """How many people a group counts: "2–4 people", "at least 21 people"."""
        least, most = case.least_size, case.greatest_size
        if most is None:
            return self.t.plural("at least {n} person", "at least {n} people", least)
        if most == least:
            return self.t.plural("{n} person", "{n} people", least)
        return self.t("{least}–{most} people", least=least, most=most)

    def kind(self, case: Detainee) -> str:
        """What a case is about, if it is not a named person."""
        if case.kind is CaseKind.PERSON:
            return ""
        words = self.word(case.kind)
        return f"{words} · {self.size(case)}" if case.kind is CaseKind.GROUP else words

    def claim(self, claim: Claim, case: Detainee) -> str:
        """A line of the evidence grid in words: what, and when or which."""
        return self.claim_of(claim.event, claim.field, case)

    def kin(self, row: KinRow) -> str:
        """ "wife · Almaty region · born 1979"."""
        relation = row.kinship.relation
        if row.reversed:
            relation = inverse(relation, row.sex)
        place = self.text(row.kinship, "place") if row.alone else row.place
        parts = [self.label(relation), place, row.case_number]
        if not row.birth.is_unknown:
            parts.append(self.t("born {date}", date=self.date(row.birth)))
        return " · ".join(part for part in parts if part)
