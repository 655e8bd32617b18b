"""Whose name has words that sound like those being typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.names.typed import FewNames, TypedIndex

NAMES = {
    1: ("Қарапа Серікұлы", "卡拉帕·赛力克"),
    2: ("Нұрлан Серікұлы", "نۇرلان سەرىكۇلى"),
    3: ("Гүлнәр Асқарқызы",),
    4: ("Жанар Айтқазина",),
    5: ("Қара Шынар",),
}


def index() -> TypedIndex[int]:
    found: TypedIndex[int] = TypedIndex()
    found.put(NAMES.items())
    return found


def owners(typed: str) -> list[int]:
    return [heard.owner for heard in index().find(typed)]


@pytest.mark.parametrize("typed", ["qarapa", "Qarapa", "Карапа", "قاراپا", "қарапа"])
def test_a_given_name_in_any_letters_finds_who_has_it(typed: str) -> None:
    assert owners(typed) == [1]


def test_a_word_that_was_only_begun_finds_its_names_and_whole_words_first() -> None:
    assert owners("qara") == [5, 1]
    assert owners("nurl") == [2]
    assert owners("айтқ") == owners("aitk") == [4]


def test_only_the_last_word_may_be_unfinished() -> None:
    assert owners("nurlan ser") == [2]
    assert owners("ser nurlan") == []
    assert owners("nurl ") == []


def test_all_words_must_be_of_one_name_and_each_counts_once() -> None:
    assert owners("qarapa nurlan") == []
    assert owners("nurlan nurlan") == []
    assert owners("serik nurlan") == [2]


def test_too_few_letters_find_nobody() -> None:
    assert owners("ш") == owners("qa") == []


def test_it_is_said_which_words_on_file_were_meant() -> None:
    (heard,) = index().find("serikuly nurlan")
    assert (heard.name, heard.words) == ("Нұрлан Серікұлы", ("Нұрлан", "Серікұлы"))


def test_who_is_dropped_or_renamed_is_no_longer_found() -> None:
    known = index()
    known.drop(1)
    known.put([(4, ("Айгүл Үлгі",))])
    assert known.find("qarapa") == []
    assert known.find("zhanar") == []
    assert [heard.owner for heard in known.find("aigul")] == [4]
    assert len(known) == 4


def test_chinese_is_for_whole_names_alone() -> None:
    assert owners("卡拉帕") == []
    assert FewNames(NAMES.items()).find("卡拉帕·赛力克")[0] == 1
    assert FewNames(NAMES.items()).find("nurlan") == [2]


@given(st.text())
def test_any_text_is_answered(typed: str) -> None:
    for heard in TYPED.find(typed):
        assert heard.words
        assert 0.8 < heard.score <= 1


@given(st.text())
def test_any_text_can_be_a_name(name: str) -> None:
    known: TypedIndex[int] = TypedIndex()
    known.put([(1, (name, "Нұрлан"))])
    assert [heard.owner for heard in known.find("nurlan")] == [1]


TYPED = index()
