"""Which cases a text names: in every script, with namesakes, and without false ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseapp.matching.name_lists import Verdict, run
from caseapp.matching.named_in import Hit, Named, TextSearch
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress
from tests.matching.people import NUMBER, office

QUIET = """Yesterday the Ministry of Foreign Affairs in Astana answered the Human Rights Council.
Following clashes in Urumchi, Beijing and Xinjiang Uyghur Autonomous Region were named again.
Вчера Министерство иностранных дел Республики Казахстан ответило Совету по правам человека.
星期六，七个家庭在租来的房间里会面。他们带来了照片、结婚证和最后的信件。
اجتمعت سبع عائلات يوم السبت في غرفة مستأجرة
"""
"""No name of anybody on file."""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with office(tmp_path_factory.mktemp("office")) as vault:
        yield vault


@pytest.fixture
def look(vault):
    return lambda *pages: run(TextSearch(pages), vault, Progress(), "en")


def numbers(found: Named, hit: Hit) -> list[str]:
    return [found.cases[match.case_id].number for match in hit.matches]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Его друг Аскар Улгибаев пропал.", "Аскар Улгибаев"),
        ("Yesterday Askar Ulgibay was seen.", "Askar Ulgibay"),
        ("بۇگىن اسقار ۇلگىباي ۇستالدى", "اسقار ۇلگىباي"),
        ("家人说阿斯哈尔·玉勒格拜在监狱。", "阿斯哈尔·玉勒格拜"),
        ("家人说阿斯哈尔玉勒格拜在监狱。", "阿斯哈尔玉勒格拜"),
        ("Кеше Үлгібай Асқар ұсталды.", "Үлгібай Асқар"),
    ],
)
def test_a_person_is_found_in_every_script_within_other_words(look, text, words):
    found = look(QUIET + text)
    assert [hit.words for hit in found.hits] == [words]
    assert numbers(found, found.hits[0])[0] == "CF-0001"


def test_a_text_that_names_nobody_on_file_finds_nobody(look):
    assert look(QUIET).hits == ()


def test_namesakes_are_both_shown_and_neither_is_called_more_than_it_is(look):
    found = look("Мурат Сынакбай позвонил.")
    assert sorted(numbers(found, found.hits[0])) == ["CF-0003", "CF-0004"]


def test_the_birth_year_beside_a_name_tells_namesakes_apart(look):
    found = look("Мұрат Сынақбай (1990) үйде.")
    hit = found.hits[0]
    assert (numbers(found, hit)[0], hit.year) == ("CF-0004", "1990")
    assert hit.verdict is Verdict.LIKELY


def test_a_chinese_name_alone_is_never_more_than_possible_but_with_its_year(look):
    alone, with_year = look("阿斯哈尔·玉勒格拜被捕"), look("阿斯哈尔·玉勒格拜，1974年生")
    assert alone.hits[0].verdict is Verdict.POSSIBLE
    assert with_year.hits[0].verdict is Verdict.LIKELY


def test_a_number_of_a_document_is_sure(look):
    found = look(f"ID {NUMBER}.")
    assert found.hits[0].verdict is Verdict.SAME_DOCUMENT
    assert numbers(found, found.hits[0]) == ["CF-0001"]


def test_a_hit_tells_every_page_and_the_words_around(look):
    found = look("Nothing here.", "They asked for Zhanar Tamsilkhan at the gate.", QUIET,
                 "Again Zhanar Tamsilkhan.")  # fmt: skip
    (hit,) = found.hits
    assert [spot.page for spot in hit.spots] == [2, 4]
    spot = hit.spots[0]
    assert (spot.before, spot.words, spot.after) == (
        "They asked for ", "Zhanar Tamsilkhan", " at the gate.",
    )  # fmt: skip


def test_one_word_of_a_name_is_not_enough(look):
    assert look("Асқар келді. Жанар да келді.").hits == ()
