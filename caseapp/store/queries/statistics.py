"""Counts of cases by any two of the facets, out of the index in memory.

A prefecture is not a facet of the list: it is reckoned from the county, and leads back to the
counties in it. Knows no words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from caseapp.domain.places import prefecture_of
from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.facets import cross_counts, facet_counts


class Axis(StrEnum):
    """What rows or columns stand for. Their values are those of the facet of the same name."""

    STATUS = "status"
    YEAR_TAKEN = "year_taken"
    COUNTY = "county"
    PREFECTURE = "prefecture"  # present number of the prefecture; "": none, or not known
    SEX = "sex"
    TIE = "tie"
    VERIFICATION = "verification"
    TAG = "tag"

    @property
    def facet(self) -> Facet:
        """The facet that is counted; the prefecture is gathered from the counties."""
        return Facet.COUNTY if self is Axis.PREFECTURE else Facet(self.value)

    @property
    def several(self) -> bool:
        """Whether a case can stand in more than one row, so that rows do not add up."""
        return self is Axis.TAG


@dataclass(frozen=True, slots=True)
class CrossTable:
    """`cells` by row and column value; `rows`, `columns` the totals of each; `total` cases.

    Totals count cases, not cells: a case with two tags stands in two rows and once here.
    Without a second axis there are no columns and no cells. `counties` are the values that
    prefectures were gathered from.
    """

    total: int
    rows: Mapping[Any, int]
    columns: Mapping[Any, int]
    cells: Mapping[tuple[Any, Any], int]
    counties: tuple[str, ...] = ()

    def behind(self, axis: Axis, value: Any) -> tuple[Any, ...]:
        """The values of the axis' facet that one of its values stands for."""
        if axis is not Axis.PREFECTURE:
            return (value,)
        return tuple(county for county in self.counties if prefecture_of(county) == value)


def cross_table(session: Session, first: Axis, second: Axis | None) -> CrossTable:
    """All living cases by one axis, or by two different ones."""
    wanted = {first.facet} | ({second.facet} if second else set())
    counts = facet_counts(session, facets=wanted)
    rows = _gathered(first, counts.by[first.facet])
    counties = tuple(counts.by.get(Facet.COUNTY, ()))
    if second is None:
        return CrossTable(counts.total, rows, {}, {}, counties)
    if first.facet is second.facet:
        cells = _within_one(first, second, counts.by[first.facet])
    else:
        found = cross_counts(session, CaseFilter(), first.facet, second.facet)
        cells = Counter()
        for (one, other), n in found.items():
            cells[_value(first, one), _value(second, other)] += n
    columns = _gathered(second, counts.by[second.facet])
    return CrossTable(counts.total, rows, columns, dict(cells), counties)


def _value(axis: Axis, value: Any) -> Any:
    return prefecture_of(value) if axis is Axis.PREFECTURE else value


def _gathered(axis: Axis, counts: Mapping[Any, int]) -> dict[Any, int]:
    found: Counter[Any] = Counter()
    for value, n in counts.items():
        found[_value(axis, value)] += n
    return dict(found)


def _within_one(first: Axis, second: Axis, counts: Mapping[Any, int]) -> Counter[tuple[Any, Any]]:
    """A county against its prefecture: each case stands where its one value leads."""
    found: Counter[tuple[Any, Any]] = Counter()
    for value, n in counts.items():
        found[_value(first, value), _value(second, value)] += n
    return found
