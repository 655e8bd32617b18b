"""Rows of the list of contacts: the ids of the whole list first, then what is seen of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from caseapp.domain.consent import ConsentOnRecord, Giver, GroundCode, life
from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    Audience,
    ConsentAnswer,
    ContactRole,
    NameScript,
    Relation,
    RiskLevel,
)
from caseapp.store import search
from caseapp.store.queries.contact_ties import first_names, load_ties, to_detainee
from caseapp.store.queries.sounding import Holding, Sounds, sounding
from caseapp.store.records import Consent, Contact, ContactNote, Detainee, NameForm
from caseapp.store.saving import table_of

Order = Literal["number", "name", "role", "region", "risk", "last"]


class ConsentState(StrEnum):
    """How it stands with a contact's consents, the best of them counting."""

    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFilter:
    """Which contacts to list, and in which order; None and "" ask for nothing."""

    text: str = ""
    role: ContactRole | None = None
    risk: RiskLevel | None = None
    do_not_contact: bool | None = None
    consent: ConsentState | None = None
    language: str = ""
    order: Order = "number"
    descending: bool = False

    @property
    def asks(self) -> int:
        """How many things are asked beside the typed text."""
        asked = (self.role, self.risk, self.do_not_contact, self.consent, self.language or None)
        return sum(value is not None for value in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToWhom:
    """A case that the contact is tied to: what the contact is to the person."""

    case_id: UUID
    number: str
    name: str
    relation: Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """One line. `allowed` and `to_ask` are audiences that a consent in force speaks of so."""

    id: UUID
    serial: int
    names: tuple[tuple[NameScript, str], ...]
    role: ContactRole
    ties: tuple[ToWhom, ...]
    region: str
    phone: str
    languages: tuple[str, ...]
    preferred: tuple[str, ...]
    risk: RiskLevel
    risk_note: str
    do_not_contact: bool
    fictitious: bool
    consent: ConsentState
    allowed: frozenset[Audience]
    to_ask: frozenset[Audience]
    last: UncertainDate


_RISKS = (
    RiskLevel.CRITICAL,
    RiskLevel.HIGH,
    RiskLevel.MODERATE,
    RiskLevel.LOW,
    RiskLevel.NOT_ASSESSED,
)


def contact_count(session: Session) -> int:
    """How many contacts there are outside the trash."""
    return session.scalar(select(func.count(Contact.id)).where(Contact.deleted_at.is_(None))) or 0


def contact_languages(session: Session) -> list[str]:
    """Languages that contacts speak, most spoken first."""
    spoken: dict[str, int] = defaultdict(int)
    query = select(Contact.languages).where(Contact.deleted_at.is_(None))
    for codes in session.scalars(query):
        for code in codes:
            spoken[code] += 1
    return sorted(spoken, key=lambda code: (-spoken[code], code))


def contact_ids(session: Session, asked: ContactFilter, today: date) -> list[UUID]:
    """The ids of the contacts that a filter shows, in its order.

    Of a typed text those that contain it come first, then those whose names sound so.
    """
    query = select(Contact.id).where(Contact.deleted_at.is_(None))
    heard: dict[UUID, Sounds] = {}
    if asked.text.strip():
        holding = set(search.matching(session.connection(), asked.text, "contact"))
        heard = contacts_heard(session, asked.text, holding.intersection)
        query = query.where(Contact.id.in_([*holding, *heard]))
    if asked.role is not None:
        query = query.where(Contact.role == asked.role)
    if asked.risk is not None:
        query = query.where(Contact.risk == asked.risk)
    if asked.do_not_contact is not None:
        query = query.where(Contact.do_not_contact.is_(asked.do_not_contact))
    ids = list(session.scalars(query.order_by(Contact.serial, Contact.id)))
    if asked.language:
        spoken = session.execute(select(Contact.id, Contact.languages))
        speaking = {key for key, codes in spoken if asked.language in codes}
        ids = [key for key in ids if key in speaking]
    if asked.consent is not None:
        states = _states(session, ids, today)
        ids = [key for key in ids if states[key] is asked.consent]
    return sorted(_ordered(session, ids, asked), key=heard.__contains__)


def contacts_heard(
    session: Session, typed: str, holding: Holding | None = None
) -> dict[UUID, Sounds]:
    """The contacts that do not contain what was typed, and whose names sound so."""
    return {one.id: one for one in sounding(session, typed, "contact", holding)}


def contact_rows(session: Session, ids: Sequence[UUID], today: date) -> list[ContactRow]:
    """The rows of these contacts, in the order of the ids; what is gone is left out."""
    found = {c.id: c for c in session.scalars(select(Contact).where(Contact.id.in_(ids)))}
    names = _names(session, ids)
    ties = _ties(session, found)
    consents = _consents(session, ids)
    last = _last(session, ids)
    return [
        _row(found[key], names[key], ties[key], consents[key], last.get(key), today)
        for key in ids
        if key in found
    ]


def state_of(consents: Iterable[Consent], today: date) -> ConsentState:
    """The best that can be said of some consents."""
    return _state({_ended(consent, today) for consent in consents})


def _state(codes: Collection[GroundCode | None]) -> ConsentState:
    if None in codes:
        return ConsentState.IN_FORCE
    if GroundCode.WITHDRAWN in codes:
        return ConsentState.WITHDRAWN
    return ConsentState.EXPIRED if codes else ConsentState.NONE


def _ended(consent: Consent, today: date) -> GroundCode | None:
    """Why a consent is not in force, None if it is."""
    return _end(consent.given, consent.until, consent.withdrawn, today=today)


def _end(
    given: UncertainDate, until: UncertainDate, withdrawn: UncertainDate, *, today: date
) -> GroundCode | None:
    # Whose it is, for whom and of what makes no difference to how long it is in force.
    ground = life(
        ConsentOnRecord(
            number=0, giver=Giver.SELF, audience=Audience.OFFICE, answers={},
            given=given, until=until, withdrawn=withdrawn,
        ),
        today,
    )  # fmt: skip
    return ground.code if ground else None


def _consents(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Consent]]:
    found: dict[UUID, list[Consent]] = defaultdict(list)
    whose = or_(Consent.about_contact_id.in_(ids), Consent.giver_contact_id.in_(ids))
    for consent in session.scalars(select(Consent).where(Consent.deleted_at.is_(None), whose)):
        for key in {consent.about_contact_id, consent.giver_contact_id} - {None}:
            if key is not None:
                found[key].append(consent)
    return found


