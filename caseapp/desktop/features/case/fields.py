"""Which fields of a case can be edited, in which order, and how each is typed.

Labels are message ids; the same words name the field in "Change …" of undo and history.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.vocabulary import (
    EventKind,
    FacilityKind,
    NameKind,
    NameScript,
    Sex,
    TermStart,
    Tie,
)
from caseapp.i18n import N_

Kind = Literal["line", "text", "choice", "date", "list", "number"]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a record: its name there, its label, how it is typed.

    `wide` takes the whole row; `hint` stands beneath while nothing else is said.
    """

    name: str
    label: str
    kind: Kind = "line"
    choices: type[StrEnum] | None = None
    wide: bool = False
    hint: str = ""

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
        """What to keep for a typed text. Raises ValueError for a number that is none."""
        if self.kind == "date":
            return read_date(typed)
        if self.kind == "list":
            return [part.strip() for part in typed.split(",") if part.strip()]
        if self.kind == "number":
            return int(typed) if typed.strip() else None
        if self.choices is not None:
            return self.choices(typed)
        return typed


PERSON = (
    FieldSpec("description", N_("Description"), wide=True),
    FieldSpec("sex", N_("Sex"), "choice", Sex),
    FieldSpec("birth", N_("Born"), "date"),
    FieldSpec("home_place", N_("Home county")),
    FieldSpec("birth_place", N_("Birth place")),
    FieldSpec("home_address", N_("Exact address")),
    FieldSpec("citizenships", N_("Citizenships"), "list", hint=N_("separated by commas")),
    FieldSpec("occupation", N_("Occupation")),
    FieldSpec("education", N_("Education")),
    FieldSpec("tie", N_("Tie to Kazakhstan"), "choice", Tie),
    FieldSpec("tie_note", N_("Tie, in one sentence")),
    FieldSpec("family_status", N_("Family status")),
    FieldSpec("dependants", N_("Dependants")),
    FieldSpec("health", N_("Health"), wide=True),
    FieldSpec("summary", N_("Summary"), "text", wide=True),
    FieldSpec(
        "restricted_notes", N_("Restricted notes"), "text", wide=True,
        hint=N_("Stay in the office: they are printed in no copy for others."),
    ),
)  # fmt: skip

EVENT = (
    FieldSpec("kind", N_("What"), "choice", EventKind),
    FieldSpec("when", N_("When"), "date"),
    FieldSpec("place", N_("Where")),
    FieldSpec("authority", N_("By whom")),
    FieldSpec("facility_kind", N_("Kind of facility"), "choice", FacilityKind),
    FieldSpec("facility", N_("Facility")),
    FieldSpec("reason_given", N_("Reason given officially")),
    FieldSpec("reason_believed", N_("Reason believed")),
    FieldSpec("term_years", N_("Term, years"), "number"),
    FieldSpec("term_months", N_("Term, months"), "number"),
    FieldSpec("term_start", N_("Term counts from"), "choice", TermStart),
    FieldSpec("court", N_("Court")),
    FieldSpec(
        "narrative", N_("Statement to print"), "text", wide=True,
        hint=N_("What is known, in one or two plain sentences."),
    ),
)  # fmt: skip

NAME = (
    FieldSpec("text", N_("Spelling")),
    FieldSpec("script", N_("Language and script"), "choice", NameScript),
    FieldSpec("kind", N_("Kind"), "choice", NameKind),
)

LABELS = {spec.name: spec.label for spec in (*PERSON, *EVENT, *NAME)}
"""Field name to label, for the history."""
