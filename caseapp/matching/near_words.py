"""All near pairs among the distinct words of many names at once, for comparing everybody.

`Lexicon.near` answers for one word; asking it of every word would take minutes. Here words are
set together by their skeletons first, and the pairs that are left are compared in bulk by the
same costs. Knows words in segments, no person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from caseapp.domain.names.costs import Floats
from caseapp.domain.names.distance import Words, encode, pair_distances
from caseapp.domain.names.lexicon import Lexicon, skeleton


@dataclass(frozen=True, slots=True)
class Reach:
    """How far words, and their skeletons, may be apart to be set together; `short` is for
    skeletons of five consonants or fewer on both sides together."""

    words: float
    skeletons: float
    short: float


_BLOCK = 256
"""Skeletons that are compared with all others in one go."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a lexicon at one moment: as segments, and ready for comparing."""

    texts: tuple[str, ...]
    words: Words

    def __len__(self) -> int:
        return len(self.texts)

    def with_more(self, texts: Iterable[str]) -> Spoken:
        """The same with other words behind them."""
        known = set(self.texts)
        new = tuple(dict.fromkeys(text for text in texts if text not in known))
        added, mine = encode(new, self.words.writing), self.words
        words = Words(
            mine.writing, np.concatenate([mine.codes, added.codes], axis=1),
            np.concatenate([mine.lengths, added.lengths]),
            np.concatenate([mine.weights, added.weights]),
        )  # fmt: skip
        return Spoken((*self.texts, *new), words)


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


def near_words(lexicons: Sequence[Spoken], reach: Reach, step: Callable[[int, int], None]) -> Near:
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
            firsts, seconds = _maybe(groups[a], groups[b], begin, reach, same=a == b)
            apart = pair_distances(lexicons[a].words, firsts, lexicons[b].words, seconds)
            kept = apart <= reach.words
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


def _maybe(
    one: _Groups, other: _Groups, begin: int, reach: Reach, *, same: bool
) -> tuple[Numbers, Numbers]:
    """Pairs of words, of some skeletons and of all of the other side, that may be near."""
    some = one.skeletons[begin : begin + _BLOCK]
    apart = process.cdist(
        some, other.skeletons, scorer=Indel.normalized_distance, dtype=np.float32,
        score_cutoff=reach.short,
    )  # fmt: skip
    short = one.lengths[begin : begin + _BLOCK, None] + other.lengths[None, :] <= 5
    close = apart <= np.where(short, np.float32(reach.short), np.float32(reach.skeletons))
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
