"""What the page of one contact shows: records, detached and complete, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session

from caseapp.domain.kinship import inverse
from caseapp.domain.vocabulary import Audience, Relation, Sex
from caseapp.store import history
from caseapp.store.queries.by_index import first_is_contact
from caseapp.store.queries.contact_ties import first_names, load_ties, to_detainee
from caseapp.store.queries.policies import policy_in_force
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Attachment,
    Consent,
    Contact,
    ContactNote,
    Copy,
    Detainee,
    Identifier,
    Kinship,
    NameForm,
    Office,
    Policy,
    Record,
    Signatory,
    Source,
)
from caseapp.store.saving import chunks

HISTORY_SHOWN = 200
"""Changed fields that the page's history tells at most, the newest."""
TEMPLATES_SHOWN = 12
"""Other contacts whose answers a new consent can begin with."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """Somebody to whom the contact is tied: what he or she is to the contact.

    With a file of his own as detainee (`case_id`) or as contact (`contact_id`), else
    described by the kinship record alone.
    """

    kinship: Kinship
    reversed: bool
    relation: Relation
    name: str
    sex: Sex
    case_id: UUID | None = None
    case_number: str = ""
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTie:
    """A case that the contact belongs to; `relation` is what the contact is to the person."""

    id: UUID
    number: str
    name: str
    sex: Sex
    relation: Relation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOut:
    """A copy that left the office and speaks for a case, or names the contact."""

    id: UUID
    appeal_id: UUID
    appeal: str
    number: int
    addressee: dict[str, str]
    audience: Audience
    produced_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """Everything on the page.

    `consents` concern the contact or were given by him or her. `copies` are by the id of
    the case that they speak for; under None those that name the contact. `others` are
    contacts (id, name) with consents of their own, those of the same cases first.
    """

    contact: Contact
    names: tuple[NameForm, ...]
    identifiers: tuple[Identifier, ...]
    ties: tuple[TieRow, ...]
    cases: tuple[CaseTie, ...]
    sources: tuple[Source, ...]
    notes: tuple[ContactNote, ...]
    consents: tuple[Consent, ...]
    evidence: dict[UUID, Attachment]
    copies: dict[UUID | None, tuple[CopyOut, ...]]
    others: tuple[tuple[UUID, str], ...]
    policy: Policy | None
    staff: tuple[str, ...]
    history: tuple[history.Entry, ...]


def load_contact_page(session: Session, contact_id: UUID) -> ContactPage | None:
    """The page of a contact; None if there is none or it is in the trash."""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.deleted_at is not None:
        return None
    names = _alive(session, NameForm, NameForm.contact_id == contact_id)
    names.sort(key=lambda name: name.position)
    sources = _alive(session, Source, Source.testifier_id == contact_id)
    sources.sort(key=lambda s: (s.dated.earliest or s.dated.latest or date.max, s.serial))
    notes = _alive(session, ContactNote, ContactNote.contact_id == contact_id)
    consents = _consents(session, contact_id)
    cases = _cases(session, contact, consents)
    files = _alive(session, Attachment, Attachment.id.in_([c.evidence_id for c in consents]))
    office = session.scalars(select(Office).where(Office.deleted_at.is_(None))).first()
    return ContactPage(
        contact=contact,
        names=tuple(names),
        identifiers=tuple(_alive(session, Identifier, Identifier.contact_id == contact_id)),
        ties=_ties(session, contact),
        cases=cases,
        sources=tuple(sources),
        notes=tuple(sorted(notes, key=_noted, reverse=True)),
        consents=tuple(consents),
        evidence={file.id: file for file in files},
        copies=_copies(session, contact_id, [case.id for case in cases]),
        others=_others(session, contact_id, [case.id for case in cases]),
        policy=policy_in_force(session),
        staff=tuple(office.staff) if office is not None else (),
        history=tuple(_history(session, contact_id)),
    )


def consents_of(session: Session, contact_id: UUID) -> list[Consent]:
    """All consents that a contact gave or that concern the contact, by number."""
    return _consents(session, contact_id)


def _alive(session: Session, kind: type[R], *conditions: ColumnElement[bool]) -> list[R]:
    query = select(kind).where(kind.deleted_at.is_(None), *conditions)
    return list(session.scalars(query.order_by(kind.created_at, kind.id)))


def _noted(note: ContactNote) -> tuple[str, datetime]:
    day = note.at.latest or note.at.earliest
    return (day.isoformat() if day else "", note.created_at)


def _consents(session: Session, contact_id: UUID) -> list[Consent]:
    whose = or_(Consent.about_contact_id == contact_id, Consent.giver_contact_id == contact_id)
    return sorted(_alive(session, Consent, whose), key=lambda c: c.serial)


# -- family and cases ------------------------------------------------------------------------
def _ties(session: Session, contact: Contact) -> tuple[TieRow, ...]:
    ties = load_ties(session, [contact.id])
    ends = [_other_end(tie, contact.id) for tie in ties]
    cases = _by_id(session, Detainee, [case for case, _other in ends])
    others = _by_id(session, Contact, [other for _case, other in ends])
    names = first_names(session, [*cases, *others])
    rows = []
    for tie, (case_id, other_id) in zip(ties, ends, strict=True):
        reverse = tie.of_contact_id != contact.id
        case = cases.get(case_id) if case_id else None
        other = others.get(other_id) if other_id else None
        known = case or other
        sex = known.sex if known else tie.sex
        name = names.get(known.id, "") if known else tie.name
        rows.append(
            TieRow(
                kinship=tie,
                reversed=reverse,
                relation=inverse(tie.relation, sex) if reverse else tie.relation,
                name=name or (case.description if case else ""),
                sex=sex,
                case_id=case.id if case else None,
                case_number=case.case_number if case else "",
                contact_id=other.id if other else None,
            )
        )
    return tuple(rows)


def _other_end(tie: Kinship, contact_id: UUID) -> tuple[UUID | None, UUID | None]:
    """The case, or the contact, that a contact is tied to."""
    if tie.of_contact_id != contact_id:
        return tie.of_detainee_id, tie.of_contact_id
    return tie.detainee_id, tie.contact_id


def _cases(session: Session, contact: Contact, consents: Iterable[Consent]) -> tuple[CaseTie, ...]:
    """Cases by kinship, by petition, by consent: in this order, each once."""
    relations: dict[UUID, Relation | None] = {}
    for tie in load_ties(session, [contact.id]):
        of_case = tie.of_detainee_id or tie.detainee_id
        if of_case is not None:
            relations.setdefault(of_case, to_detainee(tie, contact.sex))
    petitions = select(AppealPerson.detainee_id).where(
        AppealPerson.petitioner_id == contact.id, AppealPerson.deleted_at.is_(None)
    )
    for of_case in session.scalars(petitions):
        relations.setdefault(of_case, None)
    for consent in consents:
        if consent.about_detainee_id is not None:
            relations.setdefault(consent.about_detainee_id, None)
    found = {d.id: d for d in _alive(session, Detainee, Detainee.id.in_(relations))}
    names = first_names(session, list(found))
    return tuple(
        CaseTie(
            id=key, number=found[key].case_number, sex=found[key].sex, relation=relation,
            name=names.get(key, "") or found[key].description,
        )
        for key, relation in relations.items()
        if key in found
    )  # fmt: skip


def _by_id(session: Session, kind: type[R], ids: Iterable[UUID | None]) -> dict[UUID, R]:
    """Those of these records that are not in the trash."""
    wanted = dict.fromkeys(one for one in ids if one is not None)
    return {r.id: r for part in chunks(wanted) for r in _alive(session, kind, kind.id.in_(part))}


# -- what is out already -----------------------------------------------------------------------
def _copies(
    session: Session, contact_id: UUID, cases: Sequence[UUID]
) -> dict[UUID | None, tuple[CopyOut, ...]]:
    """Issued copies, not the office's own, newest first: those that tell of a case, or by None
    those that name the contact.

    What was printed counts, whatever the appeal says today: somebody may have been taken out of
    it since, or left out of one copy. Of copies older than the vault, whose pages are not kept,
    the appeal alone is known.
    """
    spoken_for = select(AppealPerson.appeal_id, AppealPerson.detainee_id).where(
        AppealPerson.detainee_id.in_(cases), AppealPerson.deleted_at.is_(None)
    )
    by_case: dict[UUID | None, set[UUID]] = {case: set() for case in cases}
    for appeal_id, case in session.execute(spoken_for):
        by_case[case].add(appeal_id)
    naming = [
        select(AppealPerson.appeal_id).where(
            AppealPerson.petitioner_id == contact_id, AppealPerson.deleted_at.is_(None)
        ),
        select(Signatory.appeal_id).where(
            Signatory.contact_id == contact_id, Signatory.deleted_at.is_(None)
        ),
    ]
    by_case[None] = {found for query in naming for found in session.scalars(query)}
    return {
        case: tuple(_copies_telling(session, _printed(session, contact_id, case), appeals))
        for case, appeals in by_case.items()
    }


def _printed(session: Session, contact_id: UUID, case: UUID | None) -> list[str]:
    """How a case, or with None the contact, can stand on paper: spellings, the case's number."""
    owner = NameForm.contact_id == contact_id if case is None else NameForm.detainee_id == case
    names = _alive(session, NameForm, owner)
    record = session.get(Detainee, case) if case is not None else None
    texts = [form.text for form in names] + ([record.case_number] if record is not None else [])
    return [text for text in dict.fromkeys(texts) if text.strip()]


