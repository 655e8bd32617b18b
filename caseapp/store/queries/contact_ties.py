"""To whom contacts are tied by kinship, and what people are called: for lists and pages."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseapp.domain.kinship import inverse
from caseapp.domain.vocabulary import Relation, Sex
from caseapp.store.queries.by_index import has_contact
from caseapp.store.records import Kinship, NameForm


def load_ties(session: Session, contacts: Sequence[UUID]) -> list[Kinship]:
    """Every tie that has one of these contacts at either end, in the order of entry."""
    query = (
        select(Kinship)
        .where(
            Kinship.deleted_at.is_(None),
            has_contact(contacts),
        )
        .order_by(Kinship.created_at, Kinship.id)
    )
    return list(session.scalars(query))


def to_detainee(tie: Kinship, sex: Sex) -> Relation:
    """What a contact of this sex is to the detainee of a tie between the two."""
    return tie.relation if tie.contact_id is not None else inverse(tie.relation, sex)


def first_names(session: Session, owners: Sequence[UUID]) -> dict[UUID, str]:
    """The first spelling of each detainee or contact; who has none is left out."""
    found: dict[UUID, str] = {}
    for column in (NameForm.detainee_id, NameForm.contact_id):
        query = (
            select(column, NameForm.text)
            .where(column.in_(owners), NameForm.deleted_at.is_(None))
            .order_by(NameForm.position, NameForm.created_at)
        )
        for owner, text in session.execute(query):
            if owner is not None:
                found.setdefault(owner, text)
    return found
