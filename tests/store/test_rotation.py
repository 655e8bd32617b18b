"""Which backups stay: some of the last days, weeks and months, and never less than the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from caseapp.store.rotation import DAYS, MONTHS, WEEKS, superfluous


@dataclass(frozen=True)
class Dated:
    made_at: datetime
    generation: int


def moment(backup: Dated) -> tuple[datetime, int]:
    return backup.made_at, backup.generation


START = datetime(2026, 1, 1, 18, 30)
backups = some.lists(
    some.builds(
        Dated,
        made_at=some.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)),
        generation=some.integers(0, 1000),
    ),
    max_size=60,
)


def kept(of: list[Dated]) -> list[Dated]:
    going = {id(backup) for backup in superfluous(of)}
    return [backup for backup in of if id(backup) not in going]


@given(backups)
def test_the_last_of_each_kind_of_period_stays_and_what_stays_is_bounded(made):
    stay = kept(made)
    assert len(stay) <= DAYS + WEEKS + MONTHS + 1
    if made:
        assert max(backup.generation for backup in stay) == max(b.generation for b in made)
        assert max(backup.made_at for backup in stay) == max(b.made_at for b in made)
    for count, period in (
        (DAYS, lambda b: b.made_at.date()),
        (WEEKS, lambda b: b.made_at.isocalendar()[:2]),
        (MONTHS, lambda b: (b.made_at.year, b.made_at.month)),
    ):
        newest = sorted({period(b) for b in made}, reverse=True)[:count]
        assert set(newest) <= {period(b) for b in stay}


@given(backups)
def test_what_stayed_once_stays_when_nothing_was_added(made):
    stay = kept(made)
    assert superfluous(stay) == []


@given(backups)
def test_only_what_is_there_goes_each_once_and_the_order_given_does_not_matter(made):
    going = superfluous(made)
    assert len({id(b) for b in going}) == len(going)
    turned = superfluous(list(reversed(made)))
    assert sorted(going, key=moment) == sorted(turned, key=moment)


def test_a_year_of_daily_backups_leaves_days_weeks_and_months_to_go_back_to():
    held: list[Dated] = []
    for day in range(400):
        held = kept([*held, Dated(START + timedelta(days=day), day)])
    ages = sorted((START + timedelta(days=399) - backup.made_at).days for backup in held)
    assert ages[:3] == [0, 1, 2]
    assert max(age for age in ages if age < 28) >= 14
    assert 120 <= ages[-1] < 190
    assert len(held) <= 12


def test_after_a_long_pause_the_old_ones_are_still_there():
    before = [Dated(START + timedelta(days=day), day) for day in range(3)]
    late = Dated(START + timedelta(days=900), 3)
    assert superfluous([*before, late]) == [before[0]]


def test_a_clock_that_was_wrong_costs_no_newer_content():
    ahead = [Dated(START + timedelta(days=4000 + day), day) for day in range(40)]
    newest = Dated(START, 100)
    assert newest in kept([*ahead, newest])


def test_nothing_and_one_alone_are_left_alone():
    assert superfluous([]) == []
    assert superfluous([Dated(START, 0)]) == []
