"""Everybody of the vault who stands in no case of an appeal: names and numbers, nothing else.

A text may hold them all the same, and nobody has judged whether its reader may know them. Reads
columns, no records, for there may be tens of thousands.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.store.queries.published_names import named_in_public
from caseapp.store.records import Contact, Identifier, NameForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Strangers:
    """`detainees` and `contacts` are names in all spellings, but of detainees whom a public source
    names; `numbers` those of papers and telephones, `mail` addresses for mail."""

    detainees: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    mail: tuple[str, ...] = ()


def strangers(session: Session, known: Set[UUID]) -> Strangers:
    """Everybody but the detainees and contacts of these ids."""
    columns = NameForm.text, NameForm.detainee_id, NameForm.contact_id
    names = session.execute(select(*columns).where(NameForm.deleted_at.is_(None))).all()
    papers = Identifier.number, Identifier.detainee_id, Identifier.contact_id
    numbers = session.execute(select(*papers).where(Identifier.deleted_at.is_(None))).all()
    ways = Contact.id, Contact.phones, Contact.messengers, Contact.email
    contacts = session.execute(select(*ways).where(Contact.deleted_at.is_(None))).all()
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
