"""Two invented cases of one person, each with something of every kind that hangs on a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Audience,
    Bearing,
    ConsentAnswer,
    EventKind,
    IdentifierKind,
    InfoClass,
    NameScript,
    Relation,
    Sex,
    SourceKind,
)
from caseapp.store.history import Action
from caseapp.store.records import (
    KINDS,
    Appeal,
    AppealPerson,
    Citation,
    Consent,
    Contact,
    ContactNote,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Intake,
    Kinship,
    NameForm,
    Record,
    Source,
    Task,
)
from caseapp.store.records.values import field_names, to_json
from caseapp.store.vault import Vault

MADE = Action("Made for a test", undoable=False)
NUMBER = "000000199001010000"
SAID = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Twins:
    """Who is who: the two cases, the wife who told of the first, the cousin of the second."""

    left: UUID
    right: UUID
    wife: UUID
    cousin: UUID
    appeal: UUID
    source: UUID


def make_twins(vault: Vault) -> Twins:
    left = Detainee(
        fictitious=True, sex=Sex.MALE, birth=read_date("1979"), home_place="Tekes",
        home_place_code="654027", restricted_notes="Do not call after ten.", tags=["teachers"],
        wordings={"home_place": {"ru": "Текес"}},
    )  # fmt: skip
    right = Detainee(
        fictitious=True, sex=Sex.MALE, birth=read_date("5 March 1979"), home_place="Tekes",
        home_place_code="654027", occupation="herdsman", citizenships=["CN"], tags=["2017"],
        restricted_notes="Write to the cousin only.",
    )  # fmt: skip
    wife, cousin = Contact(fictitious=True, sex=Sex.FEMALE), Contact(fictitious=True)
    appeal, other = Appeal(title="For two"), Appeal(title="For one")
    source = Source(kind=SourceKind.ARTICLE, title="A report", text="He was taken in 2017.")
    records: list[Record] = [left, right, wife, cousin, appeal, other, source]
    records += _names(left.id, right.id, wife.id, cousin.id)
    records += [
        Identifier(detainee_id=right.id, kind=IdentifierKind.PRC_RESIDENT_ID, number=NUMBER),
        Kinship(contact_id=wife.id, of_detainee_id=left.id, relation=Relation.WIFE),
        Kinship(contact_id=wife.id, of_detainee_id=right.id, relation=Relation.WIFE),
        Kinship(contact_id=cousin.id, of_detainee_id=right.id,
                relation=Relation.OTHER_RELATIVE),
        AppealPerson(appeal_id=appeal.id, detainee_id=left.id, petitioner_id=wife.id),
        AppealPerson(appeal_id=appeal.id, detainee_id=right.id, petitioner_id=cousin.id),
        AppealPerson(appeal_id=other.id, detainee_id=right.id),
        Consent(giver_contact_id=wife.id, about_detainee_id=left.id, given=read_date("2026"),
                audience=Audience.UNITED_NATIONS, answers=_all(InfoClass.PHOTO)),
        Consent(giver_contact_id=cousin.id, about_detainee_id=right.id, given=read_date("2026"),
                audience=Audience.UNITED_NATIONS, answers=_all(InfoClass.HEALTH)),
        Intake(detainee_id=right.id, contact_id=cousin.id, started_at=SAID),
        ContactNote(contact_id=cousin.id, detainee_id=right.id, text="He called."),
        Task(title="Ask for a photo", detainee_id=right.id),
    ]  # fmt: skip
    records += _told(source.id, left.id, right.id)
    vault.save(*records, action=MADE)
    file = vault.attach(
        b"a picture", role=AttachmentRole.PHOTO, action=MADE, detainee_id=right.id,
        origin="from the cousin",
    )  # fmt: skip
    right = vault.get(Detainee, right.id)
    assert right is not None
    right.photo_id = file.id
    vault.save(right, action=MADE)
    return Twins(left.id, right.id, wife.id, cousin.id, appeal.id, source.id)


def _names(left: UUID, right: UUID, wife: UUID, cousin: UUID) -> list[Record]:
    kk, zh = NameScript.KK_CYRL, NameScript.ZH_HANS
    return [
        NameForm(detainee_id=left, text="Үлгі Сынақұлы", script=kk),
        NameForm(detainee_id=left, text="Ulgi Synaquly", script=NameScript.EN, position=1),
        NameForm(detainee_id=right, text="乌力格·斯纳克", script=zh),
        NameForm(detainee_id=right, text="Үлгі Сынақұлы", script=kk, position=1),
        NameForm(contact_id=wife, text="Айман Үлгібай", script=kk),
        NameForm(contact_id=cousin, text="Серік Сынақ", script=kk),
    ]


def _told(source: UUID, left: UUID, right: UUID) -> list[Record]:
    taken = Event(detainee_id=left, kind=EventKind.TAKEN, when=read_date("October 2017"))
    again = Event(detainee_id=right, kind=EventKind.TAKEN, when=read_date("September 2017"))
    said = [Excerpt(source_id=source, text=words) for words in ("in 2017", "born 1979", "Tekes")]
    return [
        taken, again, *said,
        Citation(excerpt_id=said[0].id, event_id=taken.id),
        Citation(excerpt_id=said[0].id, event_id=again.id, bearing=Bearing.CONTRADICTS),
        Citation(excerpt_id=said[1].id, detainee_id=left, field="birth"),
        Citation(excerpt_id=said[2].id, detainee_id=left, field="home_place"),
        Citation(excerpt_id=said[2].id, detainee_id=right, field="home_place"),
    ]  # fmt: skip


def _all(*withheld: InfoClass) -> dict[str, str]:
    allow, keep = ConsentAnswer.ALLOW.value, ConsentAnswer.WITHHOLD.value
    return {one.value: keep if one in withheld else allow for one in InfoClass}


def content(vault: Vault) -> dict[tuple[str, UUID], dict[str, Any]]:
    """Everything that the records of a vault say, trashed ones too, but for their versions."""
    found = {}
    for name, kind in KINDS.items():
        for record in vault.read(lambda session, k=kind: session.scalars(select(k)).all()):
            said = {one: to_json(getattr(record, one)) for one in field_names(kind)}
            said["deleted_at"] = record.deleted_at is not None
            found[name, record.id] = said
    return found


def alive(content: dict[tuple[str, UUID], dict[str, Any]]) -> dict[tuple[str, UUID], Any]:
    """The same without what lies in the trash."""
    return {key: said for key, said in content.items() if not said["deleted_at"]}
