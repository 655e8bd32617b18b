"""The bidirectional algorithm: Unicode's own conformance file, and hostile lengths."""

from __future__ import annotations

import lzma
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseapp.dossier.pdf.text.bidi import (
    isolated,
    line_levels,
    paragraph_levels,
    visual_order,
)

FIXTURE = Path(__file__).parents[2] / "fixtures" / "unicode" / "BidiCharacterTest.txt.xz"


def conformance_lines() -> Iterator[list[str]]:
    """Fields of each test: characters, direction, base level, levels, order (UCD 15.0.0).

    Python's `unicodedata` may be older or newer than the file; the characters that the file uses
    have had their bidi classes since long before, so every line holds with any of them.
    """
    with lzma.open(FIXTURE, "rt", encoding="utf-8") as lines:
        for line in lines:
            content = line.split("#")[0].strip()
            if content:
                yield content.split(";")


def test_all_lines_of_the_unicode_conformance_file_pass() -> None:
    count = 0
    for characters, direction, wanted_base, wanted_levels, wanted_order in conformance_lines():
        text = "".join(chr(int(code, 16)) for code in characters.split())
        base, levels = paragraph_levels(text, {"0": 0, "1": 1, "2": None}[direction])
        levels = line_levels(text, levels, base)
        expected = wanted_levels.split()
        kept = [n for n in visual_order(levels) if expected[n] != "x"]
        assert base == int(wanted_base), characters
        assert all(
            want == "x" or int(want) == got for want, got in zip(expected, levels, strict=True)
        ), characters
        assert kept == [int(number) for number in wanted_order.split()], characters
        count += 1
    assert count == 91_707


@pytest.mark.parametrize(
    "text",
    [
        "\u2068" * 300_000 + "ا",
        "\u2068" * 150_000 + "\u2069" * 150_000 + "ا",
        "()" * 150_000 + "ا",
        "(a)ا" * 75_000,
        "(" * 150_000 + "ا" + "a)" * 75_000,
        "\u202e" * 300_000 + "ا",
        "ا1-" * 100_000,
    ],
    ids=["isolates", "nested", "brackets", "mixed", "unclosed", "overrides", "numbers"],
)
def test_hostile_paragraphs_take_linear_time(text: str) -> None:
    start = time.perf_counter()
    paragraph_levels(text)
    # Quadratic work on 300,000 characters would take hours.
    assert time.perf_counter() - start < 10


def test_plain_arabic_short_cut_gives_the_same_levels_as_the_rules() -> None:
    text = "نۇرلان ئابدۇللا"
    assert paragraph_levels(text) == (1, [1] * len(text))
    assert paragraph_levels(text, 1) == (1, [1] * len(text))


def shown(text: str, base: int) -> str:
    text = isolated(text, base)
    base, levels = paragraph_levels(text, base)
    line = "".join(text[n] for n in visual_order(line_levels(text, levels, base)))
    return "".join(char for char in line if not "\u2066" <= char <= "\u2069")


def test_telephone_numbers_and_iso_dates_stay_together_in_arabic_text() -> None:
    for number in ("+7 700 123 45 67", "2017-05-01", "654028 19740512 0004", "01-05-2017"):
        assert number in shown(f"تېلېفون {number} يوق", 1)


def test_lists_and_ranges_of_numbers_are_left_to_the_rules() -> None:
    assert isolated("ا 5 6 7", 1) == "ا 5 6 7"
    assert isolated("ا 10-28", 1) == "ا 10-28"


def test_what_follows_an_arabic_name_in_a_latin_line_stays_after_it() -> None:
    assert shown("имя: نۇر تاۋ (1974), 12", 0) == "имя: ۋات رۇن (1974), 12"
    assert shown("имя: نۇر 2017 تاۋ да", 0) == "имя: ۋات 2017 رۇن да"


@pytest.mark.parametrize("text", ["نۇر (1974-ج.)", "«نۇر [تاۋ]»، 5", "(نۇر) 5", "نۇر «5 تاۋ 5»"])
def test_brackets_stay_in_pairs_around_arabic_words_in_a_latin_line(text: str) -> None:
    line = isolated(f"имя {text} да", 0)
    levels = paragraph_levels(line, 0)[1]
    for opening, closing in ("()", "[]", "«»"):
        if opening in line:
            assert levels[line.index(opening)] % 2 == levels[line.index(closing)] % 2


@pytest.mark.parametrize(
    "text", ["ا (ب c) د (ه", "ا (" * 40 + ")" * 40, "ا)ب(ج]د", "«ا» «ب» c «د»"]
)
def test_isolating_loses_and_doubles_nothing(text: str) -> None:
    kept = "".join(char for char in isolated(text, 0) if not "\u2066" <= char <= "\u2069")
    assert kept == text
