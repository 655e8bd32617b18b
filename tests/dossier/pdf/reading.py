"""Reads PDFs back for the tests, with two extractors and with pikepdf."""

from __future__ import annotations

import ctypes
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


class Glyph(NamedTuple):
    """Where a character stands: its baseline (y down from the top edge), left edge and size."""

    baseline: float
    left: float
    size: float
    text: str


def glyphs(path: Path, number: int) -> list[Glyph]:
    """The characters of a page (from 0) in the order of the text."""
    raw = pypdfium2.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    found = []
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[number]
        height = page.get_height()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.strip():
                raw.FPDFText_GetCharOrigin(text, index, x, y)
                size = raw.FPDFText_GetFontSize(text, index)
                found.append(Glyph(round(height - y.value, 2), x.value, round(size, 2), char))
    return found


def baselines(path: Path, number: int, left: float) -> list[float]:
    """Baselines of the lines that begin at `left`, from the top down, each once."""
    return sorted({g.baseline for g in glyphs(path, number) if abs(g.left - left) < 1.5})


def rows(path: Path, number: int) -> list[str]:
    """What stands beside each other on a page (from 0), from the top down, left to right,
    without white space."""
    lines: dict[float, list[Glyph]] = {}
    for glyph in glyphs(path, number):
        near = (y for y in lines if abs(y - glyph.baseline) < 0.7)
        lines.setdefault(next(near, glyph.baseline), []).append(glyph)
    return ["".join(g.text for g in sorted(lines[y], key=lambda g: g.left)) for y in sorted(lines)]


_JOINED = re.compile("[\u0600-\u06ff]")
_LARGEST_SHARE = 0.4


def overlaps(path: Path, number: int) -> list[tuple[Box, Box]]:
    """Glyphs of a page (from 0) that stand on one another; joined letters and neighbours in a
    word may touch."""
    found = [box for box in boxes(path, number) if not _JOINED.match(box.text)]
    placed = sorted((box, place) for place, box in enumerate(found))
    pairs = []
    for index, (one, place) in enumerate(placed):
        area = (one.right - one.left) * (one.bottom - one.top)
        for other, other_place in placed[index + 1 :]:
            if other.left >= one.right:
                break
            width = min(one.right, other.right) - max(one.left, other.left)
            height = min(one.bottom, other.bottom) - max(one.top, other.top)
            smaller = min(area, (other.right - other.left) * (other.bottom - other.top))
            near = abs(place - other_place) == 1
            if not near and width > 0 < height and width * height > _LARGEST_SHARE * smaller:
                pairs.append((one, other))
    return pairs


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
