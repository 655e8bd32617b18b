"""All records that one appeal can print, loaded at once and handed out detached.

One set of queries for everything that `compile` reads, so that a copy is made from one
state of the vault. It loads more than any copy may show; it decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from caseapp.domain.vocabulary import MatchVerdict
from caseapp.store.giving_way import give_way
from caseapp.store.queries.policies import policy_in_force
from caseapp.store.queries.strangers import Strangers, strangers
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    Attachment,
    Citation,
    Consent,
    Contact,
    Copy,
    Detainee,
    Dispatch,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    LetterTemplate,
    MatchDecision,
    NameForm,
    Policy,
    Record,
    Reply,
    Signatory,
    Source,
)

R = TypeVar("R", bound=Record)
CHUNK = 100
"""Ids in one query, after which others may have the vault: a save waits no longer than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStep:
    """An earlier copy's way, and the answer to it if one came."""

    addressee: Addressee
    dispatch: Dispatch
    reply: Reply | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPaper:
    """The copy that a complaint, reminder or word of thanks is about, with its last answer."""

    appeal: Appeal
    addressee: Addressee
    copy: Copy
    dispatch: Dispatch
    reply: Reply | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFile:
    """An appeal with everything behind it. Mappings are by id, or by the id of the owner.

    `detainees` holds the appeal's persons and those who are their kin in files of their own;
    `citations` all that the excerpts of these cases are cited for, also in other cases.
    """

    appeal: Appeal
    persons: tuple[AppealPerson, ...] = ()
    addressees: tuple[tuple[AppealAddressee, Addressee], ...] = ()
    signatories: tuple[Signatory, ...] = ()
    detainees: Mapping[UUID, Detainee] = field(default_factory=dict)
    contacts: Mapping[UUID, Contact] = field(default_factory=dict)
    names: Mapping[UUID, tuple[NameForm, ...]] = field(default_factory=dict)
    identifiers: Mapping[UUID, tuple[Identifier, ...]] = field(default_factory=dict)
    events: Mapping[UUID, tuple[Event, ...]] = field(default_factory=dict)
    kinships: tuple[Kinship, ...] = ()
    consents: tuple[Consent, ...] = ()
    sources: Mapping[UUID, Source] = field(default_factory=dict)
    excerpts: Mapping[UUID, Excerpt] = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    attachments: Mapping[UUID, Attachment] = field(default_factory=dict)
    steps: Mapping[UUID, tuple[PastStep, ...]] = field(default_factory=dict)
    policy: Policy | None = None
    letters: tuple[LetterTemplate, ...] = ()
    earlier: EarlierPaper | None = None
    strangers: Strangers = field(default_factory=Strangers)
    """The people of the vault who stand in none of these cases."""
    told_apart: frozenset[frozenset[UUID]] = frozenset()
    """Pairs of these cases of which somebody decided that they are two persons."""

    def addressee(self, addressee_id: UUID) -> tuple[AppealAddressee, Addressee] | None:
        """One addressee of the appeal; None if it is not one."""
        return next((pair for pair in self.addressees if pair[1].id == addressee_id), None)


def load_appeal_file(
    session: Session, appeal_id: UUID, *, to_print: bool = True
) -> AppealFile | None:
    """Everything behind an appeal; None if there is none. What lies in the trash is left out.

    Not `to_print`: without `strangers`, which only a copy that leaves the house needs.
    """
    appeal = session.get(Appeal, appeal_id)
    if appeal is None or appeal.deleted_at is not None:
        return None
    links = _among(session, AppealPerson, AppealPerson.appeal_id, [appeal_id])
    links.sort(key=lambda link: (link.position, link.created_at, link.id))
    signatories = _among(session, Signatory, Signatory.appeal_id, [appeal_id])
    file = _behind(session, appeal, links, signatories)
    addressees = _addressees(session, appeal_id)
    enclosed = _enclosed(session, addressees)
    owners = file.detainees.keys() | file.contacts.keys()
    behind = _by_id(session, Source, {paper.source_id for paper in enclosed.values()})
    return replace(
        file,
        addressees=addressees,
        attachments={**enclosed, **file.attachments},
        sources={**behind, **file.sources},
        earlier=_earlier(session, appeal),
        strangers=strangers(session, owners) if to_print else Strangers(),
        letters=tuple(
            session.scalars(select(LetterTemplate).where(LetterTemplate.deleted_at.is_(None)))
        ),
        told_apart=_told_apart(session, file.detainees),
    )


def _told_apart(session: Session, ids: Iterable[UUID]) -> frozenset[frozenset[UUID]]:
    decided = _among(session, MatchDecision, MatchDecision.first_id, ids)
    return frozenset(
        frozenset((one.first_id, one.second_id))
        for one in decided
        if one.verdict is MatchVerdict.NOT_SAME
    )


