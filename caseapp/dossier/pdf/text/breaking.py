"""Chooses line breaks over a row of boxes and gaps. Knows widths only, no text.

`widths[i]` is the width of box i; `gaps[i]` the gap before it when it does not begin a line. A
result is the list of box numbers at which lines begin, the first being 0. A box without a gap
goes on with the word before it ("Xinjiang-" "Uyghur"): a line begins there only where to break at
a blank would leave more than a third of the measure empty.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from operator import add

_SHORT_LAST_LINE = 0.25
"""A last line shorter than this part of the measure is penalised."""
_MOST_EMPTY = 1 / 3
"""Of the measure: what a line may lack so that no word is broken at its hyphen."""
_MAX_EVEN = 4000
"""More boxes than this are broken greedily: no letter has such a paragraph."""


def greedy(
    widths: Sequence[float],
    gaps: Sequence[float],
    measure: float,
    indent: float = 0.0,
    *,
    keeping: bool = True,
) -> list[int]:
    """Each line as full as possible. `indent` shortens the first line.

    Without `keeping` a line may as well begin at a box without a gap (Chinese characters).
    """
    starts = [0]
    room = measure - indent + 1e-6
    used = kept = 0.0
    blank = 0  # the last box on the line that has a gap before it; `kept` is used up to there
    index = 0
    while index < len(widths):
        wider = used + gaps[index] + widths[index]
        if wider <= room or index == starts[-1]:
            if gaps[index] > 0 and index > starts[-1]:
                blank, kept = index, used
            used = wider if index > starts[-1] else widths[index]
            index += 1
            continue
        if keeping and gaps[index] <= 0 and blank > starts[-1]:
            spared = room - kept <= _MOST_EMPTY * measure
            if spared and _fits(widths, gaps, blank, measure):
                index = blank
        starts.append(index)
        room = measure + 1e-6
        used = 0.0
    return starts


def _fits(widths: Sequence[float], gaps: Sequence[float], start: int, measure: float) -> bool:
    """Whether a line holds the whole word that begins with the box `start`."""
    used = widths[start]
    for index in range(start + 1, len(widths)):
        if gaps[index] > 0 or used > measure:
            break
        used += gaps[index] + widths[index]
    return used <= measure + 1e-6


def even(
    widths: Sequence[float], gaps: Sequence[float], measure: float, indent: float = 0.0
) -> list[int]:
    """The breaks of the whole paragraph with the least sum of squared slack.

    The last line costs nothing unless it is shorter than a quarter of the measure. A line that ends
    inside a word costs as much as one that lacks a third of the measure. Falls back to
    `greedy` for very long texts.
    """
    count = len(widths)
    if count > _MAX_EVEN:
        return greedy(widths, gaps, measure, indent)
    # On one long line, box i would begin at `begins[i]` and end at `ends[i]`.
    ends = list(accumulate(map(add, widths, gaps)))
    begins = [end - width for end, width in zip(ends, widths, strict=True)]
    if begins:
        begins[0] -= indent
    best = [0.0]
    origin = [0]
    penalty = (_MOST_EMPTY * measure) ** 2
    first = 0
    for number, end in enumerate(ends[:-1]):
        reach = end - measure
        while first < number and begins[first] < reach - 1e-6:
            first += 1
        least = math.inf
        # The line that ends here breaks a word where the next box continues it.
        broken = 0.0 if gaps[number + 1] > 0 else penalty
        for start in range(first, number + 1):
            slack = begins[start] - reach
            cost = best[start] + slack * slack
            if cost <= least:
                least, chosen = cost, start
        best.append(least + broken)
        origin.append(chosen)
    if ends:
        origin.append(_last(best, begins, ends[-1], measure))
    starts = []
    end = count
    while end > 0:
        end = origin[end]
        starts.append(end)
    return starts[::-1] or [0]


def _last(best: Sequence[float], begins: Sequence[float], end: float, measure: float) -> int:
    """The box that begins the last line."""
    least, chosen = math.inf, len(begins) - 1
    for start in range(len(begins) - 1, -1, -1):
        width = end - begins[start]
        if width > measure + 1e-6 and start < len(begins) - 1:
            break
        lacking = measure * _SHORT_LAST_LINE - width
        # Weighed so that it is worth a visible unevenness of the lines above.
        cost = best[start] + (4 * lacking * lacking if lacking > 0 else 0.0)
        if cost < least:
            least, chosen = cost, start
    return chosen
