"""Issuing a copy and writing an issued one again: the two ways out of the program. Qt-free."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from caseapp.desktop.features.appeals.drafts import Target
from caseapp.dossier import issue
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

_TOUCHED = frozenset({"copy", "appeal", "task", "attachment"})
"""Kinds of records that issuing can write."""


def issue_to(
    vault: Vault, appeal_id: UUID, target: Target, language: str, path: Path, progress: Progress,
    warnings: Sequence[str] = (),
) -> ChangeSet:  # fmt: skip
    """Issue the copy for `target`: it is registered and its PDF written to `path`.

    Raises the UserErrors of compiling, LeakError, and UserError where the file cannot be
    written; the sentence says whether the copy stands in the register.
    """
    _writable(path.parent)
    if isinstance(target, UUID):
        copy = issue.issue_copy(
            vault, appeal_id, target, language=language, progress=progress, warnings=warnings
        )
    else:
        copy = issue.issue_office_copy(vault, appeal_id, language=language, progress=progress)
    if copy.id is None:
        raise RuntimeError("an issued copy has an id")
    try:
        issue.redraw(vault, copy.id, path)
    except OSError as error:
        raise UserError(
            N_(
                "Copy {number} is issued, but its file could not be written."
                " Save it again from the register."
            ),
            number=copy.number,
        ) from error
    return ChangeSet(kinds=_TOUCHED, ids=frozenset({copy.id, appeal_id}))


def issue_all(
    vault: Vault, appeal_id: UUID, folder: Path, progress: Progress,
    warnings: Mapping[UUID, Sequence[str]],
) -> ChangeSet:  # fmt: skip
    """Issue a copy for every addressee and the office's own into a folder.

    Each is registered by itself: if one fails, those before it stay issued.
    """
    _writable(folder)
    copies = issue.issue_copies(
        vault, appeal_id, folder=folder, progress=progress, warnings=warnings
    )
    ids = frozenset(copy.id for copy in copies if copy.id is not None)
    return ChangeSet(kinds=_TOUCHED, ids=ids | {appeal_id})


def save_draft(
    vault: Vault, appeal_id: UUID, target: UUID, language: str, path: Path, progress: Progress
) -> None:
    """Write a copy without a number, for reading; it stands in no register."""
    _writable(path.parent)
    issue.draft_copy(vault, appeal_id, target, language=language, path=path, progress=progress)


def _writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        raise UserError(N_("Nothing can be written to this folder. Choose another one."))


def save_again(vault: Vault, copy_id: UUID, path: Path, progress: Progress) -> None:
    """Draw an issued copy from its frozen content: the same bytes as the first time."""
    progress.raise_if_cancelled()
    try:
        issue.redraw(vault, copy_id, path)
    except OSError as error:
        raise UserError(
            N_("The file could not be written there. Choose another folder.")
        ) from error
