"""Text to lines: tokens measured, breaks chosen, every line in visual order and ready to draw.

`layout` is what page code calls. Plain text without right-to-left letters takes a short way.
Knows no page and no PDF; the result holds runs of glyphs and points.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from caseapp.dossier.pdf.text import bidi, breaking
from caseapp.dossier.pdf.text.boxes import Line, Paragraph, assemble, cut_points
from caseapp.dossier.pdf.text.clean import LINE_ENDS, clean
from caseapp.dossier.pdf.text.itemise import HAN_OPENING, IS_HAN, is_chinese
from caseapp.dossier.pdf.text.shape import Gap, Run, Shaper, Word, shaper_for, squeeze
from caseapp.dossier.pdf.text.straight import straight
from caseapp.dossier.pdf.text.style import Span, Text, TextStyle
from caseapp.dossier.pdf.text.tokens import tokens, words

Fit = Literal["greedy", "even", "spread"]
"""How lines are filled.

`greedy`: each line as full as possible (tables, long texts). `even`: ragged right with the least
sum of squared slack over the paragraph (letters); Chinese is filled greedily all the same.
`spread`: greedy, and the rest of each full line is spread between its boxes (Chinese letters).
"""
_NO_LIMIT = 1e9
_HANGING = 0.46
"""An opening full-width bracket at a line's start is pulled out by this part of its size."""
_MAX_SPREAD = 8.0
"""A line that lacks more than this many sizes is left ragged."""
_CACHED_LENGTH = 100
_LONG_WORD = 500


def layout(
    text: Text,
    style: TextStyle,
    width: float,
    *,
    fit: Fit = "greedy",
    indent: float = 0.0,
    base: int | None = None,
) -> Sequence[Line]:
    """The lines of a text in a column of `width` points; at least one, which may be empty.

    `style` sets plain strings and empty lines. Line ends in the text begin new paragraphs, each
    with the first line indented by `indent` points. `base` fixes the direction (0 left-to-right,
    1 right-to-left); None follows the first strong letter of each paragraph.
    """
    if isinstance(text, str):
        if len(text) <= _CACHED_LENGTH:
            return _cached(text, style, width, fit, indent, base)
        return _layout(text, style, width, fit, indent, base)
    if fit != "spread" and base != 1 and text:
        short = straight(text, style, width, fit == "even", indent)
        if short:
            return short
    lines: list[Line] = []
    for spans in _paragraphs(text):
        lines += _mixed(spans, style, width, fit, indent, base)
    return lines


def one_line(text: Text, style: TextStyle, base: int | None = None) -> Line:
    """The text on a single line, however wide; line ends count as spaces."""
    if isinstance(text, str):
        text = LINE_ENDS.sub(" ", text)
    else:
        text = [Span(LINE_ENDS.sub(" ", s.text), s.style, s.link) for s in text]
    return layout(text, style, _NO_LIMIT, base=base)[0]


def width_of(text: Text, style: TextStyle) -> float:
    """Width of a text on one line, in points."""
    return one_line(text, style).width


@lru_cache(maxsize=4096)
def _cached(
    text: str, style: TextStyle, width: float, fit: Fit, indent: float, base: int | None
) -> Sequence[Line]:
    return tuple(_layout(text, style, width, fit, indent, base))


def _layout(
    text: str, style: TextStyle, width: float, fit: Fit, indent: float, base: int | None
) -> list[Line]:
    if fit != "spread" and base != 1:
        short = straight([Span(text, style)], style, width, fit == "even", indent)
        if short:
            return short
    lines: list[Line] = []
    for part in LINE_ENDS.split(text):
        line = clean(part)
        if base == 1 or bidi.has_rtl(line):
            lines += _mixed([Span(line, style)], style, width, fit, indent, base)
        else:
            lines += _plain(line, style, width, fit, indent)
    return lines


def _paragraphs(spans: Sequence[Span]) -> list[list[Span]]:
    """Spans cut at line ends, cleaned."""
    out: list[list[Span]] = [[]]
    for span in spans:
        for number, part in enumerate(LINE_ENDS.split(span.text)):
            if number:
                out.append([])
            out[-1].append(Span(clean(part), span.style, span.link))
    return out


def _mixed(
    spans: Sequence[Span],
    style: TextStyle,
    width: float,
    fit: Fit,
    indent: float,
    base: int | None,
) -> list[Line]:
    """Lines of one clean paragraph with several styles or directions."""
    text = "".join(span.text for span in spans)
    chinese = _sets_chinese(text, style)
    paragraph = Paragraph(spans, chinese, base)
    boxes = paragraph.boxes(width - indent)
    fit = _fit(fit, chinese)
    starts = _break([b.width for b in boxes], [b.gap for b in boxes], width, fit, indent, chinese)
    if chinese:
        _no_lonely_character(starts, [box.text for box in boxes])
    lines = []
    for start, end in zip(starts, [*starts[1:], len(boxes)], strict=True):
        line = assemble(boxes[start:end], paragraph.base)
        offset = indent if start == 0 else 0.0
        hanging = _hanging(boxes[start].text, style, chinese) if start < end else 0.0
        if fit == "spread" and end < len(boxes):
            spread = _spread(width - offset + hanging - line.width, end - start, style)
            if spread:
                line = assemble(boxes[start:end], paragraph.base, spread)
        line.offset = offset - hanging
        line.width -= _blank_end(boxes[end - 1].text, style) if start < end else 0.0
        lines.append(line)
    return lines


