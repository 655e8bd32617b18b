"""All that waits to be reviewed, and the pairs of each open vault, found once and then followed.

Everybody is compared once for each time a vault is open: of some thousands at once, of more in
the background when somebody asks for it. After that only what changed is compared with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from caseapp.i18n import N_
from caseapp.matching.everybody import Everybody, everybody
from caseapp.matching.pairs import Pair, pairs_of, scan
from caseapp.store.queries.cases import case_count
from caseapp.store.queries.people_index import PeopleIndex, people_index
from caseapp.store.queries.review import decided_pairs
from caseapp.store.queries.review_claims import (
    ClaimLine,
    LooseExcerpt,
    contradicted_claims,
    loose_count,
    loose_excerpts,
)
from caseapp.store.records import utc_now
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

LARGE = 4_000
"""Cases that are compared in about a second; more would hold up what is asked for meanwhile."""
_FOLLOWED = 50
"""Changed cases up to which each is compared with the rest; with more everybody is again."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person has to look at; of the loose excerpts only the newest, and their number.

    `compared` is False while the pairs of a large vault have not been looked for.
    """

    pairs: tuple[Pair, ...]
    claims: tuple[ClaimLine, ...]
    excerpts: tuple[LooseExcerpt, ...]
    excerpt_count: int
    compared: bool = True


def gather(vault: Vault, progress: Progress) -> Waiting:
    """Everything that is known; the pairs of a large vault only after `compare`."""
    compared = is_compared(vault) or not _is_large(vault)
    return Waiting(
        pairs(vault, progress) if compared else (),
        tuple(vault.read(contradicted_claims)),
        tuple(vault.read(loose_excerpts)),
        vault.read(loose_count),
        compared,
    )


def pairs(vault: Vault, progress: Progress, now: datetime | None = None) -> tuple[Pair, ...]:
    """The pairs that nobody has decided on, the likeliest first; compares if nobody has."""
    while True:
        compare(vault, progress)
        found = vault.read(lambda session: _undecided(session, now or utc_now()))
        if found is not None:
            return found


def pair_count(vault: Vault, progress: Progress) -> int:
    """How many pairs wait.

    A large vault is not compared for the sake of a number while it is being opened: 0 until
    somebody has looked at what waits.
    """
    if not is_compared(vault) and _is_large(vault):
        return 0
    return len(pairs(vault, progress))


def waiting_count(vault: Vault, progress: Progress) -> int:
    """Pairs and contradictions: what the navigation counts, under the reserve of `pair_count`."""
    if not is_compared(vault) and _is_large(vault):
        return 0
    return pair_count(vault, progress) + len(vault.read(contradicted_claims))


def _is_large(vault: Vault) -> bool:
    return vault.read(case_count) > LARGE


# -- comparing, and following ------------------------------------------------------------------
@dataclass
class _Kept:
    """The pairs of an index as of its `mark`."""

    mark: tuple[int, int]
    pairs: dict[tuple[UUID, UUID], Pair] = field(default_factory=dict)


_kept: WeakKeyDictionary[PeopleIndex, _Kept] = WeakKeyDictionary()


def is_compared(vault: Vault) -> bool:
    """Whether the pairs are known, or would be after a moment."""
    return bool(vault.read(lambda session: _followed(people_index(session)) is not None))


def compare(vault: Vault, progress: Progress) -> None:
    """Compare everybody, if that has not been done: half a minute with 100,000 cases.

    For whoever may hold up the vault so long; else its parts one by one: `read_step` until it
    is ready, `take`, then `scan` on any thread, `keep`. Raises Cancelled.
    """
    if is_compared(vault):
        return
    while True:
        step = read_step(vault)
        if step.ready:
            break
        progress.raise_if_cancelled()
        progress.report(step.read, step.total, N_("Reading cases"))
    taken = take(vault)
    keep(vault, taken, scan(taken.people, progress))


@dataclass(frozen=True, slots=True)
class ReadStep:
    """How far the index of people is."""

    read: int
    total: int
    ready: bool


def read_step(vault: Vault) -> ReadStep:
    """Read the next cases into the index of people: a fifth of a second."""

    def step(session: Any) -> ReadStep:
        index = people_index(session)
        if not index.ready:
            index.step(session)
        return ReadStep(*index.progress, index.ready)

    return vault.read(step)


@dataclass(frozen=True, slots=True)
class Taken:
    """Everybody as of one moment."""

    people: Everybody
    mark: tuple[int, int]


def take(vault: Vault) -> Taken:
    """What `scan` compares; the index of people must be ready."""

    def copy(session: Any) -> Taken:
        index = people_index(session)
        return Taken(everybody(index), index.mark)

    return vault.read(copy)


def keep(vault: Vault, taken: Taken, found: Iterable[Pair]) -> None:
    """Keep what `scan` found; what changed meanwhile is compared when it is asked for."""
    kept = _Kept(taken.mark, {(pair.first, pair.second): pair for pair in found})

    def note(session: Any) -> None:
        _kept[people_index(session)] = kept

    vault.read(note)


def _followed(index: PeopleIndex) -> _Kept | None:
    """The kept pairs with what changed since; None if they have to be found anew."""
    kept = _kept.get(index)
    touched = index.touched_since(kept.mark) if kept is not None and index.ready else None
    if kept is None or touched is None:
        return None
    if len(touched) > max(_FOLLOWED, len(index.known) // 2_000):
        del _kept[index]
        return None
    if touched:
        kept.pairs = {key: pair for key, pair in kept.pairs.items() if not touched & {*key}}
        kept.pairs |= {(pair.first, pair.second): pair for pair in pairs_of(index, touched)}
        kept.mark = index.mark
    return kept


def _undecided(session: Any, now: datetime) -> tuple[Pair, ...] | None:
    index = people_index(session)
    kept = _followed(index)
    if kept is None:
        return None
    decided = decided_pairs(session, kept.pairs, now)
    waiting = [pair for key, pair in kept.pairs.items() if key not in decided]
    serial = {one: index.known[one].serial for key in kept.pairs for one in key}
    waiting.sort(key=lambda pair: (-pair.points, serial[pair.first], serial[pair.second]))
    return tuple(waiting)
