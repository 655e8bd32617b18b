"""All people on file as arrays, for comparing everybody with everybody.

Taken while one has the vault's turn, worked on without it. Knows words and who has them; what
else is known of a person is kept beside, for weighing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt

from caseapp.domain.identifiers import upgraded_resident_id
from caseapp.domain.names.costs import Floats
from caseapp.domain.names.lexicon import skeleton
from caseapp.domain.names.segments import Writing
from caseapp.domain.vocabulary import Sex
from caseapp.matching.evidence import Among
from caseapp.matching.near_words import Near, Numbers, Spoken, spoken
from caseapp.store.queries.people_index import Known, PeopleIndex

SLOTS = 3
"""Words of a name by which people are set together."""
WIDEST = 3
"""Years that a birth may span and still bring people together."""
OFFICE = 12
"""Cases of one phone or teller from which it is an office's, and no sign."""
_JOINED, _PART = 7, 3
"""Segments from which one word may be two, and those of the shorter part."""
_GLUED = 0.02
_SEXES = {Sex.MALE: 1, Sex.FEMALE: 2}


@dataclass(frozen=True, slots=True)
class Everybody:
    """People by place in `ids`, the older numbers first."""

    ids: list[UUID]
    known: list[Known]
    among: Among
    shared: tuple[tuple[UUID, ...], ...]
    """Cases with the same document, phone or person tied to them."""
    owners: Numbers
    """Whose each reading of a name is."""
    words: npt.NDArray[np.int32]
    """Shape (readings, SLOTS, forms): numbers of words, those of the second lexicon behind
    those of the first; -1 for none."""
    costs: Floats
    lexicons: tuple[Spoken, ...]
    times: Numbers
    """For how many each stands: more than one where a list has equal rows."""


def everybody(index: PeopleIndex) -> Everybody:
    """Copy what is compared: a tenth of a second with a hundred thousand cases."""
    ids, known = _in_order(index)
    numbers = np.fromiter(index.names.numbers(ids), np.int64, len(ids))
    place = np.full(numbers.max(initial=-1) + 1, -1, np.int64)
    place[numbers] = np.arange(len(ids))
    shelves = [_shelf(index, writing, place) for writing in Writing]
    named = np.concatenate([shelf.owners[shelf.count > 1] for shelf in shelves])
    bones = {skeleton(text, shelf.spoken.words.writing)
             for shelf in shelves for text in shelf.spoken.texts}  # fmt: skip
    parts = [_taken_apart(shelf, named, bones) for shelf in shelves]
    before = np.cumsum([0, *(len(part.spoken) for part in parts)])
    words = [
        np.where(part.words < 0, part.words, part.words + np.int32(begin))
        for part, begin in zip(parts, before, strict=False)
    ]
    return Everybody(
        ids, known, Among(len(ids), dict(index.counties)),
        _shared(index), np.concatenate([part.owners for part in parts]), np.concatenate(words),
        np.concatenate([part.costs for part in parts]), tuple(part.spoken for part in parts),
        np.ones(len(ids), np.int64),
    )  # fmt: skip


def places_of(people: Everybody, some: Mapping[UUID, Known]) -> Numbers:
    """Where some of them stand, sorted."""
    places = []
    for case_id, known in some.items():
        at = bisect_left(people.known, known.serial, key=lambda one: one.serial)
        places.append(people.ids.index(case_id, at))
    return np.array(sorted(places), np.int64)


