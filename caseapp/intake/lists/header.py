"""Where the headings of a list are, and what its columns are called.

Below title rows, logos and empty rows; in one row or two; or nowhere. Knows no vault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from caseapp.intake.lists.headings import LONGEST_HEADING
from caseapp.intake.tables import Table
from caseapp.system.workbook import column_letters

Known = Callable[[str], bool]
"""Whether a heading is known."""

_LOOKED_AT: Final = 40
_BELOW: Final = 30
_FEWEST: Final = 3
"""Known headings of a table above another."""
_FIGURES: Final = re.compile(r"\d")


def find_header(table: Table, known: Known) -> tuple[int, int]:
    """The last row of the headings (from 1, 0 for none), and how many rows they take up."""
    best, found = 0.0, (0, 1)
    candidates: list[tuple[float, int, int]] = []
    for place in range(min(len(table.rows), _LOOKED_AT)):
        row = table.row(table.first_row + place)
        if not any(cell.strip() for cell in row):
            continue
        for rows in (1, 2):
            last = place + rows - 1
            if rows == 2 and not _in_two_rows(table, place):
                continue
            score = _score(joined(table, table.first_row + last, rows), known)
            candidates.append((score, last, rows))
            if score > best + (0.5 if rows == 2 else 0):
                best, found = score, (table.first_row + last, rows)
    if not best:
        return _by_shape(table)
    return _first_table(table, candidates, best, found)


def _first_table(
    table: Table, candidates: Sequence[tuple[float, int, int]], best: float, found: tuple[int, int]
) -> tuple[int, int]:
    """Of several tables below each other the first: its headings have rows of figures under them
    before those that are known best."""
    until = found[0] - table.first_row - found[1] + 1
    for score, last, rows in candidates:
        between = table.rows[last + 1 : until]
        filled = [row for row in between if sum(bool(cell.strip()) for cell in row) > 1]
        if (
            last < until
            and 2 * score >= max(best, 2 * _FEWEST)
            and any(_FIGURES.search(cell) for row in filled for cell in row)
        ):
            return table.first_row + last, rows
    return found


def _score(headings: Sequence[str], known: Known) -> float:
    """How much a row looks like headings: known ones count; 0 if it cannot be."""
    said = [one for one in headings if one]
    hits = sum(map(known, dict.fromkeys(said)))
    if not hits or any(len(one) > LONGEST_HEADING for one in said):
        return 0.0
    odd = sum(len(_FIGURES.findall(one)) >= 4 for one in said)
    if odd or 2 * hits < min(len(said), 3):
        return 0.0
    return hits


def _by_shape(table: Table) -> tuple[int, int]:
    """A row of words above columns of figures, whatever the words; else there are no headings."""
    wide = max(2, (3 * _usual_width(table)) // 5)
    for place, row in enumerate(table.rows[:_LOOKED_AT]):
        said = [cell for cell in row if cell.strip()]
        if len(said) < wide:
            continue
        below = table.rows[place + 1 : place + 1 + _BELOW]
        words = all(len(cell) <= LONGEST_HEADING and not _FIGURES.search(cell) for cell in said)
        figures = any(_mostly_figures(below, n) for n, cell in enumerate(row) if cell.strip())
        return (table.first_row + place, 1) if words and figures else (0, 1)
    return 0, 1


def _usual_width(table: Table) -> int:
    counts = [len([c for c in row if c.strip()]) for row in table.rows[:_LOOKED_AT]]
    return sorted(counts)[len(counts) // 2] if counts else 0


def _mostly_figures(rows: Sequence[Sequence[str]], column: int) -> bool:
    said = [row[column] for row in rows if column < len(row) and row[column].strip()]
    return len(said) >= 2 and sum(bool(_FIGURES.search(one)) for one in said) > 0.8 * len(said)


# -- two rows ----------------------------------------------------------------------------------
def _in_two_rows(table: Table, place: int) -> bool:
    """Whether a row and the next look like a heading over headings: "Detention" over "Date" and
    "Place". Beside such, a column has its words in one of the rows only."""
    if place + 1 >= len(table.rows):
        return False
    above, below = _padded(table, place), _padded(table, place + 1)
    if any(_FIGURES.search(cell) or len(cell) > LONGEST_HEADING for cell in below):
        return False
    spans = _spans(table, place, above, below)
    divided = sum(end > start for start, end in spans)
    for start, end in spans:
        under = [bool(below[n]) for n in range(start, end + 1)]
        if (start == end and above[start] and under[0]) or (end > start and not all(under)):
            return False
    return divided > 0


def _spans(
    table: Table, place: int, above: Sequence[str], below: Sequence[str]
) -> list[tuple[int, int]]:
    """Where each cell of the upper row reaches: as merged, else over empty cells under which
    there are words."""
    merged = {
        left: right for top, left, bottom, right in table.merged if top == place == bottom
    }  # fmt: skip
    spans, at = [], 0
    while at < len(above):
        end = merged.get(at, at)
        if end == at and above[at] and below[at]:
            while end + 1 < len(above) and not above[end + 1] and below[end + 1]:
                end += 1
        spans.append((at, min(end, len(above) - 1)))
        at = end + 1
    return spans


def _padded(table: Table, place: int) -> list[str]:
    row = [_plain(cell) for cell in table.rows[place]]
    return row + [""] * (table.width - len(row))


# -- what columns are called -------------------------------------------------------------------
def joined(table: Table, header_row: int, header_rows: int = 1) -> tuple[str, ...]:
    """The headings as written, "" for none; of two rows "Detention Date"."""
    place = header_row - table.first_row
    if header_row == 0 or not 0 <= place < len(table.rows):
        return ("",) * table.width
    below = _padded(table, place)
    if header_rows < 2 or place == 0:
        return tuple(below)
    above = _padded(table, place - 1)
    for start, end in _spans(table, place - 1, above, below):
        above[start : end + 1] = [above[start]] * (end - start + 1)
    return tuple(f"{one} {other}".strip() for one, other in zip(above, below, strict=True))


def headings_of(table: Table, header_row: int, header_rows: int = 1) -> tuple[str, ...]:
    """A name for each column, unlike any other's: its heading, else its letter as in a
    spreadsheet; the second "Date" is "Date (2)"."""
    found: list[str] = []
    taken: set[str] = set()
    for place, heading in enumerate(joined(table, header_row, header_rows)):
        name = base = heading or column_letters(place)
        number = 1
        while name in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name)
        found.append(name)
    return tuple(found)


def _plain(cell: str) -> str:
    return " ".join(cell.split())