def load_case_file(
    session: Session,
    detainees: Sequence[UUID],
    contacts: Sequence[UUID] = (),
    *,
    to_leave: bool = False,
) -> AppealFile:
    """The same for an appeal that was not made: what would stand behind one for these cases.

    Who last petitioned for a person does so here; `contacts` are there even if no case
    knows them. `to_leave`: with `strangers`, for what leaves the house.
    """
    appeal = Appeal()
    made = _among(session, AppealPerson, AppealPerson.detainee_id, detainees)
    petitioners = {link.detainee_id: link.petitioner_id for link in made if link.petitioner_id}
    links = [
        AppealPerson(
            appeal_id=appeal.id, detainee_id=one, petitioner_id=petitioners.get(one), position=n
        )
        for n, one in enumerate(detainees)
    ]
    file = _behind(session, appeal, links, (), contacts)
    if not to_leave:
        return file
    return replace(file, strangers=strangers(session, file.detainees.keys() | file.contacts.keys()))


def _behind(
    session: Session,
    appeal: Appeal,
    links: Sequence[AppealPerson],
    signatories: Sequence[Signatory],
    others: Sequence[UUID] = (),
) -> AppealFile:
    """All that stands behind these persons and signatories."""
    of_appeal = _by_id(session, Detainee, [link.detainee_id for link in links])
    ids = list(of_appeal)
    kinships = _kinships(session, ids)
    kin = {k.detainee_id for k in kinships} | {k.of_detainee_id for k in kinships}
    detainees = of_appeal | _by_id(session, Detainee, kin - set(ids))
    events = _among(session, Event, Event.detainee_id, ids)
    excerpts, citations = _cited(session, ids, [e.id for e in events])
    sources = _by_id(session, Source, {e.source_id for e in excerpts.values()})
    contacts = _contacts(session, links, kinships, sources.values(), signatories)
    contacts |= _by_id(session, Contact, set(others) - contacts.keys())
    owners = [*detainees, *contacts]
    return AppealFile(
        appeal=appeal,
        persons=tuple(link for link in links if link.detainee_id in of_appeal),
        signatories=tuple(sorted(signatories, key=lambda s: (s.position, s.created_at, s.id))),
        detainees=detainees,
        contacts=contacts,
        names=_owned(session, NameForm, owners),
        identifiers=_owned(session, Identifier, owners),
        events=_grouped(events, "detainee_id"),
        kinships=tuple(kinships),
        consents=tuple(_consents(session, owners)),
        sources=sources,
        excerpts=excerpts,
        citations=tuple(citations),
        attachments=_attachments(session, of_appeal.values(), sources),
        steps=_steps(session, ids),
        policy=policy_in_force(session),
    )


def _among(
    session: Session, kind: type[R], column: InstrumentedAttribute[Any], wanted: Iterable[Any]
) -> list[R]:
    """Records whose column is one of `wanted`, in the order of their making."""
    ids = sorted({value for value in wanted if value is not None}, key=str)
    found: list[R] = []
    for start in range(0, len(ids), CHUNK):
        query = select(kind).where(column.in_(ids[start : start + CHUNK]))
        found += session.scalars(query.where(kind.deleted_at.is_(None)))
        give_way(session)
    found.sort(key=lambda r: (r.created_at, r.id))
    give_way(session)
    return found


def _by_id(session: Session, kind: type[R], wanted: Iterable[UUID | None]) -> dict[UUID, R]:
    return {r.id: r for r in _among(session, kind, kind.id, wanted)}


def _owned(
    session: Session, kind: type[NameForm] | type[Identifier], owners: Sequence[UUID]
) -> dict[UUID, tuple[Any, ...]]:
    """Names or numbers by their owner, detainee or contact."""
    grouped: dict[UUID, list[Any]] = defaultdict(list)
    for column in (kind.detainee_id, kind.contact_id):
        for record in _among(session, kind, column, owners):
            owner = record.detainee_id or record.contact_id
            if owner is not None:
                grouped[owner].append(record)
        give_way(session)
    return {owner: tuple(records) for owner, records in grouped.items()}


def _grouped(records: Iterable[R], owner: str) -> dict[UUID, tuple[R, ...]]:
    grouped: dict[UUID, list[R]] = defaultdict(list)
    for record in records:
        grouped[getattr(record, owner)].append(record)
    return {key: tuple(values) for key, values in grouped.items()}


def _kinships(session: Session, ids: Sequence[UUID]) -> list[Kinship]:
    found = {
        k.id: k
        for column in (Kinship.of_detainee_id, Kinship.detainee_id)
        for k in _among(session, Kinship, column, ids)
    }
    return sorted(found.values(), key=lambda k: (k.created_at, k.id))


def _contacts(
    session: Session,
    links: Iterable[AppealPerson],
    kinships: Iterable[Kinship],
    sources: Iterable[Source],
    signatories: Iterable[Signatory],
) -> dict[UUID, Contact]:
    wanted: set[UUID | None] = {link.petitioner_id for link in links}
    for kinship in kinships:
        wanted |= {kinship.contact_id, kinship.of_contact_id}
    wanted |= {source.testifier_id for source in sources}
    wanted |= {signatory.contact_id for signatory in signatories}
    return _by_id(session, Contact, wanted)


