"""Lists that somebody sent, as rows of text: CSV of any encoding, or an Excel workbook.

The file is read in the child process (`documents.sheets`). Knows no names and no vault.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.read import in_child, unreadable
from caseapp.system.child import Limits
from caseapp.system.files import read_limited

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read as a list."""
SUFFIXES = ("csv", "tsv", "txt", "xlsx", "xlsm")
_LIMITS = Limits(cpu=120, wall=150.0, output=128 * 1024 * 1024)
"""A workbook of 200,000 rows takes about half a minute."""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` of cells as text; a short row lacks the empty cells at its end.

    `lost` are the cells (row, column) whose number was rounded by the program that saved it, so
    that its last figures are gone. `sheet` and `sheets` are names in a workbook, else empty.
    """

    rows: tuple[tuple[str, ...], ...]
    lost: frozenset[tuple[int, int]] = frozenset()
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """Cells of the longest row."""
        return max(map(len, self.rows), default=0)


def read_table(path: Path, sheet: str = "", limits: Limits | None = None) -> Table:
    """The list in a file; of a workbook a sheet by its name, else the first with words in it.

    Call it on a worker. Raises UserError, one sentence, for what is no list, empty, damaged,
    too large or hostile.
    """
    try:
        data = read_limited(path, LARGEST)
    except ValueError as error:
        raise UserError(
            N_("{name} is larger than a list may be. Split it into parts."), name=path.name
        ) from error
    except OSError as error:
        raise UserError(
            N_("{name} cannot be read. Check the disk that it is on."), name=path.name
        ) from error
    said = in_child("caseapp.intake.documents.sheets:read_sheet", data, limits or _LIMITS,
                    sheet=sheet)  # fmt: skip
    table = _believed(said)
    if not table.rows:
        raise UserError(N_("{name} is empty: there is no list in it."), name=path.name)
    return table


def _believed(said: Any) -> Table:
    """The child is not trusted: what it says must have the shape of a table."""
    try:
        rows = tuple(tuple(map(_text, row)) for row in said["rows"])
        lost = frozenset((int(row), int(column)) for row, column in said["lost"])
        sheets = tuple(map(_text, said["sheets"]))
        return Table(rows, lost, _text(said["sheet"]), sheets)
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable() from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
