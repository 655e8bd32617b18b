"""Passphrases of words drawn by chance, from the lists under resources/words. Qt-free."""

from __future__ import annotations

import secrets
from functools import lru_cache

from caseapp.system.resources import resource

LISTS = ("en", "ru", "kk")
"""Languages with a word list; see resources/words/README.md."""

COUNT = 5
"""Words in a suggestion: with 1,024 words to draw from, 50 bits."""

SEPARATOR = "-"


@lru_cache(maxsize=len(LISTS))
def word_list(language: str) -> tuple[str, ...]:
    """The words of one of `LISTS`. Raises KeyError for a language without a list."""
    if language not in LISTS:
        raise KeyError(language)
    return tuple(resource("words", f"{language}.txt").read_text(encoding="utf-8").split())


def suggest(language: str) -> str:
    """Five different words in `language`, or in English where there is no list, with hyphens."""
    words = word_list(language if language in LISTS else "en")
    return SEPARATOR.join(secrets.SystemRandom().sample(words, COUNT))
