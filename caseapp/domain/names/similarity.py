"""How alike two names are, in whatever scripts, and which of their words were set together.

A score of 1 is the same name; it says nothing of whether the two are one person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from caseapp.domain.names.alignment import align, assignments, in_order, pack, word_distances
from caseapp.domain.names.distance import encode
from caseapp.domain.names.readings import Reading, WrittenName, looked_up, written_names
from caseapp.domain.names.scripts import search_key
from caseapp.domain.names.segments import Writing

SAME_SOUND = 0.12
"""Distance of two words up to which they are read alike."""
ALIKE = 0.35
"""Distance up to which one may be a spelling of the other."""


class Comparison(StrEnum):
    """What was seen when two words were set together."""

    SAME = "same"
    SAME_SOUND = "same_sound"
    ALIKE = "alike"
    DIFFERENT = "different"
    ONLY_ONE = "only_one"


@dataclass(frozen=True, slots=True)
class WordMatch:
    """Two words as written; one of them is "" where only the other name has it."""

    first: str
    second: str
    comparison: Comparison
    distance: float = 1.0


@dataclass(frozen=True, slots=True)
class Similarity:
    """0 to 1, and every word of both names in the order of the first."""

    score: float
    words: tuple[WordMatch, ...] = ()
    other_order: bool = False


def similarity(first: str, second: str) -> Similarity:
    """Compare two names. 0 without words where nothing of one of them can be read."""
    best = Similarity(0.0)
    for one in written_names(first):
        for other in written_names(second):
            found = _of_names(one, other)
            if found.score > best.score or not best.words:
                best = found
    return best


@lru_cache(maxsize=5_000)
def _of_names(one: WrittenName, other: WrittenName) -> Similarity:
    there = [
        (-_score(a, one.writing, b, other.writing)[0], number, a, b)
        for number, (a, b) in enumerate(_pairs(one, other))
    ]
    _worst, _number, a, b = min(there, key=lambda entry: (round(entry[0], 6), entry[1]))
    return _told(a, one.writing, b, other.writing)


def _pairs(one: WrittenName, other: WrittenName) -> Iterator[tuple[Reading, Reading]]:
    """Either name may be read as written together or apart, but not both."""
    for a in looked_up(one):
        for b in other.readings:
            yield a, b
    for b in looked_up(other)[len(other.readings) :]:
        for a in one.readings:
            yield a, b


def _score(a: Reading, mine: Writing, b: Reading, theirs: Writing) -> tuple[float, int]:
    number_of: dict[str, int] = {}
    rows = pack([b], theirs, number_of)
    lexicon = encode(list(number_of), theirs)
    score, which = align(a, mine, rows, word_distances(a, mine, lexicon), lexicon.weights)
    return float(score[0]), int(which[0])


def _told(a: Reading, mine: Writing, b: Reading, theirs: Writing) -> Similarity:
    score, which = _score(a, mine, b, theirs)
    pairs = assignments(len(a.words), len(b.words))[which]
    number_of: dict[str, int] = {}
    rows = pack([b], theirs, number_of)
    apart = word_distances(a, mine, encode(list(number_of), theirs))
    words = []
    set_together = dict(pairs)
    for at, word in enumerate(a.words):
        if at not in set_together:
            words.append(WordMatch(word.text, "", Comparison.ONLY_ONE))
            continue
        place = set_together[at]
        forms = rows.words[0, place]
        far = apart[at, forms[forms >= 0]] + rows.costs[0, place][forms >= 0]
        there = b.words[place].text
        distance = float(np.clip(far.min(), 0, 1))
        words.append(WordMatch(word.text, there, _seen(word.text, there, distance), distance))
    words += [
        WordMatch("", word.text, Comparison.ONLY_ONE)
        for place, word in enumerate(b.words) if place not in set_together.values()
    ]  # fmt: skip
    return Similarity(score, tuple(words), not in_order(pairs))


def _seen(first: str, second: str, distance: float) -> Comparison:
    if search_key(first) == search_key(second):
        return Comparison.SAME
    if distance <= SAME_SOUND:
        return Comparison.SAME_SOUND
    return Comparison.ALIKE if distance <= ALIKE else Comparison.DIFFERENT
