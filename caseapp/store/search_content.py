"""What the full-text index says of each record, and which rows a change touches.

Plain queries on the records, many at a time. Knows nothing of FTS5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Text, select, type_coerce

from caseapp.store.drafts import Draft
from caseapp.store.records import (
    Appeal,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    NameForm,
    Record,
    Source,
)
from caseapp.store.records.people import case_number

Words = tuple[str, str]
"""The two columns of a row: names or titles, which weigh more, and everything else."""

SUBJECTS: dict[str, type[Record]] = {
    kind.__tablename__: kind for kind in (Detainee, Contact, Source, Excerpt, Appeal)
}
"""What can be found, in the order in which groups of results stand."""


def subjects(
    connection: Connection, written: Sequence[tuple[Record, Record | None]]
) -> set[tuple[str, UUID]]:
    """The rows, by kind and id, that say something of these records.

    Each record comes with what stood before it, None for a new one: a name that moves to
    another case must leave the first one's row too.
    """
    touched: set[tuple[str, UUID]] = set()
    for record, before in written:
        touched.update(_owners(record))
        if before is not None:
            touched.update(_owners(before))
            if isinstance(record, Source) and record.deleted_at != before.deleted_at:
                theirs = select(Excerpt.id).where(Excerpt.source_id == record.id)
                found = connection.scalars(theirs)
                touched.update(("excerpt", excerpt_id) for excerpt_id in found)
    return touched


def subjects_of_drafts(drafts: Sequence[Draft]) -> set[tuple[str, UUID]]:
    """As `subjects`, of new records."""
    touched: set[tuple[str, UUID]] = set()
    for draft in drafts:
        if draft.kind.__tablename__ in SUBJECTS:
            touched.add((draft.kind.__tablename__, draft.id))
        for owner in _OWNED.get(draft.kind, ()):
            if owner_id := draft.values.get(f"{owner}_id"):
                touched.add((owner, owner_id))
    return touched


def subjects_by_ids(
    connection: Connection, kind: type[Record], ids: Sequence[UUID]
) -> set[tuple[str, UUID]]:
    """As `subjects`, of records of which nothing but the trash mark changed."""
    name = kind.__tablename__
    if name in SUBJECTS:
        touched = {(name, record_id) for record_id in ids}
        if kind is Source:
            theirs = select(Excerpt.id).where(Excerpt.source_id.in_(ids))
            touched |= {("excerpt", excerpt_id) for excerpt_id in connection.scalars(theirs)}
        return touched
    touched = set()
    for owner in _OWNED.get(kind, ()):
        column = kind.__table__.c[f"{owner}_id"]
        query = select(column).where(kind.__table__.c.id.in_(ids), column.is_not(None))
        touched |= {(owner, owner_id) for owner_id in connection.scalars(query)}
    return touched


_OWNED: Mapping[type[Record], tuple[str, ...]] = {
    NameForm: ("detainee", "contact"),
    Identifier: ("detainee", "contact"),
    Event: ("detainee",),
}
"""Whose row tells of a record that has none of its own."""


def contents(
    connection: Connection, kind: str, ids: Sequence[UUID]
) -> Iterator[tuple[UUID, Words]]:
    """What each row should say; nothing for records that are in the trash or do not exist.

    An excerpt goes to the trash with its source.
    """
    return _CONTENTS[kind](connection, ids)


def _owners(record: Record) -> Iterator[tuple[str, UUID]]:
    if record.__tablename__ in SUBJECTS:
        yield record.__tablename__, record.id
    elif isinstance(record, NameForm | Identifier):
        if record.detainee_id:
            yield "detainee", record.detainee_id
        if record.contact_id:
            yield "contact", record.contact_id
    elif isinstance(record, Event):
        yield "detainee", record.detainee_id


def _key(column: Any) -> Any:
    """An id as it is kept: making a UUID of each takes longer than reading it."""
    return type_coerce(column, Text)


def _alive(kind: type[Record], ids: Sequence[UUID]) -> Any:
    return kind.id.in_(ids) & kind.deleted_at.is_(None)


def _detainees(connection: Connection, ids: Sequence[UUID]) -> Iterator[tuple[UUID, Words]]:
    owned = _names_and_numbers(connection, "detainee_id", ids)
    events: dict[str, list[str]] = defaultdict(list)
    of_events = select(_key(Event.detainee_id), Event.place, Event.facility, Event.narrative)
    alive = (Event.detainee_id.in_(ids), Event.deleted_at.is_(None))
    for owner, *words in connection.execute(of_events.where(*alive).order_by(Event.id)):
        events[owner].append(" ".join(words))
    query = select(
        Detainee.id, Detainee.prefix, Detainee.serial, Detainee.description, Detainee.home_place,
        Detainee.birth_place, Detainee.occupation, Detainee.summary, Detainee.tags,
    ).where(_alive(Detainee, ids))  # fmt: skip
    for row in connection.execute(query):
        names, numbers = owned[row.id.hex]
        body = [
            case_number(row.prefix, row.serial), str(row.serial), row.description,
            row.home_place, row.birth_place, row.occupation, row.summary,
            *row.tags, *numbers, *events[row.id.hex],
        ]  # fmt: skip
        yield row.id, ("\n".join(names), "\n".join(body))


def _contacts(connection: Connection, ids: Sequence[UUID]) -> Iterator[tuple[UUID, Words]]:
    owned = _names_and_numbers(connection, "contact_id", ids)
    query = select(
        Contact.id, Contact.phones, Contact.messengers, Contact.email, Contact.region
    ).where(_alive(Contact, ids))
    for row in connection.execute(query):
        names, numbers = owned[row.id.hex]
        body = [*numbers, *row.phones, *row.messengers, row.email, row.region]
        yield row.id, ("\n".join(names), "\n".join(body))


def _sources(connection: Connection, ids: Sequence[UUID]) -> Iterator[tuple[UUID, Words]]:
    query = select(Source.id, Source.title, Source.author, Source.publisher, Source.text)
    for record_id, title, *body in connection.execute(query.where(_alive(Source, ids))):
        yield record_id, (title, "\n".join(body))


def _excerpts(connection: Connection, ids: Sequence[UUID]) -> Iterator[tuple[UUID, Words]]:
    query = (
        select(Excerpt.id, Excerpt.text, Excerpt.translations)
        .join(Source, Source.id == Excerpt.source_id)
        .where(_alive(Excerpt, ids), Source.deleted_at.is_(None))
    )
    for record_id, words, translations in connection.execute(query):
        yield record_id, ("", "\n".join([words, *translations.values()]))


def _appeals(connection: Connection, ids: Sequence[UUID]) -> Iterator[tuple[UUID, Words]]:
    query = select(Appeal.id, Appeal.title, Appeal.reference).where(_alive(Appeal, ids))
    for record_id, title, reference in connection.execute(query):
        yield record_id, (f"{title}\n{reference}", "")


def _names_and_numbers(
    connection: Connection, owner: str, ids: Sequence[UUID]
) -> Mapping[str, tuple[list[str], list[str]]]:
    """The names and the document numbers of each owner (32 hexadecimal figures), in a fixed
    order."""
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for place, kind, column in ((0, NameForm, NameForm.text), (1, Identifier, Identifier.number)):
        of = getattr(kind, owner)
        query = (
            select(_key(of), column).where(of.in_(ids), kind.deleted_at.is_(None)).order_by(kind.id)
        )
        for owner_id, words in connection.execute(query):
            found[owner_id][place].append(words)
    return found


_CONTENTS = {
    "detainee": _detainees,
    "contact": _contacts,
    "source": _sources,
    "excerpt": _excerpts,
    "appeal": _appeals,
}
