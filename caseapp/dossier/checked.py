"""Issuing behind the check: one door for the window and the command line.

The check is made right before a copy is issued, whatever was shown of it before. One copy that
is blocked or fails does not keep the others from being issued.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from caseapp.dossier import issue
from caseapp.dossier.overriding import BlockedError, set_aside
from caseapp.dossier.preflight import Finding, Severity, blockers, preflight
from caseapp.dossier.series import Job, Outcome, issue_series
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
    overrides = set_aside(blockers(found, addressee_id), reasons or {})
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
    cancelled between two copies and within one: those before it stay issued. Large copies are
    drawn and searched by a second process while the next one is compiled.
    """
    file, found = checked(vault, appeal_id, languages=languages, progress=progress)
    everybody: list[Target] = [*(to.id for _link, to in file.addressees), OFFICE]
    wanted = everybody if targets is None else targets
    jobs = [
        _job(vault, file, target, found, folder, languages or {}, reasons or {})
        for target in wanted
    ]
    outcomes = issue_series(vault, appeal_id, jobs, progress)
    return [_result(*pair) for pair in zip(wanted, outcomes, strict=False)]


def _job(
    vault: Vault,
    file: AppealFile,
    target: Target,
    found: Sequence[Finding],
    folder: Path,
    languages: Mapping[UUID, str],
    reasons: Mapping[UUID, Reasons],
) -> Job:
    """How the copy for one target is made."""

    def prepare(number: int, before: Callable[[], None]) -> issue.Prepared:
        appeal_id = file.appeal.id
        if not isinstance(target, UUID):
            return issue.prepare_office_copy(vault, appeal_id, number=number, before=before)
        overrides = set_aside(blockers(found, target), reasons.get(target, {}))
        return issue.prepare_copy(
            vault, appeal_id, target, number=number, language=languages.get(target, ""),
            warnings=warnings_of(found, target), overrides=overrides,
        )  # fmt: skip

    return Job(prepare, lambda number: folder / file_name(file, target, number))


def _result(target: Target, outcome: Outcome) -> CopyResult:
    if isinstance(outcome, issue.IssuedCopy):
        return CopyResult(target, outcome)
    if isinstance(outcome, BlockedError):
        return CopyResult(target, error=outcome, findings=outcome.findings)
    copy = outcome.copy if isinstance(outcome, issue.UnwrittenError) else None
    return CopyResult(target, copy=copy, error=outcome)


def file_name(file: AppealFile, target: Target, number: int) -> str:
    """A copy's file: numbers, and for which kind of reader, never a name."""
    pair: tuple[AppealAddressee, Addressee] | None = None
    if isinstance(target, UUID):
        pair = file.addressee(target)
    whom = pair[1].audience.value.replace("_", "-") if pair else OFFICE
    return f"appeal-{file.appeal.serial}-copy-{number}-{whom}.pdf"
