"""All rows on names, for `make bench`; what they show is also printed in docs/names.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tests.benchmarks.names import fault_rows, name_rows, page, person_rows
from tests.benchmarks.table import Row


def rows() -> Iterator[Row]:
    measured = name_rows.Measured()
    seen = []
    for row in chain(name_rows.rows("test", measured), fault_rows.rows()):
        seen.append(row)
        yield row
    page.write_names(seen, measured)
    yield from persons()


def persons() -> Iterator[Row]:
    """Those on many people alone; they ask no cited name."""
    seen = []
    for row in person_rows.rows():
        seen.append(row)
        yield row
    page.write_persons(seen)
