"""From the document's texts to cells of set lines. Knows no page and no position down it.

Links are kept only where their target is printed in this copy, so that a copy from which sheets
or sources were left out has no dead ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caseapp.dossier.document import Text
from caseapp.dossier.pdf.binding import held
from caseapp.dossier.pdf.canvas import Align
from caseapp.dossier.pdf.flow import Cell
from caseapp.dossier.pdf.styles import Setting
from caseapp.dossier.pdf.text import Fit, Line, Link, Span, TextStyle, layout, one_line, width_of

_ELLIPSIS = "…"
_LONGEST_LINE = 400
_ARABIC_LEADING = 17.5 / 13.5
"""Lines of Arabic script need this much of their size; less, and marks of two lines touch."""


def leading_of(lines: Sequence[Line], style: TextStyle) -> float:
    """Distance of the baselines of these lines, points: wider where they run from the right."""
    if len(lines) > 1 and any(line.rtl for line in lines):
        return max(style.leading, _ARABIC_LEADING * style.size * style.arabic)
    return style.leading


class Compositor:
    """Sets the document's texts. `anchors` are the link targets that this copy prints."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self._anchors = anchors

    def leads(self, target: str) -> bool:
        """Whether a link to this target can be followed in this copy."""
        return target in self._anchors

    def cell(
        self,
        text: str | Text,
        setting: Setting | TextStyle,
        x: float,
        width: float,
        first: float,
        *,
        align: Align = "start",
        fit: Fit = "greedy",
        indent: float = 0.0,
        target: str = "",
    ) -> Cell:
        """One paragraph as a cell. `target` makes all of a plain string a link."""
        style = setting.plain if isinstance(setting, Setting) else setting
        lines = self.lines(text, setting, width, fit=fit, indent=indent, target=target)
        return Cell(x, width, lines, leading_of(lines, style), first, align)

    def lines(
        self,
        text: str | Text,
        setting: Setting | TextStyle,
        width: float,
        *,
        fit: Fit = "greedy",
        indent: float = 0.0,
        target: str = "",
    ) -> Sequence[Line]:
        """The lines of one paragraph, the first indented; none for an empty one."""
        if not text:
            return ()
        style = setting.plain if isinstance(setting, Setting) else setting
        if not isinstance(text, str):
            assert isinstance(setting, Setting)
            if len(text) > 1:
                spans = [
                    Span(
                        s.text,
                        getattr(setting, s.style),
                        s.target if self.leads(s.target) else None,
                    )
                    for s in text
                ]
                return _spans_set(spans, style, width, fit, indent)
            style, target = getattr(setting, text[0].style), text[0].target
            text = text[0].text
        lines = layout(text, style, width, fit=fit, indent=indent)
        if len(lines) > 1:
            tied = _tied(text, style, width - indent)
            if tied != text:
                lines = layout(tied, style, width, fit=fit, indent=indent)
        if not self.leads(target):
            return lines
        # The lines of equal texts are shared; links are this one's alone.
        return [replace(line, links=[Link(0.0, line.width, target)]) for line in lines]

    def stack(
        self, texts: Sequence[Text], setting: Setting, x: float, width: float, first: float
    ) -> Cell:
        """Several paragraphs, each on lines of its own, as one cell."""
        lines: list[Line] = []
        for text in texts:
            lines += self.lines(text, setting, width)
        return Cell(x, width, lines, leading_of(lines, setting.plain), first)


def _spans_set(
    spans: Sequence[Span], style: TextStyle, width: float, fit: Fit, indent: float
) -> Sequence[Line]:
    """Lines of several spans. Hard spaces matter only where there is a second line."""
    lines = layout(spans, style, width, fit=fit, indent=indent)
    if len(lines) < 2:
        return lines
    # What follows a piece without a space, a footnote number for instance, needs room too.
    room = width - indent - style.size
    tied = [Span(_tied(s.text, s.style, room), s.style, s.link) for s in spans]
    if all(new.text == old.text for new, old in zip(tied, spans, strict=True)):
        return lines
    return layout(tied, style, width, fit=fit, indent=indent)


def _tied(text: str, style: TextStyle, width: float) -> str:
    """The text with the hard spaces that a column of this width can hold."""
    return held(text, lambda piece: width_of(piece, style) <= width)


def plain(text: Text) -> str:
    """The characters of a paragraph without footnote numbers."""
    return "".join(span.text for span in text if span.style != "note")


def fitted(text: str, style: TextStyle, width: float) -> Line:
    """One line, cut with an ellipsis where it is wider than `width`.

    Only for what stands in full elsewhere: headers and footers.
    """
    text = text[:_LONGEST_LINE]
    line = one_line(text, style)
    if line.width <= width:
        return line
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        line = one_line(text[:middle].rstrip() + _ELLIPSIS, style)
        low, high = (middle, high) if line.width <= width else (low, middle - 1)
    return one_line(text[:low].rstrip() + _ELLIPSIS, style)
