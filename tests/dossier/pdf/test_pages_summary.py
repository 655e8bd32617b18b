"""Pages of the summary, of posters and of the index of enclosures, read back from the file."""

from __future__ import annotations

import dataclasses
import re
import time
from pathlib import Path

import pikepdf
import pytest

from caseapp.dossier import document as d
from caseapp.dossier.frozen import freeze, hash_of, page_code, thaw
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.errors import UserError
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_changes import changed
from tests.dossier.pdf.sample_document import sample
from tests.dossier.pdf.sample_summary import enclosures, poster, posters, summary
from tests.dossier.pdf.test_pages_hostile import HOSTILE

MM = 72 / 25.4
NOT_PRINTED = (
    "NameShown.label", "Photo.", "Posters.", "Poster.foot", "Poster.notice", "Head.", "Words.",
    "Summary.annex", "Enclosures.annex",
)  # fmt: skip
"""Labels of scripts and the part's title have no place on a poster; what stands at its foot, and
in headers, is cut to fit."""


def _dossier(*parts: d.Part) -> d.Dossier:
    dossier, _ = sample("en")
    return dataclasses.replace(dossier, parts=parts)


def _drawn(path: Path, *parts: d.Part) -> RenderResult:
    return render(_dossier(*parts), sample("en")[1], path)


def _content(path: Path, number: int = 0) -> bytes:
    with pikepdf.open(path) as pdf:
        contents = pdf.pages[number].Contents
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        return b"\n".join(stream.read_bytes() for stream in streams)


def _rectangles(path: Path, number: int = 0) -> list[tuple[float, float, float, float]]:
    """Filled rectangles of a page: x, y up, width, height."""
    found = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re f", _content(path, number))
    return [tuple(float(value) for value in four) for four in found]  # type: ignore[misc]


# ---- summary ---------------------------------------------------------------------------------
def test_a_summary_takes_one_page_with_every_word_and_no_glyph_on_another(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    assert _drawn(path, summary()).pages == 1
    assert reading.problems(path) == []
    assert reading.overlaps(path, 0) == []
    text = reading.squeezed(reading.pdfium_text(path))
    words: list[str] = []

    def keep(place: str, said: str) -> str:
        if not place.startswith(NOT_PRINTED):
            words.append(said)
        return said

    changed(_dossier(summary()), keep)
    assert len(words) > 40
    for word in words:
        assert reading.squeezed(word).lower() in text.lower(), word


def test_bars_are_as_long_as_their_counts_and_a_hidden_count_has_no_bar(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, summary())
    lying = [r for r in _rectangles(path) if abs(r[3] - 5.0) < 0.01]
    by_row: dict[float, list[float]] = {}
    for _x, y, width, _height in lying:
        by_row.setdefault(y, []).append(width)
    rows = [by_row[y] for y in sorted(by_row, reverse=True)]
    assert len(rows[0]) == len(rows[1]) == 1
    assert rows[0][0] / rows[1][0] == pytest.approx(29 / 8, rel=0.01)
    assert rows[2][0] / rows[3][0] == pytest.approx(17 / 31, rel=0.01)
    assert rows[2][1] / rows[3][1] == pytest.approx(11 / 8, rel=0.01)
    assert len(rows) == 5, "no bar for “fewer than 3”"


def test_columns_stand_on_one_axis_as_high_as_their_counts(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, summary())
    columns = sorted(r for r in _rectangles(path) if abs(r[2] - 14.0) < 0.01)
    assert len({round(y, 2) for _, y, _, _ in columns}) == 1
    heights = [height for *_, height in columns]
    assert [h / heights[0] for h in heights] == pytest.approx([1, 18 / 17, 6 / 17], rel=0.01)


def test_half_charts_stand_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, summary())
    assert any("REASONGIVEN" in row and "COUNTY" in row for row in reading.rows(path, 0))


