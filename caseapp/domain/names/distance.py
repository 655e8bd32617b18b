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

Codes = npt.NDArray[np.int8]


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

    def chosen(self, which: npt.NDArray[np.integer[Any]]) -> Words:
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
    """Of one word in segments to each of many: 0 the same, 1 nothing in common.

    The cost of all changes in relation to the mean weight of the two words, at most 1. One
    that is a single letter is taken for an initial.
    """
    word = word[:LONGEST]
    if not len(others) or not word:
        return np.ones(len(others), np.float32)
    cost = costs(writing, others.writing)
    longest = int(others.lengths.max())
    codes = others.codes[:longest]
    there = np.maximum(codes, 0)
    added = cost.leave_second.take(there)
    added[codes < 0] = 0
    row, following = np.zeros((2, longest + 1, len(others)), np.float32)
    np.cumsum(added, axis=0, out=row[1:])
    replaced, left = np.empty_like(added), np.empty_like(added)
    at = numbers(writing)
    for segment in word:
        left_out = cost.leave_first[at[segment]]
        np.take(cost.replace[at[segment]], there, out=replaced)
        replaced += row[:-1]
        np.add(row[1:], left_out, out=left)
        np.minimum(replaced, left, out=replaced)
        np.add(row[0], left_out, out=following[0])
        for position in range(longest):
            np.add(following[position], added[position], out=left[position])
            np.minimum(replaced[position], left[position], out=following[position + 1])
        row, following = following, row
    total = row[others.lengths, np.arange(len(others))]
    mean = (weight_of(word, writing) + others.weights) / np.float32(2)
    apart = total / np.maximum(mean, np.float32(0.1))
    _initials(word, writing, others, cost.replace, apart)
    nearest: Floats = np.minimum(apart, np.float32(1))
    return nearest


def _initials(word: str, writing: Writing, others: Words, replace: Floats, apart: Floats) -> None:
    """A single letter stands for any word that begins with it."""
    if len(word) == 1 and writing is Writing.LETTERS:
        longer = others.lengths > 1
    elif len(word) > 1 and others.writing is Writing.LETTERS:
        longer = others.lengths == 1
    else:
        return
    if longer.any():
        first = replace[numbers(writing)[word[0]]]
        apart[longer] = first[others.codes[0, longer]] + np.float32(INITIAL)
