"""A passphrase of words drawn by chance. Qt-free."""

from __future__ import annotations

import secrets

from caseapp.desktop.keys.strength import Level, estimate
from caseapp.system.word_lists import LISTS, word_list

COUNT = 5
"""Words in a suggestion: with 1,024 words to draw from, 50 bits."""

SEPARATOR = "-"


def suggest(language: str) -> str:
    """Five different words in `language`, or in English where there is no list, with hyphens.

    Always strong by the estimate of `strength`: about one draw in a thousand holds a word that
    stands within another, and is thrown away. That costs less than a hundredth of a bit.
    """
    words = word_list(language if language in LISTS else "en")
    chance = secrets.SystemRandom()
    while True:
        drawn = SEPARATOR.join(chance.sample(words, COUNT))
        if estimate(drawn).level is Level.STRONG:
            return drawn