def _plain(text: str, style: TextStyle, width: float, fit: Fit, indent: float) -> list[Line]:
    """Lines of one clean paragraph in one style, from left to right."""
    chinese = _sets_chinese(text, style)
    shaper = shaper_for(style, chinese)
    scale, tracking = style.size / 1000, style.tracking
    space_width = shaper.space.width * scale + tracking
    pieces = _pieces(text, width - indent, style, shaper)
    widths = [word.width * scale + tracking * word.count for _, word, _ in pieces]
    gaps = [space_width if spaced else 0.0 for spaced, _, _ in pieces]
    if IS_HAN.search(text):
        for number in range(1, len(pieces)):
            if not gaps[number] and squeeze(pieces[number - 1][2][-1], pieces[number][2][0]):
                gaps[number] = -0.5 * style.size * style.han
    fit = _fit(fit, chinese)
    starts = _break(widths, gaps, width, fit, indent, chinese)
    if chinese:
        _no_lonely_character(starts, [piece for _, _, piece in pieces])
    lines = []
    for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True):
        offset = indent if start == 0 else 0.0
        natural = sum(widths[start:end]) + sum(gaps[start + 1 : end])
        hanging = _hanging(pieces[start][2], style, chinese) if start < end else 0.0
        spread = 0.0
        if fit == "spread" and end < len(pieces):
            spread = _spread(width - offset + hanging - natural, end - start, style)
        runs: list[Run] = []
        for number in range(start, end):
            spaced, word, _ = pieces[number]
            if number > start:
                if spaced:
                    runs.extend(shaper.space.runs)
                shift = spread if spaced else spread + gaps[number]
                if shift:
                    runs.append(Gap(runs[-1].part, shift / scale))
            runs.extend(word.runs)
        total = natural + spread * max(0, end - start - 1)
        total -= _blank_end(pieces[end - 1][2], style) if start < end else 0.0
        lines.append(Line(total, [(style, runs)], False, offset - hanging))
    return lines


def _pieces(
    text: str, limit: float, style: TextStyle, shaper: Shaper
) -> list[tuple[bool, Word, str]]:
    """`(space before, shaped, text)` of each word, cut where it is wider than `limit` points."""
    found = words(text)
    if found is None:
        found = [(token.space >= 0, text[token.start : token.end]) for token in tokens(text)]
    shape, scale, tracking = shaper.word, style.size / 1000, style.tracking
    out = []
    for spaced, part in found:
        if len(part) <= _LONG_WORD:
            word = shape(part)
            if word.width * scale + tracking * word.count <= limit:
                if word.runs:
                    out.append((spaced, word, part))
                continue
        letters = [shape(letter) for letter in part]
        widths = [letter.width * scale + tracking * letter.count for letter in letters]
        cuts = cut_points(part, 0, len(part), widths.__getitem__, limit)
        for start, end in zip([0, *cuts], cuts, strict=False):
            word = shape(part[start:end])
            if word.runs:
                out.append((spaced and start == 0, word, part[start:end]))
    return out


def _fit(fit: Fit, chinese: bool) -> Fit:
    """Chinese lines are filled: an even right edge of short lines looks broken."""
    return "greedy" if chinese and fit == "even" else fit


def _break(
    widths: Sequence[float],
    gaps: Sequence[float],
    width: float,
    fit: Fit,
    indent: float,
    chinese: bool,
) -> list[int]:
    if fit == "even":
        return breaking.even(widths, gaps, width, indent)
    return breaking.greedy(widths, gaps, width, indent, keeping=not chinese)


def _sets_chinese(text: str, style: TextStyle) -> bool:
    if style.language == "zh":
        return True
    return IS_HAN.search(text) is not None and is_chinese(text)


def _no_lonely_character(starts: list[int], texts: Sequence[str]) -> None:
    """Takes one more character over if a Chinese paragraph would end with a single one."""
    if len(starts) < 2 or starts[-1] != len(texts) - 1 or starts[-1] - starts[-2] < 2:
        return
    if sum(1 for char in texts[-1] if IS_HAN.match(char)) <= 2:
        starts[-1] -= 1


def _hanging(text: str, style: TextStyle, chinese: bool) -> float:
    """How far a line that begins with this is pulled out, in points."""
    if text[0] in HAN_OPENING or (chinese and text[0] in "“‘"):
        return _HANGING * style.size * style.han
    return 0.0


def _blank_end(text: str, style: TextStyle) -> float:
    """What wide blanks at the end take: nobody sees them, and text at the right edge is even."""
    return (len(text) - len(text.rstrip("\u3000"))) * style.size * style.han


def _spread(rest: float, boxes: int, style: TextStyle) -> float:
    """What each gap of a line gets of the rest, in points; a very short line stays ragged."""
    if boxes < 2 or rest <= 0 or rest > _MAX_SPREAD * style.size:
        return 0.0
    return rest / (boxes - 1)
