"""What a visit to the office leaves: the intake itself, and notes of calls and visits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import ContactWay
from caseapp.store.records.types import Record, code, ref, uncertain_date, utc_now


class Intake(Record, kw_only=True):
    """One person told of one missing person. `serial` is the number on the claim slip.

    It is unfinished until `finished_at`; what is still missing is worked out from the case.
    """

    __tablename__ = "intake"

    serial: Mapped[int] = mapped_column(default=0, unique=True)
    detainee_id: Mapped[UUID] = mapped_column(ref("detainee.id"), index=True)
    contact_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None, index=True)
    started_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    taken_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class ContactNote(Record, kw_only=True):
    """A call, visit or message: when, in which way, what was said. Stays in the office."""

    __tablename__ = "contact_note"

    contact_id: Mapped[UUID] = mapped_column(ref("contact.id"), index=True)
    detainee_id: Mapped[UUID | None] = mapped_column(ref("detainee.id"), default=None)
    way: Mapped[ContactWay] = code(ContactWay, default=ContactWay.CALL)
    at: Mapped[UncertainDate] = uncertain_date("at")
    by: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
