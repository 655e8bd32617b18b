"""The summary: a few figures and sober charts, each with the sentence on how it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class BigFigure:
    """A figure set large, with at most two lines under it. `value` is words already."""

    value: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBar:
    """One bar: `certain` and `doubtful` are counts that give its length, `count` stands at its
    end. A count that may not be told ("fewer than 3") has no length."""

    label: str
    count: str
    certain: int
    doubtful: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars lie across (sorted by count) or stand (in the order of time).

    `half` charts stand two beside each other. `key` explains black and hatched where a bar is
    hatched. `note` says what was counted and how doubtful ones were put.
    """

    form: Literal["lying", "standing"]
    title: str
    bars: tuple[ChartBar, ...]
    note: str
    key: tuple[str, str] | None = None
    half: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """`note` stands beside the title: the day up to which the facts are known. `remarks` are
    sentences below the figures: what is counted apart, and what is not told."""

    kind: Literal["summary"] = "summary"
    annex: str
    title: str
    note: str
    figures: tuple[BigFigure, ...]
    charts: tuple[Chart, ...]
    remarks: tuple[str, ...] = ()
