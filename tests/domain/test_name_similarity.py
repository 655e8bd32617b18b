"""Two names compared, in whatever scripts. Names here are given names put together; nobody's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caseapp.domain.names.readings import written_names
from caseapp.domain.names.similarity import Comparison, similarity

FOUR = {
    "kk": "Қайрат Серікбай",
    "ru": "Кайрат Серикбай",
    "en": "Kairat Serikbay",
    "arab": "قايرات سەرىكباي",
    "zh": "哈依拉提·赛力克拜",
}
GIVEN = [
    "Айгүл", "Бақытжан", "Гүлнәр", "Дәулет", "Ерлан", "Жәнібек", "Қайрат", "Мұқаш", "Нұрлан",
    "Өмірбек", "Сәуле", "Тоқтар", "Ұлжан", "Шынар", "Ырысбек",
]  # fmt: skip

any_text = st.text(max_size=40)
names = st.lists(st.sampled_from(GIVEN), min_size=1, max_size=3, unique=True).map(" ".join)


@pytest.mark.parametrize("one", FOUR)
@pytest.mark.parametrize("other", FOUR)
def test_one_name_in_two_scripts_is_alike(one: str, other: str) -> None:
    assert similarity(FOUR[one], FOUR[other]).score > 0.85


@given(names, names)
def test_other_names_are_less_alike_than_the_same(one: str, other: str) -> None:
    if set(one.split()) != set(other.split()):
        assert similarity(one, other).score < similarity(one, one).score


@given(any_text, any_text)
@example("Қайрат", "哈依拉提")
@example("ﷺ", "\ud800")
@example("(", "（）·")
def test_any_text_can_be_compared_and_order_of_the_two_is_nothing(one: str, other: str) -> None:
    there, back = similarity(one, other), similarity(other, one)
    assert 0 <= there.score <= 1
    assert there.score == pytest.approx(back.score, abs=1e-4)


@given(any_text)
def test_a_text_that_can_be_read_is_the_same_as_itself(text: str) -> None:
    found = similarity(text, text)
    if written_names(text):
        assert found.score == pytest.approx(1, abs=1e-4)
    else:
        assert found.score == 0
        assert found.words == ()


@given(names, st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_normal_form_of_a_text_is_nothing(name: str, form: str) -> None:
    assert similarity(name, unicodedata.normalize(form, name)).score == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("dot", "·•‧∙⋅・･．。.")
def test_every_dot_between_chinese_parts_is_the_same(dot: str) -> None:
    told = FOUR["zh"].replace("·", dot)
    assert similarity(told, FOUR["zh"]).score == pytest.approx(1, abs=1e-4)
    assert similarity(told.replace(dot, f" {dot} "), FOUR["zh"]).score > 0.999


@given(names, st.sampled_from([" ", "  ", "\u00a0", "\t", "-", "\u200b "]))
def test_white_space_and_what_is_not_seen_is_nothing(name: str, space: str) -> None:
    assert similarity(name, name.replace(" ", space)).score == pytest.approx(1, abs=1e-4)


@given(names)
def test_another_order_costs_little_and_is_told(name: str) -> None:
    turned = " ".join(reversed(name.split()))
    found = similarity(name, turned)
    assert found.score >= 0.96
    assert found.other_order is (turned != name)


def test_names_written_together_are_the_same() -> None:
    assert similarity("ҚайратСерікбай", "Қайрат Серікбай").score > 0.95
    assert similarity("哈依拉提赛力克拜", "Қайрат Серікбай").score > 0.9


@pytest.mark.parametrize("typed", ["Кайрат Серикбай", "Қайрат Серікбаев", "Қайрат Серікбайұлы"])
def test_a_russian_keyboard_and_endings_of_descent_cost_almost_nothing(typed: str) -> None:
    assert similarity(typed, "Қайрат Серікбай").score > 0.94


def test_a_missing_fathers_name_is_no_contradiction_but_another_one_is() -> None:
    missing = similarity("Қайрат", "Қайрат Серікбай").score
    other = similarity("Қайрат Омаров", "Қайрат Серікбай").score
    assert missing > 0.75
    assert other < missing - 0.1


@given(any_text, any_text)
@example("Нұрлан Серік", "努尔兰·赛力克")
@example("Нұрлан", "努尔兰·赛力克")
def test_the_words_told_are_the_words_of_both_names(one: str, other: str) -> None:
    found = similarity(one, other)
    sides = (one, [w.first for w in found.words]), (other, [w.second for w in found.words])
    for text, words in sides:
        told = "".join(word for word in words if word)
        normal = unicodedata.normalize("NFKC", text)
        assert all(unicodedata.normalize("NFKC", c) in normal or c in told for c in told)
    if written_names(one) and written_names(other):
        assert found.words
        assert all(word.first or word.second for word in found.words)


def test_the_words_that_were_set_together_are_told() -> None:
    found = similarity("Нұрлан Серік", "努尔兰·赛力克")
    assert [(word.first, word.second) for word in found.words] == [
        ("Нұрлан", "努尔兰"),
        ("Серік", "赛力克"),
    ]
    assert {word.comparison for word in found.words} == {Comparison.SAME_SOUND}
    alone = similarity("Нұрлан", "努尔兰·赛力克").words
    assert alone[1].first == ""
    assert alone[1].second == "赛力克"
    assert alone[1].comparison is Comparison.ONLY_ONE
    assert similarity("Нұрлан", "НҰРЛАН").words[0].comparison is Comparison.SAME
    assert similarity("Нұрлан", "Ержан").words[0].comparison is Comparison.DIFFERENT


def test_a_text_with_both_writings_is_compared_by_either() -> None:
    assert similarity("Нұрлан Серік 努尔兰·赛力克", "努尔兰·赛力克").score == pytest.approx(1)
    assert similarity("努尔兰·赛力克 (Nurlan Serik)", "Нұрлан Серік").score > 0.9
