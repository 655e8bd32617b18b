"""`make bench`: print one table and write it as JSON to the path given."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks import (
    cases_rows,
    import_rows,
    large_rows,
    outward_rows,
    paper_rows,
    store_rows,
)
from tests.benchmarks.names import rows as names_rows
from tests.benchmarks.table import show, write


def main(path: Path) -> int:
    rows = []
    for module in (
        store_rows,
        import_rows,
        outward_rows,
        cases_rows,
        large_rows,
        paper_rows,
        names_rows,
    ):
        for row in module.rows():
            show(row)
            rows.append(row)
    write(rows, path)
    print(path.absolute())
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
