"""By when an answer is due: the rules of the addressee's law on a calendar of working days.

Pure rules on days. The terms and articles stand in `reply_rules`, the calendar in
`working_days`; the caller brings both days and what is on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.reply_rules import procedure, rule_of
from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule
from caseapp.domain.waiting import months_after
from caseapp.domain.working_days import DAY, WorkingDays

BY_HAND = ""
"""In `Dispatch.due_rule`: somebody wrote the day, or nothing was said; see `chosen_rule`."""


def read_hour(typed: str) -> time | None:
    """ "17:40" or "9.05" as an hour; None for what is none."""
    hours, _, minutes = typed.strip().replace(".", ":").partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        return None
    if int(hours) > 23 or int(minutes) > 59:
        return None
    return time(int(hours), int(minutes))


def registered_on(day: date, days: WorkingDays, hour: time | None = None) -> date:
    """The day of registration: what comes in after the office's hours or on a day off is
    registered on the next working day (Administrative Code of Kazakhstan, article 64(3))."""
    until = procedure().registration.hours_until
    if hour is not None and until is not None and hour > until and days.works(day):
        day += DAY
    return days.on_or_after(day)


def due_date(
    rule: ReplyRule, received: date, days: WorkingDays, hour: time | None = None
) -> date | None:
    """By when an answer to a paper received on a day is due; None without a rule.

    Counting starts the day after the registration; a term that ends on a day off ends on the
    next working day (article 76(1), (2), (5)).
    """
    term = rule_of(rule)
    if term is None:
        return None
    start = registered_on(received, days, hour)
    if term.working:
        return days.after(start, term.days)
    return days.on_or_after(start + timedelta(days=term.days))


def longest_extension(rule: ReplyRule, due: date, days: WorkingDays) -> date | None:
    """The last day to which a term can be extended; None where it cannot."""
    term = rule_of(rule)
    if term is None or term.extension is None:
        return None
    end = months_after(due, term.extension.months) if term.extension.months else due
    return days.on_or_after(end + timedelta(days=term.extension.days))


def extension_told_until(rule: ReplyRule, due: date, days: WorkingDays) -> date | None:
    """Until when an extension must have been told: so many working days after the last day on
    which it could be decided, the day the term ends (article 76(3))."""
    term = rule_of(rule)
    if term is None or term.extension is None or not term.extension.told_within:
        return None
    return days.after(due, term.extension.told_within)


class ExtensionFault(StrEnum):
    """What is wrong with an extension that was told."""

    NOT_ALLOWED = "not_allowed"
    TOO_LONG = "too_long"
    NOT_TOLD = "not_told"
    TOLD_LATE = "told_late"
    BACKWARDS = "backwards"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault and the day that it is measured by, where there is one."""

    kind: ExtensionFault
    day: date | None = None


def extension_faults(
    rule: ReplyRule, due: date, extended_to: date, told: UncertainDate, days: WorkingDays
) -> list[Fault]:
    """What the law has against an extension; nothing where no rule is known.

    An uncertain day of the notice counts as late only if it certainly is.
    """
    if rule_of(rule) is None:
        return []
    if extended_to < due:
        return [Fault(ExtensionFault.BACKWARDS, due)]
    longest = longest_extension(rule, due, days)
    if longest is None:
        return [Fault(ExtensionFault.NOT_ALLOWED)]
    faults = [Fault(ExtensionFault.TOO_LONG, longest)] if extended_to > longest else []
    until = extension_told_until(rule, due, days)
    if told.is_unknown:
        faults.append(Fault(ExtensionFault.NOT_TOLD, until))
    elif until is not None and told.earliest is not None and told.earliest > until:
        faults.append(Fault(ExtensionFault.TOLD_LATE, until))
    return faults


def complaint_until(due: date) -> date:
    """Until when silence can be complained of: the lapse of the term counts as a refusal."""
    return months_after(due, procedure().complaint.months)


def silence_complaint(due_rule: str, due: date) -> date | None:
    """Until when silence of an addressee can be complained of; None without a duty to answer.

    A day that somebody wrote by hand opens a complaint like a reckoned one, unless the rule says
    that nobody owes an answer.
    """
    return None if due_rule == ReplyRule.NONE else complaint_until(due)


# -- sent on to another body -----------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Forwarding:
    """A paper was sent on: to which body, when, and when the applicant was told.

    `until` is the last day for it, `due` the day by which the new body must answer.
    """

    to: str
    on: UncertainDate
    told: UncertainDate
    until: date | None = None
    due: date | None = None

    @property
    def is_late(self) -> bool:
        """Certainly sent on after the last day for it."""
        first = self.on.earliest
        return self.until is not None and first is not None and first > self.until

    @property
    def is_told_late(self) -> bool:
        """Certainly told after the last day for it."""
        first = self.told.earliest
        return self.until is not None and first is not None and first > self.until


def forwardings(
    steps: Sequence[dict[str, Any]], received: date | None, rule: ReplyRule, days: WorkingDays
) -> list[Forwarding]:
    """The chain of bodies from what is on record ({"to", "on", "told"}, days as typed).

    Sent on within three working days of registration with the one before, and told in the same
    time (article 65). The new body's term runs from the day it has the paper.
    """
    found = []
    within = procedure().forwarding.days
    for step in steps:
        on, told = (read_date(str(step.get(key, ""))) for key in ("on", "told"))
        until = None
        if received is not None:
            until = days.after(registered_on(received, days), within)
        arrived = on.latest
        due = due_date(rule, arrived, days) if arrived is not None else None
        found.append(Forwarding(str(step.get("to", "")), on, told, until, due))
        received = arrived
    return found


# -- what is on record of one dispatch -------------------------------------------------------------
def chosen_rule(due_rule: str, due: date | None, default: ReplyRule) -> ReplyRule | None:
    """The rule by which a dispatch is reckoned; None if somebody wrote the day by hand.

    A rule that this version does not know is left alone as well.
    """
    if due_rule == BY_HAND:
        return None if due is not None else default
    try:
        return ReplyRule(due_rule)
    except ValueError:
        return None


NOT_ARRIVED = frozenset(
    {
        DispatchOutcome.REFUSED,
        DispatchOutcome.NOBODY_RECEIVED,
        DispatchOutcome.RETURNED,
        DispatchOutcome.BOUNCED,
    }
)
"""Ways that ended before the addressee: no answer can come to them."""

ARRIVED = frozenset({DispatchOutcome.STAMPED_COPY, DispatchOutcome.ACCEPTED_NO_RECEIPT})
"""Outcomes after which a term runs from a known day."""


def runs(outcome: DispatchOutcome) -> bool:
    """Whether the addressee has the paper, so that its term runs.

    What was posted, refused, returned, or found nobody has no day of receipt: the term runs
    when somebody says that it arrived.
    """
    return outcome in ARRIVED


def received_on(
    outcome: DispatchOutcome, sent: UncertainDate, registered: UncertainDate
) -> date | None:
    """The day from which the term counts: the one on the coupon, else the day it was taken.

    A coupon shows that somebody has the paper, however it went; without one only the outcome
    says so. Of an uncertain day the last possible one counts, so that nothing is due too early.
    """
    if registered.latest is not None and outcome not in NOT_ARRIVED:
        return registered.latest
    return sent.latest if runs(outcome) else None
