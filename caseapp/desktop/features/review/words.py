"""How pairs, their reasons and the two cases of one are worded, in one language. Qt-free."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from caseapp.desktop import text
from caseapp.desktop.claim_words import ClaimWords
from caseapp.desktop.record_titles import masked
from caseapp.domain.kinship import inverse
from caseapp.domain.vocabulary import Relation
from caseapp.i18n import N_
from caseapp.store.queries.case_kin import KinRow
from caseapp.store.queries.case_page import CasePage
from caseapp.store.queries.likely import Ground
from caseapp.store.queries.review import Pair, PairReason, Weight

LIKELY, VERY_LIKELY = 3.0, 6.0
"""Points from which a pair is called so."""


class Topic(StrEnum):
    """The three lists of the view."""

    PAIRS = "pairs"
    CLAIMS = "claims"
    EXCERPTS = "excerpts"


_FOR = {
    Ground.SAME_DOCUMENT: N_("Same document number"),
    Ground.SAME_NAME: N_("Same spelling"),
    Ground.SAME_NAME_IN_SCRIPTS: N_("Same name in two scripts"),
    Ground.BIRTH: N_("Same birth year"),
    Ground.COUNTY: N_("Same home county"),
    Ground.PHONE: N_("Same phone of the family"),
}
_AGAINST = {
    Ground.BIRTH: N_("Born in other years"),
    Ground.COUNTY: N_("Other home counties"),
    Ground.SEX: N_("Other sex"),
}
_OPEN = {
    Ground.SAME_DOCUMENT: N_("Document number"),
    Ground.BIRTH: N_("Birth"),
    Ground.COUNTY: N_("Home county"),
}


class ReviewWords(ClaimWords):
    """Adds what is said of two cases side by side."""

    # -- the list ----------------------------------------------------------------------------
    def topic(self, topic: Topic, n: int) -> str:
        """A tab with its count."""
        t = self.t
        if topic is Topic.PAIRS:
            return t("Same person? {n}", n=n)
        if topic is Topic.CLAIMS:
            return t("Contradictions {n}", n=n)
        return t("Excerpts without a claim {n}", n=n)

    def why(self, pair: Pair) -> str:
        """What speaks for a pair, in a line: "same spelling, same birth year"."""
        said = [self.t(_FOR[r.ground]) for r in pair.reasons if r.weight is Weight.FOR]
        return ", ".join(self.lower(part) if n else part for n, part in enumerate(said))

    @staticmethod
    def lower(words: str) -> str:
        return words[:1].lower() + words[1:]

    def certainty(self, pair: Pair) -> str:
        t = self.t
        if pair.points >= VERY_LIKELY:
            return t("very likely")
        return t("likely") if pair.points >= LIKELY else t("possible")

    # -- reasons -----------------------------------------------------------------------------
    def reason(self, reason: PairReason, left: CasePage, right: CasePage) -> tuple[str, str]:
        """A reason in words, and what both cases say of it."""
        words = {Weight.FOR: _FOR, Weight.AGAINST: _AGAINST, Weight.UNKNOWN: _OPEN}[reason.weight]
        return self.t(words[reason.ground]), self._both(reason, left, right)

    def _both(self, reason: PairReason, left: CasePage, right: CasePage) -> str:
        pair = [self._said(reason.ground, page) for page in (left, right)]
        if not all(pair):
            only = (
                self.t("only the first has one") if pair[0] else self.t("only the second has one")
            )
            return only if any(pair) else ""
        if reason.weight is Weight.FOR and reason.ground is Ground.SAME_DOCUMENT:
            both = {one.number for one in left.identifiers}
            shared = [one.number for one in right.identifiers if one.number in both]
            return masked(shared[0]) if shared else ""
        if reason.weight is Weight.FOR and reason.ground in (
            Ground.SAME_NAME, Ground.SAME_NAME_IN_SCRIPTS,
        ):  # fmt: skip
            mine = {name.text for name in left.names}
            shared = [name.text for name in right.names if name.text in mine]
            return text.isolated(shared[0]) if shared else ""
        return pair[0] if pair[0] == pair[1] else ", ".join(map(text.isolated, pair))

    def _said(self, ground: Ground, page: CasePage) -> str:
        case = page.detainee
        if ground is Ground.BIRTH:
            return self.value(case.birth)
        if ground is Ground.COUNTY:
            return self.text(case, "home_place")
        if ground is Ground.SEX:
            return self.label(case.sex)
        if ground is Ground.SAME_DOCUMENT:
            return ", ".join(masked(one.number) for one in page.identifiers)
        return page.names[0].text if page.names else ""

    # -- one of the two ----------------------------------------------------------------------
    def names(self, page: CasePage) -> list[str]:
        """Every spelling; who has none is described."""
        found = list(dict.fromkeys(name.text for name in page.names))
        return found or [self.text(page.detainee, "description") or self.t("Name not known")]

    def about(self, page: CasePage) -> str:
        """Under a name: number, and who told of the person."""
        tellers = self.tellers(page)
        told = self.t("told by {who}", who=tellers[0]) if tellers else ""
        return " · ".join(part for part in (page.detainee.case_number, told) if part)

    def tellers(self, page: CasePage) -> list[str]:
        """Contacts of the case with what they are to the person."""
        return [self.kin(row) for row in page.kin if row.contact_id is not None]

    def kin(self, row: KinRow) -> str:
        """ "wife Айман Үлгібай"."""
        return f"{self.label(self.relation(row))} {text.isolated(row.name)}".strip()

    @staticmethod
    def relation(row: KinRow) -> Relation:
        relation = row.kinship.relation
        return inverse(relation, row.sex) if row.reversed else relation

    def status(self, page: CasePage) -> str:
        """ "Sentenced, as of March 2019"."""
        said = self.word(page.status.status)
        as_of = self.value(page.status.as_of)
        return self.t("{status}, as of {date}", status=said, date=as_of) if as_of else said

    def lines(self, values: Sequence[str]) -> tuple[str, ...]:
        """Each said once, empty ones left out."""
        return tuple(dict.fromkeys(value for value in values if value))
