"""Chooses line breaks over a row of boxes and gaps. Knows widths only, no text.

`widths[i]` is the width of box i; `gaps[i]` the gap before it when it does not begin a line. A
result is the list of box numbers at which lines begin, the first being 0.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    best = [0.0] + [float("inf")] * count
    origin = [0] * (count + 1)
    for end in range(1, count + 1):
        width = 0.0
        for start in range(end - 1, -1, -1):
            width += widths[start] + (gaps[start + 1] if start + 1 < end else 0.0)
            slack = measure - (indent if start == 0 else 0.0) - width
            if slack < -1e-6 and start < end - 1:
                break
            if end < count:
                cost = slack * slack
            else:
                lacking = measure * _SHORT_LAST_LINE - width
                # Weighed so that it is worth a visible unevenness of the lines above.
                cost = 4 * lacking * lacking if lacking > 0 else 0.0
            if best[start] + cost < best[end]:
                best[end] = best[start] + cost
                origin[end] = start
    starts = []
    end = count
    while end > 0:
        end = origin[end]
        starts.append(end)
    return starts[::-1] or [0]
