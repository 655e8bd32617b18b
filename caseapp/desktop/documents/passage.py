"""A passage of a document, and where it is: the locators that excerpts keep.

A locator is a plain dict that JSON can hold. It may say the place in several ways at once
(a transcript has characters and seconds); each surface reads its own keys and ignores the
others. Knows no widget.

text        {"start": 120, "end": 240}
            characters of the Python string, the first one 0, `end` not included
page        {"page": 4, "box": [l, t, r, b], "rects": [[l, t, r, b], …], "next": [{…}, …]}
            pages count from 1; `box` is what all is in; `rects` has one box a line of
            text, absent where a part of the page was framed; `next` has the same keys for
            each further page, when the passage runs over the end of a page
picture     {"box": [l, t, r, b]}
recording   {"from": 12.5, "to": 40.0}
            seconds from the beginning

A box is left, top, right, bottom as fractions from 0 to 1 of the page or picture as it is
shown upright (after the turn that the file asks for), from its upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Locator = Mapping[str, Any]
_DIGITS = 5
"""Decimals of a fraction: a thousandth of a millimetre on a page."""


@dataclass(frozen=True)
class Box:
    """A part of a page or picture, in fractions of it from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def as_list(self) -> list[float]:
        """As it is kept in a locator."""
        return [round(side, _DIGITS) for side in (self.left, self.top, self.right, self.bottom)]

    def united(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            min(self.left, other.left), min(self.top, other.top),
            max(self.right, other.right), max(self.bottom, other.bottom),
        )  # fmt: skip

    def holds(self, x: float, y: float) -> bool:
        """Whether a point, in fractions, is inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True)
class Passage:
    """What a person has marked out: its words ("" for a picture or a piece of a recording),
    its locator, and the place in words of the screen's language ("page 4", "0:12-0:40").
    """

    text: str
    locator: dict[str, Any]
    place_words: str = ""


@dataclass(frozen=True)
class PassageMark:
    """An excerpt as it stands in the document.

    `key` comes back when it is clicked; `number` is what its margin shows; `bearing` is
    "supports", "contradicts" or "" (bears on no claim yet); `label` is said by a screen
    reader and shown as a tip; the `current` one stands out.
    """

    key: object
    locator: Locator
    number: int = 0
    bearing: str = ""
    label: str = ""
    current: bool = False


def box_of(value: object) -> Box | None:
    """A box as a locator keeps it; None for anything else, so that a bad one harms nothing."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes) or len(value) != 4:
        return None
    try:
        left, top, right, bottom = (min(1.0, max(0.0, float(side))) for side in value)
    except (TypeError, ValueError):
        return None
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def characters_of(locator: Locator) -> tuple[int, int] | None:
    """Start and end in characters, or None when the locator does not say them."""
    start, end = locator.get("start"), locator.get("end")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start <= end:
        return start, end
    return None


def seconds_of(locator: Locator) -> tuple[float, float] | None:
    """From and to in seconds, or None when the locator does not say them."""
    try:
        start = float(locator["from"])
        end = float(locator.get("to", start))
    except (KeyError, TypeError, ValueError):
        return None
    return (start, max(start, end)) if start >= 0 else None


def pages_of(locator: Locator) -> list[tuple[int, list[Box]]]:
    """Index of each page from 0, with the boxes to be marked on it (none: the page as such)."""
    found: list[tuple[int, list[Box]]] = []
    further = locator.get("next", ())
    for part in (locator, *(further if isinstance(further, list | tuple) else ())):
        page = part.get("page") if isinstance(part, Mapping) else None
        if not isinstance(page, int) or page < 1:
            continue
        rects = part.get("rects") or [part.get("box")]
        boxes = [box for box in map(box_of, rects) if box is not None]
        found.append((page - 1, boxes))
    return found
