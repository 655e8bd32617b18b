"""Kazakh from Cyrillic to Arabic script, letter by letter and by the rule of the high hamza."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.names.kazakh_arabic import HIGH_HAMZA, in_arabic, is_kazakh


@pytest.mark.parametrize(
    ("cyrillic", "arabic"),
    [
        ("Мұқан Мамытхан", "مۇقان مامىتحان"),  # as the press in Arabic script prints the name
        ("Қазақстан", "قازاقستان"),
        ("тіл", "ٴتىل"),
        ("біз", "ٴبىز"),
        ("кітап", "كىتاپ"),
        ("мектеп", "مەكتەپ"),
        ("үлгі", "ۇلگى"),
        ("өмір", "ٴومىر"),
        ("жаңа ән", "جاڭا ٴان"),
        ("Шыңжаң", "شىڭجاڭ"),
    ],
)
def test_words_are_written_as_the_press_writes_them(cyrillic: str, arabic: str) -> None:
    assert in_arabic(cyrillic) == arabic


def test_figures_latin_letters_and_han_stay() -> None:
    assert in_arabic("2018 жылы CF-0012 阿斯哈尔") == "2018 جىلى CF-0012 阿斯哈尔"


def test_marks_become_those_of_the_script_but_not_within_numbers() -> None:
    assert in_arabic("ана, бала; қайда? 1,5 жыл") == "انا، بالا؛ قايدا؟ 1,5 جىل"


@pytest.mark.parametrize(
    ("text", "kazakh"),
    [
        ("Қай жерде ұсталғаны белгісіз.", True),
        ("Мазмұны", True),
        ("Жынысы", True),
        ("Его забрали ночью из дома отца.", False),
        ("Раушан Мысалова", False),
        ("В апреле Қайрат Жолдас вышел из дома и не вернулся, всё это видели соседи.", False),
        ("12.03.2018", False),
        ("", False),
    ],
)
def test_russian_is_told_from_kazakh(text: str, kazakh: bool) -> None:
    assert is_kazakh(text) is kazakh


@given(st.text())
def test_any_text_is_taken_and_no_kazakh_letter_is_left(text: str) -> None:
    written = in_arabic(text)
    assert not set(written) & set("абвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюяАӘБВ")
    assert in_arabic(written) == written


@given(st.text(alphabet="аәбіөүтлмн", min_size=1))
def test_the_hamza_stands_at_most_once_and_first(word: str) -> None:
    written = in_arabic(word)
    assert HIGH_HAMZA not in written[1:]
    assert (written[0] == HIGH_HAMZA) == bool(set(word) & set("әөүі"))
    assert all(unicodedata.bidirectional(c) in ("AL", "NSM", "ON") for c in written)
