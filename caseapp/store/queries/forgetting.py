"""What goes with a person, or with one attached file, when it is forgotten; and what points at it.

Reads rows and references, in the trash too; decides by the form of the tables and by a few rules
that stand here. Writes nothing; `store.forgetting` does.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import Column, Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import PacketWay
from caseapp.i18n import N_
from caseapp.store.queries.actions import Subject, subject_of
from caseapp.store.records import (
    KINDS,
    AppealPerson,
    Attachment,
    Contact,
    Copy,
    Detainee,
    Export,
    Identifier,
    NameForm,
    Packet,
    Record,
)
from caseapp.store.saving import chunks, table_of
from caseapp.system.progress import Progress

Ids = Mapping[str, Collection[UUID]]
"""Records by kind (table name)."""

FORGETTABLE: Final = ("detainee", "contact", "attachment")
"""Kinds of which one can be forgotten."""

_GOES_ALONG: Final = frozenset(
    {("name_form", "detainee_id"), ("name_form", "contact_id"), ("identifier", "detainee_id"),
     ("identifier", "contact_id"), ("kinship", "detainee_id"), ("kinship", "contact_id"),
     ("kinship", "of_detainee_id"), ("kinship", "of_contact_id"), ("consent", "giver_contact_id"),
     ("consent", "giver_detainee_id"), ("consent", "about_contact_id"),
     ("consent", "about_detainee_id"), ("citation", "event_id"), ("citation", "detainee_id"),
     ("attachment", "source_id"), ("attachment", "detainee_id"),
     ("attachment", "derived_from_id"), ("source", "testifier_id"),
     ("contact_note", "detainee_id"), ("task", "detainee_id"), ("task", "contact_id"),
     ("signatory", "contact_id")}
)  # fmt: skip
"""References that may be empty, of rows that are nothing without what they point at. Rows whose
reference may not be empty go always."""
_EVIDENCE: Final = (("consent", "evidence_id"), ("detainee", "photo_id"))
"""Files that only the row names to which they belong."""


NOTED_BY_ITSELF: Final = (
    ("import_batch", "rows"), ("export", "scope"), ("imported_row", "cells"),
    ("field_conflict", "theirs"), ("copy", "overrides"), ("copy", "images"), ("packet", "scope"),
)  # fmt: skip
"""What the program notes and nobody edits: a text in it that tells of the person is emptied."""

MOST_PLACES: Final = 200
"""Places of which the page is told; the rest are counted."""
_AT_ONCE: Final = 2_000
Owned = TypeVar("Owned", NameForm, Identifier)


@dataclass(frozen=True, slots=True)
class Known:
    """A person or file with all that goes with it (`gone`): names, numbers and files."""

    record: Record
    gone: Mapping[str, set[UUID]]
    forms: tuple[NameForm, ...]
    numbers: tuple[Identifier, ...]
    files: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A text of another record in which the person stands: the whole name or number, or, not
    `whole`, one word of a name, which may be somebody else's. `subject` is the page to open."""

    kind: str
    id: UUID
    field: str
    whole: bool
    subject: Subject | None


@dataclass(frozen=True, slots=True)
class Loose:
    """A reference that is emptied, because what it points at goes and the row stays."""

    kind: str
    id: UUID
    field: str


@dataclass(frozen=True, slots=True)
class CopyKept:
    """A copy in the register that shows or names the person. `pdf_id`: its kept file."""

    id: UUID
    appeal_id: UUID
    number: int
    produced_at: datetime
    pdf_id: UUID | None


@dataclass(frozen=True, slots=True)
class Sent:
    """What left the vault since the person stood in it: an `export` or a `packet`."""

    kind: str
    at: datetime
    name: str


def belongings(session: Session, kind: str, record_id: UUID) -> dict[str, set[UUID]]:
    """Everything that goes with a detainee, a contact or an attachment, itself included."""
    gone: dict[str, set[UUID]] = defaultdict(set)
    fresh = {kind: {record_id}}
    while fresh:
        for name, ids in fresh.items():
            gone[name] |= ids
        found = _attached_to(session, fresh)
        for name, ids in (*_told_of_it_alone(session, gone), *_files_alone(session, gone)):
            found[name] |= ids
        fresh = {name: more for name, ids in found.items() if (more := ids - gone[name])}
    return {name: ids for name, ids in gone.items() if ids}


