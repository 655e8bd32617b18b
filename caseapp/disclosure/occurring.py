"""Which of very many names and numbers can occur in the texts of one appeal at all.

A vault may know a hundred thousand people, and a copy is made of a few texts: looking for all of
them in each text would take longer than printing. What is told here is only what cannot occur;
whether something does, and whether it may, is for `finder` and the plan.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from caseapp.disclosure.disguises import spaced_out, unwrapped
from caseapp.disclosure.endings import LONGEST_ENDING, SHORTEST_STEM
from caseapp.disclosure.protected_numbers import SHORTEST_NUMBER, figures
from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.names.scripts import index_tokens, search_key
from caseapp.domain.names.sound import sound


class Occurring:
    """Built from all texts of an appeal, whoever may see them.

    A word of a name can occur if a word of the texts begins with it, but for its last letter,
    which an ending may change: in its own letters, in the Arabic ones that a rule makes of it,
    or by its sound; and the words stand side by side. So it follows `finder` and is never
    stricter.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._begun: set[str] = set()
        self._pairs: set[tuple[str, str]] = set()
        closed: dict[str, None] = {}
        self._grams: set[str] = set()
        for text in dict.fromkeys(texts):
            for written in unwrapped(text):
                tokens = index_tokens(written)
                for token in dict.fromkeys(tokens):
                    self._note(token)
                self._pairs.update(_pairs(tokens))
                self._pairs.update(_pairs([sound(token) for token in tokens]))
                closed.update((_closed(run), None) for run in spaced_out(written))
                self._note_figures(written)
        self._closed = "\n".join(closed)
        self._words: dict[str, bool] = {}

    def _note(self, token: str) -> None:
        for form in {token, sound(token)} - {""}:
            if form not in self._begun:
                shortest = max(min(len(form), SHORTEST_STEM) - 1, 1)
                least = max(len(form) - LONGEST_ENDING - 1, shortest)
                self._begun.update(form[:end] for end in range(least, len(form) + 1))

    def _note_figures(self, text: str) -> None:
        joined = "".join(c for c in search_key(text) if c.isdigit() or c == "x")
        size = SHORTEST_NUMBER
        self._grams.update(joined[at : at + size] for at in range(len(joined) - size + 1))

    def name(self, name: str) -> bool:
        """Whether every word of a name can occur, each beside the next."""
        words = index_tokens(name)
        return (all(map(self._word, words)) and self._in_order(words)) or self._spaced(words)

    def _in_order(self, words: list[str]) -> bool:
        """Written in one of the three ways, but not in two at once."""
        written = (words, index_tokens(in_arabic(" ".join(words))), [sound(w) for w in words])
        return any(self._pairs.issuperset(_pairs(one)) for one in written)

    def _spaced(self, words: list[str]) -> bool:
        """Whether it stands where all letters have a blank between them."""
        return bool(self._closed) and "".join(words) in self._closed

    def number(self, number: str) -> bool:
        """Whether the figures of a number can occur; too short ones are words."""
        run = figures(number)
        if len(run) < SHORTEST_NUMBER:
            return self.name(number)
        return run[:SHORTEST_NUMBER] in self._grams

    def _word(self, word: str) -> bool:
        known = self._words.get(word)
        if known is None:
            forms = {word, sound(word), *index_tokens(in_arabic(word))} - {""}
            known = any(form in self._begun or form[:-1] in self._begun for form in forms)
            self._words[word] = known
        return known


def _pairs(words: list[str]) -> set[tuple[str, str]]:
    """How neighbouring words begin, as far as no ending changes it."""
    heads = [word[:SHORTEST_STEM] for word in words]
    return set(pairwise(heads))


def _closed(run: str) -> str:
    return "".join(index_tokens(run))


def texts_in(value: Any) -> Iterator[str]:
    """Every text that records hold, however deep: fields, lists, translations."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_in(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name))
