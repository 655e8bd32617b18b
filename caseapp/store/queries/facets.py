"""Filtered lists of cases with live counts, out of the index in memory.

vault.read(lambda session: case_list(session, CaseFilter(status=(Status.SENTENCED,))))
vault.read(facet_counts).by[Facet.YEAR_TAKEN]
vault.read(lambda session: cross_counts(session, CaseFilter(), Facet.STATUS, Facet.COUNTY))
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session

from caseapp.store import search
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.facet_columns import Columns
from caseapp.store.queries.facet_index import whole_index
from caseapp.store.queries.imported import imported_cases
from caseapp.store.queries.sounding import Sounds, sounding


class CaseList(Sequence[UUID]):
    """The ids of a list in its order: four bytes a case, ids are shared with the index.

    `heard` are those at its end that do not contain what was typed: their names sound so.
    """

    def __init__(
        self, columns: Columns, rows: array[int], heard: Mapping[UUID, Sounds] | None = None
    ) -> None:
        self._columns, self._rows, self._ids = columns, rows, columns.ids
        self.heard: Mapping[UUID, Sounds] = heard or {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> UUID: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[UUID, ...]: ...
    def __getitem__(self, place: int | slice) -> UUID | tuple[UUID, ...]:
        if isinstance(place, slice):
            return tuple(map(self._ids.__getitem__, self._rows[place]))
        return self._ids[self._rows[place]]

    def __iter__(self) -> Iterator[UUID]:
        return map(self._ids.__getitem__, self._rows)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CaseList) and other._columns is self._columns:
            return self._rows == other._rows
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def place(self, case_id: UUID) -> int | None:
        """Where a case stands in the list; None if it is not in it."""
        row = self._columns.row(case_id)
        try:
            return None if row is None else self._rows.index(row)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """`total` cases, of which the filter shows `shown`.

    `by` facet and value: how many cases the filter would show if of this facet the value
    alone were chosen. Values that no case has are left out.
    """

    total: int
    shown: int
    by: Mapping[Facet, Mapping[Any, int]]


def case_list(session: Session, shown: CaseFilter) -> CaseList:
    """The cases that the filter shows, in its order; what is not known stands last.

    Those that contain the typed words come first, then those whose names sound so.
    """
    columns = whole_index(session).columns
    mask = _chosen(session, columns, shown)
    if not shown.text.strip():
        return CaseList(columns, columns.rows(mask, shown.order, descending=shown.descending))
    holding, by_ear = _found(session, columns, shown.text)
    rows, told = (
        columns.rows(mask & found, shown.order, descending=shown.descending)
        for found in (holding, by_ear & ~holding)
    )
    heard = {one.id: one for one in sounding(session, shown.text)} if told else {}
    ids = columns.ids
    return CaseList(columns, rows + told, {ids[row]: heard[ids[row]] for row in told})


def facet_counts(
    session: Session, shown: CaseFilter | None = None, facets: Collection[Facet] = tuple(Facet)
) -> FacetCounts:
    """Counts of these facets, each with what is chosen in the others.

    Audiences (`NAMED_TO`) are counted as far as they were reckoned; see `named_facet`.
    """
    shown = shown or CaseFilter()
    columns = whole_index(session).columns
    base = columns.living()
    chosen = {facet: columns.mask(shown, facet) for facet in shown.in_force}
    total = base.bit_count()
    base &= _imported(session, columns, shown)
    if shown.text.strip():
        holding, by_ear = _found(session, columns, shown.text)
        base &= holding | by_ear
    whole = base
    for mask in chosen.values():
        whole &= mask
    by = {}
    for facet in facets:
        mask = whole
        if facet in chosen:
            mask = base
            for other, its in chosen.items():
                mask &= its if other is not facet else mask
        by[facet] = columns.counts(facet, mask)
    return FacetCounts(total, whole.bit_count(), by)


def all_counts(session: Session) -> FacetCounts:
    """Every facet of all cases, kept until one changes: lists ask for it beside their own."""
    columns = whole_index(session).columns
    known = _kept.get(columns)
    if known is None or known[0] != columns.version:
        known = _kept[columns] = columns.version, facet_counts(session)
    return known[1]


_kept: WeakKeyDictionary[Columns, tuple[int, FacetCounts]] = WeakKeyDictionary()


def cross_counts(
    session: Session, shown: CaseFilter, first: Facet, second: Facet
) -> dict[tuple[Any, Any], int]:
    """How many of the cases that the filter shows have each pair of values."""
    columns = whole_index(session).columns
    return columns.cross(first, second, _mask(session, columns, shown))


def known_tags(session: Session) -> list[str]:
    """Every tag of a living case, in alphabetical order."""
    columns = whole_index(session).columns
    return sorted(tag for tag in columns.counts(Facet.TAG, columns.living()) if tag)


def _mask(session: Session, columns: Columns, shown: CaseFilter) -> int:
    mask = _chosen(session, columns, shown)
    if not shown.text.strip():
        return mask
    holding, by_ear = _found(session, columns, shown.text)
    return mask & (holding | by_ear)


def _chosen(session: Session, columns: Columns, shown: CaseFilter) -> int:
    """The living cases that answer to all facets, whatever was typed."""
    mask = _imported(session, columns, shown) & columns.living()
    for facet in shown.in_force:
        mask &= columns.mask(shown, facet)
    return mask


def _imported(session: Session, columns: Columns, shown: CaseFilter) -> int:
    """The cases of the import that is asked for; without one all."""
    if shown.imported is None:
        return columns.living()
    return _mask_of(columns, imported_cases(session, shown.imported))


def _found(session: Session, columns: Columns, typed: str) -> tuple[int, int]:
    """The cases that contain the typed words, and those whose names sound so."""
    holding = set(search.matching(session.connection(), typed, "detainee"))
    heard = sounding(session, typed, holding=lambda ids: holding.intersection(ids))
    return _mask_of(columns, holding), _mask_of(columns, [one.id for one in heard])


def _mask_of(columns: Columns, ids: Iterable[UUID]) -> int:
    rows = map(columns.row, ids)
    return columns.mask_of_rows(row for row in rows if row is not None)
