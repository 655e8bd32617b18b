"""Reads the text layer of a PDF page with PDFium. Loaded by child processes alone."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw as pdfium

from caseapp.intake.documents.page_text import BoxTuple, PageText, in_lines

_MOST = 200_000
"""Characters of one page that are read: a page of a newspaper has 30,000."""
_HYPHEN_AT_LINE_END = (0x02, 0xFFFE)
_EXACT = 10_000_000


def page_text(page: Any) -> PageText:
    """Read the text layer of a `pypdfium2.PdfPage`; a scan gives an empty one."""
    textpage = page.get_textpage()
    try:
        return in_lines(*_characters(textpage, _to_fractions(page)))
    finally:
        textpage.close()


def _characters(
    textpage: Any, place: Callable[[float, float], tuple[float, float]]
) -> tuple[list[str], list[BoxTuple | None]]:
    letters: list[str] = []
    boxes: list[BoxTuple | None] = []
    rect = pdfium.FS_RECTF()
    for index in range(min(textpage.count_chars(), _MOST)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in (0, 0x0D):
            continue
        box = None
        if pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(rect)):
            (x1, y1), (x2, y2) = place(rect.left, rect.top), place(rect.right, rect.bottom)
            box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        drawn = box is not None and box[2] > box[0] and box[3] > box[1]
        letter = "-" if code in _HYPHEN_AT_LINE_END else _letter(code)
        letters.append(letter)
        boxes.append(box if drawn and letter != "\n" else None)
    return letters, boxes


def _letter(code: int) -> str:
    if code < 0x20 and code != 0x0A:
        return " "
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _to_fractions(page: Any) -> Callable[[float, float], tuple[float, float]]:
    """From the page's own coordinates to fractions, with its crop and its rotation."""

    def device(x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, _EXACT, _EXACT, 0, x, y, across, down)
        return across.value / _EXACT, down.value / _EXACT

    (x0, y0), (xa, ya), (xb, yb) = device(0, 0), device(100, 0), device(0, 100)
    across, along = ((xa - x0) / 100, (ya - y0) / 100), ((xb - x0) / 100, (yb - y0) / 100)
    return lambda x, y: (x0 + x * across[0] + y * along[0], y0 + x * across[1] + y * along[1])
