"""What waits among all cases, out of the one index in memory that also counts and filters them.

wait_index(session).ready; whole_waits(session).releases
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from caseapp.store.queries.case_waits import CaseWaits
from caseapp.store.queries.facet_index import FacetIndex, facet_index, whole_index


def wait_index(session: Session) -> FacetIndex:
    """The index as far as it is built: its `waits` say what this room asks."""
    return facet_index(session)


def whole_waits(session: Session) -> CaseWaits:
    """What waits among all cases; the index is built to its end if it was not."""
    return whole_index(session).waits


def as_day(ordinal: int) -> date | None:
    """The day of `CaseWaits.last_day`."""
    return date.fromordinal(ordinal) if ordinal else None
