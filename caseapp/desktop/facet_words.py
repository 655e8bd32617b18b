"""How the values that cases are counted by are worded, and where a click on a count leads.

For every view that shows counts. Knows no widget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from babel.numbers import format_decimal

from caseapp.desktop.widgets.charts import Bar
from caseapp.desktop.widgets.paint import status_mark
from caseapp.domain.labels import label
from caseapp.domain.places import find_place
from caseapp.domain.vocabulary import Sex, Status, Tie, Verification
from caseapp.i18n import N_, Translator, translator
from caseapp.store.queries.case_filter import CaseFilter, Facet

_NAMES = {
    Facet.STATUS: N_("Status"),
    Facet.YEAR_TAKEN: N_("Year taken"),
    Facet.PREFECTURE: N_("Prefecture"),
    Facet.COUNTY: N_("County"),
    Facet.SEX: N_("Sex"),
    Facet.TIE: N_("Tie to Kazakhstan"),
    Facet.NAMED_TO: N_("May be named to"),
    Facet.VERIFICATION: N_("Verification"),
    Facet.TAG: N_("Tag"),
}

_NOTHING = {
    Facet.TAG: N_("No tag"),
    Facet.PREFECTURE: N_("No prefecture"),
}
"""What no value means, where that is not just that it is not known."""
_NOT_KNOWN = frozenset({None, "", Status.UNKNOWN, Sex.UNKNOWN, Tie.NONE_KNOWN})
_ORDER = (Status, Sex, Tie, Verification)


def is_not_known(value: object) -> bool:
    """Whether a value says that nothing is known, or nothing is there."""
    return value in _NOT_KNOWN


def only(facet: Facet, *values: Any, shown: CaseFilter | None = None) -> CaseFilter:
    """The filter that shows the cases with one of these values of a facet.

    With `shown`, those among the cases that it shows.
    """
    shown = shown or CaseFilter()
    if facet is not Facet.YEAR_TAKEN:
        chosen: dict[str, Any] = {facet.value: tuple(values)}
        return replace(shown, **chosen)
    years = [value for value in values if value is not None]
    return replace(
        shown, taken_from=min(years, default=None), taken_to=max(years, default=None),
        taken_unknown=None in values,
    )  # fmt: skip


class FacetWords:
    """Words and bars in one language."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self._labels = translator(t.language, "dossier")

    def number(self, n: int) -> str:
        """ "1,204", as the language groups its figures."""
        return format_decimal(n, locale=self.t.language)

    def facet(self, facet: Facet) -> str:
        return self.t(_NAMES[facet])

    def value(self, facet: Facet, value: Any) -> str:
        """One value in words, as it stands alone in a list."""
        if isinstance(value, StrEnum):
            words = label(value, self._labels)
            return words[:1].upper() + words[1:]
        if value is None or value == "":
            return self.t(_NOTHING.get(facet, N_("Not known")))
        if facet in (Facet.COUNTY, Facet.PREFECTURE):
            place = find_place(value)
            return place.name(self.t.language) if place else str(value)
        return str(value)

    def in_order(self, facet: Facet, counts: Mapping[Any, int]) -> list[Any]:
        """The values as a reader expects them: by time, by step, else the largest first.

        What is not known stands last, whatever its number.
        """

        def place(value: Any) -> tuple[Any, ...]:
            if facet is Facet.YEAR_TAKEN:
                return is_not_known(value), value or 0
            if facet is Facet.VERIFICATION:
                return False, list(Verification).index(value)
            return is_not_known(value), -counts[value], self.value(facet, value)

        return sorted(counts, key=place)

    def bars(
        self, facet: Facet, counts: Mapping[Any, int], values: Iterable[Any] | None = None
    ) -> list[Bar]:
        """A bar a value, in order; the key of each is its value."""
        shown = self.in_order(facet, counts) if values is None else values
        return [self._bar(facet, value, counts.get(value, 0)) for value in shown]

    def _bar(self, facet: Facet, value: Any, count: int) -> Bar:
        icon, tone = status_mark(value) if facet is Facet.STATUS else ("", "quiet")
        return Bar(
            value, self.value(facet, value), count, shown=self.number(count), icon=icon,
            tone=tone, unknown=is_not_known(value) and facet is not Facet.STATUS,
        )  # fmt: skip

    def year_bars(self, counts: Mapping[Any, int]) -> list[Bar]:
        """A column for each year from the first to the last, also for those without a case."""
        years = [year for year in counts if year is not None]
        known = range(min(years), max(years) + 1) if years else ()
        bars = [
            Bar(year, f"\u200e’{year % 100:02d}", counts.get(year, 0),
                shown=self.number(counts.get(year, 0)), spoken=str(year))
            for year in known
        ]  # fmt: skip
        if counts.get(None):
            spoken = self.t("Year not known")
            bars.append(Bar(None, "?", counts[None], shown=self.number(counts[None]),
                            unknown=True, spoken=spoken))  # fmt: skip
        return bars