def test_a_summary_without_charts_or_with_empty_ones_is_a_page_still(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    empty = dataclasses.replace(summary(), charts=(), figures=(), remarks=())
    none = tuple(dataclasses.replace(c, bars=(), note="", key=None) for c in summary().charts)
    assert _drawn(path, empty, dataclasses.replace(summary(), charts=none)).pages == 2
    assert reading.problems(path) == []


def test_many_long_labels_flow_over_pages_and_their_bars_go_with_them(tmp_path: Path) -> None:
    chart = summary().charts[0]
    bars = tuple(
        d.ChartBar(label=f"label{n} " + "word " * 12, count=str(n), certain=n)
        for n in range(1, 201)
    )
    path = tmp_path / "x.pdf"
    long = dataclasses.replace(chart, bars=bars)
    half = dataclasses.replace(long, half=True)
    pages = _drawn(path, dataclasses.replace(summary(), charts=(long, half, half))).pages
    assert pages > 3
    drawn = [
        rectangle
        for number in range(pages)
        for rectangle in _rectangles(path, number)
        if abs(rectangle[3] - 5.0) < 0.01
    ]
    assert len(drawn) == 600
    for number in range(pages):
        assert reading.overlaps(path, number) == []


def test_a_chart_of_many_columns_keeps_within_the_margins(tmp_path: Path) -> None:
    bars = tuple(d.ChartBar(label=str(1950 + n), count="3", certain=3) for n in range(70))
    chart = dataclasses.replace(summary().charts[1], bars=bars)
    path = tmp_path / "x.pdf"
    pages = _drawn(path, dataclasses.replace(summary(), charts=(chart,))).pages
    for number in range(pages):
        for box in reading.boxes(path, number):
            assert box.left >= 25 * MM - 0.6
            assert box.right <= 190 * MM + 0.6


# ---- posters ---------------------------------------------------------------------------------
def test_a_poster_has_no_header_and_carries_the_code_of_its_copy(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    assert _drawn(path, posters()).pages == 1
    text = reading.pdfium_text(path)
    assert page_code(hash_of(_dossier(posters()))) in text
    assert "Collective appeal" not in text
    assert "Page 1" not in text
    sizes = [g.size for g in reading.glyphs(path, 0)]
    assert min(sizes) >= 6.9
    assert reading.overlaps(path, 0) == []


def test_the_name_takes_the_full_width_and_never_more_than_66_points(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    for name, full in (("Baqytjan Synaqbai", True), ("Ai", False)):
        one = dataclasses.replace(poster(), name=(d.Span(name),), names=())
        _drawn(path, posters(one))
        largest = max(g.size for g in reading.glyphs(path, 0))
        boxes = [b for b in reading.boxes(path, 0) if b.bottom - b.top > 0.4 * largest]
        right = max(box.right for box in boxes)
        assert largest <= 66.01
        assert (right > 188 * MM) is full
        assert right <= 190 * MM + 0.6
        assert full or largest == pytest.approx(66, abs=0.1)


@pytest.mark.parametrize(
    "name",
    [
        "اسقار ۇلگىباي",
        "阿斯哈尔·玉勒格拜",
        "Мұхаммедғабдулрахман Өмірбекұлы Қасымжомартоғлы",
        "Мұхаммедғабдулрахманбердісұлтанғазыноғайбаевтегі",
        "W" * 40,
    ],
)
@pytest.mark.parametrize("photo", [True, False])
def test_any_name_stays_on_one_page_within_the_margins(
    tmp_path: Path, name: str, photo: bool
) -> None:
    path = tmp_path / "x.pdf"
    one = dataclasses.replace(poster(photo=photo), name=(d.Span(name),))
    assert _drawn(path, posters(one)).pages == 1
    assert reading.overlaps(path, 0) == []
    for box in reading.boxes(path, 0):
        assert box.left >= 20 * MM - 1.5
        assert box.right <= 190 * MM + 1.5


def test_a_photograph_is_110_millimetres_wide_and_makes_room_for_long_words(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"

    def width() -> float:
        found = re.search(rb"q ([\d.]+) 0 0 [\d.]+ [\d.]+ [\d.]+ cm", _content(path))
        assert found is not None
        return float(found[1])

    _drawn(path, posters())
    assert width() == pytest.approx(110 * MM, abs=0.1)
    long = tuple((d.Span("word " * 45),) for _ in range(3))
    assert _drawn(path, posters(dataclasses.replace(poster(), texts=long))).pages == 1
    assert 60 * MM <= width() < 110 * MM


@pytest.mark.parametrize("photo", [True, False])
def test_long_names_in_every_script_and_long_words_stay_on_one_page(
    tmp_path: Path, photo: bool
) -> None:
    path = tmp_path / "x.pdf"
    name = "Мұхаммедғабдулрахман Өмірбекұлы Қасымжомартоғлы Ноғайбаев"
    scripts = tuple(
        d.NameShown(text=f"{text} {text}", label="")
        for text in ("Muhammedgabdulrahman Noghaibaev", "اسقار ۇلگىباي", "阿斯哈尔·玉勒格拜")
    )
    words = tuple((d.Span("Taken at night from the house of his father. " * 4),) for _ in range(3))
    one = dataclasses.replace(
        poster(photo=photo), name=(d.Span(name),), names=scripts, texts=words,
        questions=("Where is he now, and why?", "Ол қазір қайда және неге?"),
    )  # fmt: skip
    assert _drawn(path, posters(one)).pages == 1
    assert reading.overlaps(path, 0) == []


def test_without_photograph_no_frame_stands_for_it(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    token = d.Photo(image="", token="[photograph withheld]", caption=())
    _drawn(path, posters(dataclasses.replace(poster(), photo=token), poster("CF-2", photo=False)))
    assert "withheld" not in reading.pdfium_text(path)
    assert b" re S" not in _content(path)


def test_a_missing_photograph_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    lost = d.Photo(image="00" * 32, token="", caption=())
    with pytest.raises(UserError):
        _drawn(tmp_path / "x.pdf", posters(dataclasses.replace(poster(), photo=lost)))
    assert list(tmp_path.iterdir()) == []


def test_each_poster_has_its_bookmark_and_an_empty_part_its_page(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    result = _drawn(path, posters(poster("CF-1"), poster("CF-2", photo=False)))
    assert reading.outline(path) == [
        (0, "Portrait posters", 1),
        (1, "CF-1 Asqar Ülgibai", 1),
        (1, "CF-2 Asqar Ülgibai", 2),
    ]
    assert result.anchors == {"poster-CF-1": 1, "poster-CF-2": 2}
    none = d.Posters(annex="", title="Portrait posters", posters=())
    assert _drawn(path, none).pages == 1


# ---- index of enclosures -----------------------------------------------------------------------
def test_the_index_has_number_title_sheets_and_the_hash_in_fours(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    assert _drawn(path, enclosures(8)).pages == 1
    rows = reading.rows(path, 0)
    assert any(row.startswith("1Certificateofbirth,copynumber11" + "0" * 32) for row in rows)
    text = reading.pdfium_text(path)
    assert "0000 0000 0000 0000 0000 0000 0000 0008" in text
    assert "8 documents" in text
    assert reading.overlaps(path, 0) == []


def test_an_index_without_hashes_has_no_column_for_them(tmp_path: Path) -> None:
    part = enclosures(1)
    title = (d.Span("Certificate of marriage " * 4),)
    rows = (dataclasses.replace(part.rows[0], title=title, hash=""),)
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(part, heads=("No.", "Document", "sheets", ""), rows=rows))
    assert "SHA" not in reading.pdfium_text(path)
    assert sum("Certificate" in row for row in reading.rows(path, 0)) == 1


def test_a_long_index_repeats_its_head_and_loses_no_row(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    pages = _drawn(path, enclosures(150)).pages
    assert pages > 3
    for number in range(pages):
        assert "Document" in "".join(reading.rows(path, number))
    text = reading.squeezed(reading.pdfium_text(path))
    assert all(f"copynumber{n}" in text for n in range(1, 151))


# ---- all three -----------------------------------------------------------------------------------
def test_contents_name_the_three_parts_with_their_pages(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    contents = d.Contents(title="Contents", index_label="", index_note="")
    both = posters(poster("CF-1"), poster("CF-2"))
    result = _drawn(path, contents, summary(), both, enclosures())
    assert result.parts == {
        "contents": (1, 1), "summary": (2, 1), "posters": (3, 2), "enclosures": (5, 1)
    }  # fmt: skip
    rows = reading.rows(path, 0)
    for row in ("Summary12", "Portraitposters23", "Indexofenclosures15"):
        assert row in rows


def test_copies_with_these_parts_thaw_as_they_were_frozen() -> None:
    dossier = _dossier(summary(), posters(), enclosures())
    assert thaw(freeze(dossier)) == dossier


def test_what_does_harm_elsewhere_is_printed_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    dossier = changed(_dossier(summary(), posters(), enclosures()), lambda _, __: HOSTILE)
    render(dossier, sample("en")[1], path)
    assert reading.problems(path) == []
    assert reading.squeezed(reading.pdfium_text(path)).count("<b>bold</b>") > 60


def test_a_long_text_in_any_field_loses_no_word(tmp_path: Path) -> None:
    words: dict[str, list[str]] = {}

    def lengthen(place: str, text: str) -> str:
        if place in words or place.startswith(NOT_PRINTED):
            return text
        words[place] = [f"q{len(words)}w{n}e" for n in range(150)]
        return " ".join(words[place])

    path = tmp_path / "x.pdf"
    parts = (summary(), posters(), enclosures())
    result = render(changed(_dossier(*parts), lengthen), sample("en")[1], path)
    text = reading.squeezed(reading.pdfium_text(path)).lower()
    assert len(words) > 20
    for place, said in words.items():
        lost = [word for word in said if word not in text]
        # Large type in a narrow column cuts words at the end of pages.
        assert len(lost) <= max(3, result.pages // 2), (place, lost)


def test_posters_take_time_in_proportion_to_persons(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        some = [poster(f"CF-{n}", photo=False) for n in range(count)]
        start = time.perf_counter()
        _drawn(tmp_path / "x.pdf", posters(*some))
        return time.perf_counter() - start

    seconds(20)
    assert seconds(400) < 12 * max(seconds(100), 0.05)
