"""On which days people work: the plain week, a state's public days, and the office's own.

The office's own days stand above all others, because what is announced late, or locally, is
known to people first. Pure rules on days.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from caseapp.domain.public_days import PublicDay, public_day

DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST_BREAK = 400
"""Days that are looked through for a working one: a calendar without any must not hang."""


def plain_week(_day: date) -> PublicDay | None:
    """No public day at all."""
    return None


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday, but for public days, but for what somebody entered.

    `against` is {day: is it a working day}; `public` says what the state made of a day.
    """

    against: Mapping[date, bool] = field(default_factory=dict)
    public: Callable[[date], PublicDay | None] = plain_week

    def works(self, day: date) -> bool:
        """Whether people work on a day."""
        own = self.against.get(day)
        if own is not None:
            return own
        public = self.public(day)
        return public.works if public is not None else day.weekday() < _SATURDAY

    def on_or_after(self, day: date) -> date:
        """The day itself if people work on it, else the next working day."""
        for _step in range(_LONGEST_BREAK):
            if self.works(day):
                break
            day += DAY
        return day

    def after(self, day: date, count: int) -> date:
        """The working day that many working days later; counting starts the day after."""
        for _step in range(count):
            day = self.on_or_after(day + DAY)
        return day

    def estimated(self, first: date, last: date) -> list[tuple[date, PublicDay]]:
        """Days between two, both counted, that are off by an estimate and may still move.

        One on a weekend moves no term, nor does one about which the office said something.
        """
        found = []
        day = first
        while day <= last:
            public = self.public(day) if day not in self.against else None
            if public is not None and public.estimated and day.weekday() < _SATURDAY:
                found.append((day, public))
            day += DAY
        return found


def office_days(own: Mapping[date, bool]) -> WorkingDays:
    """The calendar by which terms are reckoned: the state's public days below the office's own."""
    return WorkingDays(own, public_day)
