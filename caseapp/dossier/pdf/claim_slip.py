"""Draws a claim slip on a sheet of A6, which grows in length where words need it.

Sees the frozen slip alone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.grid import HAIR, SECTION, mm
from caseapp.dossier.pdf.qr import draw_qr
from caseapp.dossier.pdf.text import TextStyle, layout
from caseapp.dossier.pdf.writer import PdfWriter

if TYPE_CHECKING:
    from caseapp.dossier.claim_slip import ClaimSlip

_WIDTH, _HEIGHT, _MARGIN = mm(105), mm(148), mm(9)
_MEASURE = _WIDTH - 2 * _MARGIN
_QR = mm(24)
_GAP = mm(3)
_LABELS = mm(24)
_NUMBER = TextStyle("sans-bold", 23, 28)
_VALUE = TextStyle("serif", 11, 15, kerning=True)

Draw = Callable[[Page], None]


def draw_claim_slip(slip: ClaimSlip, path: Path) -> None:
    """Write the PDF. The same slip gives the same bytes."""
    sheet = _Sheet()
    head = _MEASURE - _QR - _GAP
    for number, line in enumerate(slip.office):
        sheet.text(line, styles.REGISTER.plain if number else styles.REGISTER.strong, head)
    sheet.skip(_GAP)
    sheet.text(slip.title, styles.LETTER_TITLE, head)
    sheet.text(slip.number, _NUMBER, head)
    sheet.at_least(_MARGIN + _QR + _GAP)
    for label, value in slip.rows:
        sheet.row(label, value)
    sheet.rule(SECTION)
    for note in slip.notes:
        sheet.text(note, styles.INTRO.plain, _MEASURE)
        sheet.skip(mm(1.5))
    tag = slip.language.replace("_", "-")
    with PdfWriter(path, title=f"{slip.title} {slip.number}", language=tag) as writer:
        page = writer.new_page_of(_WIDTH, max(_HEIGHT, sheet.y + _MARGIN))
        draw_qr(page, slip.code, _WIDTH - _MARGIN - _QR, _MARGIN, _QR)
        for draw in sheet.drawn:
            draw(page)
        writer.finish()


class _Sheet:
    """What is to be drawn, from above; only then is the length of the page known."""

    def __init__(self) -> None:
        self.y = _MARGIN
        self.drawn: list[Draw] = []

    def text(self, text: str, style: TextStyle, width: float, left: float = _MARGIN) -> None:
        """A paragraph below what stands already."""
        self.y = self._paragraph(text, style, width, left, self.y)

    def row(self, label: str, value: str) -> None:
        """A label and its value side by side, under a hairline."""
        self.rule(HAIR)
        below = self._paragraph(label, styles.LABEL, _LABELS - mm(2), _MARGIN, self.y + 4.0)
        value_width = _MEASURE - _LABELS
        self.y = max(
            below, self._paragraph(value, _VALUE, value_width, _MARGIN + _LABELS, self.y)
        )  # fmt: skip

    def rule(self, weight: float) -> None:
        self.skip(mm(1.5))
        y = self.y
        self.drawn.append(lambda page: page.rule(_MARGIN, y, _WIDTH - _MARGIN, y, weight))
        self.skip(mm(1.5))

    def skip(self, height: float) -> None:
        self.y += height

    def at_least(self, y: float) -> None:
        self.y = max(self.y, y)

    def _paragraph(
        self, text: str, style: TextStyle, width: float, left: float, top: float
    ) -> float:
        """Keep the lines of a paragraph; returns where it ends."""
        lines = layout(text, style, width)
        first = top + style.ascent

        def draw(page: Page) -> None:
            page.lines(left, first, lines, style.leading, width=width)

        self.drawn.append(draw)
        return top + len(lines) * style.leading
