"""Print the last run into docs/names.md, between its two marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks.names.name_rows import SAMPLE, Measured, by_scripts
from tests.benchmarks.names.ranking import FEW, MANY
from tests.benchmarks.table import Row

PAGE = Path(__file__).resolve().parents[3] / "docs" / "names.md"
BEGIN, END = "<!-- last run -->", "<!-- end of last run -->"
_MET = {True: "met", False: "**missed**", None: ""}


def write(rows: Sequence[Row], measured: Measured, path: Path = PAGE) -> None:
    """Put the tables of a run in place of those of the run before."""
    text = path.read_text("utf-8")
    before, _begin, rest = text.partition(BEGIN)
    _old, _end, after = rest.partition(END)
    path.write_text(before + BEGIN + "\n" + _printed(rows, measured) + END + after, "utf-8")


def _printed(rows: Sequence[Row], measured: Measured) -> str:
    head = ["what", "asked", "caseapp", "best peer", "goal", ""]
    lines = [[
        row.what, row.size, f"{row.ours:.4g} {row.unit}".strip(),
        f"{row.peer} {row.peer_figure:.1f}" if row.peer_figure is not None else "",
        row.goal, _MET[row.met],
    ] for row in rows]  # fmt: skip
    parts = [f"\nRun on {date.today().isoformat()}.\n", _table([head, *lines])]
    for size in (FEW, MANY):
        parts.append(
            f"\nFirst / in the first three, %, among {size:,} strangers, by scripts; at most"
            f" {SAMPLE} questions of each clean set, the same for all:\n"
        )
        parts.append(_table(by_scripts(measured, size)))
    return "\n".join(parts) + "\n"


def _table(lines: Iterable[Sequence[str]]) -> str:
    head, *rest = lines
    rule = ["---"] * len(head)
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *rest])
