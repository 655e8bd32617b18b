"""Names in a row, in the scripts and the punctuation that newspapers write them in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.name_list import split_names


@pytest.mark.parametrize(
    ("passage", "people"),
    [
        (
            "They are: 1. Нұрлан Үлгібай (1985); 2. Ерлан Үлгібай, 1990 г.р.; 3. Айгүл"
            " Үлгібай және Бауыржан Сынақ.",
            [("Нұрлан Үлгібай", "1985"), ("Ерлан Үлгібай", "1990"), ("Айгүл Үлгібай", ""),
             ("Бауыржан Сынақ", "")],
        ),
        (
            "努尔兰·玉勒格拜（1985年生）、叶尔兰·玉勒格拜和阿依古丽·赛里克",
            [("努尔兰·玉勒格拜", "1985"), ("叶尔兰·玉勒格拜", ""), ("阿依古丽·赛里克", "")],
        ),
        ("张和平、李明", [("张和平", ""), ("李明", "")]),
        (
            "نۇرلان ۇلگىباي (1985) جانە ەرلان",
            [("نۇرلان ۇلگىباي", "1985"), ("ەرلان", "")],
        ),
        (
            "Nurlan Ulgibai — herdsman\n• Erlan Ulgibai, born 1985\n12) Bolat Synaq",
            [("Nurlan Ulgibai", ""), ("Erlan Ulgibai", "1985"), ("Bolat Synaq", "")],
        ),
    ],
)  # fmt: skip
def test_a_list_is_cut_into_its_names(passage: str, people: list[tuple[str, str]]) -> None:
    assert [(person.name, person.birth) for person in split_names(passage)] == people


def test_every_name_knows_its_place() -> None:
    passage = "Named were: Нұрлан Үлгібай (1985, herdsman), Ерлан Үлгібай, 1990 and Aigul."
    found = [passage[person.start : person.end] for person in split_names(passage)]
    assert found == ["Нұрлан Үлгібай (1985, herdsman)", "Ерлан Үлгібай, 1990", "Aigul"]


def test_a_sentence_is_not_taken_for_a_name() -> None:
    people = split_names("Nothing was heard of them since the winter of that year, Aigul said.")
    assert [person.likely for person in people] == [False, False]


def test_an_age_is_no_year_of_birth() -> None:
    assert [person.birth for person in split_names("Нұрлан Үлгібай (33), Ерлан")] == ["", ""]


@given(st.text(max_size=200))
def test_any_text_is_cut_without_harm(passage: str) -> None:
    end = 0
    for person in split_names(passage):
        assert end <= person.start < person.end <= len(passage)
        assert person.name
        end = person.end
