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


def broken(text: str, style: TextStyle, width: float) -> str:
    """The text with line ends where a column of `width` points needs them; as it is if it fits,
    is very long, or holds a word wider than the column."""
    if len(text) > _LONGEST or "\n" in text or width_of(text, style) <= width:
        return text
    own = held(text, lambda piece: width_of(piece, style) <= width)
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
    """The pieces on as few lines as hold them, the lines as even as can be."""
    best: list[tuple[int, float, list[str]]] = [(0, 0.0, [])]
    for end in range(1, len(pieces) + 1):
        ways = []
        for start in range(end):
            line = "".join(pieces[start:end]).strip(" ")
            wide = width_of(line, style)
            if wide <= width:
                count, slack, lines = best[start]
                ways.append((count + 1, slack + (width - wide) ** 2, [*lines, line]))
        best.append(min(ways))
    return best[-1][2]
