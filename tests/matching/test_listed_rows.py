"""Who of a list may be on file or in it twice, also where many rows are nearly alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

import numpy as np
import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.listed_people import Listed
from caseapp.domain.vocabulary import NameScript, Sex
from caseapp.i18n import translator
from caseapp.matching import listed_rows, pairs, suspects
from caseapp.matching.listed_rows import SHOWN, SameRow
from caseapp.matching.pairs import scan
from caseapp.store.history import Action
from caseapp.store.records import Detainee, NameForm
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

NAME = "Үлгі Сынақұлы"
COUNTY = "654027"
_LETTERS = "аеқтбнжпсш"

likely = partial(listed_rows.likely_rows, progress=Progress(), t=translator("en"))


def listed(name: str = NAME, year: int = 1979) -> Listed:
    return Listed((name,), date(year, 1, 1), date(year, 12, 31), Sex.MALE, county=COUNTY)


def alike(count: int) -> dict[int, Listed]:
    """Rows whose names differ in two letters, and whose births lie in a few years."""
    ends = [a + b for a in _LETTERS for b in _LETTERS]
    return {n + 2: listed(f"Үлгі Сынақ{ends[n % 100]}", 1979 + n // 100) for n in range(count)}


def named(found: Mapping[int, list[SameRow]], row: int) -> list[int | None]:
    return [one.row for one in found[row]]


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each two that are weighed, and for each two whose particulars are."""
    calls: list[str] = []

    def counting(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object, **more: object) -> object:
            calls.append(name)
            return real(*args, **more)

        return counted

    for module, name in ((pairs, "weigh"), (listed_rows, "weigh"), (suspects, "particulars")):
        monkeypatch.setattr(module, name, counting(name, getattr(module, name)))
    return calls


def test_equal_rows_are_compared_a_few_times_however_many_they_are(
    vault: Vault, weighed: list[str]
) -> None:
    calls = []
    for count in (10, 1_000):
        found = likely(vault, {n + 2: listed() for n in range(count)})
        assert found.keys() == {n + 3 for n in range(count - 1)}
        assert named(found, count + 1) == [2, 3, 4]
        calls.append(len(weighed))
    assert calls[1] <= 2 * calls[0]


def test_rows_nearly_alike_are_weighed_by_their_number_not_by_its_square(
    vault: Vault, weighed: list[str]
) -> None:
    for count in (50, 200):
        weighed.clear()
        found = likely(vault, alike(count))
        assert len(found) >= count - 1
        assert all(SHOWN >= len(same) > 0 for same in found.values())
        assert weighed.count("weigh") <= 3 * SHOWN * count
        assert weighed.count("particulars") <= 100


def test_a_case_is_found_for_each_of_many_rows_alike(vault: Vault) -> None:
    case = Detainee(birth=read_date("1979"), home_place_code=COUNTY, sex=Sex.MALE, fictitious=True)
    form = NameForm(detainee_id=case.id, text=NAME, script=NameScript.KK_CYRL)
    vault.save(case, form, action=Action("Made for a test"))
    found = likely(vault, {n + 2: listed() for n in range(30)})
    assert all(case.id in [one.case_id for one in same] for same in found.values())
    assert len(found) == 30


def test_equal_rows_that_are_left_out_count_where_it_is_asked_how_common_a_name_is(
    vault: Vault,
) -> None:
    people = {n + 2: listed() for n in range(30)} | {
        n + 40: listed(name, 1950 + n)
        for n, name in enumerate(("Мысал Асқарұлы", "Мысал Талғатұлы", "Жазба Сынақұлы"))
    } | {50: listed("Жазба Сынақұлы", 1952), 51: listed("Үлгі Талғатұлы", 1951),
         52: listed("Ulgi Talghat", 1951)}  # fmt: skip
    few = listed_rows._few_of_each(people, listed_rows._equal_rows(people))
    all_ = listed_rows._few_of_each(people, [[row] for row in sorted(people)])
    assert len(few.ids) < len(all_.ids)
    points = []
    for rows in (few, all_):
        places = np.array([at for at, one in enumerate(rows.ids) if one.int >= 50], np.int64)
        points.append({
            (pair.first.int, pair.second.int): pair.points
            for pair in scan(rows, Progress(), places) if pair.second.int >= 40
        })  # fmt: skip
    assert points[0]
    assert points[0] == points[1]