def _states(session: Session, ids: Sequence[UUID], today: date) -> dict[UUID, ConsentState]:
    """As `state_of`, of all contacts: without the records, which would be many."""
    column = table_of(Consent).c
    lives = [column[f"{name}_{part}"] for name in _DATES for part in _PARTS]
    codes: dict[UUID, set[GroundCode | None]] = defaultdict(set)
    known: dict[tuple[Any, ...], GroundCode | None] = {}
    query = select(column.about_contact_id, column.giver_contact_id, *lives)
    for about, giver, *parts in session.execute(query.where(column.deleted_at.is_(None))):
        told = tuple(parts)
        if told not in known:
            dates = (UncertainDate(*told[place : place + 4]) for place in (0, 4, 8))
            known[told] = _end(*dates, today=today)
        for key in {about, giver} - {None}:
            codes[key].add(known[told])
    return {key: _state(codes.get(key, set())) for key in ids}


_DATES = ("given", "until", "withdrawn")
_PARTS = ("text", "edtf", "earliest", "latest")


def _ordered(session: Session, ids: list[UUID], asked: ContactFilter) -> list[UUID]:
    """Stable: equal ones stay in the order of their numbers; who has none stands last."""
    if asked.order == "number":
        return ids[::-1] if asked.descending else ids
    keys = _keys(session, ids, asked.order)
    known = sorted((k for k in ids if k in keys), key=keys.__getitem__, reverse=asked.descending)
    return known + [key for key in ids if key not in keys]


def _keys(session: Session, ids: Sequence[UUID], order: Order) -> dict[UUID, str]:
    if order == "name":
        names = _first_names(session, ids)
        return {key: name.casefold() for key, name in names.items() if name}
    if order == "last":
        days = {key: note.latest or note.earliest for key, note in _last(session, ids).items()}
        return {key: day.isoformat() for key, day in days.items() if day}
    column = {"risk": Contact.risk, "role": Contact.role, "region": Contact.region}[order]
    query = select(Contact.id, type_coerce(column, Text())).where(Contact.deleted_at.is_(None))
    if order == "region":
        return {key: region.casefold() for key, region in session.execute(query) if region}
    ranks: Sequence[str] = _RISKS if order == "risk" else tuple(ContactRole)
    place = {code: f"{at:02}" for at, code in enumerate(ranks)}
    return {key: place[code] for key, code in session.execute(query)}


