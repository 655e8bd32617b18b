"""Appeals, whom they go to, who signs, the copies printed, their way, and the answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    AppealKind,
    AppealState,
    Attribution,
    Audience,
    Channel,
    DispatchOutcome,
    ReplyCode,
    ReplyRule,
)
from caseapp.store.records.types import (
    KEPT_AS_DIGEST,
    Record,
    Worded,
    code,
    once_outside_the_trash,
    ref,
    uncertain_date,
)


class Addressee(Record, kw_only=True):
    """A body or official. Texts are per language: {"en": …, "ru": …}; validity bounds the post.

    `texts` keys: body, office, post (as an address line), short (for the page head),
    salutation. `letter` names the letter template without its language.
    """

    __tablename__ = "addressee"

    serial: Mapped[int] = mapped_column(default=0, unique=True)
    audience: Mapped[Audience] = code(Audience)
    texts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    person: Mapped[str] = mapped_column(default="")
    address: Mapped[dict[str, str]] = mapped_column(default_factory=dict)
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    letter: Mapped[str] = mapped_column(default="")
    reply_rule: Mapped[ReplyRule] = code(ReplyRule, default=ReplyRule.NONE)
    valid_from: Mapped[UncertainDate] = uncertain_date("valid_from")
    valid_to: Mapped[UncertainDate] = uncertain_date("valid_to")
    checked: Mapped[UncertainDate] = uncertain_date("checked")
    note: Mapped[str] = mapped_column(default="")


class Appeal(Record, kw_only=True):
    """One collective or single appeal. `letters` keeps edited texts by template and language."""

    __tablename__ = "appeal"

    serial: Mapped[int] = mapped_column(default=0, unique=True)
    kind: Mapped[AppealKind] = code(AppealKind, default=AppealKind.APPLICATION)
    title: Mapped[str] = mapped_column(default="")
    reference: Mapped[str] = mapped_column(default="")
    dated: Mapped[UncertainDate] = uncertain_date("dated")
    facts_as_of: Mapped[UncertainDate] = uncertain_date("facts_as_of")
    organisation: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    demands: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    letters: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    contact_signatory_id: Mapped[UUID | None] = mapped_column(
        ref("signatory.id", use_alter=True), default=None
    )
    blank_signature_rows: Mapped[int] = mapped_column(default=0)
    state: Mapped[AppealState] = code(AppealState, default=AppealState.DRAFT)
    note: Mapped[str] = mapped_column(default="")


class AppealPerson(Record, kw_only=True):
    """A case that an appeal speaks for."""

    __tablename__ = "appeal_person"
    __table_args__ = (once_outside_the_trash("uq_appeal_person_alive", "appeal_id", "detainee_id"),)

    appeal_id: Mapped[UUID] = mapped_column(ref("appeal.id"), index=True)
    detainee_id: Mapped[UUID] = mapped_column(ref("detainee.id"), index=True)
    petitioner_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None)
    position: Mapped[int] = mapped_column(default=0)


class AppealAddressee(Record, kw_only=True):
    """An addressee of an appeal, with the language of its copy."""

    __tablename__ = "appeal_addressee"
    __table_args__ = (
        once_outside_the_trash("uq_appeal_addressee_alive", "appeal_id", "addressee_id"),
    )

    appeal_id: Mapped[UUID] = mapped_column(ref("appeal.id"), index=True)
    addressee_id: Mapped[UUID] = mapped_column(ref("addressee.id"), index=True)
    language: Mapped[str] = mapped_column(default="en")
    position: Mapped[int] = mapped_column(default=0)


class Signatory(Record, kw_only=True):
    """Who signs, as a contact or with free particulars (Code Art. 63(2): name, IIN, address).

    `addressee_ids` lists those whose sheet the person signs; empty means all of the appeal.
    """

    __tablename__ = "signatory"

    appeal_id: Mapped[UUID] = mapped_column(ref("appeal.id"), index=True)
    contact_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None)
    full_name: Mapped[str] = mapped_column(default="")
    iin: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    addressee_ids: Mapped[list[str]] = mapped_column(default_factory=list)
    signed: Mapped[UncertainDate] = uncertain_date("signed")
    sheet: Mapped[int | None] = mapped_column(default=None)
    row: Mapped[int | None] = mapped_column(default=None)
    position: Mapped[int] = mapped_column(default=0)


class Copy(Record, kw_only=True):
    """One printed copy for one addressee, or for the office (addressee_id of the copy it mirrors).

    `frozen` is the canonical JSON from which the PDF was drawn; it never changes.
    `images` maps the SHA-256 of each picture on it to the attachment that holds it.
    """

    __tablename__ = "copy"
    __table_args__ = (UniqueConstraint("appeal_id", "number"),)

    appeal_id: Mapped[UUID] = mapped_column(ref("appeal.id"), index=True)
    addressee_id: Mapped[UUID] = mapped_column(ref("addressee.id"), index=True)
    number: Mapped[int] = mapped_column()
    for_office: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column()
    produced_at: Mapped[datetime] = mapped_column()
    frozen: Mapped[str] = mapped_column(info=KEPT_AS_DIGEST)
    frozen_sha256: Mapped[str] = mapped_column(index=True)
    page_code: Mapped[str] = mapped_column(index=True)
    pdf_sha256: Mapped[str] = mapped_column(default="", index=True)
    pages: Mapped[int] = mapped_column(default=0)
    policy_number: Mapped[int] = mapped_column(default=0)
    templates: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    withheld: Mapped[list[dict[str, Any]]] = mapped_column(
        default_factory=list, info=KEPT_AS_DIGEST
    )
    images: Mapped[dict[str, str]] = mapped_column(default_factory=dict)


class Dispatch(Record, kw_only=True):
    """A copy's way: how it went, who took it or would not, when an answer is due."""

    __tablename__ = "dispatch"

    copy_id: Mapped[UUID] = mapped_column(ref("copy.id"), index=True)
    channel: Mapped[Channel] = code(Channel, default=Channel.BY_HAND)
    sent: Mapped[UncertainDate] = uncertain_date("sent")
    by: Mapped[str] = mapped_column(default="")
    outcome: Mapped[DispatchOutcome] = code(DispatchOutcome, default=DispatchOutcome.PENDING)
    registration_number: Mapped[str] = mapped_column(default="")
    clerk: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None] = mapped_column(default=None)
    due_rule: Mapped[str] = mapped_column(default="")
    extended_to: Mapped[date | None] = mapped_column(default=None)
    forwarded: Mapped[list[dict[str, Any]]] = mapped_column(default_factory=list)
    note: Mapped[str] = mapped_column(default="")


class Reply(Worded, Record, kw_only=True):
    """An answer, and what it says of the persons."""

    __tablename__ = "reply"

    dispatch_id: Mapped[UUID] = mapped_column(ref("dispatch.id"), index=True)
    sender: Mapped[str] = mapped_column(default="")
    dated: Mapped[UncertainDate] = uncertain_date("dated")
    number: Mapped[str] = mapped_column(default="")
    response: Mapped[ReplyCode] = code(ReplyCode, default=ReplyCode.OTHER)
    attribution: Mapped[Attribution] = code(Attribution, default=Attribution.NOT_ADDRESSED)
    text: Mapped[str] = mapped_column(default="")
    attachment_id: Mapped[UUID | None] = mapped_column(ref("attachment.id"), default=None)
    next_step: Mapped[str] = mapped_column(default="")
    next_step_due: Mapped[date | None] = mapped_column(default=None)
