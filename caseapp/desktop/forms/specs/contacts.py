"""The fields of a contact, of a note of a call, and of how a consent was given."""

from __future__ import annotations

from dataclasses import replace

from caseapp.desktop.forms.fields import FieldSpec
from caseapp.desktop.forms.specs.people import KIN, KIN_LINKED
from caseapp.domain.vocabulary import ConsentForm, ContactRole, ContactWay, RiskLevel, Sex
from caseapp.i18n import N_

CONTACT = (
    FieldSpec("role", N_("Role"), "choice", ContactRole),
    FieldSpec("sex", N_("Sex"), "choice", Sex),
    FieldSpec("birth", N_("Born"), "date"),
    FieldSpec("citizenship", N_("Citizenship")),
    FieldSpec("country", N_("Country")),
    FieldSpec("region", N_("Lives in")),
    FieldSpec("address", N_("Exact address"), span=2),
    FieldSpec("phones", N_("Phones"), "list", hint=N_("separated by commas")),
    FieldSpec("messengers", N_("Messengers"), "list", hint=N_("separated by commas")),
    FieldSpec("email", N_("E-mail")),
    FieldSpec("languages", N_("Speaks"), "list",
              hint=N_("codes separated by commas: kk, ru, zh-Hans")),
    FieldSpec("preferred_way", N_("Prefers")),
    FieldSpec("preferred_hours", N_("Hours")),
    FieldSpec("risk", N_("Risk"), "choice", RiskLevel),
    FieldSpec("risk_note", N_("Risk note")),
    FieldSpec("restricted_notes", N_("Restricted notes"), "text", span=4,
              hint=N_("Stay in the office: they are printed in no copy for others.")),
)  # fmt: skip

CALL = (
    FieldSpec("at", N_("When"), "date"),
    FieldSpec("way", N_("How"), "choice", ContactWay),
    FieldSpec("by", N_("Who spoke")),
    FieldSpec("text", N_("What was said"), "text", span=4, required=True),
)

CONSENT = (
    FieldSpec("form", N_("How it was given"), "choice", ConsentForm),
    FieldSpec("language", N_("In which language"), hint=N_("a code, for example kk")),
    FieldSpec("taken_by", N_("Taken by")),
    FieldSpec("given", N_("Given on"), "date"),
    FieldSpec("until", N_("Until"), "date", hint=N_("Empty: until it is withdrawn.")),
    FieldSpec("guardian_name", N_("Guardian who decided"),
              hint=N_("Only if a guardian decided for somebody.")),
    FieldSpec("note", N_("Note"), span=2),
)  # fmt: skip

TIE = KIN
"""Somebody of whom nothing else is recorded."""

TIE_LINKED = KIN_LINKED
"""Somebody with a file of his own: what he or she is to the contact."""

TIE_REVERSED = tuple(
    replace(spec, label=N_("The contact is this person's")) if spec.name == "relation" else spec
    for spec in KIN_LINKED
)
"""Somebody of whom the record says what the contact is to him or her."""
