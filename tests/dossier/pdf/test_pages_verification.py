"""The last page: the code can be read, the hash is the content's, the numbers are true."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from caseapp.dossier import document as d
from caseapp.dossier.frozen import content_hash, freeze, page_code
from caseapp.dossier.pdf.render import render
from caseapp.dossier.pdf.verification import qr_content
from tests.dossier.pdf import reading
from tests.dossier.pdf.sample_document import sample
from tests.dossier.pdf.sample_markup import say

MM = 72 / 25.4


def test_the_code_is_drawn_module_by_module_upright_and_42_mm_wide(tmp_path: Path) -> None:
    dossier, images = sample("en")
    path = tmp_path / "x.pdf"
    result = render(dossier, images, path)
    head = dossier.head
    sha256 = content_hash(freeze(dossier))
    content = qr_content(head.dossier_number, head.copy_number, sha256)
    assert content == f"caseapp:1:D-2026-014:3:{sha256}"
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(content)
    code.make()
    count = code.getModuleCount()
    scale = 6.0
    picture = reading.picture(path, result.pages - 1, scale)
    left, top, size = 148 * MM, 108.7, 42 * MM / count

    def dark(row: int, column: int) -> bool:
        x, y = left + (column + 0.5) * size, top + (row + 0.5) * size
        return bool(picture.getpixel((round(x * scale), round(y * scale))) < 128)

    for row in range(count):
        for column in range(count):
            assert dark(row, column) == bool(code.isDark(row, column)), (row, column)
    for step in range(1, 5):  # the quiet zone
        for place in range(-4, count + 4):
            outside = [(-step, place), (count - 1 + step, place), (place, -step)]
            assert not any(dark(*module) for module in outside)


def test_hash_stands_in_fours_and_the_page_says_code_and_pages(tmp_path: Path) -> None:
    dossier, images = sample("en")
    path = tmp_path / "x.pdf"
    result = render(dossier, images, path)
    sha256 = content_hash(freeze(dossier))
    rows = reading.rows(path, result.pages - 1)
    assert sha256[:32] in rows
    assert sha256[32:] in rows
    assert any(row.startswith("Extent") and f"{result.pages}pages" in row for row in rows)
    assert any(row == f"Codeonthepages{page_code(sha256)}" for row in rows)
    text = reading.pdfium_text(path)
    assert "\n".join(sha256[at : at + 4] for at in range(0, 8, 4)) in text.replace(
        "\r\n", "\n"
    ).replace(" ", "\n")


def test_braces_that_mean_nothing_are_left_alone(tmp_path: Path) -> None:
    dossier, images = sample("en")
    part = next(p for p in dossier.parts if isinstance(p, d.VerificationPage))
    row = d.RegisterRow(label="odd", value="{0} {unknown} {pages} {code} }{")
    path = tmp_path / "x.pdf"
    one = dataclasses.replace(dossier, parts=(dataclasses.replace(part, rows=(row,)),))
    render(one, images, path)
    code = page_code(content_hash(freeze(one)))
    assert any(text == f"odd{{0}}{{unknown}}1{code}}}{{" for text in reading.rows(path, 0))


def test_the_corner_goes_to_a_page_of_its_own_if_the_page_is_full(tmp_path: Path) -> None:
    dossier, images = sample("en")
    part = next(p for p in dossier.parts if isinstance(p, d.VerificationPage))
    long = dataclasses.replace(part, how=tuple(say("A step that is told.") for _ in range(18)))
    path = tmp_path / "x.pdf"
    result = render(dataclasses.replace(dossier, parts=(long,)), images, path)
    assert result.pages == 2
    assert any("Received" in row for row in reading.rows(path, 1))
    assert not any("Received" in row for row in reading.rows(path, 0))
