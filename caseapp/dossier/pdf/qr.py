"""A QR code as vectors. Knows no meaning of what it holds."""

from __future__ import annotations

from caseapp.dossier.pdf.canvas import Page

_SEAM = 0.03


def draw_qr(page: Page, content: str, left: float, top: float, side: float) -> None:
    """The code as black rectangles, dark modules side by side in one; `side` in points."""
    # With the encoder come ReportLab's charts and paragraphs, which few copies need otherwise.
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(content.encode("utf-8", "replace")))
    code.make()
    count = code.getModuleCount()
    size = side / count
    left, rect = page.as_seen(left, side)
    for row in range(count):
        column = 0
        while column < count:
            start = column
            while column < count and code.isDark(row, column):
                column += 1
            if column > start:
                x, y = left + start * size, top + row * size
                width = (column - start) * size
                # A little overlap, or viewers show seams between the rows.
                rect(x, y, width, size + _SEAM, weight=0.0, fill="black")
            column += 1
