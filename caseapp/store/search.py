"""The full-text index: one row a case, contact, source, excerpt or appeal.

Texts are cut into tokens before they reach FTS5 (one token a Chinese character, spellings
of Arabic letters unified), so that a query in any script finds what contains it. The rows
are written with the records, in the same transaction. Only SQLite knows the SQL here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, text
from sqlalchemy.orm import Session

from caseapp.domain.names.scripts import index_tokens, query_terms
from caseapp.store.engine import Finding
from caseapp.store.errors import StoreError
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
from caseapp.store.tables import search_entry

KINDS = ("detainee", "contact", "source", "excerpt", "appeal")
"""What can be found, in the order in which groups of results stand."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `kind` is a name of `KINDS`; lower `rank` is better."""

    kind: str
    record_id: UUID
    rank: float


def refresh(connection: Connection, records: Iterable[Record]) -> None:
    """Rewrite the index rows of everything that these records are part of."""
    subjects = {key for record in records for key in _subjects(record)}
    with Session(connection) as session:
        for kind, record_id in sorted(subjects, key=str):
            _rewrite(connection, kind, record_id, _content(session, kind, record_id))


def rebuild(connection: Connection) -> int:
    """Write the whole index anew; returns the number of rows."""
    connection.execute(text("DELETE FROM search_text"))
    connection.execute(delete(search_entry))
    count = 0
    with Session(connection) as session:
        for kind in (Detainee, Contact, Source, Excerpt, Appeal):
            for record_id in session.scalars(select(kind.id)):
                name = kind.__tablename__
                _rewrite(connection, name, record_id, _content(session, name, record_id))
                count += 1
    return count


def find(
    connection: Connection, typed: str, *, kinds: Sequence[str] = KINDS, limit: int = 50
) -> list[Hit]:
    """What contains all typed words (the last one as a beginning), best first.

    Any text is a valid query; without a word in it the result is empty.
    """
    match = _match(typed)
    if not match:
        return []
    rows = connection.execute(
        text(
            "SELECT e.kind, e.record_id, bm25(search_text, 10.0, 1.0) AS rank"
            " FROM search_text JOIN search_entry e ON e.id = search_text.rowid"
            " WHERE search_text MATCH :match AND instr(:kinds, ' ' || e.kind || ' ')"
            " ORDER BY rank, e.id LIMIT :limit"
        ),
        {"match": match, "kinds": f" {' '.join(kinds)} ", "limit": limit},
    )
    return [Hit(kind, UUID(hex=record_id), rank) for kind, record_id, rank in rows]


def check(connection: Connection) -> list[Finding]:
    """What is wrong with the index: its own structure, and rows that do not fit the records."""
    findings = []
    try:
        connection.execute(text("INSERT INTO search_text(search_text) VALUES('integrity-check')"))
    except StoreError as error:
        findings.append(Finding("search", str(error)))
    rows = dict(
        connection.execute(select(search_entry.c.kind, func.count()).group_by("kind")).all()
    )
    for name, kind in _BY_NAME.items():
        alive = connection.scalar(select(func.count(kind.id)).where(kind.deleted_at.is_(None)))
        if alive != rows.get(name, 0):
            findings.append(Finding("search", f"{name}: {rows.get(name, 0)} rows for {alive}"))
    return findings


def _match(typed: str) -> str:
    """An FTS5 query: every term quoted (so that it is never an operator), the last a prefix."""
    terms = [" ".join(index_tokens(term)) for term in query_terms(typed)]
    quoted = ['"' + term.replace('"', '""') + '"' for term in terms if term]
    return " ".join([*quoted[:-1], quoted[-1] + "*"]) if quoted else ""


def _subjects(record: Record) -> Iterator[tuple[str, UUID]]:
    if isinstance(record, Detainee | Contact | Source | Excerpt | Appeal):
        yield record.__tablename__, record.id
    elif isinstance(record, NameForm | Identifier):
        if record.detainee_id:
            yield "detainee", record.detainee_id
        if record.contact_id:
            yield "contact", record.contact_id
    elif isinstance(record, Event):
        yield "detainee", record.detainee_id


def _rewrite(
    connection: Connection, kind: str, record_id: UUID, content: tuple[str, str] | None
) -> None:
    row = connection.scalar(
        select(search_entry.c.id).where(
            search_entry.c.kind == kind, search_entry.c.record_id == record_id
        )
    )
    if row is not None:
        connection.execute(text("DELETE FROM search_text WHERE rowid = :row"), {"row": row})
    if content is None:
        connection.execute(delete(search_entry).where(search_entry.c.id == row))
        return
    if row is None:
        written = connection.execute(insert(search_entry).values(kind=kind, record_id=record_id))
        row = written.inserted_primary_key[0]
    names, body = (" ".join(index_tokens(part)) for part in content)
    connection.execute(
        text("INSERT INTO search_text (rowid, names, body) VALUES (:row, :names, :body)"),
        {"row": row, "names": names, "body": body},
    )


def _content(session: Session, kind: str, record_id: UUID) -> tuple[str, str] | None:
    """Names and body of one row; None for what is gone or in the trash."""
    record = session.get(_BY_NAME[kind], record_id)
    if record is None or record.deleted_at is not None:
        return None
    if isinstance(record, Detainee):
        return _detainee(session, record)
    if isinstance(record, Contact):
        names, numbers = _names_and_numbers(session, NameForm.contact_id, record_id)
        rest = [*numbers, *record.phones, *record.messengers, record.email, record.region]
        return names, "\n".join(rest)
    if isinstance(record, Source):
        return record.title, "\n".join([record.author, record.publisher, record.text])
    if isinstance(record, Excerpt):
        return "", "\n".join([record.text, *record.translations.values()])
    assert isinstance(record, Appeal)
    return f"{record.title}\n{record.reference}", ""


def _detainee(session: Session, record: Detainee) -> tuple[str, str]:
    names, numbers = _names_and_numbers(session, NameForm.detainee_id, record.id)
    alive = (Event.detainee_id == record.id, Event.deleted_at.is_(None))
    events = session.scalars(select(Event).where(*alive))
    body = [
        record.case_number, str(record.serial), record.description, record.home_place,
        record.birth_place, record.occupation, record.summary, *record.tags, *numbers,
        *(f"{e.place} {e.facility} {e.narrative}" for e in events),
    ]  # fmt: skip
    return names, "\n".join(body)


def _names_and_numbers(session: Session, owner: object, record_id: UUID) -> tuple[str, list[str]]:
    of_detainee = owner is NameForm.detainee_id
    name_owner = NameForm.detainee_id if of_detainee else NameForm.contact_id
    number_owner = Identifier.detainee_id if of_detainee else Identifier.contact_id
    names = select(NameForm.text).where(name_owner == record_id, NameForm.deleted_at.is_(None))
    numbers = select(Identifier.number).where(
        number_owner == record_id, Identifier.deleted_at.is_(None)
    )
    return "\n".join(session.scalars(names)), list(session.scalars(numbers))


_BY_NAME: dict[str, type[Record]] = {
    kind.__tablename__: kind for kind in (Detainee, Contact, Source, Excerpt, Appeal)
}
