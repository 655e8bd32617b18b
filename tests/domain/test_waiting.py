"""How long something has waited: rules on days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.status import StatusReport
from caseapp.domain.vocabulary import Status
from caseapp.domain.waiting import (
    REPLY_SOON,
    Urgency,
    consent_end,
    is_check_due,
    is_unconfirmed,
    months_after,
    release_urgency,
    reply_due,
    urgency,
)

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("day", "how"),
    [(-1, Urgency.OVERDUE), (0, Urgency.DUE), (7, Urgency.SOON), (8, Urgency.LATER)],
)
def test_a_known_day_is_overdue_only_when_it_has_passed(day: int, how: Urgency) -> None:
    assert urgency(TODAY + timedelta(days=day), TODAY, REPLY_SOON) is how


def test_an_extension_moves_the_day_of_a_reply() -> None:
    later = TODAY + timedelta(days=30)
    assert reply_due(TODAY, later) == later
    assert reply_due(TODAY, None) == TODAY
    assert reply_due(None, None) is None


@pytest.mark.parametrize(
    ("window", "how"),
    [
        ("April 2026", Urgency.OVERDUE),
        ("May 2026", Urgency.DUE),
        ("2025-2027", Urgency.DUE),
        ("before 2030", Urgency.LATER),
        ("before September 2026", Urgency.SOON),
        ("after 2024", Urgency.DUE),
        ("November 2026", Urgency.SOON),
        ("2026-11-15", Urgency.LATER),
    ],
)
def test_a_term_is_overdue_when_its_last_possible_day_has_passed(window: str, how: Urgency) -> None:
    assert release_urgency(read_date(window), TODAY) is how


@pytest.mark.parametrize(
    ("status", "as_of", "stale"),
    [
        (Status.DETAINED, "2025-05-13", True),
        (Status.DETAINED, "2025-05-14", False),
        (Status.DETAINED, "2025", False),
        (Status.SENTENCED, "2024", True),
        (Status.SENTENCED, "", True),
        (Status.NO_NEWS, "after 2025", False),
        (Status.NO_NEWS, "after 2018", True),
        (Status.RELEASED, "2019", False),
        (Status.DIED, "", False),
        (Status.UNKNOWN, "", False),
    ],
)
def test_a_status_is_unconfirmed_when_a_year_has_certainly_passed(
    status: Status, as_of: str, stale: bool
) -> None:
    assert is_unconfirmed(StatusReport(status, read_date(as_of)), TODAY, 12) is stale


def test_months_go_by_the_calendar() -> None:
    assert months_after(date(2024, 2, 29), -12) == date(2023, 2, 28)
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)


def test_doubt_ends_a_consent_early() -> None:
    assert consent_end(read_date("June 2026")) == date(2026, 6, 1)
    assert consent_end(read_date("before 2027")) == date(2026, 12, 31)
    assert consent_end(UncertainDate.unknown()) is None


@pytest.mark.parametrize(
    ("checked", "valid_to", "due"),
    [("", "", True), ("2025-05-13", "", True), ("May 2025", "", False),
     ("2026", "2026-05-13", True), ("2026", "2026-05-14", False)],
)  # fmt: skip
def test_an_addressee_is_looked_up_after_a_year_or_when_its_time_is_over(
    checked: str, valid_to: str, due: bool
) -> None:
    assert is_check_due(read_date(checked), read_date(valid_to), TODAY) is due
