"""Kazakhstan's calendar as it was and as it is foreseen: real days, moved days, estimates."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.public_days import LAST_YEAR, public_day, public_days
from caseapp.domain.working_days import WorkingDays, office_days
from caseapp.i18n import translator

SHIPPED = office_days({})


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 3, 21), False),  # Nauryz, three days
        (date(2023, 3, 24), True),
        (date(2024, 3, 25), False),  # for the 23rd, a Saturday
        (date(2025, 3, 24), False),  # for the 22nd and 23rd, a weekend
        (date(2025, 3, 25), False),
        (date(2025, 3, 26), True),
        (date(2024, 5, 8), False),  # exchanged with Saturday the 4th
        (date(2024, 5, 4), True),
        (date(2025, 1, 3), False),  # exchanged with Sunday the 5th
        (date(2025, 1, 5), True),
        (date(2013, 12, 28), True),  # exchanged across the turn of the year
        (date(2014, 1, 3), False),
        (date(2025, 1, 7), False),  # Orthodox Christmas
        (date(2025, 6, 6), False),  # the first day of Kurban Ait
        (date(2025, 9, 1), False),  # for Constitution Day, a Saturday
        (date(2026, 8, 31), True),  # no Constitution Day in August any more
        (date(2027, 3, 15), False),  # but in March
        (date(2022, 12, 1), True),  # the Day of the First President is no more
        (date(2021, 12, 1), False),
        (date(2025, 6, 7), False),  # a plain Saturday
        (date(2025, 6, 9), True),  # a plain Monday
    ],
)
def test_people_work_on_the_days_on_which_they_did(day: date, works: bool) -> None:
    assert SHIPPED.works(day) is works


def test_a_moved_day_names_the_day_that_it_was_exchanged_with() -> None:
    off, on = public_day(date(2024, 5, 8)), public_day(date(2024, 5, 4))
    assert off is not None
    assert on is not None
    assert (off.works, off.moved) == (False, date(2024, 5, 4))
    assert (on.works, on.moved) == (True, date(2024, 5, 8))


def test_a_day_that_follows_the_moon_is_estimated_until_it_was_announced() -> None:
    known = next(p for p in public_days(2025).values() if p.name == "Kurban Ait")
    later = [p for year in range(2026, 2036) for p in public_days(year).values() if p.estimated]
    assert not known.estimated
    assert {p.name for p in later} == {"Kurban Ait"}
    assert len(later) >= 9  # in a year it falls on a day that is off anyway
    assert SHIPPED.estimated(date(2026, 5, 20), date(2026, 6, 1)) == [
        (date(2026, 5, 27), public_day(date(2026, 5, 27)))
    ]
    spoken = office_days({date(2026, 5, 27): False})
    assert spoken.estimated(date(2026, 5, 20), date(2026, 6, 1)) == []


def test_what_the_office_says_of_a_day_stands_above_the_calendar() -> None:
    nauryz, plain = date(2026, 3, 23), date(2026, 6, 10)
    own = office_days({nauryz: True, plain: False})
    assert own.works(nauryz)
    assert not own.works(plain)


@pytest.mark.parametrize("year", range(2010, 2036))
def test_every_year_has_its_holidays_with_names_that_are_messages(year: int) -> None:
    days = public_days(year)
    assert len([d for d, p in days.items() if not p.works]) >= 13
    assert all(day.year == year for day in days)
    # Every name is one that a catalogue can translate: none is left in the package's words.
    assert all(public.name.isascii() for public in days.values())


def test_names_are_said_in_the_languages_of_the_screen() -> None:
    day = public_day(date(2026, 3, 23))
    assert day is not None
    assert translator("en")(day.name) == "Nauryz"


def test_the_calendar_does_not_change_with_the_language_of_the_machine() -> None:
    program = (
        "from caseapp.domain.public_days import public_days;"
        "print(sorted((d.isoformat(), p.name) for d, p in public_days(2026).items()))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"LANGUAGE": code, "LANG": code, "PYTHONPATH": "."},
            capture_output=True, text=True, check=True,
        ).stdout
        for code in ("en_US", "uk")
    }  # fmt: skip
    assert len(said) == 1
    assert "Nauryz" in said.pop()


@pytest.mark.parametrize("year", [1900, 1991, LAST_YEAR + 1, 3000])
def test_beyond_what_is_known_there_is_the_plain_week(year: int) -> None:
    assert public_days(year) == {}
    assert SHIPPED.works(date(year, 3, 21)) is WorkingDays().works(date(year, 3, 21))


@given(st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.integers(0, 60))
def test_so_many_working_days_later_people_work(day: date, count: int) -> None:
    later = SHIPPED.after(day, count)
    between = (day + timedelta(days=n) for n in range(1, (later - day).days + 1))
    assert sum(SHIPPED.works(one) for one in between) == count
    assert count == 0 or SHIPPED.works(later)
