"""What the reader asks the store for. Runs on the database worker."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseapp.desktop.features.sources.type_ahead import MOST, Choice
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.forms.lines import PersonWords
from caseapp.desktop.people import person_words
from caseapp.store.queries.cases import CaseRow
from caseapp.store.queries.choosing import people_found
from caseapp.store.queries.source_page import (
    LastClaim,
    SourcePage,
    SourcePlace,
    last_claim,
    load_claims_of,
    load_source_page,
    place_of_source,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


@dataclass(frozen=True, slots=True)
class Loaded:
    """A page, where it stands among all, and what was cited last."""

    page: SourcePage | None
    place: SourcePlace | None
    last: LastClaim | None
    last_case: CaseRow | None


def load_reader(vault: Vault, source_id: UUID, language: str) -> Loaded:
    """Everything that the reader shows of a source; no page if it is gone."""
    page = vault.read(lambda s: load_source_page(s, source_id, language))
    place = vault.read(lambda s: place_of_source(s, source_id))
    last = vault.read(lambda s: last_claim(s, source_id)) if page is not None else None
    if last is None:
        return Loaded(page, place, None, None)
    case_id = last.case_id
    claims = vault.read(lambda s: load_claims_of(s, case_id, language))
    return Loaded(page, place, last, claims.case if claims is not None else None)


class Finder:
    """Finds cases and contacts by typed words, each with what tells namesakes apart."""

    def __init__(self, vault: Vault, words: SourceWords) -> None:
        self._vault, self._words = vault, words

    def cases(self, typed: str, _progress: Progress) -> list[Choice]:
        return self._found(typed, "detainee")

    def contacts(self, typed: str, _progress: Progress) -> list[Choice]:
        return self._found(typed, "contact")

    def _found(self, typed: str, kind: str) -> list[Choice]:
        t = self._words.t
        found = self._vault.read(
            lambda s: people_found(s, typed, kinds=(kind,), limit=MOST + 1, language=t.language)
        )
        return [Choice(one.id, person_words(t, one)) for one in found]

    def case(self, row: CaseRow) -> Choice:
        """The choice that stands for a case of which the row is known."""
        second = self._words.second_name(row)
        detail = " · ".join(part for part in (self._words.apart(row), second) if part)
        return Choice(row.id, PersonWords(self._words.person(row), detail))
