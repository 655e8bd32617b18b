"""Protected strings by the words that they begin with, so that few are compared at a place.

Knows the words of secrets, as `index_tokens` gives them or as they sound; no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caseapp.disclosure.endings import stem, stems
from caseapp.disclosure.protected import Kind, Secret

Keys = tuple[str, ...]
Alike = tuple[Keys, Kind, list[Secret]]
"""Secrets of the same words: they are compared with a text once, whoever bears them."""
Begun = dict[str, list[Alike]]
"""Secrets of one first word by their second one, or by "" if they have none; both as stems."""

FIRST_HAN = "\u2e80"
"""From here on a character is a word."""
_START = 8
"""Words by which a sentence is looked up."""


class Index:
    """Secrets by their first two words, whatever endings these may have in a text."""

    def __init__(self) -> None:
        self._by_head: dict[str, Begun] = {}
        self._alike: dict[tuple[Keys, Kind], list[Secret]] = {}

    def add(self, keys: Keys, secret: Secret) -> None:
        """`keys`: its words, at least one."""
        known = self._alike.get((keys, secret.kind))
        if known is not None:
            known.append(secret)
            return
        found = self._alike[keys, secret.kind] = [secret]
        begun = self._by_head.setdefault(_head(keys, secret.kind), {})
        second = stem(keys[1], secret.kind) if len(keys) > 1 else ""
        begun.setdefault(second, []).append((keys, secret.kind, found))

    def begun_by(self, word: str) -> tuple[Begun, ...]:
        """What begins with a word, or with a stem of it."""
        return tuple(self._by_head[one] for one in stems(word) if one in self._by_head)

    def begun_exactly(self, head: str) -> tuple[Begun, ...]:
        """What begins with this word, or with these two Han characters."""
        return (self._by_head[head],) if head in self._by_head else ()


def _head(keys: Keys, kind: Kind) -> str:
    """Under what a secret is looked up: its first word, of Han characters the first two."""
    if keys[0] >= FIRST_HAN and len(keys) > 1:
        return keys[0] + keys[1]
    return stem(keys[0], kind)


class Sentences:
    """Secrets that are looked for word by word: by so many first words that few begin alike."""

    def __init__(self) -> None:
        self._by_start: dict[Keys, dict[Keys, list[Secret]]] = {}
        self._sizes: dict[str, set[int]] = {}

    def add(self, keys: Keys, secret: Secret) -> None:
        """`keys`: its words, at least one."""
        start = keys[:_START]
        self._sizes.setdefault(keys[0], set()).add(len(start))
        self._by_start.setdefault(start, {}).setdefault(keys, []).append(secret)

    def sizes(self, word: str) -> Iterable[int]:
        """By how many words those are looked up that begin with this one; none: none does."""
        return self._sizes.get(word, ())

    def begun_by(self, start: Keys) -> Iterator[Alike]:
        """What begins with so many words."""
        for keys, secrets in self._by_start.get(start, {}).items():
            yield keys, Kind.EXACT, secrets
