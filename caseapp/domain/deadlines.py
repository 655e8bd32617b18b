"""By when an answer is due: the rules of the addressee's law on a calendar of working days.

Pure rules on days. The caller says which days are against the plain week, because public
holidays are data that people can correct; nothing here knows a state's holidays.

Sources, for Kazakhstan: Administrative Procedural and Process-Related Code of 29 June 2020
No. 350-VI (articles 64, 65, 76, 91, 92, 99) and the Law on Access to Information of 16 November
2015 No. 401-V (article 11).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule
from caseapp.domain.waiting import months_after
from caseapp.i18n import N_

_DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST_BREAK = 400
"""Days that are looked through for a working one: a calendar without any must not hang."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday, but for the days that somebody entered: {day: is it a working day}."""

    against: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        return self.against.get(day, day.weekday() < _SATURDAY)

    def on_or_after(self, day: date) -> date:
        """The day itself if people work on it, else the next working day."""
        for _step in range(_LONGEST_BREAK):
            if self.works(day):
                break
            day += _DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The working day that many working days later; counting starts the day after."""
        for _step in range(count):
            day = self.on_or_after(day + _DAY)
        return day


@dataclass(frozen=True, slots=True)
class Rule:
    """A term: so many days, working or calendar ones; by how much it can be extended.

    `article` names the law, as a message id. `more_months` or `more_days` is the most that an
    extension may add; both 0 where the law allows none.
    """

    days: int
    working: bool
    article: str
    more_months: int = 0
    more_days: int = 0


RULES: Mapping[ReplyRule, Rule] = {
    ReplyRule.KZ_APPLICATION: Rule(
        15, True, N_("Administrative Code of Kazakhstan, articles 64(3) and 76"), more_months=2
    ),
    ReplyRule.KZ_COMPLAINT: Rule(
        20, True, N_("Administrative Code of Kazakhstan, articles 64(3) and 99")
    ),
    ReplyRule.KZ_INFORMATION_REQUEST: Rule(
        15, False, N_("Law on Access to Information of Kazakhstan, article 11"), more_days=15
    ),
}
"""Rules by which a date can be reckoned; addressees without one have no duty to answer."""

COMPLAINT_MONTHS = 3
"""Article 92(1): a complaint about silence or a refusal is filed within three months."""


def registered_on(day: date, days: WorkingDays) -> date:
    """The day of registration: what comes in on a day off is registered on the next working day.

    Article 64(3).
    """
    return days.on_or_after(day)


def due_date(rule: ReplyRule, received: date, days: WorkingDays) -> date | None:
    """By when an answer to a paper received on a day is due; None without a rule.

    Counting starts the day after the registration; a term that ends on a day off ends on the
    next working day (article 76(1), (2), (5)).
    """
    term = RULES.get(rule)
    if term is None:
        return None
    start = registered_on(received, days)
    if term.working:
        return days.after(start, term.days)
    return days.on_or_after(start + timedelta(days=term.days))


def longest_extension(rule: ReplyRule, due: date, days: WorkingDays) -> date | None:
    """The last day to which a term can be extended; None where it cannot."""
    term = RULES.get(rule)
    if term is None or not (term.more_months or term.more_days):
        return None
    end = months_after(due, term.more_months) if term.more_months else due
    return days.on_or_after(end + timedelta(days=term.more_days))


def complaint_until(due: date) -> date:
    """Until when silence can be complained of: the lapse of the term counts as a refusal."""
    return months_after(due, COMPLAINT_MONTHS)


ARRIVED = frozenset({DispatchOutcome.STAMPED_COPY, DispatchOutcome.ACCEPTED_NO_RECEIPT})
"""Outcomes after which a term runs from a known day."""


def runs(outcome: DispatchOutcome) -> bool:
    """Whether the addressee has the paper, so that its term runs.

    What was posted, refused, returned, or found nobody has no day of receipt: the term runs
    when somebody says that it arrived.
    """
    return outcome in ARRIVED
