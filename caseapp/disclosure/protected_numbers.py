"""Protected numbers in the words of a text, also where blanks, hyphens or brackets group them.

Knows figures and the marks between them; not whose a number is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseapp.disclosure.protected import Found, Secret
from caseapp.disclosure.protected_words import Token
from caseapp.domain.names.scripts import search_key

SHORTEST_NUMBER = 7
_BETWEEN_FIGURES = re.compile(r"[\s\u00a0\-‐-―−()\[\].,:;+/_·•*|\\]{0,3}")


def figures(text: str) -> str:
    """Figures of a number; of a phone without country code or trunk prefix."""
    found = "".join(c for c in search_key(text) if c.isdigit() or c == "x")
    if "+" in text and len(found) > 10:
        return found[-10:]
    return found


def is_figures(word: str) -> bool:
    """Whether a word of a text can be part of a number."""
    return word.rstrip("x").isdigit()


class Numbers:
    """Numbers by their figures; of two that bear the same the first counts."""

    def __init__(self) -> None:
        self._by_figures: dict[str, Secret] = {}
        self._lengths: list[int] = []

    def add(self, run: str, secret: Secret) -> None:
        """`run`: its figures; with fewer than `SHORTEST_NUMBER` it is not looked for here."""
        if len(run) >= SHORTEST_NUMBER:
            self._by_figures.setdefault(run, secret)
            if len(run) not in self._lengths:
                self._lengths = sorted([*self._lengths, len(run)], reverse=True)

    def find(self, text: str, tokens: list[Token]) -> Iterator[Found]:
        """All places, those that overlap too; `tokens` are the words of the text."""
        if not self._by_figures:
            return
        for run in _runs(text, tokens):
            joined = "".join(token.key for token in run)
            for length in self._lengths:
                for at in range(len(joined) - length + 1):
                    secret = self._by_figures.get(joined[at : at + length])
                    if secret is not None:
                        start, end = _covered(run, at, at + length)
                        yield Found(start, end, secret)


def _runs(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Neighbouring words of figures with only grouping marks between them."""
    run: list[Token] = []
    for token in tokens:
        is_number = token.of.is_figures
        if run and is_number and _BETWEEN_FIGURES.fullmatch(text[run[-1].end : token.start]):
            run.append(token)
            continue
        if run:
            yield run
        run = [token] if is_number else []
    if run:
        yield run


def _covered(run: list[Token], first: int, last: int) -> tuple[int, int]:
    """Where the figures `first` to `last` of a run's joined figures stand in the text."""
    start, end, passed = run[0].start, run[-1].end, 0
    for token in run:
        if passed <= first < passed + len(token.key):
            start = token.start
        if passed < last <= passed + len(token.key):
            end = token.end
        passed += len(token.key)
    return start, end
