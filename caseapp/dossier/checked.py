"""Issuing behind the check: one door for the window and the command line.

The check is made right before a copy is issued, whatever was shown of it before. One copy that
is blocked or fails does not keep the others from being issued.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from caseapp.dossier import issue
from caseapp.dossier.overriding import BlockedError, set_aside
from caseapp.dossier.preflight import Finding, Severity, blockers, preflight
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.queries.today import stale_after_months
from caseapp.store.records import Addressee, AppealAddressee
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

OFFICE = "office"
Target = UUID | str
"""An addressee's id, or `OFFICE`: the copy that stays."""
Reasons = Mapping[str, str]
"""By the code of a rule: why its blockers are set aside."""
_UNITS = 100
"""Steps of one copy in the progress of several."""


@dataclass(frozen=True, slots=True)
class CopyResult:
    """What became of one copy: issued, blocked by `findings`, or failed as `error` says.

    A copy with both `copy` and `error` stands in the register, but its file was not written.
    """

    target: Target
    copy: issue.IssuedCopy | None = None
    error: UserError | None = None
    findings: tuple[Finding, ...] = field(default_factory=tuple)

    @property
    def issued(self) -> bool:
        return self.copy is not None and self.error is None


def checked(
    vault: Vault,
    appeal_id: UUID,
    *,
    languages: Mapping[UUID, str] | None = None,
    progress: Progress | None = None,
) -> tuple[AppealFile, tuple[Finding, ...]]:
    """An appeal and what the check finds today. Raises UserError if it lies in the trash."""
    file: AppealFile | None = vault.read(
        lambda session: load_appeal_file(session, appeal_id, to_print=False)
    )
    if file is None:
        raise UserError(N_("This appeal is in the trash. Take it back with undo."))
    found = preflight(
        file,
        today=date.today(),
        stale_after_months=vault.read(stale_after_months),
        languages=languages,
        progress=progress,
    )
    return file, found


def warnings_of(findings: Sequence[Finding], addressee_id: UUID) -> list[str]:
    """Codes of what stands against a copy and does not block it: the register keeps them."""
    return [
        one.rule.value
        for one in findings
        if one.severity is Severity.WARNS and one.concerns(addressee_id)
    ]


def issue_checked(
    vault: Vault,
    appeal_id: UUID,
    addressee_id: UUID,
    *,
    language: str = "",
    path: Path | None = None,
    reasons: Reasons | None = None,
    progress: Progress | None = None,
) -> issue.IssuedCopy:
    """Issue the copy of one addressee, if nothing blocks it or each blocker has its reason.

    Raises BlockedError with the blockers that are left, and whatever `issue.issue_copy` raises.
    """
    languages = {addressee_id: language} if language else None
    _file, found = checked(vault, appeal_id, languages=languages, progress=progress)
    return _issue(vault, appeal_id, addressee_id, found, language, path, reasons or {}, progress)


def _issue(
    vault: Vault,
    appeal_id: UUID,
    addressee_id: UUID,
    found: Sequence[Finding],
    language: str,
    path: Path | None,
    reasons: Reasons,
    progress: Progress | None,
) -> issue.IssuedCopy:
    overrides = set_aside(blockers(found, addressee_id), reasons)
    return issue.issue_copy(
        vault, appeal_id, addressee_id, language=language, path=path, progress=progress,
        warnings=warnings_of(found, addressee_id), overrides=overrides,
    )  # fmt: skip


def issue_copies(
    vault: Vault,
    appeal_id: UUID,
    *,
    folder: Path,
    targets: Sequence[Target] | None = None,
    languages: Mapping[UUID, str] | None = None,
    reasons: Mapping[UUID, Reasons] | None = None,
    progress: Progress | None = None,
) -> list[CopyResult]:
    """Issue copies into `folder`, by default one for each addressee and the office's own last.

    One result a copy, in their order. A copy that is blocked or cannot be drawn does not stop
    the others; a file that cannot be written does, because no later one could be. Can be
    cancelled between two copies and within one: those before it stay issued.
    """
    file, found = checked(vault, appeal_id, languages=languages, progress=progress)
    everybody: list[Target] = [*(to.id for _link, to in file.addressees), OFFICE]
    wanted = everybody if targets is None else targets
    results: list[CopyResult] = []
    for place, target in enumerate(wanted):
        if progress is not None:
            progress.raise_if_cancelled()
        one = _One(
            vault, file, target, tuple(found),
            path=folder / file_name(file, target, issue.next_number(vault, appeal_id)),
            language=(languages or {}).get(target, "") if isinstance(target, UUID) else "",
            reasons=(reasons or {}).get(target, {}) if isinstance(target, UUID) else {},
            progress=_Share(progress, place, len(wanted)) if progress is not None else None,
        )  # fmt: skip
        result = one.result()
        results.append(result)
        if isinstance(result.error, issue.UnwrittenError):
            break
    return results


@dataclass(frozen=True, slots=True)
class _One:
    """One copy among several."""

    vault: Vault
    file: AppealFile
    target: Target
    found: tuple[Finding, ...]
    path: Path
    language: str
    reasons: Reasons
    progress: Progress | None

    def result(self) -> CopyResult:
        """Issue it; what keeps it from that is in the result."""
        try:
            return CopyResult(self.target, self._issued())
        except BlockedError as error:
            return CopyResult(self.target, error=error, findings=error.findings)
        except issue.UnwrittenError as error:
            return CopyResult(self.target, copy=error.copy, error=error)
        except UserError as error:
            return CopyResult(self.target, error=error)

    def _issued(self) -> issue.IssuedCopy:
        vault, appeal_id, progress = self.vault, self.file.appeal.id, self.progress
        if not isinstance(self.target, UUID):
            return issue.issue_office_copy(vault, appeal_id, path=self.path, progress=progress)
        return _issue(
            vault, appeal_id, self.target, self.found, self.language, self.path, self.reasons,
            progress,
        )  # fmt: skip


class _Share(Progress):
    """The progress of one copy among several: tells how far all of them are, stops with them."""

    def __init__(self, whole: Progress, place: int, of: int) -> None:
        super().__init__()
        self._whole, self._place, self._of = whole, place, of

    def report(self, done: int, total: int, message: str = "", /, **params: object) -> None:
        share = min(done / total, 1.0) if total > 0 else 0.0
        reached = round((self._place + share) * _UNITS)
        self._whole.report(
            reached, self._of * _UNITS, N_("Copy {number} of {total}"), number=self._place + 1,
            total=self._of,
        )  # fmt: skip

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled

    def raise_if_cancelled(self) -> None:
        self._whole.raise_if_cancelled()


def file_name(file: AppealFile, target: Target, number: int) -> str:
    """A copy's file: numbers, and for which kind of reader, never a name."""
    pair: tuple[AppealAddressee, Addressee] | None = None
    if isinstance(target, UUID):
        pair = file.addressee(target)
    whom = pair[1].audience.value.replace("_", "-") if pair else OFFICE
    return f"appeal-{file.appeal.serial}-copy-{number}-{whom}.pdf"