def _copies_telling(
    session: Session, texts: Sequence[str], appeals: Iterable[UUID]
) -> Iterator[CopyOut]:
    """Copies whose kept content holds one of these texts; without content those of `appeals`."""
    unkept = and_(Copy.frozen == "", Copy.appeal_id.in_(list(appeals)))
    told = [func.instr(Copy.frozen, text) > 0 for text in texts]
    query = (
        select(
            Copy.id, Copy.appeal_id, Copy.number, Copy.produced_at, Appeal.title, Appeal.serial,
            Addressee.texts, Addressee.audience,
        )
        .join(Appeal, Appeal.id == Copy.appeal_id)
        .join(Addressee, Addressee.id == Copy.addressee_id)
        .where(Copy.for_office.is_(False), Copy.deleted_at.is_(None), or_(unkept, *told))
        .order_by(Copy.produced_at.desc(), Copy.number.desc())
    )  # fmt: skip
    return map(_copy_out, session.execute(query))


def _copy_out(row: Row[Any]) -> CopyOut:
    return CopyOut(
        id=row.id,
        appeal_id=row.appeal_id,
        appeal=row.title or str(row.serial),
        number=row.number,
        addressee=dict(row.texts.get("short") or row.texts.get("body") or {}),
        audience=row.audience,
        produced_at=row.produced_at,
    )


