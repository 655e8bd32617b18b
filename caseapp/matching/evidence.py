"""What speaks for and against two accounts being of one person, each reason with its weight.

Weights are logarithms of likelihood ratios (Fellegi and Sunter, A Theory for Record Linkage,
1969): added up they give how much likelier it is than for two people at random. They order and
sort out; a person decides. Knows no vault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseapp.domain.names.similarity import Similarity, similarity
from caseapp.domain.vocabulary import Sex


class Ground(StrEnum):
    """What was compared."""

    NAME = "name"
    DOCUMENT = "document"
    BIRTH = "birth"
    SEX = "sex"
    COUNTY = "county"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of a person. What is not known is empty, None or UNKNOWN."""

    names: tuple[str, ...] = ()
    sex: Sex = Sex.UNKNOWN
    born_earliest: date | None = None
    born_latest: date | None = None
    county: str = ""
    """Official number of the place of home, in force or not."""
    documents: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason: in favour if the weight is above nought. With what both accounts say."""

    ground: Ground
    weight: float
    first: str = ""
    second: str = ""
    names: Similarity | None = None


_NAME_WEIGHT, _NAME_EVEN = 25.0, 0.62
"""Weight of a whole point of similarity, and the similarity that speaks neither way."""
_YEARS = ((0, 3.7), (1, 0.6), (3, -0.9), (10, -2.5))
_YEARS_FARTHER = -3.9
_SEX, _OTHER_SEX = 0.66, -2.8
_COUNTY, _OTHER_COUNTY = 2.5, -1.7
_DOCUMENT, _PHONE = 12.0, 3.0


def weigh(one: Facts, other: Facts) -> tuple[Evidence, ...]:
    """Every reason, the strongest first."""
    found = [*_name(one, other), *_birth(one, other), *_rest(one, other)]
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def points(reasons: Sequence[Evidence]) -> float:
    """All weights together."""
    return sum(reason.weight for reason in reasons)


def _name(one: Facts, other: Facts) -> Iterator[Evidence]:
    best = max(
        ((similarity(a, b), a, b) for a in one.names for b in other.names),
        key=lambda found: found[0].score,
        default=None,
    )
    if best is not None and best[0].words:
        alike, a, b = best
        yield Evidence(Ground.NAME, _NAME_WEIGHT * (alike.score - _NAME_EVEN), a, b, alike)


def _birth(one: Facts, other: Facts) -> Iterator[Evidence]:
    if None in (one.born_earliest, one.born_latest, other.born_earliest, other.born_latest):
        return
    assert one.born_earliest is not None
    assert one.born_latest is not None
    assert other.born_earliest is not None
    assert other.born_latest is not None
    apart = max(
        one.born_earliest.year - other.born_latest.year,
        other.born_earliest.year - one.born_latest.year,
        0,
    )
    weight = next((told for years, told in _YEARS if apart <= years), _YEARS_FARTHER)
    yield Evidence(Ground.BIRTH, weight, _year(one), _year(other))


def _year(facts: Facts) -> str:
    assert facts.born_earliest is not None
    assert facts.born_latest is not None
    first, last = facts.born_earliest.year, facts.born_latest.year
    return str(first) if first == last else f"{first}–{last}"


def _rest(one: Facts, other: Facts) -> Iterator[Evidence]:
    if Sex.UNKNOWN not in (one.sex, other.sex):
        weight = _SEX if one.sex is other.sex else _OTHER_SEX
        yield Evidence(Ground.SEX, weight, one.sex.value, other.sex.value)
    if one.county and other.county:
        weight = _COUNTY if one.county == other.county else _OTHER_COUNTY
        yield Evidence(Ground.COUNTY, weight, one.county, other.county)
    for ground, weight, mine, theirs in (
        (Ground.DOCUMENT, _DOCUMENT, one.documents, other.documents),
        (Ground.PHONE, _PHONE, one.phones, other.phones),
    ):
        for same in sorted(set(mine) & set(theirs))[:1]:
            yield Evidence(ground, weight, same, same)
