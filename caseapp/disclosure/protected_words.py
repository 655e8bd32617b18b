"""The words of a text with their places, each with the protected strings that it may begin.

Knows how words are written, joined and spelled; not what is protected, nor whether it may stand
there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from caseapp.disclosure.protected_index import FIRST_HAN, Begun
from caseapp.domain.names.scripts import Script, index_tokens, script_of

_MOST_KNOWN = 100_000
"""Words of which is kept what is known; a large export has more than memory should hold."""

_JOINERS = (
    "'`\u2018\u2019\u02bb\u02bc\u02b9\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef\u0300-\u036f"
    "\u064b-\u065f\u0670\u0674\u0640"
)
"""What may stand within a word: apostrophes, marks, and signs that nobody sees (`search_key`)."""
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_JOINERS}](?=[^\W_{_JOINERS}]|[{_JOINERS}]))*")


class Known(NamedTuple):
    """What is known of a word wherever it stands: the same words come again and again."""

    key: str
    sound: str
    begun: tuple[Begun, ...]
    """Secrets of which this word may be the first."""
    sounding: tuple[Begun, ...]
    """Those of which it sounds like the first."""
    is_figures: bool
    may_begin: bool
    """Whether any secret can begin here; of most words none does."""


class Token(NamedTuple):
    """A word at its place, in characters of the text."""

    start: int
    end: int
    capital: bool
    of: Known

    @property
    def key(self) -> str:
        return self.of.key


class Reader:
    """Divides texts into words; `about` is asked once of each key what is known of it."""

    def __init__(self, about: Callable[[str], Known]) -> None:
        self._about = about
        self._met: dict[str, tuple[Token, ...]] = {}

    def words(self, text: str) -> Iterator[Token]:
        """The words of a text with their places; each Han character is a word of its own."""
        for match in _WORD.finditer(text):
            start = match.start()
            for token in self._met.get(match[0]) or self._first_met(match[0]):
                if start:
                    yield Token(start + token.start, start + token.end, token.capital, token.of)
                else:
                    yield token

    def _first_met(self, word: str) -> tuple[Token, ...]:
        """A run of letters as tokens, placed from its own start."""
        tokens = []
        end = 0
        for piece in _pieces(word):
            start, end = end, end + len(piece)
            capital = piece[0].isupper() or piece[0].lower() == piece[0].upper()
            tokens += [Token(start, end, capital, self._about(key)) for key in index_tokens(piece)]
        if len(self._met) >= _MOST_KNOWN:
            self._met.clear()
        self._met[word] = tuple(tokens)
        return self._met[word]


def _pieces(word: str) -> Iterable[str]:
    """Han characters one by one, other runs whole."""
    if max(word) < FIRST_HAN:
        return (word,)
    runs = groupby(word, lambda character: script_of(character) is Script.HANS)
    return [p for han, group in runs for p in (group if han else ("".join(group),))]
