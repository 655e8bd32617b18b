"""What follows from answers and from silence: claims of officials, later appeals, sheets.

Claims of officials are no facts of a case; they are told beside it. Nothing here decides what
may be printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import AppealKind, AppealState
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    Attachment,
    Copy,
    Detainee,
    Dispatch,
    OfficialClaim,
    Reply,
    SignatureSheet,
)

_AT_ONCE = 500
"""Ids in one query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """An appeal that was made about an earlier paper: a complaint, a reminder, thanks."""

    appeal_id: UUID
    serial: int
    kind: AppealKind
    title: str
    state: AppealState
    dispatch_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClaim:
    """What one answer says of one person, and which answer of whom that is.

    `texts` are the addressee's, per key and language.
    """

    claim: OfficialClaim
    reply: Reply
    appeal_id: UUID
    serial: int
    texts: dict[str, dict[str, str]]


def follow_ups(session: Session, dispatches: Sequence[UUID]) -> dict[UUID, list[FollowUp]]:
    """By dispatch: the appeals that are about it, in the order in which they were begun."""
    found: dict[UUID, list[FollowUp]] = defaultdict(list)
    for start in range(0, len(dispatches), _AT_ONCE):
        query = (
            select(Appeal)
            .where(
                Appeal.about_dispatch_id.in_(dispatches[start : start + _AT_ONCE]),
                Appeal.deleted_at.is_(None),
            )
            .order_by(Appeal.serial)
        )
        for one in session.scalars(query):
            assert one.about_dispatch_id is not None
            found[one.about_dispatch_id].append(
                FollowUp(
                    appeal_id=one.id, serial=one.serial, kind=one.kind, title=one.title,
                    state=one.state, dispatch_id=one.about_dispatch_id,
                )
            )  # fmt: skip
    return found


def claims_of(session: Session, replies: Sequence[UUID]) -> dict[UUID, list[OfficialClaim]]:
    """By reply: what it says of each person, in the order of entry."""
    found: dict[UUID, list[OfficialClaim]] = defaultdict(list)
    for start in range(0, len(replies), _AT_ONCE):
        query = (
            select(OfficialClaim)
            .where(
                OfficialClaim.reply_id.in_(replies[start : start + _AT_ONCE]),
                OfficialClaim.deleted_at.is_(None),
            )
            .order_by(OfficialClaim.created_at, OfficialClaim.id)
        )
        for claim in session.scalars(query):
            found[claim.reply_id].append(claim)
    return found


def claims_of_case(session: Session, detainee_id: UUID) -> list[CaseClaim]:
    """What officials answered about a person, the newest answer last."""
    query = (
        select(OfficialClaim, Reply, Appeal.id, Appeal.serial, Addressee.texts)
        .join(Reply, Reply.id == OfficialClaim.reply_id)
        .join(Dispatch, Dispatch.id == Reply.dispatch_id)
        .join(Copy, Copy.id == Dispatch.copy_id)
        .join(Appeal, Appeal.id == Copy.appeal_id)
        .join(Addressee, Addressee.id == Copy.addressee_id)
        .where(
            OfficialClaim.detainee_id == detainee_id,
            *(kind.deleted_at.is_(None) for kind in (OfficialClaim, Reply, Dispatch, Appeal)),
        )
        .order_by(Reply.created_at, OfficialClaim.id)
    )
    return [
        CaseClaim(claim=claim, reply=reply, appeal_id=appeal, serial=serial, texts=texts)
        for claim, reply, appeal, serial, texts in session.execute(query)
    ]


def persons_by_addressee(session: Session, appeal_id: UUID) -> dict[UUID, tuple[UUID, ...]]:
    """By addressee of an appeal: the cases that its copy speaks for, in the appeal's order."""
    persons = select(AppealPerson.detainee_id).join(
        Detainee, Detainee.id == AppealPerson.detainee_id
    )
    order = (AppealPerson.position, AppealPerson.created_at, AppealPerson.id)
    alive = (AppealPerson.deleted_at.is_(None), Detainee.deleted_at.is_(None))
    cases = list(
        session.scalars(persons.where(AppealPerson.appeal_id == appeal_id, *alive).order_by(*order))
    )
    links = select(AppealAddressee.addressee_id, AppealAddressee.left_out).where(
        AppealAddressee.appeal_id == appeal_id, AppealAddressee.deleted_at.is_(None)
    )
    found = {}
    for addressee, left_out in session.execute(links):
        gone = set((left_out or {}).get("persons", ()))
        found[addressee] = tuple(case for case in cases if case.hex not in gone)
    return found


def sheets_of(session: Session, appeal_id: UUID) -> list[tuple[SignatureSheet, Attachment | None]]:
    """The signature sheets that came back, by their numbers, each with its scan if there is one."""
    query = (
        select(SignatureSheet, Attachment)
        .outerjoin(Attachment, Attachment.id == SignatureSheet.attachment_id)
        .where(SignatureSheet.appeal_id == appeal_id, SignatureSheet.deleted_at.is_(None))
        .order_by(SignatureSheet.number, SignatureSheet.created_at, SignatureSheet.id)
    )
    return [(sheet, scan) for sheet, scan in session.execute(query)]
