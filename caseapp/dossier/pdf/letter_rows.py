"""What letters of every layout share: rows on a grid, and the sheets of an enclosure."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError

from caseapp.dossier.document import Letter, Text
from caseapp.dossier.pdf.flow import Cell, Row
from caseapp.dossier.pdf.frame import Book, fill

FIRST = 11.0
"""The first baseline of a page below its top margin."""


def set_row(cells: Sequence[Cell], distance: float, **options: bool) -> Row:
    """Cells whose first baseline comes `distance` below the last one of the row above."""
    return Row(tuple(cells), gap=distance - FIRST, **options)  # type: ignore[arg-type]


def numbered(letter: Letter) -> list[tuple[str, Text]]:
    """Each demand with what stands before it."""
    marks = letter.demand_numbers
    plain = (f"{number}." for number in range(len(marks) + 1, len(letter.demands) + 1))
    return list(zip((*marks, *plain), letter.demands, strict=False))


def sheets_of(book: Book, part: str, letter: Letter) -> str:
    """ "14 sheets" in the letter's language; empty if the part is not in the copy."""
    if part not in book.parts:
        return ""
    n = book.parts[part][1]
    phrases = dict(letter.sheets or book.dossier.words.sheets)
    language = letter.language or book.dossier.head.language
    try:
        category = Locale.parse(language.replace("-", "_")).plural_form(n)
    except (UnknownLocaleError, ValueError):
        category = "other"
    return fill(phrases.get(category) or phrases.get("other", "{n}"), n=n)
