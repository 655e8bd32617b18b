"""Rows of set lines, and how they run down one page after another.

A row is what stands side by side: cells of lines, each with its own first baseline. Rows break
between lines, never so that one line stands alone at the foot or head of a page. Knows nothing
of what the text means. Positions run down the page, in points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from caseapp.dossier.pdf.canvas import Align, Page
from caseapp.dossier.pdf.grid import CHANGE, mm
from caseapp.dossier.pdf.text import Line

_BELOW = 0.26
"""What a line needs below its baseline, as a part of the leading."""
_SLACK = 1e-6
CHANGE_BAR = mm(3)
"""Distance of the change bar from the text, to its left."""


class Cell(NamedTuple):
    """Lines in a column: left edge and width, leading, and the first baseline below the row's
    top."""

    x: float
    width: float
    lines: Sequence[Line]
    leading: float
    first: float
    align: Align = "start"

    @property
    def height(self) -> float:
        """From the row's top to the last baseline."""
        return self.first + (len(self.lines) - 1) * self.leading if self.lines else 0.0

    def fitting(self, room: float) -> int:
        """How many lines stand whole within `room` below the row's top."""
        free = room - self.first - _BELOW * self.leading + _SLACK
        if free < 0:
            return 0
        return min(len(self.lines), 1 + math.floor(free / self.leading))

    def draw(self, page: Page, top: float) -> None:
        """Draw the lines; `top` is where the row begins."""
        if self.lines:
            page.lines(
                self.x,
                top + self.first,
                self.lines,
                self.leading,
                width=self.width,
                align=self.align,
            )


