"""All near pairs among the distinct words of many names at once, for comparing everybody.

`Lexicon.near` answers for one word; asking it of every word would take minutes. Here words are
set together by their skeletons first, and the pairs that are left are compared in bulk by the
same costs. Knows words in segments, no person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, pairwise

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


_SHORT = 5
_BLOCK = 256
"""Skeletons that are compared with all others in one go."""
_PAIRS = 1_000_000
"""Pairs of words that are made in one go, but for those of two skeletons: bounds the memory."""

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


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

    def with_more(self, other: Near) -> Near:
        """The pairs of both; those that both have must be the same."""
        parts = [(one.first, one.second, one.apart) for one in (self, other)]
        return _sorted(parts, self.words)


def near_words(
    groups: Sequence[Groups], reach: Reach, step: Callable[[int, int], None], of: Mask | None = None
) -> Near:
    """Every ordered pair of words at most so far apart, a word and itself included.

    Words of several lexicons are numbered on: those of the second begin where the first ends.
    With `of`, a mark for each word, only the pairs of marked words, with the same distances.
    `step(done, total)` is called between pieces of work and may raise.
    """
    offsets = np.cumsum([0, *(len(one.spoken) for one in groups)])
    rows_of = [
        one.marked(None if of is None else of[begin:end])
        for one, (begin, end) in zip(groups, pairwise(offsets), strict=True)
    ]
    places = range(len(groups))
    todo = [(a, b) for a in places for b in places if a <= b or of is not None]
    total, done = sum(len(rows_of[a]) for a, _b in todo), 0
    nothing = np.zeros(0, np.int64)
    found: list[tuple[Numbers, Numbers, Floats]] = [(nothing, nothing, np.zeros(0, np.float32))]
    for a, b in todo:
        for begin in range(0, len(rows_of[a]), _BLOCK):
            step(done, total)
            rows = rows_of[a][begin : begin + _BLOCK]
            once = of is None and a == b
            for mine, theirs in _maybe(groups[a], groups[b], rows, reach, once=once):
                one, other = mine + offsets[a], theirs + offsets[b]
                if of is not None:
                    kept = of[one] | of[other]
                    one, other = one[kept], other[kept]
                found += _apart(groups, (a, b), reach, one, other)
                step(done, total)
            done += len(rows)
    return _sorted(found, int(offsets[-1]))


def near_pairs(groups: Sequence[Groups], reach: Reach, one: Numbers, other: Numbers) -> Near:
    """Of some pairs of words those that `near_words` finds, in both orders."""
    offsets = np.cumsum([0, *(len(group.spoken) for group in groups)])
    words = int(offsets[-1])
    keys = np.unique(np.minimum(one, other) * words + np.maximum(one, other))
    one, other = keys // words, keys % words
    lexicons = np.searchsorted(offsets, np.stack([one, other]), side="right") - 1
    nothing = np.zeros(0, np.int64)
    found: list[tuple[Numbers, Numbers, Floats]] = [(nothing, nothing, np.zeros(0, np.float32))]
    for low, high in combinations_with_replacement(range(len(groups)), 2):
        here = np.flatnonzero((lexicons[0] == low) & (lexicons[1] == high))
        if not len(here):
            continue
        mine = groups[low].of_words(one[here] - offsets[low])
        theirs = groups[high].of_words(other[here] - offsets[high])
        apart = process.cpdist(
            mine, theirs, scorer=Indel.normalized_distance, dtype=np.float32,
            score_cutoff=reach.short,
        )  # fmt: skip
        lengths = np.array([len(a) + len(b) for a, b in zip(mine, theirs, strict=True)])
        here = here[_is_close(apart, lengths, reach)]
        found += _apart(groups, (low, high), reach, one[here], other[here])
    return _sorted(found, words)


def _apart(
    groups: Sequence[Groups], lexicons: tuple[int, int], reach: Reach, one: Numbers, other: Numbers
) -> list[tuple[Numbers, Numbers, Floats]]:
    """Those of two lexicons that are near, in both orders, and how far they are apart."""
    low, high = sorted(lexicons)
    if lexicons[0] >= lexicons[1]:
        # The lower number first: so a pair is as far apart whoever is asked for.
        one, other = np.minimum(one, other), np.maximum(one, other)
    offsets = np.cumsum([0, *(len(group.spoken) for group in groups)])
    apart = pair_distances(
        groups[low].spoken.words, one - offsets[low],
        groups[high].spoken.words, other - offsets[high],
    )  # fmt: skip
    near = apart <= reach.words
    one, other, apart = one[near], other[near], apart[near]
    return [(one, other, apart), (other, one, apart)]


def _is_close(apart: Floats, lengths: Numbers, reach: Reach) -> Mask:
    """Whether skeletons, of so many consonants on both sides together, are near enough."""
    close: Mask = apart <= np.where(
        lengths <= _SHORT, np.float32(reach.short), np.float32(reach.skeletons)
    )
    return close


def _sorted(found: Sequence[tuple[Numbers, Numbers, Floats]], words: int) -> Near:
    first, second = (np.concatenate([part[n] for part in found]) for n in (0, 1))
    apart = np.concatenate([part[2] for part in found])
    key, where = np.unique(first * words + second, return_index=True)
    return Near(key // words, key % words, apart[where], words)


class Groups:
    """The words of a lexicon by skeleton."""

    def __init__(self, lexicon: Spoken) -> None:
        self.spoken = lexicon
        by_skeleton: dict[str, list[int]] = {}
        for number, word in enumerate(lexicon.texts):
            by_skeleton.setdefault(skeleton(word, lexicon.words.writing), []).append(number)
        self.skeletons = sorted(by_skeleton, key=len)
        self.lengths = np.array([len(one) for one in self.skeletons], np.int64)
        self.sizes = np.array([len(by_skeleton[one]) for one in self.skeletons], np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.sizes)]).astype(np.int64)
        words = (number for one in self.skeletons for number in by_skeleton[one])
        self.words = np.fromiter(words, np.int64)

    def of_words(self, words: Numbers) -> list[str]:
        """The skeleton of each."""
        texts, writing = self.spoken.texts, self.spoken.words.writing
        return [skeleton(texts[word], writing) for word in words.tolist()]

    def marked(self, words: Mask | None) -> Numbers:
        """The skeletons of marked words; all of them without marks."""
        every = np.arange(len(self.skeletons))
        if words is None:
            return every
        return np.unique(np.repeat(every, self.sizes)[words[self.words]])


def _maybe(
    one: Groups, other: Groups, rows: Numbers, reach: Reach, *, once: bool
) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs of words, of some skeletons and of all of the other side, that may be near.

    `once`: of two skeletons of one lexicon only in one order. In pieces, for thousands of words
    can have one short skeleton.
    """
    apart = process.cdist(
        [one.skeletons[at] for at in rows], other.skeletons, scorer=Indel.normalized_distance,
        dtype=np.float32, score_cutoff=reach.short,
    )  # fmt: skip
    lengths = one.lengths[rows, None] + other.lengths[None, :]
    first, second = np.nonzero(_is_close(apart, lengths, reach))
    first = rows[first]
    if once:
        kept = first <= second
        first, second = first[kept], second[kept]
    ends = np.cumsum(one.sizes[first] * other.sizes[second])
    goals = np.arange(_PAIRS, ends[-1] if len(ends) else 0, _PAIRS)
    cuts = [0, *np.unique(np.searchsorted(ends, goals)).tolist(), len(first)]
    for begin, end in pairwise(cuts):
        yield _words_of(one, other, first[begin:end], second[begin:end])


def _words_of(
    one: Groups, other: Groups, first: Numbers, second: Numbers
) -> tuple[Numbers, Numbers]:
    """All words of each skeleton with all words of its fellow."""
    each = one.sizes[first] * other.sizes[second]
    inside = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    width = np.repeat(other.sizes[second], each)
    a = one.words[np.repeat(one.starts[first], each) + inside // width]
    b = other.words[np.repeat(other.starts[second], each) + inside % width]
    return a, b
