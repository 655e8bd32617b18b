"""What the view asks of the vault, on the database worker: the list, its counts, rows, one card.

While the index of a large vault is being built, the first cases come straight from the
database; the whole list and the counts follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSize

from caseapp.desktop.features.cases.audiences import decide_batch
from caseapp.desktop.features.cases.preview import Card
from caseapp.desktop.kept_files import small_picture
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.cases import (
    CaseQuery,
    CaseRow,
    case_count,
    case_ids,
    case_prefixes,
    case_rows,
)
from caseapp.store.queries.facet_index import STEP, facet_index, whole_index
from caseapp.store.queries.facets import FacetCounts, all_counts, case_list, facet_counts
from caseapp.store.queries.imported import imported_from
from caseapp.store.queries.named_facet import keep_named, next_batch
from caseapp.store.queries.preview import load_case_preview
from caseapp.store.queries.saved_views import SavedFilter, saved_views
from caseapp.store.queries.sounding import hears, listen
from caseapp.store.vault import Vault

FIRST = 256
"""Cases that are listed before the index is there."""
BATCH = 2_000
"""Cases that are decided on in one step: a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The cases that a filter shows, how many there are in all, and how many prefixes.

    `counts` are None while the index is being built; then `ids` are the first cases only, or
    None where even these cannot be told yet. `whole` are the counts without any filter.
    """

    shown: CaseFilter
    ids: Sequence[UUID] | None
    total: int
    prefixes: int
    counts: FacetCounts | None
    whole: FacetCounts | None
    named: bool
    heard: bool | None = True
    """Whether names were looked for in every script; None while these are still being read."""
    list_name: str = ""
    """The file of the import whose cases are asked for."""


def ask_list(vault: Vault, shown: CaseFilter, today: date) -> Answer:
    """Which cases to list, in their order, with the counts of every facet."""

    def query(session: object) -> Answer:
        index = facet_index(session)
        if not index.ready:
            total = case_count(session)
            if total > STEP:
                return _first(session, shown, total)
            index = whole_index(session)
        whole = all_counts(session)
        counts = facet_counts(session, shown) if shown.narrows else whole
        named = index.named_on == today and not index.columns.waits
        ids = case_list(session, shown)
        heard = hears(session) if shown.text.strip() else True
        listed = imported_from(session, shown.imported) if shown.imported else ""
        return Answer(
            shown, ids, whole.total, index.columns.prefixes, counts, whole, named, heard, listed
        )  # fmt: skip

    return vault.read(query)


def _first(session: object, shown: CaseFilter, total: int) -> Answer:
    """The first cases by number, if nothing else is asked for."""
    asked = shown.in_force or shown.imported or shown.descending
    plain = not asked and shown.order == "number"
    ids = case_ids(session, CaseQuery(shown.text, most=FIRST)) if plain else None
    return Answer(shown, ids, total, len(case_prefixes(session)), None, None, named=False)


def read_names(vault: Vault) -> bool:
    """Read the next names, so that they can be found in every script; whether all are read."""
    return vault.read(listen) is None


def build_some(vault: Vault) -> tuple[int, int] | None:
    """Read the next cases into the index; how far it is, None when it is done."""

    def query(session: object) -> tuple[int, int] | None:
        index = facet_index(session)
        if not index.ready:
            index.step(session)
        return None if index.ready else index.progress

    return vault.read(query)


def decide_some(vault: Vault, today: date) -> int:
    """Decide on the next cases to whom they may be named; how many still wait."""

    def query(session: object) -> int:
        waiting = next_batch(session, today, BATCH)
        if waiting is None:
            return 0
        batch, count = waiting
        keep_named(session, decide_batch(batch, today))
        return count - len(batch.ids)

    return vault.read(query)


def ask_rows(vault: Vault, ids: Sequence[UUID], language: str) -> list[CaseRow]:
    """One stretch of the list."""
    return vault.read(lambda session: case_rows(session, ids, language))


def ask_views(vault: Vault) -> list[SavedFilter]:
    """The saved views, by name."""
    return vault.read(saved_views)


def ask_card(vault: Vault, case: UUID, language: str, photo: QSize) -> Card | None:
    """The card of a case with its photo, no larger than `photo` device pixels."""
    preview = vault.read(lambda session: load_case_preview(session, case, language))
    if preview is None:
        return None
    shown = small_picture(vault, preview.photo, photo) if preview.photo is not None else None
    return Card(preview, shown)
