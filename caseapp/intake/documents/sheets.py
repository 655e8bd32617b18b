"""The rows of a table that somebody sent: a workbook (xlsx, xls, ods), or text parted by a sign.

Only the child process imports this. Formulas are never worked out: what the program that saved
the file kept as their value is read, else nothing. Knows no name and no person.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.delimited import read_delimited
from caseapp.intake.documents.encoding import decode_as, find_encoding
from caseapp.intake.documents.packed_sheets import Shown, look_into, refuse_harm
from caseapp.intake.documents.table_rows import NO_TABLE, Rows, Trimmed

DAMAGED = N_("This workbook cannot be read. It is damaged; open it and save it anew.")
LOCKED = N_("This workbook is locked by a password. Open it and save it without one.")
NO_SUCH_SHEET = N_("The workbook has no sheet of that name. Write it as it stands on its tab.")
_KEPT_FIGURES: Final = 10**15
"""Excel keeps fifteen figures of a number; what is longer ends in noughts that nobody wrote."""
_NOT_TABLES: Final = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"7z\xbc\xaf",
                      b"Rar!", b"\x1f\x8b", b"SQLite format")  # fmt: skip
_OLE: Final = b"\xd0\xcf\x11\xe0"
_OLD_BIFF: Final = b"\x09\x08"


def read_sheet(
    data: bytes, sheet: str = "", encoding: str = "", delimiter: str = ""
) -> dict[str, Any]:
    """Called by name in the child; see `intake.tables.Table` for what the keys mean."""
    if data.startswith(b"PK\x03\x04"):
        return _workbook(data, sheet, packed=True)
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UserError(LOCKED)
        return _workbook(data, sheet, packed=False)
    if data.startswith((*_NOT_TABLES, _OLD_BIFF)):
        raise UserError(NO_TABLE)
    return _text(data, encoding, delimiter)


# -- workbooks ---------------------------------------------------------------------------------
def _workbook(data: bytes, sheet: str, *, packed: bool) -> dict[str, Any]:
    if packed:
        refuse_harm(data)
    with _told():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = list(book.sheet_names)
    if sheet and sheet not in names:
        raise UserError(NO_SUCH_SHEET)
    for name in [sheet] if sheet else names:
        found = _one_sheet(book, name, look_into(data, name) if packed else Shown())
        if found["rows"]:
            return {**found, "sheet": name, "sheets": names}
    return {**Rows().told(), "sheet": sheet, "sheets": names}


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in the reader of workbooks, in a sentence."""
    try:
        yield
    except PasswordError as error:
        raise UserError(LOCKED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UserError(DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise UserError(DAMAGED) from error


_PANIC: Final = "PanicException"
"""How a fault inside a library of Rust shows: no `Exception`, and of no type that has a name."""


def _one_sheet(book: CalamineWorkbook, name: str, shown: Shown) -> dict[str, Any]:
    with _told():
        found = book.get_sheet_by_name(name)
        ranges = found.merged_cell_ranges or []
        rows = Rows()
        # `iter_rows` gives the empty rows above the first, but not the empty columns before it.
        before = [""] * (found.start or (0, 0))[1]
        lines = ([*before, *row] for row in found.iter_rows()) if before else found.iter_rows()
        for at, row in Trimmed.of(_cells(lines, shown)):
            rows.add(at, row)
    for (top, left), (bottom, right) in ranges:
        rows.join(top, left, bottom, right)
    for (line, column), sign in shown.errors.items():
        rows.failed(line, column, sign)
    return rows.told()


def _cells(rows: Iterable[Sequence[Any]], shown: Shown) -> Iterator[list[tuple[str, bool]]]:
    """Each cell as text, and whether all of its figures are there."""
    part_dates = shown.part_dates
    for at, row in enumerate(rows):
        cells = [(v, True) if v.__class__ is str else cell_text(v) for v in row]
        for column, pattern in part_dates.get(at, ()):
            if column < len(row) and isinstance(row[column], date):
                cells[column] = (row[column].strftime(pattern), True)
        yield cells


def cell_text(value: Any) -> tuple[str, bool]:
    """A cell as a person reads it, and whether all of its figures are there."""
    if isinstance(value, str):
        return value, True
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), True
    if isinstance(value, datetime):
        plain = value.time() == time() and value.date().isoformat()
        return plain or value.isoformat(" ", "minutes"), True
    if isinstance(value, date | time):
        return value.isoformat(), True
    if isinstance(value, timedelta):
        return str(value), True
    if isinstance(value, int | float):
        if value != value or value in (float("inf"), float("-inf")):
            return "", True
        if value == int(value):
            return str(int(value)), abs(value) < _KEPT_FIGURES
        return format(value, ".15g"), True
    return ("", True) if value is None else (str(value), True)


# -- text --------------------------------------------------------------------------------------
def _text(data: bytes, encoding: str, delimiter: str) -> dict[str, Any]:
    encoding = encoding or find_encoding(data)
    try:
        text = decode_as(data, encoding)
    except LookupError as error:
        raise UserError(NO_TABLE) from error
    found = read_delimited(text, delimiter)
    return {**found, "sheet": "", "sheets": [], "encoding": encoding}
