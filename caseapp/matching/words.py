"""How reasons for and against two accounts being of one person are said, in one language.

The one place for it: intake, Review and the report on a list of names say them alike. Numbers
are masked, phones are not said at all. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from caseapp.domain.dates import format_date, read_date
from caseapp.domain.identifiers import masked
from caseapp.domain.labels import label
from caseapp.domain.names.similarity import Comparison, Similarity, WordMatch
from caseapp.domain.places import find_place
from caseapp.domain.vocabulary import Sex
from caseapp.i18n import N_, Translator, translator
from caseapp.matching.facts import Evidence, Ground
from caseapp.matching.standings import Standing

_STANDINGS = {
    Standing.VERY_LIKELY: N_("very likely"),
    Standing.LIKELY: N_("likely"),
    Standing.POSSIBLE: N_("possible"),
    Standing.UNLIKELY: N_("unlikely"),
}
_SAID = {
    Ground.SEX: (N_("Same sex"), N_("Same sex"), N_("Other sex")),
    Ground.DOCUMENT: (
        N_("Same document number"), N_("Document number"), N_("Other document numbers"),
    ),
    Ground.PHONE: (N_("Same phone of the family"),) * 3,
    Ground.KIN: (N_("The same person is tied to both"),) * 3,
    Ground.RELATIVES: (N_("On record as relatives of each other"),) * 3,
    Ground.FATHER: (
        N_("Father’s name agrees"),
        N_("Father’s name is a little alike"),
        N_("Father’s name differs"),
    ),
}  # fmt: skip
"""What speaks for, is open, speaks against; what hangs on more is said below."""
_READ_ALIKE = (Comparison.SAME, Comparison.SAME_SOUND)


class EvidenceWords:
    """Words for reasons. `isolated` keeps the direction of a name within a line of another."""

    def __init__(self, t: Translator, isolated: Callable[[str], str] = str) -> None:
        self.t = t
        self._labels = translator(t.language, "dossier")
        self._isolated = isolated

    def standing(self, standing: Standing) -> str:
        """ "very likely"."""
        return self.t(_STANDINGS[standing])

    def reason(self, reason: Evidence) -> tuple[str, str]:
        """What was found, and what both accounts say: ("Same birth year", "1979")."""
        return self.t(_head(reason)), self._both(reason)

    def line(self, reason: Evidence) -> str:
        """In one line, as within a list: "same birth year: 1979"."""
        head, both = self.reason(reason)
        head = head[:1].lower() + head[1:]
        return f"{head}: {both}" if both else head

    def lines(self, reasons: Iterable[Evidence]) -> list[tuple[str, Evidence]]:
        """Those worth a line on a small card, what speaks for it first.

        That the sex is the same, and a father's name that agrees as the whole name does, go
        without saying.
        """
        reasons = sorted(reasons, key=lambda one: (-one.speaks_for, one.speaks_against))
        named = any(one.ground is Ground.NAME and one.speaks_for for one in reasons)
        return [
            (self.line(one), one) for one in reasons
            if not (one.ground is Ground.SEX and not one.speaks_against)
            and not (one.ground is Ground.FATHER and named and one.speaks_for)
        ]  # fmt: skip

    def card(self, reasons: Iterable[Evidence]) -> list[tuple[str, bool | None]]:
        """As `lines`, for a card that shows birth and county of the case anyway.

        Only names and numbers say what both have; birth and county that both speak for it
        share a line. With each line whether it speaks for it; None leaves it open.
        """
        said: list[tuple[str, bool | None]] = []
        together: list[str] = []
        for line, reason in self.lines(reasons):
            around = reason.ground in (Ground.BIRTH, Ground.COUNTY, Ground.SEX)
            if around and reason.speaks_for:
                together.append(self._short(reason))
                continue
            speaks_for = reason.speaks_for or (False if reason.speaks_against else None)
            said.append((self._short(reason) if around else line, speaks_for))
        if together:
            at = sum(speaks_for is True for _line, speaks_for in said)
            said.insert(at, (", ".join(together), True))
        return said

    def _short(self, reason: Evidence) -> str:
        head = self.t(_head(reason))
        return head[:1].lower() + head[1:]

    def why(self, reasons: Iterable[Evidence]) -> str:
        """What speaks for it, in a line without details: "names sound alike, same birth year"."""
        said = [self.t(_head(one)) for _line, one in self.lines(reasons) if one.speaks_for]
        return ", ".join(one[:1].lower() + one[1:] if at else one for at, one in enumerate(said))

    # -- what both say -----------------------------------------------------------------------
    def _both(self, reason: Evidence) -> str:
        if reason.ground in (Ground.NAME, Ground.FATHER):
            return self._names(reason)
        if reason.ground in (Ground.PHONE, Ground.KIN, Ground.RELATIVES):
            return ""
        said = [self._said(reason.ground, told) for told in (reason.first, reason.second)]
        return ", ".join(dict.fromkeys(said))

    def _said(self, ground: Ground, told: str) -> str:
        if ground is Ground.BIRTH:
            return format_date(read_date(told), self.t.language)
        if ground is Ground.COUNTY:
            place = find_place(told)
            return place.name(self.t.language) if place else told
        return label(Sex(told), self._labels) if ground is Ground.SEX else masked(told)

    def _names(self, reason: Evidence) -> str:
        """ "Нұрлан = 努尔兰, Серік = 赛力克"; of the same spelling only that."""
        if reason.ground is Ground.NAME and reason.scripts:
            return "" if reason.scripts > 1 else self._isolated(reason.first)
        words = _compared(reason.names)
        if not words or not (reason.speaks_for or reason.given or reason.ground is Ground.FATHER):
            pair = dict.fromkeys((reason.first, reason.second))
            return ", ".join(self._isolated(name) for name in pair)
        return ", ".join(self._pair(word) for word in words)

    def _pair(self, word: WordMatch) -> str:
        first, second = self._isolated(word.first), self._isolated(word.second)
        if word.comparison is Comparison.SAME:
            return first
        sign = "=" if word.comparison in _READ_ALIKE else "≈"
        return (
            f"{first} {sign} {second}"
            if word.comparison is not Comparison.DIFFERENT
            else (f"{first} ≠ {second}")
        )


def _compared(names: Similarity | None) -> Sequence[WordMatch]:
    words = names.words if names is not None else ()
    return [word for word in words if word.comparison is not Comparison.ONLY_ONE]


def _head(reason: Evidence) -> str:
    """The message id of what was found."""
    if reason.ground is Ground.NAME:
        return _of_names(reason)
    if reason.ground is Ground.BIRTH:
        return _of_births(reason)
    if reason.ground is Ground.COUNTY:
        return _of_counties(reason)
    if reason.ground is Ground.DOCUMENT and reason.speaks_for and reason.first != reason.second:
        return N_("Nearly the same document number")
    speaks_for, is_open, against = _SAID[reason.ground]
    return speaks_for if reason.speaks_for else against if reason.speaks_against else is_open


def _of_names(reason: Evidence) -> str:
    if reason.scripts > 1:
        return N_("Same name in two scripts")
    words, compared = reason.names.words if reason.names else (), _compared(reason.names)
    seen = {word.comparison for word in compared}
    if reason.given:
        return _of_given_names(reason, seen)
    if not reason.speaks_for:
        return N_("Names differ") if reason.speaks_against else N_("Names are hardly alike")
    if not compared:
        return N_("Part of the name is the same")
    if Comparison.DIFFERENT in seen:
        return N_("Part of the name agrees")
    whole = len(words) == len(compared)
    if seen == {Comparison.SAME}:
        return N_("Same name") if whole else N_("Part of the name is the same")
    if seen <= set(_READ_ALIKE):
        return N_("Names sound alike") if whole else N_("Part of the name sounds alike")
    return N_("Names are alike")


def _of_given_names(reason: Evidence, seen: set[Comparison]) -> str:
    if not reason.speaks_for or Comparison.DIFFERENT in seen:
        return N_("Given names differ")
    if seen == {Comparison.SAME}:
        return N_("Same given name")
    return (
        N_("Given names sound alike") if seen <= set(_READ_ALIKE) else N_("Given names are alike")
    )


def _of_births(reason: Evidence) -> str:
    if reason.speaks_against:
        same_year = reason.first[:4] == reason.second[:4]
        return N_("Other birth dates") if same_year else N_("Born in other years")
    if reason.first == reason.second and len(reason.first) == len("1979-03-05"):
        return N_("Same birth date")
    if reason.first[:4] != reason.second[:4]:
        return N_("Birth years are near") if reason.weight < 1 else N_("Birth fits")
    return N_("Birth fits") if "/" in reason.first + reason.second else N_("Same birth year")


def _of_counties(reason: Evidence) -> str:
    if reason.speaks_against:
        return N_("Other home counties")
    return N_("Same home county") if reason.weight > 1 else N_("Home may be the same")
