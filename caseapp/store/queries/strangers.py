"""Everybody of the vault who stands in no case of an appeal: names and numbers, nothing else.

A text may hold them all the same, and nobody has judged whether its reader may know them. Reads
columns, no records, for there may be tens of thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.store.giving_way import give_way
from caseapp.store.queries.published_names import named_in_public
from caseapp.store.records import Contact, Identifier, NameForm, Record

_PAGE = 2_000
"""Rows between which others may have the vault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strangers:
    """`detainees` and `contacts` are names in all spellings, but of detainees whom a public source
    names; `numbers` those of papers and telephones, `mail` addresses for mail."""

    detainees: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()


def strangers(session: Session, known: Set[UUID]) -> Strangers:
    """Everybody but the detainees and contacts of these ids; whoever lies in the trash, too: a
    text does not forget with it."""
    names = list(_all(session, NameForm, "text", "detainee_id", "contact_id"))
    numbers = list(_all(session, Identifier, "number", "detainee_id", "contact_id"))
    contacts = _all(session, Contact, "phones", "messengers", "email")
    others = [row for row in contacts if row.id not in known]
    unknown = {row.detainee_id for row in names if row.detainee_id} - known
    unknown -= named_in_public(session, unknown)
    return Strangers(
        detainees=tuple(row.text for row in names if row.detainee_id in unknown),
        contacts=tuple(row.text for row in names if row.contact_id and row.contact_id not in known),
        numbers=(
            *(row.number for row in numbers if (row.detainee_id or row.contact_id) not in known),
            *(number for row in others for number in (*row.phones, *row.messengers)),
        ),
        mail=tuple(row.email for row in others if row.email),
    )


def _all(session: Session, kind: type[Record], *names: str) -> Iterator[Any]:
    """Rows of all records of a kind, in the order of their ids, page by page."""
    columns = [getattr(kind, name) for name in names]
    query = select(kind.id, *columns).order_by(kind.id)
    page = session.execute(query.limit(_PAGE)).all()
    while page:
        yield from page
        give_way(session)
        page = session.execute(query.where(kind.id > page[-1].id).limit(_PAGE)).all()
