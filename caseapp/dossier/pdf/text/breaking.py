"""Chooses line breaks over a row of boxes and gaps. Knows widths only, no text.

`widths[i]` is the width of box i; `gaps[i]` the gap before it when it does not begin a line. A
result is the list of box numbers at which lines begin, the first being 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from operator import add

_SHORT_LAST_LINE = 0.25
"""A last line shorter than this part of the measure is penalised."""
_MAX_EVEN = 4000
"""More boxes than this are broken greedily: no letter has such a paragraph."""


def greedy(
    widths: Sequence[float], gaps: Sequence[float], measure: float, indent: float = 0.0
) -> list[int]:
    """Each line as full as possible. `indent` shortens the first line."""
    starts = [0]
    room = measure - indent + 1e-6
    used = 0.0
    for index, width in enumerate(widths):
        wider = used + gaps[index] + width
        if wider > room and index > starts[-1]:
            starts.append(index)
            room = measure + 1e-6
            used = width
        else:
            used = wider if index > starts[-1] else width
    return starts


def even(
    widths: Sequence[float], gaps: Sequence[float], measure: float, indent: float = 0.0
) -> list[int]:
    """The breaks of the whole paragraph with the least sum of squared slack.

    The last line costs nothing unless it is shorter than a quarter of the measure. Falls back to
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
    first = 0
    for number, end in enumerate(ends[:-1]):
        reach = end - measure
        while first < number and begins[first] < reach - 1e-6:
            first += 1
        least = math.inf
        for start in range(first, number + 1):
            slack = begins[start] - reach
            cost = best[start] + slack * slack
            if cost <= least:
                least, chosen = cost, start
        best.append(least)
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
