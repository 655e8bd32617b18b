"""Which cases the newest actions touched, for the indexes in memory that follow the history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, select

from caseapp.store import history
from caseapp.store.queries.by_index import has_contact
from caseapp.store.records import Detainee, Identifier, Kinship, NameForm
from caseapp.store.saving import chunks
from caseapp.store.tables import change

_FOLLOWED = 5_000
"""Changed records up to which an index is mended; with more it is built anew, in steps."""
_OWNERS = ("detainee_id", "of_detainee_id")
_KINDS = frozenset({"detainee", "name_form", "identifier", "kinship", "contact"})


def next_cases(connection: Connection, last: UUID | None, most: int) -> list[UUID]:
    """The ids of the next cases behind `last`, trashed ones too, in the order of ids."""
    query = select(Detainee.id).order_by(Detainee.id).limit(most)
    if last is not None:
        query = query.where(Detainee.id > last)
    return list(connection.scalars(query))


def history_length(connection: Connection) -> int:
    """How many actions the history has."""
    return int(history.facts(connection)["history_length"])


def touched_cases(connection: Connection, after: int) -> list[UUID] | None:
    """Cases that newer actions touched; None if that is more than can be mended quickly."""
    by_kind = _changed(connection, after, _KINDS)
    if by_kind is None:
        return None
    found = by_kind["detainee"] | _former(connection, after, _OWNERS)
    for statement, kind in (
        (lambda ids: select(NameForm.detainee_id).where(NameForm.id.in_(ids)), "name_form"),
        (lambda ids: select(Identifier.detainee_id).where(Identifier.id.in_(ids)), "identifier"),
        (lambda ids: _ends(Kinship.id.in_(ids)), "kinship"),
        (lambda ids: _ends(has_contact(ids)), "contact"),
    ):  # fmt: skip
        found |= _owners(connection, by_kind[kind], statement)
    return sorted(found)


def touched_contacts(connection: Connection, after: int) -> list[UUID] | None:
    """Contacts of which newer actions touched the record or a name; None as above."""
    by_kind = _changed(connection, after, frozenset({"contact", "name_form"}))
    if by_kind is None:
        return None
    found = by_kind["contact"] | _former(connection, after, ("contact_id",))
    found |= _owners(
        connection, by_kind["name_form"],
        lambda ids: select(NameForm.contact_id).where(NameForm.id.in_(ids)),
    )  # fmt: skip
    return sorted(found)


def _changed(
    connection: Connection, after: int, kinds: frozenset[str]
) -> dict[str, set[UUID]] | None:
    """Records of these kinds that newer actions changed; None if they are very many."""
    column = change.c
    # Kinds are chosen here: asked for them, SQLite would walk the whole index of records.
    query = select(column.record_kind, column.record_id).where(_newer(after))
    told = {ref for ref in connection.execute(query.distinct()) if ref[0] in kinds}
    if len(told) >= _FOLLOWED:
        return None
    by_kind: dict[str, set[UUID]] = defaultdict(set)
    for kind, record_id in told:
        by_kind[kind].add(record_id)
    return by_kind


def _former(connection: Connection, after: int, fields: tuple[str, ...]) -> set[UUID]:
    """To whom what newer actions gave to others belonged before."""
    column = change.c
    query = select(column.old).where(
        _newer(after), column.field.in_(fields), column.old.is_not(None)
    )
    return {UUID(hex=old) for old in connection.scalars(query) if old}


def _newer(after: int) -> ColumnElement[bool]:
    return change.c.action.between(after + 1, 2**62)


def _ends(condition: ColumnElement[bool]) -> Any:
    return select(Kinship.detainee_id, Kinship.of_detainee_id).where(condition)


def _owners(connection: Connection, ids: Iterable[UUID], statement: Any) -> set[UUID]:
    found: set[UUID] = set()
    for some in chunks(ids):
        for row in connection.execute(statement(some)):
            found |= {owner for owner in row if owner is not None}
    return found
