"""Paper and grid: sizes, margins and columns, in points. Knows no text and no style.

Vertical positions run down from the top edge of the paper, horizontal ones from its left edge.
"""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4


def mm(length: float) -> float:
    """Millimetres to points."""
    return length * MM


@dataclass(frozen=True)
class Paper:
    """A page and its text area. `head` is the baseline of the header, `foot` the footer's rule."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    head: float
    foot: float

    @property
    def measure(self) -> float:
        """Width of the text area."""
        return self.right - self.left


PORTRAIT = Paper(
    width=mm(210),
    height=mm(297),
    left=mm(25),
    right=mm(190),
    top=mm(20),
    bottom=mm(277),
    head=mm(12.5),
    foot=mm(297 - 14.5),
)
"""A4 upright; the wide left margin is for binding."""

LANDSCAPE = Paper(
    width=mm(297),
    height=mm(210),
    left=mm(20),
    right=mm(277),
    top=mm(25),
    bottom=mm(190),
    head=mm(18),
    foot=mm(210 - 14.5),
)
"""A4 across; bound at the top."""

HALF = mm(81)
"""Width of one of two halves; between them are 3 mm."""


def column(number: int) -> float:
    """Left edge of one of the twelve columns (0 to 11) of the upright page."""
    return mm(25 + 14 * number)


HAIR = 0.35
TABLE = 0.5
SECTION = 0.8
CHANGE = 1.4
"""Weights of rules: between rows; under heads, axes, signatures; above sections; change bar."""
