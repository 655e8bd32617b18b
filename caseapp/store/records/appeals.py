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
    Status,
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
    salutation. `letter` names the letter template without its language. `parts` are the kinds
    of parts of a copy in their order; empty means those of the audience (dossier.parts).
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
    parts: Mapped[list[str]] = mapped_column(default_factory=list)
    reply_rule: Mapped[ReplyRule] = code(ReplyRule, default=ReplyRule.NONE)
    valid_from: Mapped[UncertainDate] = uncertain_date("valid_from")
    valid_to: Mapped[UncertainDate] = uncertain_date("valid_to")
    checked: Mapped[UncertainDate] = uncertain_date("checked")
    note: Mapped[str] = mapped_column(default="")


class Appeal(Record, kw_only=True):
    """One collective or single appeal. `letters` keeps edited texts by template and language.

    `about_dispatch_id` is the earlier paper that this one complains of, reminds of or thanks for.
    """

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
    about_dispatch_id: Mapped[UUID | None] = mapped_column(
        ref("dispatch.id", use_alter=True), default=None
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
    """An addressee of an appeal, and what its copy is made of.

    `letter` and `parts` stand above those of the addressee where they are filled.
    `second_language` is the second one of the signature sheets. `left_out` holds what this copy
    does without: {"persons": [detainee ids], "photos": [detainee ids]}, hexadecimal.
    `enclosures` are paper copies that go with it: {"title", "sheets", "attachment"}.
    """

    __tablename__ = "appeal_addressee"
    __table_args__ = (
        once_outside_the_trash("uq_appeal_addressee_alive", "appeal_id", "addressee_id"),
    )

    appeal_id: Mapped[UUID] = mapped_column(ref("appeal.id"), index=True)
    addressee_id: Mapped[UUID] = mapped_column(ref("addressee.id"), index=True)
    language: Mapped[str] = mapped_column(default="en")
    second_language: Mapped[str] = mapped_column(default="")
    letter: Mapped[str] = mapped_column(default="")
    parts: Mapped[list[str]] = mapped_column(default_factory=list)
    left_out: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    enclosures: Mapped[list[dict[str, Any]]] = mapped_column(default_factory=list)
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


class SignatureSheet(Record, kw_only=True):
    """A signature sheet that came back, with its count and its scan."""

    __tablename__ = "signature_sheet"

    appeal_id: Mapped[UUID] = mapped_column(ref("appeal.id"), index=True)
    addressee_id: Mapped[UUID | None] = mapped_column(ref("addressee.id"), default=None)
    number: Mapped[int] = mapped_column(default=0)
    signatures: Mapped[int] = mapped_column(default=0)
    collected_by: Mapped[str] = mapped_column(default="")
    collected: Mapped[UncertainDate] = uncertain_date("collected")
    attachment_id: Mapped[UUID | None] = mapped_column(ref("attachment.id"), default=None)
    note: Mapped[str] = mapped_column(default="")


class Copy(Record, kw_only=True):
    """One printed copy for one addressee, or for the office (addressee_id of the copy it mirrors).

    `frozen` is the canonical JSON from which the PDF was drawn; it never changes. `pdf_id` is
    the finished file itself, so that it can be had again whatever drew it. `overrides` are the
    blockers of the check that somebody set aside: {"code", "subject", "reason"}. `images` maps
    the SHA-256 of each picture on it to the attachment that holds it.
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
    pdf_id: Mapped[UUID | None] = mapped_column(ref("attachment.id"), default=None)
    overrides: Mapped[list[dict[str, Any]]] = mapped_column(default_factory=list)


class Dispatch(Record, kw_only=True):
    """A copy's way: how it went, who took it or would not, when an answer is due.

    `coupon` is the number on the slip of receipt, `registered` the day and `registered_time` the
    hour that stand on it (Administrative Code of Kazakhstan, article 64); `receipt_id` its scan
    or that of the stamped copy. `extension_told` is the day on which an extension was told.
    """

    __tablename__ = "dispatch"

    copy_id: Mapped[UUID] = mapped_column(ref("copy.id"), index=True)
    channel: Mapped[Channel] = code(Channel, default=Channel.BY_HAND)
    sent: Mapped[UncertainDate] = uncertain_date("sent")
    by: Mapped[str] = mapped_column(default="")
    outcome: Mapped[DispatchOutcome] = code(DispatchOutcome, default=DispatchOutcome.PENDING)
    registration_number: Mapped[str] = mapped_column(default="")
    coupon: Mapped[str] = mapped_column(default="")
    registered: Mapped[UncertainDate] = uncertain_date("registered")
    registered_time: Mapped[str] = mapped_column(default="")
    clerk: Mapped[str] = mapped_column(default="")
    receipt_id: Mapped[UUID | None] = mapped_column(ref("attachment.id"), default=None)
    due: Mapped[date | None] = mapped_column(default=None)
    due_rule: Mapped[str] = mapped_column(default="")
    extended_to: Mapped[date | None] = mapped_column(default=None)
    extension_told: Mapped[UncertainDate] = uncertain_date("extension_told")
    extension_reason: Mapped[str] = mapped_column(default="")
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


class OfficialClaim(Worded, Record, kw_only=True):
    """What an answer says of one person: acknowledged or denied, and in which status.

    A claim of officials is not a fact of the case: it stands beside the case's own status.
    """

    __tablename__ = "official_claim"
    __table_args__ = (once_outside_the_trash("uq_official_claim_alive", "reply_id", "detainee_id"),)

    reply_id: Mapped[UUID] = mapped_column(ref("reply.id"), index=True)
    detainee_id: Mapped[UUID] = mapped_column(ref("detainee.id"), index=True)
    attribution: Mapped[Attribution] = code(Attribution, default=Attribution.NOT_ADDRESSED)
    status: Mapped[Status | None] = code(Status, default=None, nullable=True)
    text: Mapped[str] = mapped_column(default="")
