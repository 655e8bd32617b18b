"""Which of very many names and numbers can occur in the texts of one appeal at all.

A vault may know a hundred thousand people, and a copy is made of a few texts: looking for all of
them in each text would take longer than printing. What is told here is only what cannot occur;
whether something does, and whether it may, is for `protected` and the plan.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from caseapp.disclosure.disguises import unwrapped
from caseapp.disclosure.protected import LONGEST_ENDING, SHORTEST_NUMBER, SHORTEST_STEM, figures
from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.names.scripts import index_tokens, search_key
from caseapp.domain.names.sound import sound


class Occurring:
    """Built from all texts of an appeal, whoever may see them.

    A word of a name can occur if a word of the texts begins with it, but for its last letter,
    which an ending may change: in its own letters, in the Arabic ones that a rule makes of it,
    or by its sound. So it follows `protected` and is never stricter.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._begun: set[str] = set()
        self._grams: set[str] = set()
        for text in dict.fromkeys(texts):
            for written in unwrapped(text):
                for token in index_tokens(written):
                    self._note(token)
                self._note_figures(written)
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
        """Whether every word of a name can occur."""
        return all(map(self._word, index_tokens(name)))

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
