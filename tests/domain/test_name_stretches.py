"""Stretches of a text that have the form of a name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.name_stretches import document_numbers, runs_of_han, stretches


def told(text: str) -> list[str]:
    return [one.text for one in stretches(text)]


def test_words_that_begin_with_a_capital_and_stand_side_by_side_are_a_stretch():
    assert told("Вчера видели: Асқар Үлгібай дома, и Bek.") == ["Асқар Үлгібай"]


def test_of_a_longer_row_of_capitals_every_part_is_a_stretch():
    assert told("Yesterday Asqar Ülgibai") == [
        "Yesterday Asqar", "Yesterday Asqar Ülgibai", "Asqar Ülgibai",
    ]  # fmt: skip


def test_a_comma_and_a_paragraph_end_a_stretch_and_a_line_end_does_not():
    assert told("Асқар, Үлгібай") == []
    assert told("Асқар\n\nҮлгібай") == []
    assert told("Асқар\nҮлгібай") == ["Асқар Үлгібай"]


def test_son_of_and_daughter_of_belong_to_a_name_though_written_small():
    assert "Асқар Үлгібай ұлы" in told("Асқар Үлгібай ұлы келді")


def test_words_in_arabic_letters_have_no_capitals_and_are_taken_by_two_and_three():
    assert told("اسقار ۇلگىباي كەلدى") == [
        "اسقار ۇلگىباي", "اسقار ۇلگىباي كەلدى", "ۇلگىباي كەلدى",
    ]  # fmt: skip


def test_chinese_is_found_in_runs_with_their_dots():
    found = [run.text for run in runs_of_han("他说阿斯哈尔·玉勒格拜被捕，1974年")]
    assert found == ["他说阿斯哈尔·玉勒格拜被捕", "年"]


def test_numbers_of_documents_are_found_whole_and_not_within_others():
    text = "654028197405120004, 65402519810903000X; 1654028197405120004"
    assert [one.text for one in document_numbers(text)] == text.split(";")[0].split(", ")


@given(st.text())
def test_every_stretch_stands_where_it_says(text: str):
    for one in stretches(text):
        for word in one.words:
            assert text[word.start : word.end] == word.text
    for run in (*runs_of_han(text), *document_numbers(text)):
        assert text[run.start : run.end] == run.text
