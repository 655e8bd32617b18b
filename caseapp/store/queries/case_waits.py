"""The end of each term and the last word of each case, in memory beside the columns of facets.

Filled in the same walk through the vault (`facet_index`). It knows no "today": days pass, and
what stands here stays true. Knows no SQL and no record.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import Term


@dataclass(frozen=True, slots=True)
class Release:
    """When the latest term of a case can end, how long it is, and when it was told."""

    window: UncertainDate
    term: Term
    sentenced: UncertainDate


class CaseWaits:
    """Of living cases. Only for the thread that has the vault's turn.

    `last_day` is the ordinal of the latest day on which anything confirmed a status, 0 where
    no day is known; `releases` holds the cases with a term whose end can be reckoned.
    """

    def __init__(self) -> None:
        self.last_day: dict[UUID, int] = {}
        self.releases: dict[UUID, Release] = {}

    def put(self, case_id: UUID, *, alive: bool, last_day: int, release: Release | None) -> None:
        """Note what is known of a case, new or known already."""
        if alive:
            self.last_day[case_id] = last_day
        else:
            self.last_day.pop(case_id, None)
        if alive and release is not None:
            self.releases[case_id] = release
        else:
            self.releases.pop(case_id, None)
