"""A page whose columns run from right to left, for copies in Arabic script.

Every module places things from the left; here the place is turned about the middle of the page.
Pictures and codes are placed so, but not turned themselves. Lines begin at the right edge of
their column, whatever script they begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from caseapp.dossier.pdf.canvas import HAIRLINE, Align, Fill, Page
from caseapp.dossier.pdf.text import Line


class MirroredPage(Page):
    """A `Page` with x counted from the right edge."""

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[Line],
        leading: float,
        *,
        width: float = 0.0,
        align: Align = "start",
    ) -> float:
        for line in lines:
            left = x + line.offset
            if width and align == "right":
                left = x + width - line.width - line.offset
            elif width and align == "center":
                left = x + (width - line.width) / 2
            turned = self.width - left - line.width
            links = [(link.left, link.right, link.target) for link in line.links]
            super().lines(turned - line.offset, y, [_without_links(line)], leading)
            for start, end, target in links:
                super().link(turned + start, y - 0.8 * leading, end - start, leading, target)
            y += leading
        return y

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = HAIRLINE) -> None:
        super().rule(self.width - x1, y1, self.width - x2, y2, weight)

    def dotted(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.7) -> None:
        super().dotted(self.width - x1, y1, self.width - x2, y2, weight)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        weight: float = HAIRLINE,
        fill: Fill = "none",
    ) -> None:
        super().rect(self._turned(x, width), y, width, height, weight=weight, fill=fill)

    def hatch(
        self, x: float, y: float, width: float, height: float, *, weight: float = HAIRLINE
    ) -> None:
        super().hatch(self._turned(x, width), y, width, height, weight=0.0)
        if weight:
            self.rect(x, y, width, height, weight=weight)

    def circle(
        self, x: float, y: float, radius: float, *, weight: float = 0.5, fill: Fill = "none"
    ) -> None:
        super().circle(self.width - x, y, radius, weight=weight, fill=fill)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        weight: float = 0.5,
        fill: Fill = "none",
    ) -> None:
        turned = [(self.width - x, y) for x, y in points]
        super().polygon(turned, weight=weight, fill=fill)

    def image(self, jpeg: bytes, x: float, y: float, width: float, height: float) -> None:
        super().image(jpeg, self._turned(x, width), y, width, height)

    def link(self, x: float, y: float, width: float, height: float, target: str) -> None:
        super().link(self._turned(x, width), y, width, height, target)

    def as_seen(self, x: float, width: float) -> tuple[float, Callable[..., None]]:
        return self._turned(x, width), super().rect

    def _turned(self, x: float, width: float) -> float:
        return self.width - x - width


def _without_links(line: Line) -> Line:
    """The line alone: its links are placed by the page, which turns them."""
    return replace(line, links=[]) if line.links else line
