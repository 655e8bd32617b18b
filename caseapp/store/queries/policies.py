"""Which rules of disclosure are in force: the one place that decides it."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.store.records import Copy, Policy


def policy_in_force(session: Session) -> Policy | None:
    """The newest policy that was put into force; None while the shipped one applies.

    A policy without a day on which it came into force is a draft and decides nothing.
    """
    query = select(Policy).where(Policy.deleted_at.is_(None)).order_by(Policy.number.desc())
    return next((one for one in session.scalars(query) if not one.in_force.is_unknown), None)


def last_policy_number(session: Session) -> int:
    """The highest number that a policy ever had, also in the trash; 0 if there was none."""
    return session.scalar(select(func.max(Policy.number))) or 0


def printed_under(session: Session) -> dict[int, int]:
    """How many copies were issued under each policy, by its number."""
    query = (
        select(Copy.policy_number, func.count())
        .where(Copy.deleted_at.is_(None))
        .group_by(Copy.policy_number)
    )
    return {number: count for number, count in session.execute(query)}  # noqa: C416
