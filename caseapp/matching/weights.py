"""What birth, sex, county, numbers and kin weigh: reasons that cost next to nothing to find.

Each likelihood ratio is how often two accounts of one person agree so, to how often two people
do. Rates of mistakes are careful guesses: a year is told wrong by one in about a seventh of
accounts, a county in about as many, a sex in one of fifty.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log

from caseapp.domain.identifiers import (
    WRONG_CHECK_DIGIT,
    examine_iin,
    examine_resident_id,
    plain_number,
    upgraded_resident_id,
)
from caseapp.domain.places import PlaceLevel, find_place, numbers_of, parent_of
from caseapp.domain.vocabulary import Sex
from caseapp.matching.facts import ANYWHERE, Among, Evidence, Facts, Ground

_SEX, _OTHER_SEX = 0.66, -2.8

_SPAN = 40 * 365
"""Days over which the births of the people on file are spread."""
_BIRTH_FITS, _SAME_DAY = 0.8, 6.5
"""How often two accounts of one person agree; and the most that a same day says."""
_YEARS = ((1, 0.9), (2, -0.5), (3, -0.8), (10, -2.5))
_YEARS_FARTHER = -4.0
_OTHER_DAY, _DAY_MISTAKEN = -1.0, 1.0
_EXACT_DAYS = -1.5
"""What it adds against, that both name a day and the years differ."""

_COUNTY_FITS = 0.85
_COUNTY_SHARE, _RAREST, _COMMONEST = 0.05, 0.004, 0.5
"""Share of one county where nobody counted, and the bounds of a share that was counted."""
_COUNTED_BEHIND = 40
"""How many people the share where nobody counted is worth beside those that were counted."""
_SAME_PREFECTURE, _OTHER_COUNTY = -0.9, -2.1
_WITHIN = 1.0

_DOCUMENT, _SHORT_DOCUMENT, _NEAR_DOCUMENT, _OTHER_DOCUMENT = 60.0, 8.0, 6.0, -9.0
_WHOLE_NUMBER, _NEAR_NUMBER = 7, 12
"""Characters from which a number has one bearer, and from which a slip can be told."""
_PHONE, _KIN, _RELATIVES = 3.0, 2.0, -30.0


def particulars(one: Facts, other: Facts, among: Among = ANYWHERE) -> tuple[Evidence, ...]:
    """Every reason but the name: some microseconds, as hundreds are sorted by them."""
    found = [*_documents(one, other)] if one.documents and other.documents else []
    if (birth := _birth(_born(one), _born(other))) is not None:
        found.append(birth)
    if (sex := _sex(_sex_of(one), _sex_of(other))) is not None:
        found.append(sex)
    if one.county and other.county:
        counted = among.counties.get(one.county, 0)
        if one.county != other.county:
            counted += among.counties.get(other.county, 0)
        found.append(_county(one.county, other.county, counted, among.persons))
    if (one.phones and other.phones) or (one.kin or other.kin):
        found += _ties(one, other)
    return tuple(found)


# -- numbers -----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Number:
    """A document number as compared, and what it says if it is well formed."""

    text: str
    kind: str = ""
    birth: date | None = None
    sex: Sex = Sex.UNKNOWN


@lru_cache(maxsize=50_000)
def _read(number: str) -> _Number:
    """By its form alone: what is well formed as such a number is taken for one."""
    plain = plain_number(number)
    whole = upgraded_resident_id(plain) or plain
    if len(whole) == 18:
        read = examine_resident_id(whole)
        if read.birth is not None and WRONG_CHECK_DIGIT not in read.warnings:
            return _Number(whole, "resident", read.birth, read.sex)
    elif len(whole) == 12:
        read = examine_iin(whole)
        if read.birth is not None and WRONG_CHECK_DIGIT not in read.warnings:
            return _Number(whole, "iin", read.birth, read.sex)
    return _Number(plain)


@lru_cache(maxsize=50_000)
def number_forms(number: str) -> tuple[str, ...]:
    """The forms in which one document number may be on file: as compared, and a Chinese
    resident number with 18 and with 15 characters."""
    plain = plain_number(number)
    old = upgraded_resident_id(plain)
    forms = [plain, old] if old else [plain]
    if len(plain) == 18 and plain[6:8] == "19":
        forms.append(plain[:6] + plain[8:17])
    return tuple(form for form in forms if form)


def _documents(one: Facts, other: Facts) -> Iterator[Evidence]:
    mine, theirs = [[_read(n) for n in side.documents] for side in (one, other)]
    same = sorted({n.text for n in mine} & {n.text for n in theirs} - {""}, key=len)
    if same:
        weight = _DOCUMENT if len(same[-1]) >= _WHOLE_NUMBER else _SHORT_DOCUMENT
        yield Evidence(Ground.DOCUMENT, weight, same[-1], same[-1])
        return
    pairs = sorted(
        ((a, b) for a in mine for b in theirs),
        key=lambda pair: sorted((pair[0].text, pair[1].text)),
    )
    for a, b in pairs:
        if not (a.kind and b.kind) and _near(a.text, b.text):
            yield Evidence(Ground.DOCUMENT, _NEAR_DOCUMENT, a.text, b.text)
            return
    for a, b in pairs:
        if a.kind and a.kind == b.kind:
            yield Evidence(Ground.DOCUMENT, _OTHER_DOCUMENT, a.text, b.text)
            return


def _near(one: str, other: str) -> bool:
    """Whether one is the other with a slip, or the beginning of it."""
    if min(len(one), len(other)) < _NEAR_NUMBER:
        return False
    if len(one) != len(other):
        return one.startswith(other) or other.startswith(one)
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(apart) == 1 or (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and one[apart[0]] == other[apart[1]]
        and one[apart[1]] == other[apart[0]]
    )


# -- birth and sex -----------------------------------------------------------------------------
_Born = tuple[date, date] | None


def _born(facts: Facts) -> _Born:
    """From when to when; what a number says is used where it is told no better."""
    if not facts.documents and facts.born_earliest and facts.born_latest:
        return facts.born_earliest, facts.born_latest
    days = [read.birth for n in facts.documents if (read := _read(n)).birth is not None]
    first, last = facts.born_earliest, facts.born_latest
    if first is None and last is None:
        return (days[0], days[0]) if days else None
    if first is None or last is None:
        return None
    return next(((day, day) for day in days if first <= day <= last), (first, last))


@lru_cache(maxsize=20_000)
def _birth(mine: _Born, theirs: _Born) -> Evidence | None:
    if mine is None or theirs is None:
        return None
    return Evidence(Ground.BIRTH, _of_birth(mine, theirs), _edtf(*mine), _edtf(*theirs))


def _of_birth(mine: tuple[date, date], theirs: tuple[date, date]) -> float:
    wide = max((last - first).days + 1 for first, last in (mine, theirs))
    if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
        if wide == 1 and _day_not_known(mine[0]):
            wide = 365
        return max(0.0, min(_SAME_DAY, log(_BIRTH_FITS * _SPAN / wide)))
    if wide == 1:
        return _of_other_days(mine[0], theirs[0])
    gap = max(mine[0].year - theirs[1].year, theirs[0].year - mine[1].year, 0)
    return _of_years(gap) if gap else _OTHER_DAY


def _of_years(gap: int) -> float:
    return next((weight for years, weight in _YEARS if gap <= years), _YEARS_FARTHER)


def _of_other_days(one: date, other: date) -> float:
    """Two days that differ: against, but for what is easily mistaken in one of them."""
    if _day_not_known(one) or _day_not_known(other):
        gap = abs(one.year - other.year)
        return _of_years(gap) if gap else log(_BIRTH_FITS * _SPAN / 365)
    turned = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    slip = turned or sum(a != b for a, b in zip(f"{one}", f"{other}", strict=True)) == 1
    if one.year == other.year:
        return _DAY_MISTAKEN if slip else _OTHER_DAY
    return _of_years(abs(one.year - other.year)) + (0.0 if slip else _EXACT_DAYS)


def _day_not_known(day: date) -> bool:
    """The first of January stands where a day was not known."""
    return (day.month, day.day) == (1, 1)


def _edtf(first: date, last: date) -> str:
    """ "1979", "1979-03", "1979-03-05", "1988/1990"."""
    if first == last:
        return first.isoformat()
    months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if months and first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year}/{last.year}"
    if months and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    return f"{first:%Y-%m}/{last:%Y-%m}" if months else f"{first}/{last}"


def _sex_of(facts: Facts) -> Sex:
    if facts.sex is not Sex.UNKNOWN or not facts.documents:
        return facts.sex
    told = {_read(number).sex for number in facts.documents} - {Sex.UNKNOWN}
    return told.pop() if len(told) == 1 else Sex.UNKNOWN


@lru_cache(maxsize=16)
def _sex(mine: Sex, theirs: Sex) -> Evidence | None:
    if Sex.UNKNOWN in (mine, theirs):
        return None
    return Evidence(Ground.SEX, _SEX if mine is theirs else _OTHER_SEX, mine.value, theirs.value)


# -- places ------------------------------------------------------------------------------------
@lru_cache(maxsize=5_000)
def _place(code: str) -> tuple[str, tuple[str, ...], bool]:
    """The number in force of a place, those of what it lies in, and whether it is a county."""
    place = find_place(code)
    if place is None:
        return code, (), True
    newest = find_place(numbers_of(place)[0]) or place
    around, within = [], parent_of(newest)
    while within is not None:
        around.append(within.code)
        within = parent_of(within)
    return newest.code, tuple(around), newest.level is PlaceLevel.COUNTY


@lru_cache(maxsize=20_000)
def _county(mine: str, theirs: str, counted: int, persons: int) -> Evidence:
    """Of `persons`, `counted` are at home in the two."""
    one, other = _place(mine), _place(theirs)
    if one[0] == other[0]:
        weight = _of_county(counted, persons) if one[2] else _WITHIN
    elif one[0] in other[1] or other[0] in one[1]:
        weight = _WITHIN if min(len(one[1]), len(other[1])) else 0.0
    else:
        shared = set(one[1][:1]) & set(other[1][:1])
        weight = _SAME_PREFECTURE if shared else _OTHER_COUNTY
    return Evidence(Ground.COUNTY, weight, mine, theirs)


def _of_county(counted: int, persons: int) -> float:
    """The rarer a county, the more it says."""
    share = (counted + _COUNTED_BEHIND * _COUNTY_SHARE) / (persons + _COUNTED_BEHIND)
    return log(_COUNTY_FITS / min(max(share, _RAREST), _COMMONEST))


# -- those around ------------------------------------------------------------------------------
def _ties(one: Facts, other: Facts) -> Iterator[Evidence]:
    for phone in sorted(set(one.phones) & set(other.phones))[:1]:
        yield Evidence(Ground.PHONE, _PHONE, phone, phone)
    if one.case_id in other.kin or other.case_id in one.kin:
        yield Evidence(Ground.RELATIVES, _RELATIVES)
    for kin in sorted(set(one.kin) & set(other.kin))[:1]:
        yield Evidence(Ground.KIN, _KIN, kin.hex, kin.hex)
