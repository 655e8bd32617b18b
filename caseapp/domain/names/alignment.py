"""The words of two names set against each other: the assignment that costs least.

Words may stand in another order and be missing on one side; both cost a little. A father's
name that only one side has is no contradiction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import numpy as np
import numpy.typing as npt

from caseapp.domain.names.costs import Floats, weight_of
from caseapp.domain.names.distance import Words, form_distances
from caseapp.domain.names.readings import FORMS, WORDS, Reading
from caseapp.domain.names.segments import Writing

ORDER = 0.03
"""What it costs that the words stand in another order."""
_MISSING = 0.15
_MISSING_OF_ONE = 0.2
"""Share of the weight of a word without counterpart that is held against two names; the second
where one side has a single word."""
_MISSING_WEIGHS = 0.25
_ALONE = 0.17
"""What it costs at least between alphabets that one side is a single word: half of all Kazakhs
share a few names. A Chinese form, that no name alone makes likely, is only put in an order."""

Pairs = tuple[tuple[int, int], ...]
"""Numbers of the words, of the first name and of the second, that are set together."""


@lru_cache(maxsize=32)
def assignments(first: int, second: int) -> tuple[Pairs, ...]:
    """All ways to pair the words of two names; each word of the shorter name is paired.

    Those in the order given come first, so that they win where all else is equal.
    """
    if first <= second:
        found = [tuple(enumerate(p)) for p in permutations(range(second), first)]
    else:
        found = [
            tuple(sorted((one, other) for other, one in enumerate(p)))
            for p in permutations(range(first), second)
        ]
    return tuple(sorted(found, key=lambda pairs: not in_order(pairs)))


def in_order(pairs: Pairs) -> bool:
    """Whether no two pairs cross."""
    seconds = [other for _one, other in sorted(pairs)]
    return seconds == sorted(seconds)


@dataclass(frozen=True, slots=True)
class Rows:
    """Readings of many names in one writing. Words are numbers in a lexicon, -1 for none.

    Shapes: `words` and `costs` (rows, WORDS, FORMS), `count` and `cost` (rows).
    """

    writing: Writing
    words: npt.NDArray[np.int32]
    costs: Floats
    count: npt.NDArray[np.int8]
    cost: Floats


def pack(readings: Sequence[Reading], writing: Writing, number_of: dict[str, int]) -> Rows:
    """Readings as arrays. New forms of words get the next number in `number_of`."""
    words = np.full((len(readings), WORDS, FORMS), -1, np.int32)
    costs = np.zeros((len(readings), WORDS, FORMS), np.float32)
    for row, reading in enumerate(readings):
        for place, word in enumerate(reading.words[:WORDS]):
            for form, (read, cost) in enumerate(word.forms):
                words[row, place, form] = number_of.setdefault(read, len(number_of))
                costs[row, place, form] = cost
    count = np.array([min(len(reading.words), WORDS) for reading in readings], np.int8)
    return Rows(writing, words, costs, count, np.array([r.cost for r in readings], np.float32))


def forms_apart(readings: Sequence[Reading], writing: Writing, lexicon: Words) -> dict[str, Floats]:
    """Of each form of a word in readings of one name to each form in a lexicon."""
    forms = dict.fromkeys(form for r in readings for word in r.words for form, _cost in word.forms)
    return form_distances(list(forms), writing, lexicon)


def word_distances(reading: Reading, apart: Mapping[str, Floats]) -> Floats:
    """Of each word of a reading to each form in a lexicon: shape (words, forms)."""
    found = np.ones((len(reading.words), len(next(iter(apart.values())))), np.float32)
    for place, word in enumerate(reading.words):
        for form, cost in word.forms:
            np.minimum(found[place], apart[form] + np.float32(cost), out=found[place])
    return found


def align(
    reading: Reading, writing: Writing, rows: Rows, apart: Floats, weights: Floats
) -> tuple[Floats, npt.NDArray[np.int16]]:
    """How alike one reading is to each row, 0 to 1, and the number of the best assignment.

    `apart` are the distances of its words to the forms that `rows` name, `weights` the
    weights of those forms.
    """
    first = len(reading.words)
    alone = _ALONE if writing is rows.writing is Writing.LETTERS else 0.0
    mine = np.array([weight_of(word.segments, writing) for word in reading.words], np.float32)
    score = np.zeros(len(rows.count), np.float32)
    which = np.zeros(len(rows.count), np.int16)
    for second in range(1, WORDS + 1):
        chosen = np.flatnonzero(rows.count == second)
        if len(chosen):
            of_words, theirs = _per_word(rows, chosen, second, apart, weights)
            cost, best = _cheapest(first, second, of_words, (mine, theirs), alone)
            score[chosen] = 1 - cost - rows.cost[chosen] - np.float32(reading.cost)
            which[chosen] = best
    return np.clip(score, 0, 1), which


def _per_word(
    rows: Rows, chosen: npt.NDArray[np.intp], second: int, apart: Floats, weights: Floats
) -> tuple[Floats, Floats]:
    """Distances (words of the reading, words of a row, rows) and weights (words, rows)."""
    forms = rows.words[chosen, :second]
    extra = rows.costs[chosen, :second]
    each = apart[:, forms] + extra
    each[:, forms < 0] = 9
    of_words = np.minimum(each.min(axis=3), 1).transpose(0, 2, 1)
    return of_words, weights[forms[:, :, 0]].T


def _cheapest(
    first: int, second: int, of_words: Floats, weights: tuple[Floats, Floats], single: float
) -> tuple[Floats, npt.NDArray[np.int16]]:
    mine, theirs = weights
    rows = of_words.shape[2]
    best = np.full(rows, 9, np.float32)
    which = np.zeros(rows, np.int16)
    missing = np.float32(_MISSING_OF_ONE if min(first, second) == 1 else _MISSING)
    for number, pairs in enumerate(assignments(first, second)):
        total, weight = np.zeros(rows, np.float32), np.zeros(rows, np.float32)
        alone = np.full(rows, mine.sum(), np.float32) + theirs.sum(axis=0)
        for one, other in pairs:
            mean = (mine[one] + theirs[other]) / np.float32(2)
            total += of_words[one, other] * mean
            weight += mean
            alone -= mine[one] + theirs[other]
        alone = np.maximum(alone, 0)
        cost = (total + missing * alone) / np.maximum(weight + _MISSING_WEIGHS * alone, 0.1)
        if min(first, second) == 1 < max(first, second):
            cost = np.maximum(cost, total / np.maximum(weight, 0.1) + np.float32(single))
        if not in_order(pairs):
            cost = cost + np.float32(ORDER)
        better = cost < best - 1e-6
        best[better], which[better] = cost[better], number
    return best, which
