"""Whose name has words that sound like those being typed; the last word may be unfinished.

Names in letters only (Cyrillic, Latin, Kazakh in Arabic script), word by word: a given name
alone finds everybody who has it, as a search does. Whole names, and Chinese, are for
`index.NameIndex`. Knows only names; nothing is decided here.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from caseapp.domain.names.costs import Floats, weight_of, weights
from caseapp.domain.names.distance import LONGEST, Words, distances
from caseapp.domain.names.index import NameIndex
from caseapp.domain.names.lexicon import Lexicon, skeleton
from caseapp.domain.names.readings import Word, written_names
from caseapp.domain.names.segments import VOWELS, Writing

Owner = TypeVar("Owner", bound=Hashable)

LETTERS = Writing.LETTERS
SAME_NAME = 0.85
TO_CHINESE = 0.75
"""How alike two names must be at least, both in letters, and with Chinese on one side."""
NEAR_ENOUGH = 1 - SAME_NAME
"""How far a typed word may be from one of a name."""
BEGUN_NEAR = 0.12
"""The same for the beginning of a word: fewer sounds must agree better."""
SHORTEST_BEGUN = 3
"""Segments from which an unfinished word is looked up: fewer begin too many names."""
_UNFINISHED = 0.04
"""What it costs that a word goes on behind what was typed."""
_OTHER_NAME = 0.01
"""What it costs that the name has words besides, so that whole names come first."""
_MOST = 1_000
"""Of more people than this only those whose words come nearest are looked at."""
_WORD_ENDS, _NAME_ENDS = -1, -2

Numbers = npt.NDArray[np.intp]
Near = dict[int, float]
"""Numbers of words with how far each is from a typed one."""


@dataclass(frozen=True, slots=True)
class Heard(Generic[Owner]):
    """Somebody with a `name` that sounds so; `places` of its words that were meant.

    `score` 0 to 1; `distance` of the typed word that agrees least.
    """

    owner: Owner
    score: float
    name: str
    places: tuple[int, ...]
    distance: float

    @property
    def words(self) -> tuple[str, ...]:
        """Those words as written, in the order of the name."""
        words = _words(self.name)
        return tuple(words[at].text for at in sorted(self.places))


class TypedIndex(Generic[Owner]):
    """Who has a word in a name. Not safe for two threads at once."""

    def __init__(self) -> None:
        self._lexicon = Lexicon(LETTERS)
        self._by_beginning: list[tuple[str, int]] = []
        self._holders: list[array[int]] = []
        self._owners: list[Owner | None] = []
        self._names: list[tuple[str, ...]] = []
        self._forms: list[array[int]] = []
        self._number_of: dict[Owner, int] = {}

    def __len__(self) -> int:
        return len(self._number_of)

    def put(self, names: Iterable[tuple[Owner, Sequence[str]]]) -> None:
        """Take in people with all their names; of those already there, in place of theirs."""
        for owner, texts in names:
            self.drop(owner)
            number = len(self._owners)
            forms = self._coded(texts)
            self._owners.append(owner)
            self._names.append(tuple(texts))
            self._forms.append(forms)
            self._number_of[owner] = number
            for at in {code >> 7 for code in forms if code >= 0}:
                self._holders[at].append(number)
        self._take_in()

    def _coded(self, texts: Iterable[str]) -> array[int]:
        """Forms of words as numbers with their cost in hundredths, and where words and names end.

        So that many people can be looked at without reading their names again.
        """
        known, found = self._lexicon.number_of, array("i")
        for text in texts:
            for word in _words(text):
                for form, cost in word.forms:
                    at = known.setdefault(form, len(known))
                    if at == len(self._holders):
                        self._holders.append(array("I"))
                    found.append(at << 7 | round(cost * 100))
                found.append(_WORD_ENDS)
            found.append(_NAME_ENDS)
        return found

    def _take_in(self) -> None:
        new = list(self._lexicon.number_of)[len(self._lexicon) :]
        if not new:
            return
        entries = [(_beginning(word), self._lexicon.number_of[word]) for word in new]
        if len(new) < 50:
            for entry in entries:
                insort(self._by_beginning, entry)
        else:
            self._by_beginning = sorted([*self._by_beginning, *entries])
        self._lexicon.take_in()

    def drop(self, owner: Owner) -> None:
        """Take somebody out; nothing happens if they are not there."""
        number = self._number_of.pop(owner, None)
        if number is not None:
            self._owners[number] = None
            self._names[number] = ()
            self._forms[number] = array("i")

    def find(self, text: str, *, limit: int = 50) -> list[Heard[Owner]]:
        """Whose name has all words of a text, best first; of equals whom came first."""
        typed = [word for name in written_names(text) for word in name.words]
        if not typed or any(word.writing is not LETTERS for word in typed) or not self._holders:
            return []
        open_end = text[-1:].isalnum()
        near = [
            self._near(word, begun=open_end and word is typed[-1]) for word in typed
        ]  # fmt: skip
        weight = [weight_of(word.segments, LETTERS) for word in typed]
        found = [
            heard for number in self._holding_all(near, weight)
            if (heard := self._told(number, near, weight)) is not None
        ]  # fmt: skip
        found.sort(key=lambda heard: -round(heard.score, 6))
        return found[:limit]

    # -- words -------------------------------------------------------------------------------
    def _near(self, word: Word, *, begun: bool) -> Near:
        numbers_, far = self._lexicon.near(word.segments, LETTERS, NEAR_ENOUGH)
        found: Near = dict(zip(numbers_.tolist(), far.tolist(), strict=True))
        if begun and len(word.segments) >= SHORTEST_BEGUN:
            for number, distance in self._beginning_so(word.segments):
                if distance + _UNFINISHED < found.get(number, 9):
                    found[number] = distance + _UNFINISHED
        return found

    def _beginning_so(self, typed: str) -> list[tuple[int, float]]:
        """Words that begin as typed, a segment more or less, with how far the beginning is."""
        key = _beginning(typed)
        first = bisect_left(self._by_beginning, (key, 0))
        last = bisect_left(self._by_beginning, (key + "\U0010ffff", 0))
        which = np.array([number for _key, number in self._by_beginning[first:last]], np.intp)
        if not len(which):
            return []
        words = self._lexicon.words.chosen(which)
        best = np.ones(len(which), np.float32)
        for length in range(max(2, len(typed) - 1), min(len(typed) + 1, LONGEST) + 1):
            np.minimum(best, distances(typed, LETTERS, _cut(words, length)), out=best)
        kept = best <= BEGUN_NEAR
        return list(zip(which[kept].tolist(), best[kept].tolist(), strict=True))

    # -- people ------------------------------------------------------------------------------
    def _holding_all(self, near: Sequence[Near], weight: Sequence[float]) -> list[int]:
        """Numbers of people who have a word near to each typed one; the best of very many."""
        total = np.zeros(len(self._owners), np.float32)
        for words, heavy in zip(near, weight, strict=True):
            best = np.full(len(self._owners), 9, np.float32)
            for number, far in sorted(words.items(), key=lambda item: -item[1]):
                best[np.frombuffer(self._holders[number], np.uint32)] = far
            total += best * np.float32(heavy)
        maybe = np.flatnonzero(total < 1.0 * sum(weight))
        if len(maybe) > _MOST:
            maybe = np.sort(maybe[np.argsort(total[maybe], kind="stable")[:_MOST]])
        return maybe.tolist()

    def _told(
        self, number: int, near: Sequence[Near], weight: Sequence[float]
    ) -> Heard[Owner] | None:
        owner, best, heavy = self._owners[number], None, max(sum(weight), 0.1)
        if owner is None:
            return None
        for text, words in zip(self._names[number], _names_in(self._forms[number]), strict=True):
            chosen = _assigned(words, near)
            if chosen is None:
                continue
            mean = sum(far * w for (_at, far), w in zip(chosen, weight, strict=True)) / heavy
            score = 1 - mean - _OTHER_NAME * (len(words) > len(chosen))
            if mean <= NEAR_ENOUGH and (best is None or score > best.score + 1e-6):
                places = tuple(at for at, _far in chosen)
                best = Heard(owner, score, text, places, max(far for _at, far in chosen))
        return best


_Form = tuple[int, float]


def _names_in(forms: array[int]) -> Iterator[list[list[_Form]]]:
    """Names as words as forms: the number of each with its cost."""
    words: list[list[_Form]] = []
    word: list[_Form] = []
    for code in forms:
        if code >= 0:
            word.append((code >> 7, (code & 127) / 100))
        elif code == _WORD_ENDS:
            words.append(word)
            word = []
        else:
            yield words
            words = []


def _assigned(
    words: Sequence[Sequence[_Form]], near: Sequence[Near]
) -> list[tuple[int, float]] | None:
    """For each typed word another word of the name with its distance; None without one."""
    chosen: list[tuple[int, float]] = []
    taken: set[int] = set()
    for one in near:
        fits = [
            (one[form] + cost, at)
            for at, forms in enumerate(words) if at not in taken
            for form, cost in forms if form in one
        ]  # fmt: skip
        if not fits:
            return None
        distance, at = min(fits)
        taken.add(at)
        chosen.append((at, distance))
    return chosen


def _words(text: str) -> list[Word]:
    """The words in letters that a text holds."""
    return [word for name in written_names(text) if name.writing is LETTERS for word in name.words]


@lru_cache(maxsize=200_000)
def _beginning(word: str) -> str:
    """By what words are sorted: whether a vowel comes first, then the classes of consonants."""
    vowel = word[:1] in VOWELS or word[:1] in ("y", "w")
    return ("@" if vowel else "") + skeleton(word, LETTERS)


def _cut(words: Words, length: int) -> Words:
    """The beginnings of words."""
    codes = words.codes[:length]
    each = np.append(weights(LETTERS), np.float32(0))  # -1, behind the last: weighs nothing
    heavy: Floats = each[codes].sum(axis=0, dtype=np.float32)
    return Words(LETTERS, codes, np.minimum(words.lengths, length).astype(np.int16), heavy)


class FewNames(Generic[Owner]):
    """The names of a short list, looked for in any script: for lists that are at hand whole."""

    def __init__(self, names: Iterable[tuple[Owner, Sequence[str]]]) -> None:
        known = [(owner, tuple(texts)) for owner, texts in names]
        self._words: TypedIndex[Owner] = TypedIndex()
        self._words.put(known)
        self._whole: NameIndex[Owner] = NameIndex()
        self._whole.put(known)

    def find(self, text: str) -> list[Owner]:
        """Who may be called so, best first."""
        heard = [one.owner for one in self._words.find(text, limit=_MOST)]
        chinese = any(name.writing is Writing.CHINESE for name in written_names(text))
        least = TO_CHINESE if chinese else SAME_NAME
        whole = [one.owner for one in self._whole.find(text, least=least)]
        return list(dict.fromkeys([*heard, *whole]))
