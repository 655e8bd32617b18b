"""Rows gathered into a table within limits: what is left out at the ends, and what is told.

Only the child process uses this. Knows no kind of file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from caseapp.errors import UserError
from caseapp.i18n import N_

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 1_000
_MOST_LETTERS: Final = 20_000_000
_MOST_TOLD: Final = 5_000
_ROUNDED: Final = re.compile(r"\d[.,]\d+[Ee]\+?\d{2}")

TOO_MANY_COLUMNS = N_("This list has too many columns. Keep those that are needed, at most"
                      " 1,000.")  # fmt: skip
TOO_MANY_ROWS = N_("This list is too long. Split it into files of at most 200,000 rows.")
TOO_MANY_WORDS = N_("This list holds more words than can be read at once. Split it into files.")
NO_TABLE = N_("This is not a list. Choose a CSV file or a workbook (.xlsx, .xls or .ods).")

Cell = tuple[str, bool]
"""The words of a cell, and whether all of its figures are there."""


class Trimmed:
    """Rows with their places, from the first to the last that say something."""

    @staticmethod
    def of(rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Empty cells at the end are left out, and empty rows before the first and after the
        last; raises UserError for a row that is too wide."""
        begun, last = False, -1
        for at, row in enumerate(rows):
            width = len(row)
            while width and not row[width - 1][0].strip():
                width -= 1
            if width > MOST_COLUMNS:
                raise UserError(TOO_MANY_COLUMNS)
            if not width:
                continue
            for between in range(last + 1, at) if begun else ():
                yield between, ()
            begun, last = True, at
            yield at, row[:width]


class Rows:
    """The rows of one table, and where in it something is odd. Places count from 0."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._first = 0
        self._lost: list[tuple[int, int]] = []
        self._merged: list[tuple[int, int, int, int]] = []
        self._failed: list[tuple[int, int, str]] = []
        self._letters = 0

    def add(self, at: int, row: Sequence[Cell]) -> None:
        """The next row, the `at`th of the file."""
        if not self._rows:
            self._first = at
        if len(self._rows) >= MOST_ROWS:
            raise UserError(TOO_MANY_ROWS)
        cells = []
        for place, (text, whole) in enumerate(row):
            cells.append(text)
            self._letters += len(text)
            if not whole or (len(text) > 6 and _ROUNDED.fullmatch(text.strip())):
                self._lost.append((len(self._rows), place))
        if self._letters > _MOST_LETTERS:
            raise UserError(TOO_MANY_WORDS)
        self._rows.append(cells)

    def join(self, top: int, left: int, bottom: int, right: int) -> None:
        """Cells of the file that are merged into one; its words stand in the first."""
        if len(self._merged) < _MOST_TOLD and bottom >= self._first:
            self._merged.append((top - self._first, left, bottom - self._first, right))

    def failed(self, row: int, column: int, sign: str) -> None:
        """A cell of the file that shows an error instead of a value."""
        if len(self._failed) < _MOST_TOLD and self._first <= row < self._first + len(self._rows):
            self._failed.append((row - self._first, column, sign))

    def told(self) -> dict[str, Any]:
        """As plain JSON; see `intake.tables.Table`."""
        return {
            "rows": self._rows, "lost": self._lost, "first_row": self._first + 1,
            "merged": self._merged, "failed": self._failed, "fewer": [], "notes": [],
            "encoding": "", "delimiter": "",
        }  # fmt: skip
