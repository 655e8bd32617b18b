"""The rows of `make bench`: what is measured, against what, and whether the goal is met."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """`ratio` is ours divided by the peer's; `goal` says in words what is asked of it."""

    what: str
    size: str
    ours: float
    unit: str
    peer: str
    peer_figure: float | None
    ratio: float | None
    goal: str
    met: bool | None


def against(
    what: str, size: str, ours: float, unit: str, peer: str, peer_figure: float, most: float
) -> Row:
    """A row whose goal is a ratio of at most `most`."""
    ratio = ours / peer_figure
    return Row(what, size, ours, unit, peer, peer_figure, ratio, f"≤ {most:g} ×", ratio <= most)


def beside(what: str, size: str, ours: float, unit: str, peer: str, peer_figure: float) -> Row:
    """A row beside a peer that does much less: shown, without a goal."""
    return Row(what, size, ours, unit, peer, peer_figure, ours / peer_figure, "", None)


def at_most(what: str, size: str, ours: float, unit: str, most: float) -> Row:
    """A row whose goal is a bound on our own figure."""
    return Row(what, size, ours, unit, "", None, None, f"≤ {most:g} {unit}", ours <= most)


def at_least(
    what: str,
    size: str,
    ours: float,
    unit: str,
    least: float | None = None,
    *,
    peer: str = "",
    peer_figure: float | None = None,
) -> Row:
    """A row whose more is better; beside a peer where there is one, with a goal if there is one."""
    ratio = ours / peer_figure if peer_figure else None
    goal, met = ("", None) if least is None else (f"≥ {least:g} {unit}", ours >= least)
    return Row(what, size, ours, unit, peer, peer_figure if peer else None, ratio, goal, met)


def interleaved(runs: int, *works: Callable[[], object]) -> list[float]:
    """Median milliseconds of each work; the works take turns, so that noise hits all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(runs):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            taken.append((time.perf_counter() - start) * 1000)
    return [statistics.median(taken) for taken in times]


def write(rows: Sequence[Row], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))


def show(row: Row) -> None:
    """One line of the printed table."""
    peer = f"{row.peer} {row.peer_figure:.4g}" if row.peer_figure is not None else ""
    ratio = f"{row.ratio:.2f} ×" if row.ratio is not None else ""
    met = {True: "met", False: "MISSED", None: ""}[row.met]
    print(
        f"{row.what:<44} {row.size:<14} {row.ours:>9.4g} {row.unit:<8}"
        f" {peer:<34} {ratio:>8}  {row.goal:<14} {met}",
        flush=True,
    )
