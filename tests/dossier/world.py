"""A small invented world for the tests of the wall: three addressees, six cases, their people.

Records are made in memory; nothing here needs a vault. All persons are fictitious, their
phones, numbers and addresses impossible.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from PIL import Image

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Audience,
    Bearing,
    CaseKind,
    ConsentAnswer,
    Credibility,
    EventKind,
    FacilityKind,
    HowKnown,
    IdentifierKind,
    InfoClass,
    NameKind,
    NameScript,
    Relation,
    Reliability,
    RiskLevel,
    Sex,
    SourceKind,
    TestimonyForm,
    Tie,
)
from caseapp.store.casefile import AppealFile
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    Attachment,
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Record,
    Signatory,
    Source,
)

PRODUCED = datetime(2026, 6, 2, 9, 30, tzinfo=UTC)
TODAY = PRODUCED.date()
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
ALL = {c.value: ConsentAnswer.ALLOW.value for c in InfoClass}


def when(text: str) -> UncertainDate:
    return read_date(text) if text else UncertainDate.unknown()


@lru_cache(maxsize=1)
def photograph() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((300, 400)).convert("RGB").save(
        out, "JPEG", comment=b"secret"
    )
    return out.getvalue()


@dataclass
class World:
    """Records by their keys; `file` assembles them. Change any before assembling."""

    records: dict[str, Record] = field(default_factory=dict)
    count: int = 0

    def add(self, key: str, record: Any) -> Any:
        self.count += 1
        record.id = UUID(int=self.count)
        record.created_at = record.updated_at = EPOCH
        self.records[key] = record
        return record

    def of(self, kind: type) -> list[Any]:
        return [r for r in self.records.values() if isinstance(r, kind)]

    def __getitem__(self, key: str) -> Any:
        return self.records[key]

    def name(self, owner: str, text: str, script: NameScript, kind=NameKind.MAIN, **more) -> None:
        record = self[owner]
        about = "detainee_id" if isinstance(record, Detainee) else "contact_id"
        key = f"name-{owner}-{script.value}-{self.count}"
        self.add(key, NameForm(text=text, script=script, kind=kind, **{about: record.id}, **more))

    def consent(
        self, giver: str, case: str | None, audience: Audience, answers: dict, **more
    ) -> Consent:
        contact = self[giver].id
        return self.add(
            f"consent-{giver}-{case}-{audience.value}-{self.count}",
            Consent(
                serial=len(self.of(Consent)) + 201,
                giver_contact_id=contact,
                about_detainee_id=self[case].id if case else None,
                audience=audience,
                answers=answers,
                **({"given": when("1 February 2026"), "about_contact_id": contact} | more),
            ),
        )

    def cite(self, excerpt: str, *, event: str = "", case: str = "", name: str = "", against=False):
        self.add(
            f"cite-{self.count}",
            Citation(
                excerpt_id=self[excerpt].id,
                bearing=Bearing.CONTRADICTS if against else Bearing.SUPPORTS,
                event_id=self[event].id if event else None,
                detainee_id=self[case].id if case else None,
                field=name,
            ),
        )

    def file(self) -> AppealFile:
        def by_id(kind):
            return {r.id: r for r in self.of(kind)}

        def owned(kind, *columns):
            found: dict[UUID, list] = {}
            for record in self.of(kind):
                owner = next(getattr(record, c) for c in columns if getattr(record, c))
                found.setdefault(owner, []).append(record)
            return {k: tuple(v) for k, v in found.items()}

        pairs = [
            (link, next(a for a in self.of(Addressee) if a.id == link.addressee_id))
            for link in self.of(AppealAddressee)
        ]
        return AppealFile(
            appeal=self["appeal"],
            persons=tuple(self.of(AppealPerson)),
            addressees=tuple(pairs),
            signatories=tuple(self.of(Signatory)),
            detainees=by_id(Detainee),
            contacts=by_id(Contact),
            names=owned(NameForm, "detainee_id", "contact_id"),
            identifiers=owned(Identifier, "detainee_id", "contact_id"),
            events=owned(Event, "detainee_id"),
            kinships=tuple(self.of(Kinship)),
            consents=tuple(self.of(Consent)),
            sources=by_id(Source),
            excerpts=by_id(Excerpt),
            citations=tuple(self.of(Citation)),
            attachments=by_id(Attachment),
        )


def addressees(w: World) -> None:
    for key, audience, letter, name, short in (
        ("mfa", Audience.HOST_STATE, "mfa", "Ministry of Tests", "Ministry"),
        ("embassy", Audience.DETAINING_STATE, "embassy", "Embassy of Tests", "Embassy"),
        ("wgeid", Audience.UNITED_NATIONS, "wgeid", "Working Group of Tests", "Working Group"),
    ):
        body = w.add(
            key,
            Addressee(
                audience=audience,
                letter=letter,
                texts={
                    "body": {"en": name, "ru": f"{name} (ru)"},
                    "post": {"en": f"To the head of the {name}", "ru": f"Главе {name}"},
                    "short": {"en": short, "ru": short},
                    "salutation": {"en": "Dear Sir or Madam,", "ru": "Уважаемые дамы и господа!"},
                },
                address={"en": "1 Test Square\n010000 Astana", "ru": "пл. Пробная, 1"},
            ),
        )
        w.add(
            f"to-{key}",
            AppealAddressee(appeal_id=w["appeal"].id, addressee_id=body.id, language="en"),
        )


def person(w: World, key: str, names: dict[NameScript, str], **more: Any) -> Detainee:
    serial = len(w.of(Detainee)) + 1
    record = w.add(key, Detainee(serial=serial, fictitious=True, **more))
    for script, text in names.items():
        w.name(key, text, script)
    w.add(
        f"in-{key}", AppealPerson(appeal_id=w["appeal"].id, detainee_id=record.id, position=serial)
    )
    return record


def event(w: World, key: str, case: str, kind: EventKind, day: str, **more: Any) -> Event:
    return w.add(key, Event(detainee_id=w[case].id, kind=kind, when=when(day), **more))


def source(w: World, key: str, kind: SourceKind, title: str, **more: Any) -> Source:
    return w.add(
        key,
        Source(
            serial=len(w.of(Source)) + 1,
            kind=kind,
            title=title,
            **({"reliability": Reliability.B, "language": "ru"} | more),
        ),
    )


def excerpt(w: World, key: str, of: str, text: str, english: str = "", **more: Any) -> Excerpt:
    return w.add(
        key,
        Excerpt(
            source_id=w[of].id,
            text=text,
            language="ru",
            translations={"en": english} if english else {},
            **({"credibility": Credibility.PROBABLE} | more),
        ),
    )


def world() -> World:
    """See the comments: each case is there to show one rule."""
    w = World()
    w.add(
        "appeal",
        Appeal(
            serial=1,
            title="Trial appeal",
            reference="D-2026-001",
            dated=when("2 June 2026"),
            facts_as_of=when("31 May 2026"),
            organisation={
                "name": {"en": "Test Foundation", "ru": "Пробный фонд"},
                "address": {"en": "9 Office Road, Almaty", "ru": "Алматы, Офисная, 9"},
                "email": "office@example.org",
                "phone": "+7 700 999 00 01",
                "signatory": {"en": "D. Director", "ru": "Д. Директор"},
            },
        ),
    )
    addressees(w)
    asqar(w)
    without_consent(w)
    unnamed_and_group(w)
    relation_only(w)
    withdrawn(w)
    brother_in_the_region(w)
    signatories(w)
    return w


def asqar(w: World) -> None:
    """The full case: wife (consents to all but the embassy's photo), witness, letter, paper."""
    person(
        w,
        "asqar",
        {
            NameScript.KK_CYRL: "Асқар Үлгібай",
            NameScript.KK_ARAB: "اسقار ۇلگىباي",
            NameScript.ZH_HANS: "阿斯哈尔·玉勒格拜",
            NameScript.KK_LATN: "Asqar Ülgibai",
            NameScript.RU: "Аскар Улгибай",
        },
        sex=Sex.MALE,
        birth=when("12 May 1974"),
        home_place="Nilka county",
        home_address="Ülgi village, group 0, house 0",
        health="weight loss seen in March 2024",
        occupation="livestock trader",
        citizenships=["CN"],
        tie=Tie.RESIDENCE_PERMIT,
        tie_note="Residence permit. His wife and two children live in Almaty region.",
        restricted_notes="The letter came through a driver who must not be named.",
    )
    w.add(
        "asqar-id",
        Identifier(
            detainee_id=w["asqar"].id,
            kind=IdentifierKind.PRC_RESIDENT_ID,
            number="654028197405120004",
        ),
    )
    photo = w.add(
        "asqar-photo",
        Attachment(
            role=AttachmentRole.PHOTO,
            detainee_id=w["asqar"].id,
            key=b"\0" * 32,
            sha256="ab" * 32,
            size=1,
            origin="from his wife",
            taken=when("2015"),
            media_type="image/jpeg",
            file_name="Raushan camera 1.jpg",
        ),
    )
    w["asqar"].photo_id = photo.id
    w.add(
        "raushan",
        Contact(
            serial=1, sex=Sex.FEMALE, birth=when("14 March 1979"), region="Almaty",
            address="050000, Almaty, 12 Ülgi Street, flat 4", phones=["+7 700 000 04 17"],
            email="raushan@example.org", risk=RiskLevel.MODERATE, fictitious=True,
        ),
    )  # fmt: skip
    w.name("raushan", "Мысалова Раушан Тілекқызы", NameScript.KK_CYRL, NameKind.DOCUMENT)
    w.name("raushan", "Мысалова Раушан", NameScript.RU, NameKind.TRANSLITERATION)
    w.name("raushan", "Raushan Mysalova", NameScript.EN, NameKind.TRANSLITERATION)
    w.add(
        "raushan-iin",
        Identifier(contact_id=w["raushan"].id, kind=IdentifierKind.KZ_IIN, number="790314400006"),
    )
    w.add(
        "kin-raushan",
        Kinship(contact_id=w["raushan"].id, relation=Relation.WIFE, of_detainee_id=w["asqar"].id),
    )
    for key, relation, name, birth, region in (
        ("daughter", Relation.DAUGHTER, "Aqerke", "2018", False),
        ("father", Relation.FATHER, "Baimurat", "1944", True),
    ):
        w.add(
            f"kin-{key}",
            Kinship(
                relation=relation, name=name, birth=when(birth), in_region=region,
                of_detainee_id=w["asqar"].id, place="Nilka county" if region else "Almaty",
            ),
        )  # fmt: skip
    w["in-asqar"].petitioner_id = w["raushan"].id
    asqar_evidence(w)
    for audience in (Audience.HOST_STATE, Audience.UNITED_NATIONS):
        w.consent("raushan", "asqar", audience, ALL)
    w.consent(
        "raushan",
        "asqar",
        Audience.DETAINING_STATE,
        {
            "detainee_name": "allow", "detainee_identifiers": "allow", "testimony": "allow",
            "testifier_relation": "allow", "testifier_name": "withhold", "photo": "withhold",
        },
    )  # fmt: skip


def asqar_evidence(w: World) -> None:
    w.add("dulat", Contact(serial=2, sex=Sex.MALE, phones=["+7 700 000 05 21"], fictitious=True))
    w.name("dulat", "Дулат Сынақов", NameScript.KK_CYRL)
    w.name("dulat", "Dulat Synaqov", NameScript.EN)
    w.add(
        "kin-dulat",
        Kinship(contact_id=w["dulat"].id, relation=Relation.CELLMATE, of_detainee_id=w["asqar"].id),
    )
    w.consent(
        "dulat",
        "asqar",
        Audience.UNITED_NATIONS,
        {"testimony": "allow", "source_identity": "allow", "testifier_name": "withhold",
         "testifier_relation": "withhold"},
    )  # fmt: skip
    w.add("serik", Contact(serial=3, sex=Sex.MALE, risk=RiskLevel.HIGH, fictitious=True))
    w.name("serik", "Серік Үлгібай", NameScript.KK_CYRL)
    w.name("serik", "Serik Ülgibai", NameScript.EN)
    event(
        w, "asqar-taken", "asqar", EventKind.TAKEN, "between 10 and 28 February 2018",
        place="from the family house", authority="county police",
        reason_given="visited a sensitive country", reason_believed="family in Kazakhstan",
        narrative="Three men took him at night. His wife Raushan was told by Serik the next day.",
    )  # fmt: skip
    event(
        w, "asqar-sentenced", "asqar", EventKind.SENTENCED, "October 2018 - December 2018",
        term_years=11, term_months=6, narrative="He was sentenced behind closed doors.",
    )  # fmt: skip
    event(
        w, "asqar-seen", "asqar", EventKind.TRANSFERRED, "May 2019",
        facility="prison in Künes county", facility_kind=FacilityKind.PRISON,
        narrative="A former prisoner saw him in the workshop.",
    )  # fmt: skip
    event(
        w, "asqar-call", "asqar", EventKind.LAST_CONTACT, "14 March 2024",
        narrative="A video call of four minutes.",
    )  # fmt: skip
    source(
        w, "testimony", SourceKind.TESTIMONY, "Testimony of Raushan Mysalova",
        testifier_id=w["raushan"].id, testimony_form=TestimonyForm.VIDEO,
        how_known=HowKnown.TOLD_BY_RELATIVE, where_kept="box 4", dated=when("6 February 2019"),
    )  # fmt: skip
    source(
        w, "letter", SourceKind.LETTER, "Letter of Serik from the county",
        testifier_id=w["serik"].id, reliability=Reliability.C,
    )  # fmt: skip
    source(
        w, "interview", SourceKind.INTERVIEW, "Interview with a former prisoner",
        testifier_id=w["dulat"].id, reliability=Reliability.C,
    )  # fmt: skip
    source(w, "reply", SourceKind.OFFICIAL_DOCUMENT, "Reply of a county office",
           reliability=Reliability.D)  # fmt: skip
    excerpt(w, "night", "testimony", "Ночью пришли трое. Я, Раушан, узнала утром.",
            "Three men came at night. I, Raushan, learned of it in the morning.")  # fmt: skip
    excerpt(w, "call", "testimony", "Мы говорили по видео четыре минуты.", "We talked by video.")
    excerpt(w, "thin", "testimony", "Он сильно похудел.", "He has grown very thin.")
    excerpt(w, "years", "letter", "Одиннадцать лет и шесть месяцев.", "Eleven years, six months.",
            credibility=Credibility.POSSIBLE)  # fmt: skip
    excerpt(w, "workshop", "interview", "Я видел его в цехе.", "I saw him in the workshop.",
            credibility=Credibility.POSSIBLE)  # fmt: skip
    excerpt(w, "whole", "reply", "Добровольно обучался.", "He took part in training willingly.",
            credibility=Credibility.IMPROBABLE)  # fmt: skip
    w.cite("night", event="asqar-taken")
    w.cite("whole", event="asqar-taken", against=True)
    w.cite("years", event="asqar-sentenced")
    w.cite("workshop", event="asqar-seen")
    w.cite("call", event="asqar-call")
    w.cite("thin", case="asqar", name="health")


def without_consent(w: World) -> None:
    """No consent at all: stands nameless at the ministry, not at all at the embassy."""
    person(
        w,
        "murat",
        {NameScript.KK_CYRL: "Мұрат Сынақбай", NameScript.EN: "Murat Synaqbai"},
        sex=Sex.MALE,
        home_place="Emin county",
        health="diabetes since about 2012",
    )
    event(w, "murat-taken", "murat", EventKind.TAKEN, "2017", narrative="Taken from work.")


def unnamed_and_group(w: World) -> None:
    """From a published report: anyone may read it."""
    source(w, "report", SourceKind.ARTICLE, "Monthly report", published=True,
           publisher="Test Press", language="en", dated=when("11 September 2017"))  # fmt: skip
    excerpt(w, "twelve", "report", "Человек получил двенадцать лет.", "A man got twelve years.")
    excerpt(w, "twenty", "report", "Более двадцати студентов.", "More than twenty students.")
    person(w, "unnamed", {}, kind=CaseKind.UNNAMED, sex=Sex.MALE,
           description="a man sentenced to twelve years")  # fmt: skip
    event(w, "unnamed-sentenced", "unnamed", EventKind.SENTENCED, "before 12 September 2017",
          term_years=12, narrative="He was sentenced to twelve years.")  # fmt: skip
    w.cite("twelve", event="unnamed-sentenced")
    w.cite("twelve", case="unnamed", name="description")
    person(w, "group", {}, kind=CaseKind.GROUP, least_size=21, greatest_size=None)
    event(w, "group-taken", "group", EventKind.TAKEN, "before 12 September 2017",
          narrative="They were in custody.")  # fmt: skip
    w.cite("twenty", event="group-taken")


def relation_only(w: World) -> None:
    """The sister may be called a sister and nothing more."""
    person(
        w,
        "saule",
        {NameScript.KK_CYRL: "Сәуле Макетбай", NameScript.EN: "Saule Maketbai"},
        sex=Sex.FEMALE,
    )
    w.add("gulnar", Contact(serial=4, sex=Sex.FEMALE, phones=["+7 700 000 11 02"]))
    w.name("gulnar", "Гүлнар Макетова", NameScript.KK_CYRL)
    w.name("gulnar", "Gulnar Maketova", NameScript.EN)
    w.add(
        "kin-gulnar",
        Kinship(contact_id=w["gulnar"].id, relation=Relation.SISTER, of_detainee_id=w["saule"].id),
    )
    w["in-saule"].petitioner_id = w["gulnar"].id
    event(w, "saule-taken", "saule", EventKind.TAKEN, "March 2019",
          narrative="She was taken at the border.")  # fmt: skip
    source(w, "sister", SourceKind.TESTIMONY, "Statement of Gulnar Maketova",
           testifier_id=w["gulnar"].id)  # fmt: skip
    excerpt(w, "border", "sister", "Её забрали на границе.", "She was taken at the border.")
    w.cite("border", event="saule-taken")
    answers = {"detainee_name": "allow", "testimony": "allow", "testifier_relation": "allow",
               "testifier_name": "withhold"}  # fmt: skip
    for audience in (Audience.HOST_STATE, Audience.UNITED_NATIONS):
        w.consent("gulnar", "saule", audience, answers)


def withdrawn(w: World) -> None:
    """The brother took his consent for the ministry back."""
    person(
        w,
        "nurgul",
        {NameScript.KK_CYRL: "Нұргүл Елесхан", NameScript.EN: "Nurgul Elesqan"},
        sex=Sex.FEMALE,
    )
    w.add("erbol", Contact(serial=5, sex=Sex.MALE))
    w.name("erbol", "Ербол Елесханов", NameScript.KK_CYRL)
    w.add(
        "kin-erbol",
        Kinship(contact_id=w["erbol"].id, relation=Relation.BROTHER, of_detainee_id=w["nurgul"].id),
    )
    event(w, "nurgul-taken", "nurgul", EventKind.TAKEN, "2018", narrative="Taken from home.")
    w.consent("erbol", "nurgul", Audience.HOST_STATE, ALL, withdrawn=when("19 April 2026"))
    w.consent("erbol", "nurgul", Audience.UNITED_NATIONS, ALL)


def brother_in_the_region(w: World) -> None:
    """Kin who has a file of his own: Murat is the brother of Nurgul."""
    w.add(
        "kin-murat",
        Kinship(
            detainee_id=w["murat"].id, relation=Relation.BROTHER, of_detainee_id=w["nurgul"].id
        ),
    )


def signatories(w: World) -> None:
    appeal = w["appeal"]
    everyone = w.add(
        "sign-raushan",
        Signatory(
            appeal_id=appeal.id,
            contact_id=w["raushan"].id,
            addressee_ids=[w["mfa"].id.hex],
            position=1,
        ),
    )
    w.add(
        "sign-free",
        Signatory(
            appeal_id=appeal.id,
            full_name="Сайран Тестбаев",
            iin="800101300008",
            address="Almaty, 5 Trial Street",
            phone="+7 700 000 77 88",
            position=2,
        ),
    )
    appeal.contact_signatory_id = everyone.id


def read_image(attachment: Attachment) -> bytes:
    return photograph()
