"""`python -m tests.torture [SECTION…] [--points N] [--kills N] [--seed N] …`: all without a name.

Every section prints its seed; the same seed does the same again, but for the moments at which
the system lets a process run. The exit code is 1 if anything did not hold.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.torture.report import Options, Row, table

Section = Callable[[Options], Iterator[Row]]

SECTIONS = {
    "power-cuts": "tests.torture.power",
    "faults": "tests.torture.failing",
    "kills": "tests.torture.kills",
    "room": "tests.torture.room",
    "large": "tests.torture.large",
    "fuzz": "tests.torture.fuzz",
}
"""Each module has a function `rows(options)`."""


def options_of(arguments: list[str]) -> tuple[list[str], Options]:
    parser = argparse.ArgumentParser(prog="make torture ARGS=…", description=__doc__)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--points", type=int, default=1_000, help="power cuts")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--gigabytes", type=float, default=5.0, help="of attached files")
    parser.add_argument("--minutes", type=float, default=10.0, help="for each target of fuzzing")
    parser.add_argument("--every", type=int, default=1, help="N: faults at every N-th call alone")
    parser.add_argument("--folder", type=Path, help="where there is room; default: temporary")
    given = parser.parse_args(arguments)
    unknown = [name for name in given.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"no such section: {', '.join(unknown)}")
    folder = Path(tempfile.mkdtemp(dir=given.folder))
    return given.sections or list(SECTIONS), Options(
        folder, given.seed, given.points, given.kills, given.people, given.gigabytes,
        given.minutes, given.every,
    )  # fmt: skip


def main(arguments: list[str]) -> int:
    sections, options = options_of(arguments)
    rows: list[Row] = []
    for name in sections:
        section: Section = importlib.import_module(SECTIONS[name]).rows
        print(f"== {name}, seed {options.seed}", flush=True)
        began = time.monotonic()
        for row in section(options):
            rows.append(row)
            print(row.line(), flush=True)
            for wrong in row.wrong[:20]:
                print(f"   {wrong}", flush=True)
        print(f"   {time.monotonic() - began:.0f} s", flush=True)
    print(f"\n{table(rows)}")
    return int(any(row.wrong for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
