"""Which letters matched a search, the words around them, and which words of two texts differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.names.marks import marks, snippet
from caseapp.domain.word_diff import word_diff


@pytest.mark.parametrize(
    ("text", "typed", "wanted"),
    [
        ("Нұрлан Серікұлы", "нұр", ["Нұр"]),
        ("努尔兰·阿不都", "努尔", ["努尔"]),
        ("نۇرلان سەرىكۇلى", "نۇر", ["نۇر"]),
        ("Ma'mur Jan", "mam", ["Ma'm"]),
        ("Jeñis Nurlanuly", "nurlan", ["Nurlan"]),
        ("José and jose", "jose", ["José", "jose"]),
        ("a Ｎurlan b", "nur", ["Ｎur"]),
        ("CF-0412", "cf-04", ["CF-04"]),
        ("тюрьма «Нурлан» Нурлан", '"тюрьма нурлан"', ["тюрьма «Нурлан"]),
        ("one two three", "three on", ["on", "three"]),
        ("one two three", "thre two", ["two"]),
        ("nobody", "zzz", []),
        ("", "a", []),
        ("a", "", []),
    ],
)
def test_what_the_index_matched_is_marked(text: str, typed: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, typed)] == wanted


@given(st.text(max_size=60), st.text(max_size=12))
def test_marks_lie_within_the_text_in_order_and_apart(text: str, typed: str) -> None:
    at = 0
    for start, end in marks(text, typed):
        assert at <= start < end <= len(text)
        at = end


def test_a_snippet_shows_the_words_around_the_first_match() -> None:
    text = "before " * 400 + "had seen Nurlan in the new school " + "after " * 400
    shown, where = snippet(text, "nurl", 90)
    assert [shown[a:b] for a, b in where] == ["Nurl"]
    assert "had seen Nurlan in the new school" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= 92


def test_a_snippet_of_what_does_not_match_is_the_beginning_without_a_mark() -> None:
    assert snippet("Some words\nof a text", "zzz", 40) == ("Some words of a text", ())
    shown, where = snippet("word " * 100, "zzz", 40)
    assert (where, len(shown) <= 41) == ((), True)


def cut(text: str, marked: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[a:b].strip() for a, b in marked]


def test_words_that_differ_are_marked_on_both_sides() -> None:
    old = "taken from home by police in October"
    new = "taken from work by the police in October"
    taken, put = word_diff(old, new)
    assert cut(old, taken) == ["home"]
    assert cut(new, put) == ["work", "the"]


def test_a_chinese_character_is_a_word_of_its_own() -> None:
    taken, put = word_diff("努尔兰住在特克斯县", "努尔兰住在昭苏县")
    assert cut("努尔兰住在特克斯县", taken) == ["特克斯"]
    assert cut("努尔兰住在昭苏县", put) == ["昭苏"]


def test_texts_without_a_word_in_common_are_marked_whole() -> None:
    assert word_diff("teacher", "doctor") == (((0, 7),), ((0, 6),))
    assert word_diff("", "new") == ((), ((0, 3),))
    assert word_diff("x " * 9000, "y") == (((0, 18000),), ((0, 1),))


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_not_marked_is_the_same_on_both_sides(old: str, new: str) -> None:
    def rest(text: str, marked: tuple[tuple[int, int], ...]) -> str:
        for start, end in reversed(marked):
            text = text[:start] + text[end:]
        return text

    taken, put = word_diff(old, new)
    assert rest(old, taken) == rest(new, put)
