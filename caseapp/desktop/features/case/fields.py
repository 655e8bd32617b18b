"""Which fields of a case can be edited, in which order, and how each is typed.

Labels are message ids; the same words name the field in "Change …" of undo and history.
Knows records and their vocabulary, no widget.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.vocabulary import (
    CaseKind,
    Certainty,
    EventKind,
    FacilityKind,
    IdentifierKind,
    NameKind,
    NameScript,
    Relation,
    Sex,
    TermStart,
    Ternary,
    Tie,
)
from caseapp.i18n import N_
from caseapp.store.records import Detainee, Event

Kind = Literal["line", "text", "choice", "date", "list", "number"]

NOT_A_NUMBER = N_("This is not a number. Write it in figures, for example 9.")
NOT_EMPTY = N_("This cannot be empty. To take it away, put it in the trash.")
_COMMAS = re.compile(r"[,;،、，；]")
_FIGURES = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a record: its name there, its label, how it is typed.

    `span` is how many of the form's columns it takes; `hint` stands beneath while nothing
    else is said; a `required` one makes the record: without it there is none.
    """

    name: str
    label: str
    kind: Kind = "line"
    choices: type[StrEnum] | None = None
    span: int = 1
    hint: str = ""
    required: bool = False

    def to_text(self, value: object) -> str:
        """The field's value as it is typed."""
        if isinstance(value, UncertainDate):
            return value.text
        if isinstance(value, StrEnum):
            return value.value
        if isinstance(value, list):
            return ", ".join(str(item) for item in value)
        return "" if value is None else str(value)

    def to_value(self, typed: str) -> object:
        """What to keep for a typed text.

        Raises ValueError, its text the message id of the reason, for what cannot be kept.
        """
        if self.kind == "choice" and self.choices is not None:
            return self.choices(typed)
        if self.kind != "text":
            typed = typed.strip()
        if self.required and not typed:
            raise ValueError(NOT_EMPTY)
        if self.kind == "date":
            return read_date(typed)
        if self.kind == "list":
            return [part.strip() for part in _COMMAS.split(typed) if part.strip()]
        if self.kind == "number":
            return self._number(typed)
        return typed

    def _number(self, typed: str) -> int | None:
        if not typed:
            return None
        if not _FIGURES.fullmatch(typed):
            raise ValueError(NOT_A_NUMBER)
        return int(typed)


PERSON = (
    FieldSpec("description", N_("Description"), span=4,
              hint=N_("Who this is, in words that can be printed instead of a name.")),
    FieldSpec("least_size", N_("How many people, at least"), "number", required=True),
    FieldSpec("greatest_size", N_("How many people, at most"), "number",
              hint=N_("Empty: not known.")),
    FieldSpec("sex", N_("Sex"), "choice", Sex),
    FieldSpec("birth", N_("Born"), "date"),
    FieldSpec("birth_place", N_("Birth place"), span=2),
    FieldSpec("home_place", N_("Home county"), span=2),
    FieldSpec("home_address", N_("Exact address"), span=2),
    FieldSpec("citizenships", N_("Citizenships"), "list", hint=N_("separated by commas")),
    FieldSpec("ethnicity", N_("Ethnicity")),
    FieldSpec("tie", N_("Tie to Kazakhstan"), "choice", Tie, span=2),
    FieldSpec("tie_note", N_("Tie, in one sentence"), span=4),
    FieldSpec("occupation", N_("Occupation")),
    FieldSpec("education", N_("Education")),
    FieldSpec("family_status", N_("Family status")),
    FieldSpec("dependants", N_("Dependants")),
    FieldSpec("health", N_("Health"), span=4),
    FieldSpec("summary", N_("Summary"), "text", span=4),
    FieldSpec("restricted_notes", N_("Restricted notes"), "text", span=4,
              hint=N_("Stay in the office: they are printed in no copy for others.")),
    FieldSpec("kind", N_("The case is about"), "choice", CaseKind),
)  # fmt: skip

EVENT = (
    FieldSpec("kind", N_("What"), "choice", EventKind),
    FieldSpec("when", N_("When"), "date"),
    FieldSpec("place", N_("Where")),
    FieldSpec("authority", N_("By whom")),
    FieldSpec("until", N_("Until"), "date"),
    FieldSpec("term_years", N_("Term, years"), "number"),
    FieldSpec("term_months", N_("Term, months"), "number"),
    FieldSpec("term_days", N_("Term, days"), "number"),
    FieldSpec("term_start", N_("Term counts from"), "choice", TermStart),
    FieldSpec("court", N_("Court"), span=2),
    FieldSpec("counsel", N_("Counsel"), span=2),
    FieldSpec("facility_kind", N_("Kind of facility"), "choice", FacilityKind),
    FieldSpec("facility", N_("Facility")),
    FieldSpec("acknowledged", N_("Acknowledged by the authorities"), "choice", Ternary),
    FieldSpec("contact_permitted", N_("Contact permitted"), "choice", Ternary),
    FieldSpec("reason_given", N_("Reason given officially"), span=2),
    FieldSpec("reason_believed", N_("Reason believed"), span=2),
    FieldSpec("legal_basis", N_("Legal basis given"), span=2),
    FieldSpec("narrative", N_("Statement to print"), "text", span=4,
              hint=N_("What is known, in one or two plain sentences.")),
)  # fmt: skip

NAME = (
    FieldSpec("text", N_("Spelling"), span=2, required=True),
    FieldSpec("script", N_("Language and script"), "choice", NameScript),
    FieldSpec("kind", N_("Kind of name"), "choice", NameKind),
)

