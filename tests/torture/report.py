"""What a long form says of itself: a line as it ends, a table and an exit code at the very end."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `folder` is where vaults are made, tortured and removed."""

    folder: Path
    seed: int
    points: int
    kills: int
    people: int
    gigabytes: float
    minutes: float
    every: int


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was tried `tries` times. `wrong` says each time that it did not hold.

    `figures` are told beside; `left_out` says why nothing could be tried here.
    """

    name: str
    tries: int
    wrong: list[str] = field(default_factory=list)
    figures: str = ""
    left_out: str = ""

    @property
    def verdict(self) -> str:
        return "left out" if self.left_out else "FAILED" if self.wrong else "held"

    def line(self) -> str:
        told = self.left_out or self.figures
        return f"{self.name:<44} {self.tries:>7}  {len(self.wrong):>5}  {self.verdict:<8}  {told}"


HEAD = f"{'what was tried':<44} {'times':>7}  {'wrong':>5}  {'verdict':<8}  figures"


def tell_progress(done: int, of: int) -> None:
    """How far a long row is, on a line of its own that the next one writes over."""
    print(f"\r   {done} of {of} ", end="" if done < of else "\n", file=sys.stderr, flush=True)


def table(rows: list[Row]) -> str:
    return "\n".join([HEAD, "-" * len(HEAD), *(row.line() for row in rows)])
