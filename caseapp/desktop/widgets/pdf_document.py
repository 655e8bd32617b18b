"""A PDF that exists only in memory, as page sizes and pictures of pages. Knows no widget.

The bytes are opened by a child process, whoever made them; see `rendering.pages`.
"""

from __future__ import annotations

from PySide6.QtGui import QImage

from caseapp.intake.documents.page_text import PageText
from caseapp.intake.documents.rendering.pages import MOST_PIXELS, ForeignPdf


class PdfPages:
    """Open with bytes, `close` when done. May be used from any thread."""

    def __init__(self, data: bytes) -> None:
        """Raises UserError when `data` is not a PDF that can be shown."""
        self._pdf = ForeignPdf(data)
        self.sizes = self._pdf.sizes
        """Width and height of each page in points (1/72 inch)."""
        self.left_out = self._pdf.count - len(self.sizes)
        """Pages at the end of a huge file that are not shown."""

    def draw(self, index: int, scale: float) -> QImage | None:
        """Page `index` at `scale` device pixels a point; None after `close`.

        Raises UserError when this page cannot be shown.
        """
        across, down = self.sizes[index]
        scale = min(scale, (MOST_PIXELS / (across * down)) ** 0.5)
        width, height = max(1, int(across * scale)), max(1, int(down * scale))
        pixels = self._pdf.draw(index, width, height)
        if pixels is None:
            return None
        return QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32).copy()

    def text(self, index: int) -> PageText | None:
        """Letters of a page and where they stand; None after `close`. UserError as `draw`."""
        return self._pdf.text(index)

    def close(self) -> None:
        """Let go of the bytes; doing it again changes nothing."""
        self._pdf.close()
