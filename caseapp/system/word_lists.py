"""The lists of words under resources/words: for passphrases, and for words that two people
read to each other. Knows no content of a vault.
"""

from __future__ import annotations

from functools import lru_cache

from caseapp.system.resources import resource

LISTS = ("en", "ru", "kk")
"""Languages with a word list; see resources/words/README.md."""


@lru_cache(maxsize=len(LISTS))
def word_list(language: str) -> tuple[str, ...]:
    """The words of one of `LISTS`. Raises KeyError for a language without a list."""
    if language not in LISTS:
        raise KeyError(language)
    return tuple(resource("words", f"{language}.txt").read_text(encoding="utf-8").split())