def _in_order(index: PeopleIndex) -> tuple[list[UUID], list[Known]]:
    """Cases by number. Makes few objects: each would set Python looking for garbage."""
    ids, known = list(index.known), list(index.known.values())
    serials = np.fromiter((one.serial for one in known), np.int64, len(known))
    order = np.argsort(serials, kind="stable").tolist()
    if len(np.unique(serials)) < len(ids):
        order.sort(key=lambda at: (known[at].serial, ids[at]))
    return [ids[at] for at in order], [known[at] for at in order]


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The readings in one writing, and how many words each has."""

    owners: Numbers
    words: npt.NDArray[np.int32]
    costs: Floats
    count: npt.NDArray[np.int8]
    spoken: Spoken


def _shelf(index: PeopleIndex, writing: Writing, place: Numbers) -> _Shelf:
    numbers, rows, lexicon = index.names.readings(writing)
    there = np.flatnonzero(numbers >= 0)
    return _Shelf(
        place[numbers[there]], rows.words[there][:, :SLOTS], rows.costs[there][:, :SLOTS],
        rows.count[there], spoken(lexicon),
    )  # fmt: skip


def _taken_apart(shelf: _Shelf, named: Numbers, bones: Collection[str]) -> _Shelf:
    """The readings of two words and more, and those of single words that may be two.

    A single word, as 江苏力坦斯迪克 or Nurlanserik, is taken apart if its bearer is not among
    `named`, wherever both parts sound like words that somebody bears.
    """
    alone = np.flatnonzero((shelf.count == 1) & ~np.isin(shelf.owners, named))
    bears = shelf.words[alone, 0, 0]
    cuts = {word: _cuts(shelf.spoken, word, bones) for word in np.unique(bears).tolist()}
    more = shelf.spoken.with_more(part for pairs in cuts.values() for two in pairs for part in two)
    number = {text: at for at, text in enumerate(more.texts)}
    found = [
        (owner, number[one], number[two])
        for owner, word in zip(shelf.owners[alone].tolist(), bears.tolist(), strict=True)
        for one, two in cuts[word]
    ]
    words = np.full((len(found), *shelf.words.shape[1:]), -1, np.int32)
    words[:, :2, 0] = np.array([pair[1:] for pair in found], np.int32).reshape(-1, 2)
    costs = np.zeros(words.shape, np.float32)
    costs[:, 0, 0] = _GLUED
    owners = np.array([owner for owner, _one, _two in found], np.int64)
    whole = shelf.count > 1
    return _Shelf(
        np.concatenate([shelf.owners[whole], owners]),
        np.concatenate([shelf.words[whole], words]),
        np.concatenate([shelf.costs[whole], costs]),
        np.concatenate([shelf.count[whole], np.full(len(found), 2, np.int8)]), more,
    )  # fmt: skip


def _cuts(words: Spoken, word: int, bones: Collection[str]) -> list[tuple[str, str]]:
    """The ways to take a word apart; none for a short one."""
    text, writing = words.texts[word], words.words.writing
    if len(text) < _JOINED:
        return []
    ways = [(text[:at], text[at:]) for at in range(_PART, len(text) - _PART + 1)]
    return [
        (one, two) for one, two in ways
        if skeleton(one, writing) in bones and skeleton(two, writing) in bones
    ]  # fmt: skip


def _shared(index: PeopleIndex) -> tuple[tuple[UUID, ...], ...]:
    found = index.shared("document")
    for case_id, known in index.known.items():
        for number in known.documents:
            if len(number) == 15 and (whole := upgraded_resident_id(number)):
                found += [(case_id, one) for one in index.with_document(whole)]
    of_many = (*index.shared("phone"), *index.shared("kin"))
    return (*found, *(ids for ids in of_many if len(ids) <= OFFICE))


@dataclass(frozen=True, slots=True)
class Held:
    """Each word that somebody has, once: whose, as which word of the name, at which cost.

    Sorted by person; `starts` are where each begins, and one more.
    """

    words: Numbers
    owners: Numbers
    slots: npt.NDArray[np.int64]
    costs: Floats
    starts: Numbers

    def of(self, people: Numbers) -> Numbers:
        """Where the words of these people stand."""
        return spread(self.starts[people], self.starts[people + 1] - self.starts[people])


def held_words(all_: Everybody, near: Near) -> Held:
    """What everybody is called, word for word.

    Names of one person are brought into the order of the first: else a given name would stand
    for a father's wherever somebody wrote the family name first.
    """
    order = np.argsort(all_.owners, kind="stable")
    owners, words, costs = all_.owners[order], all_.words[order], all_.costs[order]
    first, second = _beside_the_first(owners, words)
    apart = near.between(first, second)
    straight, crossed = apart[0] + apart[1], apart[2] + apart[3]
    turned = np.flatnonzero((words[:, 2, 0] < 0) & (crossed < straight - 1e-6))
    for array in (words, costs):
        array[turned, :2] = array[turned, 1::-1]
    row, slot, form = np.nonzero(words >= 0)
    word, owner, cost = words[row, slot, form].astype(np.int64), owners[row], costs[row, slot, form]
    key = (owner * SLOTS + slot) * near.words + word
    order = np.lexsort((cost, key))
    order = order[first_of_each(key[order])]
    owner = owner[order]
    starts = np.searchsorted(owner, np.arange(len(all_.ids) + 1))
    return Held(word[order], owner, slot[order], cost[order], starts)


def within_people(all_: Everybody) -> tuple[Numbers, Numbers]:
    """Pairs of words that `held_words` must know how far they are apart."""
    order = np.argsort(all_.owners, kind="stable")
    first, second = _beside_the_first(all_.owners[order], all_.words[order])
    return first.ravel().astype(np.int64), second.ravel().astype(np.int64)


def _beside_the_first(
    owners: Numbers, words: npt.NDArray[np.int32]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Both words of everybody's first reading, and those of each reading that they are set
    beside: straight, then crossed. Shape (4, readings)."""
    first = words[np.searchsorted(owners, owners)][:, :2, 0].T
    here = words[:, :2, 0].T
    return first[[0, 1, 0, 1]], here[[0, 1, 1, 0]]


@dataclass(frozen=True, slots=True)
class Particulars:
    """Of each person the first and last year of birth (0: not known), county (-1) and sex (0)."""

    first_year: Numbers
    last_year: Numbers
    county: Numbers
    sex: Numbers


def particulars_of(people: list[Known]) -> Particulars:
    """What brings people together and parts them; a birth of very many years does neither."""
    counties = {code: at for at, code in enumerate(sorted({one.county for one in people} - {""}))}
    years = [years_of(one) for one in people]
    return Particulars(
        np.array([first for first, _last in years], np.int64),
        np.array([last for _first, last in years], np.int64),
        np.array([counties.get(one.county, -1) for one in people], np.int64),
        np.array([_SEXES.get(one.sex, 0) for one in people], np.int64),
    )


def years_of(known: Known) -> tuple[int, int]:
    """First and last year of birth; zeros for a birth that brings nobody together."""
    first, last = known.born_earliest, known.born_latest
    if first is None or last is None or last.year - first.year > WIDEST:
        return 0, 0
    return first.year, last.year


def spread(begin: Numbers, count: Numbers) -> Numbers:
    """Numbers begin, begin + 1, … of each, `count` of them, one after the other."""
    return np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(count.sum())


def first_of_each(sorted_: Numbers) -> npt.NDArray[np.bool_]:
    """Where in a sorted array another value begins."""
    begins = np.ones(len(sorted_), np.bool_)
    begins[1:] = sorted_[1:] != sorted_[:-1]
    return begins