class Rule(NamedTuple):
    """A horizontal rule at a row's top."""

    left: float
    right: float
    weight: float


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side. Lengths in points.

    `gap` is white above, dropped at a page's head; `foot` white below the last baseline; `least`
    the smallest height; `whole` rows break only if no page can hold them; `with_next` rows stay
    with the row that follows; `bar` draws the change bar from that far below the top; `paint`
    draws what is not text and places link targets, given the row's top.
    """

    cells: tuple[Cell, ...] = ()
    gap: float = 0.0
    foot: float = 0.0
    least: float = 0.0
    rules: tuple[Rule, ...] = ()
    whole: bool = False
    with_next: bool = False
    bar: float | None = None
    paint: Callable[[Page, float], None] | None = None
    height: float = field(init=False)
    """Without the gap above."""

    def __post_init__(self) -> None:
        height = 0.0
        for cell in self.cells:
            if cell.lines:
                height = max(height, cell.first + (len(cell.lines) - 1) * cell.leading)
        object.__setattr__(self, "height", max(self.least, height + self.foot))

    def beginning(self) -> float:
        """The height that must be free for the row to begin on a page."""
        if self.whole:
            return self.height
        need = self.least
        for cell in self.cells:
            # Three lines cannot be parted without leaving one alone.
            lines = 2 if len(cell.lines) > 3 else len(cell.lines)
            if lines:
                below = _BELOW * cell.leading
                need = max(need, cell.first + (lines - 1) * cell.leading + below)
        return need

    def split(self, room: float, force: bool = False) -> tuple[Row, Row] | None:
        """The part that fits in `room` and the rest, or None if it must not begin here.

        With `force` at least a line of each cell that begins here is taken, even if it stands
        alone.
        """
        counts = []
        for cell in self.cells:
            total = len(cell.lines)
            fit = cell.fitting(room)
            if force:
                below = cell.first > room
                fit = 0 if below else max(1, fit - 1 if 2 < fit == total - 1 else fit)
            elif fit < total:
                fit = min(fit, total - 2)
                if fit < 2:
                    return None
            counts.append(min(fit, total))
        cells = tuple(
            cell._replace(lines=cell.lines[:count])
            for cell, count in zip(self.cells, counts, strict=True)
        )
        rest = tuple(
            cell._replace(lines=cell.lines[count:])
            for cell, count in zip(self.cells, counts, strict=True)
            if count < len(cell.lines)
        )
        start = min((cell.first - 0.8 * cell.leading for cell in rest), default=0.0)
        rest = tuple(cell._replace(first=cell.first - start) for cell in rest)
        upper = replace(self, cells=cells, least=0.0, foot=0.0)
        lower = replace(self, cells=rest, least=0.0, gap=0.0, rules=(), paint=None)
        return upper, lower

    def draw(self, page: Page, top: float, bar_left: float) -> None:
        """Draw everything; `top` is below the gap."""
        for rule in self.rules:
            page.rule(rule.left, top, rule.right, top, rule.weight)
        for cell in self.cells:
            cell.draw(page, top)
        if self.paint:
            self.paint(page, top)
        if self.bar is not None:
            page.rule(bar_left, top + self.bar, bar_left, top + self.height, CHANGE)


def beside(left: Iterable[Row], right: Iterable[Row]) -> Row:
    """One row, kept whole, out of two columns of rows that stand side by side."""
    cells: list[Cell] = []
    rules: list[tuple[float, Rule]] = []
    paints: list[tuple[float, Callable[[Page, float], None]]] = []
    height = 0.0
    for rows in (left, right):
        y = 0.0
        for number, row in enumerate(rows):
            y += row.gap if number else 0.0
            cells += [cell._replace(first=cell.first + y) for cell in row.cells]
            rules += [(y, rule) for rule in row.rules]
            if row.paint:
                paints.append((y, row.paint))
            y += row.height
        height = max(height, y)

    def paint(page: Page, top: float) -> None:
        for y, rule in rules:
            page.rule(rule.left, top + y, rule.right, top + y, rule.weight)
        for y, draw in paints:
            draw(page, top + y)

    return Row(tuple(cells), least=height, whole=True, paint=paint)


class Put(NamedTuple):
    """A row, or a part of one, and where it goes: number of page turns before it, and its top."""

    row: Row
    turns: int
    top: float


def paginate(rows: Sequence[Row], y: float, top: float, bottom: float) -> Iterator[Put]:
    """Where rows go that begin at `y` on a page whose room reaches from `top` to `bottom`."""
    turns = 0
    for number, whole in enumerate(rows):
        row = whole
        if y > top and row.gap + needed(rows, number, bottom - top) > bottom - y + _SLACK:
            turns += 1
            y = top
        if y > top:
            y += row.gap
        while row.cells and row.height - row.foot > bottom - y + _SLACK:
            parts = row.split(bottom - y, force=y <= top + _SLACK)
            if parts:
                upper, rest = parts
                yield Put(upper, turns, y)
                if not rest.cells:
                    y += upper.height
                    break
                row = rest
            turns += 1
            y = top
        else:
            yield Put(row, turns, y)
            y += row.height


def needed(rows: Sequence[Row], number: int, page: float) -> float:
    """What must be free for a row to begin, with those that it must not part from; `page` is the
    room of a whole page."""
    first = last = rows[number]
    need = 0.0
    while last.with_next and number + 1 < len(rows):
        need += last.height
        number += 1
        last = rows[number]
        need += last.gap
    need += last.beginning()
    return need if need <= page else min(first.beginning(), page)


class Place(NamedTuple):
    """Where rows go: a page with the top and bottom of its room."""

    page: Page
    top: float
    bottom: float


class Flow:
    """Draws rows one below another and turns the page when it is full.

    `top` is where the rows of following pages begin; set it before placing rows under a head
    that each page repeats.
    """

    def __init__(self, turn: Callable[[], Place], left: float) -> None:
        self._turn = turn
        self._bar_left = left - CHANGE_BAR
        self.page, self.top, self.bottom = turn()
        self.y = self.top

    @property
    def room(self) -> float:
        """What is free below the last row."""
        return self.bottom - self.y

    def turn(self) -> None:
        """Go on at the head of a new page."""
        self.page, self.top, self.bottom = self._turn()
        self.y = self.top

    def place(self, rows: Sequence[Row]) -> None:
        """Draw the rows below what is there."""
        turned = 0
        for row, turns, y in paginate(rows, self.y, self.top, self.bottom):
            while turned < turns:
                self.turn()
                turned += 1
            self._draw(row, y)
            self.y = y + row.height

    def _draw(self, row: Row, y: float) -> None:
        row.draw(self.page, y, self._bar_left)


class Trial(Flow):
    """A flow that draws nothing: it tells how many pages rows would take."""

    def _draw(self, row: Row, y: float) -> None:
        pass
