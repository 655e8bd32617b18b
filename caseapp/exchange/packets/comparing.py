"""One field here and there: who has the newer value, without a version that both once shared.

Each side knows what it has now and, in order, what it had before. That is enough for any number
of stations. Values are compared as digests, so this knows no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum


class Outcome(Enum):
    """What becomes of one field."""

    SAME = "same"
    TAKE = "take"
    """Theirs is newer: what stands here, they had before."""
    KEEP = "keep"
    """Mine is newer: what they have, stood here before."""
    CONFLICT = "conflict"
    """Both sides changed it, each in its own way."""


def outcome(
    mine: str, mine_before: Sequence[str], theirs: str, theirs_before: Sequence[str]
) -> Outcome:
    """What becomes of a field that is `mine` here and `theirs` in the packet.

    Where each had the other's value before, whoever went through all that the other did, in
    that order, is the newer.
    """
    if mine == theirs:
        return Outcome.SAME
    they_knew, we_knew = mine in theirs_before, theirs in mine_before
    if they_knew and we_knew:
        here, there = (*mine_before, mine), (*theirs_before, theirs)
        they_knew, we_knew = _went_through(there, here), _went_through(here, there)
    if they_knew is we_knew:
        return Outcome.CONFLICT
    return Outcome.TAKE if they_knew else Outcome.KEEP


def _went_through(longer: Iterable[str], shorter: Sequence[str]) -> bool:
    """Whether the values of one stand in the other in the same order."""
    rest = iter(longer)
    return all(value in rest for value in shorter)
