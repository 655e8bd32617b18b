"""A PDF that exists only in memory, as page sizes and pictures of pages. Knows no widget.

PDFium is not safe to use from several threads at once, so every call goes through one
lock; it never opens a link, runs a script or reads a file.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

import pypdfium2
from PySide6.QtGui import QImage

from caseapp.errors import UserError
from caseapp.i18n import N_

T = TypeVar("T")
_ONE_AT_A_TIME = threading.Lock()
MAX_PIXELS = 40_000_000
"""A page larger than that is drawn coarser: nothing on paper needs more."""


class PdfPages:
    """Open with bytes, `close` when done. May be used from any thread."""

    def __init__(self, data: bytes) -> None:
        """Raises UserError when `data` is not a PDF that can be shown."""
        with _ONE_AT_A_TIME:
            try:
                self._document: pypdfium2.PdfDocument | None = pypdfium2.PdfDocument(data)
                count = len(self._document)
                self.sizes = [self._document.get_page_size(i) for i in range(count)]
            except pypdfium2.PdfiumError as error:
                raise UserError(N_("These pages cannot be shown. Make the copy again.")) from error
        """Width and height of each page in points (1/72 inch)."""

    def draw(self, index: int, scale: float) -> QImage | None:
        """Page `index` at `scale` device pixels a point; None after `close`."""
        with _ONE_AT_A_TIME:
            if self._document is None:
                return None
            width, height = self.sizes[index]
            scale = min(scale, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
            page = self._document[index]
            bitmap = page.render(scale=scale, prefer_bgrx=True, may_draw_forms=False)
            try:
                return QImage(
                    bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride,
                    QImage.Format.Format_RGB32,
                ).copy()  # fmt: skip
            finally:
                bitmap.close()
                page.close()

    def ask(self, index: int, question: Callable[[pypdfium2.PdfPage], T]) -> T | None:
        """What `question` finds on page `index`, alone with PDFium; None after `close`."""
        with _ONE_AT_A_TIME:
            if self._document is None:
                return None
            page = self._document[index]
            try:
                return question(page)
            finally:
                page.close()

    def close(self) -> None:
        """Let go of the bytes; doing it again changes nothing."""
        with _ONE_AT_A_TIME:
            if self._document is not None:
                self._document.close()
                self._document = None
