"""What the vault holds of the people of a list that comes in: read for many rows at once.

Decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.domain.identifiers import plain_number
from caseapp.domain.names.scripts import search_key
from caseapp.store.exported_tables import TABLE, ExportedTable, unpacked
from caseapp.store.queries.by_index import cites_fact_of
from caseapp.store.queries.people_index import figures
from caseapp.store.records import (
    Citation,
    Contact,
    Detainee,
    Event,
    Export,
    Identifier,
    ImportBatch,
    ImportedRow,
    Kinship,
    NameForm,
    Source,
)
from caseapp.store.records.people import case_number
from caseapp.store.saving import chunks


@dataclass(frozen=True, slots=True)
class Former:
    """A row of the list as it was read last, `at` when. `alive`: its case is not in the trash."""

    id: UUID
    key: str
    row: int
    case_id: UUID
    alive: bool
    cells: dict[str, str]
    at: datetime


def former_rows(session: Session, list_name: str) -> list[Former]:
    """The rows of all lists of a name, in the order in which they were first read."""
    query = (
        select(
            ImportedRow.id, ImportedRow.key, ImportedRow.row, ImportedRow.detainee_id,
            Detainee.deleted_at, ImportedRow.cells, ImportedRow.updated_at,
        )
        .join(Detainee, Detainee.id == ImportedRow.detainee_id)
        .where(ImportedRow.list_name == list_name, ImportedRow.deleted_at.is_(None))
        .order_by(ImportedRow.id)
    )  # fmt: skip
    return [
        Former(row_id, key, row, case_id, deleted is None, dict(cells), at)
        for row_id, key, row, case_id, deleted, cells, at in session.execute(query)
    ]


def cases_numbered(session: Session) -> dict[str, UUID]:
    """The cases outside the trash by number, as `search_key` of it."""
    query = select(Detainee.prefix, Detainee.serial, Detainee.id)
    return {
        search_key(case_number(prefix, serial)): case_id
        for prefix, serial, case_id in session.execute(query.where(Detainee.deleted_at.is_(None)))
    }


def numbers_taken(session: Session) -> set[tuple[str, int]]:
    """The numbers that cases have or had."""
    return {(prefix, serial) for prefix, serial in
            session.execute(select(Detainee.prefix, Detainee.serial))}  # fmt: skip


def case_numbers(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The numbers of these cases."""
    found: dict[UUID, str] = {}
    for some in chunks(ids):
        query = select(Detainee.id, Detainee.prefix, Detainee.serial).where(Detainee.id.in_(some))
        found |= {row.id: case_number(row.prefix, row.serial) for row in session.execute(query)}
    return found


def cases_with_documents(session: Session) -> dict[str, set[UUID]]:
    """The cases outside the trash by the numbers of their documents, as compared."""
    query = (
        select(Identifier.number, Identifier.detainee_id)
        .join(Detainee, Detainee.id == Identifier.detainee_id)
        .where(Identifier.deleted_at.is_(None), Detainee.deleted_at.is_(None))
    )
    found: dict[str, set[UUID]] = defaultdict(set)
    for number, case_id in session.execute(query):
        if case_id is not None:
            found[plain_number(number)].add(case_id)
    return found


def contacts_reached(session: Session) -> dict[tuple[str, str], UUID]:
    """Contacts by name (`search_key`) and the figures of a phone, or an e-mail address."""
    query = (
        select(NameForm.text, Contact.id, Contact.phones, Contact.email)
        .join(Contact, Contact.id == NameForm.contact_id)
        .where(NameForm.deleted_at.is_(None), Contact.deleted_at.is_(None))
        .order_by(Contact.serial)
    )
    found: dict[tuple[str, str], UUID] = {}
    for name, contact_id, phones, email in session.execute(query):
        for way in (*map(figures, phones or ()), email.strip().lower()):
            if way:
                found.setdefault((search_key(name), way), contact_id)
    return found


def sources_named(session: Session) -> list[tuple[UUID, str, str, str, str]]:
    """Of each source outside the trash: id, link, title, publisher, and date as EDTF or words."""
    of = Source.__table__.c
    query = select(of.id, of.url, of.title, of.publisher, of.dated_edtf, of.dated_text)
    return [
        (source_id, url, title, publisher, edtf or text or "")
        for source_id, url, title, publisher, edtf, text in session.execute(
            query.where(of.deleted_at.is_(None)).order_by(of.serial)
        )
    ]


