"""How long something has waited: replies, releases, consents, statuses, addressees.

Pure rules on days, so that the list of the day, its printed form and a test say the same.
An uncertain date never makes anything more urgent than it certainly is, except where doubt
would let a consent outlive its end.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from caseapp.domain.dates import UncertainDate, add_term
from caseapp.domain.status import StatusReport, is_overdue
from caseapp.domain.vocabulary import Status

REPLY_SOON = timedelta(days=7)
"""A reply due within a week: time to ask before the term has run out."""
TASK_SOON = timedelta(days=7)
CONSENT_SOON = timedelta(days=30)
"""A consent is asked for again before it ends, and people are not always reached at once."""
RELEASE_SOON_MONTHS = 6
"""A release that may come within half a year: the family and the letters want preparing."""
CHECKED_FOR_MONTHS = 12
"""An addressee, its post and holder, is looked up again after a year."""


NEVER_STALE = frozenset({Status.RELEASED, Status.DIED, Status.UNKNOWN})
"""Statuses that need no confirming."""


class Urgency(StrEnum):
    """How a day stands to today."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    LATER = "later"


def months_after(day: date, months: int) -> date:
    """The day that many calendar months later, or earlier with a negative number."""
    moved = add_term(UncertainDate.on(day), months=months)
    assert moved.earliest is not None
    return moved.earliest


def reply_due(due: date | None, extended_to: date | None) -> date | None:
    """The day by which an answer must be there; an extension that was told counts."""
    return extended_to or due


def urgency(day: date, today: date, soon: timedelta) -> Urgency:
    """Of a known day: `soon` says from how long before it is told."""
    if day < today:
        return Urgency.OVERDUE
    if day == today:
        return Urgency.DUE
    return Urgency.SOON if day <= today + soon else Urgency.LATER


def release_urgency(window: UncertainDate, today: date) -> Urgency:
    """Of the time in which a term can end: overdue only when its last possible day has passed.

    Where no first day is known ("before 2029") the last one speaks for it.
    """
    if is_overdue(window, today):
        return Urgency.OVERDUE
    first = window.earliest or window.latest
    if first is not None and first <= today:
        return Urgency.DUE
    soon = first is not None and first <= months_after(today, RELEASE_SOON_MONTHS)
    return Urgency.SOON if soon else Urgency.LATER


def is_unconfirmed(report: StatusReport, today: date, months: int) -> bool:
    """Nothing has confirmed a status for that many months.

    Who was released or has died needs no confirming, and what was never known has not grown
    old. A status of which nobody knows the day counts: it may be any age.
    """
    if report.status in NEVER_STALE:
        return False
    day = report.as_of.latest or report.as_of.earliest
    return day is None or day < months_after(today, -months)


def consent_end(until: UncertainDate) -> date | None:
    """The day with which a consent certainly is still in force for the last time."""
    return until.earliest or until.latest


def is_check_due(checked: UncertainDate, valid_to: UncertainDate, today: date) -> bool:
    """Whether an addressee is to be looked up: checked long ago or never, or its time is over."""
    if valid_to.latest is not None and valid_to.latest < today:
        return True
    latest = checked.latest
    return latest is None or latest < months_after(today, -CHECKED_FOR_MONTHS)


def is_in_office(valid_from: UncertainDate, valid_to: UncertainDate, day: date) -> bool:
    """Whether an addressee may be there on a day: neither begun after it nor over before it."""
    begins, ends = valid_from.earliest, valid_to.latest
    return (begins is None or begins <= day) and (ends is None or day <= ends)
