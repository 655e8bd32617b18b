"""One page that shows given lines of text: the self-test's proof that every script can be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from caseapp.dossier.pdf.canvas import MM
from caseapp.dossier.pdf.text import TextStyle
from caseapp.dossier.pdf.writer import PdfWriter

LINE = TextStyle("serif", 14, 22)


def draw_specimen(path: Path, lines: Sequence[str]) -> tuple[str, ...]:
    """Draw the lines on one page at `path`; returns the characters that no face has."""
    with PdfWriter(path, title="Specimen", language="en") as pdf:
        page = pdf.new_page()
        for row, line in enumerate(lines):
            page.text(25 * MM, (30 + 10 * row) * MM, line, LINE)
        summary = pdf.finish()
    return tuple(summary.missing)
