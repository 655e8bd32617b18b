"""The check before printing: what blocks a copy, what somebody should know, where it is cured.

`preflight` looks at records only, before anything is worded or drawn, and is quick enough to
run after each change. It decides nothing about what a copy shows: it asks the same gate.
Rules of the people stand in `preflight_cases`, those of the paper in `preflight_papers`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from uuid import UUID

from caseapp.dossier.preflight_cases import (
    at_risk,
    consents,
    evidence,
    kin_named,
    photos,
    statuses,
)
from caseapp.dossier.preflight_findings import Finding, Severity
from caseapp.dossier.preflight_look import Look
from caseapp.dossier.preflight_papers import (
    addressees,
    glyphs,
    letters,
    particulars,
    signatures,
    there_is_something,
)
from caseapp.store.casefile import AppealFile
from caseapp.system.progress import Progress

__all__ = ["Finding", "Severity", "blockers", "preflight"]

STALE_AFTER_MONTHS = 12
"""Until the office says otherwise in its own record."""

CHECKS: tuple[Callable[[Look], Iterator[Finding]], ...] = (
    there_is_something, consents, letters, addressees, signatures, particulars, at_risk,
    kin_named, evidence, photos, statuses, glyphs,
)  # fmt: skip
_GRAVE = list(Severity)


def preflight(
    file: AppealFile,
    *,
    today: date,
    stale_after_months: int = STALE_AFTER_MONTHS,
    progress: Progress | None = None,
) -> tuple[Finding, ...]:
    """All findings of an appeal, the gravest first. Can be stopped between two rules."""
    look = Look(file, today, stale_after_months)
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
