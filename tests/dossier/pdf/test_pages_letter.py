"""The letter: its size, what stays together, sheets of enclosures, the registration corner."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from pathlib import Path

import pytest

from caseapp.dossier import document as d
from caseapp.dossier.pdf.binding import bind
from caseapp.dossier.pdf.render import RenderResult, render
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_document import sample
from tests.dossier.pdf.sample_letters import letter_en, letter_ru
from tests.dossier.pdf.sample_markup import say

MM = 72 / 25.4
LEFT = 25 * MM
BOTTOM = 277 * MM
CORNER_TOP = 702.7


def _drawn(path: Path, letter: d.Letter, language: str = "en") -> RenderResult:
    dossier, images = sample(language)
    return render(dataclasses.replace(dossier, parts=(letter,)), images, path)


def _step(path: Path) -> float:
    """The distance of the lines of the letter's text."""
    lines = [y for y in reading.baselines(path, 0, LEFT) if y < BOTTOM]
    return min(b - a for a, b in pairwise(lines) if b - a > 12.5)


def _longer(letter: d.Letter, count: int) -> d.Letter:
    sentence = "One more sentence of this letter, so that it takes a little more of the page."
    return dataclasses.replace(letter, body=(*letter.body, *[say(sentence)] * count))


def test_a_letter_that_fits_keeps_its_size(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    letter = dataclasses.replace(letter_en(), body=letter_en().body[:3])
    assert _drawn(path, letter).pages == 1
    assert _step(path) == pytest.approx(15.0, abs=0.02)


def test_a_letter_that_runs_over_a_little_is_set_smaller_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    assert _drawn(path, _longer(letter_en(), 1)).pages == 1
    assert _step(path) == pytest.approx(14.0, abs=0.02)


def test_a_letter_that_runs_over_by_more_keeps_its_size_and_takes_two_pages(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    assert _drawn(path, _longer(letter_en(), 12)).pages == 2
    assert _step(path) == pytest.approx(15.0, abs=0.02)


@pytest.mark.parametrize("extra", range(0, 24, 3))
def test_enclosures_and_signature_stand_on_one_page_with_some_of_the_text(
    tmp_path: Path, extra: int
) -> None:
    path = tmp_path / "x.pdf"
    pages = _drawn(path, _longer(letter_en(), extra)).pages
    last = [reading.squeezed(row) for row in reading.rows(path, pages - 1)]
    assert any("Enclosures" in row for row in last)
    assert any("Zhangabayeva" in row for row in last)
    assert any("clarification" in row for row in last)


@pytest.mark.parametrize("extra", range(0, 30, 2))
def test_the_registration_corner_is_free_on_the_last_page(tmp_path: Path, extra: int) -> None:
    path = tmp_path / "x.pdf"
    pages = _drawn(path, _longer(letter_ru(), extra), "ru").pages
    glyphs = reading.glyphs(path, pages - 1)
    corner = [g for g in glyphs if CORNER_TOP < g.baseline < BOTTOM + 1]
    assert reading.squeezed("".join(g.text for g in corner)).startswith("Отметкаорегистрации")
    assert not [g for g in corner if g.left < 120 * MM]
    for number in range(pages - 1):
        assert "Отметка" not in "".join(g.text for g in reading.glyphs(path, number))


def test_only_the_first_page_has_no_header(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, letter_ru(), "ru")
    first, second = (min(g.baseline for g in reading.glyphs(path, n)) for n in (0, 1))
    assert first > 20 * MM
    assert second == pytest.approx(12.5 * MM, abs=0.1)


def test_enclosures_say_how_many_sheets_in_the_language_of_the_copy(tmp_path: Path) -> None:
    dossier, images = sample("ru")
    path = tmp_path / "x.pdf"
    result = render(dossier, images, path)
    sheets = result.parts["sheets"][1]
    assert sheets == 12
    rows = reading.rows(path, result.parts["letter"][1] - 1)
    assert any(row.endswith("Списоклиц2листа") for row in rows)
    assert any(row.endswith("Карточкидел12листов") for row in rows)
    assert any(row.endswith("31лист") for row in rows)


def test_an_enclosure_that_is_not_in_the_copy_has_no_count(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, letter_en())
    assert any(row.endswith("1.Annex1,listofpersons") for row in reading.rows(path, 0))


def test_an_enclosure_that_is_no_annex_has_no_number(tmp_path: Path) -> None:
    letter = letter_en()
    poster = d.Enclosure(title="Portrait posters", part="posters", numbered=False)
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(letter, enclosures=(*letter.enclosures, poster)))
    (row,) = (row for row in reading.rows(path, 0) if "posters" in row)
    assert row == "Portraitposters"


def test_a_long_name_of_the_signatory_stands_below_the_line(tmp_path: Path) -> None:
    letter = letter_ru()
    name = "Жаңабаева Раушан Тілекқызы, председатель правления общественного фонда «Үлгі»"
    signature = dataclasses.replace(letter.signature, name=name)
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(letter, signature=signature), "ru")
    rows = reading.rows(path, 1)
    assert rows.index("контактноелицо") < next(n for n, r in enumerate(rows) if "правления" in r)


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("в районе и у семьи", "в\u00a0районе и\u00a0у\u00a0семьи"),
        ("статьями 63 и 64", "статьями\u00a063 и\u00a064"),
        ("№ 14 от 2 июня 2026 года", "№\u00a014 от\u00a02\u00a0июня\u00a02026\u00a0года"),
        ("Р. Т. Жаңабаева", "Р.\u00a0Т.\u00a0Жаңабаева"),
        ("близкие — казахи", "близкие\u00a0— казахи"),
        ("named in Annex 1, section 5", "named in Annex\u00a01, section\u00a05"),
        ("8 forms of 40 sheets", "8\u00a0forms of 40\u00a0sheets"),
        ("died Nov 2021, aged 15", "died Nov\u00a02021, aged 15"),
        ("14 March 1979", "14\u00a0March\u00a01979"),
        ("до 12 сент. 2017", "до\u00a012\u00a0сент.\u00a02017"),
        ("дек. 2017 – февр. 2018", "дек.\u00a02017\u00a0– февр.\u00a02018"),
        ("2017 жылғы 12 қыркүйекке дейін", "2017\u00a0жылғы\u00a012\u00a0қыркүйекке дейін"),
        ("2018 ж. қаз.–жел.", "2018\u00a0ж.\u00a0қаз.–жел."),
        ("пр. Мысал, д. 18, кв. 64", "пр.\u00a0Мысал, д.\u00a018, кв.\u00a064"),
        ("Абай обл., Бірлік к., 3", "Абай\u00a0обл., Бірлік\u00a0к.,\u00a03"),
        ("1211 Geneva 10, Switzerland", "1211 Geneva\u00a010, Switzerland"),
        ("a < b", "a < b"),
    ],
)
def test_hard_spaces_hold_short_words_and_numbers(text: str, hard: str) -> None:
    assert bind(text) == hard


def test_very_long_texts_are_not_bound_so_that_they_can_break() -> None:
    assert bind("а б " * 2000) == "а б " * 2000
