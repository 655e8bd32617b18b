"""Reading pictures by machine: with Tesseract where it is installed, and what is said where not.

What needs no Tesseract runs a small program in its place, with the same limits.
"""

from __future__ import annotations

import io
import stat
import sys
import time
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from caseapp.errors import Cancelled, UserError
from caseapp.intake.documents import machine_text
from caseapp.intake.documents.machine_text import Reader, find_reader, read_by_machine
from caseapp.system.child import ChildFailedError, ChildTooSlowError, Limits
from caseapp.system.progress import Progress
from caseapp.system.resources import resource
from caseapp.system.tool import run_tool

INSTALLED = find_reader()
TSV = "level page_num block_num par_num line_num word_num left top width height conf text".replace(
    " ", "\t"
)


def picture(lines: list[str], font: str = "NotoSans_400Regular.ttf") -> bytes:
    """Words on white, as a scan has them."""
    image = Image.new("RGB", (1400, 120 + 90 * len(lines)), "white")
    path = next(resource("fonts").rglob(font))
    letters = ImageFont.truetype(str(path), 48)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((60, 50 + 90 * number), line, "black", letters)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def program(folder: Path, body: str) -> str:
    """A program that stands in for Tesseract."""
    path = folder / "tesseract"
    path.write_text(f"#!{sys.executable}\nimport sys\n{body}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


# -- the real one ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("language", "line"),
    [("eng", "He was taken in March 2018."), ("rus", "Его увезли в марте 2018 года."),
     ("kaz", "Оны 2018 жылы наурызда алып кетті."), ("chi_sim", "县政府没有回答任何问题。")],
)  # fmt: skip
def test_words_on_a_picture_are_read_or_it_is_said_what_to_install(language, line):
    if INSTALLED is None or language not in INSTALLED.languages:
        assert "Tesseract" in machine_text.NOT_INSTALLED
        return
    font = "NotoSansSC_400Regular.ttf" if language == "chi_sim" else "NotoSans_400Regular.ttf"
    found = read_by_machine(picture([line], font), "image/png", INSTALLED, [language])
    assert found.text == line
    assert found.sure > 60
    assert found.made_by == f"Tesseract {INSTALLED.version} ({language})"


def test_every_page_of_a_scan_is_read_in_its_order(monkeypatch):
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 200))
    for words in ("The first page.", "The second page."):
        canvas.drawImage(ImageReader(io.BytesIO(picture([words]))), 0, 0, 500, 75)
        canvas.showPage()
    canvas.save()
    told: list[int] = []
    progress = Progress(lambda report: told.append(report.done))
    reader = INSTALLED
    if reader is None or "eng" not in reader.languages:
        reader = Reader("none", "5", ("eng",))
        monkeypatch.setattr(machine_text, "run_tool", lambda *_rest: f"{TSV}\n".encode())
    found = read_by_machine(out.getvalue(), "application/pdf", reader, ["eng"], progress)
    assert len(found.pages) == 2
    assert told == [0, 1]
    assert reader is not INSTALLED or found.text == "The first page.\n\nThe second page."


# -- the words of the table --------------------------------------------------------------------
def test_lines_and_paragraphs_come_from_the_table_and_chinese_has_no_spaces(tmp_path):
    rows = ["1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t", "5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t他",
            "5\t1\t1\t1\t1\t2\t0\t0\t9\t9\t70\t来", "5\t1\t1\t1\t2\t1\t0\t0\t9\t9\t80\tnext",
            "5\t1\t1\t1\t2\t2\t0\t0\t9\t9\t80\tline", "5\t1\t2\t1\t1\t1\t0\t0\t9\t9\t80\tApart",
            "a broken row"]  # fmt: skip
    table = "\n".join([TSV, *rows])
    fake = program(tmp_path, f"sys.stdin.buffer.read()\nprint({table!r})")
    found = read_by_machine(picture(["x"]), "image/png", Reader(fake, "5", ("eng",)), ["eng"])
    assert found.text == "他来\nnext line\n\nApart"
    assert found.sure == 80


# -- harm --------------------------------------------------------------------------------------
def test_a_picture_that_is_none_and_a_language_that_is_not_there_are_said(tmp_path):
    reader = Reader(program(tmp_path, "sys.exit(0)"), "5", ("eng",))
    with pytest.raises(UserError, match="JPEG, PNG or WebP"):
        read_by_machine(b"\x89PNG\r\n\x1a\n broken", "image/png", reader, ["eng"])
    with pytest.raises(UserError, match="at least one language"):
        read_by_machine(picture(["x"]), "image/png", reader, ["kaz"])
    broken = Reader(program(tmp_path, "sys.exit(3)"), "5", ("eng",))
    with pytest.raises(UserError, match="could not read"):
        read_by_machine(picture(["x"]), "image/png", broken, ["eng"])


@pytest.mark.parametrize(
    "body", ["while True: pass", "sys.stdin.close()\nimport time; time.sleep(60)"]
)
def test_a_program_that_hangs_is_ended_by_the_clock(tmp_path, body):
    begun = time.monotonic()
    with pytest.raises(ChildTooSlowError):
        run_tool([program(tmp_path, body)], b"x" * 9_000_000, {}, Limits(wall=1.0))
    assert time.monotonic() - begun < 5


def test_a_program_that_answers_without_end_is_ended(tmp_path):
    body = "while True: sys.stdout.write('x' * 65536)"
    with pytest.raises(ChildFailedError):
        run_tool([program(tmp_path, body)], b"", {}, Limits(output=1_000_000, wall=20.0))


def test_a_program_is_ended_when_somebody_stops_the_reading(tmp_path):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        run_tool([program(tmp_path, "while True: pass")], b"", {}, Limits(wall=20.0), progress)


def test_a_program_that_is_not_there_is_no_reader(monkeypatch, tmp_path):
    monkeypatch.setattr(machine_text, "_programs", lambda: iter([str(tmp_path / "none")]))
    assert find_reader() is None
