"""The values that cases are counted, filtered and ordered by, in columns in memory.

A byte or a number for each case and value, not an object: a hundred thousand cases take some
thirty megabytes, a filter over all of them a few milliseconds. Masks are whole columns of 0
and 1 as one large integer, so that "and" is one operation. Knows no SQL and no record.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
from typing import Any, Generic, TypeVar
from uuid import UUID

from caseapp.domain.places import prefecture_of
from caseapp.domain.vocabulary import Audience, Sex, Status, Tie, Verification
from caseapp.store.queries.case_filter import CaseFilter, Facet, Order
from caseapp.store.queries.case_waits import Release

_LEAST_YEAR = 1899
"""Stands for "not known" in a column of years; the greatest is 254 later."""
NOT_RECKONED = 0x80
"""In the column of audiences: nobody has decided yet to whom this person may be named."""

_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_KAZAKH = str.maketrans({letter: chr(0x400 + i) for i, letter in enumerate(_ALPHABET)})
"""Kazakh letters stand apart from the Russian ones in Unicode; here they stand in order."""

K = TypeVar("K", bound=Hashable)


def sort_key(words: str) -> bytes:
    """Bytes that sort as the Kazakh alphabet does, large and small letters alike; b"": none."""
    return words.casefold().translate(_KAZAKH).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """What is counted, filtered and ordered of one case. Days are ordinals, 0: not known.

    `first_year` and `last_year` bound the taking; None: open, or nothing is known. `last_day`
    and `release` are for `case_waits`.
    """

    id: UUID
    alive: bool
    prefix: str
    serial: int
    name: str
    birth: int
    place: str
    county: str
    sex: Sex
    tie: Tie
    tags: tuple[str, ...]
    status: Status
    taken: int
    first_year: int | None
    last_year: int | None
    verification: Verification
    last_day: int
    release: Release | None


class _Pool(Generic[K]):
    """Gives each distinct value a number, from 0."""

    def __init__(self) -> None:
        self.values: list[K] = []
        self._numbers: dict[K, int] = {}

    def number(self, value: K) -> int:
        number = self._numbers.get(value)
        if number is None:
            number = self._numbers[value] = len(self.values)
            self.values.append(value)
        return number


def _codes(kind: type[StrEnum]) -> dict[Any, int]:
    return {member: place for place, member in enumerate(kind)}


_STATUS, _SEX, _TIE, _STEP = (_codes(kind) for kind in (Status, Sex, Tie, Verification))
AUDIENCES = tuple(Audience)
BIT = {audience: 1 << place for place, audience in enumerate(AUDIENCES)}


class Columns:
    """Rows are never taken away: a trashed case keeps its row and is not alive."""

    def __init__(self) -> None:
        self.ids: list[UUID] = []
        self._rows: dict[UUID, int] = {}
        self._alive, self._status, self._sex, self._tie, self._step, self._named = (
            bytearray() for _ in range(6)
        )
        self._first_year, self._last_year, self._year = (bytearray() for _ in range(3))
        self._county, self._tags, self._place = array("I"), array("I"), array("I")
        self._birth, self._taken = array("i"), array("i")
        self._number = array("Q")
        self._name: list[bytes] = []
        self._prefixes: _Pool[str] = _Pool()
        self._counties: _Pool[str] = _Pool()
        self._places: _Pool[str] = _Pool()
        self._tag_sets: _Pool[tuple[str, ...]] = _Pool()
        self._orders: dict[tuple[Order, bool], array[int]] = {}
        self.version = 0
        """Grows with every change of a value."""

    # -- writing -----------------------------------------------------------------------------
    def put(self, values: Values) -> None:
        """Note what is known of a case, new or known already."""
        self.version += 1
        row = self._rows.get(values.id)
        if row is None:
            row = self._add(values.id)
        self._alive[row] = values.alive
        self._county[row] = self._counties.number(values.county)
        self._tags[row] = self._tag_sets.number(values.tags)
        first, last = _year_code(values.first_year), _year_code(values.last_year)
        self._first_year[row], self._last_year[row] = first, last
        self._year[row] = first if first == last else 0
        number = self._prefixes.number(values.prefix) << 32 | max(values.serial, 0)
        keys: list[tuple[str, Any, Any]] = [
            ("number", self._number, number),
            ("name", self._name, sort_key(values.name)),
            ("birth", self._birth, values.birth),
            ("place", self._place, self._places.number(values.place)),
            ("status", self._status, _STATUS[values.status]),
            ("taken", self._taken, values.taken),
            ("sex", self._sex, _SEX[values.sex]),
            ("tie", self._tie, _TIE[values.tie]),
            ("verification", self._step, _STEP[values.verification]),
        ]
        for order, column, key in keys:
            if column[row] != key:
                column[row] = key
                self._forget_order(order)

    def _add(self, case_id: UUID) -> int:
        row = self._rows[case_id] = len(self.ids)
        self.ids.append(case_id)
        for column in (
            self._alive, self._status, self._sex, self._tie, self._step, self._first_year,
            self._last_year, self._year, self._county, self._tags, self._place, self._birth,
            self._taken, self._number,
        ):  # fmt: skip
            column.append(0)
        self._name.append(b"")
        self._named.append(NOT_RECKONED)
        self._orders.clear()
        return row

    def _forget_order(self, order: str) -> None:
        if order == "number":
            self._orders.clear()
        for way in [way for way in self._orders if way[0] == order]:
            del self._orders[way]

    def decide(self, case_id: UUID, audiences: Collection[Audience]) -> None:
        """Note to whom a case may be named."""
        row = self._rows.get(case_id)
        if row is not None:
            self._named[row] = sum(BIT[audience] for audience in {*audiences})
            self.version += 1

    def decide_again(self, case_id: UUID | None = None) -> None:
        """Forget to whom a case may be named; without one, of all cases."""
        self.version += 1
        if case_id is None:
            self._named[:] = bytes([NOT_RECKONED]) * len(self.ids)
        elif case_id in self._rows:
            self._named[self._rows[case_id]] = NOT_RECKONED

    # -- reading -----------------------------------------------------------------------------
    def __len__(self) -> int:
        return len(self.ids)

    def row(self, case_id: UUID) -> int | None:
        """Where a case stands in the columns; None if it is not known."""
        return self._rows.get(case_id)

    @property
    def prefixes(self) -> int:
        """How many prefixes the numbers of the living cases have."""
        living = compress(self._number, self._alive)
        return len({number >> 32 for number in living}) if len(self._prefixes.values) > 1 else 1

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet to whom some living case may be named."""
        return bool(self._undecided())

    def undecided(self) -> list[UUID]:
        """The living cases of which nobody has decided yet to whom they may be named."""
        return list(compress(self.ids, self._bytes(self._undecided())))

    def _undecided(self) -> int:
        return _where(self._named, lambda code: code == NOT_RECKONED) & self.living()

    def living(self) -> int:
        """The mask of all cases outside the trash."""
        return _as_mask(self._alive)

    def mask_of_rows(self, rows: Iterable[int]) -> int:
        """The mask of some rows."""
        found = bytearray(len(self.ids))
        for row in rows:
            found[row] = 1
        return _as_mask(found)

    def mask(self, shown: CaseFilter, facet: Facet) -> int:
        """The mask of the cases that answer to what is chosen in one facet."""
        if facet is Facet.YEAR_TAKEN:
            return self._mask_of_years(shown)
        chosen = shown.values(facet)
        if facet is Facet.COUNTY:
            return _pooled(self._county, self._counties, lambda county: county in chosen)
        if facet is Facet.PREFECTURE:
            within = lambda county: prefecture_of(county) in chosen  # noqa: E731
            return _pooled(self._county, self._counties, within)
        if facet is Facet.TAG:
            return _pooled(self._tags, self._tag_sets, lambda tags: bool(_tags(tags) & {*chosen}))
        if facet is Facet.NAMED_TO:
            bits = sum(BIT[audience] for audience in {*chosen})
            return _where(self._named, lambda code: code != NOT_RECKONED and bool(code & bits))
        column, codes = self._closed(facet)
        wanted = {codes[value] for value in chosen}
        return _where(column, lambda code: code in wanted)

    def _mask_of_years(self, shown: CaseFilter) -> int:
        mask = 0
        if shown.taken_from is not None or shown.taken_to is not None:
            least = _LEAST_YEAR + 1 if shown.taken_from is None else shown.taken_from
            most = _LEAST_YEAR + 255 if shown.taken_to is None else shown.taken_to
            mask = _where(self._first_year, lambda code: code > 0 and code + _LEAST_YEAR >= least)
            mask &= _where(self._last_year, lambda code: 0 < code <= most - _LEAST_YEAR)
        if shown.taken_unknown:
            mask |= _where(self._year, lambda code: code == 0)
        return mask

    def _closed(self, facet: Facet) -> tuple[bytearray, dict[Any, int]]:
        return {
            Facet.STATUS: (self._status, _STATUS),
            Facet.SEX: (self._sex, _SEX),
            Facet.TIE: (self._tie, _TIE),
            Facet.VERIFICATION: (self._step, _STEP),
        }[facet]

    def counts(self, facet: Facet, mask: int) -> dict[Any, int]:
        """How many of the cases in the mask have each value; values of none are left out."""
        column, values = self._coded(facet)
        found: Counter[Any] = Counter()
        for code, n in Counter(compress(column, self._bytes(mask))).items():
            for value in values(code):
                found[value] += n
        return dict(found)

    def cross(self, first: Facet, second: Facet, mask: int) -> dict[tuple[Any, Any], int]:
        """The same for two facets at once."""
        (one, names), (other, others) = self._coded(first), self._coded(second)
        found: Counter[tuple[Any, Any]] = Counter()
        pairs = compress(zip(one, other, strict=True), self._bytes(mask))
        for (code, second_code), n in Counter(pairs).items():
            for value in names(code):
                for also in others(second_code):
                    found[value, also] += n
        return dict(found)

    def _coded(self, facet: Facet) -> tuple[Sequence[int], Callable[[int], Collection[Any]]]:
        """A column and what its codes stand for; a case may have several values."""
        if facet is Facet.YEAR_TAKEN:
            return self._year, lambda code: [code + _LEAST_YEAR if code else None]
        if facet is Facet.COUNTY:
            return self._county, lambda code: [self._counties.values[code]]
        if facet is Facet.PREFECTURE:
            return self._county, lambda code: [prefecture_of(self._counties.values[code])]
        if facet is Facet.TAG:
            return self._tags, lambda code: _tags(self._tag_sets.values[code])
        if facet is Facet.NAMED_TO:
            return self._named, lambda code: [
                audience for audience in AUDIENCES if code < NOT_RECKONED and code & BIT[audience]
            ]
        column, codes = self._closed(facet)
        members = list(codes)
        return column, lambda code: [members[code]]

    def _bytes(self, mask: int) -> bytes:
        return mask.to_bytes(len(self.ids), "little")

    def rows(self, mask: int, order: Order, *, descending: bool) -> array[int]:
        """The rows of the mask in order; what is not known stands last either way."""
        whole = self._in_order(order, descending=descending)
        shown = self._bytes(mask)
        return array("I", compress(whole, map(shown.__getitem__, whole)))

    def _in_order(self, order: Order, *, descending: bool) -> array[int]:
        known = self._orders.get((order, descending))
        if known is not None:
            return known
        if order == "number":
            found = array("I", sorted(range(len(self.ids)), key=self._number_key().__getitem__,
                                      reverse=descending))  # fmt: skip
        else:
            column, unknown = self._key(order)
            by_number = self._in_order("number", descending=False)
            has = [row for row in by_number if column[row] != unknown]
            has.sort(key=column.__getitem__, reverse=descending)
            found = array("I", has)
            found.extend(row for row in by_number if column[row] == unknown)
        self._orders[order, descending] = found
        return found

    def _number_key(self) -> Sequence[int]:
        """Numbers by the alphabet of their prefixes, not by which was met first."""
        names = self._prefixes.values
        if names == sorted(names):
            return self._number
        rank = {names.index(name): place for place, name in enumerate(sorted(names))}
        return [rank[number >> 32] << 32 | number & 0xFFFFFFFF for number in self._number]

    def _key(self, order: Order) -> tuple[Sequence[Any], Any]:
        """What an order sorts by, and the key of what is not known."""
        plain: Mapping[str, tuple[Sequence[Any], Any]] = {
            "name": (self._name, b""),
            "birth": (self._birth, 0),
            "taken": (self._taken, 0),
            "status": (self._status, _STATUS[Status.UNKNOWN]),
            "sex": (self._sex, _SEX[Sex.UNKNOWN]),
            "tie": (self._tie, _TIE[Tie.NONE_KNOWN]),
            "verification": (self._step, _STEP[Verification.UNSOURCED]),
        }
        if order in plain:
            return plain[order]
        names = self._places.values
        by_words = sorted(range(len(names)), key=lambda number: sort_key(names[number]))
        rank = {number: place for place, number in enumerate(by_words)}
        return [rank[number] if names[number] else -1 for number in self._place], -1


def _year_code(year: int | None) -> int:
    return year - _LEAST_YEAR if year and 0 < year - _LEAST_YEAR < 256 else 0


def _tags(tags: tuple[str, ...]) -> set[str]:
    return {*tags} or {""}


def _as_mask(column: bytes | bytearray) -> int:
    return int.from_bytes(column, "little")


def _where(column: bytearray, wanted: Callable[[int], bool]) -> int:
    return _as_mask(column.translate(bytes(map(wanted, range(256)))))


def _pooled(column: array[int], pool: _Pool[K], wanted: Callable[[K], bool]) -> int:
    flags = [int(wanted(value)) for value in pool.values]
    return _as_mask(bytes(map(flags.__getitem__, column)))
