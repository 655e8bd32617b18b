"""How events, terms and claims of a case are worded, for every page that shows them. Qt-free."""

from __future__ import annotations

from caseapp.desktop.forms.specs.labels import LABELS
from caseapp.desktop.forms.words import RecordWords
from caseapp.store.records import Detainee, Event

NAMES = ("name", "names")
"""Fields under which an excerpt is cited for the name, which is a record of its own."""


class ClaimWords(RecordWords):
    """Adds what is said of an event or of one fact of a person."""

    def event(self, event: Event) -> str:
        """ "Sentenced, 9 years": what, with the term if there is one."""
        return ", ".join(part for part in (self.label(event.kind), self.term(event)) if part)

    def term(self, event: Event) -> str:
        """ "9 years, 6 months"; empty without a term."""
        plural = self.t.plural
        parts = []
        if event.term_years:
            parts.append(plural("{n} year", "{n} years", event.term_years))
        if event.term_months:
            parts.append(plural("{n} month", "{n} months", event.term_months))
        if event.term_days:
            parts.append(plural("{n} day", "{n} days", event.term_days))
        return ", ".join(parts)

    def claim_of(self, event: Event | None, field: str = "", case: Detainee | None = None) -> str:
        """A claim in words: what, and when or which; a `field` is one of the `case`."""
        if event is not None:
            said = self.event(event)
            return said if event.when.is_unknown else f"{said} · {self.date(event.when)}"
        if field in NAMES:
            return self.t("Name")
        name = self.t(LABELS.get(("detainee", field), field))
        value = self.value(getattr(case, field, ""))
        if value and case is not None and field in case.wordings:
            value = self.text(case, field)
        return f"{name}: {value}" if value else name
