"""All near pairs among the distinct words of many names at once, for comparing everybody.

`Lexicon.near` answers for one word; asking it of every word would take minutes. Here words are
set together by their skeletons first, and the pairs that are left are compared in bulk by the
same costs. Knows words in segments, no person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from caseapp.domain.names.costs import Floats, costs
from caseapp.domain.names.distance import Words
from caseapp.domain.names.lexicon import Lexicon, skeleton
from caseapp.domain.names.segments import Writing

SKELETONS_APART, SHORT_APART = 0.34, 0.5
"""How far skeletons may be apart; the second for those of at most two consonants together."""
_BLOCK = 256
"""Skeletons that are compared with all others in one go."""
_PAIRS = 16_384
"""Pairs of words compared in one go: their table of costs stays in the processor's cache."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a lexicon at one moment: as segments, and ready for comparing."""

    texts: tuple[str, ...]
    words: Words

    def __len__(self) -> int:
        return len(self.texts)


def spoken(lexicon: Lexicon) -> Spoken:
    """Those that it has now; it may grow meanwhile."""
    return Spoken(tuple(lexicon.number_of), lexicon.words)


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of words, by number, and how far each second is from its first. Sorted by both.

    `words` is how many words there are.
    """

    first: Numbers
    second: Numbers
    apart: Floats
    words: int

    def between(self, one: npt.NDArray[np.integer], other: npt.NDArray[np.integer]) -> Floats:
        """How far words are apart; 1 for those that are not near."""
        wanted = one.astype(np.int64) * self.words + other
        keys = self.first * self.words + self.second
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found: Floats = np.where(keys[at] == wanted, self.apart[at], np.float32(1))
        return found


def near_words(
    lexicons: Sequence[Spoken], most: float, step: Callable[[int, int], None]
) -> Near:
    """Every ordered pair of words at most so far apart, a word and itself included.

    Words of several lexicons are numbered on: those of the second begin where the first ends.
    `step(done, total)` is called between pieces of work and may raise.
    """
    offsets = np.cumsum([0, *(len(one) for one in lexicons)])
    groups = [_Groups(one) for one in lexicons]
    todo = [(a, b) for a in range(len(lexicons)) for b in range(a, len(lexicons))]
    total, done = sum(len(groups[a].skeletons) for a, _b in todo), 0
    nothing = np.zeros(0, np.int64)
    found: list[tuple[Numbers, Numbers, Floats]] = [(nothing, nothing, np.zeros(0, np.float32))]
    for a, b in todo:
        for begin in range(0, len(groups[a].skeletons), _BLOCK):
            step(done, total)
            firsts, seconds = _maybe(groups[a], groups[b], begin, same=a == b)
            apart = pair_distances(lexicons[a].words, firsts, lexicons[b].words, seconds)
            kept = apart <= most
            one, other = firsts[kept] + offsets[a], seconds[kept] + offsets[b]
            found.append((one, other, apart[kept]))
            found.append((other, one, apart[kept]))
            done += min(_BLOCK, len(groups[a].skeletons) - begin)
    first, second = (np.concatenate([part[n] for part in found]) for n in (0, 1))
    apart = np.concatenate([part[2] for part in found])
    words = int(offsets[-1])
    key, where = np.unique(first * words + second, return_index=True)
    return Near(key // words, key % words, apart[where], words)


class _Groups:
    """The words of a lexicon by skeleton."""

    def __init__(self, lexicon: Spoken) -> None:
        by_skeleton: dict[str, list[int]] = {}
        for number, word in enumerate(lexicon.texts):
            by_skeleton.setdefault(skeleton(word, lexicon.words.writing), []).append(number)
        self.skeletons = sorted(by_skeleton, key=len)
        self.lengths = np.array([len(one) for one in self.skeletons], np.int64)
        self.sizes = np.array([len(by_skeleton[one]) for one in self.skeletons], np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)]).astype(np.int64)
        words = (number for one in self.skeletons for number in by_skeleton[one])
        self.words = np.fromiter(words, np.int64)


def _maybe(one: _Groups, other: _Groups, begin: int, *, same: bool) -> tuple[Numbers, Numbers]:
    """Pairs of words, of some skeletons and of all of the other side, that may be near."""
    some = one.skeletons[begin : begin + _BLOCK]
    apart = process.cdist(
        some, other.skeletons, scorer=Indel.normalized_distance, dtype=np.float32,
        score_cutoff=SHORT_APART,
    )  # fmt: skip
    short = one.lengths[begin : begin + _BLOCK, None] + other.lengths[None, :] <= 5
    close = apart <= np.where(short, np.float32(SHORT_APART), np.float32(SKELETONS_APART))
    first, second = np.nonzero(close)
    first = first + begin
    if same:
        once = first <= second
        first, second = first[once], second[once]
    each = one.sizes[first] * other.sizes[second]
    inside = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    width = np.repeat(other.sizes[second], each)
    a = one.words[np.repeat(one.starts[first], each) + inside // width]
    b = other.words[np.repeat(other.starts[second], each) + inside % width]
    return a, b


def pair_distances(first: Words, firsts: Numbers, second: Words, seconds: Numbers) -> Floats:
    """How far each of `firsts` is from its fellow in `seconds`, as `distance.distances` says."""
    apart = np.ones(len(firsts), np.float32)
    order = np.lexsort((second.lengths[seconds], first.lengths[firsts]))
    for where in _pieces(order):
        apart[where] = _of_pairs(first, firsts[where], second, seconds[where])
    return apart


def _pieces(order: Numbers) -> Iterator[Numbers]:
    for begin in range(0, len(order), _PAIRS):
        yield order[begin : begin + _PAIRS]


def _of_pairs(first: Words, firsts: Numbers, second: Words, seconds: Numbers) -> Floats:
    """The table of Wagner and Fischer for all pairs at once, row by row."""
    cost = _tables(first.writing, second.writing)
    mine, theirs = first.lengths[firsts], second.lengths[seconds]
    width = int(theirs.max())
    columns = np.maximum(second.codes[:width].take(seconds, axis=1), 0)
    added = cost.leave_second[columns]
    row = np.zeros((width + 1, len(firsts)), np.float32)
    np.cumsum(added, axis=0, out=row[1:])
    every = np.arange(len(firsts))
    total = np.where(mine == 0, row[theirs, every], np.float32(0))
    segments = len(cost.leave_second)
    flat = cost.replace.ravel()
    for place in range(int(mine.max())):
        number = np.maximum(first.codes[place].take(firsts), 0).astype(np.int32)
        left_out = cost.leave_first[number]
        replaced = flat.take(number * segments + columns)
        following = np.empty_like(row)
        following[0] = row[0] + left_out
        best = np.minimum(row[:-1] + replaced, row[1:] + left_out)
        for position in range(width):
            np.minimum(
                best[position], following[position] + added[position], out=following[position + 1]
            )
        row = following
        ended = np.flatnonzero(mine == place + 1)
        total[ended] = row[theirs[ended], ended]
    mean = (first.weights[firsts] + second.weights[seconds]) / np.float32(2)
    apart: Floats = np.minimum(total / np.maximum(mean, np.float32(0.1)), np.float32(1))
    return apart


@dataclass(frozen=True, slots=True)
class _Tables:
    replace: Floats
    leave_first: Floats
    leave_second: Floats


def _tables(first: Writing, second: Writing) -> _Tables:
    told = costs(first, second)
    return _Tables(
        np.ascontiguousarray(told.replace, np.float32), told.leave_first, told.leave_second
    )
