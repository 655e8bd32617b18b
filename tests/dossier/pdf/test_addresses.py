"""Addresses on paper: where they break in the columns of letters and signature sheets."""

from __future__ import annotations

import pytest

from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.addresses import broken
from caseapp.dossier.pdf.binding import held
from caseapp.dossier.pdf.grid import mm

STYLE = styles.LETTER.plain


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        (
            "Palais des Nations, 8–14 avenue de la Paix, 1211 Geneva 10, Switzerland",
            109,
            ["Palais des Nations, 8–14 avenue de la Paix,", "1211 Geneva 10, Switzerland"],
        ),
        (
            "010000, г. Астана, пр. Мәңгілік Ел, 8",
            67,
            ["010000, г. Астана,", "пр. Мәңгілік Ел, 8"],
        ),
        (
            "Электронной почтой: hrc-wg-eid@example.org",
            67,
            ["Электронной почтой:", "hrc-wg-eid@example.org"],
        ),
        (
            "To the Minister of Foreign Affairs of the Republic of Kazakhstan",
            109,
            ["To the Minister of Foreign Affairs", "of the Republic of Kazakhstan"],
        ),
        (
            "哈萨克斯坦阿拉木图市玉勒格街12号4室，邮编050000",
            80,
            ["哈萨克斯坦阿拉木图市玉勒格街12号4室，", "邮编050000"],
        ),
        (
            "Министру иностранных дел Республики Казахстан",
            67,
            ["Министру иностранных дел", "Республики Казахстан"],
        ),
        ("050000, г. Алматы", 67, ["050000, г. Алматы"]),
    ],
)
def test_an_address_breaks_after_a_comma_and_no_word_stands_alone(
    text: str, width: float, lines: list[str]
) -> None:
    set_ = broken(text, STYLE, mm(width)).replace("\u00a0", " ").split("\n")
    assert set_ == lines


@pytest.mark.parametrize("text", ["", "x" * 500, "a\nb", "Улица" * 12])
def test_what_cannot_be_broken_well_is_left_to_the_column(text: str) -> None:
    assert broken(text, STYLE, mm(40)) == text


def test_a_date_that_no_line_holds_loses_its_joint_before_the_year_first() -> None:
    text = "до 12 сентября 2017 г."
    assert held(text, lambda piece: len(piece) < 99) == text.replace(" ", "\u00a0")
    assert held(text, lambda piece: len(piece) < 16).split(" ") == [
        "до\u00a012\u00a0сентября",
        "2017\u00a0г.",
    ]
    assert held(text, lambda piece: len(piece) < 11).split(" ") == [
        "до", "12", "сентября", "2017\u00a0г."
    ]  # fmt: skip
