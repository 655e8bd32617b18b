"""The way of issued copies: handed in, refused, extended, forwarded, answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.deadlines import NOT_ARRIVED
from caseapp.domain.reply_rules import rule_for
from caseapp.domain.vocabulary import DispatchOutcome, ReplyRule
from caseapp.domain.waiting import reply_due
from caseapp.store.queries.appeals_follow import (
    FollowUp,
    claims_of,
    follow_ups,
    persons_by_addressee,
)
from caseapp.store.queries.choosing import PersonChoice, people_by_id
from caseapp.store.records import (
    Addressee,
    Appeal,
    Attachment,
    CalendarDay,
    Copy,
    Dispatch,
    Kinship,
    OfficialClaim,
    Reply,
    SavedView,
)


@dataclass(frozen=True, slots=True)
class Way:
    """How far an appeal is; `due` is the earliest day of those still waited for."""

    due: date | None
    replies: int
    last: tuple[str, UncertainDate] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyWay:
    """An issued copy with its dispatches and their replies, in the order of entry.

    `reply_rule` is that of the addressee for an appeal of this kind. `scans` are those of
    receipts and replies, `claims` what replies say of persons, `persons` the cases that this
    addressee's copy speaks for, `follow_ups` later appeals about a dispatch of this one.
    """

    copy_id: UUID
    addressee_id: UUID
    reply_rule: ReplyRule
    dispatches: tuple[Dispatch, ...]
    replies: tuple[Reply, ...]
    scans: tuple[Attachment, ...] = ()
    claims: tuple[OfficialClaim, ...] = ()
    persons: tuple[UUID, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    def is_answered(self, dispatch_id: UUID) -> bool:
        return any(reply.dispatch_id == dispatch_id for reply in self.replies)


def ways_of_all(session: Session) -> dict[UUID, Way]:
    """By appeal: what is waited for, and what happened last."""
    issued = select(Copy.id, Copy.appeal_id).where(
        Copy.deleted_at.is_(None), Copy.for_office.is_(False)
    )
    owners = {copy_id: appeal_id for copy_id, appeal_id in session.execute(issued)}  # noqa: C416
    events: dict[UUID, list[tuple[date, int, str, UncertainDate]]] = defaultdict(list)
    for copy_id, produced in session.execute(
        select(Copy.id, Copy.produced_at).where(Copy.deleted_at.is_(None))
    ):
        if copy_id in owners:
            day = produced.date()
            events[owners[copy_id]].append((day, 0, "printed", UncertainDate.on(day)))
    dispatches = {
        d.id: d for d in session.scalars(select(Dispatch).where(Dispatch.deleted_at.is_(None)))
        if d.copy_id in owners
    }  # fmt: skip
    replies = [
        r for r in session.scalars(select(Reply).where(Reply.deleted_at.is_(None)))
        if r.dispatch_id in dispatches
    ]  # fmt: skip
    answered = {reply.dispatch_id for reply in replies}
    due: dict[UUID, list[date]] = defaultdict(list)
    counts: dict[UUID, int] = defaultdict(int)
    for dispatch in dispatches.values():
        appeal = owners[dispatch.copy_id]
        if dispatch.outcome is not DispatchOutcome.PENDING:
            events[appeal].append(_at(dispatch.sent, 1, dispatch.outcome.value))
        day_due = reply_due(dispatch.due, dispatch.extended_to)
        open_ = dispatch.id not in answered and dispatch.outcome not in NOT_ARRIVED
        if day_due is not None and open_:
            due[appeal].append(day_due)
    for reply in replies:
        appeal = owners[dispatches[reply.dispatch_id].copy_id]
        counts[appeal] += 1
        events[appeal].append(_at(reply.dated, 2, "answered"))
    return {
        appeal: Way(
            min(due[appeal], default=None), counts[appeal],
            max(found, key=lambda one: one[:2])[2:] if (found := events.get(appeal)) else None,
        )
        for appeal in set(owners.values())
    }  # fmt: skip


def _at(when: UncertainDate, rank: int, what: str) -> tuple[date, int, str, UncertainDate]:
    return when.latest or when.earliest or date.min, rank, what, when


def copy_ways(session: Session, appeal_id: UUID) -> list[CopyWay]:
    """Every copy of an appeal that went out, by its number; the office's own are left out."""
    query = (
        select(Copy.id, Copy.addressee_id, Addressee.reply_rule, Appeal.kind)
        .join(Addressee, Addressee.id == Copy.addressee_id)
        .join(Appeal, Appeal.id == Copy.appeal_id)
        .where(Copy.appeal_id == appeal_id, Copy.deleted_at.is_(None), Copy.for_office.is_(False))
        .order_by(Copy.number)
    )
    copies = session.execute(query).all()
    dispatches = _dispatches(session, [copy_id for copy_id, *_rest in copies])
    replies = _replies(session, dispatches)
    every = [reply for found in replies.values() for reply in found]
    claims = claims_of(session, [reply.id for reply in every])
    sent = [d for found in dispatches.values() for d in found]
    later = follow_ups(session, [d.id for d in sent])
    scans = _scans(session, [*(r.attachment_id for r in every), *(d.receipt_id for d in sent)])
    persons = persons_by_addressee(session, appeal_id)
    return [
        CopyWay(
            copy_id=copy_id, addressee_id=addressee_id, reply_rule=rule_for(rule, kind),
            dispatches=tuple(dispatches[copy_id]), replies=tuple(replies[copy_id]),
            scans=tuple(
                scans[one] for one in (
                    *(d.receipt_id for d in dispatches[copy_id]),
                    *(r.attachment_id for r in replies[copy_id]),
                ) if one in scans
            ),
            claims=tuple(c for r in replies[copy_id] for c in claims.get(r.id, ())),
            persons=persons.get(addressee_id, ()),
            follow_ups=tuple(f for d in dispatches[copy_id] for f in later.get(d.id, ())),
        )
        for copy_id, addressee_id, rule, kind in copies
    ]  # fmt: skip


