"""Places in a text: Python counts characters, Qt's text document counts UTF-16 units.

An excerpt keeps characters of the Python string, so every position passes through here.
Also says how a text is shown without changing its length. Knows no widget.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_SHOWN = {
    0x0D: "\n",  # a lone carriage return and U+2029 end a paragraph for Qt too
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
    0x0B: "\n",
    0x0C: "\n",
    **{code: "\ufffd" for code in range(0x20) if code not in (0x09, 0x0A, 0x0B, 0x0C, 0x0D)},
    0x7F: "\ufffd",
    0x202D: "\ufffd",  # an override shows letters in an order that nobody wrote
    0x202E: "\ufffd",
    0xFDD0: "\ufffd",  # Qt's own frame marks and its object mark
    0xFDD1: "\ufffd",
    0xFFFC: "\ufffd",
}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def as_shown(text: str) -> str:
    """`text` in a form that Qt shows one to one: as many characters, each in its place.

    Every kind of line end becomes a newline (of two that belong together the first is a
    space); controls and overrides of direction become U+FFFD, which is seen.
    """
    shown = text.replace("\r\n", " \n").translate(_SHOWN)
    return _LONE_SURROGATE.sub("\ufffd", shown)


class Characters:
    """Translates positions of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._beyond = [found.start() for found in _ASTRAL.finditer(text)]
        self._units = [start + nth for nth, start in enumerate(self._beyond)]
        self._ends: list[int] | None = None

    def to_units(self, place: int) -> int:
        """Character → UTF-16 unit; a place past the end is the end."""
        place = max(0, min(place, len(self._text)))
        return place + bisect_left(self._beyond, place)

    def to_character(self, unit: int) -> int:
        """UTF-16 unit → character; the middle of a pair is its beginning."""
        return min(max(0, unit - bisect_left(self._units, unit)), len(self._text))

    def paragraph(self, place: int) -> int:
        """Which paragraph with words in it a character stands in, from 1."""
        if self._ends is None:
            self._ends = [found.end() for found in re.finditer(r"[^\n]*\S[^\n]*", self._text)]
        return min(bisect_right(self._ends, place - 1) + 1, max(1, len(self._ends)))


def occurrences(text: str, words: str, most: int = 5000) -> list[tuple[int, int]]:
    """Start and end of every place where `words` stand, whatever the case and the spaces."""
    parts = words.split()
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts), re.IGNORECASE)
    found = []
    for match in pattern.finditer(text):
        found.append(match.span())
        if len(found) >= most:
            break
    return found
