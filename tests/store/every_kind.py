"""One record of every kind, all fields filled, and another value for every field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select

from caseapp.domain import vocabulary as v
from caseapp.domain.dates import UncertainDate
from caseapp.store import records as r
from caseapp.store.history import Action
from caseapp.store.records import KINDS, Record
from caseapp.store.records.types import Code, UtcDateTime
from caseapp.store.records.values import field_names, to_json
from caseapp.store.vault import Vault

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SPRING = UncertainDate("март-апрель 2017", "2017-03/2017-04", date(2017, 3, 1), date(2017, 4, 30))
AUTUMN = UncertainDate("2019 жылдың күзі", "2019-23", date(2019, 9, 1), date(2019, 11, 30))

FILE = b"%PDF- not really \0\xff" * 40

# Fields that a rule of the table ties to another one: what must be set with them.
TIED: dict[tuple[str, str], dict[str, Any]] = {
    ("name_form", "contact_id"): {"detainee_id": None},
    ("identifier", "contact_id"): {"detainee_id": None},
    ("kinship", "detainee_id"): {"contact_id": None},
    ("kinship", "of_contact_id"): {"of_detainee_id": None},
    ("citation", "detainee_id"): {"event_id": None},
}


def fill(vault: Vault) -> dict[str, Record]:
    """Save one record of every kind, by the name of its kind. Every optional field says something
    but those that a rule of the table forbids."""
    file = vault.attach(
        FILE, role=v.AttachmentRole.PHOTO, action=Action("Attach"), file_name="портрет.jpg",
        media_type="image/jpeg", origin="from the family", taken=SPRING,
        embedded_metadata={"Make": "Камера", "GPS": [43.9, 81.3]},
    )  # fmt: skip
    world = {**_people(file), "attachment": file}
    world |= _sources(world)
    world |= _work(world, len(vault.all(r.Policy)) + 1)
    vault.save(*world.values(), action=Action("Fill"))
    return world


def _people(file: r.Attachment) -> dict[str, Record]:
    detainee = r.Detainee(
        description="мужчина, учитель", birth=SPRING, birth_place="Құлжа", home_place="伊犁",
        citizenships=["CN"], tie=v.Tie.RETURNEE, tie_note="кандас с 2015", occupation="оқытушы",
        summary="Taken in spring", tags=["teachers", "2017"], photo_id=file.id, health="—",
        family_steps="Asked the police twice",
        home_address="Street 1", fictitious=True, wordings={"summary": {"ru": "Задержан весной"}},
    )  # fmt: skip
    contact = r.Contact(
        birth=AUTUMN, country="KZ", region="Алматы", address="ул. 1", phones=["+7 700 000 00 01"],
        messengers=["@nobody"], email="nobody@example.org", languages=["kk", "ru"], fictitious=True,
    )  # fmt: skip
    names = r.NameForm(
        detainee_id=detainee.id, text="Серікжан Үлгіұлы", script=v.NameScript.KK_CYRL,
        parts=[{"role": "given", "text": "Серікжан"}, {"role": "father", "text": "Үлгіұлы"}],
    )  # fmt: skip
    number = r.Identifier(
        detainee_id=detainee.id, kind=v.IdentifierKind.PASSPORT, number="N0000001",
        issued=SPRING, expires=AUTUMN, issuer="someone",
    )  # fmt: skip
    event = r.Event(
        detainee_id=detainee.id, kind=v.EventKind.TAKEN, when=SPRING, until=AUTUMN,
        place="Іле", facility="school", authority="police", reason_given="none",
        reason_believed="a call abroad", legal_basis="—", term_years=12, term_months=0,
        counsel="no", court="—", narrative="Was taken from home.",
    )  # fmt: skip
    kinship = r.Kinship(
        contact_id=contact.id, relation=v.Relation.SIBLING, of_detainee_id=detainee.id,
        birth=SPRING, died=AUTUMN, name="—", note="by the mother's side",
    )  # fmt: skip
    consent = r.Consent(
        giver_contact_id=contact.id, giver_detainee_id=detainee.id, about_contact_id=contact.id,
        about_detainee_id=detainee.id, audience=v.Audience.UNITED_NATIONS,
        answers={"photo": "allow"}, given=SPRING, evidence_id=file.id,
    )  # fmt: skip
    made = (detainee, contact, names, number, event, kinship, consent)
    return {record.__tablename__: record for record in made}


def _sources(world: dict[str, Record]) -> dict[str, Record]:
    file, event, contact = world["attachment"], world["event"], world["contact"]
    source = r.Source(
        kind=v.SourceKind.TESTIMONY, title="Testimony", author="a sister", dated=SPRING,
        testifier_id=contact.id, testimony_form=v.TestimonyForm.VIDEO, captured=AUTUMN,
        text="Весь текст свидетельства", url="https://example.org/1", fictitious=True,
    )  # fmt: skip
    excerpt = r.Excerpt(
        source_id=source.id, locator={"start": 3, "end": 17}, text="a passage",
        translations={"ru": "отрывок"}, place="page 1",
    )  # fmt: skip
    citation = r.Citation(excerpt_id=excerpt.id, event_id=event.id, note="clear")
    custody = r.CustodyEntry(attachment_id=file.id, deed="collected", at=NOON, by="the office")
    made = (source, excerpt, citation, custody)
    return {record.__tablename__: record for record in made}


def _work(world: dict[str, Record], number: int) -> dict[str, Record]:
    detainee, contact, file = world["detainee"], world["contact"], world["attachment"]
    addressee = r.Addressee(
        audience=v.Audience.HOST_STATE, texts={"body": {"en": "Ministry", "ru": "Министерство"}},
        address={"en": "1 Street"}, valid_from=SPRING, person="An official", parts=["letter"],
    )  # fmt: skip
    appeal = r.Appeal(
        title="Appeal for one", reference="2026/1", dated=SPRING, demands={"en": ["Answer us"]},
        organisation={"name": "Office"}, letters={"x": {"en": "text"}},
    )  # fmt: skip
    person = r.AppealPerson(
        appeal_id=appeal.id, detainee_id=detainee.id, petitioner_id=contact.id, position=1
    )
    to = r.AppealAddressee(
        appeal_id=appeal.id, addressee_id=addressee.id, language="ru", second_language="kk",
        letter="mfa", parts=["letter", "persons"], left_out={"photos": [detainee.id.hex]},
        enclosures=[{"title": "a certificate", "sheets": 2, "attachment": file.id.hex}],
    )  # fmt: skip
    signatory = r.Signatory(
        appeal_id=appeal.id, contact_id=contact.id, full_name="Жанар", iin="000000000000",
        addressee_ids=[addressee.id.hex], sheet=1, row=2, signed=AUTUMN,
    )  # fmt: skip
    appeal.contact_signatory_id = signatory.id
    copy = r.Copy(
        appeal_id=appeal.id, addressee_id=addressee.id, number=number, language="en",
        produced_at=NOON, frozen='{"a":"б"}', frozen_sha256="0" * 64, page_code="ABCD",
        withheld=[{"class": "photo"}], templates={"letter": 1}, images={"1" * 64: file.id.hex},
        pdf_id=file.id, overrides=[{"code": "photo", "reason": "the family asked"}],
    )  # fmt: skip
    dispatch = r.Dispatch(
        copy_id=copy.id, sent=SPRING, by="the office", due=date(2026, 4, 1),
        extended_to=date(2026, 5, 1), forwarded=[{"to": "a department"}], coupon="ЖТ-1",
        registered=SPRING, registered_time="14:35", receipt_id=file.id, extension_told=AUTUMN,
        extension_reason="other bodies are asked",
    )  # fmt: skip
    reply = r.Reply(
        dispatch_id=dispatch.id, sender="A clerk", dated=AUTUMN, text="No.",
        attachment_id=file.id, next_step_due=date(2026, 6, 1),
    )  # fmt: skip
    appeal.about_dispatch_id = dispatch.id
    claim = r.OfficialClaim(
        reply_id=reply.id, detainee_id=detainee.id, attribution=v.Attribution.NOT_ADDRESSED,
        status=v.Status.RELEASED, text="Has been released", wordings={"text": {"ru": "Освобождён"}},
    )  # fmt: skip
    sheet = r.SignatureSheet(
        appeal_id=appeal.id, addressee_id=addressee.id, number=1, signatures=8,
        collected_by="Жанар", collected=AUTUMN, attachment_id=file.id, note="—",
    )  # fmt: skip
    task = r.Task(
        title="Call", due=date(2026, 4, 2), detainee_id=detainee.id, contact_id=contact.id,
        appeal_id=appeal.id, unless_reply_to_id=dispatch.id,
    )  # fmt: skip
    policy = r.Policy(number=number, title="Cautious", rules={"press": {"photo": "consent"}})
    view = r.SavedView(name="Old", filters={"status": "held"}, columns=["name"], order=["name"])
    decision = r.MatchDecision(
        first_id=detainee.id, second_id=detainee.id, verdict=v.MatchVerdict.SAME, why="a trial"
    )
    made = (
        addressee, appeal, person, to, signatory, copy, dispatch, reply, claim, sheet, task, policy,
        view, decision, *_office(detainee, contact, number),
        *_exchange(detainee, world["source"], world["excerpt"], number),
    )  # fmt: skip
    return {record.__tablename__: record for record in made}


def _office(detainee: Record, contact: Record, number: int) -> tuple[Record, ...]:
    return (
        r.Intake(
            detainee_id=detainee.id, contact_id=contact.id, started_at=NOON, finished_at=NOON,
            taken_by="the office", note="in a hurry",
        ),
        r.ContactNote(
            contact_id=contact.id, detainee_id=detainee.id, at=SPRING, by="the office",
            text="Нет вестей",
        ),
        r.Office(texts={"name": {"kk": "Кеңсе"}}, staff=["А.", "Б."], phone="+7 700 000 00 02"),
        r.LetterTemplate(name="mfa", language="ru", number=number, title="Письмо", text="Прошу"),
        r.PlaceEntry(
            code=f"65402{number}", names={"kk": "Іле"}, within="654000", valid_from=SPRING,
            valid_to=AUTUMN, note="—",
        ),
        r.Term(vocabulary="occupation", words={"kk": "малшы", "ru": "животновод"}),
        r.CalendarDay(day=date(2026, 3, number), working=True, name="Moved"),
    )  # fmt: skip


def _exchange(detainee: Record, source: Record, excerpt: Record, number: int) -> tuple[Record, ...]:
    batch = r.ImportBatch(
        file_name="list.xlsx", file_sha256="2" * 64, mapping={"A": "name"}, rows=[{"row": 1}],
        action=1, list_name="a list", sheet="Тізім", source_id=source.id,
    )  # fmt: skip
    station = r.PartnerStation(
        name="Алматы", recipient="age1", verify_key=f"{number:064x}", confirmed_by="А.",
        confirmed_at=NOON, note="—",
    )  # fmt: skip
    packet = r.Packet(
        packet=r.new_id(), way=v.PacketWay.RECEIVED, sequence=number, station_id=station.id,
        stations=[station.id.hex], made_at=NOON, expires=date(2026, 9, 1), sha256="3" * 64,
        scope={"whole": True}, counts={"detainee": 1}, action=1,
    )  # fmt: skip
    return (
        batch, station, packet,
        r.ImportProfile(name="A list", headings=["Аты"], mapping={"Аты": "name"}),
        r.ImportedRow(
            batch_id=batch.id, detainee_id=detainee.id, excerpt_id=excerpt.id, list_name="a list",
            key=f"row {number}", row=number, cells={"Аты": "Жанар"},
        ),
        r.FieldConflict(
            kind="detainee", record_id=detainee.id, field="occupation", theirs={"value": "малшы"},
            packet_id=packet.id, changed_at=NOON, changed_by="Алматы",
            verdict=v.ConflictVerdict.THEIRS, decided_by="А.",
        ),
        r.Export(
            form="json", audience=v.Audience.PARTNERS, made_at=NOON, by="the office",
            file_name="cases.json", sha256="4" * 64, scope={"cases": 2}, counts={"detainee": 2},
            withheld={"photo": 1},
        ),
    )  # fmt: skip


def other_value(record: Record, field: str, others: dict[str, Record]) -> Any:
    """A value that the field does not have now; references point into `others`."""
    mapper = inspect(type(record))
    now = getattr(record, field)
    if isinstance(now, UncertainDate):
        return SPRING if now == AUTUMN else AUTUMN
    column = mapper.columns[field]
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return others[key.column.table.name].id
    if isinstance(column.type, Code):
        kinds: list[Enum] = [kind for kind in column.type.kind if kind is not now]
        return kinds[0]
    kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    return _other_plain_value(now, kind)


def _other_plain_value(now: Any, kind: type) -> Any:
    if kind is bool:
        return not now
    if kind is int:
        return (now or 0) + 1000
    if kind is str:
        return f"{now} ұзақ 改 'x\" \U0001f600"
    if kind is bytes:
        return bytes(reversed(now))
    if kind is datetime:
        return datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
    if kind is date:
        return date(2028, 2, 29)
    if kind is UUID:
        return r.new_id()
    if isinstance(now, list):
        return [*now, now[0] if now else "жаңа"]
    if now and all(isinstance(value, str) for value in now.values()):
        return {**now, "жаңа": "ы"}
    return {**now, "жаңа": {"x": [1, None, True, "ы"]}}


def content(vault: Vault) -> dict[tuple[str, UUID], dict[str, Any]]:
    """Everything that the records of a vault say, trashed ones too."""
    result = {}
    for name, kind in KINDS.items():
        records = vault.read(lambda session, k=kind: session.scalars(select(k)).all())
        for record in records:
            fields = {f: to_json(getattr(record, f)) for f in field_names(kind)}
            result[name, record.id] = fields | {"version": record.version}
    return result