def _others(
    session: Session, contact_id: UUID, cases: Sequence[UUID]
) -> tuple[tuple[UUID, str], ...]:
    of_others = (
        select(Consent.about_contact_id, Consent.serial)
        .where(Consent.deleted_at.is_(None), Consent.about_contact_id.is_not(None))
        .where(Consent.about_contact_id != contact_id)
    )
    near = session.execute(of_others.where(Consent.about_detainee_id.in_(cases))).all()
    order = dict.fromkeys(key for key, _serial in sorted(near, key=lambda row: -row[1]))
    far = session.execute(of_others.order_by(Consent.serial.desc()))  # read no further than needed
    while len(order) < TEMPLATES_SHOWN and (some := far.fetchmany(TEMPLATES_SHOWN)):
        order.update(dict.fromkeys(key for key, _serial in some))
    far.close()
    shown = [key for key in order if key is not None][:TEMPLATES_SHOWN]
    alive = {c.id for c in _alive(session, Contact, Contact.id.in_(shown))}
    names = first_names(session, shown)
    return tuple((key, names.get(key, "")) for key in shown if key in alive)


def _history(session: Session, contact_id: UUID) -> Sequence[history.Entry]:
    """The newest changes of the contact and of all that is recorded here, trash included."""
    owned: dict[type[Record], ColumnElement[bool]] = {
        NameForm: NameForm.contact_id == contact_id,
        Identifier: Identifier.contact_id == contact_id,
        ContactNote: ContactNote.contact_id == contact_id,
        Consent: or_(
            Consent.about_contact_id == contact_id, Consent.giver_contact_id == contact_id
        ),
        Kinship: or_(
            Kinship.of_contact_id == contact_id,
            and_(first_is_contact([contact_id]), Kinship.of_contact_id.is_(None)),
        ),
    }
    ids = {
        kind.__tablename__: list(session.scalars(select(kind.id).where(condition)))
        for kind, condition in owned.items()
    }
    ids[Contact.__tablename__] = [contact_id]
    return history.entries_of(session.connection(), ids, HISTORY_SHOWN)
