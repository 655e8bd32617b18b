"""A clock that is set ten years back or on, or to summer: order and counts stay what they are."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from caseapp.store import backup
from caseapp.store.history import Action
from caseapp.store.records import Detainee, types
from caseapp.store.vault import Vault
from tests.conftest import PASSPHRASE

TEN_YEARS = timedelta(days=3653)
NOW = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Everything that the store asks the time of; no test may set the machine's own clock."""

    def set_to(moment: datetime) -> None:
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return moment.astimezone(tz)

        monkeypatch.setattr(types, "datetime", Clock)
        monkeypatch.setattr(backup, "datetime", Clock)
        monkeypatch.setattr(time, "time_ns", lambda: int(moment.timestamp() * 1e9))

    return set_to


@pytest.fixture
def central_europe() -> Iterator[None]:
    """A zone in which an hour of this night comes twice."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def said(vault: Vault, case: Detainee) -> str:
    found = vault.get(Detainee, case.id)
    assert found is not None
    return found.summary


@pytest.mark.parametrize("leap", [-TEN_YEARS, TEN_YEARS], ids=["back", "on"])
def test_history_undo_and_the_count_of_writes_follow_the_order_of_work(vault, set_clock, leap):
    set_clock(NOW)
    case = Detainee(summary="first")
    vault.save(case, action=Action("New"))
    for words, moment in (("second", NOW + leap), ("third", NOW), ("fourth", NOW + leap)):
        set_clock(moment)
        case.summary = words
        vault.save(case, action=Action(words))
    told = [entry.new for entry in vault.history_of(case.id)]
    assert told[:3] == ["fourth", "third", "second"]
    assert vault.generation == 4
    path = vault.folder.path
    vault.close()
    set_clock(NOW - leap)
    with Vault.open(path, PASSPHRASE) as again:
        assert again.generation == 4
        assert again.check() == []  # nothing seems to have gone back
        for words in ("third", "second"):
            again.undo()
            assert said(again, case) == words
        again.redo()
        assert said(again, case) == "third"
        again.save(Detainee(summary="later"), action=Action("New"))
        assert again.generation == 8
        assert again.check() == []


@pytest.mark.usefixtures("central_europe")
def test_in_the_hour_that_comes_twice_both_backups_stay_and_the_newer_content_is_kept(
    vault, set_clock, tmp_path
):
    (tmp_path / "stick").mkdir()
    made = []
    for number in range(2):
        set_clock(NOW + timedelta(hours=number))  # 2:30 by the clock on the wall, twice
        vault.save(Detainee(summary=str(number)), action=Action("New"))
        made.append(vault.backups.make(tmp_path / "stick", keep_all=True).backup)
    assert [one.path.name for one in made] == ["2026-10-25-023000", "2026-10-25-023000-2"]
    newest = vault.backups.make(tmp_path / "stick").backup  # the others may go now
    kept, unreadable = vault.backups.at(tmp_path / "stick")
    assert unreadable == 0
    assert max(one.generation for one in kept) == newest.generation == 2


def test_a_backup_made_after_the_clock_went_back_is_not_taken_for_an_old_one(
    vault, set_clock, tmp_path
):
    (tmp_path / "stick").mkdir()
    for moment in (NOW, NOW - TEN_YEARS):
        set_clock(moment)
        vault.save(Detainee(summary=str(moment)), action=Action("New"))
        vault.backups.make(tmp_path / "stick")
    kept, _unreadable = vault.backups.at(tmp_path / "stick")
    assert {one.generation for one in kept} == {1, 2}
    last = vault.backups.last()
    assert last is not None
    assert last.changes == 0
