"""Column types and the base of every record.

A record is a dataclass that SQLAlchemy maps. It has no relationship to another
record, only ids: so it is complete when it leaves the store and needs no session.
`values` gives the plain JSON of each field, which is what history keeps.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, Date, DateTime, ForeignKey, MetaData, String, Text, Uuid, inspect
from sqlalchemy.orm import (
    Composite,
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    composite,
    mapped_column,
)
from sqlalchemy.types import TypeDecorator

from caseapp.domain.dates import UncertainDate

KEPT_AS_DIGEST = {"history": "digest"}
"""Column `info` of large frozen values: history keeps their SHA-256, not a second copy."""


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562 section 5.7): ordered by time, so rows stay in order."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def utc_now() -> datetime:
    """The present moment in UTC, whole seconds: finer than that is nobody's business."""
    return datetime.now(UTC).replace(microsecond=0)


class UtcDateTime(TypeDecorator[datetime]):
    """Moments are stored in UTC and come back aware, whatever the engine does with zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Code(TypeDecorator[Enum]):
    """An enum of the vocabulary, stored as its text code."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Enum | None, dialect: Any) -> str | None:
        return None if value is None else str(self.kind(value).value)

    def process_result_value(self, value: str | None, dialect: Any) -> Enum | None:
        return None if value is None else self.kind(value)


class Record(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False):
    """Base of all records: key, moments, optimistic lock, trash mark.

    Its repr names the kind and the key alone, so that no log or traceback holds content.

    `version` is 0 until the record is first saved; `deleted_at` set means "in the trash".
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(as_uuid=True, native_uuid=False),
        datetime: UtcDateTime(),
        date: Date(),
        str: Text(),
        list[str]: JSON(),
        list[dict[str, Any]]: JSON(),
        dict[str, Any]: JSON(),
        dict[str, str]: JSON(),
        dict[str, dict[str, str]]: JSON(),
    }

    id: Mapped[UUID] = mapped_column(primary_key=True, default_factory=new_id)
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    version: Mapped[int] = mapped_column(default=0)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"


class Worded(MappedAsDataclass, kw_only=True):
    """Mixin for records whose own words are printed.

    The plain fields are written in `written_in`; `wordings` holds what people translated:
    {field: {language: text}}. Nothing is translated by the program.
    """

    written_in: Mapped[str] = mapped_column(default="en")
    wordings: Mapped[dict[str, dict[str, str]]] = mapped_column(default_factory=dict)

    def worded(self, field: str, language: str) -> tuple[str, str]:
        """The words of a text field in `language` if there are any, else as written.

        Returns the text and the language that it is in.
        """
        if language != self.written_in:
            text = self.wordings.get(field, {}).get(language, "")
            if text:
                return text, language
        return getattr(self, field), self.written_in


def code(kind: type[Enum], **options: Any) -> Any:
    """A column that holds one code of a vocabulary."""
    return mapped_column(Code(kind), **options)


def ref(target: str, **options: Any) -> ForeignKey:
    """A foreign key that is checked at commit, so that one save may come in any order."""
    return ForeignKey(target, deferrable=True, initially="DEFERRED", **options)


def uncertain_date(name: str, *, index: bool = False) -> Any:
    """A date as people know it: four columns, one field (see domain.dates)."""
    return composite(
        _uncertain_date_from_columns,
        mapped_column(f"{name}_text", Text(), nullable=False, default=""),
        mapped_column(f"{name}_edtf", Text(), nullable=True),
        mapped_column(f"{name}_earliest", Date(), nullable=True, index=index),
        mapped_column(f"{name}_latest", Date(), nullable=True, index=index),
        default_factory=UncertainDate.unknown,
    )


def _uncertain_date_from_columns(
    text: str, edtf: str | None, earliest: date | None, latest: date | None
) -> UncertainDate:
    return UncertainDate(text, edtf, earliest, latest)


@lru_cache(maxsize=64)
def field_names(kind: type[Record]) -> tuple[str, ...]:
    """The fields that people change, in order; the lock and the moments are the store's own."""
    own = {"id", "created_at", "updated_at", "version"}
    mapper = inspect(kind)
    composed = {p.key for c in mapper.composites for p in c.props}
    keys = [p.key for p in mapper.attrs if isinstance(p, Composite) or p.key not in composed]
    return tuple(k for k in keys if k not in own)


def to_json(value: object) -> Any:
    """A field's value as plain JSON; the inverse is `from_json`."""
    if isinstance(value, UncertainDate):
        return value.to_json()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return value


def from_json(kind: type[Record], field: str, value: Any) -> Any:
    """The value that `to_json` came from, by the field's mapped type."""
    prop = inspect(kind).attrs[field]
    if isinstance(prop, Composite):
        return UncertainDate.from_json(value)
    if value is None:
        return None
    column_type = prop.columns[0].type
    if isinstance(column_type, Code):
        return column_type.kind(value)
    python_type = column_type.python_type
    if python_type is UUID:
        return UUID(hex=value)
    if python_type is bytes:
        return bytes.fromhex(value)
    if python_type in (datetime, date):
        return python_type.fromisoformat(value)
    return value


def values(record: Record) -> Mapping[str, Any]:
    """All fields of a record as plain JSON values."""
    return {name: to_json(getattr(record, name)) for name in field_names(type(record))}
