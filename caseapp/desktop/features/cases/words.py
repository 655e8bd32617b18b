"""How a line of the list and the card beside it are worded, in one language. Qt-free."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

from caseapp.desktop.facet_words import FacetWords
from caseapp.desktop.named_to import SHORT
from caseapp.domain.dates import UncertainDate, brief_date, format_date
from caseapp.domain.dates.moment import Moment, Unit
from caseapp.domain.labels import label
from caseapp.domain.places import find_place
from caseapp.domain.status import Term
from caseapp.domain.vocabulary import NameScript, TermStart
from caseapp.i18n import N_, Translator, translator
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.cases import CaseRow

FACETS = (
    Facet.STATUS, Facet.NAMED_TO, Facet.YEAR_TAKEN, Facet.PREFECTURE, Facet.COUNTY, Facet.SEX,
    Facet.TIE, Facet.VERIFICATION, Facet.TAG,
)  # fmt: skip
"""The facets in the order in which they stand."""
_TERM_STARTS = {
    TermStart.DETENTION: N_("from detention"),
    TermStart.VERDICT: N_("from the verdict"),
}
_PARTS = re.compile(r"[,;，；،]")
_KIND = re.compile(r"^(уезд|г\.|город)\s+(?=\S)")
"""What a Russian name of a place begins with, and a narrow column can do without."""
_SECOND = (NameScript.ZH_HANS, NameScript.KK_CYRL, NameScript.KK_ARAB, NameScript.EN)
"""Scripts in the order in which one of them helps to tell namesakes apart."""


class ListWords:
    """Bundles the screen's translator with the vocabulary's labels."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self._labels = translator(t.language, "dossier")
        self._facets = FacetWords(t)

    def label(self, member: StrEnum) -> str:
        return label(member, self._labels)

    def facet(self, facet: Facet) -> str:
        """What a facet is called."""
        return self._facets.facet(facet)

    def value(self, facet: Facet, value: Any) -> str:
        """A value of a facet, as a line of its own."""
        known = facet is Facet.NAMED_TO and value in SHORT
        return self.t(SHORT[value]) if known else self._facets.value(facet, value)

    def number_of(self, n: int) -> str:
        """A number as the language groups its figures: "1,204"."""
        return self._facets.number(n)

    def cases(self, n: int) -> str:
        """ "1,204 cases"."""
        return self._grouped(self.t.plural("{n} case", "{n} cases", n), n)

    def found(self, spelled: int, heard: int) -> str:
        """ "3 as spelled, 2 that sound alike"; nothing where none was found by ear."""
        if not heard:
            return ""
        t, n = self.t, self.number_of
        return t("{spelled} as spelled, {heard} by ear", spelled=n(spelled), heard=n(heard))

    def selected(self, n: int) -> str:
        """ "3 selected"."""
        return self._grouped(self.t.plural("{n} selected", "{n} selected", n), n)

    def _grouped(self, words: str, n: int) -> str:
        return words.replace(str(n), self.number_of(n), 1)

    def chosen(self, shown: CaseFilter, facet: Facet) -> str:
        """What is chosen in a facet: "Detained, sentenced", "2017–2018"."""
        if facet is Facet.YEAR_TAKEN:
            return self._years(shown)
        return ", ".join(self.value(facet, value) for value in shown.values(facet))

    def _years(self, shown: CaseFilter) -> str:
        t, first, last = self.t, shown.taken_from, shown.taken_to
        if first is not None and last is not None:
            years = str(first) if first == last else f"{first}–{last}"
        elif first is not None:
            years = t("from {year}", year=first)
        else:
            years = t("until {year}", year=last) if last is not None else ""
        unknown = t("Not known") if shown.taken_unknown else ""
        return ", ".join(part for part in (years, unknown) if part)

    def date(self, value: UncertainDate) -> str:
        """ "Oct 2017"; nothing where nothing is known."""
        return "" if value.is_unknown and not value.text else format_date(value, self.t.language)

    def brief(self, value: UncertainDate) -> str:
        """The same for a narrow column: "10–28 Feb 2018"."""
        return brief_date(value, self.t.language)

    def year(self, value: UncertainDate) -> str:
        """The year alone where that is certain, "~1958" where about; else the date in words."""
        first, last, meant = value.earliest, value.latest, value.expression
        if isinstance(meant, Moment) and meant.unit is Unit.YEAR and value.approximate:
            return f"~{meant.year}"
        if first and last and first.year == last.year:
            return str(first.year)
        return self.brief(value)

    def home(self, row: CaseRow) -> str:
        """The county alone, as the facet calls it; what has no number begins with it.

        The list lacks some Russian names: there the words of the case say it better.
        """
        place = find_place(row.home_place_code) if row.home_place_code else None
        if place is not None and (place.names_ru or not self.t.language.startswith("ru")):
            return place.name(self.t.language)
        return _KIND.sub("", _PARTS.split(row.home_place, maxsplit=1)[0].strip())

    def name(self, row: CaseRow) -> str:
        """The main name; who has none is described."""
        if row.names:
            return row.names[0][1]
        return row.description or self.t("Name not known")

    def second_name(self, row: CaseRow) -> str:
        """A spelling in another script, Chinese before others; "" if there is none."""
        others = dict(row.names[1:])
        chosen = next((others[script] for script in _SECOND if script in others), "")
        return chosen or next(iter(others.values()), "")

    def number(self, row: CaseRow, *, prefix: bool) -> str:
        """The case number, without a prefix that all cases share."""
        return row.number if prefix else row.number.removeprefix(f"{row.prefix}-")

    def term(self, term: Term, start: TermStart) -> str:
        """ "9 years 6 months, from detention"."""
        t = self.t
        parts = [
            t.plural("{n} year", "{n} years", term.years) if term.years else "",
            t.plural("{n} month", "{n} months", term.months) if term.months else "",
            t.plural("{n} day", "{n} days", term.days) if term.days else "",
        ]
        words = " ".join(part for part in parts if part)
        return f"{words}, {t(_TERM_STARTS[start])}" if start in _TERM_STARTS and words else words

    def spoken(self, row: CaseRow, reason: str = "") -> str:
        """A whole line for a screen reader; `reason` says why it was found, if not by letters."""
        t = self.t
        parts = [
            row.number,
            self.name(row),
            reason,
            self.label(row.status.status),
            t("born {date}", date=self.date(row.birth)) if self.date(row.birth) else "",
            t("taken {date}", date=self.date(row.taken)) if self.date(row.taken) else "",
            t("fictitious") if row.fictitious else "",
        ]
        return ", ".join(part for part in parts if part)


def as_line(words: str) -> str:
    """Words of the vocabulary at the beginning of a line: with a capital."""
    return words[:1].upper() + words[1:]