def _replies(
    session: Session, dispatches: Mapping[UUID, Sequence[Dispatch]]
) -> dict[UUID, list[Reply]]:
    """By copy, in the order of entry."""
    of_copy = {d.id: d.copy_id for found in dispatches.values() for d in found}
    replies: dict[UUID, list[Reply]] = defaultdict(list)
    wanted = select(Reply).where(Reply.dispatch_id.in_(of_copy), Reply.deleted_at.is_(None))
    for reply in session.scalars(wanted.order_by(Reply.created_at, Reply.id)):
        replies[of_copy[reply.dispatch_id]].append(reply)
    return replies


def _scans(session: Session, wanted: Iterable[UUID | None]) -> dict[UUID | None, Attachment]:
    ids = [one for one in wanted if one is not None]
    query = select(Attachment).where(Attachment.id.in_(ids), Attachment.deleted_at.is_(None))
    return {scan.id: scan for scan in session.scalars(query)}


def _dispatches(session: Session, copies: Sequence[UUID]) -> dict[UUID, list[Dispatch]]:
    found: dict[UUID, list[Dispatch]] = defaultdict(list)
    query = select(Dispatch).where(Dispatch.copy_id.in_(copies), Dispatch.deleted_at.is_(None))
    for dispatch in session.scalars(query.order_by(Dispatch.created_at, Dispatch.id)):
        found[dispatch.copy_id].append(dispatch)
    return found


def working_days(session: Session, country: str = "KZ") -> dict[date, bool]:
    """The days that the office entered against the plain week: {day: do people work}."""
    query = select(CalendarDay.day, CalendarDay.working).where(
        CalendarDay.deleted_at.is_(None), CalendarDay.country == country
    )
    return {day: working for day, working in session.execute(query)}  # noqa: C416


def saved_case_views(session: Session) -> list[SavedView]:
    """The saved views of the case list, by their names."""
    query = select(SavedView).where(SavedView.deleted_at.is_(None), SavedView.view == "cases")
    return sorted(session.scalars(query), key=lambda view: view.name.casefold())


def petitioner_choices(session: Session, case_id: UUID) -> list[PersonChoice]:
    """Contacts who belong to a case by kinship and have a name, in the order of entry."""
    ties = select(Kinship.contact_id).where(
        Kinship.of_detainee_id == case_id, Kinship.contact_id.is_not(None),
        Kinship.deleted_at.is_(None),
    ).order_by(Kinship.created_at, Kinship.id)  # fmt: skip
    ids = list(dict.fromkeys(one for one in session.scalars(ties) if one is not None))
    return [person for person in people_by_id(session, "contact", ids) if person.names]
