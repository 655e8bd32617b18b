"""Pages made of tables: list of persons, contents, signature sheets, withheld list, annex."""

from __future__ import annotations

import dataclasses
import re
from itertools import pairwise
from pathlib import Path

import pytest

from caseapp.dossier import document as d
from caseapp.dossier.pdf.render import RenderResult, render
from tests.benchmarks.dossier_data import generate
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_annex import annex
from tests.dossier.pdf.sample_document import office, person_list, sample
from tests.dossier.pdf.sample_markup import say
from tests.dossier.pdf.sample_register import signatures, withheld

MM = 72 / 25.4


def _drawn(path: Path, *parts: d.Part, language: str = "en") -> RenderResult:
    dossier, images = sample(language)
    return render(dataclasses.replace(dossier, parts=parts), images, path)


def _part(dossier: d.Dossier, kind: type) -> d.Part:
    return next(part for part in dossier.parts if isinstance(part, kind))


# ---- list of persons -------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1])
def test_a_list_of_nobody_or_one_is_a_list_still(tmp_path: Path, count: int) -> None:
    dossier, images = generate(count)
    path = tmp_path / "x.pdf"
    result = render(dossier, images, path)
    assert reading.problems(path) == []
    assert result.parts["persons"][1] == 1
    assert len(result.anchors) == 3 * count


def test_three_hundred_persons_are_all_there_each_on_one_page_of_the_list(tmp_path: Path) -> None:
    dossier, images = generate(300, photos=False)
    keep = (d.Contents, d.PersonList, d.CaseSheets)
    parts = tuple(part for part in dossier.parts if isinstance(part, keep))
    path = tmp_path / "x.pdf"
    result = render(dataclasses.replace(dossier, parts=parts), images, path)
    first, pages = result.parts["persons"]
    listed = _part(dossier, d.PersonList)
    assert isinstance(listed, d.PersonList)
    numbers: list[str] = []
    for number in range(first - 1, first - 1 + pages):
        glyphs = reading.glyphs(path, number)
        column = [g for g in glyphs if g.left < 26 * MM and 42 * MM < g.baseline < 187 * MM]
        rows: dict[float, str] = {}
        for glyph in column:
            rows[glyph.baseline] = rows.get(glyph.baseline, "") + glyph.text
        numbers += [text for _, text in sorted(rows.items()) if text.isdigit()]
    assert numbers == [str(n) for n in range(1, 301)]
    assert len({page for name, page in result.anchors.items() if "case" in name}) == 300
    contents = "".join(
        "".join(reading.rows(path, n - 1)) for n in range(1, result.parts["contents"][1] + 1)
    )
    assert contents.count("CF-00") == 300


def test_head_note_and_legend_are_on_each_sheet_of_the_list(tmp_path: Path) -> None:
    part = person_list(0)
    part = dataclasses.replace(part, rows=part.rows * 3)
    path = tmp_path / "x.pdf"
    pages = _drawn(path, part).pages
    assert pages >= 3
    for number in range(pages):
        text = "".join(reading.rows(path, number))
        assert "Fullname" in text
        assert f"sheet{number + 1}of{pages}" in text
        assert "Sourcesforeveryrow" in text


def test_a_row_of_the_list_taller_than_a_page_goes_on_over_the_next(tmp_path: Path) -> None:
    part = person_list(0)
    words = " ".join(f"w{n}e" for n in range(900))
    tall = dataclasses.replace(part.rows[1], cells=(*part.rows[1].cells[:-1], (say(words),)))
    path = tmp_path / "x.pdf"
    result = _drawn(path, dataclasses.replace(part, rows=(part.rows[0], tall, part.rows[2])))
    assert result.pages > 5
    text = reading.squeezed(reading.pdfium_text(path))
    assert [w for w in words.split() if w not in text] == []


