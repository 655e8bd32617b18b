"""Sources, their excerpts, the citations that tie excerpts to claims, and files."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Bearing,
    Credibility,
    ExcerptKind,
    HowKnown,
    Reliability,
    SourceKind,
    TestimonyForm,
)
from caseapp.store.records.types import Record, Worded, code, ref, uncertain_date


class Source(Worded, Record, kw_only=True):
    """An article, testimony, document, letter, photo, post, database entry or interview.

    `published` says that anyone can find it: then its identity is free to print.
    `same_text_as_id` names the source of which this is another copy.
    """

    __tablename__ = "source"

    serial: Mapped[int] = mapped_column(default=0, unique=True)
    kind: Mapped[SourceKind] = code(SourceKind)
    title: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    publisher: Mapped[str] = mapped_column(default="")
    dated: Mapped[UncertainDate] = uncertain_date("dated")
    url: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    published: Mapped[bool] = mapped_column(default=False)
    testifier_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None, index=True)
    testimony_form: Mapped[TestimonyForm | None] = code(TestimonyForm, default=None)
    how_known: Mapped[HowKnown] = code(HowKnown, default=HowKnown.UNKNOWN)
    reliability: Mapped[Reliability] = code(Reliability, default=Reliability.F)
    captured: Mapped[UncertainDate] = uncertain_date("captured")
    captured_by: Mapped[str] = mapped_column(default="")
    where_kept: Mapped[str] = mapped_column(default="")
    extent: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    same_text_as_id: Mapped[UUID | None] = mapped_column(ref("source.id"), default=None)
    fictitious: Mapped[bool] = mapped_column(default=False)


class Excerpt(Worded, Record, kw_only=True):
    """A passage of a source, or a summary of one in our own words.

    `locator` says where: {"start", "end"} in characters of the text, {"page", "box"} or
    {"from", "to"} in seconds; `place` is the same in words for paper ("page 1, lines 6-8").
    """

    __tablename__ = "excerpt"

    source_id: Mapped[UUID] = mapped_column(ref("source.id"), index=True)
    kind: Mapped[ExcerptKind] = code(ExcerptKind, default=ExcerptKind.QUOTATION)
    locator: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    place: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    translations: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    translator: Mapped[str] = mapped_column(default="")
    credibility: Mapped[Credibility] = code(Credibility, default=Credibility.UNJUDGED)
    sensitive: Mapped[bool] = mapped_column(default=False)


class Citation(Record, kw_only=True):
    """An excerpt supports or contradicts a claim: an event, or one field of a detainee."""

    __tablename__ = "citation"
    __table_args__ = (
        CheckConstraint("(event_id IS NULL) <> (detainee_id IS NULL)", name="one_claim"),
        Index("ix_citation_claim", "event_id", "detainee_id"),
    )

    excerpt_id: Mapped[UUID] = mapped_column(ref("excerpt.id"), index=True)
    bearing: Mapped[Bearing] = code(Bearing, default=Bearing.SUPPORTS)
    event_id: Mapped[UUID | None] = mapped_column(ref("event.id"), default=None)
    detainee_id: Mapped[UUID | None] = mapped_column(ref("detainee.id"), default=None)
    field: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Attachment(Worded, Record, kw_only=True):
    """An encrypted file. `key` opens it; the file itself holds no name and no type.

    `source_id` or `detainee_id` say what it belongs to; a photo's right to be shown is
    a matter of consent, its `origin` must be known before it is printed. A picture cut out
    of another names it in `derived_from_id`, and in `crop` the part of it that it shows:
    {"left", "top", "right", "bottom"} as shares of its width and height from 0 to 1.
    `unreadable` marks a file that could not be shown, or that did harm when it was opened:
    it is kept, and not opened again unasked.
    """

    __tablename__ = "attachment"

    role: Mapped[AttachmentRole] = code(AttachmentRole)
    source_id: Mapped[UUID | None] = mapped_column(ref("source.id"), default=None)
    detainee_id: Mapped[UUID | None] = mapped_column(
        ref("detainee.id", use_alter=True), default=None
    )
    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    sha256: Mapped[str] = mapped_column(index=True)
    size: Mapped[int] = mapped_column()
    media_type: Mapped[str] = mapped_column(default="application/octet-stream")
    file_name: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="")
    taken: Mapped[UncertainDate] = uncertain_date("taken")
    embedded_metadata: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    derived_from_id: Mapped[UUID | None] = mapped_column(ref("attachment.id"), default=None)
    crop: Mapped[dict[str, Any]] = mapped_column(default_factory=dict, server_default="{}")
    unreadable: Mapped[bool] = mapped_column(default=False)


class CustodyEntry(Record, kw_only=True):
    """One line of an attachment's custody log: collected, accessed, exported, verified."""

    __tablename__ = "custody_entry"

    attachment_id: Mapped[UUID] = mapped_column(ref("attachment.id"), index=True)
    deed: Mapped[str] = mapped_column()
    at: Mapped[datetime] = mapped_column()
    by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
