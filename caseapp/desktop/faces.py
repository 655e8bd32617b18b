"""Photos of a few people for small cards. Runs on the database worker."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from caseapp.desktop.kept_files import small_picture
from caseapp.store.queries.cases import CaseRow
from caseapp.store.records import Attachment
from caseapp.store.vault import Vault

_FACE = QSize(80, 80)


def faces(vault: Vault, rows: Iterable[CaseRow]) -> dict[UUID, QImage]:
    """The photos that there are, by the case; a damaged one is told on the page of its case."""
    found: dict[UUID, QImage] = {}
    for row in rows:
        attachment = vault.get(Attachment, row.photo_id) if row.photo_id else None
        image = small_picture(vault, attachment, _FACE) if attachment is not None else None
        if image is not None:
            found[row.id] = image
    return found
