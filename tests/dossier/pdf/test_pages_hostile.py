"""Text that means harm or is very long: printed literally, on time, without losing a character."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import pytest

from caseapp.dossier import document as d
from caseapp.dossier.pdf.render import render
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_changes import changed
from tests.dossier.pdf.sample_document import office, sample

MM = 72 / 25.4
SECRET = "/etc/hostname"
HOSTILE = (
    f'<b>bold</b> & <img src="{SECRET}"/> <font color="x"> {{page}} %s \\0 \x00\x07 '
    "\u202eabc\u202c \ud800 \u2028 \u200f)(( 😀 a\u0301"
)
RUNNING = frozenset(
    # Headers, footers and the clerk's corner are repeated words of a few; they are cut to fit.
    (
        "Head.dossier_number", "Head.title", "Head.short_title", "Head.copy_words",
        "Head.addressee_short", "Head.notice", "Head.office_warning", "Words.page_of",
        "Words.dossier", "Words.sheets", "Words.contents", "Words.apart", "Words.series",
        "CaseSheet.header", "Letter.header",
        "SignatureSheets.header", "SignatureSheets.header_right",
        "WithheldList.header_right", "RegistrationCorner.heading",
        "RegistrationCorner.lines", "Timeline.today_words",
    )
)  # fmt: skip
NOT_SHOWN = frozenset(
    # The first photograph has an image and no token; row numbers are the drawing's, and so are
    # those of enclosures except in Chinese.
    ("Photo.token", "PersonRow.cells.plain", "Enclosure.label")
)


def test_markup_and_controls_are_printed_as_they_are_in_every_field(tmp_path: Path) -> None:
    dossier, images = office()
    path = tmp_path / "x.pdf"
    result = render(changed(dossier, lambda _, __: HOSTILE), images, path)
    assert reading.problems(path) == []
    assert "😀" in result.missing
    text = reading.squeezed(reading.pdfium_text(path))
    assert text.count(reading.squeezed(f'<b>bold</b> & <img src="{SECRET}"/>')) > 300
    assert "[U+202E]abc" in text
    assert "[U+0000][U+0007]" in text
    content = Path(SECRET).read_text().strip() if Path(SECRET).is_file() else ""
    assert not content or content not in text


def test_nothing_leaves_the_margins_whatever_the_text(tmp_path: Path) -> None:
    dossier, images = office()
    path = tmp_path / "x.pdf"
    render(changed(dossier, lambda _, text: f"{text} {HOSTILE} " + "W" * 90), images, path)
    for number, (width, height) in enumerate(reading.page_sizes(path)):
        upright = height > width
        left, right = (25, 190) if upright else (20, 277)
        for box in reading.boxes(path, number):
            assert left * MM - 0.6 <= box.left, (number, box)
            assert box.right <= right * MM + 1.0, (number, box)  # italics lean over
            assert box.bottom <= height - 5 * MM, (number, box)


def test_a_long_text_in_any_field_loses_no_word(tmp_path: Path) -> None:
    dossier, images = office()
    words: dict[str, list[str]] = {}

    def lengthen(place: str, text: str) -> str:
        if place in words:
            return text
        number = len(words)
        words[place] = [f"q{number}w{n}e" for n in range(150)]
        return " ".join(words[place])

    path = tmp_path / "x.pdf"
    render(changed(dossier, lengthen), images, path)
    text = reading.squeezed(reading.pdfium_text(path)).lower()
    assert len(words) > 100
    for place, said in words.items():
        if place in RUNNING | NOT_SHOWN:
            continue
        lost = [word for word in said if word not in text]
        # A word cut by a narrow column at a page's end is read back in two halves.
        assert len(lost) <= 3, (place, lost)


MEGABYTE = 1_000_000
PLACES = ["name", "statement", "value", "cell", "excerpt", "demand", "address", "withheld"]


def _with_text(place: str, text: str) -> tuple[d.Dossier, dict[str, bytes]]:
    """The office copy with a text in the first field of a kind."""
    dossier, images = office()
    fields = {
        "name": "CaseSheet.name.plain",
        "statement": "Statement.text.plain",
        "value": "Field.value.plain",
        "cell": "PersonRow.cells.strong",
        "excerpt": "ExcerptShown.text",
        "demand": "Letter.demands.plain",
        "address": "SignatureRow.address",
        "withheld": "WithheldRow.what.plain",
    }
    done = []

    def put(where: str, old: str) -> str:
        if where != fields[place] or done:
            return old
        done.append(where)
        return text

    return changed(dossier, put), images


@pytest.mark.parametrize("place", PLACES)
def test_fifty_thousand_characters_flow_over_pages_and_none_is_lost(
    tmp_path: Path, place: str
) -> None:
    count = 50_000 // 8
    text = " ".join(f"wd{n:05d}" for n in range(count))
    dossier, images = _with_text(place, text)
    result = render(dossier, images, tmp_path / "x.pdf")
    assert result.pages > 30
    read = reading.squeezed(reading.pdfium_text(tmp_path / "x.pdf"))
    assert sum(f"wd{n:05d}" in read for n in range(count)) >= count - result.pages


@pytest.mark.parametrize("unbroken", ["x", "中", "ا", "(", "a b "])
def test_text_without_a_place_to_break_takes_time_in_proportion(
    tmp_path: Path, unbroken: str
) -> None:
    dossier, images = _with_text("statement", unbroken * (MEGABYTE // 8 // len(unbroken)))
    start = time.perf_counter()
    result = render(dossier, images, tmp_path / "x.pdf")
    assert time.perf_counter() - start < 30
    assert result.pages > 30


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_a_whole_megabyte_flows_over_pages(tmp_path: Path, place: str) -> None:
    dossier, images = _with_text(place, "слово за словом " * (MEGABYTE // 16))
    assert render(dossier, images, tmp_path / "x.pdf").pages > 150


def test_equal_anchors_and_dangling_targets_do_no_harm(tmp_path: Path) -> None:
    dossier, images = sample("en")
    part = next(p for p in dossier.parts if isinstance(p, d.CaseSheets))
    twins = tuple(dataclasses.replace(s, anchor="part-sheets") for s in part.sheets[:3])
    twins += tuple(dataclasses.replace(s, anchor="") for s in part.sheets[3:])
    parts = tuple(
        dataclasses.replace(p, sheets=twins) if isinstance(p, d.CaseSheets) else p
        for p in dossier.parts
    )
    path = tmp_path / "x.pdf"
    render(dataclasses.replace(dossier, parts=parts), images, path)
    assert reading.problems(path) == []


def test_a_copy_may_hold_two_parts_of_a_kind(tmp_path: Path) -> None:
    dossier, images = sample("en")
    annex = next(p for p in dossier.parts if isinstance(p, d.Annex))
    path = tmp_path / "x.pdf"
    result = render(dataclasses.replace(dossier, parts=(annex, annex)), images, path)
    assert list(result.parts) == ["annex", "annex-2"]
    assert reading.problems(path) == []
