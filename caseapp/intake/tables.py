"""Lists that somebody sent, as rows of text: CSV of any encoding, or a workbook.

The file is read in the child process (`documents.sheets`). Knows no names and no vault.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.read import in_child, unreadable
from caseapp.system.child import Limits
from caseapp.system.files import read_limited

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read as a list."""
SUFFIXES = ("csv", "tsv", "txt", "xlsx", "xls", "ods")
_LIMITS = Limits(cpu=120, wall=150.0, output=128 * 1024 * 1024)
"""A workbook of 200,000 rows takes some seconds; a slow laptop ten times as long."""

NOTES: Mapping[str, str] = {
    "nuls": N_("Signs without meaning were left out of the file."),
    "unclosed": N_("Row {row}: a quotation mark is not closed; it is read as a part of the words."),
    "replaced": N_("Some letters do not fit this encoding and are shown as �. Try another one."),
}
"""What may be told of a file; message ids."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd in the file: a key of `NOTES`, the row (0: the whole), how often."""

    kind: str
    row: int
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` of cells as text; a short row lacks the empty cells at its end.

    `rows[0]` is row `first_row` of the file, counted from 1. Places of cells count from 0 within
    `rows`: `lost` are those whose number was rounded by the program that saved it, so that its
    last figures are gone; `failed` those that show an error, and its sign; `merged` are areas
    (top, left, bottom, right) whose words stand in the first cell; `fewer` are rows that have so
    many cells fewer than most. `sheet` and `sheets` are names in a workbook, `encoding` and
    `delimiter` how a text was read; else empty.
    """

    rows: tuple[tuple[str, ...], ...]
    lost: frozenset[tuple[int, int]] = frozenset()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    first_row: int = 1
    encoding: str = ""
    delimiter: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    failed: Mapping[tuple[int, int], str] = field(default_factory=dict)
    fewer: Mapping[int, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def width(self) -> int:
        """Cells of the longest row."""
        return max(map(len, self.rows), default=0)

    def row(self, number: int) -> tuple[str, ...]:
        """The row of the file with a number from 1; empty if it is outside."""
        place = number - self.first_row
        return self.rows[place] if 0 <= place < len(self.rows) else ()

    @property
    def last_row(self) -> int:
        """The number of the last row, from 1."""
        return self.first_row + len(self.rows) - 1


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list and the file that it was read from; `sha256` in hexadecimal, `size` in bytes."""

    table: Table
    file_name: str
    sha256: str
    size: int


def read_table(path: Path, sheet: str = "") -> Table:
    """The list in a file; of a workbook a sheet by its name, else the first with words in it.

    Call it on a worker. Raises UserError, one sentence, for what is no list, empty, damaged,
    too large or hostile.
    """
    return open_list(path, sheet=sheet).table


def open_list(path: Path, *, sheet: str = "", encoding: str = "", delimiter: str = "") -> ListFile:
    """As `read_table`, with the file; `encoding` (of `encoding.ENCODINGS`) and `delimiter` are
    found where they are not given."""
    try:
        data = read_limited(path, LARGEST)
    except FileNotFoundError as error:
        raise UserError(
            N_("There is no file {name}. Check its name and its disk."), name=path.name
        ) from error
    except ValueError as error:
        if not path.is_file():
            raise UserError(
                N_("{name} is not a file. Choose a CSV file or a workbook."), name=path.name
            ) from error
        raise UserError(
            N_("{name} is larger than a list may be. Split it into parts."), name=path.name
        ) from error
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read. Check the disk that it is on."), name=path.name
        ) from error
    table = table_of(data, sheet=sheet, encoding=encoding, delimiter=delimiter)
    if not table.rows:
        raise UserError(N_("{name} is empty: there is no list in it."), name=path.name)
    return ListFile(table, path.name, hashlib.sha256(data).hexdigest(), len(data))


def table_of(
    data: bytes, *, sheet: str = "", encoding: str = "", delimiter: str = ""
) -> Table:  # fmt: skip
    """The list in some bytes, of which nothing else is known; an empty one has no rows."""
    said = in_child(
        "caseapp.intake.documents.sheets:read_sheet", data, _LIMITS,
        sheet=sheet, encoding=encoding, delimiter=delimiter,
    )  # fmt: skip
    return believed(said)


def believed(said: Any) -> Table:
    """The child is not trusted: what it says must have the shape of a table."""
    try:
        return Table(
            rows=tuple(tuple(map(_text, row)) for row in said["rows"]),
            lost=frozenset((_place(row), _place(column)) for row, column in said["lost"]),
            sheet=_text(said["sheet"]),
            sheets=tuple(map(_text, said["sheets"])),
            first_row=_place(said["first_row"]),
            encoding=_text(said["encoding"]),
            delimiter=_text(said["delimiter"]),
            merged=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in said["merged"]),
            failed={(_place(r), _place(c)): _text(sign) for r, c, sign in said["failed"]},
            fewer={_place(row): _place(count) for row, count in said["fewer"]},
            notes=tuple(Note(_note(k), _place(row), _place(n)) for k, row, n in said["notes"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable() from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _place(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _note(value: Any) -> str:
    if value not in NOTES:
        raise ValueError
    return _text(value)
