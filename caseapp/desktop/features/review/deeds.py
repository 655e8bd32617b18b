"""What the view asks of the vault, on the database worker. Qt-free but for the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from caseapp.desktop.features.review.allowed import newly_shown_words
from caseapp.desktop.features.review.conflicts import Conflict, load_conflicts
from caseapp.desktop.features.review.pair_page import ShownPair
from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.kept_files import small_picture
from caseapp.i18n import N_
from caseapp.matching.merge import obstacle
from caseapp.matching.pairs import Pair, evidence_of
from caseapp.matching.waiting import Waiting, gather
from caseapp.store.history import Action
from caseapp.store.queries.case_page import CasePage, load_case_page
from caseapp.store.queries.contact_ties import first_names
from caseapp.store.queries.people_index import people_index
from caseapp.store.queries.review_claims import ASIDE, VIEW, ClaimLine, aside_view
from caseapp.store.records import Excerpt, SavedView
from caseapp.store.saving import ChangeSet, chunks
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

LISTED = 300
"""Pairs that the list shows, the likeliest; all are counted."""
_PHOTO = QSize(160, 160)


@dataclass(frozen=True, slots=True)
class Listing:
    """What the lists show, with the names of the cases in the pairs."""

    waiting: Waiting
    names: dict[UUID, str]
    conflicts: Sequence[Conflict] = ()
    conflict_count: int = 0


def load_listing(vault: Vault, words: ReviewWords, progress: Progress) -> Listing:
    """Everything that waits."""
    waiting = gather(vault, progress)
    ids = {one for pair in waiting.pairs[:LISTED] for one in (pair.first, pair.second)}
    names: dict[UUID, str] = {}
    for some in chunks(ids):
        names |= vault.read(lambda session, some=some: first_names(session, some))
    return Listing(waiting, names, *load_conflicts(vault, words.t))


def load_pair(vault: Vault, pair: Pair, words: ReviewWords) -> ShownPair | None:
    """Both cases of a pair; None if one is gone by now."""
    left = vault.read(lambda session: load_case_page(session, pair.first))
    right = vault.read(lambda session: load_case_page(session, pair.second))
    if left is None or right is None:
        return None
    evidence = vault.read(
        lambda session: evidence_of(people_index(session), pair.first, pair.second)
    )
    ties = [row.kinship for page in (left, right) for row in page.kin]
    refused = obstacle(left.detainee, right.detainee, ties)
    return ShownPair(
        pair, evidence, left, right, (_photo(vault, left), _photo(vault, right)),
        words.t.error(refused) if refused else "",
        newly_shown_words(words, left, right, date.today()),
    )  # fmt: skip


def _photo(vault: Vault, page: CasePage) -> QImage | None:
    """The portrait; a picture that cannot be read is no reason to show nothing else."""
    return small_picture(vault, page.photo, _PHOTO) if page.photo is not None else None


def set_aside(vault: Vault, line: ClaimLine) -> ChangeSet:
    """Remember that somebody looked at what contradicts a claim today."""
    view = vault.read(aside_view) or SavedView(name=VIEW, view=VIEW)
    known: dict[str, Sequence[str]] = dict(view.filters.get(ASIDE, {}))
    known[line.key] = sorted({*known.get(line.key, ()), *line.against})
    view.filters = view.filters | {ASIDE: known}
    return vault.save(view, action=Action(N_("Set a contradiction aside")))


def trash_excerpt(vault: Vault, excerpt_id: UUID) -> ChangeSet:
    excerpt = vault.get(Excerpt, excerpt_id)
    if excerpt is None:
        return ChangeSet()
    return vault.trash(excerpt, action=Action(N_("Put an excerpt in the trash")))
