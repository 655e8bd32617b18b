"""What printing costs: pages a second and peak memory, and that the cost grows in proportion."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benchmarks.measured import process
from tests.benchmarks.table import Row, at_most


def rows() -> Iterator[Row]:
    small = process("tests.benchmarks.draw", "100")
    large = process("tests.benchmarks.draw", "1000")
    pages = large.result["pages"]
    drawn = large.result["seconds"]
    size = f"1,000 p, {pages:,} pp"
    yield at_most("dossier: draw", size, drawn, "s", 10)
    yield Row(
        "dossier: pages a second", size, pages / drawn, "pages/s", "", None, None,
        "≥ 250", pages / drawn >= 250,
    )  # fmt: skip
    yield at_most("dossier: peak memory of the process", size, large.megabytes, "MB", 250)
    yield at_most("dossier: size of the file", size, large.result["bytes"] / 1e6, "MB", 30)
    expected = small.result["seconds"] * pages / small.result["pages"]
    ratio = drawn / expected
    yield Row(
        "dossier: growth from 100 to 1,000 persons", size, drawn, "s",
        "100 persons, scaled by pages", expected, ratio, "≤ 1.15 ×", ratio <= 1.15,
    )  # fmt: skip
