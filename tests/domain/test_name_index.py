"""Whom a name may mean, among many. Names here are given names put together; nobody's."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.names.index import NameIndex
from caseapp.domain.names.segments import Writing
from caseapp.domain.names.similarity import similarity

GIVEN = [
    "Айбек", "Айдос", "Айгүл", "Алмас", "Алтын", "Амангелді", "Арман", "Асқар", "Ахмет", "Әділ",
    "Әлия", "Әсел", "Бағдат", "Бақыт", "Бауыржан", "Бекзат", "Болат", "Ғалым", "Гүлнәр", "Дархан",
    "Дәулет", "Досан", "Думан", "Еділ", "Ерлан", "Ермек", "Есен", "Жанар", "Жансая", "Жәнібек",
    "Жомарт", "Жұлдыз", "Зейнеп", "Зәуре", "Қайрат", "Қали", "Қанат", "Қасым", "Құрмаш", "Күләш",
    "Ләззат", "Мадина", "Марат", "Мәди", "Меруерт", "Мұқаш", "Мұрат", "Назым", "Нұрлан", "Нұрбек",
    "Омар", "Орал", "Өмір", "Рахат", "Роза", "Сағат", "Сәбит", "Сәуле", "Серік", "Сұлтан",
    "Талғат", "Тілек", "Тоқтар", "Төлеген", "Тұрсын", "Ұлан", "Ұлжан", "Фатима", "Хадиша", "Шара",
    "Шәкен", "Шынар", "Ырысбек", "Ысқақ",
]  # fmt: skip


def people(count: int) -> list[tuple[int, list[str]]]:
    """Made-up persons by number; no two of one name."""
    pairs = [(a, b) for a in GIVEN for b in GIVEN if a != b]
    random.Random(5).shuffle(pairs)
    return [(number, [f"{a} {b}"]) for number, (a, b) in enumerate(pairs[:count])]


@pytest.fixture(scope="module")
def index() -> NameIndex[int]:
    found: NameIndex[int] = NameIndex()
    found.put(people(2_000))
    both = ["Қайрат Серікбай", "哈依拉提·赛力克拜"]
    found.put([(9_001, both), (9_002, both[1:])])
    return found


@pytest.mark.parametrize(
    "typed",
    ["Қайрат Серікбай", "Kairat Serikbay", "قايرات سەرىكباي", "哈依拉提·赛力克拜",
     "Серикбаев Кайрат", "哈依拉提赛力克拜", "QayratSerikbai"],
)  # fmt: skip
def test_a_name_is_found_in_any_script(index: NameIndex[int], typed: str) -> None:
    found = index.find(typed, limit=2)
    assert found[0].owner in (9_001, 9_002)
    assert 9_001 in {one.owner for one in found}


@given(st.integers(0, 1_999))
def test_everybody_is_found_by_the_own_name(index: NameIndex[int], number: int) -> None:
    name = people(2_000)[number][1][0]
    best = index.find(name, limit=1)[0]
    assert best.owner == number
    assert best.score == pytest.approx(1, abs=1e-4)


@given(st.integers(0, 1_999), st.integers(0, 1_999))
def test_scores_are_those_of_the_comparison_of_two(
    index: NameIndex[int], one: int, other: int
) -> None:
    all_ = people(2_000)
    asked, there = all_[one][1][0], all_[other][1][0]
    found = {hit.owner: hit.score for hit in index.find(asked, limit=5_000)}
    alike = similarity(asked, there).score
    if alike >= 0.75:
        assert found[other] == pytest.approx(alike, abs=0.011)
    else:
        assert found.get(other, 0) <= alike + 0.011


@given(st.text(max_size=30))
def test_any_text_can_be_looked_for(index: NameIndex[int], text: str) -> None:
    for hit in index.find(text, limit=5):
        assert 0 < hit.score <= 1


def test_who_is_taken_out_is_not_found_and_who_is_put_again_has_the_new_name_alone() -> None:
    index: NameIndex[str] = NameIndex()
    index.put([("a", ["Нұрлан Серік"]), ("b", ["Айгүл Омар"])])
    index.drop("a")
    index.drop("nobody")
    assert [hit.owner for hit in index.find("Нұрлан Серік", least=0.7)] == []
    index.put([("b", ["Жанар Болат"])])
    assert index.find("Айгүл Омар", least=0.7) == []
    assert index.find("Жанар Болат")[0].owner == "b"
    assert len(index) == 1


def test_names_that_come_one_by_one_are_found_like_those_that_came_at_once() -> None:
    at_once: NameIndex[int] = NameIndex()
    at_once.put(people(600))
    singly: NameIndex[int] = NameIndex()
    for person in people(600):
        singly.put([person])
    for typed in ("Нұрлан Мұрат", "努尔兰", "Асқар", "Aidos Kairat"):
        there = {hit.owner: hit.score for hit in at_once.find(typed, limit=20)}
        assert {hit.owner: hit.score for hit in singly.find(typed, limit=20)} == there


def test_an_empty_index_and_a_name_without_letters_find_nobody() -> None:
    index: NameIndex[int] = NameIndex()
    assert index.find("Нұрлан") == []
    index.put([(1, ["…", ""]), (2, ["12"])])
    assert index.find("Нұрлан") == []
    assert index.find("12") == []
    assert len(Writing) == 2
