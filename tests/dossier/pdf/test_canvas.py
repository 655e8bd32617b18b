"""The page surface: places, and the operators that draw."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from caseapp.dossier.pdf.canvas import A4, MM, Page
from caseapp.dossier.pdf.text import Span, TextStyle, layout, one_line, width_of
from caseapp.dossier.pdf.text.embed import DocumentFonts
from caseapp.dossier.pdf.writer import PdfWriter

SANS = TextStyle("sans", 8.5, 11)


class NoImages:
    def add(self, jpeg: bytes) -> str:
        return "I1"


@pytest.fixture
def page() -> Page:
    return Page(*A4, DocumentFonts(), NoImages())


def operators(page: Page) -> str:
    return page.take_content().decode("ascii")


def dark(path: Path, x: float, y: float, page: int = 0) -> bool:
    """Whether the paper is black at a place, in points from the top left corner."""
    document = pypdfium2.PdfDocument(path)
    try:
        image = document[page].render(scale=4).to_pil().convert("L")
    finally:
        document.close()
    return bool(image.getpixel((round(x * 4), round(y * 4))) < 128)


def test_shapes_stand_where_they_are_put_from_the_top(tmp_path: Path) -> None:
    path = tmp_path / "shapes.pdf"
    with PdfWriter(path, title="Shapes", language="en") as pdf:
        page = pdf.new_page()
        page.rule(100, 100, 200, 100, 2)
        page.rect(100, 120, 50, 20, fill="black")
        page.rect(110, 125, 10, 10, weight=0, fill="white")
        page.circle(100, 200, 10, fill="black")
        page.circle(150, 200, 10, weight=2)
        page.polygon([(200, 190), (220, 210), (180, 210)], fill="black")
        page.hatch(100, 250, 60, 20, weight=1)
        landscape = pdf.new_page(landscape=True)
        landscape.rect(800, 20, 20, 20, fill="black")
        pdf.finish()
    for x, y in [
        (150, 100),
        (105, 130),
        (100, 200),
        (108, 200),
        (160, 200),
        (200, 205),
        (130, 250),
    ]:
        assert dark(path, x, y), (x, y)
    for x, y in [
        (150, 104),
        (155, 130),
        (115, 130),
        (112, 200),
        (150, 200),
        (170, 200),
        (185, 192),
    ]:
        assert not dark(path, x, y), (x, y)
    assert dark(path, 810, 30, page=1)


def test_a_hatch_fills_its_rectangle_with_slanted_lines_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "hatch.pdf"
    with PdfWriter(path, title="Hatch", language="en") as pdf:
        pdf.new_page().hatch(100, 100, 60, 20, weight=0)
        pdf.finish()
    document = pypdfium2.PdfDocument(path)
    image = document[0].render(scale=8).to_pil().convert("L")
    document.close()
    ink = [
        image.crop(box).histogram()[:128]
        for box in [(800, 800, 1280, 960), (700, 700, 795, 1100), (1285, 700, 1400, 1100)]
    ]
    share = sum(ink[0]) / (480 * 160)
    assert 0.1 < share < 0.35  # 0.45 of 2.2 points
    assert sum(ink[1]) == sum(ink[2]) == 0


def test_text_is_aligned_left_right_and_in_the_middle(page: Page) -> None:
    width = width_of("Слово", SANS)
    for align, x in (("left", 100), ("right", 100 - width), ("center", 100 - width / 2)):
        assert page.text(100, 50, "Слово", SANS, align=align) == pytest.approx(width)  # type: ignore[arg-type]
        place = re.search(r"([\d.]+) ([\d.]+) Td", operators(page))
        assert place is not None
        assert float(place[1]) == pytest.approx(x, abs=0.01)
        assert float(place[2]) == pytest.approx(page.height - 50, abs=0.01)


def test_lines_of_a_right_to_left_paragraph_stand_at_the_right_edge(page: Page) -> None:
    lines = layout("نۇرلان", SANS, 200)
    page.lines(100, 50, lines, 11, width=200)
    place = re.search(r"([\d.]+) ([\d.]+) Td", operators(page))
    assert place is not None
    assert float(place[1]) == pytest.approx(300 - lines[0].width, abs=0.01)


def test_a_paragraph_returns_the_next_baseline(page: Page) -> None:
    lines = layout("один два три четыре пять", SANS, 50)
    assert len(lines) > 1
    after = page.paragraph(0, 100, "один два три четыре пять", SANS, 50)
    assert after == pytest.approx(100 + 11 * len(lines))


def test_rounding_does_not_add_up_over_many_lines(page: Page) -> None:
    style = SANS.but(leading=10.333)
    page.paragraph(0.1, 20.015, "\n".join("x" * 70), style, 100)
    moves = [float(y) for y in re.findall(r"([-\d.]+) Td", operators(page))]
    assert sum(moves) == pytest.approx(page.height - 20.015 - 69 * 10.333, abs=0.006)


def test_a_linked_span_makes_a_link_around_its_words(page: Page) -> None:
    page.paragraph(100, 50, [Span("см. ", SANS), Span("здесь", SANS, link="annex")], SANS, 200)
    ((x1, y1, x2, y2, target),) = page.links
    assert target == "annex"
    assert x1 == pytest.approx(100 + width_of("см.", SANS) + width_of(" ", SANS), abs=3)
    assert x2 - x1 == pytest.approx(width_of("здесь", SANS))
    assert y1 < page.height - 50 < y2
    assert y2 - y1 == pytest.approx(11)


def test_state_operators_are_written_only_when_something_changes(page: Page) -> None:
    for number in range(5):
        page.text(100, 50 + number, "слово", SANS)
        page.rule(0, 0, 10, 10, 0.5)
    content = operators(page)
    assert content.count(" Tf") == 1
    assert content.count(" w") == 1


def test_bold_chinese_is_stroked_and_the_next_text_is_not(page: Page) -> None:
    page.text(100, 50, "标签", SANS.but(family="sans-bold"))
    page.text(100, 70, "字", SANS)
    content = operators(page)
    assert content.index("2 Tr") < content.index("0 Tr")
    assert content.count("Tr") == 2
    assert f"{0.028 * 8.5 * 0.95:.3g} w" in content


def test_hollow_letters_stay_hollow_in_every_script(page: Page) -> None:
    style = TextStyle("sans-bold", 40, 40)
    page.outlined(300, 400, one_line("Draft Жоба جوبا 草稿", style), 50)
    hollow = page.take_content().decode()
    assert hollow.count(" Tr") == hollow.count("1 Tr") == 1
    page.text(20, 200, "草稿", TextStyle("sans-bold", 10, 14))
    assert "2 Tr" in page.take_content().decode()


def test_tracking_stops_for_joined_letters(page: Page) -> None:
    page.text(100, 50, "AB نۇر", SANS.but(tracking=0.5), base=0)
    assert re.findall(r"([\d.]+) Tc", operators(page)) == ["0.5", "0"]


def test_millimetres_are_points() -> None:
    assert pytest.approx(72) == 25.4 * MM
    assert pytest.approx((595.28, 841.89), abs=0.01) == A4
