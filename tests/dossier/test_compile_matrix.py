"""Every audience against every class of information, on finished copies with all their parts.

One invented case in which each class has words of its own. What the default policy and the
consents on record do not let through must be nowhere in the frozen copy: not in a text, a
bookmark, a title, a chart, a form, a poster or the name of a picture.
"""

from __future__ import annotations

from typing import Any

import pytest

from caseapp.domain.policy import Rule, default_policy
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Audience,
    EventKind,
    IdentifierKind,
    InfoClass,
    NameKind,
    NameScript,
    Relation,
    Sex,
    SourceKind,
)
from caseapp.dossier.compile import Compiled, compile_copy, compile_office_copy
from caseapp.dossier.frozen import freeze
from caseapp.dossier.parts import PartKind
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    Attachment,
    Contact,
    Identifier,
    Kinship,
)
from tests.dossier.world import (
    ALL,
    PRODUCED,
    World,
    event,
    excerpt,
    person,
    read_image,
    source,
    when,
)

MARKS: dict[InfoClass, tuple[str, ...]] = {
    InfoClass.DETAINEE_NAME: ("Асқар", "اسقار", "阿斯哈尔", "Asqar", "Аскар", "Qara Asqan"),
    InfoClass.DETAINEE_IDENTIFIERS: ("654028197405120004", "654028 19740512 0004", "N00000417"),
    InfoClass.EXACT_ADDRESS: ("Ülgi village", "house 417"),
    InfoClass.HEALTH: ("weight loss",),
    InfoClass.TESTIFIER_NAME: ("Мысалова", "Mysalova", "Raushan", "Раушан"),
    InfoClass.TESTIFIER_RELATION: ("wife",),
    InfoClass.TESTIFIER_CONTACT: ("000 04 17", "raushan@example", "flat 4"),
    InfoClass.TESTIFIER_IDENTIFIERS: ("790314400006",),
    InfoClass.TESTIMONY: ("Ночью пришли трое", "Three men came"),
    InfoClass.SOURCE_IDENTITY: ("Notebook of the driver", "shelf 417"),
    InfoClass.OTHER_RELATIVES: ("Baimurat",),
    InfoClass.CHILDREN: ("Aqerke",),
}
"""Words that stand for a class and for nothing else."""

ON_PAPER = set(InfoClass) - {
    InfoClass.PHOTO,
    InfoClass.TESTIFIER_CONTACT,
    InfoClass.TESTIFIER_IDENTIFIERS,
}
"""Classes whose words a page prints where they may be shown. A relative's own particulars stand
on signature sheets alone, and a photograph is no word."""

RULES = default_policy()
CELLS = [(audience, cls) for audience in Audience for cls in InfoClass]
OUTSIDE = [(audience, cls) for audience, cls in CELLS if audience is not Audience.OFFICE]


def one_case(audience: Audience, answers: dict[str, str], **consent: Any) -> World:
    """A case with something of every class, and one consent of the wife for the audience."""
    w = World()
    appeal = w.add("appeal", Appeal(serial=1, title="A", organisation={"name": "Test Foundation"}))
    to = w.add(
        "to",
        Addressee(audience=audience, letter="mfa", texts={"body": {"en": "Body of Tests"}}),
    )
    w.add(
        "link",
        AppealAddressee(
            appeal_id=appeal.id,
            addressee_id=to.id,
            language="en",
            parts=[kind.value for kind in PartKind],
            enclosures=[{"title": "a certificate of kinship", "sheets": 2, "attachment": ""}],
        ),
    )
    _the_detainee(w)
    _the_family(w)
    wife = w["wife"].id
    source(w, "words", SourceKind.TESTIMONY, "Testimony of Raushan", testifier_id=wife)
    source(w, "notes", SourceKind.OFFICIAL_DOCUMENT, "Notebook of the driver", testifier_id=wife,
           where_kept="shelf 417")  # fmt: skip
    excerpt(w, "night", "words", "Ночью пришли трое.", "Three men came at night.")
    excerpt(w, "line", "notes", "Одиннадцать лет.", "Eleven years.")
    event(w, "taken", "he", EventKind.TAKEN, "12 February 2018", authority="county police")
    event(w, "sentenced", "he", EventKind.SENTENCED, "October 2018", term_years=11)
    w.cite("night", event="taken")
    w.cite("line", event="sentenced")
    w.consent("wife", "he", audience, answers, **consent)
    return w


