"""Detainees, contacts, their names, numbers and kin."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    CaseKind,
    Certainty,
    ContactRole,
    IdentifierKind,
    NameKind,
    NameScript,
    Relation,
    RiskLevel,
    Sex,
    Tie,
)
from caseapp.store.records.types import Record, Worded, code, ref, uncertain_date

ONE_OWNER = "(detainee_id IS NULL) <> (contact_id IS NULL)"


class Detainee(Worded, Record, kw_only=True):
    """The subject of a case file: a named person, an unnamed person, or a group.

    `serial` is the short number that people type; 0 asks the store for the next free one.
    `least_size` and `greatest_size` count the people of a group (1 and 1 for a person).
    """

    __tablename__ = "detainee"
    __table_args__ = (UniqueConstraint("prefix", "serial"),)

    prefix: Mapped[str] = mapped_column(default="CF")
    serial: Mapped[int] = mapped_column(default=0)
    kind: Mapped[CaseKind] = code(CaseKind, default=CaseKind.PERSON)
    least_size: Mapped[int] = mapped_column(default=1)
    greatest_size: Mapped[int | None] = mapped_column(default=1)
    description: Mapped[str] = mapped_column(default="")
    sex: Mapped[Sex] = code(Sex, default=Sex.UNKNOWN)
    birth: Mapped[UncertainDate] = uncertain_date("birth", index=True)
    birth_place_code: Mapped[str] = mapped_column(default="")
    birth_place: Mapped[str] = mapped_column(default="")
    home_place_code: Mapped[str] = mapped_column(default="")
    home_place: Mapped[str] = mapped_column(default="")
    home_address: Mapped[str] = mapped_column(default="")
    ethnicity: Mapped[str] = mapped_column(default="")
    citizenships: Mapped[list[str]] = mapped_column(default_factory=list)
    tie: Mapped[Tie] = code(Tie, default=Tie.NONE_KNOWN)
    tie_note: Mapped[str] = mapped_column(default="")
    occupation: Mapped[str] = mapped_column(default="")
    education: Mapped[str] = mapped_column(default="")
    family_status: Mapped[str] = mapped_column(default="")
    dependants: Mapped[str] = mapped_column(default="")
    health: Mapped[str] = mapped_column(default="")
    family_steps: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    restricted_notes: Mapped[str] = mapped_column(default="")
    photo_id: Mapped[UUID | None] = mapped_column(ref("attachment.id"), default=None)
    tags: Mapped[list[str]] = mapped_column(default_factory=list)
    believed_deceased: Mapped[bool] = mapped_column(default=False)
    fictitious: Mapped[bool] = mapped_column(default=False)

    @property
    def case_number(self) -> str:
        """As printed and shown: prefix, hyphen, four digits or more."""
        return case_number(self.prefix, self.serial)


def case_number(prefix: str, serial: int) -> str:
    """The number of a case as people write it: CF-0007."""
    return f"{prefix}-{serial:04d}"


class Contact(Worded, Record, kw_only=True):
    """A relative, witness, lawyer, official or journalist."""

    __tablename__ = "contact"

    serial: Mapped[int] = mapped_column(default=0, unique=True)
    role: Mapped[ContactRole] = code(ContactRole, default=ContactRole.RELATIVE)
    sex: Mapped[Sex] = code(Sex, default=Sex.UNKNOWN)
    birth: Mapped[UncertainDate] = uncertain_date("birth")
    citizenship: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phones: Mapped[list[str]] = mapped_column(default_factory=list)
    messengers: Mapped[list[str]] = mapped_column(default_factory=list)
    email: Mapped[str] = mapped_column(default="")
    languages: Mapped[list[str]] = mapped_column(default_factory=list)
    preferred_way: Mapped[str] = mapped_column(default="")
    preferred_hours: Mapped[str] = mapped_column(default="")
    risk: Mapped[RiskLevel] = code(RiskLevel, default=RiskLevel.NOT_ASSESSED)
    risk_note: Mapped[str] = mapped_column(default="")
    do_not_contact: Mapped[bool] = mapped_column(default=False)
    restricted_notes: Mapped[str] = mapped_column(default="")
    fictitious: Mapped[bool] = mapped_column(default=False)


class NameForm(Record, kw_only=True):
    """One attested spelling of a name.

    `parts` is a list of {"role": NameRole code, "text": str} in the order of the text.
    """

    __tablename__ = "name_form"
    __table_args__ = (CheckConstraint(ONE_OWNER, name="one_owner"),)

    detainee_id: Mapped[UUID | None] = mapped_column(ref("detainee.id"), default=None, index=True)
    contact_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None, index=True)
    text: Mapped[str] = mapped_column()
    script: Mapped[NameScript] = code(NameScript)
    kind: Mapped[NameKind] = code(NameKind, default=NameKind.MAIN)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(default_factory=list)
    source_id: Mapped[UUID | None] = mapped_column(ref("source.id"), default=None)
    position: Mapped[int] = mapped_column(default=0)


class Identifier(Record, kw_only=True):
    """A document number. A wrong check digit is a warning, never a refusal."""

    __tablename__ = "identifier"
    __table_args__ = (CheckConstraint(ONE_OWNER, name="one_owner"),)

    detainee_id: Mapped[UUID | None] = mapped_column(ref("detainee.id"), default=None, index=True)
    contact_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None, index=True)
    kind: Mapped[IdentifierKind] = code(IdentifierKind)
    number: Mapped[str] = mapped_column(index=True)
    issuer: Mapped[str] = mapped_column(default="")
    issued: Mapped[UncertainDate] = uncertain_date("issued")
    expires: Mapped[UncertainDate] = uncertain_date("expires")


class Kinship(Worded, Record, kw_only=True):
    """A tie between two of: detainee, contact. The first is the `relation` of the second.

    A relative who has no file of his own (a child of six, a father who died) stands here
    by `name` and `birth` alone, with no record at the first end.
    """

    __tablename__ = "kinship"
    __table_args__ = (
        CheckConstraint(
            "(detainee_id IS NOT NULL) + (contact_id IS NOT NULL) <= 1", name="at_most_one_first"
        ),
        CheckConstraint("(of_detainee_id IS NULL) <> (of_contact_id IS NULL)", name="one_second"),
        Index("ix_kinship_first", "detainee_id", "contact_id"),
    )

    detainee_id: Mapped[UUID | None] = mapped_column(ref("detainee.id"), default=None)
    contact_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None)
    relation: Mapped[Relation] = code(Relation)
    of_detainee_id: Mapped[UUID | None] = mapped_column(
        ref("detainee.id"), default=None, index=True
    )
    of_contact_id: Mapped[UUID | None] = mapped_column(ref("contact.id"), default=None, index=True)
    certainty: Mapped[Certainty] = code(Certainty, default=Certainty.CERTAIN)
    name: Mapped[str] = mapped_column(default="")
    sex: Mapped[Sex] = code(Sex, default=Sex.UNKNOWN)
    birth: Mapped[UncertainDate] = uncertain_date("birth")
    died: Mapped[UncertainDate] = uncertain_date("died")
    place: Mapped[str] = mapped_column(default="")
    in_region: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
