"""How far one word is from many, by the least cost of turning one into the other.

The weighted edit distance of Wagner and Fischer, worked out for many second words at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from caseapp.domain.names.costs import Floats, costs, numbers, weight_of
from caseapp.domain.names.segments import Writing

LONGEST = 24
"""Segments of a word that are compared."""

INITIAL = 0.25
"""How far an initial is from a word that begins with it."""

_PAIRS = 16_384
"""Pairs of words compared in one go: their table of costs stays in the processor's cache."""

Codes = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class Words:
    """Many words of one writing, ready for comparing.

    `codes` has the shape (LONGEST, words): the number of each segment, -1 behind the last.
    """

    writing: Writing
    codes: Codes
    lengths: npt.NDArray[np.int16]
    weights: Floats

    def __len__(self) -> int:
        return len(self.lengths)

    def chosen(self, which: Numbers) -> Words:
        """Some of them, by number."""
        lengths = self.lengths[which]
        longest = int(lengths.max()) if len(lengths) else 0
        return Words(
            self.writing, self.codes[:longest].take(which, axis=1), lengths, self.weights[which]
        )


def encode(words: Sequence[str], writing: Writing) -> Words:
    """Words in segments as arrays."""
    at = numbers(writing)
    codes = np.full((LONGEST, len(words)), -1, np.int8)
    for number, word in enumerate(words):
        codes[: len(word[:LONGEST]), number] = [at[segment] for segment in word[:LONGEST]]
    return Words(
        writing,
        codes,
        np.array([len(word[:LONGEST]) for word in words], np.int16),
        np.array([weight_of(word[:LONGEST], writing) for word in words], np.float32),
    )


def distances(word: str, writing: Writing, others: Words) -> Floats:
    """Of one word in segments to each of many, as `pair_distances` tells."""
    count = len(others)
    return pair_distances(
        encode((word,), writing), np.zeros(count, np.intp), others, np.arange(count)
    )


def form_distances(forms: Sequence[str], writing: Writing, others: Words) -> dict[str, Floats]:
    """Of each of some words in segments to each of many."""
    mine, theirs = len(forms), len(others)
    apart = pair_distances(
        encode(forms, writing), np.repeat(np.arange(mine), theirs),
        others, np.tile(np.arange(theirs), mine),
    )  # fmt: skip
    return dict(zip(forms, apart.reshape(mine, theirs), strict=True))


def pair_distances(first: Words, firsts: Numbers, second: Words, seconds: Numbers) -> Floats:
    """How far each of `firsts` is from its fellow in `seconds`: 0 the same, 1 nothing in common.

    The cost of all changes in relation to the mean weight of the two words, at most 1. One
    that is a single letter is taken for an initial.
    """
    if len(firsts) <= _PAIRS:
        return _of_pairs(first, firsts, second, seconds)
    apart = np.ones(len(firsts), np.float32)
    order = np.lexsort((second.lengths[seconds], first.lengths[firsts]))
    for begin in range(0, len(order), _PAIRS):
        where = order[begin : begin + _PAIRS]
        apart[where] = _of_pairs(first, firsts[where], second, seconds[where])
    return apart


def _of_pairs(first: Words, firsts: Numbers, second: Words, seconds: Numbers) -> Floats:
    """The table of Wagner and Fischer for all pairs at once, row by row."""
    mine, theirs = first.lengths[firsts], second.lengths[seconds]
    if not len(mine) or not mine.all() or not theirs.all():
        return np.ones(len(mine), np.float32)
    cost = costs(first.writing, second.writing)
    codes = second.codes[: int(theirs.max())].take(seconds, axis=1)
    columns = np.maximum(codes, 0).astype(np.int16)
    added = cost.leave_second.take(columns)
    row, following = np.zeros((2, len(columns) + 1, len(mine)), np.float32)
    np.cumsum(added, axis=0, out=row[1:])
    total = np.zeros(len(mine), np.float32)
    replaced, left = np.empty_like(added), np.empty_like(added)
    every, flat = np.arange(len(mine)), cost.replace.ravel()
    segments = len(cost.leave_second)
    for place in range(int(mine.max())):
        numbers_ = np.maximum(first.codes[place].take(firsts), 0).astype(np.int16)
        left_out = cost.leave_first.take(numbers_)
        np.take(flat, numbers_ * segments + columns, out=replaced)
        replaced += row[:-1]
        np.add(row[1:], left_out, out=left)
        np.minimum(replaced, left, out=replaced)
        np.add(row[0], left_out, out=following[0])
        for position in range(len(columns)):
            np.add(following[position], added[position], out=left[position])
            np.minimum(replaced[position], left[position], out=following[position + 1])
        row, following = following, row
        ended = np.flatnonzero(mine == place + 1)
        total[ended] = row[theirs[ended], every[ended]]
    mean = (first.weights[firsts] + second.weights[seconds]) / np.float32(2)
    apart: Floats = total / np.maximum(mean, np.float32(0.1))
    _initials(first, firsts, second, seconds, apart)
    return np.minimum(apart, np.float32(1))


def _initials(
    first: Words, firsts: Numbers, second: Words, seconds: Numbers, apart: Floats
) -> None:
    """A single letter stands for any word that begins with it."""
    mine, theirs = first.lengths[firsts] == 1, second.lengths[seconds] == 1
    one_letter = np.zeros(len(mine), np.bool_)
    if first.writing is Writing.LETTERS:
        one_letter |= mine & ~theirs
    if second.writing is Writing.LETTERS:
        one_letter |= theirs & ~mine
    if one_letter.any():
        begin = first.codes[0, firsts[one_letter]], second.codes[0, seconds[one_letter]]
        cost = costs(first.writing, second.writing).replace[begin]
        apart[one_letter] = cost + np.float32(INITIAL)
