"""Issuing a copy and writing an issued one again: the two ways out of the program. Qt-free."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from caseapp.desktop.features.appeals.drafts import OFFICE, Target
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


def issue_to(
    vault: Vault, appeal_id: UUID, target: Target, language: str, path: Path, progress: Progress
) -> object:
    """Issue the copy for `target`: it is registered and its PDF written to `path`."""
    from caseapp.dossier import issue

    if target == OFFICE:
        return issue.issue_office_copy(vault, appeal_id, path=path)
    return issue.issue_copy(vault, appeal_id, target, language=language, path=path)


def save_again(vault: Vault, copy_id: UUID, path: Path, progress: Progress) -> object:
    """Draw an issued copy from its frozen content: the same bytes as the first time."""
    from caseapp.dossier import issue

    return issue.redraw(vault, copy_id, path)
