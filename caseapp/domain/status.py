"""What is derived from a case's events and sources, never stored as truth.

Current status with its "as of", window of the expected release, how far a claim is
verified, what a file still lacks. Pure functions on small values; knows no record of the
store, so that a copy can derive its own status from the events that it may show.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, timedelta

from caseapp.domain.dates import UncertainDate, add_term, span
from caseapp.domain.vocabulary import (
    Credibility,
    EventKind,
    FacilityKind,
    Reliability,
    SourceKind,
    Status,
    TermStart,
    Verification,
)

STALE_AFTER = timedelta(days=180)
"""Older knowledge is printed with the words that say so."""


@dataclass(frozen=True, slots=True)
class Grade:
    """The Admiralty pair: reliability of the source, credibility of the information."""

    reliability: Reliability
    credibility: Credibility

    def __str__(self) -> str:
        return f"{self.reliability.value}{self.credibility.value}"

    @property
    def credible(self) -> bool:
        """Not called doubtful or improbable, and not unjudged from an unreliable source."""
        if self.credibility is Credibility.UNJUDGED:
            return self.reliability is not Reliability.E
        return self.credibility not in (Credibility.DOUBTFUL, Credibility.IMPROBABLE)


@dataclass(frozen=True, slots=True)
class Term:
    """A sentence's length; its parts add up."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEvent:
    """What the derivation needs of an event. `order` breaks ties: the order of entry."""

    key: Hashable
    kind: EventKind
    when: UncertainDate
    facility: FacilityKind = FacilityKind.UNKNOWN
    credible: bool = True
    term: Term = field(default_factory=Term)
    term_start: TermStart = TermStart.UNKNOWN
    order: int = 0


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Status, the day up to which it is known, and the events that it rests on."""

    status: Status
    as_of: UncertainDate
    basis: tuple[Hashable, ...] = ()


CUSTODY = frozenset({Status.DETAINED, Status.SENTENCED, Status.FORCED_LABOUR})
"""Held, as far as is known; house arrest is drawn and counted apart."""

_SETS = {
    EventKind.TAKEN: Status.DETAINED,
    EventKind.RETAKEN: Status.DETAINED,
    EventKind.FORMALLY_ARRESTED: Status.DETAINED,
    EventKind.TRIED: Status.DETAINED,
    EventKind.SENTENCED: Status.SENTENCED,
    EventKind.HOUSE_ARREST: Status.HOUSE_ARREST,
    EventKind.FORCED_LABOUR: Status.FORCED_LABOUR,
    EventKind.TERM_ENDED: Status.NO_NEWS,
    EventKind.RELEASED: Status.RELEASED,
    EventKind.DIED: Status.DIED,
}
_CONFIRMS = frozenset(
    {
        EventKind.TRANSFERRED,
        EventKind.SEEN,
        EventKind.LAST_CONTACT,
        EventKind.FAMILY_VISIT,
        EventKind.HOSPITALISED,
        EventKind.INTERROGATED,
        EventKind.PAPERS_TAKEN,
        EventKind.EXIT_REFUSED,
    }
)
_PRELIMINARY = frozenset({EventKind.TAKEN, EventKind.FORMALLY_ARRESTED, EventKind.TRIED})
_HELD_IN = frozenset(
    {
        FacilityKind.POLICE_STATION,
        FacilityKind.DETENTION_CENTRE,
        FacilityKind.CAMP,
        FacilityKind.PRISON,
    }
)
_RANK = {kind: rank for rank, kind in enumerate((
    EventKind.MOVED, EventKind.EXIT_REFUSED, EventKind.REPATRIATED, EventKind.PAPERS_TAKEN,
    EventKind.INTERROGATED, EventKind.TAKEN, EventKind.RETAKEN, EventKind.FORMALLY_ARRESTED,
    EventKind.TRIED, EventKind.SENTENCED, EventKind.TRANSFERRED, EventKind.HOSPITALISED,
    EventKind.FORCED_LABOUR, EventKind.SEEN, EventKind.FAMILY_VISIT, EventKind.LAST_CONTACT,
    EventKind.TERM_ENDED, EventKind.RELEASED, EventKind.HOUSE_ARREST, EventKind.OTHER,
    EventKind.DIED,
))}  # fmt: skip
"""The course that events usually take, for those that share their bounds."""


def in_order(events: Sequence[StatusEvent]) -> list[StatusEvent]:
    """Events as they followed one another, by their latest possible day.

    An event without any day stands first: it cannot be what is known latest.
    """

    def key(event: StatusEvent) -> tuple[date, date, int, int]:
        latest = event.when.latest or event.when.earliest or date.min
        return latest, event.when.earliest or date.min, _RANK[event.kind], event.order

    return sorted(events, key=key)


def derive_status(events: Sequence[StatusEvent]) -> StatusReport:
    """The status after the latest credible event, and as of when it is known."""
    status, as_of = Status.UNKNOWN, UncertainDate.unknown()
    basis: tuple[Hashable, ...] = ()
    setter: StatusEvent | None = None
    for event in in_order([e for e in events if e.credible]):
        changed = _next_status(status, setter, event)
        if changed is None:
            continue
        if changed is not status or event.kind in _SETS or setter is None:
            setter, status = event, changed
        basis = (setter.key,) if setter is event else (setter.key, event.key)
        if not event.when.is_unknown:
            as_of = event.when
    return StatusReport(status, as_of, basis)


def _next_status(status: Status, setter: StatusEvent | None, event: StatusEvent) -> Status | None:
    """The status that an event leaves behind; None if it says nothing of it."""
    if status is Status.DIED:
        return None
    if event.kind in _SETS:
        early = event.kind in _PRELIMINARY and setter is not None
        if early and status is Status.SENTENCED and _may_precede(event, setter):
            return None
        return _SETS[event.kind]
    if event.kind not in _CONFIRMS:
        return None
    if status is not Status.UNKNOWN:
        return status
    if event.kind is EventKind.TRANSFERRED or event.facility in _HELD_IN:
        return Status.DETAINED
    return Status.NO_NEWS if event.kind is EventKind.LAST_CONTACT else None


def _may_precede(event: StatusEvent, other: StatusEvent | None) -> bool:
    """True unless the event is certainly later: "taken in 2017", "sentenced in March 2017"."""
    if other is None or event.when.earliest is None or other.when.latest is None:
        return True
    return event.when.earliest <= other.when.latest


def release_window(events: Sequence[StatusEvent]) -> UncertainDate | None:
    """First and last day on which the latest term can end; None if that cannot be reckoned.

    A term counts from detention or from the verdict; where that is not known, the window
    spans both. A release or a death closes the matter.
    """
    ordered = in_order([e for e in events if e.credible])
    sentences = [e for e in ordered if e.kind is EventKind.SENTENCED and e.term]
    if not sentences or derive_status(events).status in (Status.RELEASED, Status.DIED):
        return None
    sentence = sentences[-1]
    starts = []
    if sentence.term_start is not TermStart.VERDICT:
        starts += _detention_before(sentence, ordered)
    if sentence.term_start is not TermStart.DETENTION:
        starts.append(sentence.when)
    term = sentence.term
    ends = [
        add_term(start, years=term.years, months=term.months, days=term.days)
        for start in starts
        if not start.is_unknown
    ]
    window = span(ends)
    return None if window.is_unknown else window


def _detention_before(sentence: StatusEvent, ordered: list[StatusEvent]) -> list[UncertainDate]:
    """When the person was taken for what the sentence is about: the last taking before it."""
    takings = [
        e.when
        for e in ordered
        if e.kind in (EventKind.TAKEN, EventKind.RETAKEN) and _may_precede(e, sentence)
    ]
    return takings[-1:]


def is_stale(as_of: UncertainDate, today: date) -> bool:
    """More than 180 days have passed since the latest day that `as_of` can mean."""
    return as_of.latest is not None and as_of.latest + STALE_AFTER < today


def is_overdue(window: UncertainDate | None, today: date) -> bool:
    """The last day on which the term can have ended has passed."""
    return window is not None and window.latest is not None and window.latest < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A source behind a claim. `origin` is shared by copies of one text: they count once."""

    origin: Hashable
    kind: SourceKind
    grade: Grade


