"""Which words differ between two versions of a text. Pure; knows no screen."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from caseapp.domain.names.scripts import Script, script_of

Marks = tuple[tuple[int, int], ...]
"""Start and end of each run that differs, in characters, from the left."""

_MOST = 3_000
"""Words of both texts that are compared; longer ones would take seconds."""
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def word_diff(old: str, new: str) -> tuple[Marks, Marks]:
    """What was taken out of `old` and what was put into `new`.

    A Chinese character counts as a word. Texts that are too long to compare, or have hardly
    a word in common, are marked whole.
    """
    before, after = _words(old), _words(new)
    if len(before) + len(after) > _MOST:
        return _whole(old), _whole(new)
    matcher = SequenceMatcher(None, [w for w, _s, _e in before], [w for w, _s, _e in after], False)
    if matcher.ratio() < 0.25:
        return _whole(old), _whole(new)
    taken, put = [], []
    for what, a, b, c, d in matcher.get_opcodes():
        if what in ("replace", "delete"):
            taken.append((before[a][1], before[b - 1][2]))
        if what in ("replace", "insert"):
            put.append((after[c][1], after[d - 1][2]))
    return tuple(taken), tuple(put)


def _whole(text: str) -> Marks:
    return ((0, len(text)),) if text else ()


def _words(text: str) -> list[tuple[str, int, int]]:
    """Words, spaces and signs with their places; each Chinese character by itself."""
    found = []
    for match in _WORD.finditer(text):
        start = match.start()
        for at in range(match.start(), match.end()):
            if script_of(text[at]) is Script.HANS:
                if start < at:
                    found.append((text[start:at], start, at))
                found.append((text[at], at, at + 1))
                start = at + 1
        if start < match.end():
            found.append((text[start : match.end()], start, match.end()))
    return found
