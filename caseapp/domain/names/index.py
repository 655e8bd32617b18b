"""Many people's names in all scripts, to be asked who may be meant by one.

Kept in memory. Who has a word near to one that was asked for is looked at; the best of these
are compared whole. Scores are those of `similarity`, but that only the name asked for is read
as written together or apart. Knows only names: what else speaks for a person is weighed above.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from caseapp.domain.names.alignment import Rows, align, forms_apart, pack, word_distances
from caseapp.domain.names.costs import Floats, weight_of
from caseapp.domain.names.lexicon import NEAR, Lexicon
from caseapp.domain.names.readings import FORMS, WORDS, Reading, looked_up, written_names
from caseapp.domain.names.segments import Writing

Owner = TypeVar("Owner", bound=Hashable)

_COMPARED = 600
"""Readings of names that are compared whole, in each writing."""
_LOOSE = 4_000
"""Names that came since the lists of who has a word were made; with more they are made anew."""

_HUNDREDTH = np.float32(0.01)

Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Found(Generic[Owner]):
    """Somebody who may be meant; `score` 0 to 1. `touched`: how many were looked at for it."""

    owner: Owner
    score: float


class _Shelf:
    """The names in one writing."""

    def __init__(self, writing: Writing) -> None:
        self.lexicon = Lexicon(writing)
        self.owners = np.zeros(0, np.int32)
        self._words = np.zeros((0, WORDS, FORMS), np.int32)
        self._costs = np.zeros((0, WORDS, FORMS), np.uint8)
        self._count = np.zeros(0, np.int8)
        self._cost = np.zeros(0, np.uint8)
        self._size = 0
        self._listed = 0
        self._starts = np.zeros(1, np.int64)
        self._holders = np.zeros(0, np.int32)

    def add(self, readings: Sequence[Reading], owners: Sequence[int]) -> None:
        rows = pack(readings, self.lexicon.writing, self.lexicon.number_of)
        self.lexicon.take_in()
        end = self._size + len(readings)
        if end > len(self.owners):
            self._grow(max(end, len(self.owners) * 3 // 2, 256))
        where = slice(self._size, end)
        self.owners[where] = owners
        self._words[where] = rows.words
        self._costs[where] = np.round(rows.costs * 100)
        self._count[where] = rows.count
        self._cost[where] = np.round(rows.cost * 100)
        self._size = end

    @property
    def size(self) -> int:
        """How many readings there are, those of people taken out included."""
        return self._size

    def _grow(self, room: int) -> None:
        def grown(old: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
            new = np.zeros((room, *old.shape[1:]), old.dtype)
            new[: self._size] = old[: self._size]
            return new

        self.owners = grown(self.owners)  # type: ignore[assignment]
        self._words = grown(self._words)  # type: ignore[assignment]
        self._costs = grown(self._costs)  # type: ignore[assignment]
        self._count = grown(self._count)  # type: ignore[assignment]
        self._cost = grown(self._cost)  # type: ignore[assignment]

    def drop(self, owner: int) -> None:
        self.owners[: self._size][self.owners[: self._size] == owner] = -1

    def rows(self, which: Numbers) -> Rows:
        return Rows(
            self.lexicon.writing,
            self._words[which],
            self._costs[which] * _HUNDREDTH,
            self._count[which],
            self._cost[which] * _HUNDREDTH,
        )

    # -- who has a word ------------------------------------------------------------------------
    def make_lists(self) -> None:
        """For each word the readings that have it."""
        words = self._words[: self._size].reshape(self._size, WORDS * FORMS)
        row, _place = np.nonzero(words >= 0)
        numbers = words[words >= 0]
        order = np.argsort(numbers, kind="stable")
        self._holders = row[order].astype(np.int32)
        self._starts = np.searchsorted(numbers[order], np.arange(len(self.lexicon) + 1))
        self._listed = self._size

    def candidates(self, reading: Reading, writing: Writing) -> Numbers:
        """The readings of names that come nearest, word by word; at most `_COMPARED`."""
        if self._size - self._listed > _LOOSE:
            self.make_lists()
        mine = np.array([weight_of(w.segments, writing) for w in reading.words], np.float32)
        apart = np.ones((len(reading.words), self._size), np.float32)
        touched: list[Numbers] = []
        for place, word in enumerate(reading.words):
            if len(word.segments) == 1 and any(len(w.segments) > 1 for w in reading.words):
                continue  # an initial would bring everybody
            numbers, far = self._near(word.forms, writing)
            # The nearest come last, so that they are what stays.
            order = np.argsort(-far, kind="stable")
            holders, repeated = self._who(numbers[order], far[order])
            apart[place, holders] = repeated
            touched.append(holders)
            if self._listed < self._size:
                touched.append(self._loose(apart[place], numbers, far))
        marked = np.zeros(self._size, np.bool_)
        for holders in touched:
            marked[holders] = True
        all_ = np.flatnonzero(marked)
        all_ = all_[self.owners[all_] >= 0]
        if len(all_) > _COMPARED:
            far = mine @ apart[:, all_] / mine.sum()
            all_ = all_[np.argpartition(far, _COMPARED)[:_COMPARED]]
        return all_

    def _near(self, forms: Sequence[tuple[str, float]], writing: Writing) -> tuple[Numbers, Floats]:
        best: Floats = np.full(len(self.lexicon), 9, np.float32)
        for form, cost in forms:
            numbers, far = self.lexicon.near(form, writing)
            best[numbers] = np.minimum(best[numbers], far + np.float32(cost))
        numbers = np.flatnonzero(best < NEAR)
        return numbers, best[numbers]

    def _who(self, numbers: Numbers, far: Floats) -> tuple[Numbers, Floats]:
        """The listed readings that have these words, each as often as it has one."""
        known = numbers < len(self._starts) - 1
        numbers, far = numbers[known], far[known]
        begin, end = self._starts[numbers], self._starts[numbers + 1]
        each = end - begin
        before = np.concatenate([[0], np.cumsum(each)[:-1]]) if len(each) else each
        at = np.repeat(begin - before, each) + np.arange(each.sum())
        return self._holders[at].astype(np.intp), np.repeat(far, each)

    def _loose(self, apart: Floats, numbers: Numbers, far: Floats) -> Numbers:
        """Readings that are not listed yet and have one of these words."""
        of_word = np.ones(len(self.lexicon) + 1, np.float32)  # the last: no word
        of_word[numbers] = far
        there = of_word[self._words[self._listed : self._size].reshape(-1, WORDS * FORMS)].min(1)
        apart[self._listed : self._size] = np.minimum(apart[self._listed : self._size], there)
        return self._listed + np.flatnonzero(there < 1)

    def compare(
        self, reading: Reading, writing: Writing, which: Numbers
    ) -> tuple[npt.NDArray[np.int32], Floats]:
        """Owners and scores of these readings, compared whole."""
        rows = self.rows(which)
        numbers, inside = np.unique(rows.words, return_inverse=True)
        shift = int(numbers[0] < 0)  # -1, no word, is the first if it is there
        lexicon = self.lexicon.words.chosen(numbers[shift:])
        inner = Rows(
            rows.writing, (inside.reshape(rows.words.shape) - shift).astype(np.int32),
            rows.costs, rows.count, rows.cost,
        )  # fmt: skip
        apart = word_distances(reading, forms_apart((reading,), writing, lexicon))
        score, _which = align(reading, writing, inner, apart, lexicon.weights)
        return self.owners[which], score


class NameIndex(Generic[Owner]):
    """Who is called what. Not safe for two threads at once."""

    def __init__(self) -> None:
        self._shelves = {writing: _Shelf(writing) for writing in Writing}
        self._owners: list[Owner | None] = []
        self._numbers: dict[Owner, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def put(self, names: Iterable[tuple[Owner, Sequence[str]]]) -> None:
        """Take in people with all their names; of those already there, in place of theirs."""
        readings: dict[Writing, list[Reading]] = {writing: [] for writing in Writing}
        owners: dict[Writing, list[int]] = {writing: [] for writing in Writing}
        for owner, texts in names:
            self.drop(owner)
            number = len(self._owners)
            self._owners.append(owner)
            self._numbers[owner] = number
            for name in dict.fromkeys(name for text in texts for name in written_names(text)):
                readings[name.writing] += name.readings
                owners[name.writing] += [number] * len(name.readings)
        for writing, shelf in self._shelves.items():
            if readings[writing]:
                shelf.add(readings[writing], owners[writing])

    def drop(self, owner: Owner) -> None:
        """Take somebody out; nothing happens if they are not there."""
        number = self._numbers.pop(owner, None)
        if number is None:
            return
        self._owners[number] = None
        for shelf in self._shelves.values():
            shelf.drop(number)

    def readings(self, writing: Writing) -> tuple[npt.NDArray[np.int32], Rows, Lexicon]:
        """All readings in a writing, for comparing everybody at once: whose each is (a number
        as in `numbers`, -1 of nobody any more), its words, and the lexicon that numbers these."""
        shelf = self._shelves[writing]
        every = np.arange(shelf.size)
        return shelf.owners[: shelf.size], shelf.rows(every), shelf.lexicon

    def numbers(self, owners: Iterable[Owner]) -> Iterator[int]:
        """The number of each of some people who are there."""
        return map(self._numbers.__getitem__, owners)

    def find(self, text: str, *, limit: int = 50, least: float = 0.0) -> list[Found[Owner]]:
        """Who may be called so, best first; of equals whom came first."""
        best: dict[int, float] = {}
        for name in written_names(text):
            for reading in looked_up(name):
                for shelf in self._shelves.values():
                    which = shelf.candidates(reading, name.writing)
                    if not len(which):
                        continue
                    numbers, scores = shelf.compare(reading, name.writing, which)
                    for number, score in zip(numbers.tolist(), scores.tolist(), strict=True):
                        if score > best.get(number, 0.0):
                            best[number] = score
        order = sorted(best.items(), key=lambda one: (-round(one[1], 6), one[0]))
        found = []
        for number, score in order[:limit]:
            owner = self._owners[number]
            if owner is not None and score >= least:
                found.append(Found(owner, score))
        return found
