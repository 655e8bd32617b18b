"""The rows of a table that somebody sent: an Excel workbook, or text parted by a sign.

Only the child process imports this. Formulas are never worked out: what the program that saved
the file kept as their value is read, else nothing. Knows no name and no person.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, Final

import openpyxl

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.encoding import decode

MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
_MOST_LETTERS: Final = 20_000_000
_MOST_UNPACKED: Final = 400 * 1024 * 1024
_DELIMITERS: Final = ("\t", ";", ",", "|")
_LOOKED_AT: Final = 200
_KEPT_FIGURES: Final = 10**15
"""Excel keeps fifteen figures of a number; what is longer ends in noughts that nobody wrote."""
_ROUNDED: Final = re.compile(r"\d[.,]\d+E\+?\d{2}")
_STATED: Final = re.compile(r"sep=(.)(?:\n|$)", re.I)

DAMAGED = N_("This workbook cannot be read. It is damaged; open it and save it anew.")
OLD_WORKBOOK = N_(
    "This is a workbook of an old kind (.xls) or locked by a password. Open it and save it as"
    " .xlsx or .csv without a password."
)
OTHER_WORKBOOK = N_("This is no Excel workbook. Open it and save it as .xlsx or .csv.")
TOO_MANY_COLUMNS = N_("This list has too many columns. Keep those that are needed, at most 200.")
TOO_MANY_ROWS = N_("This list is too long. Split it into files of at most 200,000 rows.")
TOO_LARGE = N_("This workbook is too large to read. Keep one sheet with the list, without more.")
NO_TABLE = N_("This is not a list. Choose a CSV file or an Excel workbook (.xlsx).")
NO_SUCH_SHEET = N_("The workbook has no sheet of that name. Its sheets are listed in the program"
                   " that made it.")  # fmt: skip


def read_sheet(data: bytes, sheet: str = "") -> dict[str, Any]:
    """Called by name in the child; see `intake.tables.read_table` for what the keys mean."""
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data, sheet)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserError(OLD_WORKBOOK)
    if data.startswith((b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")):
        raise UserError(NO_TABLE)
    return _text(data)


# -- workbooks ---------------------------------------------------------------------------------
def _workbook(data: bytes, sheet: str) -> dict[str, Any]:
    _refuse_harm(data)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
    except UserError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # a damaged part shows as any of a dozen errors
        raise UserError(DAMAGED) from error
    names = [one.title for one in book.worksheets]
    if sheet and sheet not in names:
        raise UserError(NO_SUCH_SHEET)
    for one in book.worksheets:
        if sheet and one.title != sheet:
            continue
        try:
            one.reset_dimensions()
            found = _table(one.iter_rows(values_only=True))
        except (UserError, MemoryError):
            raise
        except Exception as error:
            raise UserError(DAMAGED) from error
        if found["rows"]:
            return {**found, "sheet": one.title, "sheets": names}
    return {"rows": [], "lost": [], "sheet": sheet, "sheets": names}


def _refuse_harm(data: bytes) -> None:
    """Before anything is unpacked: how much it would be; entities, which no workbook needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > _MOST_UNPACKED or len(parts) > 5_000:
                raise UserError(TOO_LARGE)
            if not any(part.filename == "xl/workbook.xml" for part in parts):
                raise UserError(OTHER_WORKBOOK)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as file:
                        head = file.read(2_048)
                    if b"<!DOCTYPE" in head.replace(b"\0", b""):
                        raise UserError(DAMAGED)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise UserError(DAMAGED) from error


# -- text --------------------------------------------------------------------------------------
def _text(data: bytes) -> dict[str, Any]:
    text = decode(data)
    if "\0" in text:
        raise UserError(NO_TABLE)
    stated = _STATED.match(text)
    if stated is not None:
        text = text[stated.end() :]
    delimiter = stated[1] if stated is not None else _delimiter(text)
    csv.field_size_limit(1_000_000)
    try:
        found = _table(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UserError(NO_TABLE) from error
    return {**found, "sheet": "", "sheets": []}


def _delimiter(text: str) -> str:
    """The sign that parts the most rows into equally many cells; a comma if none does."""
    return max((_fit(text, sign), -place, sign) for place, sign in enumerate(_DELIMITERS))[2]


def _fit(text: str, delimiter: str) -> float:
    """How many of the first rows have as many cells as most have; 0 if that is one cell."""
    counts: list[int] = []
    try:
        for row in csv.reader(io.StringIO(text[:200_000]), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                counts.append(len(row))
            if len(counts) >= _LOOKED_AT:
                break
    except csv.Error:
        return 0
    if not counts:
        return 0
    usual = max(set(counts), key=lambda n: (counts.count(n), n))
    return counts.count(usual) / len(counts) if usual > 1 else 0


# -- both --------------------------------------------------------------------------------------
def _table(rows: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Rows from the first to the last that say something, and cells whose figures were lost."""
    kept: list[list[str]] = []
    lost: list[tuple[int, int]] = []
    letters = 0
    for row in _without_ends(rows):
        if len(kept) >= MOST_ROWS:
            raise UserError(TOO_MANY_ROWS)
        cells = []
        for place, value in enumerate(row):
            text, whole = _cell(value)
            cells.append(text)
            if not whole:
                lost.append((len(kept), place))
            letters += len(text)
        if letters > _MOST_LETTERS:
            raise UserError(TOO_MANY_ROWS)
        kept.append(cells)
    return {"rows": kept, "lost": lost}


def _without_ends(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Empty rows and cells at the end are left out, and rows before the first with words."""
    empty, begun = 0, False
    for row in rows:
        width = len(row)
        while width and (row[width - 1] is None or not str(row[width - 1]).strip()):
            width -= 1
        if width > MOST_COLUMNS:
            raise UserError(TOO_MANY_COLUMNS)
        if not width:
            empty += 1
            continue
        for _row in range(empty if begun else 0):
            yield ()
        empty, begun = 0, True
        yield row[:width]


def _cell(value: Any) -> tuple[str, bool]:
    """A cell as text, and whether all of its figures are there."""
    if value is None:
        return "", True
    if isinstance(value, str):
        return value, not _ROUNDED.fullmatch(value.strip())
    if isinstance(value, bool):
        return ("1" if value else "0"), True
    if isinstance(value, datetime):
        plain = value.time() == time() and value.date().isoformat()
        return plain or value.isoformat(" ", "minutes"), True
    if isinstance(value, date | time):
        return value.isoformat(), True
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")):
            return "", True
        if value == int(value):
            return str(int(value)), abs(value) < _KEPT_FIGURES
        return repr(value), True
    return str(value), True