def loose_ends(session: Session, gone: Ids) -> list[Loose]:
    """References to what goes, in rows that stay."""
    found = []
    for name, column, target in _references():
        if column.nullable and (name, column.name) not in _GOES_ALONG and gone.get(target):
            for row in _pointing(session, name, column, gone[target]):
                if row not in gone.get(name, ()):
                    found.append(Loose(name, row, column.name))
    return found


def copies_naming(
    session: Session, kind: str, record_id: UUID, texts: Sequence[str]
) -> list[CopyKept]:
    """Copies whose kept content holds one of these texts, or whose appeal speaks for the case."""
    told = [
        func.instr(held, form) > 0
        for text in texts
        for held, form in (
            (Copy.frozen, text),
            (type_coerce(Copy.withheld, Text), json.dumps(text)[1:-1]),
        )
    ]
    if kind == "detainee":
        spoken_for = select(AppealPerson.appeal_id).where(AppealPerson.detainee_id == record_id)
        told.append(Copy.appeal_id.in_(spoken_for))
    if not told:
        return []
    query = (
        select(Copy.id, Copy.appeal_id, Copy.number, Copy.produced_at, Copy.pdf_id)
        .where(Copy.frozen != "", or_(*told))
        .order_by(Copy.produced_at, Copy.number)
    )
    return [CopyKept(*row) for row in session.execute(query)]


def sent_since(session: Session, kind: str, record: Record) -> list[Sent]:
    """Exports and packets that can hold the person: those made since the record is there.

    Of an export the cases are known that it holds; of a packet only its day.
    """
    found = []
    exports = select(Export).where(Export.made_at >= record.created_at)
    for export in session.scalars(exports.order_by(Export.made_at)):
        cases = export.scope.get("cases", ())
        if kind != "detainee" or export.scope.get("whole") or record.id.hex in cases:
            found.append(Sent("export", export.made_at, export.file_name))
    packets = select(Packet).where(
        Packet.way == PacketWay.SENT, Packet.made_at >= record.created_at
    )
    for packet in session.scalars(packets.order_by(Packet.made_at)):
        found.append(Sent("packet", packet.made_at, str(packet.sequence)))
    return sorted(found, key=lambda one: one.at)


def known_of(session: Session, kind: str, record_id: UUID) -> Known | None:
    """What is known of it; None if there is no such record."""
    record = session.get(KINDS[kind], record_id)
    if record is None:
        return None
    gone = belongings(session, kind, record_id)
    return Known(
        record=record, gone=gone,
        forms=tuple(_own(session, NameForm, record)),
        numbers=tuple(_own(session, Identifier, record)),
        files=tuple(session.scalars(
            select(Attachment).where(Attachment.id.in_(gone.get("attachment", ())))
        )),
    )  # fmt: skip


def _own(session: Session, kind: type[Owned], record: Record) -> Iterator[Owned]:
    """Names or numbers, those in the trash last."""
    if not isinstance(record, Detainee | Contact):
        return
    owner = kind.detainee_id if isinstance(record, Detainee) else kind.contact_id
    first = NameForm.position if kind is NameForm else Identifier.id
    order = kind.deleted_at.is_not(None), first, kind.id
    yield from session.scalars(select(kind).where(owner == record.id).order_by(*order))


def places(
    session: Session, gone: Ids, look: Callable[[str], bool | None], progress: Progress
) -> list[Place]:
    """Texts of records that stay for which `look` gives True (whole) or False; whole ones first.

    Not what the program noted itself (`NOTED_BY_ITSELF`), which a forgetting empties.
    """
    found: dict[tuple[str, UUID, str], bool] = {}
    for count, (kind, record_id, field, value) in enumerate(_rows_of_text(session, gone)):
        if count % _AT_ONCE == 0:
            progress.raise_if_cancelled()
            progress.report(0, 0, N_("Looking through all texts…"))
        for text in texts(value):
            told = look(text)
            if told is not None:
                key = kind, record_id, field
                found[key] = found.get(key, False) or told
    order = sorted(found.items(), key=lambda item: not item[1])
    return [
        Place(*key, whole, subject_of(session, *key[:2]) if number < MOST_PLACES else None)
        for number, (key, whole) in enumerate(order)
    ]


