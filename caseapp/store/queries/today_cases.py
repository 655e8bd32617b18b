"""What waits among all cases: releases due, statuses that nothing has confirmed, contradictions.

The first two come from an index in memory (`today_index`), the third looks only at the
citations that contradict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import Term
from caseapp.domain.vocabulary import Bearing, Status
from caseapp.domain.waiting import (
    NEVER_STALE,
    RELEASE_SOON_MONTHS,
    Urgency,
    months_after,
    release_urgency,
)
from caseapp.store.queries.case_filter import CaseFilter
from caseapp.store.queries.facets import case_list
from caseapp.store.queries.today_index import as_day, whole_waits
from caseapp.store.records import Citation, Detainee, Event, Excerpt, Source
from caseapp.store.saving import chunks


@dataclass(frozen=True, slots=True)
class ReleaseWait:
    """A term that is over or soon will be: when it can end, how long it is, when it was told."""

    case_id: UUID
    window: UncertainDate
    term: Term
    sentenced: UncertainDate
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class StaleCase:
    """A case whose status nothing has confirmed for long; `day` is the last known one."""

    case_id: UUID
    day: date | None


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A case, and how many of its claims some source contradicts."""

    case_id: UUID
    claims: int


def waiting_releases(session: Session, today: date) -> list[ReleaseWait]:
    """Terms that are over without news of a release, and those that end within half a year.

    The longest overdue first; what can only be reckoned roughly stands by its last day.
    """
    found = []
    horizon = months_after(today, RELEASE_SOON_MONTHS)
    for case_id, release in whole_waits(session).releases.items():
        if release.window.earliest is not None and release.window.earliest > horizon:
            continue
        how = release_urgency(release.window, today)
        if how is not Urgency.LATER:
            row = ReleaseWait(case_id, release.window, release.term, release.sentenced, how)
            found.append(row)
    return sorted(found, key=_release_order)


_RANK = {Urgency.OVERDUE: 0, Urgency.DUE: 1, Urgency.SOON: 2, Urgency.LATER: 3}


def _release_order(row: ReleaseWait) -> tuple[int, date, date, int]:
    window = row.window
    last, first = window.latest or date.max, window.earliest or date.min
    return _RANK[row.urgency], last, first, row.case_id.int


def stale_cases(session: Session, today: date, months: int) -> list[StaleCase]:
    """Cases whose status nothing has confirmed for so many months, oldest first, then by number.

    The rule is `domain.waiting.is_unconfirmed`, asked of the index.
    """
    days = whole_waits(session).last_day
    limit = months_after(today, -months).toordinal()
    telling = CaseFilter(status=tuple(status for status in Status if status not in NEVER_STALE))
    found = [
        (day, case_id)
        for case_id in case_list(session, telling)
        if (day := days.get(case_id, 0)) < limit
    ]
    found.sort(key=itemgetter(0))
    return [StaleCase(case_id, as_day(day)) for day, case_id in found]


def contradicted_cases(session: Session) -> list[Contradicted]:
    """Cases in which a source contradicts a claim, those with the most such claims first."""
    query = (
        select(Citation.detainee_id, Event.detainee_id, Citation.event_id, Citation.field)
        .join(Excerpt, Excerpt.id == Citation.excerpt_id)
        .join(Source, Source.id == Excerpt.source_id)
        .outerjoin(Event, Event.id == Citation.event_id)
        .where(
            Citation.bearing == Bearing.CONTRADICTS, Citation.deleted_at.is_(None),
            Excerpt.deleted_at.is_(None), Source.deleted_at.is_(None), Event.deleted_at.is_(None),
        )
        .distinct()
    )  # fmt: skip
    claims: dict[UUID, set[tuple[object, str]]] = defaultdict(set)
    for fact_of, event_of, event, name in session.execute(query):
        claims[fact_of or event_of].add((event, name))
    alive = _alive(session, claims)
    rows = [Contradicted(owner, len(found)) for owner, found in claims.items() if owner in alive]
    return sorted(rows, key=lambda row: (-row.claims, row.case_id.int))


def _alive(session: Session, ids: Iterable[UUID]) -> set[UUID]:
    found: set[UUID] = set()
    for part in chunks(ids):
        query = select(Detainee.id).where(Detainee.id.in_(part), Detainee.deleted_at.is_(None))
        found.update(session.scalars(query))
    return found
