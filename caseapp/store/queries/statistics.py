"""Counts of cases by any two of the facets, out of the index in memory. Knows no words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from caseapp.store.queries.case_filter import CaseFilter, Facet
from caseapp.store.queries.facets import cross_counts, facet_counts


class Axis(StrEnum):
    """What rows or columns stand for. Their values are those of the facet of the same name."""

    STATUS = "status"
    YEAR_TAKEN = "year_taken"
    COUNTY = "county"
    PREFECTURE = "prefecture"
    SEX = "sex"
    TIE = "tie"
    VERIFICATION = "verification"
    TAG = "tag"

    @property
    def facet(self) -> Facet:
        """The facet that is counted."""
        return Facet(self.value)

    @property
    def several(self) -> bool:
        """Whether a case can stand in more than one row, so that rows do not add up."""
        return self is Axis.TAG


@dataclass(frozen=True, slots=True)
class CrossTable:
    """`cells` by row and column value; `rows`, `columns` the totals of each; `total` cases.

    Totals count cases, not cells: a case with two tags stands in two rows and once here.
    Without a second axis there are no columns and no cells.
    """

    total: int
    rows: Mapping[Any, int]
    columns: Mapping[Any, int]
    cells: Mapping[tuple[Any, Any], int]


def cross_table(session: Session, first: Axis, second: Axis | None) -> CrossTable:
    """All living cases by one axis, or by two different ones."""
    wanted = {first.facet} | ({second.facet} if second else set())
    counts = facet_counts(session, facets=wanted)
    rows = counts.by[first.facet]
    if second is None:
        return CrossTable(counts.total, rows, {}, {})
    cells = cross_counts(session, CaseFilter(), first.facet, second.facet)
    return CrossTable(counts.total, rows, counts.by[second.facet], cells)
