"""Who on file may be the person that somebody tells of: found by name, number or phone, then
weighed. Nothing is decided here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from heapq import nsmallest
from operator import itemgetter
from uuid import UUID

from caseapp.domain.names.scripts import index_tokens
from caseapp.matching.evidence import (
    Among,
    Evidence,
    Facts,
    Ground,
    Standing,
    particulars,
    points,
    standing,
    weigh,
)
from caseapp.matching.name_weights import has_one_word, name_weight
from caseapp.matching.weights import number_forms
from caseapp.store.queries.people_index import Known, PeopleIndex, figures

LOOKED_AT = 600
"""People found by each name of whom birth, county and numbers are looked at."""
_MORE = 2
"""People beside those asked for whose names are set together word by word."""
_OFFICE = 12
"""A phone of more cases is an office's, and no sign."""
_NO_NAME = -2.0
"""What a name weighs in the first sorting that did not bring a person here."""
_BEGUN = 1.0
"""What it weighs that a name begins with the letters typed so far."""
_EQUAL = 1e-6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be the person, with what speaks for and against it."""

    case_id: UUID
    points: float
    evidence: tuple[Evidence, ...]

    @property
    def standing(self) -> Standing:
        return standing(self.evidence)


def facts_of(known: Known, case_id: UUID | None = None) -> Facts:
    """What is on file of a case, for weighing."""
    return Facts(
        known.names, known.sex, known.born_earliest, known.born_latest, known.county,
        known.documents, known.phones, known.kin, case_id,
    )  # fmt: skip


def among(index: PeopleIndex) -> Among:
    """Those on file, as `weigh` wants to know of them."""
    return Among(len(index.known), index.counties)


def candidates(
    index: PeopleIndex,
    asked: Facts,
    *,
    limit: int = 12,
    without: Collection[UUID] = (),
    also: Mapping[UUID, Known] | None = None,
) -> list[Candidate]:
    """At most `limit` cases, the likeliest first; of equals the older number.

    In this order namesakes do not count; the points of each, by which it is called likely, are
    lower where many are called so.

    `without` are cases that are not meant: the asker's own, and those told apart from it.
    `also` are cases that were found in another way, as by the letters typed so far; they need
    not be in the index, and if their name begins so that speaks for them. It answers from as
    much of the index as is built. The caller must have the vault's turn (`Vault.read`); nothing
    is read from the vault here.
    """
    asked = replace(asked, phones=_of_families(index, asked.phones))
    named = _Named(index, asked.names)
    known = dict(also or {})
    for case_id in (*_numbered(index, asked), *named.near):
        known.setdefault(case_id, index.known[case_id])
    there, apart = among(index), frozenset(without)
    rough = []
    for case_id, one in known.items():
        if case_id not in apart:
            facts = facts_of(one, case_id)
            weight = named.weight(case_id) + points(particulars(asked, facts, there))
            rough.append((-weight, one.serial, case_id, facts))
    found = []
    for _weight, _serial, case_id, facts in nsmallest(limit + _MORE, rough, itemgetter(0, 1)):
        evidence = weigh(asked, facts, there, namesakes=named.namesakes(case_id))
        if case_id in (also or ()):
            evidence = _begun(asked, facts, evidence)
        if any(reason.speaks_for for reason in evidence):
            found.append(Candidate(case_id, points(evidence), evidence))
    found.sort(key=lambda one: (-one.points - named.taken(one.case_id), known[one.case_id].serial))
    return found[:limit]


@dataclass(frozen=True, slots=True)
class _Near:
    """How near a name of somebody comes to the one asked for with this number."""

    score: float
    number: int


class _Named:
    """Who is called nearly so, and how many as nearly."""

    def __init__(self, index: PeopleIndex, names: Collection[str]) -> None:
        self._persons = len(index.known)
        self.near: dict[UUID, _Near] = {}
        self._sorted: list[list[float]] = []
        self._one_word: list[bool] = []
        for number, name in enumerate(names):
            found = index.names.find(name, limit=LOOKED_AT)
            self._sorted.append([-one.score for one in found])
            self._one_word.append(has_one_word(name))
            for one in found:
                known = self.near.get(one.owner)
                if known is None or one.score > known.score:
                    self.near[one.owner] = _Near(one.score, number)

    def namesakes(self, case_id: UUID) -> int:
        """How many have a name as near as that of a case, itself among them."""
        near = self.near.get(case_id)
        if near is None:
            return 1
        return max(1, bisect_left(self._sorted[near.number], -near.score + _EQUAL))

    def weight(self, case_id: UUID) -> float:
        """What the name weighs by its likeness alone."""
        near = self.near.get(case_id)
        if near is None:
            return _NO_NAME
        return name_weight(near.score, one_word=self._one_word[near.number])

    def taken(self, case_id: UUID) -> float:
        """What others of a name as near take from its weight.

        It tells how much a name says, not which of those who bear it is meant: counted for
        each of them apart, it would favour whoever happens to have no namesake.
        """
        near = self.near.get(case_id)
        if near is None:
            return 0.0
        return self.weight(case_id) - name_weight(
            near.score, one_word=self._one_word[near.number],
            persons=self._persons, namesakes=self.namesakes(case_id),
        )  # fmt: skip


def _begun(asked: Facts, there: Facts, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The reasons, with a name that is typed in part taken for the beginning of theirs."""
    apart = [reason for reason in evidence if reason.ground not in (Ground.NAME, Ground.FATHER)]
    if points(evidence) - points(apart) >= _BEGUN:
        return evidence
    for typed in asked.names:
        for name in there.names:
            if _begins(typed, name):
                return (Evidence(Ground.NAME, _BEGUN, typed, name), *apart)
    return evidence


def _begins(typed: str, name: str) -> bool:
    """Whether each word that is typed begins one of the name."""
    words = index_tokens(name)
    begun = index_tokens(typed)
    return bool(begun) and all(any(w.startswith(one) for w in words) for one in begun)


def _numbered(index: PeopleIndex, asked: Facts) -> dict[UUID, None]:
    """Who has a document number of theirs in any of its forms, or a phone."""
    ids: dict[UUID, None] = {}
    for document in asked.documents:
        for form in number_forms(document):
            ids.update(dict.fromkeys(index.with_document(form)))
    for phone in asked.phones:
        ids.update(dict.fromkeys(index.with_phone(phone)))
    return ids


def _of_families(index: PeopleIndex, phones: Collection[str]) -> tuple[str, ...]:
    plain = (figures(phone) for phone in phones)
    return tuple(one for one in plain if one and len(index.with_phone(one)) <= _OFFICE)
