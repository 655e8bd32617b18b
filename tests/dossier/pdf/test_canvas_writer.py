"""The file: sound, the same each time, neutral, and never half there."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from caseapp.dossier.pdf.canvas import MM, Page
from caseapp.dossier.pdf.text import Span, TextStyle
from caseapp.dossier.pdf.writer import PdfWriter, Summary
from caseapp.errors import Cancelled

SERIF = TextStyle("serif", 11, 15, kerning=True)
NOTE = SERIF.but(superior=True)
SAMPLE = "Асқар Төлеген نۇرلان ئابدۇللا 阿斯哈尔·托列根 民⺠ за\u0301мок 😀"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def jpeg(shade: int = 120, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (35, 45), shade if mode == "L" else (shade,) * len(mode)).save(out, "JPEG")
    return out.getvalue()


def write_sample(path: Path, pages: int = 3) -> Summary:
    """A file with everything in it."""

    def footer(page: Page, number: int, total: int) -> None:
        page.text(25 * MM, 285 * MM, f"Страница {number} из {total}", SERIF)

    with PdfWriter(path, title="Обращение «образец»", language="ru") as pdf:
        for number in range(pages):
            page = pdf.new_page(landscape=number == 1)
            page.destination(f"page-{number}", 20 * MM)
            pdf.bookmark(f"Раздел {number} 名单", f"page-{number}", 0 if number == 0 else 1)
            spans = [Span(SAMPLE, SERIF), Span("12", NOTE, link="page-0")]
            page.paragraph(25 * MM, 30 * MM, spans, SERIF, 120 * MM, fit="even")
            page.image(jpeg(), 25 * MM, 100 * MM, 35 * MM, 45 * MM)
            page.hatch(25 * MM, 200 * MM, 60, 5)
            page.later(footer)
        return pdf.finish()


def test_pikepdf_finds_no_fault(tmp_path: Path) -> None:
    write_sample(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 3
        assert float(pdf.pages[0].mediabox[2]) < float(pdf.pages[0].mediabox[3])
        assert float(pdf.pages[1].mediabox[2]) > float(pdf.pages[1].mediabox[3])


def test_the_same_calls_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    write_sample(tmp_path / "here.pdf")
    write_sample(tmp_path / "again.pdf")
    digests = {hashlib.sha256((tmp_path / f).read_bytes()).digest() for f in files(tmp_path)}
    script = (
        "import sys, pathlib; sys.path[:0] = sys.argv[1].split('|')\n"
        "from test_canvas_writer import write_sample\n"
        "write_sample(pathlib.Path(sys.argv[2]))\n"
    )
    folders = f"{Path(__file__).parent}|{Path(__file__).parents[3]}"
    for seed in ("0", "1", "4242"):
        out = tmp_path / f"{seed}.pdf"
        subprocess.run(
            [sys.executable, "-c", script, folders, str(out)],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC-{len(seed)}"},
            check=True,
        )
        digests.add(hashlib.sha256(out.read_bytes()).digest())
    assert len(digests) == 1


def test_metadata_is_neutral_and_without_dates_if_none_is_given(tmp_path: Path) -> None:
    write_sample(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert dict(pdf.docinfo) == {
            "/Title": "Обращение «образец»",
            "/Producer": "caseapp",
            "/Creator": "caseapp",
        }
        assert str(pdf.Root.Lang) == "ru"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert b"Date" not in pdf.Root.Metadata.read_bytes()
    data = (tmp_path / "a.pdf").read_bytes()
    for trace in (b"ReportLab", b"Helvetica", b"anonymous", b"Date", str(tmp_path).encode()):
        assert trace not in data


def test_every_font_is_embedded_once_with_a_unicode_map(tmp_path: Path) -> None:
    write_sample(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        fonts = pdf.pages[0].Resources.Font
        names = [str(font.BaseFont)[1:].split("+")[1] for font in fonts.values()]
        assert sorted(names) == [
            "NotoSansSC-Regular",
            "NotoSerif-Regular",
            "ScheherazadeNew-Regular",
        ]
        for font in fonts.values():
            descendant = font.DescendantFonts[0]
            assert font.Encoding == "/Identity-H"
            assert "/ToUnicode" in font
            assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 1000
        assert pdf.pages[2].Resources.Font.objgen == fonts.objgen


def test_links_are_printable_and_lead_to_their_page(tmp_path: Path) -> None:
    write_sample(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        (link,) = pdf.pages[2].Annots
        assert link.F == 4
        assert link.Dest[0].objgen == pdf.pages[0].objgen
        assert float(link.Dest[3]) == pytest.approx(297 * MM - 20 * MM, abs=0.01)


def test_bookmarks_are_nested_in_order(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    titles = [("A", 0), ("A1", 1), ("A1x", 2), ("A2", 1), ("B 名单", 0), ("C", 0), ("C1", 1)]
    with PdfWriter(path, title="T", language="en") as pdf:
        pdf.new_page().destination("x", 10)
        for title, level in titles:
            pdf.bookmark(title, "x", level)
        with pytest.raises(ValueError, match="level 3"):
            pdf.bookmark("too deep", "x", 3)
        pdf.finish()

    def walk(items: object, level: int) -> list[tuple[str, int]]:
        out = []
        for item in items:  # type: ignore[attr-defined]
            out.append((item.title, level))
            out += walk(item.children, level + 1)
        return out

    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        assert walk(outline.root, 0) == titles


def test_jpegs_travel_unchanged_and_are_stored_once(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    first, second = jpeg(10), jpeg(200, "L")
    with PdfWriter(path, title="T", language="en") as pdf:
        for _ in range(3):
            page = pdf.new_page()
            page.image(first, 10, 10, 35, 45)
            page.image(second, 100, 10, 35, 45)
        pdf.finish()
    with pikepdf.open(path) as pdf:
        images = {image.objgen: image for page in pdf.pages for image in page.get_images().values()}
        raw = sorted(image.read_raw_bytes() for image in images.values())
        assert raw == sorted([first, second])
        spaces = {str(image.ColorSpace) for image in images.values()}
        assert spaces == {"/DeviceRGB", "/DeviceGray"}


def test_what_is_no_plain_jpeg_is_refused(tmp_path: Path) -> None:
    with PdfWriter(tmp_path / "a.pdf", title="T", language="en") as pdf:
        page = pdf.new_page()
        for data in (b"", b"\x89PNG\r\n", jpeg()[:10], jpeg(10, "CMYK")):
            with pytest.raises(ValueError, match="JPEG"):
                page.image(data, 0, 0, 10, 10)


def test_the_total_is_known_to_what_is_drawn_later(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    seen = []
    with PdfWriter(path, title="T", language="en") as pdf:
        for number in range(3):
            page = pdf.new_page()
            page.text(50, 50, "text", SERIF)
            page.destination(f"d{number}", 0)
            page.later(lambda page, number, total: seen.append((number, total)))
            page.later(lambda page, number, total: page.text(50, 800, f"{number}/{total}", SERIF))
        assert pdf.page_of("d1") == 2
        assert pdf.finish() == Summary(3, frozenset())
    assert seen == [(1, 3), (2, 3), (3, 3)]
    with pikepdf.open(path) as pdf:
        assert [len(page.Contents) for page in pdf.pages] == [2, 2, 2]


def test_missing_characters_are_reported(tmp_path: Path) -> None:
    assert write_sample(tmp_path / "a.pdf").missing == {"😀"}


@pytest.mark.parametrize("error", [RuntimeError("x"), Cancelled(), KeyboardInterrupt()])
def test_a_failure_or_cancellation_leaves_nothing_and_keeps_the_old_file(
    tmp_path: Path, error: BaseException
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def fail_on_the_second_page() -> None:
        with PdfWriter(path, title="T", language="en") as pdf:
            pdf.new_page().text(50, 50, "text", SERIF)
            pdf.new_page()
            raise error

    with pytest.raises(type(error)):
        fail_on_the_second_page()
    assert files(tmp_path) == ["a.pdf"]
    assert path.read_bytes() == b"old"


def test_leaving_without_finish_leaves_nothing(tmp_path: Path) -> None:
    with PdfWriter(tmp_path / "a.pdf", title="T", language="en") as pdf:
        pdf.new_page()
    assert files(tmp_path) == []


def test_a_file_without_pages_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="at least one page"),
        PdfWriter(tmp_path / "a.pdf", title="T", language="en") as pdf,
    ):
        pdf.finish()
    assert files(tmp_path) == []


def test_finish_replaces_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    write_sample(path)
    assert path.read_bytes().startswith(b"%PDF-1.7")
    assert files(tmp_path) == ["a.pdf"]


def test_progress_is_told_page_by_page_and_may_cancel(tmp_path: Path) -> None:
    told: list[int] = []

    def progress(pages: int) -> None:
        told.append(pages)
        if pages == 3:
            raise Cancelled

    def write_ten_pages() -> None:
        with PdfWriter(tmp_path / "a.pdf", title="T", language="en", on_page=progress) as pdf:
            for _ in range(10):
                pdf.new_page()

    with pytest.raises(Cancelled):
        write_ten_pages()
    assert told == [1, 2, 3]
    assert files(tmp_path) == []


def test_a_link_to_nowhere_and_a_place_named_twice_are_errors(tmp_path: Path) -> None:
    with PdfWriter(tmp_path / "a.pdf", title="T", language="en") as pdf:
        pdf.new_page().link(0, 0, 10, 10, "nowhere")
        with pytest.raises(ValueError, match="nowhere"):
            pdf.finish()
    with PdfWriter(tmp_path / "b.pdf", title="T", language="en") as pdf:
        pdf.new_page().destination("here", 0)
        pdf.new_page().destination("here", 0)
        with pytest.raises(ValueError, match="here"):
            pdf.finish()
    assert files(tmp_path) == []


def test_finished_pages_are_on_disk_before_the_end(tmp_path: Path) -> None:
    with PdfWriter(tmp_path / "a.pdf", title="T", language="en") as pdf:
        for number in range(120):
            page = pdf.new_page()
            for line in range(40):
                page.text(50, 50 + line * 15, f"{number} {line} {SAMPLE}", SERIF)
        (part,) = tmp_path.iterdir()
        assert part.stat().st_size > 50_000
        pdf.finish()
