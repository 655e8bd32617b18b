"""The drawing surface of one page. All measures in points; y counts DOWN from the page's top edge.

So `page.rule(25 * MM, 30 * MM, 190 * MM, 30 * MM)` is 30 mm below the top edge, and `y` of text is
its baseline. Everything is black; rank comes from size and white. Nothing here breaks lines or
pages: `text.layout` makes lines, page code places them. Knows no file and no dossier.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, Protocol

from caseapp.dossier.pdf.text import Fit, Line, Text, TextStyle, layout, one_line
from caseapp.dossier.pdf.text.embed import DocumentFonts
from caseapp.dossier.pdf.text.shape import Run
from caseapp.dossier.pdf.text.style import FacePart

MM = 72 / 25.4
"""Points in a millimetre."""
A4 = (210 * MM, 297 * MM)
HAIRLINE = 0.35
"""The thinnest line that survives a copier."""
HATCH_STEP = 2.2
HATCH_WEIGHT = 0.45

Align = Literal["start", "left", "right", "center"]
"""`start` is left, and right for lines of a right-to-left paragraph."""
Fill = Literal["none", "black", "white"]
Later = Callable[["Page", int, int], None]


class Images(Protocol):
    """Where a page hands in the images that it shows."""

    def add(self, jpeg: bytes) -> str:
        """Store a JPEG once a document; the name of its object for the page's content."""


