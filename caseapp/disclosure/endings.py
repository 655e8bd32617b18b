"""The endings that Kazakh and Russian put on names: what stays of a word, and what is a form of it.

Words come as keys of search or as their sounds. Knows no text and no secret.
"""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.disclosure.protected import Kind

LONGEST_ENDING = 6
SHORTEST_STEM = 4
_VOWELS = "аәеиоөуұүыіэюяйьaeiouyäöüïığ"
_INFLECTED = (Kind.NAME, Kind.PART)


def stem(key: str, kind: Kind) -> str:
    """What stays when a name is inflected: "мысалова" gives "мысалов"."""
    if kind in _INFLECTED and len(key) > SHORTEST_STEM and key[-1] in _VOWELS:
        return key[:-1]
    return key


def stems(word: str) -> list[str]:
    """What a word of a secret can be of which this one is a form, the longest first."""
    last = max(len(word) - LONGEST_ENDING - 1, 0)
    return [word[:cut] for cut in range(len(word), last, -1)]


def are_forms(words: Sequence[str], keys: Sequence[str], kind: Kind) -> bool:
    """Whether words of a text are those of a secret, each perhaps with an ending."""
    if len(words) < len(keys):
        return False
    return all(_is_form(word, key, kind) for word, key in zip(words, keys, strict=True))


def _is_form(word: str, key: str, kind: Kind) -> bool:
    if key == word:
        return True
    stays = stem(key, kind)
    if kind not in _INFLECTED or len(stays) < SHORTEST_STEM:
        return False
    return word.startswith(stays) and len(word) - len(stays) <= LONGEST_ENDING
