"""Everything that one appeal's page shows, read at once. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from caseapp.desktop.letters.state import Key, LetterState, letter_state
from caseapp.disclosure.left_out import LeftOut
from caseapp.dossier.compile.particulars import signs_for
from caseapp.dossier.form_templates import ROW_PREFIX
from caseapp.dossier.languages import OF_COPIES, worded_in
from caseapp.dossier.letter_choice import chosen_letter, is_single
from caseapp.dossier.letter_titles import in_order
from caseapp.dossier.letters import shipped_letters
from caseapp.store.queries.appeals import (
    AddresseeRow,
    AppealPage,
    load_appeal_page,
    signatory_rows,
)
from caseapp.store.queries.appeals_files import files_of_appeal
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
    templates: tuple[LetterTemplate, ...] = ()
    """The office's own letters."""
    files: tuple[Attachment, ...] = ()
    """Papers of the cases that can go with a copy."""
    usual: Mapping[UUID, str] = field(default_factory=dict)
    """By addressee: the letter of its copy where none was chosen for that copy."""

    @property
    def letter_names(self) -> list[str]:
        """Every letter that there is, in the order of a choice."""
        return in_order(name for name, _language in self._written())

    def languages_of(self, row: AddresseeRow) -> list[str]:
        """Languages in which the letter of a copy is written: shipped, the office's or its own."""
        there = {language for name, language in self._written() if name == row.letter}
        return [code for code in OF_COPIES if worded_in(code) in there]

    def _written(self) -> set[Key]:
        own = {
            (one.name, one.language)
            for one in self.templates
            if one.deleted_at is None and not one.name.startswith(ROW_PREFIX)
        }
        edited = {tuple(key.rsplit(".", 1)) for key in self.page.appeal.letters if "." in key}
        return {*shipped_letters(), *own, *((one[0], one[1]) for one in edited)}

    def letter_of(self, row: AddresseeRow | None) -> LetterState | None:
        return self.letters.get(letter_key(row)) if row is not None else None


def letter_key(row: AddresseeRow) -> Key:
    """Name and language of the letter of a copy; of a row of a loaded page."""
    return row.letter, worded_in(row.language)


def _with_letters(
    page: AppealPage, signatories: Sequence[Signatory]
) -> tuple[AppealPage, dict[UUID, str]]:
    """The page with the letter that each addressee's copy prints in the place of its own; by
    addressee the one that would be printed if none were chosen for the copy."""
    usual: dict[UUID, str] = {}

    def chosen(row: AddresseeRow) -> AddresseeRow:
        without = LeftOut.read(row.left_out).persons
        kinds = [one.case.kind for one in page.persons if one.case.id not in without]
        signing = sum(signs_for(one, row.id, row.audience) for one in signatories)
        single = is_single(signing, page.appeal.blank_signature_rows, kinds)
        usual[row.id] = chosen_letter(
            own="", kind=page.appeal.kind, named=row.letter, audience=row.audience, single=single
        )
        return replace(row, letter=row.own_letter or usual[row.id])

    return replace(page, addressees=tuple(chosen(row) for row in page.addressees)), usual


def load(vault: Vault, appeal_id: UUID, language: str) -> Loaded | None:
    """None if there is no such appeal outside the trash."""

    def read(session: Any) -> tuple[Any, ...] | None:
        page = load_appeal_page(session, appeal_id, language)
        if page is None:
            return None
        return (
            page, copy_ways(session, appeal_id), working_days(session),
            signatory_rows(session, appeal_id), sheets_of(session, appeal_id),
            files_of_appeal(session, appeal_id),
        )  # fmt: skip

    found = vault.read(read)
    if found is None:
        return None
    page, ways, days, signatories, sheets, files = found
    page, usual = _with_letters(page, [signatory for signatory, _name in signatories])
    kept = vault.all(LetterTemplate)
    keys = dict.fromkeys(letter_key(row) for row in page.addressees)
    letters = {key: letter_state(page.appeal.letters, kept, key) for key in keys}
    return Loaded(
        page, letters, tuple(ways), days, tuple(signatories), tuple(sheets),
        templates=tuple(kept), files=tuple(files), usual=usual,
    )  # fmt: skip
