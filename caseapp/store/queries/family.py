"""Everybody who is tied to one person by records of kinship, however many steps away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseapp.domain.dates import UncertainDate
from caseapp.domain.status import derive_status
from caseapp.domain.vocabulary import Certainty, Relation, RiskLevel, Sex, Status
from caseapp.store.queries.by_index import has_contact
from caseapp.store.queries.cases import status_event
from caseapp.store.records import Contact, Detainee, Event, Kinship, NameForm
from caseapp.store.saving import chunks

MOST = 120
"""People that one drawing holds; a whole village stands in a list."""

PersonKey = tuple[Literal["detainee", "contact", "kinship"], UUID]
"""Where a person stands: a file of one's own, or a record of kinship alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPerson:
    """One person of a family, with what tells him or her from a namesake."""

    key: PersonKey
    name: str
    birth: UncertainDate
    sex: Sex
    place: str = ""
    case_number: str = ""
    status: Status | None = None
    risk: RiskLevel = RiskLevel.NOT_ASSESSED
    died: UncertainDate | None = None


@dataclass(frozen=True, slots=True)
class FamilyTie:
    """The first is the `relation` of the second."""

    first: PersonKey
    relation: Relation
    second: PersonKey
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Family:
    """People in the order in which they were reached from the first, and their ties.

    `more`: somebody was left out, because a drawing holds `MOST` people.
    """

    people: tuple[FamilyPerson, ...]
    ties: tuple[FamilyTie, ...]
    more: bool = False


def load_family(session: Session, root: PersonKey) -> Family | None:
    """The family around a detainee or a contact; None if there is no such person.

    Nobody is reached through a witness, lawyer or neighbour: that is another family.
    """
    if root[1] not in _alive(session, root[0], [root[1]]):
        return None
    reached: dict[PersonKey, Kinship | None] = {root: None}
    ties: dict[UUID, FamilyTie] = {}
    frontier, more = [root], False
    while frontier and not more:
        following: list[PersonKey] = []
        for record in _around(session, frontier):
            tie = _tie(record)
            ties[record.id] = tie
            for key in (tie.first, tie.second):
                if key in reached:
                    continue
                if len(reached) >= MOST:
                    more = True
                    continue
                reached[key] = record
                if key[0] != "kinship" and tie.relation not in NO_KIN:
                    following.append(key)
        frontier = following
    return _family(session, reached, ties.values(), more=more)


NO_KIN = frozenset(
    {Relation.CELLMATE, Relation.NEIGHBOUR, Relation.COLLEAGUE, Relation.FRIEND, Relation.LAWYER,
     Relation.OTHER}
)  # fmt: skip
"""Ties that make nobody a relative."""


def _tie(record: Kinship) -> FamilyTie:
    first: PersonKey = ("kinship", record.id)
    if record.detainee_id is not None:
        first = ("detainee", record.detainee_id)
    elif record.contact_id is not None:
        first = ("contact", record.contact_id)
    if record.of_detainee_id is not None:
        return FamilyTie(first, record.relation, ("detainee", record.of_detainee_id),
                         record.certainty)  # fmt: skip
    assert record.of_contact_id is not None
    return FamilyTie(first, record.relation, ("contact", record.of_contact_id), record.certainty)


def _around(session: Session, frontier: Iterable[PersonKey]) -> list[Kinship]:
    """The records of kinship at which one of these people stands, in the order of entry."""
    found: dict[UUID, Kinship] = {}
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for key in frontier:
        by_kind[key[0]].append(key[1])
    for kind, ids in by_kind.items():
        for part in chunks(ids):
            tied = (
                or_(Kinship.detainee_id.in_(part), Kinship.of_detainee_id.in_(part))
                if kind == "detainee"
                else has_contact(part)
            )
            query = select(Kinship).where(Kinship.deleted_at.is_(None), tied)
            found.update({record.id: record for record in session.scalars(query)})
    return sorted(found.values(), key=lambda record: (record.created_at, record.id))


def _alive(session: Session, kind: str, ids: Iterable[UUID]) -> dict[UUID, Detainee | Contact]:
    """The records of these people that are not in the trash."""
    result: dict[UUID, Detainee | Contact] = {}
    for part in chunks(ids):
        if kind == "detainee":
            cases = select(Detainee).where(Detainee.id.in_(part), Detainee.deleted_at.is_(None))
            result.update({record.id: record for record in session.scalars(cases)})
        else:
            others = select(Contact).where(Contact.id.in_(part), Contact.deleted_at.is_(None))
            result.update({record.id: record for record in session.scalars(others)})
    return result


def _family(
    session: Session, reached: dict[PersonKey, Kinship | None], ties: Iterable[FamilyTie], *,
    more: bool,
) -> Family:  # fmt: skip
    detainee_ids = [key[1] for key in reached if key[0] == "detainee"]
    contact_ids = [key[1] for key in reached if key[0] == "contact"]
    records = _alive(session, "detainee", detainee_ids) | _alive(session, "contact", contact_ids)
    names = _names(session, NameForm.detainee_id, detainee_ids)
    names |= _names(session, NameForm.contact_id, contact_ids)
    statuses = _statuses(session, detainee_ids)
    people = []
    for key, through in reached.items():
        record = records.get(key[1])
        if key[0] == "kinship" and through is not None:
            people.append(_alone(key, through))
        elif isinstance(record, Detainee):
            people.append(
                FamilyPerson(
                    key=key, name=names.get(record.id) or record.description, birth=record.birth,
                    sex=record.sex, place=record.home_place, case_number=record.case_number,
                    status=statuses.get(record.id, Status.UNKNOWN),
                )
            )  # fmt: skip
        elif isinstance(record, Contact):
            people.append(
                FamilyPerson(
                    key=key, name=names.get(record.id, ""), birth=record.birth, sex=record.sex,
                    place=record.region, risk=record.risk,
                )
            )  # fmt: skip
    known = {person.key for person in people}
    drawn = tuple(tie for tie in ties if tie.first in known and tie.second in known)
    return Family(tuple(people), drawn, more)


def _alone(key: PersonKey, record: Kinship) -> FamilyPerson:
    return FamilyPerson(
        key=key, name=record.name, birth=record.birth, sex=record.sex, place=record.place,
        died=None if record.died.is_unknown else record.died,
    )  # fmt: skip


def _names(session: Session, owner: object, ids: list[UUID]) -> dict[UUID, str]:
    """The first spelling of each person."""
    found: dict[UUID, str] = {}
    for part in chunks(ids):
        query = (
            select(owner, NameForm.text)  # type: ignore[call-overload]
            .where(owner.in_(part), NameForm.deleted_at.is_(None))  # type: ignore[attr-defined]
            .order_by(NameForm.position, NameForm.created_at)
        )
        for person_id, text in session.execute(query):
            found.setdefault(person_id, text)
    return found


def _statuses(session: Session, ids: list[UUID]) -> dict[UUID, Status]:
    events: dict[UUID, list[Event]] = defaultdict(list)
    for part in chunks(ids):
        query = select(Event).where(Event.detainee_id.in_(part), Event.deleted_at.is_(None))
        for event in session.scalars(query):
            events[event.detainee_id].append(event)
    return {key: derive_status([status_event(e) for e in found]).status
            for key, found in events.items()}  # fmt: skip
