"""The check before printing: one rule after the other, on a small invented world."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.domain.vocabulary import Audience, Bearing, ReplyRule, RiskLevel
from caseapp.dossier.letters import shipped_wording
from caseapp.dossier.preflight import blockers, preflight
from caseapp.dossier.preflight_findings import WORDS, Deed, Finding, Place, Rule, Severity
from caseapp.errors import Cancelled
from caseapp.store.records import LetterTemplate
from caseapp.system.progress import Progress
from tests.dossier.world import TODAY, World, when, world


@pytest.fixture
def w() -> World:
    return world()


def check(w: World, today: date = TODAY, **more: object) -> tuple[Finding, ...]:
    return preflight(w.file(), today=today, **more)


def of(found: tuple[Finding, ...], rule: Rule) -> list[Finding]:
    return [one for one in found if one.rule is rule]


def cases(w: World, found: list[Finding]) -> set[str]:
    names = {record.id: key for key, record in w.records.items()}
    return {names[one.case_id] for one in found}


def test_every_rule_has_a_sentence_and_a_cure() -> None:
    assert set(WORDS) == set(Rule)
    for rule, (_severity, words) in WORDS.items():
        assert words.sentence
        assert bool(words.cure) is (words.place is not Place.NOWHERE), rule
        assert bool(words.deed_words) is (words.deed is not Deed.NONE)


def test_the_gravest_stand_first(w: World) -> None:
    grave = [list(Severity).index(one.severity) for one in check(w)]
    assert grave == sorted(grave)


# -- people --------------------------------------------------------------------------------------
def test_whom_nobody_asked_blocks_the_copies_that_would_print_a_nameless_person(w: World) -> None:
    found = of(check(w), Rule.NO_CONSENT)
    mine = {one.addressee_id: one for one in found if one.case_id == w["murat"].id}
    assert w["mfa"].id in mine
    assert mine[w["mfa"].id].severity is Severity.BLOCKS
    assert mine[w["mfa"].id].params["audience"] is Audience.HOST_STATE
    assert w["embassy"].id not in mine


def test_who_is_left_out_whole_is_said_and_does_not_block(w: World) -> None:
    found = of(check(w), Rule.LEFT_OUT)
    assert {one.addressee_id for one in found} == {w["embassy"].id}
    assert "murat" in cases(w, found)
    assert "asqar" not in cases(w, found)
    assert {one.severity for one in found} == {Severity.WARNS}


def test_a_withdrawn_consent_is_told_as_one(w: World) -> None:
    found = [one for one in of(check(w), Rule.CONSENT_OVER) if one.addressee_id == w["mfa"].id]
    assert cases(w, found) == {"nurgul"}


def test_an_unnamed_person_needs_no_consent_for_a_name(w: World) -> None:
    told = {one.case_id for one in check(w) if one.rule in (Rule.NO_CONSENT, Rule.LEFT_OUT)}
    assert w["unnamed"].id not in told
    assert w["group"].id not in told


def test_somebody_at_high_risk_who_allowed_the_name_is_pointed_out(w: World) -> None:
    assert not of(check(w), Rule.AT_RISK_NAMED)
    w["raushan"].risk = RiskLevel.HIGH
    found = of(check(w), Rule.AT_RISK_NAMED)
    assert {one.contact_id for one in found} == {w["raushan"].id}
    assert w["embassy"].id not in {one.addressee_id for one in found}


def test_children_and_relatives_in_the_region_are_pointed_out_where_they_are_named(
    w: World,
) -> None:
    found = check(w)
    children = of(found, Rule.CHILD_NAMED)
    relatives = of(found, Rule.RELATIVE_NAMED)
    assert w["embassy"].id not in {one.addressee_id for one in (*children, *relatives)}
    assert cases(w, relatives) <= {"asqar"}


# -- evidence ------------------------------------------------------------------------------------
def test_statements_without_a_source_are_counted(w: World) -> None:
    (found,) = [one for one in of(check(w), Rule.UNSOURCED) if one.case_id == w["murat"].id]
    assert found.params["n"] == 1
    assert "asqar" not in cases(w, of(check(w), Rule.UNSOURCED))


def test_contradictions_are_counted(w: World) -> None:
    found = of(check(w), Rule.CONTRADICTED)
    assert cases(w, found) == {"asqar"}
    for record in list(w.records.values()):
        if getattr(record, "bearing", None) is Bearing.CONTRADICTS:
            record.bearing = Bearing.SUPPORTS
    assert not of(check(w), Rule.CONTRADICTED)


def test_a_photo_without_an_origin_is_said(w: World) -> None:
    assert not of(check(w), Rule.PHOTO_ORIGIN)
    w["asqar-photo"].origin = " "
    assert cases(w, of(check(w), Rule.PHOTO_ORIGIN)) == {"asqar"}


def test_an_old_status_and_a_term_that_is_over_are_different_things(w: World) -> None:
    assert "murat" in cases(w, of(check(w), Rule.STALE))
    late = date(2031, 1, 1)
    assert "asqar" in cases(w, of(check(w, late), Rule.RELEASE_PASSED))
    assert "asqar" not in cases(w, of(check(w, late), Rule.STALE))
    assert "saule" not in cases(w, of(check(w, date(2019, 6, 1)), Rule.STALE))


# -- paper ---------------------------------------------------------------------------------------
def test_an_empty_appeal_blocks(w: World) -> None:
    for key in [k for k, r in w.records.items() if k.startswith("in-")]:
        del w.records[key]
    assert of(check(w), Rule.NOBODY)[0].severity is Severity.BLOCKS


def test_a_letter_that_is_not_there_or_cannot_be_read_blocks_its_copy_alone(w: World) -> None:
    w["to-embassy"].letter = "nobody_wrote_it"
    (found,) = of(check(w), Rule.LETTER_MISSING)
    assert (found.addressee_id, found.language) == (w["embassy"].id, "en")
    w["to-embassy"].letter = ""
    name = w["embassy"].letter or "embassy"
    w["appeal"].letters = {f"{name}.en": {"text": "version: 1\n[body]\n{nobody_knows}\n"}}
    (found,) = of(check(w), Rule.LETTER_BROKEN)
    assert found.addressee_id == w["embassy"].id
    assert blockers(check(w), w["embassy"].id)
    assert found not in blockers(check(w), w["mfa"].id)


def test_wording_in_doubt_warns_until_it_is_confirmed(w: World) -> None:
    w["to-embassy"].language = "en"
    shipped = shipped_wording("embassy", "en")
    (found,) = [f for f in of(check(w), Rule.LETTER_UNCONFIRMED)
                if f.addressee_id == w["embassy"].id]  # fmt: skip
    assert found.params["n"] == 1
    plain = shipped.text.replace("[[", "").replace("]]", "")
    w["appeal"].letters = {"embassy.en": {"text": plain, "from": 1}}
    assert not [f for f in check(w) if f.addressee_id == w["embassy"].id
                and f.rule in (Rule.LETTER_UNCONFIRMED, Rule.LETTER_UNREAD)]  # fmt: skip


def test_the_offices_own_letter_is_what_is_checked(w: World) -> None:
    w["to-embassy"].language = "en"
    row = LetterTemplate(name="embassy", language="en", number=9, text="version: 1\n[body]\n{oh}")
    file = replace(w.file(), letters=(row,))
    found = preflight(file, today=TODAY)
    assert [f.addressee_id for f in found if f.rule is Rule.LETTER_BROKEN] == [w["embassy"].id]


def test_what_the_letter_would_leave_blank_is_named(w: World) -> None:
    w["appeal"].organisation = {**w["appeal"].organisation, "address": {}}
    found = of(check(w), Rule.LETTER_BLANKS)
    assert all("organisation_address" in one.params["fields"] for one in found)
    assert {one.addressee_id for one in found} >= {w["mfa"].id}


def test_an_addressee_is_to_be_looked_up_and_one_that_is_over_blocks(w: World) -> None:
    w["mfa"].checked = when("1 May 2026")
    w["embassy"].valid_to = when("1 March 2026")
    found = check(w)
    assert w["mfa"].id not in {one.addressee_id for one in of(found, Rule.ADDRESSEE_UNCHECKED)}
    (over,) = of(found, Rule.ADDRESSEE_OVER)
    assert (over.addressee_id, over.severity) == (w["embassy"].id, Severity.BLOCKS)


def test_what_the_code_asks_for_of_signatories_is_checked_where_it_rules(w: World) -> None:
    w["mfa"].reply_rule = ReplyRule.KZ_APPLICATION
    w["sign-free"].address = ""
    w["sign-free"].iin = ""
    found = check(w)
    (address,) = of(found, Rule.SIGNATORY_ADDRESS)
    assert (address.addressee_id, address.params["n"]) == (w["mfa"].id, 1)
    assert of(found, Rule.SIGNATORY_IIN)[0].severity is Severity.NOTE
    w["sign-free"].full_name = ""
    (name,) = of(check(w), Rule.SIGNATORY_NAME)
    assert name.severity is Severity.BLOCKS
    w["mfa"].reply_rule = ReplyRule.NONE
    assert not of(check(w), Rule.SIGNATORY_NAME)


def test_nobody_who_signs_blocks(w: World) -> None:
    for key in [k for k in w.records if k.startswith("sign-")]:
        del w.records[key]
    w["appeal"].contact_signatory_id = None
    assert not of(check(w), Rule.NO_SIGNATURE)
    w["appeal"].organisation = {}
    assert len(of(check(w), Rule.NO_SIGNATURE)) == 3
    w["appeal"].blank_signature_rows = 4
    assert not of(check(w), Rule.NO_SIGNATURE)


def test_date_and_number_are_only_noted(w: World) -> None:
    w["appeal"].dated, w["appeal"].reference = when(""), ""
    found = check(w)
    assert {of(found, rule)[0].severity for rule in (Rule.NO_DATE, Rule.NO_NUMBER)} == {
        Severity.NOTE
    }


def test_a_character_without_a_form_blocks_and_names_it(w: World) -> None:
    assert of(check(w), Rule.GLYPHS_FINE)
    w["asqar-taken"].narrative += " \U00012000"
    (found,) = of(check(w), Rule.GLYPHS)
    assert found.params["characters"] == "\U00012000"
    assert not of(check(w), Rule.GLYPHS_FINE)


def test_names_without_chinese_characters_are_noted_for_the_embassy(w: World) -> None:
    assert not of(check(w), Rule.NO_CHINESE)
    for key in [k for k in w.records if k.startswith("name-asqar") and "hans" in k.lower()]:
        del w.records[key]
    (found,) = of(check(w), Rule.NO_CHINESE)
    assert (found.case_id, found.addressee_id) == (w["asqar"].id, w["embassy"].id)


def test_the_check_can_be_stopped(w: World) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        check(w, progress=progress)
