"""A hundred thousand invented people as they stand on file, and others' accounts of them.

What is on file and what is told are both noisy, each in its own way. Written without a look at
how caseapp weighs such facts. All persons are fictitious.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

from caseapp.domain.places import Place, PlaceLevel, present_places
from caseapp.domain.vocabulary import Sex
from tests.benchmarks.names.generator import (
    FAULTS,
    Named,
    dropped_character,
    glued,
    invent,
    other_dot,
    other_order,
    third,
    typing_error,
    without_father,
    write,
)
from tests.benchmarks.names.inventory import given_name

_POOL = 2_400
"""Names in use of each sex."""
_NEIGHBOURS = 0.08


@dataclass(frozen=True, slots=True)
class Person:
    """As they are in truth."""

    name: Named
    born: date
    county: str


@dataclass(frozen=True, slots=True)
class Account:
    """What somebody wrote down of a person. What is not known is empty, None or UNKNOWN."""

    names: tuple[str, ...]
    sex: Sex
    earliest: date | None
    latest: date | None
    county: str


# -- the truth -----------------------------------------------------------------------------------
def people(random: Random, count: int) -> Iterator[Person]:
    """Some names are borne by many, most by few; people live in some counties more than others."""
    counties = _counties()
    shares = list(accumulate(1 / (place + 4) for place in range(len(counties))))
    pools = {sex: _pool(random, sex) for sex in ("male", "female")}
    often = list(accumulate(1 / (place + 150) for place in range(_POOL)))
    for _ in range(count):
        if random.random() < _NEIGHBOURS:
            name = invent(random, people="uyghur")
        else:
            sex = random.choice(("male", "female"))
            given = random.choices(pools[sex], cum_weights=often)[0]
            father = random.choices(pools["male"], cum_weights=often)[0]
            name = Named(sex, (given, father), ("", ""))
        born = date(2019, 1, 1) - timedelta(days=int(random.triangular(16, 88, 36) * 365.25))
        yield Person(name, born, random.choices(counties, cum_weights=shares)[0])


def _pool(random: Random, sex: str) -> list[str]:
    names: dict[str, None] = {}
    for _ in range(100 * _POOL):
        if len(names) == _POOL:
            break
        names[given_name(random, "kazakh", sex)] = None
    found = list(names)
    random.shuffle(found)
    return found + [random.choice(found) for _ in range(_POOL - len(found))]


@lru_cache(maxsize=1)
def _counties() -> tuple[str, ...]:
    """Numbers of counties, those where many Kazakhs live first."""
    there = [place for place in present_places() if place.level is PlaceLevel.COUNTY]
    home = ("6540", "6542", "6543", "6523", "6501", "6505", "6527")

    def order(place: Place) -> tuple[int, str]:
        prefecture = place.code[:4]
        return (home.index(prefecture) if prefecture in home else len(home), place.code)

    return tuple(place.code for place in sorted(there, key=order))


# -- what is written down ------------------------------------------------------------------------
FORMS = ("kk", "latin", "zh")


def on_file(person: Person, scripts: tuple[str, ...], random: Random) -> Account:
    """As a case has it, with its names in the scripts given."""
    names = tuple(write(person.name, script, random) for script in scripts)
    earliest, latest = _birth(person.born, random, known=0.8, exact=0.86)
    return Account(
        names, _sex(person, random, known=0.97, right=0.99), earliest, latest,
        _county(person.county, random, known=0.85, right=0.88),
    )  # fmt: skip


def some_forms(random: Random) -> tuple[str, ...]:
    """The scripts in which a case has the name: as life has it, at least one."""
    shares = (("kk", 0.6), ("zh", 0.65), ("latin", 0.45), ("ru", 0.2), ("kk_arab", 0.15))
    chosen = tuple(script for script, share in shares if random.random() < share)
    return chosen or (random.choice(FORMS),)


def told(
    person: Person, script: str, random: Random, *, father: bool = True, noisy: bool = True
) -> Account:
    """As somebody tells of the person; `noisy`: with the faults that happen to a name."""
    name, faults = person.name, noisy and random.random() < 0.35
    if faults and random.random() < 0.1:
        name = third(name, random)
    text = write(name, script, random)
    if faults:
        text = _faulty(text, script, random)
    if not father:
        text = without_father(text, random)
    earliest, latest = _birth(person.born, random, known=0.8, exact=0.78)
    return Account(
        (text,), _sex(person, random, known=0.95, right=0.98), earliest, latest,
        _county(person.county, random, known=0.85, right=0.85),
    )  # fmt: skip


def _faulty(text: str, script: str, random: Random) -> str:
    if script == "zh":
        return random.choice((dropped_character, other_dot, other_order, glued))(text, random)
    chance = random.random()
    if script == "kk" and chance < 0.4:
        return FAULTS["Russian keyboard"][0](text, random)
    fault = typing_error if chance < 0.6 else other_order if chance < 0.85 else glued
    return fault(text, random)


def _sex(person: Person, random: Random, *, known: float, right: float) -> Sex:
    if random.random() >= known:
        return Sex.UNKNOWN
    is_male = (person.name.sex == "male") == (random.random() < right)
    return Sex.MALE if is_male else Sex.FEMALE


def _birth(
    born: date, random: Random, *, known: float, exact: float
) -> tuple[date | None, date | None]:
    """Often the day, mostly the year, at times "about"; wrong by one or two, seldom by ten."""
    if random.random() >= known:
        return None, None
    year = born.year
    if random.random() >= exact:
        year += random.choices((-1, 1, -2, 2, -3, 3, -10, 10), (30, 30, 10, 10, 5, 5, 3, 3))[0]
    shape = random.random()
    if shape < 0.4 and year == born.year:
        return born, born
    around = 2 if shape > 0.93 else 0
    return date(year - around, 1, 1), date(year + around, 12, 31)


def _county(county: str, random: Random, *, known: float, right: float) -> str:
    """Another county of the same prefecture is named more often than one far away."""
    if random.random() >= known:
        return ""
    if random.random() < right:
        return county
    if random.random() < 0.7:
        near = [code for code in _counties() if code[:4] == county[:4]]
        return random.choice(near)
    return random.choice(_counties())
