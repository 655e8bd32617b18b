"""The short way from text to lines, for what most text is: Latin and Cyrillic, left to right.

No level is computed and no box is made; what it gives is what the long way (`lines`, `boxes`)
would give. It declines, with None, whatever it does not understand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseapp.dossier.pdf.text import breaking
from caseapp.dossier.pdf.text.boxes import Line, Link
from caseapp.dossier.pdf.text.shape import Run, Shaper, Word, shaper_for
from caseapp.dossier.pdf.text.style import Span, TextStyle
from caseapp.dossier.pdf.text.tokens import tokens

# No controls, no soft hyphen, nothing that joins, turns round, sits on a letter or is wide.
_STRAIGHT = re.compile(
    "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff"
    "\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20a0-\u20bf\u2116]+"
)
# Where else than at spaces a line may break; the same marks as in `tokens`.
_INNER = re.compile("[-‐—/]")
_LONG = re.compile("[^ ]{200}")

Piece = tuple[int, list[tuple[int, Word]]]
"""The span of the space before, or -1 if there is none; spans and words that stand together."""


def straight(
    spans: Sequence[Span], style: TextStyle, width: float, even: bool, indent: float
) -> list[Line] | None:
    """The lines of a paragraph without line ends, or None where the long way must be taken.

    `style` is that of empty lines, `width` and `indent` are in points; `even` chooses breaks over
    the whole paragraph.
    """
    text = spans[0].text if len(spans) == 1 else "".join(span.text for span in spans)
    if style.language == "zh" or not _STRAIGHT.fullmatch(text) or _LONG.search(text):
        return None
    spans = [span for span in spans if span.text]
    if len(spans) == 1:
        return _single(text, spans[0], width, even, indent)
    shapers = [shaper_for(span.style) for span in spans]
    pieces = _several(text, spans, shapers)
    scales = [(span.style.size / 1000, span.style.tracking) for span in spans]
    spaces = [
        shaper.space.width * scale + tracking
        for shaper, (scale, tracking) in zip(shapers, scales, strict=True)
    ]
    widths = []
    for _, words in pieces:
        wide = 0.0
        for n, word in words:
            scale, tracking = scales[n]
            wide += word.width * scale + tracking * word.count
        widths.append(wide)
    if not pieces or max(widths) > width - indent:
        return None
    gaps = [spaces[n] if n >= 0 else 0.0 for n, _ in pieces]
    starts = (breaking.even if even else breaking.greedy)(widths, gaps, width, indent)
    lines = []
    linked = any(span.link for span in spans)
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        natural = sum(widths[start:end]) + sum(gaps[start + 1 : end])
        line = Line(natural, _segments(pieces[start:end], spans, shapers))
        if start == 0:
            line.offset = indent
        if linked:
            line.links = _links(pieces[start:end], spans, scales, spaces)
        lines.append(line)
    return lines


def _single(text: str, span: Span, width: float, even: bool, indent: float) -> list[Line] | None:
    """The lines of a text in one style."""
    style = span.style
    shaper = shaper_for(style)
    scale, tracking = style.size / 1000, style.tracking
    space = shaper.space.width * scale + tracking
    if _INNER.search(text):
        found = tokens(text)
        words = [shaper.word(text[token.start : token.end]) for token in found]
        gaps = [0.0 if token.space < 0 else space for token in found]
    else:
        words = [shaper.word(part) for part in text.split(" ") if part]
        gaps = [space] * len(words)
        gaps[:1] = [0.0]
    widths = [word.width * scale + tracking * word.count for word in words]
    if not words or max(widths) > width - indent:
        return None
    total = sum(widths) + sum(gaps)
    starts = [0]
    if total > width - indent:
        starts = (breaking.even if even else breaking.greedy)(widths, gaps, width, indent)
    lines = []
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        runs = list(words[start].runs)
        for word, gap in zip(words[start + 1 : end], gaps[start + 1 : end], strict=True):
            if gap:
                runs += shaper.space.runs
            runs += word.runs
        natural = sum(widths[start:end]) + sum(gaps[start + 1 : end])
        links = [Link(0.0, natural, span.link)] if span.link else []
        lines.append(Line(natural, [(style, runs)], False, 0.0 if start else indent, links))
    return lines


def _several(text: str, spans: Sequence[Span], shapers: Sequence[Shaper]) -> list[Piece]:
    """The pieces of a text in several styles; a footnote number is one with its word."""
    ends = []
    end = 0
    for span in spans:
        end += len(span.text)
        ends.append(end)
    pieces: list[Piece] = []
    number = 0
    for token in tokens(text):
        space = -1
        if token.space >= 0:
            while ends[number] <= token.space:
                number += 1
            space = number
        start = token.start
        while ends[number] <= start:
            number += 1
        words = []
        while ends[number] < token.end:
            words.append((number, shapers[number].word(text[start : ends[number]])))
            start = ends[number]
            number += 1
        words.append((number, shapers[number].word(text[start : token.end])))
        pieces.append((space, words))
    return pieces


def _segments(
    pieces: Sequence[Piece], spans: Sequence[Span], shapers: Sequence[Shaper]
) -> list[tuple[TextStyle, list[Run]]]:
    """The runs of a line grouped by style."""
    runs: list[Run] = []
    current = spans[pieces[0][1][0][0]].style
    segments = [(current, runs)]
    first = True
    for space, words in pieces:
        if space >= 0 and not first:
            style = spans[space].style
            if style is not current:
                runs, current = [], style
                segments.append((style, runs))
            runs += shapers[space].space.runs
        first = False
        for number, word in words:
            style = spans[number].style
            if style is not current:
                runs, current = [], style
                segments.append((style, runs))
            runs += word.runs
    return segments


def _links(
    pieces: Sequence[Piece],
    spans: Sequence[Span],
    scales: Sequence[tuple[float, float]],
    spaces: Sequence[float],
) -> list[Link]:
    """The clickable stretches of a line."""
    links: list[Link] = []
    x = 0.0

    def step(number: int, width: float) -> None:
        nonlocal x
        target = spans[number].link
        if target:
            if links and links[-1].target == target and links[-1].right == x:
                links[-1] = Link(links[-1].left, x + width, target)
            else:
                links.append(Link(x, x + width, target))
        x += width

    for place, (space, words) in enumerate(pieces):
        if space >= 0 and place:
            step(space, spaces[space])
        for number, word in words:
            scale, tracking = scales[number]
            step(number, word.width * scale + tracking * word.count)
    return links
