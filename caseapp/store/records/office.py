"""The office's own records: tasks, saved views, decisions on namesakes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.vocabulary import MatchVerdict
from caseapp.store.records.types import Record, code, once_outside_the_trash, ref


class Task(Record, kw_only=True):
    """A reminder; with `unless_reply_to_id` it fires only while no reply came."""

    __tablename__ = "task"

    title: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None] = mapped_column(default=None, index=True)
    detainee_id: Mapped[UUID | None] = mapped_column(ref("detainee.id"), default=None)
    contact_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None)
    appeal_id: Mapped[UUID | None] = mapped_column(ref("appeal.id"), default=None)
    unless_reply_to_id: Mapped[UUID | None] = mapped_column(ref("dispatch.id"), default=None)
    done: Mapped[bool] = mapped_column(default=False)


class SavedView(Record, kw_only=True):
    """A filter with its columns and order."""

    __tablename__ = "saved_view"

    name: Mapped[str] = mapped_column()
    view: Mapped[str] = mapped_column(default="cases")
    filters: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    columns: Mapped[list[str]] = mapped_column(default_factory=list)
    order: Mapped[list[str]] = mapped_column(default_factory=list)


class MatchDecision(Record, kw_only=True):
    """Somebody decided that two cases are, or are not, the same person."""

    __tablename__ = "match_decision"
    __table_args__ = (once_outside_the_trash("uq_match_decision_alive", "first_id", "second_id"),)

    first_id: Mapped[UUID] = mapped_column(ref("detainee.id"), index=True)
    second_id: Mapped[UUID] = mapped_column(ref("detainee.id"), index=True)
    verdict: Mapped[MatchVerdict] = code(MatchVerdict)
    by: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