def _the_detainee(w: World) -> None:
    names = {
        NameScript.KK_CYRL: "Асқар Үлгібай",
        NameScript.KK_ARAB: "اسقار ۇلگىباي",
        NameScript.ZH_HANS: "阿斯哈尔·玉勒格拜",
        NameScript.KK_LATN: "Asqar Ülgibai",
        NameScript.RU: "Аскар Улгибай",
    }
    person(w, "he", names, sex=Sex.MALE, birth=when("12 May 1974"), home_place="Nilka county",
           home_address="Ülgi village, house 417", health="weight loss in March 2024")  # fmt: skip
    w.name("he", "Qara Asqan", NameScript.EN, NameKind.ALIAS)
    for kind, number in (
        (IdentifierKind.PRC_RESIDENT_ID, "654028197405120004"),
        (IdentifierKind.PASSPORT, "N00000417"),
    ):
        w.add(number, Identifier(detainee_id=w["he"].id, kind=kind, number=number))
    photo = w.add(
        "photo",
        Attachment(
            role=AttachmentRole.PHOTO, detainee_id=w["he"].id, key=b"\0" * 32, sha256="ab" * 32,
            size=1, origin="from the family", media_type="image/jpeg",
            file_name="Raushan camera 1.jpg",
        ),
    )  # fmt: skip
    w["he"].photo_id = photo.id


def _the_family(w: World) -> None:
    w.add(
        "wife",
        Contact(
            serial=1, sex=Sex.FEMALE, birth=when("14 March 1979"), region="Almaty",
            address="050000, Almaty, 12 Street, flat 4", phones=["+7 700 000 04 17"],
            email="raushan@example.org",
        ),
    )  # fmt: skip
    w.name("wife", "Мысалова Раушан", NameScript.KK_CYRL)
    w.name("wife", "Raushan Mysalova", NameScript.EN)
    w.add("iin", Identifier(contact_id=w["wife"].id, kind=IdentifierKind.KZ_IIN,
                            number="790314400006"))  # fmt: skip
    he = w["he"].id
    w.add("kin", Kinship(contact_id=w["wife"].id, relation=Relation.WIFE, of_detainee_id=he))
    w.add("child", Kinship(relation=Relation.DAUGHTER, name="Aqerke", birth=when("2018"),
                           of_detainee_id=he))  # fmt: skip
    w.add("father", Kinship(relation=Relation.FATHER, name="Baimurat", in_region=True,
                            of_detainee_id=he))  # fmt: skip
    w["in-he"].petitioner_id = w["wife"].id


def made(w: World) -> Compiled:
    how: dict[str, Any] = {
        "language": "en",
        "copy_number": 2,
        "produced_at": PRODUCED,
        "read_image": read_image,
    }
    if w["to"].audience is Audience.OFFICE:
        return compile_office_copy(w.file(), (), **how)
    return compile_copy(w.file(), w["to"].id, **how)


def told(copy: Compiled, cls: InfoClass) -> bool:
    """Does a copy tell anything of a class?"""
    if cls is InfoClass.PHOTO:
        return bool(copy.images)
    text = freeze(copy.dossier)
    return any(mark in text for mark in MARKS[cls])


@pytest.mark.parametrize(("audience", "cls"), OUTSIDE)
class TestEveryCell:
    def test_what_nobody_was_asked_for_is_nowhere(self, audience, cls) -> None:
        answers = {name: answer for name, answer in ALL.items() if name != cls.value}
        if not told(made(one_case(audience, answers)), cls):
            return
        assert RULES.rule(audience, cls) is Rule.ALLOW

    def test_what_was_refused_is_nowhere(self, audience, cls) -> None:
        assert not told(made(one_case(audience, ALL | {cls.value: "withhold"})), cls)

    def test_what_is_never_shown_is_nowhere_though_everybody_allows_it(self, audience, cls) -> None:
        shown = told(made(one_case(audience, ALL)), cls)
        if RULES.rule(audience, cls) is Rule.NEVER:
            assert not shown
        elif cls in ON_PAPER or cls is InfoClass.PHOTO:
            assert shown


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.OFFICE])
@pytest.mark.parametrize(
    "ended",
    [{"withdrawn": when("1 June 2026")}, {"until": when("1 June 2026")}, {"given": when("")}],
)
def test_a_consent_that_is_not_in_force_opens_no_class(audience, ended) -> None:
    copy = made(one_case(audience, ALL, **ended))
    for cls in InfoClass:
        if RULES.rule(audience, cls) is not Rule.ALLOW:
            assert not told(copy, cls), cls


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.OFFICE])
def test_what_the_office_leaves_out_of_a_copy_is_nowhere_in_it(audience) -> None:
    w = one_case(audience, ALL)
    w["link"].left_out = {"photos": [w["he"].id.hex]}
    copy = made(w)
    assert not copy.images
    assert told(copy, InfoClass.DETAINEE_NAME)
    w["link"].left_out = {"persons": [w["he"].id.hex]}
    copy = made(w)
    assert not [cls for cls in InfoClass if told(copy, cls)]


def test_the_offices_copy_holds_everything() -> None:
    copy = made(one_case(Audience.OFFICE, {}))
    assert not [cls for cls in (*ON_PAPER, InfoClass.PHOTO) if not told(copy, cls)]
