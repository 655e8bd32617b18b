"""Names, dates and places found in running text. All people are fictitious."""

from __future__ import annotations

import random
import time

import pytest

from caseapp.domain.found_dates import found_dates
from caseapp.domain.found_places import found_places
from caseapp.intake.suggestions import Found, sentence_around, suggestions_in


def names(text: str) -> list[str]:
    return [one.words for one in suggestions_in(text).names]


def dates(text: str) -> list[tuple[str, str | None]]:
    return [(text[one.start : one.end], one.date.edtf) for one in found_dates(text)]


def places(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.code) for one in found_places(text)]


# -- names -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday Asem Tilekova spoke, and Marat Tilekov’s brother too.",
         ["Asem Tilekova", "Marat Tilekov"]),
        ("President Bolat Synaq and Foreign Minister Erlan Tamsil met the imam Nurlan Ulgibai.",
         ["Bolat Synaq", "Erlan Tamsil", "Nurlan Ulgibai"]),
        ("The Social Democratic Party, Radio Free Asia and the World Uyghur Congress wrote to the"
         " Ministry of Foreign Affairs in West Kazakhstan in March 2017.", []),
        ("Ethnic Kazakhs and Han Chinese live in East Turkestan.", []),
        ("Имам Нурлан Үлгібай из Текеса и жительница Кульджи Айгуль Сынак пропали.",
         ["Нурлан Үлгібай", "Айгуль Сынак"]),
        ("Кеше Айман Үлгібай сөйледі. Күйеуі Нұрлан Жеңісұлы қайтпады.",
         ["Айман Үлгібай", "Нұрлан Жеңісұлы"]),
        ("伊玛目努尔兰·玉勒格拜说，他叫库尔班·阿布都拉。", ["努尔兰·玉勒格拜", "库尔班·阿布都拉"]),
        ("ئىمام نۇرلان ئۈلگىباي قايتمىدى.", ["نۇرلان ئۈلگىباي"]),
        ("A short heading of Asem Tilekova\nMarat Synaq came.", ["Asem Tilekova", "Marat Synaq"]),
        ("The CCP and an NGO met. Many Families Wept.", []),
    ],
)  # fmt: skip
def test_names_are_told_from_bodies_peoples_and_beginnings_of_sentences(text, found):
    if "Families" in text:
        text += " It is said that many families wept."
    assert names(text) == found


def test_a_name_is_told_once_with_all_its_places_and_the_words_around_it():
    text = "A" + " word" * 30 + " of Asem Tilekova. " + "word " * 30 + "ASEM TILEKOVA came."
    (one,) = suggestions_in(text).names
    assert one.kind is Found.NAME
    assert [text[slice(*place)] for place in one.places] == ["Asem Tilekova", "ASEM TILEKOVA"]
    assert one.before.startswith("…word")
    assert one.before.endswith("word of ")
    assert one.after.endswith("word…")


# -- dates -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He was taken on 12 May 2017, in the evening.", [("12 May 2017", "2017-05-12")]),
        ("Between March and May 2017 some 2,000 people, in 2018 about 2000 people.",
         [("Between March and May 2017", "[2017-03..2017-05]"), ("2018", "2018")]),
        ("September 11, 2017 by admin", [("September 11, 2017", "2017-09-11")]),
        ("It was late 2017. He may come, they may not; 22 members.", [("late 2017", "2017-39")]),
        ("с марта по май 2017 г., 12 мая 2018 года и весной 2019 года",
         [("с марта по май 2017 г", "[2017-03..2017-05]"), ("12 мая 2018 года", "2018-05-12"),
          ("весной 2019 года", "2019-21")]),
        ("2017 жылдың көктемінде, 2018 жылғы 12 мамырда, 2015 жылдан бері",
         [("2017 жылдың көктемінде", "2017-21"), ("2018 жылғы 12 мамырда", "2018-05-12"),
          ("2015 жылдан бері", "[2015..]")]),
        ("他2017年9月12日被带走，2018年初回来。", [("2017年9月12日", "2017-09-12"),
                                          ("2018年初", "2018-37")]),
        ("On 2017-05-12 and 03.04.2018; chapter 4, page 1941 of 20171234.",
         [("2017-05-12", "2017-05-12"), ("03.04.2018", "2018-04-03")]),
        ("A book (1941), and the years 1916-1941.", [("1941", "1941"),
                                                    ("1916-1941", "[1916..1941]")]),
    ],
)  # fmt: skip
def test_dates_are_found_with_what_they_mean(text, found):
    assert dates(text) == found


# -- places ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She lives in Tekes county, not in Ürümqi’s suburbs.",
         [("Tekes county", "654027"), ("Ürümqi", "650100")]),
        ("Из Кульджи в Урумчи, в Текесе и под Алтаем.",
         [("Кульджи", "654002"), ("Урумчи", "650100"), ("Текесе", "654027"),
          ("Алтаем", "654300")]),
        ("Текестен Үрімжіге, Шыңжаңдағы ауылға.",
         [("Текестен", "654027"), ("Үрімжіге", "650100"), ("Шыңжаңдағы", "650000")]),
        ("他在伊犁新源县和乌鲁木齐。", [("伊犁", "654000"), ("新源县", "654025"),
                                  ("乌鲁木齐", "650100")]),
        ("a tekes in small letters, and an aksu", []),
    ],
)  # fmt: skip
def test_listed_places_are_found_in_four_languages_with_their_endings(text, found):
    assert places(text) == found


def test_a_place_inside_a_name_is_no_place():
    found = suggestions_in("Yesterday Tekes Ulgibai spoke in Tekes.")
    assert [one.words for one in found.names] == ["Tekes Ulgibai"]
    assert [one.places for one in found.places] == [((33, 38),)]


# -- sentences, and how long it takes ----------------------------------------------------------
def test_the_sentence_around_a_name_is_found():
    text = "First. “My brother Asem Tilekov left in 2017,” he said. Then nothing.\n中国。他走了。"
    start = text.index("Asem")
    assert text[slice(*sentence_around(text, start, start + 4))] == (
        "“My brother Asem Tilekov left in 2017,” he said."
    )
    start = text.index("走")
    assert text[slice(*sentence_around(text, start, start + 1))] == "他走了。"


def test_a_long_text_is_looked_through_in_a_moment_and_a_hostile_one_too():
    chance = random.Random(1)
    words = ["Asem", "Tilekova", "came", "in", "May", "2017", "to", "Tekes", "and", "wept.", "-",
             "2017年", "·", "努尔", "\n"]  # fmt: skip
    text = " ".join(chance.choices(words, k=10_000))
    for one in (text, "2017 " * 10_000, "A" * 300_000, "A b " * 80_000, "·" * 300_000):
        begun = time.process_time()
        suggestions_in(one)
        assert time.process_time() - begun < 30  # each pair of words looked at would take hours
