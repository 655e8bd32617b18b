"""Every rule about one kind of mistake: a world that has it, and the same world without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from caseapp.domain.identifiers import make_check_digit
from caseapp.domain.vocabulary import (
    EventKind,
    IdentifierKind,
    NameScript,
    ReplyRule,
    RiskLevel,
    Sex,
)
from caseapp.dossier import preflight_forms
from caseapp.dossier.form_templates import ROW_PREFIX
from caseapp.dossier.preflight import Drawn, blockers, preflight
from caseapp.dossier.preflight_findings import OVERRIDABLE, WORDS, Finding, Rule, Severity
from caseapp.dossier.preflight_words import sentence
from caseapp.i18n import translator
from caseapp.store.records import Identifier, LetterTemplate
from tests.dossier.world import TODAY, World, event, person, when, world

B, W, N = Severity.BLOCKS, Severity.WARNS, Severity.NOTE


def check(w: World, **more: object) -> tuple[Finding, ...]:
    return preflight(w.file(), today=TODAY, **more)


def of(w: World, rule: Rule) -> list[Finding]:
    return [one for one in check(w) if one.rule is rule]


def wrong_check_digit(w: World) -> None:
    w["asqar-id"].number = "654028197405120005"


def wrong_length(w: World) -> None:
    w["asqar-id"].number = "65402819740512"


def wrong_iin(w: World) -> None:
    w["asqar-id"].kind, w["asqar-id"].number = IdentifierKind.KZ_IIN, "740512300001"


def another_birth(w: World) -> None:
    w["asqar"].birth = when("12 May 1975")


def another_sex(w: World) -> None:
    body = "65402819740512002"
    digit = make_check_digit(IdentifierKind.PRC_RESIDENT_ID, body)
    w["asqar-id"].number = f"{body}{digit}"


def namesake(w: World) -> None:
    names = {NameScript.KK_CYRL: "Үлгібай Асқар"}
    person(w, "again", names, sex=Sex.MALE, birth=when("1974"))


def same_document(w: World) -> None:
    person(w, "again", {NameScript.EN: "Somebody Else"}, sex=Sex.MALE)
    number = "654028 19740512 0004"
    owner, kind = w["again"].id, IdentifierKind.PRC_RESIDENT_ID
    w.add("again-id", Identifier(detainee_id=owner, kind=kind, number=number))


def same_document_in_its_old_form(w: World) -> None:
    person(w, "again", {NameScript.EN: "Somebody Else"}, sex=Sex.MALE)
    owner, kind = w["again"].id, IdentifierKind.PRC_RESIDENT_ID
    w.add("again-id", Identifier(detainee_id=owner, kind=kind, number="654028740512000"))


def dead_and_moved(w: World) -> None:
    event(w, "died", "saule", EventKind.DIED, "May 2020")
    event(w, "moved", "saule", EventKind.TRANSFERRED, "2021")


def before_birth(w: World) -> None:
    w["saule"].birth = when("2020")


def without_photo_consent(w: World) -> None:
    for record in w.records.values():
        if getattr(record, "answers", {}).get("photo") == "allow":
            record.answers = {**record.answers, "photo": "withhold"}


def ending_consent(w: World) -> None:
    consent = next(r for k, r in w.records.items() if k.startswith("consent-raushan-asqar-host"))
    consent.until = when("20 June 2026")


def left_out(w: World) -> None:
    w["to-mfa"].left_out = {"persons": [w["asqar"].id.hex]}


def photo_left_out(w: World) -> None:
    w["to-mfa"].left_out = {"photos": [w["asqar"].id.hex]}


def everybody_left_out(w: World) -> None:
    keys = ("asqar", "murat", "unnamed", "group", "saule", "nurgul")
    w["to-mfa"].left_out = {"persons": [w[key].id.hex for key in keys]}


def letter(text: str) -> Callable[[World], None]:
    def spoil(w: World) -> None:
        w["mfa"].reply_rule = ReplyRule.KZ_APPLICATION
        w["appeal"].letters = {"mfa.en": {"text": text}}

    return spoil


def nameless_addressee(w: World) -> None:
    w["mfa"].texts = {}


def nobody_with_an_address(w: World) -> None:
    w["mfa"].reply_rule = ReplyRule.KZ_APPLICATION
    w["appeal"].organisation = {}
    w["raushan"].address = w["sign-free"].address = ""


def wrong_iin_of_a_signatory(w: World) -> None:
    w["sign-free"].iin = "800101300009"


def no_reply_address(w: World) -> None:
    w["appeal"].organisation = {}


def at_risk(w: World) -> None:
    w["raushan"].risk = RiskLevel.HIGH


CUNEIFORM = "\U00012000"


def strange_name_of_sender(w: World) -> None:
    w["appeal"].organisation = {"name": {"en": f"Foundation {CUNEIFORM}"}}


def strange_signatory(w: World) -> None:
    w["sign-free"].full_name += CUNEIFORM


def strange_addressee(w: World) -> None:
    w["mfa"].address = {"en": f"1 Square {CUNEIFORM}"}


def strange_quotation(w: World) -> None:
    w["night"].text += CUNEIFORM


SPOILED = {
    "a check digit": (wrong_check_digit, Rule.ID_NUMBER, W, "asqar"),
    "a number's length": (wrong_length, Rule.ID_NUMBER, W, "asqar"),
    "an IIN": (wrong_iin, Rule.ID_NUMBER, W, "asqar"),
    "a birth date": (another_birth, Rule.BIRTH_AND_ID, W, "asqar"),
    "a sex": (another_sex, Rule.SEX_AND_ID, W, "asqar"),
    "a name twice": (namesake, Rule.DUPLICATE, W, "again"),
    "a document twice": (same_document, Rule.DUPLICATE, W, "again"),
    "a document in both its forms": (same_document_in_its_old_form, Rule.DUPLICATE, W, "again"),
    "a life after death": (dead_and_moved, Rule.AFTER_DEATH, W, "saule"),
    "a day before birth": (before_birth, Rule.BEFORE_BIRTH, W, "saule"),
    "a photo nobody allowed": (without_photo_consent, Rule.PHOTO_CONSENT, N, "asqar"),
    "a consent that ends": (ending_consent, Rule.CONSENT_ENDS, N, "asqar"),
    "a person left out": (left_out, Rule.LEFT_BY_OFFICE, N, ""),
    "a photo left out": (photo_left_out, Rule.PHOTOS_LEFT_BY_OFFICE, N, ""),
    "a copy of nobody": (everybody_left_out, Rule.EMPTY_COPY, B, ""),
    "an empty letter": (
        letter("version: 1\n[signature-name]\n{organisation_signatory}"), Rule.LETTER_EMPTY, B, ""
    ),
    "no line to sign on": (
        letter("version: 1\n[body]\nWe ask you."), Rule.NO_SIGNATURE_LINE, B, ""
    ),
    "a body without a name": (nameless_addressee, Rule.ADDRESSEE_NAMELESS, B, ""),
    "nobody with an address": (nobody_with_an_address, Rule.ANONYMOUS, B, ""),
    "a signatory's number": (wrong_iin_of_a_signatory, Rule.SIGNATORY_ID, W, ""),
    "no address for an answer": (no_reply_address, Rule.NO_REPLY_ADDRESS, N, ""),
    "somebody at risk": (at_risk, Rule.AT_RISK_NAMED, B, "asqar"),
    "a sender's character": (strange_name_of_sender, Rule.GLYPHS_SENDER, B, ""),
    "a signatory's character": (strange_signatory, Rule.GLYPHS_SENDER, B, ""),
    "an addressee's character": (strange_addressee, Rule.GLYPHS_ADDRESSEE, B, ""),
    "a letter's character": (
        letter(f"version: 1\n[body]\nWe ask {CUNEIFORM}."), Rule.GLYPHS_LETTER, B, ""
    ),
    "a quotation's character": (strange_quotation, Rule.GLYPHS_SOURCE, W, "asqar"),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILED)
def test_a_mistake_is_found_where_it_was_made_and_not_before(case: str) -> None:
    spoil, rule, severity, key = SPOILED[case]
    w = world()
    before = {one.key for one in of(w, rule)}
    spoil(w)
    found = [one for one in of(w, rule) if one.key not in before]
    assert found
    assert {one.case_id for one in found} == {w[key].id if key else None}
    assert {one.severity for one in found} == {severity}
    words = sentence(found[0], translator("en", "messages"))
    assert "{" not in words
    assert words[0].isupper()


def test_a_number_that_disagrees_is_told_with_both_values() -> None:
    w = world()
    another_birth(w)
    (born,) = of(w, Rule.BIRTH_AND_ID)
    words = sentence(born, translator("en", "messages"))
    assert words.endswith("says born 12 May 1974, the case says 12 May 1975")
    w = world()
    another_sex(w)
    (sex,) = of(w, Rule.SEX_AND_ID)
    words = sentence(sex, translator("en", "messages"))
    assert words.endswith("says female, the case says male")


def test_a_blocker_can_be_set_aside_unless_nothing_could_be_printed() -> None:
    blocking = {rule for rule, (severity, _words) in WORDS.items() if severity is B}
    assert blocking - OVERRIDABLE == {
        Rule.NOBODY, Rule.NO_ADDRESSEE, Rule.EMPTY_COPY, Rule.LETTER_MISSING, Rule.LETTER_BROKEN,
        Rule.FORM_BROKEN, Rule.GLYPHS, Rule.GLYPHS_LETTER, Rule.GLYPHS_ADDRESSEE,
        Rule.GLYPHS_SENDER,
    }  # fmt: skip
    assert blocking >= OVERRIDABLE


def test_who_was_told_apart_and_relatives_of_one_name_are_no_duplicates() -> None:
    w = world()
    namesake(w)
    pair = frozenset((w["asqar"].id, w["again"].id))
    file = replace(w.file(), told_apart=frozenset({pair}))
    assert not [one for one in preflight(file, today=TODAY) if one.rule is Rule.DUPLICATE]
    w["kin-murat"].detainee_id, w["kin-murat"].of_detainee_id = w["asqar"].id, w["again"].id
    assert not of(w, Rule.DUPLICATE)


def test_namesakes_of_other_years_or_another_sex_are_no_duplicates() -> None:
    w = world()
    namesake(w)
    for name, value in (("birth", when("1990")), ("sex", Sex.FEMALE)):
        before = getattr(w["again"], name)
        setattr(w["again"], name, value)
        assert not of(w, Rule.DUPLICATE), name
        setattr(w["again"], name, before)
    assert len(of(w, Rule.DUPLICATE)) == 1


def test_compulsory_items_of_a_form_block_its_copy_person_by_person() -> None:
    w = world()
    found = of(w, Rule.FORM_ITEMS)
    assert found
    assert {one.addressee_id for one in found} == {w["wgeid"].id}
    assert {one.params["number"] for one in found} == {"wgeid"}
    mine = next(one for one in found if one.case_id == w["murat"].id)
    assert mine.severity is B
    assert str(mine.params["items"])
    assert sentence(mine, translator("en", "messages")).startswith("Forms: disappearance (WGEID).")
    w["to-wgeid"].left_out = {"persons": [w["murat"].id.hex]}
    assert w["murat"].id not in {one.case_id for one in of(w, Rule.FORM_ITEMS)}
    w["to-wgeid"].parts = ["letter", "persons"]
    assert not of(w, Rule.FORM_ITEMS)


def test_a_form_that_was_broken_by_hand_blocks_and_cannot_be_set_aside() -> None:
    w = world()
    row = LetterTemplate(name=f"{ROW_PREFIX}wgeid", language="en", number=9, text="version = ")
    file = replace(w.file(), letters=(row,))
    found = [one for one in preflight(file, today=TODAY) if one.rule is Rule.FORM_BROKEN]
    assert [one.addressee_id for one in found] == [w["wgeid"].id]


def test_forms_of_a_long_list_wait_until_a_copy_is_issued(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preflight_forms, "AT_ONCE", 3)
    w = world()
    assert not [one for one in check(w, thorough=False) if one.rule is Rule.FORM_ITEMS]
    assert of(w, Rule.FORM_ITEMS)


def test_what_is_left_out_of_one_copy_stands_in_the_check_of_the_others() -> None:
    w = world()
    w["to-mfa"].left_out = {"persons": [w["murat"].id.hex]}
    asked = {one.addressee_id for one in of(w, Rule.NO_CONSENT) if one.case_id == w["murat"].id}
    assert w["mfa"].id not in asked
    assert w["wgeid"].id in asked


def test_two_addressees_of_one_audience_can_leave_out_different_people() -> None:
    w = world()
    w["wgeid"].audience = w["mfa"].audience
    w["to-wgeid"].left_out = {"persons": [w["murat"].id.hex]}
    asked = {one.addressee_id for one in of(w, Rule.NO_CONSENT) if one.case_id == w["murat"].id}
    assert asked == {w["mfa"].id}


def test_a_letter_is_too_long_once_it_was_drawn_on_three_pages() -> None:
    w = world()

    def long(pages: int) -> set[UUID | None]:
        drawn = Drawn(letter_pages={w["mfa"].id: pages})
        return {one.addressee_id for one in check(w, drawn=drawn) if one.rule is Rule.LETTER_LONG}

    assert long(2) == set()
    assert long(3) == {w["mfa"].id}


def test_a_term_that_is_over_says_nothing_once_newer_knowledge_came() -> None:
    w = world()
    late = when("1 January 2032").latest
    assert late is not None

    def overdue() -> set[UUID | None]:
        found = preflight(w.file(), today=late)
        return {one.case_id for one in found if one.rule is Rule.RELEASE_PASSED}

    assert w["asqar"].id in overdue()
    event(w, "seen-after", "asqar", EventKind.SEEN, "December 2031")
    assert w["asqar"].id not in overdue()


def test_only_a_copy_with_a_letter_is_asked_for_one_that_is_complete() -> None:
    w = world()
    letter("version: 1\n[body]\nWe ask you.")(w)
    w["to-mfa"].parts = ["persons", "sheets"]
    assert not of(w, Rule.NO_SIGNATURE_LINE)


def test_a_copy_is_blocked_by_its_own_findings_and_by_those_of_the_whole_appeal() -> None:
    w = world()
    strange_addressee(w)
    strange_signatory(w)
    mine = {one.rule for one in blockers(check(w), w["embassy"].id)}
    assert Rule.GLYPHS_SENDER in mine
    assert Rule.GLYPHS_ADDRESSEE not in mine
