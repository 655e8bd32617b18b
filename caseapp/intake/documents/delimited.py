"""Rows of a text that is parted by a sign (CSV, TSV): every line accounted for.

Only the child process uses this. A quotation mark that is never closed does not swallow the rest.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.table_rows import NO_TABLE, Rows, Trimmed

DELIMITERS: Final = ("\t", ";", ",", "|")
_LOOKED_AT: Final = 200
_SAMPLE: Final = 200_000
_LONGEST_CELL: Final = 1_000_000
_LONGEST_QUOTE: Final = 200
"""Lines within one pair of quotation marks, from which it is taken for one that is not closed."""
_FEW: Final = 0.3
_STATED: Final = re.compile(r"sep=(.)(?:\n|$)", re.I)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_END: Final = "\x1e the end \x1e"

TOO_LONG_CELL = N_("A cell of this list is longer than a book. Look whether the file is a list,"
                   " and whether a quotation mark is closed.")  # fmt: skip
NULS, UNCLOSED, REPLACED = "nuls", "unclosed", "replaced"
"""What is told of the text: signs without meaning left out, quotation marks that are not closed
(by row), letters that fit no encoding."""


def read_delimited(text: str, delimiter: str = "") -> dict[str, Any]:
    """As `sheets.read_sheet`; the sign that parts cells is found if it is not given."""
    notes: list[tuple[str, int, int]] = []
    controls = len(_CONTROLS.findall(text))
    if controls > 2 + len(text) / 100:
        raise UserError(NO_TABLE)
    if "\0" in text:
        notes.append((NULS, 0, text.count("\0")))
        text = text.replace("\0", "")
    if "\ufffd" in text:
        notes.append((REPLACED, 0, text.count("\ufffd")))
    if (stated := _STATED.match(text)) is not None:
        text = text[stated.end() :]  # not shown as a row by the programs that write it
        delimiter = delimiter or stated[1]
    delimiter = delimiter or find_delimiter(text)
    rows = Rows()
    widths: list[int] = []
    for at, row in Trimmed.of(_counted(_records(text, delimiter, notes), widths)):
        rows.add(at, row)
    told = rows.told()
    return {**told, "delimiter": delimiter, "notes": notes,
            "fewer": _fewer(widths, told["first_row"] - 1)}  # fmt: skip


def _counted(records: Iterator[list[str]], widths: list[int]) -> Iterator[list[tuple[str, bool]]]:
    for record in records:
        widths.append(len(record))
        yield [(cell, True) for cell in record]


def _fewer(widths: Sequence[int], first: int) -> list[tuple[int, int]]:
    """Rows, from the first with words, that have fewer cells than most, and how many; nothing if
    the program that wrote the list leaves out empty cells."""
    if not widths:
        return []
    usual = Counter(width for width in widths if width).most_common(1)
    most = usual[0][0] if usual else 0
    found = [(at - first, most - w) for at, w in enumerate(widths) if at >= first and 0 < w < most]
    return found if len(found) <= _FEW * len(widths) else []


# -- records -----------------------------------------------------------------------------------
def _records(text: str, delimiter: str, notes: list[tuple[str, int, int]]) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        if '"' not in text or _closed(text, delimiter):
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        else:
            yield from _line_by_line(text, delimiter, notes)
    except csv.Error as error:
        raise UserError(TOO_LONG_CELL) from error


def _closed(text: str, delimiter: str) -> bool:
    """Whether every quotation mark that opens a cell is closed, and none swallowed other rows."""
    last: list[str] = []
    usual = 0
    whole = f"{text}{'' if text.endswith(chr(10)) else chr(10)}{_END}"
    try:
        for row in csv.reader(io.StringIO(whole, newline=""), delimiter=delimiter):
            last = row
            usual = usual or len(row)
            for cell in row:
                if "\n" in cell and _swallowed(cell.split("\n"), delimiter, usual):
                    return False
    except csv.Error:
        return False
    return last == [_END]


def _swallowed(lines: Sequence[str], delimiter: str, usual: int) -> bool:
    """Whether the lines of one cell are likely rows of their own."""
    if len(lines) > _LONGEST_QUOTE:
        return True
    return usual > 2 and any(line.count(delimiter) >= usual - 1 for line in lines[1:-1])


def _line_by_line(
    text: str, delimiter: str, notes: list[tuple[str, int, int]]
) -> Iterator[list[str]]:
    """Each line by itself, unless a quotation mark opens in it and is closed soon after."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    usual = Counter(line.count(delimiter) for line in lines).most_common(1)[0][0] + 1
    at = record = 0
    while at < len(lines):
        end = _end_of_quote(lines, at, delimiter, usual)
        if end is None:
            notes.append((UNCLOSED, record + 1, 1))
            yield from csv.reader([lines[at]], delimiter=delimiter, quoting=csv.QUOTE_NONE)
            end = at
        else:
            block = "\n".join(lines[at : end + 1])
            yield from csv.reader(io.StringIO(block + "\n", newline=""), delimiter=delimiter)
        at, record = end + 1, record + 1


def _end_of_quote(lines: Sequence[str], at: int, delimiter: str, usual: int) -> int | None:
    """The line in which the last quotation mark of a line is closed; None if it is not."""
    if lines[at].count('"') % 2 == 0:
        return at
    for end in range(at + 1, min(len(lines), at + _LONGEST_QUOTE)):
        line = lines[end]
        if line.count('"') % 2:
            before = line[: line.index('"')]
            opens = (not before or before.endswith(delimiter)) and line.count(
                delimiter
            ) >= usual - 1
            return None if opens and usual > 1 else end
        if usual > 1 and line.count(delimiter) >= usual - 1:
            return None
    return None


# -- the sign ----------------------------------------------------------------------------------
def find_delimiter(text: str) -> str:
    """The sign that parts the most rows into equally many cells; if none does a tab, which leaves
    the lines whole."""
    return max((_fit(text, sign), -place, sign) for place, sign in enumerate(DELIMITERS))[2]


def _fit(text: str, delimiter: str) -> float:
    """The share of the first rows that have as many cells as most have; 0 if that is one cell."""
    sample = text[:_SAMPLE]
    counts = _widths(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
    if len(counts) < 3 <= sample.count("\n") / 3:  # a quotation mark swallowed the rest
        lines = sample.split("\n")[:_LOOKED_AT]
        counts = [line.count(delimiter) + 1 for line in lines if line.strip()]
    if not counts:
        return 0
    usual = max(set(counts), key=lambda n: (counts.count(n), n))
    return counts.count(usual) / len(counts) if usual > 1 else 0


def _widths(rows: Iterator[list[str]]) -> list[int]:
    counts: list[int] = []
    csv.field_size_limit(_LONGEST_CELL)
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                counts.append(len(row))
            if len(counts) >= _LOOKED_AT:
                break
    except csv.Error:
        return counts
    return counts
