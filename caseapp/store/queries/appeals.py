"""Rows of the appeal list, and what one appeal page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import AppealKind, AppealState, Audience, ReplyRule
from caseapp.store.queries.appeals_ways import ways_of_all
from caseapp.store.queries.cases import CaseRow, case_rows
from caseapp.store.queries.today_people import contact_names
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    Copy,
    Detainee,
    Signatory,
)

_AT_ONCE = 500
"""Cases in one query."""


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
    due: date | None = None
    """The earliest day by which an answer that has not come is due."""
    replies: int = 0
    last: tuple[str, UncertainDate] | None = None
    """What happened last: "printed", a dispatch's outcome or "answered", and when."""


@dataclass(frozen=True, slots=True)
class AddresseeRow:
    """An addressee of an appeal. `texts` are per key and language (see records.Addressee).

    `language` is that of its copy; `link_id` the record that ties the two. `checked` and
    `valid_to` say whether somebody looked it up, `reply_rule` when it must answer. `letter` is
    the one that it names, `own_letter` the one chosen for this copy, `left_out` what this copy
    does without. `parts` are those that it names, `own_parts` those chosen for this copy;
    `second_language` is that of the signature sheets, `enclosures` go with the copy on paper.
    """

    id: UUID
    serial: int
    audience: Audience
    texts: dict[str, dict[str, str]]
    language: str
    letter: str
    link_id: UUID
    checked: UncertainDate = field(default_factory=UncertainDate.unknown)
    valid_to: UncertainDate = field(default_factory=UncertainDate.unknown)
    reply_rule: ReplyRule = ReplyRule.NONE
    own_letter: str = ""
    left_out: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    own_parts: tuple[str, ...] = ()
    second_language: str = ""
    enclosures: tuple[Mapping[str, Any], ...] = ()


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


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A case that an appeal speaks for; `link_id` is the record that ties the two.

    `petitioner` is the name of the contact who asks for it, if there is one.
    """

    link_id: UUID
    case: CaseRow
    petitioner_id: UUID | None = None
    petitioner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealPage:
    """Everything on the page of an appeal but the copies' content.

    `others` are the addressees of the vault that this appeal does not go to.
    """

    appeal: Appeal
    persons: tuple[PersonRow, ...]
    addressees: tuple[AddresseeRow, ...]
    others: tuple[Addressee, ...]
    copies: tuple[CopyRow, ...]
    signatories: int


def appeal_rows(session: Session) -> list[AppealRow]:
    """All appeals, the newest first."""

    def count(kind: type[AppealPerson] | type[AppealAddressee] | type[Copy]) -> Select[int]:
        alive = (kind.appeal_id == Appeal.id, kind.deleted_at.is_(None))
        return select(func.count(kind.id)).where(*alive)

    persons = count(AppealPerson).join(Detainee, Detainee.id == AppealPerson.detainee_id)
    persons = persons.where(Detainee.deleted_at.is_(None))
    counts = (persons, count(AppealAddressee), count(Copy))
    query = (
        select(Appeal, *(one.scalar_subquery() for one in counts))
        .where(Appeal.deleted_at.is_(None))
        .order_by(Appeal.serial.desc())
    )
    ways = ways_of_all(session)
    return [
        AppealRow(
            a.id, a.serial, a.title, a.reference, a.kind, a.state, a.dated,
            persons, addressees, copies,
            due=way.due if (way := ways.get(a.id)) and a.state is not AppealState.CLOSED else None,
            replies=way.replies if way else 0,
            last=way.last if way else None,
        )
        for a, persons, addressees, copies in session.execute(query)
    ]  # fmt: skip


def load_appeal_page(session: Session, appeal_id: UUID, language: str = "en") -> AppealPage | None:
    """The page of an appeal; None if there is none or it is in the trash."""
    appeal = session.get(Appeal, appeal_id)
    if appeal is None or appeal.deleted_at is not None:
        return None
    addressees = addressee_rows(session, appeal_id)
    others = select(Addressee).where(
        Addressee.deleted_at.is_(None), Addressee.id.not_in([row.id for row in addressees])
    )
    signing = select(func.count(Signatory.id)).where(
        Signatory.appeal_id == appeal_id, Signatory.deleted_at.is_(None)
    )
    return AppealPage(
        appeal=appeal,
        persons=tuple(person_rows(session, appeal_id, language)),
        addressees=tuple(addressees),
        others=tuple(session.scalars(others.order_by(Addressee.serial))),
        copies=tuple(copy_rows(session, appeal_id)),
        signatories=session.scalar(signing) or 0,
    )


def person_rows(session: Session, appeal_id: UUID, language: str = "en") -> list[PersonRow]:
    """The cases that an appeal speaks for, in its order; those in the trash are left out."""
    query = (
        select(AppealPerson.id, AppealPerson.detainee_id, AppealPerson.petitioner_id)
        .where(AppealPerson.appeal_id == appeal_id, AppealPerson.deleted_at.is_(None))
        .order_by(AppealPerson.position, AppealPerson.created_at, AppealPerson.id)
    )
    links = session.execute(query).all()
    cases = _cases(session, [case for _link, case, _who in links], language)
    names = contact_names(session, [who for _link, _case, who in links if who is not None])
    return [
        PersonRow(link, cases[case], who, names[who].name if who in names else "")
        for link, case, who in links
        if case in cases
    ]


def addressee_rows(session: Session, appeal_id: UUID) -> list[AddresseeRow]:
    """The addressees of an appeal in their order, each with the language of its copy."""
    query = (
        select(Addressee, AppealAddressee)
        .join(AppealAddressee, AppealAddressee.addressee_id == Addressee.id)
        .where(AppealAddressee.appeal_id == appeal_id, AppealAddressee.deleted_at.is_(None))
        .order_by(AppealAddressee.position, Addressee.serial)
    )
    return [
        AddresseeRow(
            id=a.id,
            serial=a.serial,
            audience=a.audience,
            texts=a.texts,
            language=link.language or a.language,
            letter=a.letter,
            link_id=link.id,
            checked=a.checked,
            valid_to=a.valid_to,
            reply_rule=a.reply_rule,
            own_letter=link.letter,
            left_out=link.left_out,
            parts=tuple(a.parts),
            own_parts=tuple(link.parts),
            second_language=link.second_language,
            enclosures=tuple(link.enclosures),
        )
        for a, link in session.execute(query)
    ]


def signatory_rows(session: Session, appeal_id: UUID) -> list[tuple[Signatory, str]]:
    """Who signs an appeal, in order, each with the name of the contact who it is, if one."""
    query = select(Signatory).where(
        Signatory.appeal_id == appeal_id, Signatory.deleted_at.is_(None)
    )
    found = list(
        session.scalars(query.order_by(Signatory.position, Signatory.created_at, Signatory.id))
    )
    names = contact_names(session, [one.contact_id for one in found if one.contact_id])
    return [(one, names[one.contact_id].name if one.contact_id in names else "") for one in found]


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


def _cases(session: Session, ids: Sequence[UUID], language: str) -> dict[UUID, CaseRow]:
    found: dict[UUID, CaseRow] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = case_rows(session, ids[start : start + _AT_ONCE], language, alive=True)
        found |= {row.id: row for row in rows}
    return found
