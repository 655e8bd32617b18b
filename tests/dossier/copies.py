"""Copies for tests: each addressee's and the office's own, whatever the check says of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from uuid import UUID

from caseapp.dossier import issue
from caseapp.store.casefile import load_appeal_file
from caseapp.store.vault import Vault


def every_copy(
    vault: Vault,
    appeal_id: UUID,
    folder: Path,
    *,
    produced_at: datetime,
    languages: Mapping[UUID, str] | None = None,
) -> list[issue.IssuedCopy]:
    """Issue all copies of an appeal into `folder`, named by their numbers."""
    file = vault.read(lambda session: load_appeal_file(session, appeal_id))
    assert file is not None
    made = [
        issue.issue_copy(
            vault, appeal_id, to.id, language=(languages or {}).get(to.id, ""),
            path=folder / f"copy-{place}.pdf", produced_at=produced_at,
        )
        for place, (_link, to) in enumerate(file.addressees, 1)
    ]  # fmt: skip
    path = folder / f"copy-{len(made) + 1}-office.pdf"
    return [*made, issue.issue_office_copy(vault, appeal_id, path=path, produced_at=produced_at)]