NUMBER = (
    FieldSpec("kind", N_("Document"), "choice", IdentifierKind, span=4),
    FieldSpec("number", N_("Number"), span=5, required=True),
    FieldSpec("issuer", N_("Issued by"), span=3),
    FieldSpec("issued", N_("Issued on"), "date", span=4),
    FieldSpec("expires", N_("Valid until"), "date", span=4),
)

KIN = (
    FieldSpec("name", N_("Name")),
    FieldSpec("relation", N_("Relation"), "choice", Relation),
    FieldSpec("birth", N_("Born"), "date"),
    FieldSpec("died", N_("Died"), "date"),
    FieldSpec("place", N_("Lives in")),
    FieldSpec("certainty", N_("How certain"), "choice", Certainty),
    FieldSpec("note", N_("Note")),
)
"""A relative of whom nothing else is recorded."""

KIN_LINKED = tuple(spec for spec in KIN if spec.name in ("relation", "certainty", "note"))
"""A relative with a file of his own, where name, birth and place stand."""

KIN_REVERSED = tuple(
    replace(spec, label=N_("The detainee is this person's")) if spec.name == "relation" else spec
    for spec in KIN_LINKED
)
"""A relative of whom the record says what the detainee is to him or her."""

FILE = (FieldSpec("origin", N_("From whom")), FieldSpec("taken", N_("Picture taken"), "date"))

_ELSEWHERE = {
    ("detainee", "prefix"): N_("Number of the case"),
    ("detainee", "serial"): N_("Number of the case"),
    ("detainee", "tags"): N_("Tags"),
    ("detainee", "believed_deceased"): N_("Believed dead"),
    ("detainee", "fictitious"): N_("Fictitious"),
    ("kinship", "sex"): N_("Sex"),
    ("kinship", "in_region"): N_("Lives in the region"),
    ("attachment", "role"): N_("Kind of file"),
    ("attachment", "file_name"): N_("File name"),
    ("attachment", "media_type"): N_("Kind of file"),
}
"""Fields that this page does not edit, and whose change its history tells."""

LABELS: dict[tuple[str, str], str] = _ELSEWHERE | {
    (kind, spec.name): spec.label
    for kind, specs in (
        ("detainee", PERSON), ("event", EVENT), ("name_form", NAME), ("identifier", NUMBER),
        ("kinship", KIN), ("attachment", FILE),
    )
    for spec in specs
}  # fmt: skip
"""What a field is called, by the kind of its record (table name) and its name there."""

_OF_NO_GROUP = frozenset(
    {"sex", "birth", "birth_place", "home_address", "education", "family_status", "dependants"}
)
_SIZES = frozenset({"least_size", "greatest_size"})
_TERM = frozenset({"term_years", "term_months", "term_days", "term_start"})
_REASONS = frozenset({"reason_given", "reason_believed", "legal_basis"})
_ANSWERS = frozenset({"acknowledged", "contact_permitted"})
_FACILITY = frozenset({"facility_kind", "facility"})
_COURT = frozenset({"court", "counsel"})

_BEGINS = _FACILITY | _REASONS | _ANSWERS
_ASIDE: dict[EventKind, frozenset[str]] = {
    EventKind.TAKEN: _BEGINS,
    EventKind.RETAKEN: _BEGINS,
    EventKind.FORMALLY_ARRESTED: _BEGINS,
    EventKind.TRANSFERRED: _FACILITY | _ANSWERS,
    EventKind.TRIED: _REASONS | _COURT,
    EventKind.SENTENCED: _REASONS | _COURT | _TERM | _FACILITY | _ANSWERS,
    EventKind.INTERROGATED: _FACILITY | _REASONS,
    EventKind.PAPERS_TAKEN: _REASONS,
    EventKind.EXIT_REFUSED: _REASONS,
    EventKind.HOUSE_ARREST: _REASONS | _ANSWERS | {"until"},
    EventKind.FORCED_LABOUR: _FACILITY | {"until"},
    EventKind.HOSPITALISED: _FACILITY | {"until"},
    EventKind.SEEN: _FACILITY,
    EventKind.FAMILY_VISIT: _FACILITY,
    EventKind.LAST_CONTACT: _FACILITY,
    EventKind.RELEASED: _FACILITY,
    EventKind.DIED: _FACILITY | {"reason_given", "reason_believed"},
    EventKind.TERM_ENDED: _FACILITY,
    EventKind.MOVED: frozenset({"until"}),
    EventKind.REPATRIATED: frozenset(),
}
"""What is asked of an event beside what is asked of all; a kind not listed is asked all."""

_OF_ALL_EVENTS = frozenset({"kind", "when", "place", "authority", "narrative"})


def asked_of_case(case: Detainee) -> frozenset[str]:
    """Names of the fields that make sense for a case, or that say something all the same."""
    asked = {spec.name for spec in PERSON} - _SIZES
    if case.kind is CaseKind.GROUP:
        asked = (asked - _OF_NO_GROUP) | _SIZES
    elif case.kind is CaseKind.PERSON:
        asked -= {"description"}
    return frozenset(asked) | _said(case, PERSON)


def asked_of_event(event: Event) -> frozenset[str]:
    """Names of the fields that make sense for a kind of event, or that say something."""
    aside = _ASIDE.get(event.kind)
    asked = {spec.name for spec in EVENT} if aside is None else _OF_ALL_EVENTS | aside
    return frozenset(asked) | _said(event, EVENT)


def _said(record: object, specs: tuple[FieldSpec, ...]) -> frozenset[str]:
    """Fields that hold something else than a new record does."""
    return frozenset(spec.name for spec in specs if not _blank(spec, getattr(record, spec.name)))


def _blank(spec: FieldSpec, value: object) -> bool:
    text = spec.to_text(value)
    usual = {"choice": "unknown", "number": "1" if spec.name in _SIZES else ""}
    return text in ("", usual.get(spec.kind, ""))
