"""What the events of a case say together: status, last word, end of the term, the taking.

Asked of a hundred thousand cases in one walk, so it takes events as the database holds them,
dates and codes as text, and remembers: many cases go the same course. Knows no SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import StatusEvent, Term, derive_status, in_order, release_window
from caseapp.domain.vocabulary import EventKind, FacilityKind, Status, TermStart
from caseapp.store.queries.case_waits import Release

BEGINS_CUSTODY = (EventKind.TAKEN, EventKind.REPATRIATED, EventKind.RETAKEN)
"""Events that begin a custody; the earliest is when the person was "taken"."""

_BEGINS = frozenset(kind.value for kind in BEGINS_CUSTODY)
_SENTENCED = EventKind.SENTENCED.value
_CLOSED = (Status.RELEASED, Status.DIED)
_NO_BEGINNING: tuple[str, str | None] = ("9999", None)


class Told(NamedTuple):
    """One event as the database holds it: codes, days as ISO text, a term in parts."""

    kind: str
    first: str | None
    last: str | None
    facility: str
    years: int | None
    months: int | None
    days: int | None
    start: str
    text: str
    edtf: str | None


class Course(NamedTuple):
    """What the events of a case say. Days are ordinals, 0: not known.

    `first_year` and `last_year` bound the taking; None: open, or nothing is known.
    """

    status: Status
    last_day: int
    taken: int
    first_year: int | None
    last_year: int | None
    release: Release | None


def course_of(events: Sequence[Told]) -> Course:
    """Reckon the course of a case from its events, in the order in which they were entered."""
    if not events:
        return _NOTHING
    bounds = sorted({day for told in events for day in (told.first, told.last) if day})
    rank = {day: place for place, day in enumerate(bounds, 1)}
    status, at = _status(
        tuple(
            (told.kind, rank.get(told.first or "", 0), rank.get(told.last or "", 0), told.facility)
            for told in events
        )
    )
    release = None
    if status not in _CLOSED and any(told.kind == _SENTENCED for told in events):
        release = _release(tuple(events))
    begun = [(told.first or "9999", told.last) for told in events if told.kind in _BEGINS]
    first, last = min(begun, key=lambda begin: begin[0]) if begun else _NO_BEGINNING
    return Course(
        status=status,
        last_day=_ordinal(bounds[at - 1]) if at else 0,
        taken=_ordinal(first) if first != "9999" else 0,
        first_year=int(first[:4]) if first != "9999" else None,
        last_year=int(last[:4]) if last else None,
        release=release,
    )


_NOTHING = Course(Status.UNKNOWN, 0, 0, None, None, None)
_Ranked = tuple[str, int, int, str]
"""Kind, places of the first and last possible day among all days of the case, facility."""


@lru_cache(maxsize=20_000)
def _status(events: tuple[_Ranked, ...]) -> tuple[Status, int]:
    """Status, and the place of the last day that confirmed it, 0 for none.

    The rule only asks what came before what, so places stand for days: cases whose events
    follow one another alike share one answer.
    """
    report = derive_status(
        [
            StatusEvent(
                key=place,
                kind=EventKind(kind),
                when=UncertainDate("", None, _placed(first), _placed(last)),
                facility=FacilityKind(facility),
            )
            for place, (kind, first, last, facility) in enumerate(events)
        ]
    )
    day = report.as_of.latest or report.as_of.earliest
    return report.status, day.toordinal() - 1 if day else 0


def _placed(place: int) -> date | None:
    # The first day of all stands for "no day" where events are put in order.
    return date.fromordinal(place + 1) if place else None


@lru_cache(maxsize=5_000)
def _release(events: tuple[Told, ...]) -> Release | None:
    """When the latest term can end; None if none can be reckoned."""
    known = [
        StatusEvent(
            key=place,
            kind=EventKind(told.kind),
            when=UncertainDate(told.text, told.edtf, _day(told.first), _day(told.last)),
            facility=FacilityKind(told.facility),
            term=Term(told.years or 0, told.months or 0, told.days or 0),
            term_start=TermStart(told.start),
        )
        for place, told in enumerate(events)
    ]
    window = release_window(known)
    if window is None:
        return None
    sentence = [e for e in in_order(known) if e.kind is EventKind.SENTENCED and e.term][-1]
    return Release(window, sentence.term, sentence.when)


@lru_cache(maxsize=10_000)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=10_000)
def _ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()
