"""All rows on names, for `make bench`; what they show is also printed in docs/names.md."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.names import name_rows, person_rows
from tests.benchmarks.names.page import write
from tests.benchmarks.table import Row


def rows() -> Iterator[Row]:
    measured = name_rows.Measured()
    seen = []
    for row in name_rows.rows("test", measured):
        seen.append(row)
        yield row
    for row in person_rows.rows():
        seen.append(row)
        yield row
    write(seen, measured)
