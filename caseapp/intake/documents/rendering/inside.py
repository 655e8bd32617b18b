"""Opens and draws a PDF, inside the child process of `pages`.

Scripts, forms, links, attached files and launch actions are never asked for: PDFium acts on
them only when it is told to. Giant pages are drawn in the pixels that the parent wants.
"""

from __future__ import annotations

import math
from array import array
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from caseapp.intake.documents.page_letters import page_text
from caseapp.intake.documents.page_text import PageText
from caseapp.intake.documents.rendering import LONGEST_SIDE, MOST_PAGES
from caseapp.system.child_main import Refusal

PAPER: Final = (595.0, 842.0)
"""A4 in points, for a page that does not say a sensible size."""
_WHITE: Final = (255, 255, 255, 255)

Work = tuple[Any, bytes]


class _Document:
    """One PDF: the first question brings its bytes."""

    def __init__(self) -> None:
        self._pdf: pypdfium2.PdfDocument | None = None

    def work(self, question: str, payload: bytes, **options: Any) -> Work:
        try:
            if question == "open":
                return self._open(payload)
            return self._draw(**options) if question == "draw" else self._text(**options)
        except pypdfium2.PdfiumError as error:
            raise Refusal("damaged") from error

    def _open(self, payload: bytes) -> Work:
        pdf = self._pdf = pypdfium2.PdfDocument(payload)
        count = len(pdf)
        if not count:
            raise Refusal("empty")
        sizes = [self._size(index) for index in range(min(count, MOST_PAGES))]
        return {"count": count, "sizes": sizes}, b""

    def _size(self, index: int) -> tuple[float, float]:
        assert self._pdf is not None
        try:
            width, height = self._pdf.get_page_size(index)
        except pypdfium2.PdfiumError:
            return PAPER
        if not (0 < width < math.inf and 0 < height < math.inf):
            return PAPER
        less = min(1.0, LONGEST_SIDE / max(width, height))
        return max(1.0, width * less), max(1.0, height * less)

    def _draw(self, page: int, width: int, height: int) -> Work:
        assert self._pdf is not None
        drawn = self._pdf[page]
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
        bitmap.fill_rect(_WHITE, 0, 0, width, height)
        raw.FPDF_RenderPageBitmap(bitmap, drawn, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        pixels = bytes(bitmap.buffer)
        bitmap.close()
        drawn.close()
        return bitmap.stride, pixels

    def _text(self, page: int) -> Work:
        assert self._pdf is not None
        read = self._pdf[page]
        found = page_text(read)
        read.close()
        return packed(found)


def begin() -> Any:
    """Called by name in the child; what answers its questions."""
    return _Document().work


def packed(text: PageText) -> Work:
    """Letters, four numbers a letter (not a number: nothing is drawn), two a line.

    As lengths, and the bytes one after the other; `pages.unpacked` reads them.
    """
    letters = text.characters.encode("utf-8", "replace")
    nothing = (math.nan,) * 4
    drawn = (box if box and all(map(math.isfinite, box)) else nothing for box in text.boxes)
    boxes = array("d", [side for box in drawn for side in box])
    lines = array("I", [place for line in text.lines for place in line])
    data = letters + boxes.tobytes() + lines.tobytes()
    return [len(letters), len(text.boxes), len(text.lines)], data
