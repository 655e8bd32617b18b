"""The fields of a case: the person, the names, the numbers, the kin, the files."""

from __future__ import annotations

from dataclasses import replace

from caseapp.desktop.forms.fields import SIZES, FieldSpec, said
from caseapp.domain.vocabulary import (
    CaseKind,
    Certainty,
    IdentifierKind,
    NameKind,
    NameScript,
    Relation,
    Sex,
    Tie,
)
from caseapp.i18n import N_
from caseapp.store.records import Detainee

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
    FieldSpec("ethnicity", N_("Ethnicity"), completions="ethnicity"),
    FieldSpec("tie", N_("Tie to Kazakhstan"), "choice", Tie, span=2),
    FieldSpec("tie_note", N_("Tie, in one sentence"), span=4),
    FieldSpec("occupation", N_("Occupation"), completions="occupation"),
    FieldSpec("education", N_("Education"), completions="education"),
    FieldSpec("family_status", N_("Family status"), completions="family_status"),
    FieldSpec("dependants", N_("Dependants")),
    FieldSpec("health", N_("Health"), span=4),
    FieldSpec("family_steps", N_("What the family did"), span=4,
              hint=N_("Whom they asked and when, or why they could not.")),
    FieldSpec("summary", N_("Summary"), "text", span=4),
    FieldSpec("restricted_notes", N_("Restricted notes"), "text", span=4,
              hint=N_("Stay in the office: they are printed in no copy for others.")),
    FieldSpec("kind", N_("The case is about"), "choice", CaseKind),
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

_OF_NO_GROUP = frozenset(
    {"sex", "birth", "birth_place", "home_address", "education", "family_status", "dependants"}
)


def asked_of_case(case: Detainee) -> frozenset[str]:
    """Names of the fields that make sense for a case, or that say something all the same."""
    asked = {spec.name for spec in PERSON} - SIZES
    if case.kind is CaseKind.GROUP:
        asked = (asked - _OF_NO_GROUP) | SIZES
    elif case.kind is CaseKind.PERSON:
        asked -= {"description"}
    return frozenset(asked) | said(case, PERSON)
