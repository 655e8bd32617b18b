"""What waits in the office's own papers: replies, tasks, addressees.

Each question looks only at what is open, so it stays quick in a large vault. What people wait
for stands in `today_people`, what must look through all cases in `today_cases`. Days are
compared by `domain.waiting`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.deadlines import NOT_ARRIVED, silence_complaint
from caseapp.domain.vocabulary import AppealState
from caseapp.domain.waiting import REPLY_SOON, is_check_due, reply_due
from caseapp.store.queries.appeals_follow import FollowUp, follow_ups
from caseapp.store.queries.today_people import Who, case_names, contact_names
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Copy,
    Detainee,
    Dispatch,
    Office,
    Reply,
    Task,
)

STALE_AFTER_MONTHS = 12
"""Until the office says otherwise in its own record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWait:
    """A dispatch that has no answer. `texts` and `person` are the addressee's.

    `complain_until` is the last day for a complaint about silence, None where the addressee has
    no duty to answer; `followed` are the later appeals that are about this paper.
    """

    dispatch_id: UUID
    appeal_id: UUID
    serial: int
    reference: str
    texts: dict[str, dict[str, str]]
    person: str
    addressee_serial: int
    persons: int
    due: date
    complain_until: date | None = None
    followed: tuple[FollowUp, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWait:
    """An open task and what it is about."""

    task_id: UUID
    title: str
    due: date | None
    case: Who | None = None
    contact: Who | None = None
    appeal_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeWait:
    """An addressee to be looked up again."""

    addressee_id: UUID
    serial: int
    texts: dict[str, dict[str, str]]
    checked: UncertainDate
    valid_to: UncertainDate


def stale_after_months(session: Session) -> int:
    """After how many months the office calls a status unconfirmed; at least one."""
    query = select(Office.stale_after_months).where(Office.deleted_at.is_(None))
    return max(session.scalars(query).first() or STALE_AFTER_MONTHS, 1)


# -- replies -----------------------------------------------------------------------------------
def waiting_replies(session: Session, today: date) -> list[ReplyWait]:
    """Answers overdue, and those due within a week; the longest overdue first.

    An appeal that was closed waits for nothing, nor does a copy that never arrived.
    """
    due = func.coalesce(Dispatch.extended_to, Dispatch.due)
    answered = exists().where(Reply.dispatch_id == Dispatch.id, Reply.deleted_at.is_(None))
    query = (
        select(Dispatch, Appeal, Addressee)
        .join(Copy, Copy.id == Dispatch.copy_id)
        .join(Appeal, Appeal.id == Copy.appeal_id)
        .join(Addressee, Addressee.id == Copy.addressee_id)
        .where(
            Dispatch.deleted_at.is_(None), Copy.deleted_at.is_(None), Appeal.deleted_at.is_(None),
            Appeal.state != AppealState.CLOSED, Dispatch.outcome.not_in(NOT_ARRIVED),
            due <= today + REPLY_SOON, ~answered,
        )
        .order_by(due, Appeal.serial, Addressee.serial)
    )  # fmt: skip
    found = session.execute(query).all()
    persons = _persons(session, {appeal.id for _dispatch, appeal, _addressee in found})
    later = follow_ups(session, [dispatch.id for dispatch, _appeal, _addressee in found])
    return [
        ReplyWait(
            dispatch_id=dispatch.id, appeal_id=appeal.id, serial=appeal.serial,
            reference=appeal.reference, texts=addressee.texts, person=addressee.person,
            addressee_serial=addressee.serial, persons=persons.get(appeal.id, 0), due=day,
            complain_until=silence_complaint(dispatch.due_rule, day),
            followed=tuple(later.get(dispatch.id, ())),
        )
        for dispatch, appeal, addressee in found
        if (day := reply_due(dispatch.due, dispatch.extended_to)) is not None
    ]  # fmt: skip


def _persons(session: Session, appeals: Collection[UUID]) -> dict[UUID, int]:
    query = (
        select(AppealPerson.appeal_id, func.count(AppealPerson.id))
        .join(Detainee, Detainee.id == AppealPerson.detainee_id)
        .where(
            AppealPerson.appeal_id.in_(appeals),
            AppealPerson.deleted_at.is_(None),
            Detainee.deleted_at.is_(None),
        )
        .group_by(AppealPerson.appeal_id)
    )
    return {appeal: n for appeal, n in session.execute(query)}  # noqa: C416 - rows are not pairs


# -- tasks -------------------------------------------------------------------------------------
def waiting_tasks(session: Session, until: date) -> list[TaskWait]:
    """Open tasks due up to a day, the oldest first, then those without a day.

    One that is only for the case that no reply comes is left out once there is one: a reply
    that came after the task was set, since the next step after an answer waits for another.
    """
    # Keys are ordered by time (see `new_id`); the moments of entry are whole seconds.
    answered = exists().where(
        Reply.dispatch_id == Task.unless_reply_to_id, Reply.deleted_at.is_(None),
        Reply.id > Task.id,
    )  # fmt: skip
    query = (
        select(Task)
        .where(Task.deleted_at.is_(None), Task.done.is_(False), ~answered)
        .where(or_(Task.due.is_(None), Task.due <= until))
        .order_by(Task.due.is_(None), Task.due, Task.created_at, Task.id)
    )
    tasks = list(session.scalars(query))
    cases = case_names(session, [task.detainee_id for task in tasks if task.detainee_id])
    contacts = contact_names(session, [task.contact_id for task in tasks if task.contact_id])
    return [
        TaskWait(
            task_id=task.id, title=task.title, due=task.due, appeal_id=task.appeal_id,
            case=cases.get(task.detainee_id) if task.detainee_id else None,
            contact=contacts.get(task.contact_id) if task.contact_id else None,
        )
        for task in tasks
    ]  # fmt: skip


# -- addressees --------------------------------------------------------------------------------
def addressees_to_check(session: Session, today: date) -> list[AddresseeWait]:
    """Addressees whose post, holder or address nobody has looked up for a year, oldest first."""
    addressees = session.scalars(
        select(Addressee).where(Addressee.deleted_at.is_(None)).order_by(Addressee.serial)
    )
    due = [
        AddresseeWait(
            addressee_id=a.id, serial=a.serial, texts=a.texts, checked=a.checked,
            valid_to=a.valid_to,
        )
        for a in addressees
        if is_check_due(a.checked, a.valid_to, today)
    ]  # fmt: skip
    return sorted(due, key=lambda a: (a.checked.latest or date.min, a.serial))
