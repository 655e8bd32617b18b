"""Rows of a list, understood by a mapping: every row is accounted for, nothing is made up.

What is not understood stays words in a note, and is told. Pure: knows no vault and no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from caseapp.intake.lists.assembling import Assembly
from caseapp.intake.lists.cells import Column, Said
from caseapp.intake.lists.headings import LONGEST_HEADING, meaning_of
from caseapp.intake.lists.mapping import ColumnMapping, ListMapping
from caseapp.intake.lists.remarks import Remark, RemarkKind
from caseapp.intake.lists.rows import (
    NameText,
    NumberText,
    PlaceText,
    ReadValue,
    RowReading,
    Size,
    Term,
    Value,
)
from caseapp.intake.lists.targets import SPECS, Form, Target
from caseapp.intake.lists.words import WordCount, count_words
from caseapp.intake.tables import Table
from caseapp.system.workbook import column_letters

__all__ = ["NameText", "NumberText", "PlaceText", "ReadValue", "RowReading", "Size", "Term",
           "Value", "read_rows", "word_counts"]  # fmt: skip

K = RemarkKind
_FEWEST_HEADINGS = 3
_NO_HEADING = re.compile(r"\d\d")
_REMEMBERED = 1_000
"""Different words of a column whose reading is kept: in most columns cells are like others."""


def read_rows(table: Table, mapping: ListMapping) -> Iterator[RowReading]:
    """Every row below the headings to the last, blank ones too; never raises for what is in a cell.

    Takes about half a second for 10,000 rows of 20 columns.
    """
    columns = [
        Column(one, mapping.date_order, mapping.values.get(one.target, {}))
        for one in mapping.columns
    ]
    columns += [_beyond(place) for place in range(len(columns), table.width)]
    reader = _Reader(table, mapping, columns)
    for row in range(max(mapping.first_row, table.first_row), table.last_row + 1):
        yield reader.row(row)


def _beyond(place: int) -> Column:
    """A column that the mapping does not know: its words are kept as a note."""
    return Column(ColumnMapping(column_letters(place)))


class _Reader:
    """Reads the rows of one table; the same words in one column are read once."""

    def __init__(self, table: Table, mapping: ListMapping, columns: list[Column]) -> None:
        self._table, self._columns = table, columns
        self._known: list[dict[str, Said]] = [{} for _column in columns]
        self._headed = mapping.header_row > 0
        self._headings = [column.mapping.heading for column in columns]
        self._named = len(mapping.columns)
        self._assembly = Assembly(mapping)
        self._merged = self._covered()
        self._lost: dict[int, set[int]] = {}
        for row, column in table.lost:
            self._lost.setdefault(row, set()).add(column)
        self._other_table = 0
        self._failed: dict[int, list[tuple[int, str]]] = {}
        for (row, column), sign in sorted(table.failed.items()):
            if column < len(columns):
                self._failed.setdefault(row, []).append((column, sign))

    def _covered(self) -> Mapping[int, list[tuple[int, int]]]:
        """Cells under a merged one, by row: the column and the file's row with the words."""
        found: dict[int, list[tuple[int, int]]] = {}
        for top, left, bottom, _right in self._table.merged:
            if top < bottom and left < len(self._columns):
                for row in range(top + 1, min(bottom, len(self._table.rows) - 1) + 1):
                    found.setdefault(row, []).append((left, self._table.first_row + max(top, 0)))
        return found

    def row(self, number: int) -> RowReading:
        place = number - self._table.first_row
        row = self._table.rows[place]
        lost = self._lost.get(place, ())
        if apart := self._headings_told(number, row):
            words = {h: text for h, text in zip(self._headings, row, strict=False) if text}
            return RowReading(number, remarks=(apart,), cells=words)
        values: list[ReadValue] = []
        remarks: list[Remark] = []
        cells: dict[str, str] = {}
        for at, text in enumerate(row):
            if not text:
                continue
            cells[self._headings[at]] = text
            said = self._known[at].get(text) if at not in lost else self._lost_number(at, text)
            if said is None:
                said = self._read(at, text)
            values += said.values
            remarks += said.remarks
        remarks += self._oddities(place, row)
        if any(map(str.strip, cells.values())):
            self._assembly.put_together(values, remarks)
        key = next((str(v.value) for v in values if v.target is Target.ROW_KEY), "")
        return RowReading(number, key, tuple(values), tuple(remarks), cells)

    def _headings_told(self, number: int, row: tuple[str, ...]) -> Remark | None:
        """A row of headings among the people: the same ones on a new page, or those of a further
        table, whose rows mean something else."""
        if self._headed and self._looks_like_headings(row):
            said = [(h, " ".join(c.split())) for h, c in zip(self._headings, row, strict=False)]
            if all(cell in ("", heading) for heading, cell in said):
                return Remark("", K.HEADINGS_AGAIN)
            self._other_table = self._other_table or number
        if self._other_table and any(map(str.strip, row)):
            return Remark("", K.OTHER_TABLE, {"row": str(self._other_table)})
        return None

    @staticmethod
    def _looks_like_headings(row: tuple[str, ...]) -> bool:
        said = [cell for cell in row if cell.strip()]
        if len(said) < _FEWEST_HEADINGS or any(_NO_HEADING.search(cell) for cell in said):
            return False
        unknown = 0
        for cell in said:
            unknown += len(cell) > LONGEST_HEADING or meaning_of(cell) is None
            if 3 * unknown > len(said):
                return False
        return True

    def _read(self, at: int, text: str) -> Said:
        said = self._columns[at].read(text)
        known = self._known[at]
        if len(known) < _REMEMBERED:
            known[text] = said
        return said

    def _lost_number(self, at: int, text: str) -> Said | None:
        """A number of a document or a telephone without its last figures is none."""
        column = self._columns[at].mapping
        if SPECS[column.target].form not in (Form.NUMBER, Form.LINES):
            return None
        said = Said(column, text)
        said.unread(K.NUMBER_LOST, text.strip())
        return said

    def _oddities(self, place: int, row: tuple[str, ...]) -> Iterator[Remark]:
        """What the file itself says is odd about a row."""
        for column, top in self._merged.get(place, ()):
            yield Remark(self._headings[column], K.CELL_MERGED, {"row": str(top)})
        for column, sign in self._failed.get(place, ()):
            yield Remark(self._headings[column], K.CELL_ERROR, {"given": sign})
        if fewer := self._table.fewer.get(place):
            yield Remark("", K.CELLS_FEWER, {"count": str(fewer)})
        more = sum(bool(cell.strip()) for cell in row[self._named :])
        if more and self._headed:
            yield Remark("", K.CELLS_MORE, {"count": str(more)})


def word_counts(table: Table, mapping: ListMapping) -> dict[Target, tuple[WordCount, ...]]:
    """For each closed list among the targets: the different words of its columns, how often they
    are met, and what they are read as."""
    found: dict[Target, tuple[WordCount, ...]] = {}
    first = max(mapping.first_row - table.first_row, 0)
    for target in dict.fromkeys(column.target for column in mapping.columns):
        if SPECS[target].codes is None:
            continue
        places = mapping.places(target)
        words = (
            row[at] for row in table.rows[first:] for at in places if at < len(row) and row[at]
        )
        found[target] = count_words(target, words, mapping.values.get(target))
    return found
