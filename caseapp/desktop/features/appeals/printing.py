"""Issuing copies and writing issued ones again: the ways out of the program. Qt-free.

The check is made once more right before a copy is issued: what the page shows of it may not
have come yet, or be of an earlier state.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from caseapp.desktop.features.appeals.drafts import Target
from caseapp.dossier import checked, issue
from caseapp.dossier.checked import CopyResult, Reasons
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

TOUCHED = frozenset({"copy", "appeal", "task", "attachment"})
"""Kinds of records that issuing can write."""
UNWRITABLE = N_("The file could not be written there. Choose another folder.")
NOT_ALL = N_(
    "Not all files could be written. Copies that are issued can be saved again from the register."
)


def issue_to(
    vault: Vault, appeal_id: UUID, target: Target, language: str, path: Path, reasons: Reasons,
    progress: Progress,
) -> issue.IssuedCopy:  # fmt: skip
    """Issue the copy for `target`: it is registered and its PDF written to `path`.

    Raises BlockedError where the check blocks the copy and no reason is given, those of
    compiling, LeakError, and UserError where the file cannot be written; the sentence says
    whether the copy stands in the register.
    """
    _writable(path.parent)
    if not isinstance(target, UUID):
        return issue.issue_office_copy(
            vault, appeal_id, language=language, path=path, progress=progress
        )
    return checked.issue_checked(
        vault, appeal_id, target, language=language, path=path, reasons=reasons, progress=progress
    )


def issue_chosen(
    vault: Vault, appeal_id: UUID, targets: Sequence[Target], folder: Path,
    reasons: Mapping[UUID, Reasons], progress: Progress,
) -> list[CopyResult]:  # fmt: skip
    """Issue a copy for each target into a folder; what became of each.

    Raises UserError where a file could not be written: copies before it stay issued.
    """
    _writable(folder)
    results = checked.issue_copies(
        vault, appeal_id, folder=folder, targets=targets, reasons=reasons, progress=progress
    )
    if any(isinstance(one.error, issue.UnwrittenError) for one in results):
        raise UserError(NOT_ALL)
    return results


def save_draft(
    vault: Vault, appeal_id: UUID, target: UUID, language: str, path: Path, progress: Progress
) -> None:
    """Write a copy without a number, for reading; it stands in no register."""
    _writable(path.parent)
    try:
        issue.draft_copy(vault, appeal_id, target, language=language, path=path, progress=progress)
    except OSError as error:
        raise UserError(UNWRITABLE) from error


def _writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        raise UserError(N_("Nothing can be written to this folder. Choose another one."))


def save_again(vault: Vault, copy_id: UUID, path: Path, progress: Progress) -> None:
    """Write an issued copy again: the same bytes as the first time."""
    progress.raise_if_cancelled()
    try:
        issue.issued_file(vault, copy_id, path)
    except OSError as error:
        raise UserError(UNWRITABLE) from error
