"""One row of a list of people, understood: names, birth, sex, numbers, county.

Nothing is filled in: what is not understood is left out, and told. Knows no file and no vault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import plain_number
from caseapp.domain.list_columns import Role, Roles, sex_of
from caseapp.domain.names.scripts import Script, detect_script, search_key
from caseapp.domain.places import find_place, next_place, present_places
from caseapp.domain.vocabulary import Sex

_LEAST_NUMBER = 5
"""Characters from which something is a number of a document."""


class Remark(StrEnum):
    """What is to be told of a row."""

    NO_NAME = "no_name"
    BIRTH_UNREAD = "birth_unread"
    NUMBER_LOST = "number_lost"
    PLACE_UNKNOWN = "place_unknown"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a row says of a person. `county` is an official number in force, if
    need be of a prefecture, "" if unknown.

    Equal ones are asked for once.
    """

    names: tuple[str, ...] = ()
    born_earliest: date | None = None
    born_latest: date | None = None
    sex: Sex = Sex.UNKNOWN
    documents: tuple[str, ...] = ()
    county: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def says_who(self) -> bool:
        return bool(self.names or self.documents)


def listed(cells: Sequence[str], roles: Roles, lost: Sequence[int] = ()) -> Listed:
    """What a row says. `lost` are its cells whose last figures are gone: no numbers then."""
    told: dict[Role, list[str]] = {role: [] for role in Role}
    remarks = []
    for place, role in enumerate(roles[: len(cells)]):
        cell = " ".join(cells[place].split())
        if role is Role.DOCUMENT and place in lost:
            remarks.append(Remark.NUMBER_LOST)
        elif cell:
            told[role].append(cell)
    names = tuple(_names(told))
    documents = tuple(_documents(told[Role.DOCUMENT]))
    earliest, latest = _birth(told[Role.BIRTH])
    sex = next((sex_of(cell) for cell in told[Role.SEX]), Sex.UNKNOWN)
    if told[Role.BIRTH] and earliest is None and latest is None:
        remarks.append(Remark.BIRTH_UNREAD)
    county = next((code for cell in told[Role.PLACE] if (code := place_in(cell))), "")
    if told[Role.PLACE] and not county:
        remarks.append(Remark.PLACE_UNKNOWN)
    if not names:
        remarks.append(Remark.NO_NAME)
    return Listed(names, earliest, latest, sex, documents, county, tuple(remarks))


def _names(told: dict[Role, list[str]]) -> Iterator[str]:
    """Every way in which the row calls the person; with the father's name, where it says it."""
    joined = " ".join((*told[Role.SURNAME][:1], *told[Role.GIVEN][:1]))
    for name in dict.fromkeys(one for one in (*told[Role.NAME], joined) if one):
        if not any(c.isalpha() for c in name):
            continue
        yield name
        for father in told[Role.FATHER]:
            words = search_key(name).split()
            same = detect_script(father) is detect_script(name)
            if same and len(words) <= 2 and search_key(father) not in words:
                yield f"{name} {father}"


def _documents(cells: Sequence[str]) -> Iterator[str]:
    for cell in cells:
        for part in re.split(r"[,;/\n]", cell):
            number = plain_number(part)
            if len(number) >= _LEAST_NUMBER and any(c.isdecimal() for c in number):
                yield number


def _birth(cells: Sequence[str]) -> tuple[date | None, date | None]:
    """The bounds of the first date that can be read; both None if there is none."""
    for cell in cells:
        for said in (cell, _without_year_word(cell)):
            read = read_date(said)
            if read.earliest is not None or read.latest is not None:
                return read.earliest, read.latest
    return None, None


def _without_year_word(cell: str) -> str:
    """ "1976 г.р.", "1976 ж.т.", "b. 1976": the year alone."""
    found = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", cell)
    return found[0] if len(found) == 1 and sum(c.isdecimal() for c in cell) == 4 else ""


# -- places ------------------------------------------------------------------------------------
PLACE_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
PARTED = re.compile(r"[,;，；、/()（）\n]+")
KIND_WORDS = re.compile(
    r"\b(?:county|district|city|prefecture|region|район|уезд|город|г|округ|область|ауданы?|"
    r"қаласы|қала|аймағы|аймақ|облысы|ауд|xian|shi|qu)\b\.?"
)
KIND_WORDS_ZH = re.compile(r"(?:蒙古|哈萨克|锡伯|塔吉克|柯尔克孜|回族)*(?:自治)?[县市区]$")


@lru_cache(maxsize=20_000)
def place_in(text: str) -> str:
    """The number in force of the county that a text names, else of the prefecture; "" if it names
    none, or several."""
    for code in PLACE_CODE.findall(text):
        if (place := find_place(code)) is not None:
            while (later := next_place(place)) is not None:
                place = later
            return place.code
    if detect_script(text) is Script.HANS:
        return _chinese_place(text)
    found: set[str] = set()
    for part in PARTED.split(text):
        key = " ".join(KIND_WORDS.sub(" ", search_key(part)).split())
        codes = _places_by_name().get(key, frozenset())
        if len(codes) == 1:
            found |= codes
    counties = {code for code in found if not code.endswith("00")}
    return (counties or found or {""}).pop() if len(counties or found) <= 1 else ""


def _chinese_place(text: str) -> str:
    """The county whose name stands in a text, as offices write one: from the wide to the near."""
    found = [(text.rfind(name), name, code) for name, code in _chinese_names() if name in text]
    return max(found, key=lambda one: (len(one[1]), one[0]))[2] if found else ""


@lru_cache(maxsize=1)
def _places_by_name() -> dict[str, frozenset[str]]:
    """Of counties, and of prefectures where no county is called the same."""
    names: dict[str, set[str]] = {}
    for place in sorted(present_places(), key=lambda place: place.code.endswith("00")):
        for name in () if place.code.endswith("0000") else place.every_name:
            key = " ".join(KIND_WORDS.sub(" ", search_key(name)).split())
            if not (place.code.endswith("00") and key in names):
                names.setdefault(key, set()).add(place.code)
    return {name: frozenset(codes) for name, codes in names.items() if name}


@lru_cache(maxsize=1)
def _chinese_names() -> tuple[tuple[str, str], ...]:
    found = []
    for place in present_places():
        if not place.code.endswith("00"):
            short = KIND_WORDS_ZH.sub("", place.name_zh)
            found += [(name, place.code) for name in {place.name_zh, short} if len(name) >= 2]
    return tuple(found)
