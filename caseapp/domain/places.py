"""Places by their official number: names in several languages, years, what they belong to.

The lists are data, `resources/places/*.tsv`; another region is another file. A number tells
where someone was registered when it was given, not where they were born or live. Numbers
change with every reform of the divisions, and old ones stay in use on people's papers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from caseapp.domain.names.scripts import search_key
from caseapp.system.resources import resource

OLDEST_LIST = 1980
"""Year of the oldest list that we have: what stands in it may be older."""


class PlaceLevel(StrEnum):
    """Levels of Chinese administrative divisions."""

    REGION = "region"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Place:
    """One place under one number, for the years in which it bore it.

    `first_year` is None where the place stands in the oldest list (`OLDEST_LIST`);
    `last_year` is None where the number is in force. `became` is the next number of the
    place, or of what it was merged into; empty if none. `names_en` and `names_ru`: the preferred
    first. A name in a language of `cited` stands in a source that the list tells; a Kazakh one
    that is not cited is unverified, and Russian ones are all cited.
    """

    code: str
    first_year: int | None
    last_year: int | None
    became: str
    name_zh: str
    pinyin: str
    names_en: tuple[str, ...]
    name_kk: str
    own_names: tuple[tuple[str, str], ...] = ()
    """(language, name) as the office entered them; they come before those of the list."""
    within: str = ""
    """Number of the place around it, where somebody said so."""
    names_ru: tuple[str, ...] = ()
    cited: frozenset[str] = frozenset()

    @property
    def level(self) -> PlaceLevel:
        if self.code.endswith("0000"):
            return PlaceLevel.REGION
        return PlaceLevel.PREFECTURE if self.code.endswith("00") else PlaceLevel.COUNTY

    @property
    def in_force(self) -> bool:
        """Whether the number is the present one."""
        return self.last_year is None

    def was_in_force(self, year: int) -> bool:
        """Whether the place bore the number in a year. Before the oldest list: in doubt, yes."""
        return (self.first_year or 0) <= year <= (self.last_year or year)

    def name(self, language: str) -> str:
        """The name in a language (en, kk, ru, zh…); where there is none: English.

        Whether a Kazakh name is verified `cited` tells: say so where it is relied on.
        """
        primary = language.replace("_", "-").split("-")[0].lower()
        for own_language, name in self.own_names:
            if own_language.replace("_", "-").split("-")[0].lower() == primary and name:
                return name
        if primary == "zh":
            return self.name_zh
        if primary == "kk" and self.name_kk:
            return self.name_kk
        if primary == "ru" and self.names_ru:
            return self.names_ru[0]
        listed = self.names_en[0] if self.names_en else self.pinyin or self.name_zh
        return listed or next((name for _language, name in self.own_names if name), self.code)

    @property
    def every_name(self) -> tuple[str, ...]:
        """All names, for search."""
        own = (name for _language, name in self.own_names)
        listed = (self.name_zh, self.pinyin, *self.names_en, self.name_kk, *self.names_ru)
        return tuple(dict.fromkeys(name for name in (*own, *listed) if name))


@lru_cache(maxsize=1)
def all_places() -> tuple[Place, ...]:
    """Every place of every list, in the order of the numbers and years."""
    files = sorted(resource("places").glob("*.tsv"))
    found: list[Place] = []
    for path in files:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        found += [_place(row) for row in rows]
    return tuple(sorted(found, key=lambda place: (place.code, place.last_year or 9999)))


def _place(row: dict[str, str]) -> Place:
    return Place(
        code=row["code"],
        first_year=int(row["first_year"]) if row["first_year"] else None,
        last_year=int(row["last_year"]) if row["last_year"] else None,
        became=row["became"],
        name_zh=row["zh"],
        pinyin=row["pinyin"],
        names_en=tuple(row["en"].split("/")) if row["en"] else (),
        name_kk=row["kk"],
        names_ru=tuple(row["ru"].split("/")) if row["ru"] else (),
        cited=frozenset(language for language in ("kk", "ru") if row[f"{language}_from"]),
    )


@lru_cache(maxsize=1)
def _by_code() -> dict[str, tuple[Place, ...]]:
    codes: dict[str, tuple[Place, ...]] = {}
    for place in all_places():
        codes[place.code] = (*codes.get(place.code, ()), place)
    return codes


def find_place(code: str, year: int | None = None) -> Place | None:
    """The place that bears a number, or bore it in a year; without a year, the last bearer.

    If nothing bore it in that year, the last bearer too: better a name than none.
    """
    bearers = _by_code().get(code, ())
    fitting = [place for place in bearers if year is not None and place.was_in_force(year)]
    best = fitting or bearers
    return best[-1] if best else None


def knows_province(code: str) -> bool:
    """Whether our lists cover the province that the first two figures of a number name."""
    return any(known[:2] == code[:2] for known in _by_code())


def parent_of(place: Place) -> Place | None:
    """What a place belongs to: the prefecture of a county, the region of a prefecture.

    Cities under no prefecture (6590..) belong to the region. Since 1984 the prefectures of
    the Ili valley, Tarbagatay and Altay belong to the Ili Kazakh Autonomous Prefecture.
    """
    if place.level is PlaceLevel.REGION:
        return None
    year = place.last_year
    if place.level is PlaceLevel.COUNTY and (prefecture := find_place(place.code[:4] + "00", year)):
        return prefecture
    if place.code in ("654100", "654200", "654300"):
        return find_place("654000", year)
    return find_place(place.code[:2] + "0000", year)


def next_place(place: Place) -> Place | None:
    """The same place, or what it was merged into, under its next number; None if in force."""
    return find_place(place.became, (place.last_year or 0) + 1) if place.became else None


def newest_of(place: Place) -> Place:
    """The same place, or what it was merged into, under the number in force."""
    while (later := next_place(place)) is not None:
        place = later
    return place


def lies_in(place: Place, around: Place) -> bool:
    """Whether a place is another, or lies in it, once both bear their present numbers."""
    inner: Place | None = newest_of(place)
    outer = newest_of(around)
    while inner is not None and inner.code != outer.code:
        inner = parent_of(inner)
    return inner is not None


@lru_cache(maxsize=10_000)
def prefecture_of(code: str) -> str:
    """The present number of the prefecture that a place belongs to; "" where there is none.

    What is a prefecture itself stands for itself; a city under the region's own rule has none.
    Tarbagatay and Altay stand for themselves, though they belong to the Ili prefecture.
    """
    place = find_place(code) if code else None
    if place is None:
        return ""
    place = newest_of(place)
    within = place if place.level is PlaceLevel.PREFECTURE else parent_of(place)
    return within.code if within is not None and within.level is PlaceLevel.PREFECTURE else ""


def history_of(place: Place) -> tuple[Place, ...]:
    """The place, and what went into it, under every number and name; the present one first."""
    chain = [newest_of(place)]
    for one in chain:
        chain += [p for p in all_places() if p.became == one.code and next_place(p) == one]
    return tuple(chain)


def numbers_of(place: Place) -> tuple[str, ...]:
    """Every number that the place, and what went into it, has had; the present one first."""
    return tuple(dict.fromkeys(one.code for one in history_of(place)))


def present_places() -> tuple[Place, ...]:
    """The places under the numbers in force, for choosing one."""
    return tuple(place for place in all_places() if place.in_force)


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """What an office entered: names of its own for a listed number, or a place of its own."""

    code: str
    names: Mapping[str, str]
    within: str = ""
    first_year: int | None = None
    last_year: int | None = None


def with_own(own: Iterable[OwnPlace]) -> tuple[Place, ...]:
    """Every place of the lists with the office's own names, and the office's own places."""
    entries = {entry.code: entry for entry in own}
    places = [
        replace(place, own_names=tuple(entry.names.items()), within=entry.within or place.within)
        if (entry := entries.get(place.code)) is not None
        else place
        for place in all_places()
    ]
    places += [
        Place(
            entry.code, entry.first_year, entry.last_year, "", "", "", (), "",
            tuple(entry.names.items()), entry.within,
        )
        for entry in entries.values() if entry.code not in _by_code()
    ]  # fmt: skip
    return tuple(sorted(places, key=lambda place: (place.code, place.last_year or 9999)))


def search_places(text: str, places: Iterable[Place] | None = None) -> tuple[Place, ...]:
    """Places in any of whose names a word begins with the text, or whose number does.

    In force first; for choosing while typing. Empty text finds nothing. `places` are those of
    `with_own` where the office's own entries are to count; without it the lists alone.
    """
    wanted = search_key(text)
    if not wanted:
        return ()
    found = [
        place for place in (all_places() if places is None else places) if _answers(place, wanted)
    ]
    return tuple(sorted(found, key=lambda place: (not place.in_force, place.code)))


def _answers(place: Place, wanted: str) -> bool:
    if place.code.casefold().startswith(wanted) or wanted in place.name_zh:
        return True
    keys = (" " + search_key(name).replace("'", "") for name in place.every_name)
    return any(" " + wanted.replace("'", "") in key for key in keys)
