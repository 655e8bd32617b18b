"""Issuing a copy and writing an issued one again: the two ways out of the program. Qt-free.

The check is made once more right before a copy is issued: what the page shows of it may not
have come yet, or be of an earlier state.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from uuid import UUID

from caseapp.desktop.features.appeals.drafts import Target
from caseapp.desktop.features.appeals.summary import warnings_of
from caseapp.dossier import issue
from caseapp.dossier.preflight import blockers, preflight
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import load_appeal_file
from caseapp.store.queries.today import stale_after_months
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

TOUCHED = frozenset({"copy", "appeal", "task", "attachment"})
"""Kinds of records that issuing can write."""
UNWRITABLE = N_("The file could not be written there. Choose another folder.")
NOT_ALL = N_(
    "Not all files could be written. Copies that are issued can be saved again from the register."
)


def issue_to(
    vault: Vault, appeal_id: UUID, target: Target, language: str, path: Path, progress: Progress
) -> None:
    """Issue the copy for `target`: it is registered and its PDF written to `path`.

    Raises UserError where the check blocks the copy, those of compiling, LeakError, and
    UserError where the file cannot be written; the sentence says whether the copy stands in
    the register.
    """
    _writable(path.parent)
    if isinstance(target, UUID):
        noted = _checked(vault, appeal_id, target, progress).get(target, ())
        copy = issue.issue_copy(
            vault, appeal_id, target, language=language, progress=progress, warnings=noted
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


def issue_all(vault: Vault, appeal_id: UUID, folder: Path, progress: Progress) -> None:
    """Issue a copy for every addressee and the office's own into a folder.

    Raises UserError where the check blocks one of them. Each is registered by itself: if one
    fails, those before it stay issued.
    """
    _writable(folder)
    noted = _checked(vault, appeal_id, None, progress)
    try:
        issue.issue_copies(vault, appeal_id, folder=folder, progress=progress, warnings=noted)
    except OSError as error:
        raise UserError(NOT_ALL) from error


def save_draft(
    vault: Vault, appeal_id: UUID, target: UUID, language: str, path: Path, progress: Progress
) -> None:
    """Write a copy without a number, for reading; it stands in no register."""
    _writable(path.parent)
    try:
        issue.draft_copy(vault, appeal_id, target, language=language, path=path, progress=progress)
    except OSError as error:
        raise UserError(UNWRITABLE) from error


def _checked(
    vault: Vault, appeal_id: UUID, target: UUID | None, progress: Progress
) -> dict[UUID, list[str]]:
    """What the check warns of now, by addressee; UserError if it blocks `target`, None: any."""
    file = vault.read(lambda session: load_appeal_file(session, appeal_id))
    if file is None:
        return {}  # issuing says so itself
    months = vault.read(stale_after_months)
    found = preflight(file, today=date.today(), stale_after_months=months, progress=progress)
    if blockers(found, target):
        raise UserError(N_("Nothing was issued: the check found what blocks it. Look there first."))
    return {one.id: warnings_of(found, one.id) for _link, one in file.addressees}


def _writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        raise UserError(N_("Nothing can be written to this folder. Choose another one."))


def save_again(vault: Vault, copy_id: UUID, path: Path, progress: Progress) -> None:
    """Draw an issued copy from its frozen content: the same bytes as the first time."""
    progress.raise_if_cancelled()
    try:
        issue.redraw(vault, copy_id, path)
    except OSError as error:
        raise UserError(UNWRITABLE) from error
