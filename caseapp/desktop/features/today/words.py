"""How what waits is worded, in one language. Qt-free."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date as babel_date
from babel.dates import format_time
from babel.lists import format_list

from caseapp.desktop.facet_words import FacetWords
from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import Term
from caseapp.i18n import N_, Translator
from caseapp.store.queries.today_people import Who

MISSING = {
    "name": N_("the name"),
    "home": N_("home county"),
    "event": N_("what happened"),
    "contact": N_("who told it"),
    "consent": N_("a consent"),
}
"""What an intake can lack, by the codes of the store."""


class TodayWords(RecordWords):
    """The words of records, and those of days seen from today."""

    def __init__(self, t: Translator) -> None:
        super().__init__(t)
        self.counts = FacetWords(t)

    # -- days --------------------------------------------------------------------------------
    def _locale(self) -> str:
        return "en_GB" if self.t.language == "en" else self.t.language

    def today(self, day: date) -> str:
        """ "Thursday, 14 May 2026"."""
        words = babel_date(day, "full", locale=self._locale())
        return words[:1].upper() + words[1:]

    def due(self, day: date, today: date) -> str:
        """How a known day stands to today: "10 days over", "due tomorrow"."""
        t, left = self.t, (day - today).days
        if left < 0:
            return t.plural("{n} day over", "{n} days over", -left)
        if left == 0:
            return t("due today")
        if left == 1:
            return t("due tomorrow")
        return t.plural("due in {n} day", "due in {n} days", left)

    def ends(self, day: date, today: date) -> str:
        """The same of something that ends with a day."""
        t, left = self.t, (day - today).days
        if left == 0:
            return t("ends today")
        if left == 1:
            return t("ends tomorrow")
        return t.plural("ends in {n} day", "ends in {n} days", left)

    def since(self, at: datetime, today: date) -> str:
        """When something was begun: "today 11:20", "yesterday", "3 Mar 2026"."""
        local = at.astimezone()
        passed = (today - local.date()).days
        if passed <= 0:
            return self.t("today {time}", time=format_time(local, "HH:mm", locale=self._locale()))
        if passed == 1:
            return self.t("yesterday")
        return self.date(UncertainDate.on(local.date()))

    # -- things ------------------------------------------------------------------------------
    def number(self, n: int) -> str:
        return self.counts.number(n)

    def joined(self, *parts: str) -> str:
        return " · ".join(part for part in parts if part)

    def name(self, who: Who | None) -> str:
        return who.name if who is not None and who.name else self.t("Name not known")

    def term(self, term: Term) -> str:
        """ "8 years 6 months"."""
        t = self.t
        parts = [
            t.plural("{n} year", "{n} years", term.years) if term.years else "",
            t.plural("{n} month", "{n} months", term.months) if term.months else "",
            t.plural("{n} day", "{n} days", term.days) if term.days else "",
        ]
        return " ".join(part for part in parts if part)

    def missing(self, codes: tuple[str, ...]) -> str:
        """ "missing: home county and a consent"; empty when nothing is."""
        if not codes:
            return ""
        things = format_list([self.t(MISSING[code]) for code in codes], locale=self._locale())
        return self.t("missing: {things}", things=things)
