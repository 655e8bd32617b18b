"""Paper for the office: lists and tables over any number of pages, each marked as such."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from caseapp.dossier.pdf.office_paper import (
    OfficePaper,
    PaperLine,
    PaperSection,
    PaperTable,
    draw_list,
    draw_table,
)

PAPER = OfficePaper(
    title="What waits", note="Thursday, 14 May 2026", warning="For the office only.",
    page_of="page {page} of {pages}", language="en",
)  # fmt: skip


def pages_of(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def section(count: int) -> PaperSection:
    lines = (PaperLine(f"Үлгі Сынақұлы {n}", "8 years", f"due {n}") for n in range(1, count + 1))
    return PaperSection("Releases due or overdue", str(count), tuple(lines))


def test_a_long_list_runs_over_pages_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    assert draw_list(path, PAPER, [section(90), section(2)]) == len(pages_of(path)) > 2
    told = pages_of(path)
    for number, page in enumerate(told, 1):
        assert "For the office only." in page
        assert f"page {number} of {len(told)}" in page
    whole = "".join(told)
    assert all(f"Үлгі Сынақұлы {n}" in whole for n in range(1, 91))
    assert whole.count("8 years") == 92


def test_names_in_every_script_and_long_words_stay_on_the_page(tmp_path: Path) -> None:
    lines = (
        PaperLine("ئۈلگى سىناق ۇلى", "很长的说明" * 20, "2026年5月14日"),
        PaperLine("Үлгі" * 60, "", ""),
        PaperLine("{page} <b>&", "ends {pages}", "{"),
    )
    path = tmp_path / "list.pdf"
    draw_list(path, PAPER, [PaperSection("Tasks", "", lines)])
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            width, height = page.get_size()
            for place in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(place)
                assert 0 <= left <= right <= width + 1
                assert 0 <= bottom <= top <= height + 1
    assert "{page} <b>&" in "".join(pages_of(path))


@pytest.mark.parametrize("columns", [1, 5, 12, 40])
def test_a_table_of_any_width_shows_every_count(tmp_path: Path, columns: int) -> None:
    heads = (*(f"H{n}" for n in range(1, columns)), "All")
    rows = tuple(
        (f"Row {r}", tuple(str(1000 * r + c) for c in range(columns))) for r in range(1, 45)
    )
    path = tmp_path / "table.pdf"
    draw_table(path, PAPER, PaperTable(corner="County", heads=heads, rows=rows, remarks=("Mind.",)))
    told = "".join(pages_of(path))
    for _name, cells in rows:
        assert all(cell in told for cell in cells)
    assert all(head in told for head in heads)
    assert "Mind." in told


def test_what_goes_wrong_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    path.write_bytes(b"old")

    def stop(_page: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        draw_list(path, PAPER, [section(200)], on_page=stop)
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["list.pdf"]
