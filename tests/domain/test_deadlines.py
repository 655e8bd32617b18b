"""Terms of the law: counted from the day after registration, over weekends and holidays."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.deadlines import (
    ExtensionFault,
    chosen_rule,
    complaint_until,
    due_date,
    extension_faults,
    extension_told_until,
    forwardings,
    longest_extension,
    read_hour,
    received_on,
    registered_on,
    runs,
)
from caseapp.domain.reply_rules import procedure, rule_of
from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule
from caseapp.domain.working_days import WorkingDays, office_days

PLAIN = WorkingDays()
KAZAKHSTAN = office_days({})
UNKNOWN = UncertainDate.unknown()
days = st.dates(date(2010, 1, 1), date(2034, 12, 31))
rules = st.sampled_from(sorted(procedure().rules))


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


@pytest.mark.parametrize(
    ("rule", "received", "due"),
    [
        # Over Nauryz 2025 and the two days for its weekend: 21, 24 and 25 March are off.
        (ReplyRule.KZ_APPLICATION, date(2025, 3, 14), date(2025, 4, 9)),
        # Over 10 March as well: 8 March was a Saturday.
        (ReplyRule.KZ_APPLICATION, date(2025, 3, 5), date(2025, 4, 1)),
        # Handed in on a day of Nauryz: registered on the first working day after.
        (ReplyRule.KZ_APPLICATION, date(2025, 3, 22), date(2025, 4, 16)),
        # Over May 2024 with its exchanged day: 1, 7, 8, 9 off, Saturday the 4th worked.
        (ReplyRule.KZ_APPLICATION, date(2024, 4, 30), date(2024, 5, 24)),
        # Over New Year 2025: 1, 2, 3 and 7 January off, Sunday the 5th worked.
        (ReplyRule.KZ_APPLICATION, date(2024, 12, 27), date(2025, 1, 22)),
        (ReplyRule.KZ_COMPLAINT, date(2023, 6, 26), date(2023, 7, 26)),
        # Calendar days that end in Nauryz 2026 (21 to 25 March) roll behind it.
        (ReplyRule.KZ_INFORMATION_REQUEST, date(2026, 3, 6), date(2026, 3, 26)),
        # On 1 December 2018, a holiday and a Saturday; Monday the 3rd was off for it.
        (ReplyRule.KZ_APPEAL_2007, date(2018, 11, 16), date(2018, 12, 4)),
    ],
)
def test_a_term_passes_over_the_public_days_of_kazakhstan(
    rule: ReplyRule, received: date, due: date
) -> None:
    assert due_date(rule, received, KAZAKHSTAN) == due


def test_holidays_and_worked_saturdays_count_as_they_were_entered() -> None:
    received, plain = date(2026, 6, 1), date(2026, 6, 22)
    assert due_date(ReplyRule.KZ_APPLICATION, received, PLAIN) == plain
    holiday = WorkingDays({date(2026, 6, 10): False})
    assert due_date(ReplyRule.KZ_APPLICATION, received, holiday) == date(2026, 6, 23)
    worked = WorkingDays({date(2026, 6, 13): True})
    assert due_date(ReplyRule.KZ_APPLICATION, received, worked) == date(2026, 6, 19)
    assert registered_on(date(2026, 6, 13), worked) == date(2026, 6, 13)


@pytest.mark.parametrize(
    ("hour", "registered"),
    [
        (None, date(2026, 6, 5)),
        (time(18, 30), date(2026, 6, 5)),
        (time(18, 31), date(2026, 6, 8)),  # a Friday evening: Monday
    ],
)
def test_what_comes_after_the_offices_hours_is_registered_on_the_next_working_day(
    hour: time | None, registered: date
) -> None:
    assert registered_on(date(2026, 6, 5), PLAIN, hour) == registered


def test_an_hour_on_a_day_off_moves_the_registration_no_further() -> None:
    assert registered_on(date(2026, 6, 6), PLAIN, time(21, 0)) == date(2026, 6, 8)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [("17:40", time(17, 40)), (" 9.05 ", time(9, 5)), ("", None), ("noon", None), ("25:00", None),
     ("10:6", None), ("10:60", None)],
)  # fmt: skip
def test_an_hour_is_read_as_it_stands_on_a_coupon(typed: str, hour: time | None) -> None:
    assert read_hour(typed) == hour


def test_without_a_rule_nothing_is_due() -> None:
    assert due_date(ReplyRule.NONE, date(2026, 6, 1), PLAIN) is None
    assert longest_extension(ReplyRule.NONE, date(2026, 6, 1), PLAIN) is None


def test_an_extension_has_an_end_and_a_complaint_has_none() -> None:
    due = date(2026, 6, 22)
    assert longest_extension(ReplyRule.KZ_APPLICATION, due, PLAIN) == date(2026, 8, 24)
    assert longest_extension(ReplyRule.KZ_INFORMATION_REQUEST, due, PLAIN) == date(2026, 7, 7)
    assert longest_extension(ReplyRule.KZ_COMPLAINT, due, PLAIN) is None
    assert complaint_until(due) == date(2026, 9, 22)
    assert complaint_until(date(2025, 11, 30)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("rule", "extended", "told", "faults"),
    [
        # Due on Monday 22 June 2026; told by Thursday the 25th.
        (ReplyRule.KZ_APPLICATION, date(2026, 7, 22), "25 June 2026", []),
        (ReplyRule.KZ_APPLICATION, date(2026, 7, 22), "26 June 2026", [ExtensionFault.TOLD_LATE]),
        (ReplyRule.KZ_APPLICATION, date(2026, 7, 22), "", [ExtensionFault.NOT_TOLD]),
        (ReplyRule.KZ_APPLICATION, date(2026, 8, 25), "22 June 2026", [ExtensionFault.TOO_LONG]),
        (
            ReplyRule.KZ_APPLICATION, date(2026, 9, 1), "July 2026",
            [ExtensionFault.TOO_LONG, ExtensionFault.TOLD_LATE],
        ),
        # An uncertain day is late only if it certainly is.
        (ReplyRule.KZ_APPLICATION, date(2026, 7, 22), "June 2026", []),
        (ReplyRule.KZ_APPLICATION, date(2026, 6, 1), "22 June 2026", [ExtensionFault.BACKWARDS]),
        (ReplyRule.KZ_COMPLAINT, date(2026, 7, 22), "22 June 2026", [ExtensionFault.NOT_ALLOWED]),
        (ReplyRule.NONE, date(2030, 1, 1), "", []),
    ],
)  # fmt: skip
def test_what_the_law_has_against_an_extension(
    rule: ReplyRule, extended: date, told: str, faults: list[ExtensionFault]
) -> None:
    day = read_date(told) if told else UNKNOWN
    found = extension_faults(rule, date(2026, 6, 22), extended, day, PLAIN)
    assert [fault.kind for fault in found] == faults


def test_an_extension_is_told_within_three_working_days_over_holidays() -> None:
    due = date(2025, 3, 20)
    assert extension_told_until(ReplyRule.KZ_APPLICATION, due, KAZAKHSTAN) == date(2025, 3, 28)
    assert extension_told_until(ReplyRule.KZ_COMPLAINT, due, KAZAKHSTAN) is None


def test_each_body_of_a_chain_has_its_own_term_and_its_own_three_days() -> None:
    chain = [
        {"to": "Consular department", "on": "4 June 2026", "told": "4 June 2026"},
        {"to": "Embassy in Beijing", "on": "15 June 2026", "told": ""},
        {"to": "Nobody knows when"},
    ]
    first, second, third = forwardings(chain, date(2026, 6, 1), ReplyRule.KZ_APPLICATION, PLAIN)
    assert (first.until, first.due) == (date(2026, 6, 4), date(2026, 6, 25))
    assert not first.is_late
    assert not first.is_told_late
    assert (second.until, second.due) == (date(2026, 6, 9), date(2026, 7, 6))
    assert second.is_late
    assert third.until == date(2026, 6, 18)
    assert third.due is None
    assert not third.is_late


def test_a_chain_without_a_day_of_receipt_is_told_without_terms() -> None:
    (only,) = forwardings([{"to": "somewhere"}], None, ReplyRule.KZ_APPLICATION, PLAIN)
    assert (only.to, only.until, only.due) == ("somewhere", None, None)


@given(days, rules)
def test_no_term_ends_on_a_day_off_or_before_it_began(received: date, rule: ReplyRule) -> None:
    due, term = due_date(rule, received, KAZAKHSTAN), rule_of(rule)
    assert due is not None
    assert term is not None
    assert due > received
    assert KAZAKHSTAN.works(due)
    assert (due - received).days >= term.days


@given(days, rules)
def test_an_extension_never_ends_before_the_term_and_never_on_a_day_off(
    received: date, rule: ReplyRule
) -> None:
    due = due_date(rule, received, KAZAKHSTAN)
    assert due is not None
    longest = longest_extension(rule, due, KAZAKHSTAN)
    if longest is not None:
        assert longest >= due
        assert KAZAKHSTAN.works(longest)
    assert complaint_until(due) > due


@given(days, days, rules)
def test_who_hands_in_earlier_is_never_answered_later(
    one: date, other: date, rule: ReplyRule
) -> None:
    first, second = due_date(rule, min(one, other), PLAIN), due_date(rule, max(one, other), PLAIN)
    assert first is not None
    assert second is not None
    assert first <= second


def test_a_calendar_without_a_working_day_does_not_hang() -> None:
    class Never(dict[date, bool]):
        def get(self, _day: object, _default: object = None) -> bool:
            return False

    assert due_date(ReplyRule.KZ_APPLICATION, date(2026, 1, 1), WorkingDays(Never())) is not None


# -- what became of a paper ------------------------------------------------------------------------
TAKEN, COUPON = read_date("1 June 2026"), read_date("3 June 2026")


@pytest.mark.parametrize(
    ("outcome", "registered", "received"),
    [
        (DispatchOutcome.STAMPED_COPY, UNKNOWN, date(2026, 6, 1)),
        (DispatchOutcome.STAMPED_COPY, COUPON, date(2026, 6, 3)),
        (DispatchOutcome.ACCEPTED_NO_RECEIPT, UNKNOWN, date(2026, 6, 1)),
        (DispatchOutcome.POSTED, UNKNOWN, None),
        (DispatchOutcome.POSTED, COUPON, date(2026, 6, 3)),  # they registered what was posted
        (DispatchOutcome.PENDING, UNKNOWN, None),
        (DispatchOutcome.REFUSED, COUPON, None),
        (DispatchOutcome.NOBODY_RECEIVED, UNKNOWN, None),
        (DispatchOutcome.RETURNED, COUPON, None),
        (DispatchOutcome.BOUNCED, UNKNOWN, None),
    ],
)
def test_a_term_counts_from_the_coupon_or_from_when_somebody_took_the_paper(
    outcome: DispatchOutcome, registered: UncertainDate, received: date | None
) -> None:
    assert received_on(outcome, TAKEN, registered) == received


def test_of_an_uncertain_day_the_last_possible_one_counts() -> None:
    june = read_date("June 2026")
    assert received_on(DispatchOutcome.STAMPED_COPY, june, UNKNOWN) == date(2026, 6, 30)


def test_a_term_runs_only_when_somebody_took_the_paper() -> None:
    assert runs(DispatchOutcome.STAMPED_COPY)
    assert not runs(DispatchOutcome.REFUSED)
    assert not runs(DispatchOutcome.NOBODY_RECEIVED)
    assert not runs(DispatchOutcome.PENDING)


@pytest.mark.parametrize(
    ("written", "due", "rule"),
    [
        ("kz_petition", None, ReplyRule.KZ_PETITION),
        ("", None, ReplyRule.KZ_APPLICATION),  # nothing was said: the addressee's
        ("", date(2026, 6, 1), None),  # somebody wrote the day
        ("none", None, ReplyRule.NONE),
        ("of another version", date(2026, 6, 1), None),
    ],
)
def test_which_rule_a_dispatch_is_reckoned_by(
    written: str, due: date | None, rule: ReplyRule | None
) -> None:
    assert chosen_rule(written, due, ReplyRule.KZ_APPLICATION) is rule