def test_columns_that_are_missing_leave_their_room_to_the_others(tmp_path: Path) -> None:
    part = person_list(0)
    keep = [n for n, column in enumerate(part.columns) if column.key != "petitioner"]
    narrowed = dataclasses.replace(
        part,
        columns=tuple(part.columns[n] for n in keep),
        rows=tuple(
            dataclasses.replace(row, cells=tuple(row.cells[n] for n in keep)) for row in part.rows
        ),
    )
    rights = []
    for number, shown in enumerate((part, narrowed)):
        path = tmp_path / f"{number}.pdf"
        _drawn(path, shown)
        head = [g for g in reading.glyphs(path, 0) if abs(g.baseline - 104.9) < 1]
        rights.append(max(g.left for g in head if g.text == "S"))  # "Status,"
    assert rights[1] > rights[0] + 10


def test_a_column_gives_way_to_one_whose_words_would_be_cut(tmp_path: Path) -> None:
    part = person_list(1)
    row = part.rows[0]
    county = next(n for n, column in enumerate(part.columns) if column.key == "home")
    cells = list(row.cells)
    cells[county] = (say("Тарбагатайский"),)
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(part, rows=(dataclasses.replace(row, cells=tuple(cells)),)))
    assert any("Тарбагатайский" in text for text in reading.rows(path, 0))


def test_four_figures_of_a_row_number_stand_on_one_line(tmp_path: Path) -> None:
    part = person_list(0)
    row = dataclasses.replace(part.rows[0], number=9876)
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(part, rows=(row,)))
    assert any(text.startswith("9876Aigül") for text in reading.rows(path, 0))


# ---- contents --------------------------------------------------------------------------------


def test_index_names_stand_in_two_columns_with_a_gap_after_six(tmp_path: Path) -> None:
    dossier, images = generate(24, photos=False)
    parts = tuple(p for p in dossier.parts if isinstance(p, d.Contents | d.CaseSheets))
    path = tmp_path / "x.pdf"
    render(dataclasses.replace(dossier, parts=parts), images, path)
    glyphs = reading.glyphs(path, 0)
    columns = []
    for left in (33.0, 33.0 + 89.0):
        names = {g.baseline for g in glyphs if abs(g.left - left * MM) < 1.5 and g.size == 8.5}
        columns.append(sorted(names))
    assert [len(column) for column in columns] == [12, 12]
    steps = [round(b - a, 1) for a, b in pairwise(columns[0])]
    assert steps == [12.6] * 5 + [18.6] + [12.6] * 5


# ---- signature sheets ------------------------------------------------------------------------


def test_eight_rows_a_sheet_numbered_through_with_titles_on_each(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    assert _drawn(path, signatures(0)).pages == 3
    for number in range(3):
        rows = reading.rows(path, number)
        title = next(row for row in rows if row.startswith("Қолқоюпарағы"))
        assert title.endswith(f"{number + 1}/3")
        assert any("Ұжымдықарыз" in row for row in rows)
        starts = [m.group() for row in rows if (m := re.match(r"\d+(?!\d|-қ|/)", row))]
        assert starts == [str(n) for n in range(8 * number + 1, min(8 * number + 9, 21))]


def test_an_iin_is_written_one_digit_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, signatures(0))
    digits = [
        g
        for g in reading.glyphs(path, 0)
        if 88 * MM < g.left < 131 * MM and abs(g.baseline - 211.4) < 1
    ]
    assert "".join(g.text for g in digits) == "790314400006"
    steps = [b.left - a.left for a, b in pairwise(digits)]
    assert all(step == pytest.approx(3.4 * MM, abs=0.2) for step in steps)


