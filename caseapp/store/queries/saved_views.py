"""Views of the case list that people saved: a filter, its order and its columns, by codes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.store.queries.case_filter import (
    FILTER_NAMES,
    CaseFilter,
    filter_from_json,
    filter_to_json,
)
from caseapp.store.records import SavedView

CASES = "cases"
"""What `SavedView.view` says of a view of the case list."""
_DOWN = "descending"


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A saved view as the list uses it. `columns` are codes; none: as they are arranged."""

    id: UUID
    name: str
    shown: CaseFilter
    columns: tuple[str, ...]


def saved_views(session: Session) -> list[SavedFilter]:
    """The saved views of the case list, by name."""
    query = select(SavedView).where(SavedView.deleted_at.is_(None), SavedView.view == CASES)
    return [read_view(view) for view in session.scalars(query.order_by(func.lower(SavedView.name)))]


def read_view(view: SavedView) -> SavedFilter:
    """What a record says; what this version does not know is left out."""
    order = [code for code in view.order if isinstance(code, str)]
    shown = filter_from_json(
        view.filters, order[0] if order else "number", descending=_DOWN in order[1:]
    )
    columns = tuple(code for code in view.columns if isinstance(code, str))
    return SavedFilter(view.id, view.name, shown, columns)


def write_view(view: SavedView, shown: CaseFilter, columns: tuple[str, ...]) -> None:
    """Put filter, order and columns into a record. What a later version kept there stays."""
    others = {name: value for name, value in view.filters.items() if name not in FILTER_NAMES}
    view.filters = {**others, **filter_to_json(shown)}
    view.order = [shown.order, _DOWN] if shown.descending else [shown.order]
    view.columns = list(columns)
