"""Everything that one appeal's page shows, read at once. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from caseapp.desktop.letters.state import Key, LetterState, letter_state
from caseapp.dossier.compile.left_out import LeftOut
from caseapp.dossier.compile.particulars import signs_for
from caseapp.dossier.letter_choice import chosen_letter, is_single
from caseapp.store.queries.appeals import (
    AddresseeRow,
    AppealPage,
    load_appeal_page,
    signatory_rows,
)
from caseapp.store.queries.appeals_follow import sheets_of
from caseapp.store.queries.appeals_ways import CopyWay, copy_ways, working_days
from caseapp.store.records import Attachment, LetterTemplate, Signatory, SignatureSheet
from caseapp.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Loaded:
    """The page, its letters by name and language, and the way of each copy."""

    page: AppealPage
    letters: Mapping[Key, LetterState]
    ways: tuple[CopyWay, ...]
    days: Mapping[date, bool]
    signatories: tuple[tuple[Signatory, str], ...]
    sheets: tuple[tuple[SignatureSheet, Attachment | None], ...] = ()

    def letter_of(self, row: AddresseeRow | None) -> LetterState | None:
        return self.letters.get(letter_key(row)) if row is not None else None


def letter_key(row: AddresseeRow) -> Key:
    """Name and language of the letter of a copy; of a row of a loaded page."""
    return row.letter, row.language


def _with_letters(page: AppealPage, signatories: Sequence[Signatory]) -> AppealPage:
    """The page with the letter that each addressee's copy prints in the place of its own."""

    def chosen(row: AddresseeRow) -> AddresseeRow:
        without = LeftOut.read(row.left_out).persons
        kinds = [one.case.kind for one in page.persons if one.case.id not in without]
        signing = sum(signs_for(one, row.id, row.audience) for one in signatories)
        single = is_single(signing, page.appeal.blank_signature_rows, kinds)
        letter = chosen_letter(
            own=row.own_letter, kind=page.appeal.kind, named=row.letter,
            audience=row.audience, single=single,
        )  # fmt: skip
        return replace(row, letter=letter)

    return replace(page, addressees=tuple(chosen(row) for row in page.addressees))


def load(vault: Vault, appeal_id: UUID, language: str) -> Loaded | None:
    """None if there is no such appeal outside the trash."""

    def read(session: Any) -> tuple[Any, ...] | None:
        page = load_appeal_page(session, appeal_id, language)
        if page is None:
            return None
        return (
            page, copy_ways(session, appeal_id), working_days(session),
            signatory_rows(session, appeal_id), sheets_of(session, appeal_id),
        )  # fmt: skip

    found = vault.read(read)
    if found is None:
        return None
    page, ways, days, signatories, sheets = found
    page = _with_letters(page, [signatory for signatory, _name in signatories])
    kept = vault.all(LetterTemplate)
    keys = dict.fromkeys(letter_key(row) for row in page.addressees)
    letters = {key: letter_state(page.appeal.letters, kept, key) for key in keys}
    return Loaded(page, letters, tuple(ways), days, tuple(signatories), tuple(sheets))
