"""Rows that were read before, by today's understanding of the columns. Knows no vault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from caseapp.intake.lists.facts import Facts, facts_of
from caseapp.intake.lists.mapping import ColumnMapping, ListMapping
from caseapp.intake.lists.reading import read_rows
from caseapp.intake.tables import Table


def facts_again(rows: Sequence[Mapping[str, str]], mapping: ListMapping) -> list[Facts]:
    """What rows say, from their cells by heading; of headings that the list has no more too."""
    headings = [column.heading for column in mapping.columns]
    more = dict.fromkeys(h for cells in rows for h in cells if h not in set(headings))
    columns = (*mapping.columns, *(ColumnMapping(heading) for heading in more))
    table = Table(tuple(
        tuple(cells.get(column.heading, "") for column in columns) for cells in rows
    ))  # fmt: skip
    again = replace(mapping, columns=columns, header_row=0, header_rows=0)
    return [facts_of(read) for read in read_rows(table, again)]
