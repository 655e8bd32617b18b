"""The text engine: strings in four scripts to lines of glyphs, measured and in right order.

Everything that page code needs is here; the modules behind are for the engine alone.
"""

from __future__ import annotations

from caseapp.dossier.pdf.text.boxes import Line, Link
from caseapp.dossier.pdf.text.clean import unprintable
from caseapp.dossier.pdf.text.itemise import missing_characters
from caseapp.dossier.pdf.text.lines import Fit, layout, one_line, width_of
from caseapp.dossier.pdf.text.style import FamilyName, Span, Text, TextStyle

__all__ = [
    "FamilyName",
    "Fit",
    "Line",
    "Link",
    "Span",
    "Text",
    "TextStyle",
    "layout",
    "missing_characters",
    "one_line",
    "unprintable",
    "width_of",
]