def texts(value: Any) -> Iterator[str]:
    """Every text of a JSON value, however deep. Keys are codes and headings, nobody's words."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def _rows_of_text(session: Session, gone: Ids) -> Iterator[tuple[str, UUID, str, Any]]:
    """Kind, id, field and value (text or JSON) of every row that stays, read as it comes."""
    for name, kind in KINDS.items():
        table = table_of(kind)
        held = [c for c in table.c if _holds_text(kind, c)]
        if not held:
            continue
        away = gone.get(name, ())
        for row in session.execute(select(table.c.id, *held).execution_options(yield_per=500)):
            if row[0] not in away:
                for column, value in zip(held, row[1:], strict=True):
                    if value and (name, column.name) not in NOTED_BY_ITSELF:
                        yield name, row[0], column.name, value


def _holds_text(kind: type[Record], column: Column[Any]) -> bool:
    """Not codes, hashes and what a copy keeps whole, which is looked through by itself."""
    if column.foreign_keys or column.name in _TELLS_NOTHING or column.info:
        return False
    return str(column.type) in ("TEXT", "JSON") and not hasattr(column.type, "kind")


_TELLS_NOTHING: Final = frozenset(
    {"frozen_sha256", "pdf_sha256", "sha256", "file_sha256", "page_code", "written_in", "language",
     "recipient", "verify_key", "media_type", "templates"}
)  # fmt: skip


def _references() -> Iterator[tuple[str, Column[Any], str]]:
    """Every reference: kind, column, kind that it points at."""
    for name, kind in KINDS.items():
        for column in table_of(kind).c:
            for key in column.foreign_keys:
                yield name, column, key.column.table.name


def _attached_to(session: Session, fresh: Ids) -> dict[str, set[UUID]]:
    found: dict[str, set[UUID]] = defaultdict(set)
    for name, column, target in _references():
        goes = not column.nullable or (name, column.name) in _GOES_ALONG
        if goes and fresh.get(target):
            found[name] |= _pointing(session, name, column, fresh[target])
    conflicts = table_of(KINDS["field_conflict"])
    for ids in fresh.values():
        found["field_conflict"] |= _pointing(session, "field_conflict", conflicts.c.record_id, ids)
    return found


def _pointing(session: Session, name: str, column: Column[Any], ids: Collection[UUID]) -> set[UUID]:
    table, found = table_of(KINDS[name]), set[UUID]()
    for some in chunks(sorted(ids)):
        found.update(session.scalars(select(table.c.id).where(column.in_(some))))
    return found


def _values(session: Session, name: str, field: str, ids: Collection[UUID]) -> set[UUID]:
    """What these rows point at."""
    table, found = table_of(KINDS[name]), set[UUID]()
    for some in chunks(sorted(ids)):
        query = select(table.c[field]).where(table.c.id.in_(some), table.c[field].is_not(None))
        found.update(session.scalars(query))
    return found


def _told_of_it_alone(session: Session, gone: Ids) -> Iterator[tuple[str, set[UUID]]]:
    """Passages cited for nothing else, and unpublished sources of which no passage is left."""
    citation, excerpt = table_of(KINDS["citation"]), table_of(KINDS["excerpt"])
    passages = _values(session, "citation", "excerpt_id", gone.get("citation", ()))
    cited = set(gone.get("citation", ()))
    alone = {
        one for one in passages
        if _pointing(session, "citation", citation.c.excerpt_id, [one]) <= cited
    }  # fmt: skip
    yield "excerpt", alone
    away = alone | set(gone.get("excerpt", ()))
    named, told = table_of(KINDS["name_form"]), table_of(KINDS["source"])
    for source in _values(session, "excerpt", "source_id", alone):
        row = session.execute(select(told.c.published).where(told.c.id == source)).one()
        others = _pointing(session, "excerpt", excerpt.c.source_id, [source]) - away
        names = _pointing(session, "name_form", named.c.source_id, [source])
        if not row.published and not others and not names - set(gone.get("name_form", ())):
            yield "source", {source}


def _files_alone(session: Session, gone: Ids) -> Iterator[tuple[str, set[UUID]]]:
    """Files that a row names which goes, and that nothing else owns or shows."""
    for name, field in _EVIDENCE:
        for file in _values(session, name, field, gone.get(name, ())):
            record = session.get(Attachment, file)
            owners = (
                ("source", record.source_id if record else None),
                ("detainee", record.detainee_id if record else None),
            )
            owned = any(one is not None and one not in gone.get(kind, ()) for kind, one in owners)
            if not owned and not _shown_elsewhere(session, file, gone):
                yield "attachment", {file}


def _shown_elsewhere(session: Session, file: UUID, gone: Ids) -> bool:
    return any(
        _pointing(session, name, column, [file]) - set(gone.get(name, ()))
        for name, column, target in _references()
        if target == "attachment" and name != "attachment" and name != "custody_entry"
    )
