"""Everything that one appeal's page shows, read at once. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from caseapp.desktop.letters.state import Key, LetterState, letter_state
from caseapp.dossier.letters import DEFAULT_LETTERS
from caseapp.store.queries.appeals import (
    AddresseeRow,
    AppealPage,
    load_appeal_page,
    signatory_rows,
)
from caseapp.store.queries.appeals_ways import CopyWay, copy_ways, working_days
from caseapp.store.records import LetterTemplate, Signatory
from caseapp.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Loaded:
    """The page, its letters by name and language, and the way of each copy."""

    page: AppealPage
    letters: Mapping[Key, LetterState]
    ways: tuple[CopyWay, ...]
    days: Mapping[date, bool]
    signatories: tuple[tuple[Signatory, str], ...]

    def letter_of(self, row: AddresseeRow | None) -> LetterState | None:
        return self.letters.get(letter_key(row)) if row is not None else None


def letter_key(row: AddresseeRow) -> Key:
    """Name and language of the letter of a copy."""
    return row.letter or DEFAULT_LETTERS.get(row.audience, "wgeid"), row.language


def load(vault: Vault, appeal_id: UUID, language: str) -> Loaded | None:
    """None if there is no such appeal outside the trash."""

    def read(session: Any) -> tuple[Any, ...] | None:
        page = load_appeal_page(session, appeal_id, language)
        if page is None:
            return None
        return (
            page, copy_ways(session, appeal_id), working_days(session),
            signatory_rows(session, appeal_id),
        )  # fmt: skip

    found = vault.read(read)
    if found is None:
        return None
    page, ways, days, signatories = found
    kept = vault.all(LetterTemplate)
    keys = dict.fromkeys(letter_key(row) for row in page.addressees)
    letters = {key: letter_state(page.appeal.letters, kept, key) for key in keys}
    return Loaded(page, letters, tuple(ways), days, tuple(signatories))
