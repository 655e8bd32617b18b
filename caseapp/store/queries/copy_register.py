"""The register of what went out: every copy of a period, to whom, how, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.store.records import Addressee, Appeal, Copy, Dispatch, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One way of one copy; `dispatch` is None for a copy that nobody took anywhere yet.

    `number` is the copy's within its appeal, `texts` are the addressee's, per key and language.
    """

    appeal_id: UUID
    serial: int
    reference: str
    number: int
    page_code: str
    language: str
    printed: date
    texts: dict[str, dict[str, str]]
    dispatch: Dispatch | None
    replies: tuple[Reply, ...] = ()

    @property
    def day(self) -> date:
        """The day under which it stands: that of handing in, else that of printing."""
        sent = self.dispatch.sent.latest if self.dispatch is not None else None
        return sent or self.printed


def copy_register(
    session: Session, first: date | None = None, last: date | None = None
) -> list[RegisterRow]:
    """The ways of all copies of a period, both days counted, in the order of their days."""
    query = (
        select(
            Appeal.id, Appeal.serial, Appeal.reference, Copy.id, Copy.number, Copy.page_code,
            Copy.language, Copy.produced_at, Addressee.texts,
        )
        .join(Appeal, Appeal.id == Copy.appeal_id)
        .join(Addressee, Addressee.id == Copy.addressee_id)
        .where(Copy.deleted_at.is_(None), Copy.for_office.is_(False), Appeal.deleted_at.is_(None))
    )  # fmt: skip
    replies: dict[UUID, list[Reply]] = defaultdict(list)
    kept = select(Reply).where(Reply.deleted_at.is_(None)).order_by(Reply.created_at, Reply.id)
    for reply in session.scalars(kept):
        replies[reply.dispatch_id].append(reply)
    ways: dict[UUID, list[Dispatch]] = defaultdict(list)
    sent = select(Dispatch).where(Dispatch.deleted_at.is_(None))
    for dispatch in session.scalars(sent.order_by(Dispatch.created_at, Dispatch.id)):
        ways[dispatch.copy_id].append(dispatch)
    found = [
        RegisterRow(
            appeal_id=appeal, serial=serial, reference=reference, number=number,
            page_code=code, language=language, printed=produced.date(), texts=texts,
            dispatch=way, replies=tuple(replies[way.id]) if way is not None else (),
        )
        for appeal, serial, reference, copy, number, code, language, produced, texts
        in session.execute(query)
        for way in _or_none(ways.get(copy, []))
    ]  # fmt: skip
    within = (
        row for row in found
        if (first is None or row.day >= first) and (last is None or row.day <= last)
    )  # fmt: skip
    return sorted(within, key=lambda row: (row.day, row.serial, row.number))


def _or_none(ways: list[Dispatch]) -> list[Dispatch | None]:
    return [*ways] if ways else [None]