def test_signature_sheets_without_rows_are_one_empty_sheet(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    part = dataclasses.replace(signatures(0), rows=())
    assert _drawn(path, part).pages == 1


def test_long_names_and_addresses_make_a_row_higher_and_lose_nothing(tmp_path: Path) -> None:
    name = "Қожахметоғлы-Бектұрғанов Нұрмұхаммед-Әбдірахман Сәдуақасұлы " * 4
    rows = tuple(d.SignatureRow(name=name, address=name, iin="9" * 40) for _ in range(10))
    path = tmp_path / "x.pdf"
    assert _drawn(path, dataclasses.replace(signatures(0), rows=rows)).pages > 2
    text = reading.squeezed(reading.pdfium_text(path))
    assert text.count("Сәдуақасұлы") == 80
    assert text.count("9" * 20) >= 10


# ---- withheld list ---------------------------------------------------------------------------


def test_withheld_items_are_numbered_through_and_grouped_by_person(tmp_path: Path) -> None:
    dossier, images = office()
    path = tmp_path / "x.pdf"
    result = render(dossier, images, path)
    rows = reading.rows(path, result.parts["withheld"][0] - 1)
    numbers = [m.group() for row in rows if (m := re.match(r"\d+(?=16|18|—)", row))]
    assert numbers == [str(n) for n in range(1, 12)]
    persons = [n for n, row in enumerate(rows) if "CF-00" in row]
    assert len(persons) == 3


def test_head_of_the_withheld_list_is_repeated_above_its_rows(tmp_path: Path) -> None:
    part = withheld()
    part = dataclasses.replace(part, groups=part.groups * 5)
    path = tmp_path / "x.pdf"
    pages = _drawn(path, part, language="ru").pages
    assert pages >= 2
    for number in range(pages):
        assert reading.overlaps(path, number) == []
        if number + 1 < pages:
            assert any("Основание" in row for row in reading.rows(path, number))


# ---- annex -----------------------------------------------------------------------------------


def test_hash_is_grouped_in_fours(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    part = annex(0)
    _drawn(path, part)
    text = reading.pdfium_text(path)
    for entry in part.entries:
        assert " ".join(re.findall(".{4}", entry.hash)) in text


def test_arabic_excerpts_end_at_the_right_edge_of_their_column(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, annex(0))
    boxes = [b for b in reading.boxes(path, 0) if "\u0600" <= b.text <= "\u06ff"]
    lines: dict[int, float] = {}
    for box in boxes:
        lines[round(box.bottom / 17)] = max(lines.get(round(box.bottom / 17), 0), box.right)
    assert max(lines.values()) == pytest.approx(162 * MM, abs=2.0)
    assert min(b.left for b in boxes) > 67 * MM


def test_excerpts_are_as_large_as_their_script_needs(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    _drawn(path, annex(0))
    sizes = {
        "arabic" if "\u0600" <= g.text <= "\u06ff" else "han": g.size
        for g in reading.glyphs(path, 0)
        if "\u0600" <= g.text <= "\u06ff" or "\u4e00" <= g.text <= "\u9fff"
    }
    assert sizes == {"arabic": 13.5, "han": 9.6}


def test_several_grades_stand_on_one_line_beside_a_long_title(tmp_path: Path) -> None:
    part = annex(0)
    entry = dataclasses.replace(part.entries[1], grade="B1 · B2 · C4", title=say("Long title " * 9))
    path = tmp_path / "x.pdf"
    _drawn(path, dataclasses.replace(part, entries=(entry,)))
    assert any(row.endswith("B1·B2·C4") for row in reading.rows(path, 0))
    assert reading.overlaps(path, 0) == []


def test_an_entry_names_the_cases_that_cite_it(tmp_path: Path) -> None:
    dossier, images = sample("en")
    path = tmp_path / "x.pdf"
    result = render(dossier, images, path)
    rows = reading.rows(path, result.parts["annex"][0] - 1)
    assert "CitedinCF-00417" in rows
    silent = dataclasses.replace(dossier.words, cited_in="")
    render(dataclasses.replace(dossier, words=silent), images, path)
    assert not any("Citedin" in row for row in reading.rows(path, result.parts["annex"][0] - 1))


def test_case_numbers_in_an_excerpt_lead_to_their_sheets(tmp_path: Path) -> None:
    dossier, images = sample("en")
    path = tmp_path / "x.pdf"
    result = render(dossier, images, path)
    last = result.parts["annex"][0] + result.parts["annex"][1] - 1
    assert (last, result.anchors["case-CF-00417"]) in {
        (source, target) for source, target, _ in reading.links(path)
    }
