"""Reads PDFs back for the tests, with two extractors and with pikepdf."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
from pdfminer.high_level import extract_text


class Box(NamedTuple):
    """A rectangle of glyphs in points, y down from the top edge, and its characters."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def pdfium_text(path: Path) -> str:
    """All text in page order, as pdfium gives it back."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def pdfminer_text(path: Path) -> str:
    """All text as pdfminer gives it back."""
    return extract_text(str(path))


def squeezed(text: str) -> str:
    """Compatibility forms unfolded; white space and hyphens removed, so that what was broken over
    lines is whole (pdfium gives a hyphen at a line's end back as U+FFFE)."""
    return re.sub(r"[\s\ufffe\x02-]+", "", unicodedata.normalize("NFKC", text))


def boxes(path: Path, number: int) -> list[Box]:
    """The lines of text of a page (from 0) with the boxes of their inked glyphs."""
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number]
        height = page.get_height()
        text = page.get_textpage()
        found = []
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if not char.strip():
                continue
            left, bottom, right, top = text.get_charbox(index)
            found.append(Box(left, height - top, right, height - bottom, char))
        return found


def rows(path: Path, number: int) -> list[str]:
    """What stands beside each other on a page (from 0), left to right, without white space."""
    lines: list[list[Box]] = []
    for box in sorted(boxes(path, number), key=lambda box: box.bottom):
        middle = (box.top + box.bottom) / 2
        for line in lines:
            if line[0].top - 1 <= middle <= line[0].bottom + 1:
                line.append(box)
                break
        else:
            lines.append([box])
    return ["".join(b.text for b in sorted(line)) for line in lines]


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """Width and height of each page, points."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_size() for page in pdf]


def problems(path: Path) -> list[str]:
    """What qpdf has to complain of; empty for a clean file."""
    with pikepdf.open(path) as pdf:
        return list(pdf.check_pdf_syntax())


def links(path: Path) -> list[tuple[int, int, tuple[float, float, float, float]]]:
    """Every link: its page, the page it leads to (both from 1), its rectangle."""
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        return [
            (n, numbers[note.Dest[0].objgen], tuple(float(v) for v in note.Rect))
            for n, page in enumerate(pdf.pages, 1)
            for note in page.get("/Annots", [])
        ]


def outline(path: Path) -> list[tuple[int, str, int]]:
    """The bookmarks: level, title, page from 1."""
    with pikepdf.open(path) as pdf:
        numbers = {page.objgen: n for n, page in enumerate(pdf.pages, 1)}
        found: list[tuple[int, str, int]] = []

        def walk(items: list[pikepdf.OutlineItem], level: int) -> None:
            for item in items:
                found.append((level, item.title, numbers[item.destination[0].objgen]))
                walk(item.children, level + 1)

        with pdf.open_outline() as tree:
            walk(list(tree.root), 0)
        return found


def picture(path: Path, number: int, scale: float = 4.0):
    """A page (from 0) as a grey Pillow image."""
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[number].render(scale=scale).to_pil().convert("L")


def images(path: Path) -> list[bytes]:
    """The JPEG streams of the file, each once."""
    with pikepdf.open(path) as pdf:
        found = {}
        for page in pdf.pages:
            for image in page.get("/Resources", {}).get("/XObject", {}).values():
                found[image.objgen] = image.read_raw_bytes()
        return [data for _, data in sorted(found.items())]


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height of a JPEG."""
    from PIL import Image

    return Image.open(io.BytesIO(data)).size
