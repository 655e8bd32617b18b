"""From the document's texts to cells of set lines. Knows no page and no position down it.

Links are kept only where their target is printed in this copy, so that a copy from which sheets
or sources were left out has no dead ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caseapp.dossier.document import Text
from caseapp.dossier.pdf.canvas import Align
from caseapp.dossier.pdf.flow import Cell
from caseapp.dossier.pdf.styles import Setting
from caseapp.dossier.pdf.text import Fit, Line, Link, Span, TextStyle, layout, one_line

_ELLIPSIS = "…"
_LONGEST_LINE = 400


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
        return Cell(x, width, lines, style.leading, first, align)

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
                return layout(spans, style, width, fit=fit, indent=indent)
            style, target = getattr(setting, text[0].style), text[0].target
            text = text[0].text
        lines = layout(text, style, width, fit=fit, indent=indent)
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
        return Cell(x, width, lines, setting.leading, first)


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
