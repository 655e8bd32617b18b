"""The sample's appeal, who signs it and whom it goes to."""

from __future__ import annotations

from datetime import date

from caseapp.domain import vocabulary as v
from caseapp.domain.policy import Rule, default_policy
from caseapp.store.records import Addressee, Appeal, AppealPerson, Consent, Detainee, Signatory
from caseapp.system.resources import resource
from tests.intake.sample_world import by_id, every, fictitious, iin_check_digit


def test_numbers_on_signature_sheets_are_impossible_too() -> None:
    given = [signatory.iin for signatory in every(Signatory) if signatory.iin]
    assert given
    for number in given:
        assert number[7:11] == "0000"
        assert number[-1] == iin_check_digit(number[:11])


def test_nobody_signs_for_an_audience_that_they_did_not_allow_to_see_their_name() -> None:
    addressees = {one.id.hex: one.audience for one in every(Addressee)}
    for signatory in every(Signatory):
        assert signatory.addressee_ids
        for addressee_id in signatory.addressee_ids:
            if signatory.contact_id is None:
                continue
            answers = [
                consent.answers.get(v.InfoClass.TESTIFIER_NAME)
                for consent in every(Consent)
                if consent.about_contact_id == signatory.contact_id
                and consent.audience is addressees[addressee_id]
            ]
            assert v.ConsentAnswer.ALLOW in answers, (signatory.position, addressees[addressee_id])


def test_the_appeal_speaks_for_the_fictitious_and_for_those_the_press_names() -> None:
    appeal = next(a for a in every(Appeal) if a.serial == 1)
    links = [link for link in every(AppealPerson) if link.appeal_id == appeal.id]
    persons = by_id(Detainee)
    assert {p.id for p in fictitious()} <= {link.detainee_id for link in links}
    assert all(persons[link.detainee_id].fictitious is bool(link.petitioner_id) for link in links)
    assert appeal.dated.earliest == date(2026, 6, 2)
    assert appeal.facts_as_of.earliest == date(2026, 5, 31)


def test_the_ministry_gets_twelve_signatures_and_some_have_no_number() -> None:
    ministry = next(a for a in every(Addressee) if a.audience is v.Audience.HOST_STATE)
    signs = [s for s in every(Signatory) if ministry.id.hex in s.addressee_ids]
    assert len(signs) >= 12
    assert any(s.contact_id is None and not s.iin for s in signs)
    assert next(a for a in every(Appeal) if a.serial == 1).blank_signature_rows > 0


def test_the_contact_signatory_signs_every_sheet_of_the_appeal() -> None:
    appeal = next(a for a in every(Appeal) if a.serial == 1)
    signatory = by_id(Signatory)[appeal.contact_signatory_id]
    assert set(signatory.addressee_ids) == {a.id.hex for a in every(Addressee)}


def test_shipped_addressees_are_unchecked_and_say_so() -> None:
    for addressee in every(Addressee):
        assert addressee.checked.is_unknown
        assert "Check before use" in addressee.note
        for key, texts in addressee.texts.items():
            assert {"en", "ru"} <= texts.keys(), key


def test_the_policy_shows_something_to_every_addressee() -> None:
    policy = default_policy()
    for addressee in every(Addressee):
        assert {policy.rule(addressee.audience, c) for c in v.InfoClass} != {Rule.NEVER}


def test_the_samples_addressees_are_some_of_those_that_ship() -> None:
    shipped = [file.read_text(encoding="utf-8") for file in resource("addressees").glob("*.toml")]
    for addressee in every(Addressee):
        assert sum(addressee.texts["body"]["en"] in text for text in shipped) == 1
