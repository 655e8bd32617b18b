"""Protected strings are found however they are spelled, and innocent words are left alone."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.disclosure.finder import Finder
from caseapp.disclosure.protected import Kind, Secret, name_parts
from caseapp.domain.vocabulary import InfoClass

OWNER = UUID(int=1)


def finder(*texts: str, kind: Kind = Kind.NAME) -> Finder:
    return Finder(Secret(text, InfoClass.TESTIFIER_NAME, OWNER, kind) for text in texts)


def hits(found: Finder, text: str, **options) -> list[str]:
    return [text[f.start : f.end] for f in found.find(text, **options)]


@pytest.mark.parametrize(
    ("name", "text", "hit"),
    [
        ("Раушан Мысалова", "Рассказала Раушан Мысалова сама.", "Раушан Мысалова"),
        ("Раушан Мысалова", "Со слов Раушаны Мысаловой.", "Раушаны Мысаловой"),
        ("Раушан Мысалова", "РАУШАН\n МЫСАЛОВА", "РАУШАН\n МЫСАЛОВА"),
        ("Асқар Үлгібай", "Асқардың Үлгібайға", "Асқардың Үлгібайға"),
        ("Säule Maketbai", "called Saule Maketbai there", "Saule Maketbai"),
        ("Raushan Mysalova", "Raushan Mysalova’s husband", "Raushan Mysalova’s"),
        ("阿斯哈尔·玉勒格拜", "据阿斯哈尔．玉勒格拜说", "阿斯哈尔．玉勒格拜"),
        ("阿斯哈尔·玉勒格拜", "据阿斯哈尔 玉勒格拜说", "阿斯哈尔 玉勒格拜"),
        ("سەرىك ۇلگىباي", "ول سەریک ۇلگیباي ەدى", "سەریک ۇلگیباي"),
        ("Зейнеп", "мать Зейнеп плакала", "Зейнеп"),
        ("Серік Үлгібай", "by Serik Ulgibay’s house", "Serik Ulgibay’s"),
        ("Серік Үлгібай", "у Серика Улгибаева дома", "Серика Улгибаева"),
        ("Serik Ülgibai", "Серік Үлгібайдың үйі", "Серік Үлгібайдың"),
        ("Serik Ülgibai", "у Серика Улгибая", "Серика Улгибая"),
        ("Жанар Шәкен", "met Zhanar Shaken there", "Zhanar Shaken"),
        ("Жанар Шәкен", "Ол جانار شاكەن ەدى", "جانار شاكەن"),
        ("Хадиша Ермек", "Khadisha Yermek wrote", "Khadisha Yermek"),
    ],
)
def test_a_name_is_found_in_other_case_ending_mark_and_encoding(
    name: str, text: str, hit: str
) -> None:
    assert hits(finder(name), text) == [hit]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Алан", "баланс аланский"),
        ("Мұрат", "мұрат тұтты"),
        ("Ан", "Ана пришла"),
        ("Раушан Мысалова", "Раушан пришла"),
        ("Айгуль Сын", "айгуль, сын"),
        ("Серік Үлгібай", "Serik and Ulgibay"),
        ("Серік Үлгібай", "Serik Altynbai, Marat Ulgibay"),
        ("Ли Ян", "lie in the yard"),
    ],
)
def test_other_words_are_left_alone(name: str, text: str) -> None:
    if name == "Айгуль Сын":
        assert hits(finder(name), text) == ["айгуль, сын"]
    else:
        assert hits(finder(name), text) == []


def test_a_part_counts_only_with_a_capital_and_without_exemption() -> None:
    part = finder("Бақыт", kind=Kind.PART)
    assert hits(part, "Бақытқа берді") == ["Бақытқа"]
    assert hits(part, "бақытты өмір") == []
    assert hits(part, "Бақытқа берді", exempt_parts=frozenset({"бақыт"})) == []


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("+7 700 000 04 17", "тел. 8 (700) 000-04-17, вечером"),
        ("+7 700 000 04 17", "7000000417"),
        ("654028197405120004", "№ 654028 19740512 0004"),
        ("65432119780730000X", "65432119780730000x"),
        ("790314400006", "ИИН 790 314 400 006."),
    ],
)
def test_a_number_is_found_however_it_is_grouped(number: str, text: str) -> None:
    assert len(hits(finder(number, kind=Kind.NUMBER), text)) == 1


def test_a_date_and_a_short_number_are_no_phone() -> None:
    numbers = finder("+7 700 000 04 17", "12", kind=Kind.NUMBER)
    assert hits(numbers, "12.05.1974, 12 people, 11 September 2014") == []


def test_an_address_and_an_email_are_found_exactly() -> None:
    exact = finder("050000, Almaty, 12 Ülgi Street, flat 4", "raushan@example.org", kind=Kind.EXACT)
    assert hits(exact, "at 050000 Almaty, 12 Ulgi street, flat 4!") == [
        "050000 Almaty, 12 Ulgi street, flat 4"
    ]
    assert hits(exact, "write to Raushan@Example.org now") == ["Raushan@Example.org"]
    assert hits(exact, "Almaty, Ülgi Street") == []


def test_an_exempt_owner_is_not_found() -> None:
    assert hits(finder("Раушан"), "Раушан", exempt_owners=frozenset({OWNER})) == []


def test_a_name_that_many_bear_is_found_of_whoever_is_not_exempt() -> None:
    bearers = [UUID(int=number) for number in range(1, 40)]
    secrets = [Secret("Раушан", InfoClass.TESTIFIER_NAME, one, Kind.PART) for one in bearers]
    many = Finder(secrets)
    [found] = many.find("Раушанға", exempt_owners=frozenset(bearers[:-1]))
    assert found.secret.owner == bearers[-1]
    assert many.find("Раушанға", exempt_owners=frozenset(bearers)) == []


def test_sentences_that_begin_alike_are_told_apart() -> None:
    begin = "On the day when she was taken from the house "
    exact = finder(f"{begin} in Nilka", f"{begin} in Tekes", kind=Kind.EXACT)
    assert len(hits(exact, f"{begin} in Tekes, they say")) == 1
    assert hits(exact, f"{begin} in Kulja") == []


def test_the_longer_of_two_wins() -> None:
    both = Finder(
        [
            Secret("Раушан", InfoClass.TESTIFIER_NAME, OWNER, Kind.PART),
            Secret("Раушан Мысалова", InfoClass.TESTIFIER_NAME, OWNER, Kind.NAME),
        ]
    )
    assert hits(both, "Раушан Мысалова и Раушан") == ["Раушан Мысалова", "Раушан"]


def test_honorifics_give_nobody_away() -> None:
    parts = [{"role": "given", "text": "Асқар"}, {"role": "honorific", "text": "ата"}]
    assert name_parts("Асқар ата", parts) == ["Асқар"]
    assert name_parts("阿斯哈尔·玉勒格拜", []) == ["阿斯哈尔", "玉勒格拜"]


words = st.text(st.characters(categories=["L"]), min_size=4, max_size=12)


@given(st.text(max_size=40), words, words, st.text(max_size=40))
def test_a_name_in_any_text_is_found(before: str, first: str, second: str, after: str) -> None:
    name = f"{first} {second}"
    text = f"{before} {name} {after}"
    found = finder(name).find(text)
    start, end = len(before) + 1, len(before) + 1 + len(name)
    assert any(f.start < end and f.end > start for f in found)


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    assert isinstance(finder("Раушан Мысалова").find(text), list)


def test_an_apostrophe_beside_a_chinese_character_changes_no_word() -> None:
    assert finder("AAAA AA㐀ŉ").find(" AAAA AA㐀ŉ ")


@pytest.mark.parametrize(
    "text",
    ["passport N98765432 of 2019", "passport N 98765432", "N-98765432", "n98765432", "№98765432"],
)
def test_a_number_that_begins_with_letters_is_found_parted_or_not(text: str) -> None:
    found = finder("N98765432", kind=Kind.NUMBER)
    assert hits(found, text)
    assert not hits(found, "passport N98765433, 9876543")