def _first_names(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """As `first_names`, of however many: all names are read where ids would be too many."""
    if len(ids) <= _AT_ONCE:
        return first_names(session, ids)
    column = table_of(NameForm).c
    query = (
        select(
            type_coerce(column.contact_id, Text()), column.text, column.position,
            type_coerce(column.created_at, Text()),
        )
        # Said so, the index of contacts answers; "is not null" would read the names of all cases.
        .where(column.contact_id >= UUID(int=0), column.deleted_at.is_(None))
    )  # fmt: skip
    first: dict[str, tuple[int, str, str]] = {}
    for owner, text, position, made in session.execute(query):
        known = first.get(owner)
        if known is None or (position, made) < known[:2]:
            first[owner] = position, made, text
    return {key: first[key.hex][2] for key in ids if key.hex in first}


_AT_ONCE = 500


def _names(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[tuple[NameScript, str], ...]]:
    """The first spelling of each script, in the order in which they stand in the record."""
    query = (
        select(NameForm.contact_id, NameForm.script, NameForm.text)
        .where(NameForm.contact_id.in_(ids), NameForm.deleted_at.is_(None))
        .order_by(NameForm.position, NameForm.created_at)
    )
    spellings: dict[UUID, dict[NameScript, str]] = {key: {} for key in ids}
    for owner, script, text in session.execute(query):
        if owner is not None:
            spellings[owner].setdefault(script, text)
    return {owner: tuple(forms.items()) for owner, forms in spellings.items()}


def _ties(session: Session, contacts: dict[UUID, Contact]) -> dict[UUID, tuple[ToWhom, ...]]:
    """The cases that each contact is tied to by kinship."""
    pairs: dict[UUID, dict[UUID, Relation]] = {key: {} for key in contacts}
    for tie in load_ties(session, list(contacts)):
        for key, case in (
            (tie.contact_id, tie.of_detainee_id),
            (tie.of_contact_id, tie.detainee_id),
        ):
            if key in contacts and key is not None and case is not None:
                pairs[key].setdefault(case, to_detainee(tie, contacts[key].sex))
    wanted = {case for cases in pairs.values() for case in cases}
    query = select(Detainee).where(Detainee.id.in_(wanted), Detainee.deleted_at.is_(None))
    cases = {case.id: case for case in session.scalars(query)}
    names = first_names(session, list(cases))
    return {
        key: tuple(
            ToWhom(
                case_id=case, number=cases[case].case_number, relation=relation,
                name=names.get(case, "") or cases[case].description,
            )
            for case, relation in tied.items()
            if case in cases
        )
        for key, tied in pairs.items()
    }  # fmt: skip


def _last(session: Session, ids: Sequence[UUID]) -> dict[UUID, UncertainDate]:
    """When the office last spoke with each contact."""
    query = select(ContactNote).where(ContactNote.deleted_at.is_(None))
    if len(ids) <= _AT_ONCE:
        query = query.where(ContactNote.contact_id.in_(ids))
    latest: dict[UUID, UncertainDate] = {}
    for note in session.scalars(query):
        day, known = note.at.latest or note.at.earliest, latest.get(note.contact_id)
        best = (known.latest or known.earliest) if known else None
        if day is not None and (best is None or day > best):
            latest[note.contact_id] = note.at
    return latest


def _row(
    contact: Contact,
    names: tuple[tuple[NameScript, str], ...],
    ties: tuple[ToWhom, ...],
    consents: Sequence[Consent],
    last: UncertainDate | None,
    today: date,
) -> ContactRow:
    living = [consent for consent in consents if _ended(consent, today) is None]
    return ContactRow(
        id=contact.id,
        serial=contact.serial,
        names=names,
        role=contact.role,
        ties=ties,
        region=contact.region,
        phone=contact.phones[0] if contact.phones else "",
        languages=tuple(contact.languages),
        preferred=tuple(w for w in (contact.preferred_way, contact.preferred_hours) if w),
        risk=contact.risk,
        risk_note=contact.risk_note,
        do_not_contact=contact.do_not_contact,
        fictitious=contact.fictitious,
        consent=state_of(consents, today),
        allowed=_answering(living, ConsentAnswer.ALLOW),
        to_ask=_answering(living, ConsentAnswer.ASK),
        last=last or UncertainDate.unknown(),
    )


def _answering(consents: Iterable[Consent], answer: ConsentAnswer) -> frozenset[Audience]:
    return frozenset(c.audience for c in consents if answer.value in c.answers.values())
