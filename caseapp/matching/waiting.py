"""All that waits to be reviewed, gathered in steps so that a large vault shows how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from caseapp.i18n import N_
from caseapp.store.queries.cases import case_count
from caseapp.store.queries.review import Pair, waiting_pairs
from caseapp.store.queries.review_claims import (
    ClaimLine,
    LooseExcerpt,
    contradicted_claims,
    loose_count,
    loose_excerpts,
)
from caseapp.store.queries.review_index import match_index
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

LARGE = 25_000
"""Cases that are compared in about a second; more would hold up what is asked for meanwhile."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person has to look at; of the loose excerpts only the newest, and their number."""

    pairs: tuple[Pair, ...]
    claims: tuple[ClaimLine, ...]
    excerpts: tuple[LooseExcerpt, ...]
    excerpt_count: int


def gather(vault: Vault, progress: Progress) -> Waiting:
    """Everything. The first time it reads all cases, and can be cancelled between two steps."""
    return Waiting(
        pairs(vault, progress),
        tuple(vault.read(contradicted_claims)),
        tuple(vault.read(loose_excerpts)),
        vault.read(loose_count),
    )


def pairs(vault: Vault, progress: Progress) -> tuple[Pair, ...]:
    """The pairs that nobody has decided on, the likeliest first."""
    index = vault.read(match_index)
    while not index.ready:
        progress.raise_if_cancelled()
        progress.report(*index.progress, N_("Comparing cases"))
        vault.read(index.step)
    return vault.read(waiting_pairs)


def pair_count(vault: Vault, progress: Progress) -> int:
    """How many pairs wait.

    A large vault is not read for the sake of a number while it is being opened: 0 until
    somebody has looked at what waits.
    """
    if not vault.read(match_index).ready and vault.read(case_count) > LARGE:
        return 0
    return len(pairs(vault, progress))


def waiting_count(vault: Vault, progress: Progress) -> int:
    """Pairs and contradictions: what the navigation counts, under the reserve of `pair_count`."""
    if not vault.read(match_index).ready and vault.read(case_count) > LARGE:
        return 0
    return pair_count(vault, progress) + len(vault.read(contradicted_claims))
