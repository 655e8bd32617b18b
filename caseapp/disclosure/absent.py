"""A class of information that nobody's sheet shows is left out, not filled with tokens.

A page full of "[… withheld]" would say that there is such information about everybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caseapp.disclosure.gate import Gate
from caseapp.disclosure.view import CaseView, Hidden
from caseapp.domain.vocabulary import InfoClass

FIELDS = {InfoClass.HEALTH: "health", InfoClass.EXACT_ADDRESS: "home_address"}


def without_absent(cases: Sequence[CaseView], gate: Gate) -> list[CaseView]:
    """The cases without tokens of classes that none of them shows; the list is told."""
    absent = {
        info_class for info_class in _CHECKED if not any(_shows(c, info_class) for c in cases)
    }
    for info_class in absent:
        gate.leave_out(info_class)
    return [_without(case, absent) for case in cases]


_CHECKED = (
    InfoClass.DETAINEE_IDENTIFIERS,
    InfoClass.EXACT_ADDRESS,
    InfoClass.HEALTH,
    InfoClass.PHOTO,
    InfoClass.OTHER_RELATIVES,
    InfoClass.CHILDREN,
)


def _shows(case: CaseView, info_class: InfoClass) -> bool:
    if info_class is InfoClass.DETAINEE_IDENTIFIERS:
        return not isinstance(case.identifiers, Hidden) and bool(case.identifiers)
    if info_class is InfoClass.PHOTO:
        return case.photo is not None and case.photo.hidden is None
    if info_class in (InfoClass.CHILDREN, InfoClass.OTHER_RELATIVES):
        rows = [row for row in case.kin if row.info_class is info_class and not row.several]
        return any(row.hidden is None for row in rows)
    field = case.fields.get(FIELDS[info_class])
    return field is not None and not isinstance(field.value, Hidden)


def _without(case: CaseView, absent: set[InfoClass]) -> CaseView:
    fields = {
        key: field
        for key, field in case.fields.items()
        if not (isinstance(field.value, Hidden) and field.value.info_class in absent)
    }
    hidden_numbers = isinstance(case.identifiers, Hidden)
    hidden_photo = case.photo is not None and case.photo.hidden is not None
    return replace(
        case,
        fields=fields,
        identifiers=(
            ()
            if hidden_numbers and InfoClass.DETAINEE_IDENTIFIERS in absent
            else case.identifiers
        ),
        photo=None if hidden_photo and InfoClass.PHOTO in absent else case.photo,
        kin=tuple(
            row for row in case.kin if not (row.hidden and row.hidden.info_class in absent)
        ),
    )  # fmt: skip
