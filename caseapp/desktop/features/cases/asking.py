"""What the view asks of the vault, on the database worker: the list, its rows, one card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QSize

from caseapp.desktop.features.cases.preview import Card
from caseapp.desktop.widgets.pictures import image_from_bytes
from caseapp.errors import UserError
from caseapp.store.queries.cases import (
    CaseQuery,
    CaseRow,
    case_count,
    case_ids,
    case_prefixes,
    case_rows,
)
from caseapp.store.queries.preview import load_case_preview
from caseapp.store.vault import Vault


@dataclass(frozen=True)
class Answer:
    """The cases that a query shows, how many there are in all, and how many prefixes."""

    ids: list[UUID]
    count: int
    prefixes: int


def ask_list(vault: Vault, query: CaseQuery) -> Answer:
    """Which cases to list, in their order."""
    return vault.read(
        lambda session: Answer(
            case_ids(session, query), case_count(session), len(case_prefixes(session))
        )
    )


def ask_rows(vault: Vault, ids: Sequence[UUID], language: str) -> list[CaseRow]:
    """One stretch of the list."""
    return vault.read(lambda session: case_rows(session, ids, language))


def ask_card(vault: Vault, case: UUID, language: str, photo: QSize) -> Card | None:
    """The card of a case with its photo, no larger than `photo` device pixels."""
    preview = vault.read(lambda session: load_case_preview(session, case, language))
    if preview is None or preview.photo is None:
        return Card(preview, None) if preview else None
    try:
        return Card(preview, image_from_bytes(vault.read_attachment(preview.photo), photo))
    except UserError:  # a damaged photo must not hide the case; its page tells
        return Card(preview, None)