class Page:
    """One page. Drawing calls append PDF operators; the writer takes them away.

    `links` and `destinations` are what the writer needs for annotations: `(x1, y1, x2, y2,
    target)` and name -> y, both in PDF coordinates (y up from the bottom edge).
    """

    # A large copy holds many thousand pages until the total is known.
    __slots__ = (
        "_font", "_fonts", "_hollow", "_images", "_ops", "_stroked", "_tracking", "_weight",
        "callbacks", "destinations", "height", "images", "links", "width",
    )  # fmt: skip

    def __init__(self, width: float, height: float, fonts: DocumentFonts, images: Images) -> None:
        self.width = width
        self.height = height
        self.links: list[tuple[float, float, float, float, str]] = []
        self.destinations: dict[str, float] = {}
        self.images: list[str] = []
        self.callbacks: list[Later] = []
        self._fonts = fonts
        self._images = images
        self._ops: list[str] = []
        # What the content stream has set last; operators are written only where it changes.
        self._font: tuple[FacePart, float] | None = None
        self._tracking = 0.0
        self._stroked = 0.0
        self._weight = 1.0
        self._hollow = False

    # ---- text ------------------------------------------------------------------------------

    def text(
        self,
        x: float,
        y: float,
        text: Text,
        style: TextStyle,
        *,
        align: Align = "left",
        base: int | None = None,
    ) -> float:
        """Draw a text on one line and return its width.

        `x` is its left edge, its right edge (`align="right"`) or its middle (`"center"`).
        """
        line = one_line(text, style, base)
        shift = {"right": line.width, "center": line.width / 2}.get(align, 0.0)
        self.lines(x - shift, y, [line], style.leading)
        return line.width

    def paragraph(
        self,
        x: float,
        y: float,
        text: Text,
        style: TextStyle,
        width: float,
        *,
        fit: Fit = "greedy",
        indent: float = 0.0,
        align: Align = "start",
    ) -> float:
        """Break a text to `width` and draw it with the first baseline at `y`.

        Returns the baseline that a following line would have.
        """
        lines = layout(text, style, width, fit=fit, indent=indent)
        return self.lines(x, y, lines, style.leading, width=width, align=align)

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
        """Draw lines from `layout`, the first baseline at `y`; return the next baseline.

        `width` is that of the column and needed for every alignment but to the left.
        """
        ops = self._ops
        ops.append("BT")
        last_x = last_y = 0.0
        for line in lines:
            left = x + line.offset
            if width and (align == "right" or (align == "start" and line.rtl)):
                left = x + width - line.width - max(0.0, line.offset)
            elif width and align == "center":
                left = x + (width - line.width) / 2
            up = self.height - y
            # Differences of rounded places, so that rounding never adds up.
            px, py = round(left, 2), round(up, 2)
            ops.append(f"{px - last_x:.2f} {py - last_y:.2f} Td")
            last_x, last_y = px, py
            for style, runs in line.segments:
                self._runs(runs, style)
            for link in line.links:
                self.link(
                    left + link.left,
                    y - 0.8 * leading,
                    link.right - link.left,
                    leading,
                    link.target,
                )
            y += leading
        ops.append("ET")
        return y

    def outlined(
        self, x: float, y: float, line: Line, degrees: float, weight: float = HAIRLINE
    ) -> None:
        """A line of text as outlines, its middle at (x, y), turned against the clock.

        Hollow letters leave what is printed over them legible, also on a copier. To be drawn
        before anything else of the page.
        """
        turn = math.radians(degrees)
        cos, sin = math.cos(turn), math.sin(turn)
        before = self._font, self._tracking, self._stroked, self._weight
        place = f"{x:.2f} {self.height - y:.2f}"
        self._ops.append(f"q {cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {place} cm 1 Tr")
        self._set_weight(weight)
        self._stroked, self._hollow = 0.0, True
        Page.lines(self, -line.width / 2, self.height, [line], 0.0)
        self._hollow = False
        self._ops.append("Q")
        self._font, self._tracking, self._stroked, self._weight = before

    def _runs(self, runs: Sequence[Run], style: TextStyle) -> None:
        """Text operators for runs of one style, from the current point on."""
        ops, fonts, mark = self._ops, self._fonts, self._fonts.mark
        tracked = style.tracking or self._tracking
        shown: list[str] = []
        part: FacePart | None = None
        for run in runs:
            if run.noted != mark:
                fonts.record(run)
            if run.part is not part:
                if shown:
                    _show(ops, shown)
                part = run.part
                self._use(part, style.size)
            if tracked:
                self._track(style.tracking if run.count or not run.glyphs else 0.0, shown)
            if run.level is not None:
                shown.append(run.level)
            else:
                self._raised(run, style, shown)
        if shown:
            _show(ops, shown)

    def _track(self, tracking: float, shown: list[str]) -> None:
        """Set the tracking of what follows."""
        if tracking != self._tracking:
            _show(self._ops, shown)
            self._tracking = tracking
            self._ops.append(f"{tracking:g} Tc")

    def _raised(self, run: Run, style: TextStyle, shown: list[str]) -> None:
        """Glyphs above or below the baseline."""
        _show(self._ops, shown)
        for rise, content in run.pieces:
            height = rise * style.size * run.part.scale / 1000
            self._ops.append(f"{height:.2f} Ts {_shown(content)}")
        if run.pieces:
            self._ops.append("0 Ts")

    def _use(self, part: FacePart, size: float) -> None:
        """Select face, size and synthetic weight."""
        if (part, size) != self._font:
            self._font = (part, size)
            name = self._fonts.use(part.face).name
            self._ops.append(f"/{name} {size * part.scale:g} Tf")
        # A synthetic bold would fill what is to stay hollow.
        stroke = 0.0 if self._hollow else part.stroke * size * part.scale
        if stroke != self._stroked:
            if stroke:
                self._set_weight(stroke)
            if bool(stroke) != bool(self._stroked):
                self._ops.append("2 Tr" if stroke else "0 Tr")
            self._stroked = stroke
        elif stroke:
            self._set_weight(stroke)

    # ---- lines and shapes ------------------------------------------------------------------

    def rule(self, x1: float, y1: float, x2: float, y2: float, weight: float = HAIRLINE) -> None:
        """A straight line."""
        self._set_weight(weight)
        self._ops.append(f"{self._at(x1, y1)} m {self._at(x2, y2)} l S")

    def dotted(self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.7) -> None:
        """A dotted line of round dots, two weights apart."""
        self._set_weight(weight)
        path = f"{self._at(x1, y1)} m {self._at(x2, y2)} l S"
        self._ops.append(f"q 1 J [0 {2 * weight:.2f}] 0 d {path} Q")

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
        """A rectangle with its top left corner at (x, y). `weight` 0 leaves out the outline."""
        self._paint(self._box(x, y, width, height), weight, fill)

    def hatch(
        self, x: float, y: float, width: float, height: float, *, weight: float = HAIRLINE
    ) -> None:
        """A rectangle hatched at 45°, with an outline unless `weight` is 0."""
        self._set_weight(HATCH_WEIGHT)
        bottom, top = self.height - y - height, self.height - y
        step = HATCH_STEP  # along the bar: short stretches still hold several strokes
        strokes = []
        # Anchored to the page, so that the lines of bars side by side meet.
        number = math.floor((x - top) / step)
        while number * step < x + width - bottom:
            start = number * step
            strokes.append(f"{start + bottom:.2f} {bottom:.2f} m {start + top:.2f} {top:.2f} l")
            number += 1
        self._ops.append(f"q {self._box(x, y, width, height)} W n {' '.join(strokes)} S Q")
        if weight:
            self.rect(x, y, width, height, weight=weight)

    def circle(
        self, x: float, y: float, radius: float, *, weight: float = 0.5, fill: Fill = "none"
    ) -> None:
        """A circle around (x, y)."""
        reach = radius * 0.5522847498  # four Bézier arcs
        path = [f"{self._at(x + radius, y)} m"]
        for along, across in ((1, 0), (0, -1), (-1, 0), (0, 1)):
            # From the direction (along, across) a quarter turn to (across, -along).
            ends = (
                (x + radius * along + reach * across, y + radius * across - reach * along),
                (x + radius * across + reach * along, y - radius * along + reach * across),
                (x + radius * across, y - radius * along),
            )
            path.append(" ".join(self._at(*end) for end in ends) + " c")
        self._paint(" ".join(path) + " h", weight, fill)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        weight: float = 0.5,
        fill: Fill = "none",
    ) -> None:
        """A closed polygon."""
        first, *rest = points
        path = f"{self._at(*first)} m " + " ".join(f"{self._at(*point)} l" for point in rest)
        self._paint(path + " h", weight, fill)

    def image(self, jpeg: bytes, x: float, y: float, width: float, height: float) -> None:
        """A JPEG (grey or RGB) with its top left corner at (x, y), stretched to the size given.

        The bytes go into the file as they are: strip what must not travel before.
        """
        name = self._images.add(jpeg)
        if name not in self.images:
            self.images.append(name)
        place = f"{width:.2f} 0 0 {height:.2f} {x:.2f} {self.height - y - height:.2f}"
        self._ops.append(f"q {place} cm /{name} Do Q")

    def as_seen(self, x: float, width: float) -> tuple[float, Callable[..., None]]:
        """Where something stands that must not be turned on a mirrored page, and its `rect`."""
        return x, self.rect

    # ---- what is clicked, and what comes later -----------------------------------------------

    def link(self, x: float, y: float, width: float, height: float, target: str) -> None:
        """A clickable area, top left corner at (x, y), that leads to a destination."""
        top = self.height - y
        self.links.append((x, top - height, x + width, top, target))

    def destination(self, name: str, y: float) -> None:
        """Name a place for links and bookmarks: the view begins at `y`. Names are unique."""
        self.destinations[name] = self.height - y

    def later(self, draw: Later) -> None:
        """Have `draw(page, page number from 1, total)` called when the total is known.

        It draws on top into a second content stream: headers, footers, page numbers in contents.
        """
        self.callbacks.append(draw)

    # ---- for the writer ----------------------------------------------------------------------

    def take_content(self) -> bytes:
        """The operators drawn since the last call."""
        content = "\n".join(self._ops).encode("ascii")
        self._ops = []
        return content

    def _at(self, x: float, y: float) -> str:
        return f"{x:.2f} {self.height - y:.2f}"

    def _box(self, x: float, y: float, width: float, height: float) -> str:
        return f"{x:.2f} {self.height - y - height:.2f} {width:.2f} {height:.2f} re"

    def _set_weight(self, weight: float) -> None:
        if weight != self._weight:
            self._weight = weight
            self._ops.append(f"{weight:.3g} w")

    def _paint(self, path: str, weight: float, fill: Fill) -> None:
        if weight:
            self._set_weight(weight)
        if fill == "white":
            self._ops.append(f"q 1 g {path} {'B' if weight else 'f'} Q")
        elif fill == "black":
            self._ops.append(f"{path} {'B' if weight else 'f'}")
        elif weight:
            self._ops.append(f"{path} S")


def _show(ops: list[str], shown: list[str]) -> None:
    """Write out the glyphs gathered in `shown` and empty it."""
    if shown:
        ops.append(_shown("".join(shown)))
        shown.clear()


def _shown(content: str) -> str:
    """The operator that shows the glyphs of runs; without empty strings, which some misread."""
    return f"[<{content}>]TJ".replace("<>", "")