def _cited(
    session: Session, detainees: Sequence[UUID], events: Sequence[UUID]
) -> tuple[dict[UUID, Excerpt], list[Citation]]:
    """The excerpts behind these claims, and everything that those excerpts are cited for."""
    own = _among(session, Citation, Citation.detainee_id, detainees)
    own += _among(session, Citation, Citation.event_id, events)
    excerpts = _by_id(session, Excerpt, {c.excerpt_id for c in own})
    return excerpts, _among(session, Citation, Citation.excerpt_id, excerpts)


def _consents(session: Session, owners: Sequence[UUID]) -> list[Consent]:
    found = {
        c.id: c
        for column in (Consent.about_detainee_id, Consent.about_contact_id)
        for c in _among(session, Consent, column, owners)
    }
    return sorted(found.values(), key=lambda c: (c.serial, c.id))


def _attachments(
    session: Session, detainees: Iterable[Detainee], sources: Iterable[UUID]
) -> dict[UUID, Attachment]:
    """Photos of the persons and captured files of the sources; the records, not the bytes."""
    found = _by_id(session, Attachment, {d.photo_id for d in detainees})
    found |= {a.id: a for a in _among(session, Attachment, Attachment.source_id, sources)}
    return found


def _addressees(session: Session, appeal_id: UUID) -> tuple[tuple[AppealAddressee, Addressee], ...]:
    links = _among(session, AppealAddressee, AppealAddressee.appeal_id, [appeal_id])
    known = _by_id(session, Addressee, {link.addressee_id for link in links})
    pairs = [(link, known[link.addressee_id]) for link in links if link.addressee_id in known]
    return tuple(sorted(pairs, key=lambda pair: (pair[0].position, pair[1].serial)))


def _earlier(session: Session, appeal: Appeal) -> EarlierPaper | None:
    """The paper that an appeal is about; None if it names none, or what it names is trashed."""
    dispatch = _alive(session, Dispatch, appeal.about_dispatch_id)
    copy = _alive(session, Copy, dispatch.copy_id if dispatch else None)
    about = _alive(session, Appeal, copy.appeal_id if copy else None)
    addressee = _alive(session, Addressee, copy.addressee_id if copy else None)
    if dispatch is None or copy is None or about is None or addressee is None:
        return None
    replies = _among(session, Reply, Reply.dispatch_id, [dispatch.id])
    return EarlierPaper(
        appeal=about,
        addressee=addressee,
        copy=copy,
        dispatch=dispatch,
        reply=replies[-1] if replies else None,
    )


def _alive(session: Session, kind: type[R], record_id: UUID | None) -> R | None:
    record = session.get(kind, record_id) if record_id else None
    return record if record is not None and record.deleted_at is None else None


def _enclosed(
    session: Session, addressees: Iterable[tuple[AppealAddressee, Addressee]]
) -> dict[UUID, Attachment]:
    """The files of which paper copies travel to somebody; the records, not the bytes."""
    wanted: set[UUID | None] = set()
    for link, _addressee in addressees:
        for paper in link.enclosures:
            with suppress(ValueError):
                wanted.add(UUID(str(paper.get("attachment") or "")))
    return _by_id(session, Attachment, wanted)


def _steps(session: Session, detainees: Sequence[UUID]) -> dict[UUID, tuple[PastStep, ...]]:
    """By detainee: what became of earlier copies of all appeals that speak for the person."""
    links = _among(session, AppealPerson, AppealPerson.detainee_id, detainees)
    by_appeal: dict[UUID, list[UUID]] = defaultdict(list)
    for link in links:
        by_appeal[link.appeal_id].append(link.detainee_id)
    copies: dict[UUID, tuple[UUID, UUID]] = {}
    for appeal_id in by_appeal:
        query = select(Copy.id, Copy.addressee_id).where(
            Copy.appeal_id == appeal_id, Copy.deleted_at.is_(None), Copy.for_office.is_(False)
        )
        copies |= {row.id: (appeal_id, row.addressee_id) for row in session.execute(query)}
    dispatches = _among(session, Dispatch, Dispatch.copy_id, copies)
    replies = _grouped(
        _among(session, Reply, Reply.dispatch_id, [d.id for d in dispatches]), "dispatch_id"
    )
    known = _by_id(session, Addressee, {addressee for _, addressee in copies.values()})
    steps: dict[UUID, list[PastStep]] = defaultdict(list)
    for dispatch in dispatches:
        appeal_id, addressee_id = copies[dispatch.copy_id]
        if addressee_id not in known:
            continue
        answers: tuple[Reply | None, ...] = replies.get(dispatch.id, ()) or (None,)
        for detainee_id in by_appeal[appeal_id]:
            steps[detainee_id] += [
                PastStep(addressee=known[addressee_id], dispatch=dispatch, reply=reply)
                for reply in answers
            ]
    return {owner: tuple(found) for owner, found in steps.items()}
