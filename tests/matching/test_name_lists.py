"""A list of people checked against a vault: how sure, in what order, and nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from caseapp.domain.listed_people import Listed
from caseapp.domain.vocabulary import Sex
from caseapp.errors import Cancelled
from caseapp.matching.name_lists import Checked, ListCheck, Verdict, run
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress, Report
from tests.matching.people import NUMBER, office


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with office(tmp_path_factory.mktemp("office")) as vault:
        yield vault


def check(vault: Vault, rows: list[Listed], most: int = 3) -> Checked:
    return run(ListCheck(rows, most), vault, Progress(), "en")


def born(year: int) -> dict[str, date]:
    return {"born_earliest": date(year, 1, 1), "born_latest": date(year, 12, 31)}


def found(checked: Checked, row: int) -> list[str]:
    return [checked.cases[match.case_id].number for match in checked.answers[row].matches]


def test_a_number_in_common_is_the_same_document_whatever_the_name(vault):
    checked = check(vault, [Listed(("Somebody Else",), documents=(NUMBER,))])
    assert checked.answers[0].verdict is Verdict.SAME_DOCUMENT
    assert found(checked, 0)[0] == "CF-0001"


@pytest.mark.parametrize(
    "name",
    ["Үлгібай Асқар", "Askar Ulgibay", "اسقار ۇلگىباي", "Аскар Улгибай", "阿斯哈尔·玉勒格拜"],
)
def test_one_name_is_found_in_every_script_and_order(vault, name):
    checked = check(vault, [Listed((name,), sex=Sex.MALE, **born(1974))])
    assert found(checked, 0)[0] == "CF-0001"
    assert checked.answers[0].verdict is Verdict.LIKELY


def test_namesakes_are_both_told_and_the_birth_year_says_who_comes_first(vault):
    rows = [Listed(("Мұрат Сынақбай",)), Listed(("Мұрат Сынақбай",), **born(1990))]
    checked = check(vault, rows)
    assert sorted(found(checked, 0)) == ["CF-0003", "CF-0004"]
    assert found(checked, 1)[0] == "CF-0004"
    assert checked.answers[1].matches[0].verdict is Verdict.LIKELY


def test_who_is_not_on_file_is_not_found_and_a_row_without_a_name_is_not_asked(vault):
    checked = check(vault, [Listed(("Пётр Иванов",)), Listed()])
    assert [one.verdict for one in checked.answers] == [Verdict.NONE, Verdict.NONE]
    assert checked.cases == {}


def test_a_single_word_of_a_name_is_possible_and_a_name_that_is_a_little_alike_is_nobody(vault):
    checked = check(vault, [Listed(("Жанар",)), Listed(("Жанар Тәңірберген",))])
    assert found(checked, 0) == ["CF-0005"]
    assert checked.answers[0].verdict is Verdict.POSSIBLE
    assert checked.answers[1].verdict is Verdict.NONE


def test_nobody_is_likely_against_whom_a_birth_speaks_strongly(vault):
    checked = check(vault, [Listed(("Жанар Тәмсілхан",), county="654027", **born(1950))])
    assert found(checked, 0) == ["CF-0005"]
    assert checked.answers[0].verdict is Verdict.POSSIBLE


def test_equal_rows_have_one_answer_and_the_order_of_the_rows_is_kept(vault):
    rows = [Listed(("Жанар Тәмсілхан",)), Listed(("Асқар Үлгібай",)), Listed(("Жанар Тәмсілхан",))]
    checked = check(vault, rows, 1)
    assert [found(checked, row) for row in range(3)] == [["CF-0005"], ["CF-0001"], ["CF-0005"]]
    assert checked.answers[0] is checked.answers[2]


def test_it_tells_how_far_it_is_can_be_stopped_and_writes_nothing(vault):
    before, told = vault.generation, list[Report]()
    progress = Progress(told.append)
    run(ListCheck([Listed(("Асқар Үлгібай",))]), vault, progress, "en")
    assert told[-1].total == 1
    progress.cancel()
    with pytest.raises(Cancelled):
        run(ListCheck([Listed(("Асқар Үлгібай",))]), vault, progress, "en")
    assert vault.generation == before
