"""Column types and the base of every record.

A record is a dataclass that SQLAlchemy maps. It has no relationship to another
record, only ids: so it is complete when it leaves the store and needs no session.
How a field becomes plain JSON for the history stands in `values`.
"""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import JSON, Date, DateTime, ForeignKey, Index, MetaData, String, Text, Uuid
from sqlalchemy import text as sql
from sqlalchemy.orm import (
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


_last_id = (0, 0)
_making_an_id = threading.Lock()


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562 section 5.7): ordered by time, so rows stay in order.

    Within one process a later id is always the greater one, also in the same millisecond
    and after the clock was set back (section 6.2, method 2).
    """
    global _last_id
    with _making_an_id:
        stamp, tail = time.time_ns() // 1_000_000, secrets.randbits(73)
        if stamp <= _last_id[0]:
            stamp, tail = _last_id[0], _last_id[1] + 1 + secrets.randbits(32)
            if tail >> 74:
                stamp, tail = stamp + 1, secrets.randbits(73)
        _last_id = stamp, tail
    high, low = tail >> 62, tail & (1 << 62) - 1
    return UUID(int=(stamp & (1 << 48) - 1) << 80 | 0x7 << 76 | high << 64 | 0x2 << 62 | low)


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


class _Members(dict[Any, Any]):
    """The member of each code. Raises ValueError for a code that the vocabulary lacks."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__({None: None} | {member.value: member for member in kind})
        self._kind = kind

    def __missing__(self, code: object) -> Enum:
        return self._kind(code)


class Code(TypeDecorator[Enum]):
    """An enum of the vocabulary, stored as its text code."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind
        self._members = _Members(kind)

    def process_bind_param(self, value: Enum | None, dialect: Any) -> str | None:
        return None if value is None else str(self.kind(value).value)

    def result_processor(self, dialect: Any, coltype: object) -> Any:
        # Half of all columns are codes: no call in Python for each value of each row.
        return self._members.__getitem__


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


class Worded(MappedAsDataclass, kw_only=True, repr=False):
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


def once_outside_the_trash(name: str, *columns: str) -> Index:
    """A unique index that leaves out trashed rows: what was taken away can be added again."""
    alive = sql("deleted_at IS NULL")
    return Index(name, *columns, unique=True, sqlite_where=alive, postgresql_where=alive)


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
