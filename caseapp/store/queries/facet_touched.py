"""Which cases new actions touch, read from the history: whose values must be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, select

from caseapp.store.queries.by_index import has_contact
from caseapp.store.records import (
    AppealPerson,
    Citation,
    Consent,
    Event,
    Excerpt,
    Kinship,
    NameForm,
    Source,
)
from caseapp.store.saving import chunks, table_of
from caseapp.store.tables import change

_OWNERS = ("detainee_id", "of_detainee_id", "about_detainee_id")
"""Fields that name a case: what they held before was touched too."""
_OTHER_OWNERS = ("event_id", "excerpt_id", "source_id", "contact_id", "of_contact_id")
"""Fields that lead to a case in several steps. They hardly ever change."""


_NO_END = 2**62


@dataclass(slots=True)
class Touched:
    """`shown`: look at all values again. `named`: decide again to whom they may be named."""

    shown: set[UUID] = field(default_factory=set)
    named: set[UUID] = field(default_factory=set)
    all_named: bool = False


def touched_cases(connection: Connection, after: int, most: int) -> Touched | None:
    """What the actions after number `after` touched; None if that is more than `most` records.

    None too if something was moved from one case to another by several steps.
    """
    column = change.c
    # With an open end SQLite would walk the whole index of records for the sake of "distinct".
    new = column.action.between(after + 1, _NO_END)
    query = select(column.record_kind, column.record_id).where(new).distinct()
    by_kind: dict[str, set[UUID]] = {}
    for count, (kind, record_id) in enumerate(connection.execute(query)):
        if count >= most:
            return None
        by_kind.setdefault(kind, set()).add(record_id)
    moved = select(column.field, column.old).where(
        new, column.field.in_([*_OWNERS, *_OTHER_OWNERS]), column.old.is_not(None)
    )
    found = Touched(all_named="policy" in by_kind)
    for name, old in connection.execute(moved):
        if name in _OTHER_OWNERS:
            return None
        found.shown.add(UUID(hex=old))
    found.shown |= by_kind.get("detainee", set())
    for kind, cases_of in _SHOWN.items():
        found.shown |= _owners(connection, by_kind.get(kind, ()), cases_of)
    found.named = set(found.shown)
    for kind, cases_of in _NAMED.items():
        found.named |= _owners(connection, by_kind.get(kind, ()), cases_of)
    return found


def _owners(connection: Connection, ids: Iterable[UUID], cases_of: Any) -> set[UUID]:
    found: set[UUID] = set()
    for some in chunks(ids):
        for row in connection.execute(cases_of(some)):
            found |= {owner for owner in row if owner is not None}
    return found


def _citing(condition: ColumnElement[bool]) -> Select[Any]:
    """The cases of the citations of some excerpts."""
    return (
        _CITED_FOR.join_from(Citation, Event, Citation.event_id == Event.id, isouter=True)
        .join(Excerpt, Citation.excerpt_id == Excerpt.id)
        .where(condition)
    )


_cited = table_of(Citation).c
_CITED_FOR: Select[Any] = select(_cited.detainee_id, table_of(Event).c.detainee_id)
_SHOWN: dict[str, Any] = {
    "event": lambda ids: select(Event.detainee_id).where(Event.id.in_(ids)),
    "name_form": lambda ids: select(NameForm.detainee_id).where(NameForm.id.in_(ids)),
    "citation": lambda ids: _citing(Citation.id.in_(ids)),
    "excerpt": lambda ids: _citing(Excerpt.id.in_(ids)),
    "source": lambda ids: _citing(Excerpt.source_id.in_(ids)),
}
_NAMED: dict[str, Any] = {
    "source": lambda ids: (
        select(NameForm.detainee_id)
        .join(Source, NameForm.source_id == Source.id)
        .where(Source.id.in_(ids))
    ),
    "consent": lambda ids: select(Consent.about_detainee_id).where(Consent.id.in_(ids)),
    "appeal_person": lambda ids: select(AppealPerson.detainee_id).where(AppealPerson.id.in_(ids)),
    "kinship": lambda ids: select(Kinship.detainee_id, Kinship.of_detainee_id).where(
        Kinship.id.in_(ids)
    ),
    "contact": lambda ids: select(Kinship.detainee_id, Kinship.of_detainee_id).where(
        has_contact(ids)
    ),
}
"""Statements that give the cases of some records, by the kind of record."""
