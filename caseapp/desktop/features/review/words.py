"""How pairs, their reasons and the two cases of one are worded, in one language. Qt-free."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from caseapp.desktop import text
from caseapp.desktop.claim_words import ClaimWords
from caseapp.domain.kinship import inverse
from caseapp.domain.vocabulary import EventKind, Relation
from caseapp.i18n import N_, Translator
from caseapp.matching.evidence import Evidence, Ground, standing
from caseapp.matching.fields import same
from caseapp.matching.pairs import Pair
from caseapp.matching.words import EvidenceWords
from caseapp.store.queries.case_kin import KinRow
from caseapp.store.queries.case_page import CasePage
from caseapp.store.records import Event


class Topic(StrEnum):
    """The lists of the view."""

    PAIRS = "pairs"
    CLAIMS = "claims"
    EXCERPTS = "excerpts"
    CONFLICTS = "conflicts"


class Way(StrEnum):
    """What a line says of two cases being one person."""

    FOR = "for"
    AGAINST = "against"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A reason as it is read: what was found, and what both cases say."""

    title: str
    detail: str
    way: Way


class ReviewWords(ClaimWords):
    """Adds what is said of two cases side by side."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t)
        self._evidence = EvidenceWords(t, text.isolated)

    # -- the list ----------------------------------------------------------------------------
    def topic(self, topic: Topic, n: int) -> str:
        """A tab with its count."""
        t = self.t
        if topic is Topic.PAIRS:
            return t("Same person? {n}", n=n)
        if topic is Topic.CLAIMS:
            return t("Contradictions {n}", n=n)
        if topic is Topic.CONFLICTS:
            return t("Two laptops {n}", n=n)
        return t("Excerpts without a claim {n}", n=n)

    def why(self, pair: Pair) -> str:
        """What speaks for a pair, in a line: "names sound alike, same birth year"."""
        return self._evidence.why(pair.evidence)

    def certainty(self, evidence: Sequence[Evidence]) -> str:
        """ "likely"."""
        return self._evidence.standing(standing(evidence))

    # -- reasons -----------------------------------------------------------------------------
    def reasons(
        self, evidence: Iterable[Evidence], left: CasePage, right: CasePage
    ) -> list[ReasonLine]:
        """What speaks for it, what is open, what speaks against it; each with what both say.

        What weighs nothing and still helps a person to decide stands among what is open: when
        each was taken, and what only one of the two tells.
        """
        found = [
            ReasonLine(*self._evidence.reason(one), _way(one)) for one in evidence
            if one.ground is not Ground.SEX or one.speaks_against
        ]  # fmt: skip
        weighed = {one.ground for one in evidence}
        found += [*self._taken(left, right), *self._one_sided(left, right, weighed)]
        return sorted(found, key=lambda line: _ORDER.index(line.way))

    def _one_sided(
        self, left: CasePage, right: CasePage, weighed: Collection[Ground]
    ) -> Iterable[ReasonLine]:
        for ground, title, said in _GIVEN:
            there = [said(page) for page in (left, right)]
            if ground in weighed or not any(there) or all(there):
                continue
            only = (
                self.t("only the first has one") if there[0] else self.t("only the second has one")
            )
            yield ReasonLine(self.t(title), only, Way.OPEN)

    def _taken(self, left: CasePage, right: CasePage) -> Iterable[ReasonLine]:
        """When they were first taken, if both say when and not the same."""
        when = [_first_taken(page) for page in (left, right)]
        if None in when:
            return
        one, other = (event.when for event in when if event is not None)
        if one.is_unknown or other.is_unknown or same(one, other):
            return
        said = ", ".join((self.value(one), self.value(other)))
        yield ReasonLine(self.t("Day taken differs"), said, Way.OPEN)

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


_ORDER = (Way.FOR, Way.OPEN, Way.AGAINST)
_GIVEN: tuple[tuple[Ground, str, Callable[[CasePage], object]], ...] = (
    (Ground.DOCUMENT, N_("Document number"), lambda page: page.identifiers),
    (Ground.BIRTH, N_("Birth"), lambda page: page.detainee.birth.text.strip()),
    (Ground.COUNTY, N_("Home county"), lambda page: page.detainee.home_place_code),
)


def _way(reason: Evidence) -> Way:
    if reason.speaks_for:
        return Way.FOR
    return Way.AGAINST if reason.speaks_against else Way.OPEN


def _first_taken(page: CasePage) -> Event | None:
    return next((one for one in page.events if one.kind is EventKind.TAKEN), None)
