"""Boxes of mixed text: words with levels, styles and links, and lines put together from them.

Used for text with right-to-left letters and for paragraphs of several styles. Knows no breaking
and no page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from caseapp.dossier.pdf.text import bidi
from caseapp.dossier.pdf.text.shape import Gap, Run, Word, shaper_for, squeeze
from caseapp.dossier.pdf.text.style import Span, TextStyle
from caseapp.dossier.pdf.text.tokens import Token, good_cut, tokens

_LONGEST_PIECE = 1000
"""Characters; only text without width, such as heaps of marks, gets there."""


class Link(NamedTuple):
    """A clickable stretch of a line: from `left` to `right`, points from the line's start."""

    left: float
    right: float
    target: str


@dataclass(slots=True)
class Line:
    """One line, ready to draw: runs in visual order, grouped by style.

    `width` is its natural width and `offset` how far it starts right of the column's edge (an
    indent, or less than 0 for a hanging bracket), both in points; `rtl` says that its paragraph
    runs from right to left.
    """

    width: float
    segments: list[tuple[TextStyle, list[Run]]]
    rtl: bool = False
    offset: float = 0.0
    links: list[Link] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The characters in the order in which they are drawn, for tests and logs of layout."""
        return "".join(text for _, runs in self.segments for run in runs for _, text in run.glyphs)


class Unit(NamedTuple):
    """A stretch of one level, style and link; `width` in points."""

    level: int
    word: Word
    style: TextStyle
    link: str | None
    width: float


class Box(NamedTuple):
    """What stays together, and the gap before it; widths in points.

    `space` is the unit to draw in the gap, if it is a space; a gap without one only moves.
    """

    units: list[Unit]
    width: float
    gap: float
    space: Unit | None
    text: str


class Paragraph:
    """One paragraph of spans (clean, without line ends): its base level and its boxes."""

    def __init__(self, spans: Sequence[Span], chinese: bool, base: int | None) -> None:
        self._spans = [span for span in spans if span.text]
        rtl = base == 1 or any(bidi.has_rtl(span.text) for span in self._spans)
        self.base = base or 0
        if rtl and base is None:
            self.base = bidi.base_level("".join(span.text for span in self._spans))
        if rtl:
            self._spans = [
                Span(bidi.isolated(span.text, self.base), span.style, span.link)
                for span in self._spans
            ]
        self._text = "".join(span.text for span in self._spans)
        # Where each span begins; without the first, which begins at 0.
        self._starts = list(accumulate(len(span.text) for span in self._spans[:-1]))
        self._shapers = [shaper_for(span.style, chinese) for span in self._spans]
        self._char_widths: dict[tuple[str, int, int], float] = {}
        self._spaces: dict[tuple[int, int], Unit] = {}
        self._levels: Sequence[int] = bytes(len(self._text))
        # Where the level or the span changes.
        self._changes = self._starts
        if rtl:
            levels = self._levels = bidi.paragraph_levels(self._text, self.base)[1]
            turns = (n for n, (a, b) in enumerate(pairwise(levels), 1) if a != b)
            self._changes = sorted({*self._starts, *turns})
        self._rtl = rtl

    def boxes(self, measure: float) -> list[Box]:
        """The boxes for lines of `measure` points; none is wider, unless one letter is."""
        out: list[Box] = []
        for group in self._groups():
            if group[-1].end - group[0].start < _LONGEST_PIECE:
                box = self._box(group)
                if box.width <= measure:
                    out.append(box)
                    continue
            # A name that no line can hold breaks at its spaces, a word at its letters.
            for token in group:
                out.extend(self._fitting(token, measure))
        return [box for box in out if any(unit.word.runs for unit in box.units)]

    def _groups(self) -> list[list[Token]]:
        """Tokens that belong on one line: an Arabic-script name in a left-to-right line does."""
        if self.base or not self._rtl:
            return [[token] for token in tokens(self._text)]
        groups: list[list[Token]] = []
        for token in tokens(self._text):
            inside_rtl = token.space >= 0 and self._levels[token.space] & 1
            if groups and inside_rtl:
                groups[-1].append(token)
            else:
                groups.append([token])
        return groups

    def _fitting(self, token: Token, measure: float) -> list[Box]:
        if token.end - token.start < _LONGEST_PIECE:
            box = self._box([token])
            if box.width <= measure:
                return [box]
        cuts = cut_points(self._text, token.start, token.end, self._char_width, measure)
        pieces = [Token(token.space, token.start, cuts[0])]
        pieces += [Token(-1, a, b) for a, b in pairwise(cuts)]
        return [self._box([piece]) for piece in pieces]

    def _char_width(self, index: int) -> float:
        key = (self._text[index], self._owner(index), self._levels[index] & 1)
        width = self._char_widths.get(key)
        if width is None:
            width = self._char_widths[key] = self._unit(index, index + 1).width
        return width

    def _box(self, group: Sequence[Token]) -> Box:
        units: list[Unit] = []
        space: Unit | None = None
        for token in group:
            inner = self._units(token.start, token.end)
            if token.space >= 0:
                before = units[-1] if units else None
                gap = self._space(token.space, before, inner[0])
                if units:
                    units.append(gap)
                else:
                    space = gap
            units += inner
        first = group[0]
        gap_width = space.width if space else 0.0
        if (
            not space
            and first.start
            and squeeze(self._text[first.start - 1], self._text[first.start])
        ):
            style = units[0].style
            gap_width = -0.5 * style.size * style.han
        return Box(
            units,
            sum(unit.width for unit in units),
            gap_width,
            space,
            self._text[first.start : group[-1].end],
        )

    def _owner(self, index: int) -> int:
        """The number of the span that a character belongs to."""
        return bisect_right(self._starts, index)

    def _units(self, start: int, end: int) -> list[Unit]:
        """The stretches of one level and one span."""
        changes = self._changes
        first = bisect_right(changes, start)
        if first == len(changes) or changes[first] >= end:
            return [self._unit(start, end)]
        out = []
        for cut in changes[first:]:
            if cut >= end:
                break
            out.append(self._unit(start, cut))
            start = cut
        out.append(self._unit(start, end))
        return out

    def _unit(self, start: int, end: int) -> Unit:
        number = bisect_right(self._starts, start)
        level = self._levels[start]
        shaper, text = self._shapers[number], self._text[start:end]
        word = shaper.rtl_word(text) if level & 1 else shaper.word(text)
        return _measured(level, word, self._spans[number])

    def _space(self, index: int, before: Unit | None, after: Unit) -> Unit:
        number, level = self._owner(index), self._levels[index]
        if before:
            word = self._shapers[number].space_between(before.word, after.word)
            return _measured(level, word, self._spans[number])
        unit = self._spaces.get((number, level))
        if unit is None:
            word = self._shapers[number].space
            unit = self._spaces[number, level] = _measured(level, word, self._spans[number])
        return unit


def _measured(level: int, word: Word, span: Span) -> Unit:
    style = span.style
    width = word.width * style.size / 1000 + style.tracking * word.count
    return Unit(level, word, style, span.link, width)


def cut_points(
    text: str, start: int, end: int, width_of: Callable[[int], float], measure: float
) -> list[int]:
    """Where to cut `text[start:end]` so that no piece is wider than `measure`; `end` is the last.

    `width_of(index)` is the width of one character. Takes linear time.
    """
    cuts = []
    used = 0.0
    index = start
    while index < end:
        width = width_of(index)
        if index > start and (used + width > measure or index - start >= _LONGEST_PIECE):
            start = good_cut(text, start, index)
            cuts.append(start)
            used = sum(width_of(number) for number in range(start, index))
        used += width
        index += 1
    return [*cuts, end]


def _shift(width: float, units: Sequence[Unit], base: int) -> Unit:
    """A movement of `width` points; in the base level, so that it stays between its boxes."""
    after = next(unit for unit in reversed(units) if unit.word.runs)
    style = after.style
    gap = Gap(after.word.runs[-1].part, width * 1000 / style.size)
    return Unit(base, Word([gap]), style, None, width)


def assemble(boxes: Sequence[Box], base: int, spread: float = 0.0) -> Line:
    """The line that these boxes make, in visual order; each gap is widened by `spread` points."""
    units: list[Unit] = []
    for number, box in enumerate(boxes):
        if number:
            if box.space:
                units.append(box.space)
            shift = (0.0 if box.space else box.gap) + spread
            if shift:
                units.append(_shift(shift, units, base))
        units += box.units
    segments: list[tuple[TextStyle, list[Run]]] = []
    links: list[Link] = []
    x = 0.0
    for index in bidi.visual_order([unit.level for unit in units]):
        unit = units[index]
        if segments and segments[-1][0] is unit.style:
            segments[-1][1].extend(unit.word.runs)
        else:
            segments.append((unit.style, list(unit.word.runs)))
        if unit.link:
            if links and links[-1].target == unit.link and links[-1].right == x:
                links[-1] = Link(links[-1].left, x + unit.width, unit.link)
            else:
                links.append(Link(x, x + unit.width, unit.link))
        x += unit.width
    return Line(x, segments, bool(base), 0.0, links)
