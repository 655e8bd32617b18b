"""Ways in which a copy could tell what its addressee must not know, each tried on the world.

Every test sets a trap that a hurried office falls into: somebody left out of one copy, a consent
for one case and a refusal for another, a text that names a third person. All are fictitious.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from caseapp.disclosure.left_out import LeftOut
from caseapp.disclosure.text import text_of
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Audience,
    EventKind,
    IdentifierKind,
    NameScript,
    Relation,
    SourceKind,
)
from caseapp.dossier.compile import Compiled, compile_copy
from caseapp.dossier.document import CaseSheet, CaseSheets, Enclosures, Forms, Letter, Posters
from caseapp.dossier.document import SignatureSheets as Signatures
from caseapp.dossier.frozen import freeze
from caseapp.dossier.letters import shipped_wording
from caseapp.store.casefile import PastStep, load_appeal_file
from caseapp.store.history import Action
from caseapp.store.queries.strangers import Strangers
from caseapp.store.records import (
    Addressee,
    AppealAddressee,
    Attachment,
    Contact,
    Detainee,
    Dispatch,
    Identifier,
    Kinship,
    Reply,
    Signatory,
)
from caseapp.store.vault import Vault
from tests.conftest import CHEAP, PASSPHRASE
from tests.dossier.world import (
    ALL,
    PRODUCED,
    World,
    event,
    read_image,
    source,
    when,
    world,
)

ASQAR, MURAT, _UNNAMED, _GROUP, SAULE, NURGUL = range(1, 7)


@pytest.fixture
def w() -> World:
    return world()


def compiled(w: World, addressee: str = "mfa", language: str = "en") -> Compiled:
    return compile_copy(
        w.file(),
        w[addressee].id,
        language=language,
        copy_number=2,
        produced_at=PRODUCED,
        read_image=read_image,
    )


def told(w: World, addressee: str = "mfa") -> str:
    return freeze(compiled(w, addressee).dossier)


def part(copy: Compiled, kind: type) -> Any:
    return next((p for p in copy.dossier.parts if isinstance(p, kind)), None)


def sheet(copy: Compiled, number: int) -> CaseSheet:
    sheets = part(copy, CaseSheets).sheets
    return next(s for s in sheets if s.case_number == f"CF-{number:04d}")


def leave_out(w: World, addressee: str, *cases: str, photos: tuple[str, ...] = ()) -> None:
    chosen = LeftOut(
        frozenset(w[case].id for case in cases), frozenset(w[case].id for case in photos)
    )
    w[f"to-{addressee}"].left_out = chosen.kept()


def add_body(w: World, key: str, audience: Audience, *parts: str, letter: str = "press") -> None:
    body = w.add(
        key, Addressee(audience=audience, letter=letter, texts={"body": {"en": "Body of Tests"}})
    )
    w.add(
        f"to-{key}",
        AppealAddressee(
            appeal_id=w["appeal"].id, addressee_id=body.id, language="en", parts=list(parts)
        ),
    )


def brother_of_murat(w: World) -> None:
    erbol, murat = w["erbol"].id, w["murat"].id
    w.add("kin-erbol-murat",
          Kinship(contact_id=erbol, relation=Relation.BROTHER, of_detainee_id=murat))  # fmt: skip


# -- whom the office leaves out of one copy -------------------------------------------------------
def test_who_is_left_out_is_not_named_among_the_family_of_others(w: World) -> None:
    for case in ("nurgul", "murat"):
        w.consent("erbol", case, Audience.UNITED_NATIONS, ALL)
    brother_of_murat(w)
    assert "Murat Synaqbai" in str(sheet(compiled(w, "wgeid"), NURGUL).family)
    leave_out(w, "wgeid", "murat")
    assert "Synaqbai" not in told(w, "wgeid")


def test_the_numbers_of_who_is_left_out_stand_in_no_text_of_others(w: World) -> None:
    w["murat"].home_address = "7 Long Lane, Emin"
    w.add("murat-id", Identifier(detainee_id=w["murat"].id, number="654221197001010013",
                                 kind=IdentifierKind.PRC_RESIDENT_ID))  # fmt: skip
    w.consent("erbol", "murat", Audience.HOST_STATE, ALL)
    brother_of_murat(w)
    w["asqar-taken"].narrative = "With 6542 2119 7001 0100 13 of 7 Long Lane, Emin; diabetes."
    assert "7001 0100" in told(w)
    leave_out(w, "mfa", "murat")
    assert "7001 0100" not in told(w)
    assert "Long Lane" not in told(w)


def test_the_numbers_of_one_who_may_not_be_named_stand_in_no_text(w: World) -> None:
    """The family allowed the number and not the name: the number would tell the name."""
    w["murat"].home_address = "7 Long Lane, Emin"
    w.add("murat-id", Identifier(detainee_id=w["murat"].id, number="654221197001010013",
                                 kind=IdentifierKind.PRC_RESIDENT_ID))  # fmt: skip
    brother_of_murat(w)
    w.consent("erbol", "murat", Audience.HOST_STATE,
              {"detainee_identifiers": "allow", "exact_address": "allow"})  # fmt: skip
    w["asqar-taken"].narrative = "With 6542 2119 7001 0100 13 of 7 Long Lane, Emin."
    assert "7001 0100" not in told(w)
    assert "Long Lane" not in told(w)


# -- one source, two cases ------------------------------------------------------------------------
def test_a_passage_on_two_cases_names_whom_both_allow_to_be_named(w: World) -> None:
    w.consent("raushan", "nurgul", Audience.HOST_STATE,
              {"testimony": "allow", "source_identity": "allow", "testifier_name": "withhold",
               "testifier_relation": "allow"})  # fmt: skip
    w.consent("erbol", "nurgul", Audience.HOST_STATE, ALL)
    event(w, "nurgul-night", "nurgul", EventKind.TAKEN, "2018", narrative="Taken at night.")
    w["night"].translations = {"en": "I, Raushan, saw how they took Nurgul."}
    w.cite("night", event="nurgul-night")
    copy = compiled(w)
    assert "I, Raushan" not in freeze(copy.dossier)
    assert "I, [name withheld], saw" in freeze(copy.dossier)


def test_an_address_on_the_net_tells_no_name_in_its_coding(w: World) -> None:
    w["interview"].url = "https://example.net/v/%D0%94%D1%83%D0%BB%D0%B0%D1%82"
    assert "example.net" not in told(w, "wgeid")
    w["interview"].url = "https://example.net/interview-with-dulat/"
    assert "with-dulat" not in told(w, "wgeid")
    w["interview"].url = "https://example.net/v/417"
    assert "https://example.net/v/417" in told(w, "wgeid")


# -- signatures and letters -----------------------------------------------------------------------
@pytest.mark.parametrize("audience", [Audience.PRESS, Audience.PUBLIC])
def test_nobody_signs_for_the_press_or_the_public_who_did_not_say_so(
    w: World, audience: Audience
) -> None:
    add_body(w, "paper", audience, "letter", "persons", "signatures", "verification")
    text = told(w, "paper")
    for secret in ("Сайран Тестбаев", "800101300008", "5 Trial Street", "000 77 88"):
        assert secret not in text
    w["sign-free"].addressee_ids = [w["paper"].id.hex]
    assert "Сайран Тестбаев" in told(w, "paper")


def test_who_refused_the_name_stands_on_no_sheet_that_was_not_signed_for_that_addressee(
    w: World,
) -> None:
    w.add("sign-gulnar", Signatory(appeal_id=w["appeal"].id, contact_id=w["gulnar"].id,
                                   iin="900101400012", position=3))  # fmt: skip
    copy = compiled(w)
    assert "Maketova" not in freeze(copy.dossier)
    assert "Макетова" not in freeze(copy.dossier)
    assert "900101400012" not in freeze(copy.dossier)
    assert len(part(copy, Signatures).rows) == 2
    w["sign-gulnar"].addressee_ids = [w["mfa"].id.hex]
    assert "Maketova" in str(part(compiled(w), Signatures).rows)


def test_the_relation_of_an_applicant_who_refused_the_name_is_not_told_beside_it(w: World) -> None:
    for key in ("in-asqar", "in-murat", "in-unnamed", "in-group", "in-nurgul",
                "sign-raushan", "sign-free"):  # fmt: skip
        w.records.pop(key)
    w["appeal"].contact_signatory_id = None
    w.add("sign-gulnar", Signatory(appeal_id=w["appeal"].id, contact_id=w["gulnar"].id,
                                   addressee_ids=[w["mfa"].id.hex]))  # fmt: skip
    w["to-mfa"].letter = "mfa_single"
    copy = compiled(w)
    assert copy.letter_values["contact_name"] == "Gulnar Maketova"
    assert copy.letter_values["relation_to_applicant"] == ""


def test_a_letter_that_was_edited_for_one_appeal_is_searched_like_any_text(w: World) -> None:
    text = shipped_wording("mfa", "en").text
    told_by_hand = text.replace(
        "[body]", "[body]\nMurat was seen by **Serik Ülgibai**, tel. 8 700 000 05 21."
    ).replace("[subject]", "[subject]\nFor Murat.", 1)
    w["appeal"].letters = {"mfa.en": {"text": told_by_hand, "from": 1}}
    copy = compiled(w)
    for secret in ("Murat", "Serik", "05 21"):
        assert secret not in freeze(copy.dossier)
    assert {"Murat", "Serik Ülgibai"} <= {i.what for i in copy.withheld if i.kind == "mention"}


def test_where_nothing_is_signed_those_who_sign_are_looked_for_like_all_others(w: World) -> None:
    assert "Сайран Тестбаев" in compiled(w).shown
    w["to-mfa"].parts = ["persons", "sheets", "verification"]
    copy = compiled(w)
    assert "Сайран Тестбаев" not in copy.shown
    assert "Сайран Тестбаев" in {secret.text for secret in copy.secrets}


def test_a_letter_may_name_whom_the_copy_names(w: World) -> None:
    text = shipped_wording("mfa", "en").text.replace(
        "[body]", "[body]\nAsqar Ülgibai is the husband of Раушан Мысалова."
    )
    w["appeal"].letters = {"mfa.en": {"text": text, "from": 1}}
    body = " ".join(text_of(p) for p in part(compiled(w), Letter).body)
    assert "Asqar Ülgibai is the husband of Раушан Мысалова." in body


# -- family ---------------------------------------------------------------------------------------
def test_the_words_on_one_relative_do_not_name_another(w: World) -> None:
    w["kin-father"].name = "Baimurat, who lives with Serik Ülgibai"
    text = told(w)
    assert "Baimurat" in text
    assert "Serik" not in text


def test_words_instead_of_a_name_do_not_name_anybody(w: World) -> None:
    w["kin-father"].name = "parents of Serik Ülgibai"
    assert "Serik" not in told(w)


# -- posters --------------------------------------------------------------------------------------
def test_a_poster_of_one_of_whom_nothing_is_told_does_not_say_that_the_family_spoke(
    w: World,
) -> None:
    add_body(w, "paper", Audience.PUBLIC, "posters")
    for key, record in list(w.records.items()):
        if key.startswith("name-murat"):
            record.source_id = w["report"].id
    posters = part(compiled(w, "paper"), Posters)
    assert posters is not None
    murat = next(p for p in posters.posters if p.anchor.endswith("0002"))
    assert "family" not in str(murat.foot)
    assert murat.foot[0].startswith("CF-0002")


# -- what the family did, and for whom it spoke ------------------------------------------------
@pytest.mark.parametrize("audience", [Audience.DETAINING_STATE, Audience.PRESS, Audience.PUBLIC])
def test_what_the_family_did_is_not_told_where_harm_can_come_from(
    w: World, audience: Audience
) -> None:
    w["asqar"].family_steps = "His wife spoke before a committee in Geneva."
    w.consent("raushan", "asqar", audience, ALL)
    add_body(w, "body", audience, "sheets", "wgeid")
    assert "Geneva" not in told(w, "body")
    assert "Geneva" in told(w, "wgeid")


def test_what_the_family_did_is_not_told_if_a_relation_is_refused(w: World) -> None:
    w["asqar"].family_steps = "His wife spoke before a committee in Geneva."
    w.consent("raushan", "asqar", Audience.HOST_STATE, {"testifier_relation": "withhold"})
    assert "Geneva" not in told(w)


def test_a_form_does_not_tell_the_detaining_state_to_whom_else_the_family_spoke(w: World) -> None:
    def ticked(copy: Compiled) -> list[str]:
        forms = part(copy, Forms).forms
        rows = [row for form in forms for section in form.sections for row in section.rows]
        return [box.label for row in rows for box in row.boxes if box.ticked]

    w["to-wgeid"].parts = w["to-embassy"].parts = ["tracing"]
    assert any("Kazakhstan" in label for label in ticked(compiled(w, "wgeid")))
    assert not any("Kazakhstan" in label for label in ticked(compiled(w, "embassy")))


def test_what_the_family_of_one_who_is_not_named_did_is_not_told(w: World) -> None:
    w["murat"].family_steps = "His mother asked in Geneva."
    w.consent("raushan", "murat", Audience.UNITED_NATIONS, {"testimony": "allow"},
              about_contact_id=None)  # fmt: skip
    w["in-murat"].petitioner_id = w["raushan"].id
    assert "Geneva" not in told(w, "wgeid")


def test_the_number_of_an_answer_does_not_tell_who_is_not_named(w: World) -> None:
    """The name was allowed when the ministry was asked first, and is not any more."""
    reply = Reply(dispatch_id=w["appeal"].id, number="3-12/4417", dated=when("12 September 2023"),
                  text="No grounds.")  # fmt: skip
    way = Dispatch(copy_id=w["appeal"].id, sent=when("1 July 2023"))
    step = PastStep(addressee=w["mfa"], dispatch=way, reply=reply)
    both = {w["asqar"].id: (step,), w["murat"].id: (step,)}
    copy = compile_copy(
        replace(w.file(), steps=both), w["mfa"].id, language="en", copy_number=2,
        produced_at=PRODUCED, read_image=read_image,
    )  # fmt: skip
    assert "3-12/4417" in str(sheet(copy, ASQAR).answered)
    assert sheet(copy, MURAT).answered == ()


def test_that_somebody_is_believed_dead_needs_a_source_or_the_familys_consent(w: World) -> None:
    def deceased(case: str) -> bool:
        number = {"asqar": ASQAR, "nurgul": NURGUL}[case]
        fields = sheet(compiled(w), number).particulars
        return "Believed to have died" in [field.label for field in fields]

    for case in ("asqar", "nurgul"):
        w[case].believed_deceased = True
    assert deceased("asqar")
    assert not deceased("nurgul")
    w.cite("workshop", case="asqar", name="believed_deceased")
    assert not deceased("asqar")
    w.cite("night", case="asqar", name="believed_deceased")
    assert deceased("asqar")


# -- counts of copies that show nobody ------------------------------------------------------------
def test_a_letter_without_a_list_does_not_tell_how_few_are_free(w: World) -> None:
    event(w, "saule-freed", "saule", EventKind.RELEASED, "May 2026", narrative="She was freed.")
    w["to-wgeid"].letter, w["to-wgeid"].parts = "wgeid", ["letter", "verification"]
    copy = compiled(w, "wgeid")
    assert copy.letter_values["ongoing"] == "some cases"
    w["to-wgeid"].parts = ["letter", "persons", "sheets"]
    assert compiled(w, "wgeid").letter_values["ongoing"] == "4 cases"


# -- papers that travel ---------------------------------------------------------------------------
def paper(w: World, key: str, **more: Any) -> list[dict[str, Any]]:
    record = w.add(key, Attachment(key=b"\0" * 32, sha256=f"{len(w.records):064x}", size=1,
                                   **({"role": AttachmentRole.DOCUMENT_SCAN} | more)))  # fmt: skip
    return [{"title": "A paper", "sheets": 417, "attachment": record.id.hex}]


def enclosed(w: World, addressee: str, papers: list[dict[str, Any]]) -> bool:
    w[f"to-{addressee}"].enclosures = papers
    copy = compiled(w, addressee)
    listed = part(copy, Enclosures) is not None
    assert listed == ("417 sheets" in freeze(copy.dossier))
    return listed


def test_a_photograph_that_the_office_leaves_out_does_not_travel_on_paper_either(w: World) -> None:
    papers = [{"title": "A paper", "sheets": 417, "attachment": w["asqar-photo"].id.hex}]
    assert enclosed(w, "mfa", papers)
    leave_out(w, "mfa", photos=("asqar",))
    assert not enclosed(w, "mfa", papers)


def test_the_paper_of_a_source_that_may_not_be_named_does_not_travel(w: World) -> None:
    papers = paper(w, "scan", source_id=w["letter"].id, role=AttachmentRole.CAPTURE)
    assert not enclosed(w, "embassy", papers)
    assert not enclosed(w, "mfa", papers)
    w.consent("serik", "asqar", Audience.UNITED_NATIONS, ALL)
    assert enclosed(w, "wgeid", papers)


def test_the_paper_of_a_source_that_nothing_here_rests_on_travels_if_it_is_published(
    w: World,
) -> None:
    source(w, "other", SourceKind.LETTER, "Letter in another case")
    papers = paper(w, "scan", source_id=w["other"].id)
    assert not enclosed(w, "mfa", papers)
    w["other"].published = True
    assert enclosed(w, "mfa", papers)


def test_the_paper_of_somebody_who_is_not_in_the_appeal_does_not_travel(w: World) -> None:
    assert not enclosed(w, "mfa", paper(w, "scan", detainee_id=UUID(int=999_999)))


@pytest.mark.parametrize(
    "role",
    [AttachmentRole.CONSENT_EVIDENCE, AttachmentRole.COPY_FILE, AttachmentRole.COPY_IMAGE],
)
def test_consents_and_copies_of_others_never_travel(w: World, role: AttachmentRole) -> None:
    assert not enclosed(w, "mfa", paper(w, "scan", role=role))


# -- people of other cases ------------------------------------------------------------------------
def test_people_of_other_cases_are_named_in_no_text(w: World) -> None:
    w["asqar-taken"].narrative = (
        "With Qanat Beisen and Бота Ермекова, tel. 8 701 555 01 99, 6543 2319 8001 0100 18,"
        " qanat@example.net; Marat Public and Asqar Ülgibai too."
    )
    strangers = Strangers(
        detainees=("Қанат Бейсен", "Asqar Ülgibai", "Qanat"),
        contacts=("Бота Ермекова",),
        numbers=("+7 701 555 01 99", "654323198001010018"),
        mail=("qanat@example.net",),
    )
    copy = compile_copy(
        replace(w.file(), strangers=strangers), w["mfa"].id, language="en", copy_number=2,
        produced_at=PRODUCED, read_image=read_image,
    )  # fmt: skip
    statement = text_of(sheet(copy, ASQAR).statements[0].text)
    assert statement.startswith("With [name withheld] and [name withheld], tel. 8 [")
    for secret in ("Beisen", "Ермекова", "555 01 99", "0100 18", "qanat@"):
        assert secret not in freeze(copy.dossier)
    assert "Marat Public and Asqar Ülgibai too." in statement
    assert {"Қанат Бейсен", "Бота Ермекова"} <= {secret.text for secret in copy.secrets}


def test_an_appeals_file_knows_everybody_else_but_whom_a_public_source_names(
    tmp_path_factory: pytest.TempPathFactory, w: World
) -> None:
    serials = {"other": 70, "public": 71}
    for key, serial in serials.items():
        w.add(key, Detainee(serial=serial))
        w.name(key, f"{key.capitalize()} Beisen", NameScript.EN)
    w.name("public", "Public Alias", NameScript.EN, source_id=w["report"].id)
    w.add("aunt", Contact(serial=70, phones=["+7 701 555 01 99"], email="bota@example.net"))
    w.name("aunt", "Bota Ermekova", NameScript.EN)
    w.add("aunt-iin", Identifier(contact_id=w["aunt"].id, kind=IdentifierKind.KZ_IIN,
                                 number="800101400019"))  # fmt: skip
    w["asqar"].photo_id = None
    with Vault.create(tmp_path_factory.mktemp("v") / "vault", PASSPHRASE, cost=CHEAP) as vault:
        records = [r for r in w.records.values() if not isinstance(r, Attachment)]
        vault.save(*records, action=Action("Test"))
        file = vault.read(lambda session: load_appeal_file(session, w["appeal"].id))
    assert file is not None
    assert file.strangers == Strangers(
        detainees=("Other Beisen",),
        contacts=("Bota Ermekova",),
        numbers=("800101400019", "+7 701 555 01 99"),
        mail=("bota@example.net",),
    )
