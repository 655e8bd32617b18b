"""Tables that are not records: what the vault knows of itself, and its history.

They hang in the same metadata as the records, so one migration test covers all. History
rows are written once and never changed.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, Uuid

from caseapp.store.records import Record
from caseapp.store.records.types import UtcDateTime

meta = Table(
    "meta",
    Record.metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""Name and value: store_id, generation, history_head (hash), history_length."""

action = Table(
    "action",
    Record.metadata,
    Column("seq", Integer, primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("reverses", Integer, ForeignKey("action.seq"), nullable=True),
    Column("label", Text, nullable=False),
    Column("params", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("station", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""One user action: what a person would call one step. `kind` is do, undo, redo or fixed."""

change = Table(
    "change",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("action", Integer, ForeignKey("action.seq"), nullable=False, index=True),
    Column("record_kind", String(40), nullable=False),
    Column("record_id", Uuid(as_uuid=True, native_uuid=False), nullable=False),
    Column("field", String(60), nullable=False),
    Column("old", JSON(none_as_null=True), nullable=True),
    Column("new", JSON(none_as_null=True), nullable=True),
    Index("ix_change_record", "record_kind", "record_id"),
)
"""One changed field; field "*" is a new record with all its values in `new`."""

search_entry = Table(
    "search_entry",
    Record.metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("record_id", Uuid(as_uuid=True, native_uuid=False), nullable=False),
    Index("uq_search_entry_record", "kind", "record_id", unique=True),
)
"""Row numbers of the full-text table `search_text`: which record each row is about."""
