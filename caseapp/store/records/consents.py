"""What people allow, and the policy that stands above it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Audience, ConsentForm
from caseapp.store.records.types import Record, code, ref, uncertain_date


class Consent(Record, kw_only=True):
    """What one person allows one audience to see.

    The giver is a contact, a detainee or, by `guardian_name`, a guardian. It concerns a
    contact's and/or a detainee's information. `answers` maps InfoClass codes to
    ConsentAnswer codes; a class that is not in it was not asked: not given.
    """

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint(
            "about_contact_id IS NOT NULL OR about_detainee_id IS NOT NULL", name="about_somebody"
        ),
    )

    serial: Mapped[int] = mapped_column(default=0, unique=True)
    giver_contact_id: Mapped[UUID | None] = mapped_column(
        ref("contact.id"), default=None, index=True
    )
    giver_detainee_id: Mapped[UUID | None] = mapped_column(
        ref("detainee.id"), default=None, index=True
    )
    guardian_name: Mapped[str] = mapped_column(default="")
    about_contact_id: Mapped[UUID | None] = mapped_column(
        ref("contact.id"), default=None, index=True
    )
    about_detainee_id: Mapped[UUID | None] = mapped_column(
        ref("detainee.id"), default=None, index=True
    )
    audience: Mapped[Audience] = code(Audience)
    answers: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    form: Mapped[ConsentForm] = code(ConsentForm, default=ConsentForm.ORAL)
    language: Mapped[str] = mapped_column(default="")
    taken_by: Mapped[str] = mapped_column(default="")
    given: Mapped[UncertainDate] = uncertain_date("given")
    until: Mapped[UncertainDate] = uncertain_date("until")
    withdrawn: Mapped[UncertainDate] = uncertain_date("withdrawn")
    evidence_id: Mapped[UUID | None] = mapped_column(ref("attachment.id"), default=None)
    note: Mapped[str] = mapped_column(default="")


class Policy(Record, kw_only=True):
    """Which audience may see which class: {audience: {class: "allow" | "consent" | "never"}}.

    Versioned: an edit is a new row with the next `number`; copies name the one they used.
    """

    __tablename__ = "policy"

    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(default="")
    rules: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    in_force: Mapped[UncertainDate] = uncertain_date("in_force")
    note: Mapped[str] = mapped_column(default="")
