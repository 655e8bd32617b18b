"""Terms of the law: counted from the day after registration, over weekends and holidays."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.deadlines import (
    RULES,
    WorkingDays,
    complaint_until,
    due_date,
    longest_extension,
    registered_on,
    runs,
)
from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule

PLAIN = WorkingDays()
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("rule", "received", "due"),
    [
        # The sample's real-life pattern: handed in on a Tuesday, fifteen working days later.
        (ReplyRule.KZ_APPLICATION, date(2023, 9, 5), date(2023, 9, 26)),
        # On a Saturday: registered on Monday, counted from Tuesday.
        (ReplyRule.KZ_APPLICATION, date(2026, 6, 6), date(2026, 6, 29)),
        (ReplyRule.KZ_COMPLAINT, date(2026, 6, 1), date(2026, 6, 29)),
        # Calendar days that end on a Saturday roll to Monday.
        (ReplyRule.KZ_INFORMATION_REQUEST, date(2026, 6, 5), date(2026, 6, 22)),
    ],
)
def test_a_term_ends_when_the_law_says(rule: ReplyRule, received: date, due: date) -> None:
    assert due_date(rule, received, PLAIN) == due


def test_holidays_and_worked_saturdays_count_as_they_were_entered() -> None:
    received, plain = date(2026, 6, 1), date(2026, 6, 22)
    assert due_date(ReplyRule.KZ_APPLICATION, received, PLAIN) == plain
    holiday = WorkingDays({date(2026, 6, 10): False})
    assert due_date(ReplyRule.KZ_APPLICATION, received, holiday) == date(2026, 6, 23)
    worked = WorkingDays({date(2026, 6, 13): True})
    assert due_date(ReplyRule.KZ_APPLICATION, received, worked) == date(2026, 6, 19)
    assert registered_on(date(2026, 6, 13), worked) == date(2026, 6, 13)


def test_without_a_rule_nothing_is_due() -> None:
    assert due_date(ReplyRule.NONE, date(2026, 6, 1), PLAIN) is None
    assert longest_extension(ReplyRule.NONE, date(2026, 6, 1), PLAIN) is None


def test_an_extension_has_an_end_and_a_complaint_has_none() -> None:
    due = date(2026, 6, 22)
    assert longest_extension(ReplyRule.KZ_APPLICATION, due, PLAIN) == date(2026, 8, 24)
    assert longest_extension(ReplyRule.KZ_INFORMATION_REQUEST, due, PLAIN) == date(2026, 7, 7)
    assert longest_extension(ReplyRule.KZ_COMPLAINT, due, PLAIN) is None
    assert complaint_until(due) == date(2026, 9, 22)


@given(days, st.sampled_from(sorted(RULES)))
def test_no_term_ends_on_a_day_off_or_before_it_began(received: date, rule: ReplyRule) -> None:
    due = due_date(rule, received, PLAIN)
    assert due is not None
    assert due > received
    assert PLAIN.works(due)
    assert (due - received).days >= RULES[rule].days


def test_a_calendar_without_a_working_day_does_not_hang() -> None:
    class Never(dict[date, bool]):
        def get(self, _day: object, _default: object = None) -> bool:
            return False

    assert due_date(ReplyRule.KZ_APPLICATION, date(2026, 1, 1), WorkingDays(Never())) is not None


def test_a_term_runs_only_when_somebody_took_the_paper() -> None:
    assert runs(DispatchOutcome.STAMPED_COPY)
    assert not runs(DispatchOutcome.REFUSED)
    assert not runs(DispatchOutcome.NOBODY_RECEIVED)
    assert not runs(DispatchOutcome.PENDING)
