"""All people on file as arrays, for comparing everybody with everybody.

Taken while one has the vault's turn, worked on without it. Knows words and who has them; what
else is known of a person is kept beside, for weighing.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt

from caseapp.domain.identifiers import upgraded_resident_id
from caseapp.domain.names.costs import Floats
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


def everybody(index: PeopleIndex) -> Everybody:
    """Copy what is compared: some tenths of a second with a hundred thousand cases."""
    ids = sorted(index.known, key=lambda one: (index.known[one].serial, one))
    place = {case_id: at for at, case_id in enumerate(ids)}
    owners, words, costs, lexicons = [], [], [], []
    before = 0
    for writing in Writing:
        numbers, rows, lexicon = index.names.readings(writing)
        chosen = np.flatnonzero((numbers >= 0) & (rows.count > 1))
        whose = (index.names.owner(number) for number in numbers[chosen].tolist())
        owners.append(np.fromiter((place[one] for one in whose if one is not None), np.int64))
        some = rows.words[chosen][:, :SLOTS]
        words.append(np.where(some < 0, some, some + np.int32(before)))
        costs.append(rows.costs[chosen][:, :SLOTS])
        lexicons.append(spoken(lexicon))
        before += len(lexicon)
    return Everybody(
        ids, [index.known[one] for one in ids], Among(len(ids), dict(index.counties)),
        _shared(index), np.concatenate(owners), np.concatenate(words), np.concatenate(costs),
        tuple(lexicons),
    )  # fmt: skip


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
    first = words[np.searchsorted(owners, owners)][:, :, 0]
    one, two = words[:, 0, 0], words[:, 1, 0]
    straight = near.between(first[:, 0], one) + near.between(first[:, 1], two)
    crossed = near.between(first[:, 0], two) + near.between(first[:, 1], one)
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
    years = [_years(one) for one in people]
    return Particulars(
        np.array([first for first, _last in years], np.int64),
        np.array([last for _first, last in years], np.int64),
        np.array([counties.get(one.county, -1) for one in people], np.int64),
        np.array([_SEXES.get(one.sex, 0) for one in people], np.int64),
    )


def _years(known: Known) -> tuple[int, int]:
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
