"""Reasons in words: what was compared is always named, numbers are masked."""

from __future__ import annotations

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import masked, upgraded_resident_id
from caseapp.domain.vocabulary import Sex
from caseapp.i18n import translator
from caseapp.matching.evidence import Evidence, Facts, Ground, Standing, weigh
from caseapp.matching.words import EvidenceWords

NUMBER = upgraded_resident_id("654027790305121") or ""
OTHER = upgraded_resident_id("654027790305935") or ""
WORDS = EvidenceWords(translator("en"))


def facts(name: str, birth: str = "", **told: object) -> Facts:
    born = read_date(birth)
    return Facts((name,), born_earliest=born.earliest, born_latest=born.latest,
                 **told)  # type: ignore[arg-type]  # fmt: skip


def said(one: Facts, other: Facts) -> dict[Ground, tuple[str, str]]:
    return {reason.ground: WORDS.reason(reason) for reason in weigh(one, other)}


def test_every_reason_names_what_was_compared() -> None:
    one = facts("Нұрлан Серікұлы", "1979", county="654027", sex=Sex.MALE, documents=(NUMBER,))
    other = facts("努尔兰·赛力克", "1979", county="654027", sex=Sex.MALE, documents=(NUMBER,))
    assert said(one, other) == {
        Ground.NAME: ("Names sound alike", "Нұрлан = 努尔兰, Серікұлы = 赛力克"),
        Ground.FATHER: ("Father’s name agrees", "Серікұлы = 赛力克"),
        Ground.BIRTH: ("Same birth date", "5 Mar 1979"),
        Ground.COUNTY: ("Same home county", "Tekes"),
        Ground.SEX: ("Same sex", "male"),
        Ground.DOCUMENT: ("Same document number", masked(NUMBER)),
    }


def test_what_speaks_against_names_both() -> None:
    one = facts("Нұрлан Серікұлы", "1979", county="654027", sex=Sex.MALE)
    other = facts("Нұрлан Қанатұлы", "1990", county="652328", sex=Sex.FEMALE)
    found = said(one, other)
    assert found[Ground.NAME] == ("Same given name", "Нұрлан")
    assert found[Ground.FATHER] == ("Father’s name differs", "Серікұлы ≠ Қанатұлы")
    assert found[Ground.BIRTH] == ("Born in other years", "1979, 1990")
    assert found[Ground.COUNTY][0] == "Other home counties"
    assert found[Ground.COUNTY][1].startswith("Tekes, ")
    assert found[Ground.SEX] == ("Other sex", "male, female")


@pytest.mark.parametrize(
    ("first", "second", "head"),
    [
        ("Нұрлан Серік", "Нұрлан  СЕРІК", "Same name"),
        ("Нұрлан Серік", "Нұрлан", "Part of the name is the same"),
        ("Нұрлан Серік", "努尔兰", "Part of the name sounds alike"),
        ("Нұрлан Серік", "Ерлан Серік", "Names are alike"),
        ("Нұрлан Серік", "努尔兰·哈那提", "Given names sound alike"),
        ("Нұрлан Серік", "Гүлнар Болатова", "Given names differ"),
        ("Нұрлан", "Гүлнар", "Names differ"),
    ],
)
def test_names_are_the_same_sound_alike_or_differ(first: str, second: str, head: str) -> None:
    assert said(facts(first), facts(second))[Ground.NAME][0] == head


def test_a_name_in_two_scripts_is_said_to_be_so() -> None:
    both = Facts(("Нұрлан Серік", "努尔兰·赛力克"))
    assert said(both, both)[Ground.NAME] == ("Same name in two scripts", "")


def test_no_number_and_no_phone_is_said_whole() -> None:
    one = facts("A B", documents=(NUMBER,), phones=("77000000031",))
    for other in (one, facts("A B", documents=(OTHER, NUMBER[:-2]))):
        for reason in weigh(one, other):
            line = WORDS.line(reason)
            assert NUMBER not in line
            assert NUMBER[:-2] not in line
            assert "77000000031" not in line


def test_a_card_says_first_what_speaks_for_it_and_little_twice() -> None:
    one = facts("Нұрлан Серікұлы", "1979", county="654027", sex=Sex.MALE)
    other = facts("Нұрлан Серік", "1979", county="654027", sex=Sex.MALE)
    assert WORDS.card(weigh(one, other)) == [
        ("names sound alike: Нұрлан, Серікұлы = Серік", True),
        ("same birth year, same home county", True),
    ]
    third = facts("Нұрлан Қанат", "1979", county="652328", sex=Sex.FEMALE)
    card = WORDS.card(weigh(one, third))
    order = [(True, None, False).index(speaks) for _line, speaks in card]
    assert order == sorted(order)
    assert ("other sex", False) in card


def test_a_fathers_name_that_is_only_a_little_alike_is_left_open_beside_the_given_name() -> None:
    one, other = facts("Бақытгүл Сәбитқызы"), facts("Бақытгүл Сабыр")
    assert WORDS.card(weigh(one, other)) == [
        ("same given name: Бақытгүл", True),
        ("father’s name is a little alike: Сәбитқызы ≈ Сабыр", None),
    ]


def test_every_standing_and_every_open_reason_has_a_word() -> None:
    assert len({WORDS.standing(one) for one in Standing}) == len(Standing)
    for ground in Ground:
        told = {Ground.SEX: "male", Ground.BIRTH: "1979", Ground.COUNTY: "654027"}.get(ground, "x")
        for weight in (-3.0, 0.0, 3.0):
            head, _both = WORDS.reason(Evidence(ground, weight, told, told))
            assert head
