"""The distinct words of many names in one writing, and which of them are near to a word.

A word is first looked for by its skeleton, the classes of its consonants: most words drop out
there. Grows as names come; a word that no name has any more stays, and does no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from caseapp.domain.names.costs import Floats
from caseapp.domain.names.distance import LONGEST, Words, distances, encode
from caseapp.domain.names.segments import Writing

NEAR = 0.42
"""Distance up to which a word may be another spelling of one."""
_FEW = 1_500
"""Words that are all compared: looking for their skeletons first would take as long."""
_MOST = 4_000
"""Words that are compared after looking for their skeletons; those with the nearest go first."""
_APART, _APART_SHORT = 0.42, 0.55
"""How far skeletons may be apart; the second for those of at most two consonants."""

_CLASSES = str.maketrans(
    {
        **dict.fromkeys("pfv", "b"),
        "t": "d",
        **dict.fromkeys("qgGhx", "k"),
        **dict.fromkeys("KCZQ", "j"),
        **dict.fromkeys("czSX", "s"),
        "N": "n",
        **dict.fromkeys("rR", "l"),
        **dict.fromkeys("aeiouAOUIEyw@123"),
    }
)
_CHINESE_CLASSES = str.maketrans({**dict(_CLASSES), ord("q"): "j", ord("x"): "s"})
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=200_000)
def skeleton(word: str, writing: Writing) -> str:
    """The classes of a word's consonants: b p f v are one, t d, k q g h, s z sh, l r, m, n…"""
    classes = _CHINESE_CLASSES if writing is Writing.CHINESE else _CLASSES
    return _DOUBLED.sub(r"\1", word.translate(classes))


class Lexicon:
    """Words in segments, each with a number."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.number_of: dict[str, int] = {}
        self._codes = np.full((LONGEST, 64), -1, np.int8)
        self._lengths = np.zeros(64, np.int16)
        self._weights = np.zeros(64, np.float32)
        self._size = 0
        self._by_skeleton: dict[str, npt.NDArray[np.intp]] = {}
        self._skeletons: list[str] = []
        self._near: dict[tuple[str, Writing, float], tuple[npt.NDArray[np.intp], Floats]] = {}

    def __len__(self) -> int:
        return self._size

    @property
    def words(self) -> Words:
        """All of them."""
        return Words(
            self.writing, self._codes[:, : self._size], self._lengths[: self._size],
            self._weights[: self._size],
        )  # fmt: skip

    @property
    def weights(self) -> Floats:
        return self._weights[: self._size]

    def take_in(self) -> None:
        """Make ready what was added to `number_of` since."""
        new = list(self.number_of)[self._size :]
        if not new:
            return
        self._near.clear()
        self._grow(self._size + len(new))
        coded, where = encode(new, self.writing), slice(self._size, self._size + len(new))
        self._codes[:, where] = coded.codes
        self._lengths[where] = coded.lengths
        self._weights[where] = coded.weights
        by_skeleton: dict[str, list[int]] = {}
        for number, word in enumerate(new, self._size):
            by_skeleton.setdefault(skeleton(word, self.writing), []).append(number)
        for classes, added in by_skeleton.items():
            if classes not in self._by_skeleton:
                self._skeletons.append(classes)
                self._by_skeleton[classes] = np.array(added)
            else:
                self._by_skeleton[classes] = np.append(self._by_skeleton[classes], added)
        self._size += len(new)

    def _grow(self, size: int) -> None:
        room = len(self._lengths)
        if size <= room:
            return
        more = max(size, room * 3 // 2) - room
        self._codes = np.concatenate([self._codes, np.full((LONGEST, more), -1, np.int8)], axis=1)
        self._lengths = np.concatenate([self._lengths, np.zeros(more, np.int16)])
        self._weights = np.concatenate([self._weights, np.zeros(more, np.float32)])

    def near(
        self, word: str, writing: Writing, most: float = NEAR
    ) -> tuple[npt.NDArray[np.intp], Floats]:
        """Numbers of the words at most so far from a word in segments, and how far they are."""
        key = word, writing, most
        if key not in self._near:
            if len(self._near) > 2_000:
                self._near.clear()
            maybe = self._maybe(word, writing)
            apart = distances(word, writing, self.words.chosen(maybe))
            kept = apart < most
            self._near[key] = maybe[kept], apart[kept]
        return self._near[key]

    def _maybe(self, word: str, writing: Writing) -> npt.NDArray[np.intp]:
        """Words whose skeletons are alike."""
        if self._size <= _FEW:
            return np.arange(self._size)
        classes = skeleton(word, writing)
        apart = process.cdist(
            [classes], self._skeletons, scorer=Indel.normalized_distance, dtype=np.float32
        )[0]
        most = _APART if len(classes) > 2 else _APART_SHORT
        close = np.flatnonzero(apart <= most)
        close = close[np.argsort(apart[close], kind="stable")]
        lists: list[npt.NDArray[np.intp]] = []
        size = 0
        for at in close:
            words = self._by_skeleton[self._skeletons[at]]
            size += len(words)
            if size > _MOST and lists:
                break
            lists.append(words)
        return np.concatenate(lists) if lists else np.zeros(0, np.intp)
