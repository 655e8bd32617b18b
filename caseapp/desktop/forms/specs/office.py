"""The fields of the office's own particulars."""

from __future__ import annotations

from caseapp.desktop.forms.fields import FieldSpec
from caseapp.i18n import N_

OFFICE: tuple[FieldSpec, ...] = (
    FieldSpec("phone", N_("Phone"), span=2),
    FieldSpec("email", N_("E-mail"), span=2),
    FieldSpec(
        "staff", N_("Staff"), "list", span=4,
        hint=N_("Names with commas between them. “Taken by” offers them."),
    ),
    FieldSpec(
        "case_prefix", N_("New case numbers begin with"), span=2, required=True,
        hint=N_("Another on each laptop, so that no number is given twice. Given ones stay."),
    ),
    FieldSpec(
        "home", N_("Host state"), span=2, required=True,
        hint=N_("Two letters, for example KZ: the state whose citizens the office speaks for."),
    ),
    FieldSpec(
        "stale_after_months", N_("A status is old after so many months"), "number", span=2,
        required=True,
    ),
    FieldSpec(
        "backup_every_days", N_("A backup is due every so many days"), "number", span=2,
        required=True,
    ),
)  # fmt: skip
"""What one field of the record holds; names and addresses are kept by language in `texts`."""

OFFICE_TEXTS: tuple[tuple[str, str, str], ...] = (
    ("name", N_("Name of the office"), "line"),
    ("address", N_("Address of the office"), "text"),
)
"""Key within `texts`, label, how it is typed."""
