"""Where an address breaks: after a comma, before an e-mail address, else so that lines are even.

An address of two lines with a word alone on the second looks cut off, and an e-mail address in
two halves is copied wrongly. Knows widths; whose address it is does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseapp.dossier.pdf.binding import held
from caseapp.dossier.pdf.text import TextStyle, width_of

_LONGEST = 300
_MOST_PIECES = 40
_CUT = re.compile(r"(?<=[,;]) (?=\S)|(?<=[，；])(?=\S)| (?=\S+@\S+$)")
_SPACE = re.compile(" ")
_LEADING = re.compile(r"\b(of|the|and|for|in|on|to) ")
"""English words that belong to what follows them."""
_LEAST_LAST, _SHORT_COSTS = 0.4, 5
"""A last line shorter than this part of the column looks cut off; its lack counts so much."""


def broken(text: str, style: TextStyle, width: float) -> str:
    """The text with line ends where a column of `width` points needs them; as it is if it fits,
    is very long, or holds a word wider than the column."""
    if len(text) > _LONGEST or "\n" in text or width_of(text, style) <= width:
        return text
    own = held(_LEADING.sub("\\1\u00a0", text), lambda piece: width_of(piece, style) <= width)
    ways: list[list[str]] = []
    for cut in (_CUT, _SPACE):
        pieces = _pieces(own, cut)
        wide = (width_of(piece.strip(" "), style) > width for piece in pieces)
        if len(pieces) <= _MOST_PIECES and not any(wide):
            ways.append(_even(pieces, style, width))
    # A break after a comma is the better one, but not worth a line.
    lines = min(ways, key=len, default=[text])
    return "\n".join(lines)


def _pieces(text: str, cut: re.Pattern[str]) -> list[str]:
    """The text in pieces that keep the space before them."""
    ends = [match.start() for match in cut.finditer(text)]
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]


def _even(pieces: Sequence[str], style: TextStyle, width: float) -> list[str]:
    """The pieces on as few lines as hold them, each full, but the last not very short."""
    best: list[tuple[int, float, list[str]]] = [(0, 0.0, [])]
    for end in range(1, len(pieces) + 1):
        ways = []
        for start in range(end):
            line = "".join(pieces[start:end]).strip(" ")
            wide = width_of(line, style)
            if wide <= width:
                count, slack, lines = best[start]
                last = end == len(pieces)
                short = _SHORT_COSTS * max(0.0, _LEAST_LAST * width - wide)
                lacking = short if last else width - wide
                ways.append((count + 1, slack + lacking**2, [*lines, line]))
        best.append(min(ways))
    return best[-1][2]
