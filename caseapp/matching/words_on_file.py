"""Who on file has a word near to one: for finding names in a text without asking for each.

Made from the index of people for one piece of work; it does not follow what is changed after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from caseapp.domain.names.lexicon import Lexicon
from caseapp.domain.names.readings import written_names
from caseapp.domain.names.segments import Writing
from caseapp.store.queries.people_index import PeopleIndex

Owners = npt.NDArray[np.int32]
NOBODY: Owners = np.zeros(0, np.int32)
_NEAR = 0.3
"""Distance up to which a word of the text may be one on file, in the same writing."""
_ACROSS = 0.4
_REMEMBERED = 20_000
_NOT_HAN = re.compile("[^\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_LEAST_CHINESE, _MOST_CHINESE = 5, 20
"""Characters of a name that is looked for within a sentence: shorter ones stand there by chance."""


class _Holders:
    """For each word of a writing the owners of the names that have it."""

    def __init__(self, owners: Owners, words: npt.NDArray[np.int32], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        flat = words.reshape(len(words), -1)
        row, _place = np.nonzero(flat >= 0)
        numbers, of = flat[flat >= 0], owners[row]
        numbers, of = numbers[of >= 0], of[of >= 0]
        order = np.argsort(numbers, kind="stable")
        self._owners = of[order]
        self._starts = np.searchsorted(numbers[order], np.arange(len(lexicon) + 1))

    def of(self, numbers: npt.NDArray[np.intp]) -> list[Owners]:
        return [self._owners[self._starts[n] : self._starts[n + 1]] for n in numbers]


def _chinese_names(index: PeopleIndex) -> dict[str, str]:
    """Names in Chinese on file, by their characters alone, as they are written."""
    found: dict[str, str] = {}
    for known in index.known.values():
        for name in known.names:
            plain = _NOT_HAN.sub("", name)
            if _LEAST_CHINESE <= len(plain) <= _MOST_CHINESE:
                found.setdefault(plain, name)
    return found


class WordsOnFile:
    """Needs the vault's turn while it is made and asked."""

    def __init__(self, index: PeopleIndex) -> None:
        self._holders = {}
        for writing in Writing:
            owners, rows, lexicon = index.names.readings(writing)
            self._holders[writing] = _Holders(owners, rows.words, lexicon)
        self._known: dict[tuple[str, bool], Owners] = {}
        self._chinese = _chinese_names(index)
        self._lengths = sorted({len(name) for name in self._chinese}, reverse=True)

    def owners(self, word: str, *, across: bool = False) -> Owners:
        """Numbers of those who have a word near to this one, sorted; with `across` also in the
        other writing (letters for Chinese, Chinese for letters)."""
        key = word, across
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[key] = self._look(word, across)
        return self._known[key]

    def _look(self, word: str, across: bool) -> Owners:
        found: list[Owners] = []
        for name in written_names(word):
            forms = [form for one in name.words for form, _cost in one.forms]
            for writing, holders in self._holders.items():
                if writing is name.writing or across:
                    most = _NEAR if writing is name.writing else _ACROSS
                    for form in dict.fromkeys(forms):
                        numbers, _far = holders.lexicon.near(form, name.writing, most)
                        found += holders.of(numbers)
        return np.unique(np.concatenate(found)) if found else NOBODY

    def chinese_within(self, run: str) -> Iterator[tuple[int, int, str]]:
        """Names in Chinese that stand in a run of characters letter for letter, but for dots:
        begin, end, and how it is written on file. The longest of those that overlap."""
        at = 0
        while at < len(run):
            there = (n for n in self._lengths if run[at : at + n] in self._chinese)
            length = next(there, 0)
            if length:
                yield at, at + length, self._chinese[run[at : at + length]]
            at += length or 1

    def somebody_has(self, words: Sequence[str], *, across: bool = False) -> bool:
        """Whether one person has words near to all of these."""
        left = self.owners(words[0], across=across)
        for word in words[1:]:
            if not len(left):
                return False
            left = np.intersect1d(left, self.owners(word, across=across), assume_unique=True)
        return bool(len(left))