def verification(supports: Sequence[Support], contradicted: bool = False) -> Verification:
    """How far a claim is verified, in the steps of the field's practice.

    documented: an official paper or verdict, graded A-B and 1-2. corroborated: two
    independent sources graded A-C and 1-3, uncontradicted. partially verified: two
    independent credible sources, or one graded A-B and 1-2. reported: any other source.
    """
    if not supports:
        return Verification.UNSOURCED
    papers = (SourceKind.OFFICIAL_DOCUMENT, SourceKind.VERDICT)
    if any(s.kind in papers and _graded(s, "AB", "12") for s in supports):
        return Verification.DOCUMENTED
    good = {s.origin for s in supports if _graded(s, "ABC", "123")}
    if len(good) >= 2 and not contradicted:
        return Verification.CORROBORATED
    credible = {s.origin for s in supports if s.grade.credible}
    if len(credible) >= 2 or any(_graded(s, "AB", "12") for s in supports):
        return Verification.PARTIALLY_VERIFIED
    return Verification.REPORTED


def _graded(support: Support, reliability: str, credibility: str) -> bool:
    grade = support.grade
    return grade.reliability.value in reliability and grade.credibility.value in credibility


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What a complete file holds; each item is there or not."""

    name: bool = False
    second_script: bool = False
    sex: bool = False
    birth: bool = False
    identifier: bool = False
    home: bool = False
    event: bool = False
    event_dated: bool = False
    reason: bool = False
    tie: bool = False
    relative: bool = False
    source: bool = False
    consent: bool = False
    photo: bool = False


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the items of `CaseFacts` are there, and which are missing."""

    present: int
    total: int
    missing: tuple[str, ...]


def completeness(facts: CaseFacts) -> Completeness:
    """Counts a file's items; missing ones by their field names, in the order of intake."""
    names = [item.name for item in fields(facts)]
    missing = tuple(name for name in names if not getattr(facts, name))
    return Completeness(len(names) - len(missing), len(names), missing)
