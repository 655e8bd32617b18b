"""How columns, what was read in a row, and its remarks are worded, in one language. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caseapp.desktop import text
from caseapp.desktop.facet_words import FacetWords
from caseapp.desktop.forms.words import RecordWords
from caseapp.domain.dates import UncertainDate
from caseapp.domain.dates.moment import Moment
from caseapp.domain.identifiers import masked
from caseapp.domain.places import find_place
from caseapp.i18n import N_
from caseapp.intake.lists.mapping import ColumnMapping, Why
from caseapp.intake.lists.plan import OUTCOMES, FoundBy, Outcome, PlannedRow, Said
from caseapp.intake.lists.profiles import TITLES, Profile
from caseapp.intake.lists.remarks import Remark, Severity
from caseapp.intake.lists.rows import (
    NameText,
    NumberText,
    PlaceText,
    ReadValue,
    RowReading,
    Size,
    Term,
)
from caseapp.intake.lists.sentences import sentence
from caseapp.intake.lists.targets import SPECS, Part, Slot, Target, target_label
from caseapp.matching.evidence import Evidence
from caseapp.matching.words import EvidenceWords
from caseapp.store.queries.cases import CaseRow

GROUPS = {
    "row": N_("The row itself"),
    "names": N_("Names"),
    "person": N_("The person"),
    "documents": N_("Documents"),
    "taken": N_("Detention"),
    "sentence": N_("Sentence"),
    "now": N_("Status and news"),
    "contacts": N_("Contacts"),
    "sources": N_("Sources"),
    "events": N_("Further events"),
}
"""What targets are grouped under, in this order."""
_OF_PART = {
    Part.ROW: "row", Part.NOTE: "row", Part.NAME: "names", Part.CASE: "person",
    Part.IDENTIFIER: "documents", Part.CONTACT: "contacts", Part.SOURCE: "sources",
}  # fmt: skip
_OF_SLOT = {
    Slot.TAKEN: "taken", Slot.SENTENCED: "sentence", Slot.RELEASED: "now", Slot.STATUS: "now",
    Slot.LAST_CONTACT: "now",
}  # fmt: skip
_WHY = {
    Why.HEADING: N_("by its heading"),
    Why.PROFILE: N_("remembered"),
    Why.CONTENT: N_("by its content"),
    Why.CHOSEN: N_("chosen by you"),
    Why.NOT_KNOWN: N_("not recognised"),
}
WHY_MARKS = {
    Why.HEADING: ("heading", "ink2"), Why.PROFILE: ("bookmark", "ink2"),
    Why.CONTENT: ("scan-text", "ink2"), Why.CHOSEN: ("user-round-check", "accent"),
    Why.NOT_KNOWN: ("circle-question-mark", "warn"),
}  # fmt: skip
"""Icon and colour of why a column is read so."""
SEVERITY_MARKS = {
    Severity.TOLD: ("info", "info"),
    Severity.LOOK: ("eye", "warn"),
    Severity.UNREAD: ("triangle-alert", "danger"),
}
"""Icon and tone of a remark."""
SEVERITY_WORDS = {
    Severity.TOLD: N_("told"), Severity.LOOK: N_("look"), Severity.UNREAD: N_("not understood"),
}  # fmt: skip
OUTCOME_MARKS = {
    Outcome.NEW: ("user-round-plus", "ok"), Outcome.UPDATES: ("refresh-cw", "info"),
    Outcome.UNCHANGED: ("equal", "quiet"), Outcome.LIKELY: ("user-round-search", "warn"),
    Outcome.LEFT_OUT: ("minus", "quiet"), Outcome.UNREADABLE: ("circle-x", "danger"),
    Outcome.EMPTY: ("circle-slash", "quiet"),
}  # fmt: skip
"""Icon and tone of what becomes of a row."""
FOUND_BY = {
    FoundBy.ROW: N_("the same row was imported before"),
    FoundBy.NUMBER: N_("by our case number"),
    FoundBy.DOCUMENT: N_("by the number of a document"),
    FoundBy.DECIDED: N_("decided by you"),
}
_JOINED = frozenset({
    Target.SURNAME, Target.GIVEN_NAME, Target.FATHER_NAME, Target.NAME_LANGUAGE,
    Target.NAME_KIND, Target.NAME_PARTS, Target.ROW_KEY,
})  # fmt: skip
"""Columns whose words go into what another one says."""
_MOST_SAID = 100
"""Letters of a row that stand for somebody without a name."""


def group_of(target: Target) -> str:
    """The key of the group in which a target is offered."""
    spec = SPECS[target]
    if spec.part is Part.EVENT:
        return _OF_SLOT.get(spec.slot, "events")
    return _OF_PART[spec.part]


class ImportWords(RecordWords):
    """Adds what is said of a list."""

    # -- columns -----------------------------------------------------------------------------
    def target(self, target: Target) -> str:
        """What a column says, standing alone: "Taken on"."""
        words = target_label(target, self.t)
        return words[:1].upper() + words[1:]

    def meaning(self, column: ColumnMapping) -> str:
        """The same with the number where it is not the first: "Contact: name 2"."""
        n = column.options.get("n", "")
        return (
            f"{self.target(column.target)} {n}"
            if n not in ("", "1")
            else (self.target(column.target))
        )

    def why(self, why: Why) -> str:
        """Why a column is read so."""
        return self.t(_WHY[why])

    def group(self, key: str) -> str:
        return self.t(GROUPS[key])

    def profile(self, profile: Profile) -> str:
        """What a profile is called: shipped ones in the language of the screen."""
        return self.t.in_context(*TITLES[profile.name]) if profile.shipped else profile.name

    # -- values ------------------------------------------------------------------------------
    def read(self, value: ReadValue) -> str:
        """What was read, in words."""
        found = value.value
        if isinstance(found, UncertainDate):
            return self.date(found)
        if isinstance(found, NameText):
            return found.text
        if isinstance(found, PlaceText):
            return self._place(found)
        if isinstance(found, NumberText):
            return f"{self.label(found.kind)} {masked(found.number)}"
        if isinstance(found, Term):
            return self._term(found)
        if isinstance(found, Size):
            return self._size(found)
        codes = SPECS[value.target].codes
        if codes is not None and isinstance(found, str):
            return self.label(codes(found))
        return self.value(found)

    def unsaid(self, target: Target) -> str:
        """Why the words of a cell became nothing of its own."""
        if target in _JOINED:
            return self.t("joined")
        return self.t("left out") if target is Target.IGNORE else self.t("says nothing known")

    def bounds(self, found: UncertainDate) -> str:
        """The first and the last day that may be meant; "" where its words say that."""
        plain = isinstance(found.expression, Moment) and not found.approximate
        if found.is_unknown or found.earliest == found.latest or plain:
            return ""
        first = found.earliest.isoformat() if found.earliest else "…"
        last = found.latest.isoformat() if found.latest else "…"
        return f"{first} – {last}"

    def script(self, found: NameText) -> str:
        """In which script a name is written."""
        return self.label(found.script)

    def _place(self, found: PlaceText) -> str:
        place = find_place(found.code) if found.code else None
        if place is None:
            return found.text
        known = place.name(self.t.language)
        return found.text if known == found.text else f"{found.text} = {known}"

    def _term(self, found: Term) -> str:
        if found.life:
            return self.t("without an end")
        t = self.t
        parts = (
            t.plural("{n} year", "{n} years", found.years) if found.years else "",
            t.plural("{n} month", "{n} months", found.months) if found.months else "",
            t.plural("{n} day", "{n} days", found.days) if found.days else "",
        )
        return " ".join(part for part in parts if part)

    def _size(self, found: Size) -> str:
        if found.greatest == found.least:
            return str(found.least)
        return f"{found.least}–{found.greatest}" if found.greatest else f"{found.least}+"

    # -- cases -------------------------------------------------------------------------------
    def about(self, row: CaseRow) -> str:
        """ "CF-0452 · born 1990 · Tekes": what tells a case from a namesake's."""
        born = "" if not row.birth.text else self.t("born {date}", date=self.date(row.birth))
        return " · ".join(part for part in (row.number, born, row.home_place) if part)

    def reasons(self, evidence: Sequence[Evidence]) -> list[tuple[str, bool | None]]:
        """Why a case may be meant, or not, each in a few words; None leaves it open."""
        return EvidenceWords(self.t, text.isolated).card(evidence)

    # -- what becomes of rows ----------------------------------------------------------------
    def outcome(self, outcome: Outcome) -> str:
        """What becomes of a row: "new case"."""
        return self.t(OUTCOMES[outcome])

    def who(self, row: RowReading) -> str:
        """Whom a row speaks of, in its own words; without a name by the description, else by the
        beginning of what it says."""
        names = self.names(row)
        if names:
            return ", ".join(names)
        cells = [one.text for one in row.all(Target.DESCRIPTION)] or row.cells.values()
        said = " · ".join(" ".join(cell.split()) for cell in cells if cell.strip())
        return said if len(said) <= _MOST_SAID else said[:_MOST_SAID].rstrip() + "…"

    def names(self, row: RowReading) -> tuple[str, ...]:
        """The spellings that a row gives, each once."""
        names = [one.value.text for one in row.values if isinstance(one.value, NameText)]
        return tuple(dict.fromkeys(names))

    def said(self, said: Said) -> str:
        """A sentence of the plan; words of the list keep their direction in it."""
        return sentence(said, self.t, text.isolated)

    def why_row(self, row: PlannedRow) -> list[str]:
        """Why that becomes of a row, in sentences, before its remarks."""
        found = [self.said(one) for one in row.why]
        if row.found_by is not None:
            found.insert(0, self.t(FOUND_BY[row.found_by]))
        return found

    # -- remarks -----------------------------------------------------------------------------
    def remark(self, remark: Remark, *, column: bool = True) -> str:
        """A remark in a sentence, after its column."""
        said = remark.sentence(self.t, text.isolated)
        return f"{remark.column}: {said}" if column and remark.column else said

    def worst(self, remarks: Sequence[Remark]) -> Severity | None:
        """The gravest of these; None for none."""
        order: Mapping[Severity, int] = {s: n for n, s in enumerate(SEVERITY_MARKS)}
        return max((one.severity for one in remarks), key=order.__getitem__, default=None)

    def number(self, n: int) -> str:
        """ "1,204", as the language groups its figures."""
        return FacetWords(self.t).number(n)
