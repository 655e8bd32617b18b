"""How alike two names are, in whatever scripts, and which of their words were set together.

A score of 1 is the same name; it says nothing of whether the two are one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from caseapp.domain.names.alignment import (
    Pairs,
    align,
    assignments,
    forms_apart,
    in_order,
    pack,
    word_distances,
)
from caseapp.domain.names.costs import Floats
from caseapp.domain.names.distance import encode
from caseapp.domain.names.readings import Reading, WrittenName, looked_up, written_names
from caseapp.domain.names.scripts import search_key
from caseapp.domain.names.segments import Writing

SAME_SOUND = 0.12
"""Distance of two words up to which they are read alike."""
ALIKE = 0.35
"""Distance up to which one may be a spelling of the other."""
_EQUAL = 1e-6


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


@lru_cache(maxsize=5_000)
def similarity(first: str, second: str) -> Similarity:
    """Compare two names. 0 without words where nothing of one of them can be read."""
    return similarities(first, (second,))[0]


def similarities(first: str, others: Sequence[str]) -> list[Similarity]:
    """Compare a name with several at once, which takes hardly longer than with one of them.

    Either name may be read as written together or apart, but not both.
    """
    best: dict[int, _Best] = {}
    for name in written_names(first):
        for writing in Writing:
            _compare(name, _rows(others, writing), writing, best)
    return [best[at].told() if at in best else Similarity(0.0) for at in range(len(others))]


@dataclass(frozen=True, slots=True)
class _Row:
    """One reading of the other name with this number; `looked_up`: only if it is asked for."""

    number: int
    reading: Reading
    looked_up: bool


@dataclass(frozen=True, slots=True)
class _Best:
    """The best reading of both names so far; `apart` are distances of their words."""

    score: float
    first: Reading
    second: Reading
    pairs: Pairs
    apart: Floats

    def told(self) -> Similarity:
        there = dict(self.pairs)
        words = [
            self._set_together(at, there[at]) if at in there
            else WordMatch(word.text, "", Comparison.ONLY_ONE)
            for at, word in enumerate(self.first.words)
        ]  # fmt: skip
        words += [
            WordMatch("", word.text, Comparison.ONLY_ONE)
            for place, word in enumerate(self.second.words) if place not in there.values()
        ]  # fmt: skip
        return Similarity(self.score, tuple(words), not in_order(self.pairs))

    def _set_together(self, at: int, place: int) -> WordMatch:
        one, other = self.first.words[at].text, self.second.words[place].text
        distance = float(np.clip(self.apart[at, place], 0, 1))
        return WordMatch(one, other, _seen(one, other, distance), distance)


def _rows(others: Sequence[str], writing: Writing) -> list[_Row]:
    rows = []
    for number, other in enumerate(others):
        for name in written_names(other):
            if name.writing is writing:
                plain = len(name.readings)
                rows += [_Row(number, r, n >= plain) for n, r in enumerate(looked_up(name))]
    return rows


def _compare(
    name: WrittenName, rows: Sequence[_Row], writing: Writing, best: dict[int, _Best]
) -> None:
    """Note in `best` where a reading of the name comes nearer to one of the others."""
    if not rows:
        return
    number_of: dict[str, int] = {}
    packed = pack([row.reading for row in rows], writing, number_of)
    lexicon = encode(list(number_of), writing)
    readings, plain = looked_up(name), len(name.readings)
    of_forms = forms_apart(readings, name.writing, lexicon)
    for place, reading in enumerate(readings):
        apart = word_distances(reading, of_forms)
        score, which = align(reading, name.writing, packed, apart, lexicon.weights)
        for at, row in enumerate(rows):
            known = best.get(row.number)
            better = known is None or score[at] > known.score + _EQUAL
            if better and not (place >= plain and row.looked_up):
                pairs = assignments(len(reading.words), len(row.reading.words))[which[at]]
                forms, extra = packed.words[at], packed.costs[at]
                far = np.where(forms >= 0, apart[:, forms] + extra, 9).min(axis=2)
                best[row.number] = _Best(float(score[at]), reading, row.reading, pairs, far)


def _seen(first: str, second: str, distance: float) -> Comparison:
    if search_key(first) == search_key(second):
        return Comparison.SAME
    if distance <= SAME_SOUND:
        return Comparison.SAME_SOUND
    return Comparison.ALIKE if distance <= ALIKE else Comparison.DIFFERENT
