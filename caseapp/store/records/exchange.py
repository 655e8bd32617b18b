"""What came in and went out: imported lists, packets between stations, exports, conflicts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.vocabulary import Audience, ConflictVerdict, PacketWay
from caseapp.store.records.types import Record, code, once_outside_the_trash, ref


class ImportProfile(Record, kw_only=True):
    """How lists of one kind are read, remembered from an import.

    `headings` are those of the list it was made for, by which it is found again; `mapping` is
    the form that `intake` gives it.
    """

    __tablename__ = "import_profile"

    name: Mapped[str] = mapped_column()
    headings: Mapped[list[str]] = mapped_column(default_factory=list)
    mapping: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class ImportBatch(Record, kw_only=True):
    """One import, undone as a whole: `rows` says what became of each row, and why.

    `list_name` is what tells lists apart whose rows have numbers of their own; `source_id` is
    the source that keeps the file as it came.
    """

    __tablename__ = "import_batch"

    file_name: Mapped[str] = mapped_column(default="")
    file_sha256: Mapped[str] = mapped_column(default="", index=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(default_factory=list)
    action: Mapped[int | None] = mapped_column(default=None)
    list_name: Mapped[str] = mapped_column(default="")
    sheet: Mapped[str] = mapped_column(default="")
    source_id: Mapped[UUID | None] = mapped_column(ref("source.id"), default=None)


class ImportedRow(Record, kw_only=True):
    """The row of a list that a case was made of, or that spoke of it, as it was read last.

    `key` names the row within lists called `list_name`, whatever its place; `cells` are its
    words by heading: what a later reading is compared with, so that only what changed in the
    list is changed in the case.
    """

    __tablename__ = "imported_row"
    __table_args__ = (
        once_outside_the_trash("uq_imported_row_alive", "list_name", "key"),
        Index("ix_imported_row_batch_id", "batch_id"),
    )

    batch_id: Mapped[UUID] = mapped_column(ref("import_batch.id"))
    detainee_id: Mapped[UUID] = mapped_column(ref("detainee.id"), index=True)
    excerpt_id: Mapped[UUID | None] = mapped_column(ref("excerpt.id"), default=None)
    list_name: Mapped[str] = mapped_column(default="")
    key: Mapped[str] = mapped_column(default="")
    row: Mapped[int] = mapped_column(default=0)
    cells: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class PartnerStation(Record, kw_only=True):
    """Another laptop with which packets are exchanged.

    `recipient` is its age key, to which packets are encrypted; `verify_key` (hexadecimal) its
    Ed25519 key, by which they are known to be its own. `confirmed_by` says who heard its words
    read aloud; without it nothing is sent and nothing taken in.
    """

    __tablename__ = "partner_station"
    __table_args__ = (once_outside_the_trash("uq_partner_station_alive", "verify_key"),)

    name: Mapped[str] = mapped_column()
    recipient: Mapped[str] = mapped_column()
    verify_key: Mapped[str] = mapped_column()
    confirmed_by: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class Packet(Record, kw_only=True):
    """A packet that was made, or taken in. `packet` is its own id, the same on both sides.

    `sequence` counts the packets of its sender to these stations. `scope` says what was chosen
    to leave, `counts` how many records of each kind it holds.
    """

    __tablename__ = "packet"
    __table_args__ = (once_outside_the_trash("uq_packet_alive", "packet", "way"),)

    packet: Mapped[UUID] = mapped_column()
    way: Mapped[PacketWay] = code(PacketWay)
    sequence: Mapped[int] = mapped_column(default=0)
    station_id: Mapped[UUID | None] = mapped_column(ref("partner_station.id"), default=None)
    stations: Mapped[list[str]] = mapped_column(default_factory=list)
    made_at: Mapped[datetime] = mapped_column()
    expires: Mapped[date | None] = mapped_column(default=None)
    sha256: Mapped[str] = mapped_column(default="")
    scope: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    action: Mapped[int | None] = mapped_column(default=None)


class FieldConflict(Record, kw_only=True):
    """Two stations changed one field in two ways: theirs is kept here until it is decided.

    `kind` is a table's name and `theirs` holds a `value` as history keeps it; what stands in the
    record is ours. Where nothing was in conflict, `theirs` may have instead what the field `held`
    at other stations and never here, as digests, and the digest of the value it `came_with`: so a
    third station that still has one of these values is not taken for one that changed it.
    """

    __tablename__ = "field_conflict"
    __table_args__ = (Index("ix_field_conflict_record", "record_id", "field"),)

    kind: Mapped[str] = mapped_column()
    record_id: Mapped[UUID] = mapped_column()
    field: Mapped[str] = mapped_column()
    theirs: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    packet_id: Mapped[UUID] = mapped_column(ref("packet.id"), index=True)
    changed_at: Mapped[datetime | None] = mapped_column(default=None)
    changed_by: Mapped[str] = mapped_column(default="")
    verdict: Mapped[ConflictVerdict | None] = code(ConflictVerdict, default=None)
    decided_by: Mapped[str] = mapped_column(default="")


class Export(Record, kw_only=True):
    """A file made for another program: for whom, of which cases, and what it held back.

    `withheld` counts the items of each class of information that were kept out.
    """

    __tablename__ = "export"

    form: Mapped[str] = mapped_column()
    audience: Mapped[Audience] = code(Audience)
    made_at: Mapped[datetime] = mapped_column()
    by: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    scope: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    counts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    withheld: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
