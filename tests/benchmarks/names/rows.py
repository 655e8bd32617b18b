"""All rows on names, for `make bench`; what they show is also printed in docs/names.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tests.benchmarks.names import fault_rows, name_rows, person_rows
from tests.benchmarks.names.page import write
from tests.benchmarks.table import Row


def rows() -> Iterator[Row]:
    measured = name_rows.Measured()
    seen = []
    for row in chain(name_rows.rows("test", measured), fault_rows.rows(), person_rows.rows()):
        seen.append(row)
        yield row
    write(seen, measured)
