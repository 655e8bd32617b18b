"""Which letter a copy prints, and what it may say of an applicant and of an earlier paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import (
    AppealKind,
    Audience,
    CaseKind,
    DispatchOutcome,
    InfoClass,
)
from caseapp.dossier.compile import Compiled, compile_copy
from caseapp.dossier.document import Letter, SignatureSheets, Text, VerificationPage
from caseapp.dossier.letter_choice import DEFAULT_LETTERS, chosen_letter, is_single, letter_of_copy
from caseapp.dossier.letters import shipped_letters, shipped_wording
from caseapp.store.casefile import AppealFile, EarlierPaper, load_appeal_file
from caseapp.store.history import Action
from caseapp.store.keys import KdfCost
from caseapp.store.records import (
    Addressee,
    Appeal,
    Copy,
    Dispatch,
    LetterTemplate,
    Reply,
    Signatory,
)
from caseapp.store.vault import Vault
from tests.dossier.world import ALL, PRODUCED, World, read_image, when, world

HOST, EMBASSY, UN = Audience.HOST_STATE, Audience.DETAINING_STATE, Audience.UNITED_NATIONS
PERSON, GROUP = CaseKind.PERSON, CaseKind.GROUP


# -- the rule ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("own", "kind", "named", "audience", "single", "letter"),
    [
        ("press", AppealKind.COMPLAINT, "mfa", HOST, True, "press"),
        ("", AppealKind.COMPLAINT, "deputy", HOST, False, "complaint"),
        ("", AppealKind.COMPLAINT, "", Audience.PRESS, False, "press"),
        ("", AppealKind.INFORMATION_REQUEST, "", HOST, False, "information_request"),
        ("", AppealKind.INFORMATION_REQUEST, "", UN, False, "wgeid"),
        ("", AppealKind.RELEASE_DUE, "embassy", EMBASSY, False, "release_due"),
        ("", AppealKind.RELEASE_DUE, "", UN, False, "wgeid"),
        ("", AppealKind.REMINDER, "wgeid", UN, False, "reminder"),
        ("", AppealKind.THANKS, "mfa", HOST, True, "thanks"),
        ("", AppealKind.UN_COMMUNICATION, "", UN, False, "special_procedures"),
        ("", AppealKind.UN_COMMUNICATION, "wgeid", UN, False, "wgeid"),
        ("", AppealKind.UN_COMMUNICATION, "", HOST, False, "mfa"),
        ("", AppealKind.APPLICATION, "", HOST, False, "mfa"),
        ("", AppealKind.APPLICATION, "", HOST, True, "mfa_single"),
        ("", AppealKind.APPLICATION, "mfa", HOST, True, "mfa_single"),
        ("", AppealKind.APPLICATION, "court", HOST, True, "court"),
        ("", AppealKind.APPLICATION, "red_cross", Audience.PARTNERS, False, "red_cross"),
        ("", AppealKind.LETTER, "", EMBASSY, True, "embassy"),
    ],
)
def test_the_copy_then_the_kind_then_the_addressee_then_its_audience_decide(
    own, kind, named, audience, single, letter
) -> None:
    found = chosen_letter(own=own, kind=kind, named=named, audience=audience, single=single)
    assert found == letter


def test_every_letter_that_the_rule_can_name_ships() -> None:
    shipped = {name for name, _language in shipped_letters()}
    for kind in AppealKind:
        for audience in DEFAULT_LETTERS:
            for single in (False, True):
                found = chosen_letter(own="", kind=kind, named="", audience=audience, single=single)
                assert found in shipped


@pytest.mark.parametrize(
    ("signers", "blank", "cases", "single"),
    [(1, 0, [PERSON], True), (1, 0, [PERSON] * 5, True), (1, 0, [PERSON] * 6, False),
     (2, 0, [PERSON], False), (1, 8, [PERSON], False), (0, 0, [PERSON], False),
     (1, 0, [PERSON, GROUP], False)],
)  # fmt: skip
def test_one_person_for_a_few_persons_is_single(signers, blank, cases, single) -> None:
    assert is_single(signers, blank, cases) is single


# -- in a copy -----------------------------------------------------------------------------------
def alone() -> World:
    """Raushan alone for her husband."""
    w = world()
    for key in [k for k in w.records if k.startswith("in-") and k != "in-asqar"]:
        del w.records[key]
    del w.records["sign-free"]
    w["appeal"].contact_signatory_id = None
    return w


def compiled(w: World, to: str = "mfa", *, file: AppealFile | None = None) -> Compiled:
    return compile_copy(
        file or w.file(), w[to].id, language="en", copy_number=2, produced_at=PRODUCED,
        read_image=read_image,
    )  # fmt: skip


def letters(copy: Compiled) -> list[Letter]:
    return [part for part in copy.dossier.parts if isinstance(part, Letter)]


def sheets(copy: Compiled) -> list[SignatureSheets]:
    return [part for part in copy.dossier.parts if isinstance(part, SignatureSheets)]


def plain(texts: tuple[Text, ...]) -> str:
    return "\n".join("".join(span.text for span in text) for text in texts)


def test_one_applicant_signs_the_letter_and_no_sheet() -> None:
    copy = compiled(alone())
    (letter,) = letters(copy)
    assert letter.title == "Application"
    assert letter.sender[0] == "Applicant: Raushan Mysalova"
    assert letter.signature.name == "Raushan Mysalova"
    assert not sheets(copy)
    assert copy.templates == {"mfa_single.en": 1}
    assert sheets(compiled(world())), "many sign on sheets"


def test_what_left_out_persons_leave_is_counted() -> None:
    w = world()
    del w.records["sign-free"]
    file = w.file()
    link, addressee = file.addressees[0]
    assert letter_of_copy(file, link, addressee) == "mfa", "six cases, one of them a group"
    others = [p.detainee_id.hex for p in file.persons if p.detainee_id != w["asqar"].id]
    link.left_out = {"persons": others}
    assert letter_of_copy(file, link, addressee) == "mfa_single"


def test_the_applicants_relation_is_told_where_it_may_be() -> None:
    copy = compiled(alone())
    assert copy.letter_values["relation_to_applicant"] == "wife"
    assert copy.letter_values["person_birth"] == "12 May 1974"
    assert "654028" in copy.letter_values["persons_named"]


@pytest.mark.parametrize(
    "answers",
    [{InfoClass.TESTIFIER_RELATION.value: "withhold"}, {InfoClass.DETAINEE_NAME.value: "withhold"}],
)
def test_a_relation_that_was_refused_or_would_name_somebody_is_not_told(answers) -> None:
    w = alone()
    for key in [k for k in w.records if k.startswith("consent-raushan-asqar-host_state")]:
        del w.records[key]
    w.consent("raushan", "asqar", HOST, ALL | answers)
    copy = compiled(w)
    assert copy.letter_values["relation_to_applicant"] == ""
    assert "wife" not in plain(letters(copy)[0].body)


def test_a_signatory_who_is_no_relative_on_record_claims_no_relation() -> None:
    w = alone()
    w["sign-raushan"].contact_id = None
    w["sign-raushan"].full_name = "Raushan Mysalova"
    assert compiled(w).letter_values["relation_to_applicant"] == ""


# -- the earlier paper ---------------------------------------------------------------------------
def paper(w: World, **more: object) -> EarlierPaper:
    fields: dict[str, object] = {
        "outcome": DispatchOutcome.STAMPED_COPY, "sent": when("13 January 2026"),
        "registered": when("14 January 2026"), "coupon": "T-55", "due": date(2026, 2, 4),
    }  # fmt: skip
    copy = Copy(appeal_id=w["appeal"].id, addressee_id=w["mfa"].id, number=1, language="ru",
                produced_at=PRODUCED, frozen="", frozen_sha256="", page_code="")  # fmt: skip
    return EarlierPaper(
        appeal=Appeal(serial=7, reference="D-2026-000 for Murat Synaqbai",
                      dated=when("12 January 2026")),
        addressee=w["mfa"],
        copy=copy,
        dispatch=Dispatch(copy_id=copy.id, **{**fields, **more}),  # type: ignore[arg-type]
        reply=None,
    )  # fmt: skip


def values(w: World, earlier: EarlierPaper | None, to: str = "mfa") -> dict[str, str]:
    found = compiled(w, to, file=replace(w.file(), earlier=earlier)).letter_values
    return {key.removeprefix("earlier_"): v for key, v in found.items() if key[:8] == "earlier_"}


def test_an_earlier_paper_is_told_with_its_coupon_and_its_days() -> None:
    w = world()
    told = values(w, paper(w))
    assert told["registration"] == "T-55"
    assert told["received"] == "14 January 2026"
    assert told["days"] == "139 days have passed"
    assert (told["due"], told["overdue"], told["silent"]) == ("4 February 2026", "yes", "yes")
    assert (told["refused"], told["reply_date"]) == ("", "")


def test_the_number_of_an_earlier_paper_names_nobody_who_may_not_be_named() -> None:
    w = world()
    assert values(w, paper(w))["reference"] == "D-2026-000 for [name withheld]"


def test_a_registration_number_stands_above_the_coupon_and_an_extension_above_the_term() -> None:
    w = world()
    told = values(w, paper(w, registration_number="ZT-118", extended_to=date(2026, 7, 1)))
    assert (told["registration"], told["due"], told["overdue"]) == ("ZT-118", "1 July 2026", "")


def test_days_since_an_uncertain_day_are_not_counted() -> None:
    w = world()
    told = values(w, paper(w, registered=when("January 2026")))
    assert (told["received"], told["days"]) == ("January 2026", "")


@pytest.mark.parametrize(
    ("outcome", "received", "refused", "silent"),
    [(DispatchOutcome.REFUSED, True, "yes", ""), (DispatchOutcome.POSTED, True, "", "yes"),
     (DispatchOutcome.RETURNED, False, "", ""), (DispatchOutcome.NOBODY_RECEIVED, False, "", ""),
     (DispatchOutcome.PENDING, True, "", "")],
)  # fmt: skip
def test_silence_is_told_only_of_a_paper_that_arrived(outcome, received, refused, silent) -> None:
    w = world()
    told = values(w, paper(w, outcome=outcome, registered=UncertainDate.unknown()))
    assert (bool(told["received"]), told["refused"], told["silent"]) == (received, refused, silent)


def test_an_answer_ends_the_silence() -> None:
    w = world()
    earlier = paper(w)
    reply = Reply(dispatch_id=earlier.dispatch.id, dated=when("3 February 2026"), number="3-12/77")
    told = values(w, replace(earlier, reply=reply))
    assert told["silent"] == ""
    assert (told["reply_date"], told["reply_number"]) == ("3 February 2026", "3-12/77")


def test_where_harm_can_come_from_only_a_bodys_own_paper_is_named() -> None:
    w = world()
    assert set(values(w, paper(w), "embassy").values()) == {""}
    own = replace(paper(w), addressee=w["embassy"])
    assert values(w, own, "embassy")["body"] == "Embassy of Tests"


def test_the_earlier_paper_is_loaded_with_its_last_answer_unless_it_lies_in_the_trash(
    tmp_path: Path,
) -> None:
    with Vault.create(tmp_path / "v", "p-p-p-p-p", cost=KdfCost.floor()) as vault:
        body = Addressee(audience=HOST, texts={"body": {"en": "Ministry"}})
        first = Appeal(serial=1, reference="D-1")
        copy = Copy(
            appeal_id=first.id, addressee_id=body.id, number=1, language="en",
            produced_at=PRODUCED, frozen="{}", frozen_sha256="0", page_code="0",
        )  # fmt: skip
        sent = Dispatch(copy_id=copy.id, registration_number="ZT-1")
        answer = Reply(dispatch_id=sent.id, number="2")
        about = Appeal(serial=2, kind=AppealKind.REMINDER, about_dispatch_id=sent.id)
        vault.save(body, first, copy, sent, answer, about, action=Action("Make papers"))

        def load(appeal: Appeal) -> EarlierPaper | None:
            file = vault.read(lambda session: load_appeal_file(session, appeal.id))
            assert file is not None
            return file.earlier

        found = load(about)
        assert found is not None
        assert found.reply is not None
        assert (found.appeal.reference, found.reply.number) == ("D-1", "2")
        assert found.addressee.id == body.id
        assert load(first) is None
        vault.trash(sent, action=Action("Trash a dispatch"))
        assert load(about) is None


def template_row(w: World, kept: list[LetterTemplate]) -> str:
    copy = compiled(w, file=replace(w.file(), letters=tuple(kept)))
    (page,) = [part for part in copy.dossier.parts if isinstance(part, VerificationPage)]
    return next(row.value for row in page.behind if row.label == "Letter template")


def test_the_last_page_says_that_nobody_confirmed_the_wording_until_somebody_did() -> None:
    w, shipped = world(), shipped_wording("mfa", "en")
    assert template_row(w, []).endswith(", wording not confirmed")
    still = LetterTemplate(name="mfa", language="en", number=8, text=shipped.text, confirmed=True)
    assert template_row(w, [still]).endswith("not confirmed"), "a passage in doubt remains"
    still.text = shipped.text.replace("[[", "").replace("]]", "")
    assert template_row(w, [still]) == "mfa-en, version 8"


# -- two languages -------------------------------------------------------------------------------
def bilingual(second: str) -> Compiled:
    w = world()
    w["to-mfa"].second_language = second
    return compiled(w)


def test_a_copy_in_two_languages_has_the_letter_in_both_and_the_rest_in_one() -> None:
    copy = bilingual("ru")
    first, second = letters(copy)
    assert (first.title, second.title) == ("Collective application", "Коллективное заявление")
    assert (first.language, second.language) == ("", "ru")
    assert second.corner is None, "the clerk stamps one"
    assert second.header == "Коллективное заявление · Копия 2"
    assert copy.templates.keys() == {"mfa.en", "mfa.ru"}
    kinds = [part.kind for part in copy.dossier.parts]
    assert kinds[:3] == ["letter", "letter", "contents"]
    assert len(copy.unconfirmed) == 2 * len(compiled(world()).unconfirmed)


def test_signature_sheets_in_two_languages_say_everything_twice_but_what_is_the_same() -> None:
    (sheet,) = sheets(bilingual("ru"))
    assert sheet.titles == ("Signature sheet", "Подписной лист")
    assert len(sheet.demands) == 2
    assert sheet.heads[1] == ("Surname, first name, patronymic", "Фамилия, имя, отчество")
    assert sheet.header == "Annex 4 · Приложение 4"
    assert sheet.header_right == "Copy 2 · Копия 2"
    assert sheet.foot[0] == "Collected by / Подписи собрал(а):"
    (kazakh,) = sheets(bilingual("kk"))
    assert len(kazakh.heads[6]) == 2


def test_the_same_language_twice_is_one() -> None:
    assert len(letters(bilingual("en"))) == 1


def test_a_signatory_of_another_addressee_does_not_make_an_application_collective() -> None:
    w = alone()
    w.add("sign-other", Signatory(appeal_id=w["appeal"].id, full_name="Somebody Else",
                                  addressee_ids=[w["wgeid"].id.hex]))  # fmt: skip
    assert letters(compiled(w))[0].title == "Application"
