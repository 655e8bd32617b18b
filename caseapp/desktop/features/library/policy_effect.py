"""What a draft of the rules would show that is hidden now, counted by the wall itself. Qt-free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from caseapp.disclosure.grants import GrantBook
from caseapp.domain.consent import Grants, decide
from caseapp.domain.consent_matrix import GROUPS, About
from caseapp.domain.policy import Cell, Policy, loosened
from caseapp.store.queries.cases import CaseQuery, case_ids
from caseapp.store.queries.named_facet import ConsentBatch, load_batch
from caseapp.store.saving import chunks
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


def newly_shown(
    vault: Vault, draft: Policy, current: Policy, today: date, progress: Progress
) -> dict[Cell, int]:
    """In how many cases each loosened cell about the detainee would show what is hidden now.

    Classes about those who tell and about relatives are not counted: their decision needs the
    whole appeal. Zero is kept: the rule is looser, and nobody's information is reached by it.
    """
    cells = [cell for cell in loosened(draft, current) if cell[1] in GROUPS[About.DETAINEE]]
    counts = dict.fromkeys(cells, 0)
    if not cells:
        return counts
    for some in chunks(vault.read(lambda session: case_ids(session, CaseQuery()))):
        progress.raise_if_cancelled()
        batch = vault.read(lambda session, ids=some: load_batch(session, ids))
        for cell, count in _in_batch(batch, cells, draft, current, today).items():
            counts[cell] += count
    return counts


def _in_batch(
    batch: ConsentBatch, cells: Sequence[Cell], draft: Policy, current: Policy, today: date
) -> Mapping[Cell, int]:
    book, nobody_asked = GrantBook(batch.file, today), Grants(is_detainee=True)
    counts = dict.fromkeys(cells, 0)
    for cell in cells:
        for case in batch.ids:
            grants = book.detainee(case) if case in batch.file.detainees else nobody_asked
            published = case in batch.published

            def shown(policy: Policy, who: Grants = grants, public: bool = published,
                      at: Cell = cell) -> bool:  # fmt: skip
                return decide(at[1], at[0], policy, [who], today, published=public).shown

            counts[cell] += shown(draft) and not shown(current)
    return counts