def tables_exported(session: Session) -> list[ExportedTable]:
    """The tables that were exported last, as far as their notes say what stood in them."""
    query = (
        select(Export.made_at, Export.scope)
        .where(Export.deleted_at.is_(None), Export.form.in_(_TABLES))
        .order_by(Export.made_at.desc())
        .limit(_EXPORTS)
    )
    found = ((at, unpacked(str(scope.get(TABLE, "")))) for at, scope in session.execute(query))
    return [ExportedTable(at, rows) for at, rows in found if rows]


_TABLES = ("xlsx", "csv")
_EXPORTS = 30
"""An older table has been gone for so long that its changes are asked about."""


def batch_of_file(session: Session, sha256: str, sheet: str) -> ImportBatch | None:
    """The newest import of a file of which the source is still there."""
    query = (
        select(ImportBatch)
        .join(Source, Source.id == ImportBatch.source_id)
        .where(
            ImportBatch.file_sha256 == sha256, ImportBatch.sheet == sheet,
            ImportBatch.deleted_at.is_(None), Source.deleted_at.is_(None),
        )
        .order_by(ImportBatch.id.desc())
    )  # fmt: skip
    return session.scalars(query).first()


@dataclass(slots=True)
class Held:
    """A case with what hangs on it, detached; nothing of it is in the trash.

    `contacts` are those who are tied to it, by their ids; `citations` are of its facts and of
    its events.
    """

    case: Detainee
    names: list[NameForm] = field(default_factory=list)
    numbers: list[Identifier] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    kin: list[Kinship] = field(default_factory=list)
    contacts: dict[UUID, Contact] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)


def held_cases(session: Session, ids: Collection[UUID]) -> dict[UUID, Held]:
    """These cases, as far as they are outside the trash."""
    found: dict[UUID, Held] = {}
    for some in chunks(ids):
        alive = (Detainee.id.in_(some), Detainee.deleted_at.is_(None))
        held = {case.id: Held(case) for case in session.scalars(select(Detainee).where(*alive))}
        for kind, place in _PARTS:
            owner = kind.of_detainee_id if kind is Kinship else kind.detainee_id
            query = select(kind).where(owner.in_(held), kind.deleted_at.is_(None))
            for record in session.scalars(query.order_by(kind.created_at, kind.id)):
                case_id = record.of_detainee_id if kind is Kinship else record.detainee_id
                getattr(held[case_id], place).append(record)
        _contacts(session, held)
        _citations(session, held)
        for one in held.values():
            one.names.sort(key=lambda name: name.position)
        found |= held
    session.expunge_all()
    return found


_PARTS: tuple[tuple[Any, str], ...] = (
    (NameForm, "names"), (Identifier, "numbers"), (Event, "events"), (Kinship, "kin"),
)  # fmt: skip


def _contacts(session: Session, held: dict[UUID, Held]) -> None:
    wanted = {tie.contact_id for one in held.values() for tie in one.kin if tie.contact_id}
    contacts: dict[UUID, Contact] = {}
    for some in chunks(sorted(wanted)):
        query = select(Contact).where(Contact.id.in_(some), Contact.deleted_at.is_(None))
        contacts |= {contact.id: contact for contact in session.scalars(query)}
    for one in held.values():
        one.contacts = {
            tie.contact_id: contacts[tie.contact_id]
            for tie in one.kin if tie.contact_id in contacts
        }  # fmt: skip


def _citations(session: Session, held: dict[UUID, Held]) -> None:
    owner = {event.id: case_id for case_id, one in held.items() for event in one.events}
    conditions = [cites_fact_of(list(held))]
    conditions += [Citation.event_id.in_(some) for some in chunks(sorted(owner))]
    for condition in conditions:
        query = select(Citation).where(condition, Citation.deleted_at.is_(None))
        for citation in session.scalars(query.order_by(Citation.id)):
            case_id = citation.detainee_id
            if citation.event_id is not None:
                case_id = owner[citation.event_id]
            if case_id is not None:
                held[case_id].citations.append(citation)
