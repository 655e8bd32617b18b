"""Rows of the appeal list, and what one appeal page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import AppealKind, AppealState, Audience
from caseapp.store.records import Addressee, Appeal, AppealAddressee, AppealPerson, Copy


@dataclass(frozen=True, slots=True)
class AppealRow:
    id: UUID
    serial: int
    title: str
    reference: str
    kind: AppealKind
    state: AppealState
    dated: UncertainDate
    persons: int
    addressees: int
    copies: int


@dataclass(frozen=True, slots=True)
class AddresseeRow:
    """An addressee of an appeal. `texts` are per key and language (see records.Addressee)."""

    id: UUID
    serial: int
    audience: Audience
    texts: dict[str, dict[str, str]]
    language: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    id: UUID
    number: int
    addressee_id: UUID
    for_office: bool
    language: str
    produced_at: datetime
    page_code: str
    pages: int
    withheld: int


def appeal_rows(session: Session) -> list[AppealRow]:
    """All appeals, the newest first."""

    def count(kind: type[AppealPerson] | type[AppealAddressee] | type[Copy]) -> object:
        return (
            select(func.count(kind.id))
            .where(kind.appeal_id == Appeal.id, kind.deleted_at.is_(None))
            .scalar_subquery()
        )

    query = (
        select(Appeal, count(AppealPerson), count(AppealAddressee), count(Copy))
        .where(Appeal.deleted_at.is_(None))
        .order_by(Appeal.serial.desc())
    )
    return [
        AppealRow(
            a.id, a.serial, a.title, a.reference, a.kind, a.state, a.dated,
            persons, addressees, copies,
        )
        for a, persons, addressees, copies in session.execute(query)
    ]  # fmt: skip


def appeal_by_serial(session: Session, serial: int) -> UUID | None:
    """The appeal with a short number, if it is not in the trash."""
    return session.scalar(
        select(Appeal.id).where(Appeal.serial == serial, Appeal.deleted_at.is_(None))
    )


def addressee_rows(session: Session, appeal_id: UUID) -> list[AddresseeRow]:
    """The addressees of an appeal in their order, each with the language of its copy."""
    query = (
        select(Addressee, AppealAddressee.language)
        .join(AppealAddressee, AppealAddressee.addressee_id == Addressee.id)
        .where(AppealAddressee.appeal_id == appeal_id, AppealAddressee.deleted_at.is_(None))
        .order_by(AppealAddressee.position, Addressee.serial)
    )
    return [
        AddresseeRow(a.id, a.serial, a.audience, a.texts, language or a.language)
        for a, language in session.execute(query)
    ]


def copy_rows(session: Session, appeal_id: UUID) -> list[CopyRow]:
    """The register of an appeal's copies, in the order of their numbers."""
    query = (
        select(Copy)
        .where(Copy.appeal_id == appeal_id, Copy.deleted_at.is_(None))
        .order_by(Copy.number)
    )
    return [
        CopyRow(
            c.id, c.number, c.addressee_id, c.for_office, c.language, c.produced_at,
            c.page_code, c.pages, len(c.withheld),
        )
        for c in session.scalars(query)
    ]  # fmt: skip


def text_in(texts: dict[str, dict[str, str]], key: str, language: str) -> str:
    """An addressee's text in a language, else in English, else in any that it has."""
    forms = texts.get(key, {})
    return forms.get(language) or forms.get("en") or next(iter(forms.values()), "")
