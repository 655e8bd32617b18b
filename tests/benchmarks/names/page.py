"""Print a run into docs/names.md, each part between its two marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks.names.name_rows import SAMPLE, Measured, by_scripts
from tests.benchmarks.names.ranking import FEW, MANY
from tests.benchmarks.table import Row

PAGE = Path(__file__).resolve().parents[3] / "docs" / "names.md"
_MET = {True: "met", False: "**missed**", None: ""}


def write_names(rows: Sequence[Row], measured: Measured, path: Path = PAGE) -> None:
    """Put the tables on names alone in place of those of the run before."""
    parts = [_rows(rows)]
    for size in (FEW, MANY):
        parts.append(
            f"First / in the first three, %, among {size:,} strangers, by scripts; at most"
            f" {SAMPLE} questions of each clean set, the same for all:"
        )
        parts.append(_table(by_scripts(measured, size)))
    _replace("names", "\n\n".join(parts), path)


def write_persons(rows: Sequence[Row], path: Path = PAGE) -> None:
    """Put the table on many people in place of that of the run before."""
    _replace("persons", _rows(rows), path)


def _replace(part: str, printed: str, path: Path) -> None:
    begin, end = f"<!-- last run: {part} -->", f"<!-- end of {part} -->"
    before, _begin, rest = path.read_text("utf-8").partition(begin)
    _old, _end, after = rest.partition(end)
    run = f"Run on {date.today().isoformat()}."
    path.write_text(f"{before}{begin}\n{run}\n\n{printed}\n{end}{after}", "utf-8")


def _rows(rows: Sequence[Row]) -> str:
    head = ["what", "asked", "caseapp", "best peer", "goal", ""]
    lines = [[
        row.what, row.size, f"{row.ours:.4g} {row.unit}".strip(),
        f"{row.peer} {row.peer_figure:.1f}" if row.peer_figure is not None else "",
        row.goal, _MET[row.met],
    ] for row in rows]  # fmt: skip
    return _table([head, *lines])


def _table(lines: Iterable[Sequence[str]]) -> str:
    head, *rest = lines
    rule = ["---"] * len(head)
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, rule, *rest])
