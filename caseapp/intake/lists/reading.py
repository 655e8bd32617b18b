"""Rows of a list, understood by a mapping: every row is accounted for, nothing is made up.

What is not understood stays words in a note, and is told. Pure: knows no vault and no clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from caseapp.intake.lists.assembling import Assembly
from caseapp.intake.lists.cells import Column, Said
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
_REMEMBERED = 20_000
"""Different words of a column whose reading is kept: most cells of a list are like others."""


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


@dataclass(slots=True)
class _Gathered:
    """What the cells of one row say, before they are put together."""

    values: list[ReadValue] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Reads the rows of one table; the same words in one column are read once."""

    def __init__(self, table: Table, mapping: ListMapping, columns: list[Column]) -> None:
        self._table, self._columns = table, columns
        self._known: list[dict[str, Said]] = [{} for _column in columns]
        self._headed = mapping.header_row > 0
        self._headings = [column.mapping.heading for column in columns]
        self._named = len(mapping.columns)
        keys = mapping.places(Target.ROW_KEY)
        self._key = keys[0] if keys else None
        self._assembly = Assembly(mapping)
        self._merged = self._covered()

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
        gathered = _Gathered()
        for at, text in enumerate(row):
            if text:
                self._cell(gathered, place, at, text)
        self._oddities(gathered, place, row)
        if any(gathered.cells.values()):
            self._assembly.put_together(gathered.values, gathered.remarks)
        key = row[self._key].strip() if self._key is not None and self._key < len(row) else ""
        return RowReading(
            number, key, tuple(gathered.values), tuple(gathered.remarks), gathered.cells
        )

    def _cell(self, gathered: _Gathered, place: int, at: int, text: str) -> None:
        column = self._columns[at]
        gathered.cells[self._headings[at]] = text
        if (place, at) in self._table.lost and column.mapping.target is not Target.IGNORE:
            lost = Said(column.mapping, text)
            if SPECS[column.mapping.target].form in (Form.NUMBER, Form.LINES):
                lost.remark(K.NUMBER_LOST)
                lost.note()
                gathered.values += lost.values
                gathered.remarks += lost.remarks
                return
        known = self._known[at]
        said = known.get(text)
        if said is None:
            said = column.read(text)
            if len(known) < _REMEMBERED:
                known[text] = said
        gathered.values += said.values
        gathered.remarks += said.remarks

    def _oddities(self, gathered: _Gathered, place: int, row: tuple[str, ...]) -> None:
        """What the file itself says is odd about a row."""
        table = self._table
        for column, top in self._merged.get(place, ()):
            gathered.remarks.append(
                Remark(self._headings[column], K.CELL_MERGED, {"row": str(top)})
            )
        if table.failed:
            for at, heading in enumerate(self._headings):
                if (sign := table.failed.get((place, at))) is not None:
                    gathered.remarks.append(Remark(heading, K.CELL_ERROR, {"given": sign}))
        if table.fewer and (fewer := table.fewer.get(place)):
            gathered.remarks.append(Remark("", K.CELLS_FEWER, {"count": str(fewer)}))
        more = sum(bool(cell.strip()) for cell in row[self._named :])
        if more and self._headed:
            gathered.remarks.append(Remark("", K.CELLS_MORE, {"count": str(more)}))


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
