"""What makes pages read well: whole dates in narrow columns, room for labels, one page a sheet."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from caseapp.dossier import document as d
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.compose import Compositor, leading_of
from caseapp.dossier.pdf.grid import mm
from caseapp.dossier.pdf.render import render
from caseapp.dossier.pdf.text import layout
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_document import sample
from tests.dossier.pdf.sample_markup import say

SET = Compositor(frozenset())
DATED = {
    "Мысалова Раушан Тілекқызы, род. 14 мар. 1979": "14 мар. 1979",
    "Raushan Mysalova, born 14 Mar 1979": "14 Mar 1979",
    "Елшілік, Астана қаласы, 2023 жылғы 4 қазан: қабылданбады": "2023 жылғы 4 қазан",
    "Отбывает срок, приговор суда: 11 лет 6 месяцев": "6 месяцев",
}


def _lines(text: str, width: float) -> list[str]:
    return [line.text.replace("\u00a0", " ") for line in SET.lines(text, styles.VALUE, width)]


@pytest.mark.parametrize("text", DATED)
@pytest.mark.parametrize("width", range(24, 60, 3))
def test_a_date_is_whole_where_its_column_can_hold_it_and_no_word_is_ever_cut(
    text: str, width: int
) -> None:
    lines = _lines(text, mm(width))
    assert " ".join(lines) == text
    if len(_lines(DATED[text], mm(width))) == 1:
        assert any(DATED[text] in line for line in lines)


def test_spans_are_bound_too_and_keep_their_footnote_numbers() -> None:
    text = (*say("Задержан в уезде Нылки 12 марта 2018 г."), d.Span("7", "note"))
    lines = [line.text for line in SET.lines(text, styles.VALUE, mm(34))]
    assert any("12 марта 2018 г.⁷" in line.replace("\u00a0", " ") for line in lines)


@pytest.mark.parametrize("setting", [styles.VALUE, styles.SMALL, styles.STATEMENT])
def test_lines_of_arabic_script_have_the_leading_that_their_marks_need(
    setting: styles.Setting,
) -> None:
    arabic = layout("قۇجاتتاردىڭ تۇپنۇسقالارىن ۇسىنۋعا، تۇسىنىكتەمە بەرۋگە", setting.plain, mm(30))
    latin = layout("originals, explanations and all that is asked for", setting.plain, mm(30))
    assert len(arabic) > 1 < len(latin)
    assert leading_of(arabic, setting.plain) >= 1.29 * 1.2 * setting.plain.size
    assert leading_of(latin, setting.plain) == setting.leading


def _drawn(path: Path, sheet: d.CaseSheet, language: str = "en") -> int:
    dossier, pictures = sample(language)
    part = next(p for p in dossier.parts if isinstance(p, d.CaseSheets))
    part = dataclasses.replace(part, sheets=(sheet,))
    return render(dataclasses.replace(dossier, parts=(part,)), pictures, path).pages


def _full(language: str = "en") -> d.CaseSheet:
    part = next(p for p in sample(language)[0].parts if isinstance(p, d.CaseSheets))
    return part.sheets[5]


def test_a_sheet_that_just_fails_to_fit_is_set_closer_on_one_page(tmp_path: Path) -> None:
    def drawn(count: int) -> tuple[int, float]:
        """Pages, and where the timeline's section begins."""
        extra = d.Statement(text=say("One more statement."), source=say("2 B2"))
        sheet = dataclasses.replace(_full(), statements=(extra,) * count)
        path = tmp_path / f"{count}.pdf"
        pages = _drawn(path, sheet)
        assert all(reading.overlaps(path, number) == [] for number in range(pages))
        labels = sorted({round(g.baseline, 1) for g in reading.glyphs(path, 0) if g.size == 6.8})
        return pages, labels[4]

    found = [drawn(count) for count in range(4, 16)]
    single = [place for pages, place in found if pages == 1]
    assert single[0] == max(single) > single[-1]
    assert found[-1] == (2, single[0])


def test_labels_of_particulars_take_the_room_that_spares_lines(tmp_path: Path) -> None:
    fields = tuple(
        d.Field(label=label, value=say(value))
        for label, value in (
            ("Семейное положение", "женат"), ("Причина названная", "не названа"),
            ("Место жительства", "уезд Нылки"), ("Причина предполагаемая", "поездка"),
        )
    )  # fmt: skip
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(_full("ru"), particulars=fields), "ru")
    rows = reading.rows(path, 0)
    assert any("Семейноеположениеженат" in row for row in rows), rows
    assert any("Причинапредполагаемаяпоездка" in row for row in rows)
    assert reading.overlaps(path, 0) == []
