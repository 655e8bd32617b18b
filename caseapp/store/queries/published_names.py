"""Whose name a public source tells, for many cases at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from caseapp.store.giving_way import give_way
from caseapp.store.queries.by_index import cites_fact_of
from caseapp.store.records import Citation, Excerpt, NameForm, Source
from caseapp.store.saving import chunks

NAME_FIELDS = ("name", "names")
"""How a citation calls the claim that a person bears this name."""


def named_in_public(session: Session, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these detainees whose name a public source tells; as `preview.name_is_published`."""
    public = (Source.published.is_(True), Source.deleted_at.is_(None))
    spelled: Select[Any] = select(NameForm.detainee_id).join(
        Source, NameForm.source_id == Source.id
    )
    spelled = spelled.where(NameForm.deleted_at.is_(None), *public)
    cited: Select[Any] = (
        select(Citation.detainee_id)
        .join(Excerpt, Citation.excerpt_id == Excerpt.id)
        .join(Source, Excerpt.source_id == Source.id)
    )
    alive = (Citation.deleted_at.is_(None), Excerpt.deleted_at.is_(None))
    cited = cited.where(Citation.field.in_(NAME_FIELDS), *alive, *public)
    found: set[UUID] = set()
    for some in chunks(ids):
        found |= set(session.scalars(spelled.where(NameForm.detainee_id.in_(some))))
        found |= set(session.scalars(cited.where(cites_fact_of(some))))
        give_way(session)
    return frozenset(found)
