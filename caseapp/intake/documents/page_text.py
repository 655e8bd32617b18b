"""The text layer of one PDF page: its characters in reading order and where each stands.

Places are fractions of the page as it is shown upright, from its upper left corner. Knows no
document, no widget and no library; `page_letters` reads them.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

BoxTuple = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class PageText:
    """`characters` has a newline between two lines; `boxes` has None where nothing is drawn.

    `lines` are start and end of each line, without its newline.
    """

    characters: str = ""
    boxes: tuple[BoxTuple | None, ...] = ()
    lines: tuple[tuple[int, int], ...] = ()
    line_boxes: tuple[BoxTuple | None, ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls,
        characters: str,
        boxes: Sequence[BoxTuple | None],
        lines: Sequence[tuple[int, int]],
    ) -> PageText:
        """With the boxes of the lines, which follow from the others."""
        whole = tuple(_union([box for box in boxes[a:b] if box]) for a, b in lines)
        return cls(characters, tuple(boxes), tuple(lines), whole)

    def words(self, start: int, end: int) -> str:
        """The passage as running text: a line end is a space, but not between Chinese letters."""
        pieces = self.characters[start:end].split("\n")
        result = ""
        for piece in (piece.strip() for piece in pieces):
            if result and piece and not _joins(result[-1], piece[0]):
                result += " "
            result += piece
        return result

    def rects(self, start: int, end: int) -> list[BoxTuple]:
        """One box a line for the characters from `start` to `end`."""
        result = []
        for first, last in self.lines:
            low, high = max(start, first), min(end, last)
            box = _union([box for box in self.boxes[low:high] if box]) if low < high else None
            if box is not None:
                result.append(box)
        return result

    def line_of(self, place: int) -> int:
        """Index of the line in which a place is."""
        return max(0, bisect_right([first for first, _last in self.lines], place) - 1)

    def nearest(self, x: float, y: float, shape: float) -> tuple[int, float] | None:
        """The place between characters nearest to a point, and how far that is.

        `shape` is height over width of the page; the distance is a fraction of its width.
        None on a page without text.
        """
        found: tuple[float, int] | None = None
        for index, box in enumerate(self.line_boxes):
            if box is not None:
                away = _gap(x, box[0], box[2]) + _gap(y, box[1], box[3]) * shape
                if found is None or away < found[0]:
                    found = (away, index)
        return (self.nearest_in(found[1], x), found[0]) if found is not None else None

    def nearest_in(self, line: int, x: float) -> int:
        """The place between characters of a line that is nearest to `x`."""
        first, last = self.lines[line]
        best, place = 2.0, first
        for at in range(first, last):
            box = self.boxes[at]
            if box is None:
                continue
            away = _gap(x, box[0], box[2])
            if away < best:
                best = away
                late = x > (box[0] + box[2]) / 2
                place = at + (late != runs_left(self.characters[at]))
        return place

    def step(self, place: int, on: bool, by_word: bool) -> int | None:
        """The next place on or back, or the next beginning of a word; None past an end."""
        text = self.characters
        if (on and place >= len(text)) or (not on and place <= 0):
            return None
        if not by_word:
            return place + 1 if on else place - 1
        if on:
            while place < len(text) and not text[place].isspace():
                place += 1
            while place < len(text) and text[place].isspace():
                place += 1
            return place
        while place > 0 and text[place - 1].isspace():
            place -= 1
        while place > 0 and not text[place - 1].isspace():
            place -= 1
        return place

    def word_at(self, place: int) -> tuple[int, int]:
        """Start and end of the word around a place."""
        start = end = min(max(0, place), max(0, len(self.characters) - 1))
        while start > 0 and not self.characters[start - 1].isspace():
            start -= 1
        while end < len(self.characters) and not self.characters[end].isspace():
            end += 1
        return start, end


def in_lines(letters: Sequence[str], boxes: Sequence[BoxTuple | None]) -> PageText:
    """Letters in their boxes as text, a newline wherever the next stands on another line."""
    characters: list[str] = []
    places: list[BoxTuple | None] = []
    lines: list[tuple[int, int]] = []
    start, current = 0, None
    for letter, box in zip(letters, boxes, strict=True):
        apart = box is not None and current is not None and not _same_line(current, box)
        if letter == "\n" or apart:
            if len(characters) > start:
                lines.append((start, len(characters)))
                characters.append("\n")
                places.append(None)
                start = len(characters)
            current = None
            if letter == "\n":
                continue
        characters.append(letter)
        places.append(box)
        if box is not None and not letter.isspace():
            current = box
    if len(characters) > start:
        lines.append((start, len(characters)))
    return PageText.of("".join(characters), places, lines)


def _same_line(one: BoxTuple, two: BoxTuple) -> bool:
    """Beside each other, or right beneath each other, as letters of a line that is turned.

    PDFium itself ends most lines; this catches those that it does not.
    """
    return _overlap(one, two, 1) or _overlap(one, two, 0)


def _overlap(one: BoxTuple, two: BoxTuple, side: int) -> bool:
    shared = min(one[side + 2], two[side + 2]) - max(one[side], two[side])
    return shared > 0.3 * min(one[side + 2] - one[side], two[side + 2] - two[side])


def _union(boxes: list[BoxTuple]) -> BoxTuple | None:
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _gap(value: float, low: float, high: float) -> float:
    return max(low - value, 0.0, value - high)


def _joins(last: str, first: str) -> bool:
    """Whether nothing stands between the last letter of a line and the first of the next."""
    return last == "-" or (_is_wide(last) and _is_wide(first))


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def runs_left(letter: str) -> bool:
    """Whether a letter belongs to a line that is read from the right."""
    return unicodedata.bidirectional(letter) in ("R", "AL")
