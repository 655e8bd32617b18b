"""Whether two texts are the same one, printed twice: cut short, or with other words around it.

Runs of a few words ("shingles") that both share, counted against the shorter text (containment,
Broder 1997). Any script: of Chinese each character counts as a word. Two articles about one
event share names and quotations, not most of their runs. Knows no record.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from caseapp.domain.names.scripts import index_tokens

NEAR: Final = 0.55
"""Containment from which two texts are offered as copies: two republications of one article
share 0.85 and more, two reports of one event that quote the same words below 0.3."""
_RUN: Final = 5
_RUN_OF_HAN: Final = 10
_LEAST: Final = 40
"""Runs of the shorter text: less may be a quotation, or a form letter's words."""
_SHORTEST: Final = 0.15
"""Of the longer text: a passage of an article is no copy of it."""
_LONGEST: Final = 400_000
"""Letters that are looked at: the beginning of a book tells enough."""

Tokens = Sequence[str]


def tokens_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return index_tokens(text[:_LONGEST])


def runs(tokens: Tokens) -> set[tuple[str, ...]]:
    """Every run of words, as long as it must be in this script."""
    length = _length(tokens)
    return {tuple(tokens[at : at + length]) for at in range(len(tokens) - length + 1)}


def containment(one: Tokens, other: Tokens) -> float:
    """From 0 to 1: how much of the shorter text stands in the other; 0 for too little text."""
    first, second = runs(one), runs(other)
    shorter, longer = sorted((len(first), len(second)))
    if shorter < _LEAST or shorter < _SHORTEST * longer:
        return 0.0
    return len(first & second) / shorter


def probes(tokens: Tokens, most: int = 24) -> list[str]:
    """Runs from all over a text, by which others that hold them can be looked up."""
    length = _length(tokens)
    room = len(tokens) - length
    if room < _LEAST:
        return []
    step = max(1, room // most)
    found = (" ".join(tokens[at : at + length]) for at in range(0, room, step))
    return list(dict.fromkeys(found))[:most]


def _length(tokens: Tokens) -> int:
    """Chinese characters say less each than words do."""
    single = sum(len(word) == 1 and word > "\u2e80" for word in tokens[:500])
    return _RUN_OF_HAN if 2 * single > min(len(tokens), 500) else _RUN
