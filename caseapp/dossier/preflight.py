"""The check before printing: what blocks a copy, what somebody should know, where it is cured.

`preflight` looks at records only, before anything is worded or drawn, and is quick enough to
run after each change. It decides nothing about what a copy shows: it asks the same gate.
Each module of rules has one subject: `preflight_cases` (what may be shown), `_people` (what cannot
be), `_letters`, `_papers` (addressees, the law), `_forms`, `_glyphs`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from caseapp.dossier.preflight_cases import (
    at_risk,
    consents,
    endings,
    evidence,
    kin_named,
    left_by_office,
    photo_consents,
    photos,
    statuses,
)
from caseapp.dossier.preflight_findings import OVERRIDABLE, Finding, Severity
from caseapp.dossier.preflight_forms import forms
from caseapp.dossier.preflight_glyphs import chinese, glyphs
from caseapp.dossier.preflight_letters import letters
from caseapp.dossier.preflight_look import Drawn, Look
from caseapp.dossier.preflight_papers import (
    addressees,
    particulars,
    signatory_numbers,
    signatures,
    there_is_something,
)
from caseapp.dossier.preflight_people import duplicates, lifetimes, numbers
from caseapp.store.casefile import AppealFile
from caseapp.system.progress import Progress

__all__ = ["OVERRIDABLE", "Drawn", "Finding", "Severity", "blockers", "preflight"]

STALE_AFTER_MONTHS = 12
"""Until the office says otherwise in its own record."""

CHECKS: tuple[Callable[[Look], Iterator[Finding]], ...] = (
    there_is_something, left_by_office, consents, letters, addressees, signatures,
    signatory_numbers, particulars, at_risk, kin_named, numbers, duplicates, lifetimes, evidence,
    photos, photo_consents, statuses, endings, chinese, forms, glyphs,
)  # fmt: skip
_GRAVE = list(Severity)


def preflight(
    file: AppealFile,
    *,
    today: date,
    stale_after_months: int = STALE_AFTER_MONTHS,
    drawn: Drawn | None = None,
    languages: Mapping[UUID, str] | None = None,
    thorough: bool = True,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """All findings of an appeal, the gravest first. Can be stopped between two rules.

    `drawn` is what only drawing tells, as far as something was drawn; `languages` are those of
    copies that are to be in another than the one on record. Not `thorough`: rules that take
    seconds with long lists may pass them over, for a check after each change.
    """
    look = Look(file, today, stale_after_months, drawn, languages, thorough=thorough)
    found: list[Finding] = []
    for check in CHECKS:
        if progress is not None:
            progress.raise_if_cancelled()
        found += check(look)
    return tuple(sorted(found, key=lambda one: _GRAVE.index(one.severity)))


def blockers(findings: Iterable[Finding], addressee_id: UUID | None = None) -> list[Finding]:
    """What keeps the copy of an addressee from being issued; of all copies with None."""
    return [
        one
        for one in findings
        if one.severity is Severity.BLOCKS and (addressee_id is None or one.concerns(addressee_id))
    ]
