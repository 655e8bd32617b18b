"""An intake at the level of records: every field finds its place, nothing is half-made."""

from __future__ import annotations

import time
from datetime import date
from uuid import UUID

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Audience,
    Bearing,
    CaseKind,
    ConsentAnswer,
    EventKind,
    HowKnown,
    IdentifierKind,
    InfoClass,
    MatchVerdict,
    NameKind,
    NameScript,
    Relation,
    Sex,
)
from caseapp.dossier import issue
from caseapp.dossier.frozen import freeze
from caseapp.errors import UserError
from caseapp.intake import visit
from caseapp.intake.visit_joining import join, told_apart
from caseapp.intake.visit_parts import Desk
from caseapp.intake.visit_typing import Slot
from caseapp.store.errors import ConflictError
from caseapp.store.history import Action
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Intake,
    Kinship,
    MatchDecision,
    NameForm,
    Office,
    Source,
    new_id,
)
from caseapp.store.vault import Vault
from tests.dossier.world import World, addressees

DESK = Desk("en", "Aigerim", date(2026, 5, 14))
TOLD = {
    Slot.NAME: "Бақытгүл Сәбитқызы",
    Slot.CHINESE: "巴合提古丽·沙比提",
    Slot.SEX: "female",
    Slot.BIRTH: "1990 жылдың көктемі",
    Slot.HOME: "Tekes, village of Aqsu",
    Slot.DOCUMENT: "654026199003150",
    Slot.NOW: "house_arrest",
    Slot.SINCE: "about March 2018",
    Slot.WHERE: "at home, then the school in Aqsu",
    Slot.REASON_GIVEN: "none",
    Slot.REASON_BELIEVED: "had a Kazakh visa in her passport",
    Slot.TELLER: "Сандуғаш Сәбитқызы",
    Slot.RELATION: "sister",
    Slot.PHONE: "+7 700 000 00 31",
    Slot.HOW_KNOWN: "told_by_relative",
    Slot.HOST_STATE: "allow",
    Slot.DETAINING_STATE: "withhold",
    Slot.PUBLIC: "ask",
}
"""A fictitious intake, told in the order of its page."""


def take(vault: Vault, told: dict[Slot, str], intake_id: UUID | None = None) -> UUID:
    intake_id = intake_id or new_id()
    for slot, typed in told.items():
        visit.keep(vault, intake_id, slot, typed, DESK)
    return intake_id


def one(vault: Vault, kind: type, **equal: object):
    (record,) = vault.all(kind, **equal)
    return record


def test_a_whole_intake_makes_every_record_in_its_place(vault: Vault) -> None:
    intake = vault.get(Intake, take(vault, TOLD))
    case, contact = one(vault, Detainee), one(vault, Contact)
    assert intake.detainee_id == case.id
    assert intake.contact_id == contact.id
    assert intake.taken_by == "Aigerim"
    assert (case.sex, case.birth) == (Sex.FEMALE, read_date("1990 жылдың көктемі"))
    names = vault.all(NameForm, detainee_id=case.id)
    assert [(n.text, n.script) for n in sorted(names, key=lambda n: n.position)] == [
        ("Бақытгүл Сәбитқызы", NameScript.KK_CYRL), ("巴合提古丽·沙比提", NameScript.ZH_HANS),
    ]  # fmt: skip
    event = one(vault, Event)
    assert (event.kind, event.when.text) == (EventKind.HOUSE_ARREST, "about March 2018")
    assert event.reason_given == "none"
    assert event.reason_believed == "had a Kazakh visa in her passport"
    assert one(vault, Identifier).kind is IdentifierKind.PRC_RESIDENT_ID
    assert contact.phones == ["+7 700 000 00 31"]
    kinship = one(vault, Kinship)
    assert (kinship.contact_id, kinship.of_detainee_id) == (contact.id, case.id)
    assert kinship.relation is Relation.SISTER


def test_a_village_is_an_exact_address_and_only_the_county_stands_as_such(vault: Vault) -> None:
    intake_id = take(vault, {Slot.NAME: "A", Slot.HOME: "Tekes, village of Aqsu"})
    case = one(vault, Detainee)
    assert (case.home_place, case.home_place_code) == ("Tekes", "654027")
    assert case.home_address == "Tekes, village of Aqsu"
    visit.keep(vault, intake_id, Slot.HOME, "特克斯县", DESK)
    assert one(vault, Detainee).home_place_code == "654027"
    assert one(vault, Detainee).home_address == ""
    visit.keep(vault, intake_id, Slot.HOME, "a place nobody lists", DESK)
    assert one(vault, Detainee).home_place == ""
    assert one(vault, Detainee).home_address == "a place nobody lists"


def test_every_claim_stands_on_the_testimony_of_who_tells(vault: Vault) -> None:
    take(vault, TOLD)
    source = one(vault, Source)
    assert source.testifier_id == one(vault, Contact).id
    assert source.how_known is HowKnown.TOLD_BY_RELATIVE
    assert source.captured_by == "Aigerim"
    excerpts = {excerpt.id: excerpt for excerpt in vault.all(Excerpt)}
    cited = {c.field or "event": excerpts[c.excerpt_id] for c in vault.all(Citation)}
    assert set(cited) == {"names", "birth", "home_place", "identifiers", "home_address", "event"}
    assert cited["identifiers"].sensitive
    assert cited["home_address"] is cited["identifiers"]
    assert "had a Kazakh visa in her passport" in cited["event"].text
    for excerpt in (cited["event"], cited["birth"]):
        assert not excerpt.sensitive
        for never in ("Бақытгүл", "Сандуғаш", "654026199003150", "Aqsu, ", "+7"):
            assert never not in excerpt.text


def test_a_claim_that_is_emptied_takes_its_citation_along(vault: Vault) -> None:
    intake_id = take(vault, TOLD)
    for slot in (Slot.NOW, Slot.SINCE, Slot.WHERE, Slot.REASON_GIVEN, Slot.REASON_BELIEVED):
        visit.keep(vault, intake_id, slot, "", DESK)
    assert not vault.all(Event)
    assert "event" not in {c.field or "event" for c in vault.all(Citation)}


def test_a_yes_is_about_a_few_classes_and_never_about_who_tells(vault: Vault) -> None:
    take(vault, TOLD)
    by_audience = {c.audience: c for c in vault.all(Consent)}
    assert set(by_audience) == {
        Audience.HOST_STATE, Audience.DETAINING_STATE, Audience.PRESS, Audience.PUBLIC,
    }  # fmt: skip
    ministry = by_audience[Audience.HOST_STATE]
    assert ministry.giver_contact_id == ministry.about_contact_id == one(vault, Contact).id
    assert ministry.given == read_date("2026-05-14")
    assert ministry.answers["detainee_name"] == ConsentAnswer.ALLOW
    for never in (InfoClass.TESTIFIER_NAME, InfoClass.TESTIFIER_CONTACT, InfoClass.EXACT_ADDRESS):
        assert never.value not in ministry.answers
    embassy = by_audience[Audience.DETAINING_STATE]
    assert set(embassy.answers.values()) == {"withhold"}
    assert by_audience[Audience.PRESS].answers["photo"] == "ask"
    assert "detainee_identifiers" not in by_audience[Audience.PRESS].answers


def test_an_answer_never_takes_away_what_was_refused_in_the_whole_table(vault: Vault) -> None:
    intake_id = take(vault, TOLD)
    (consent,) = vault.all(Consent, audience=Audience.HOST_STATE)
    health, home = InfoClass.HEALTH.value, InfoClass.EXACT_ADDRESS.value
    consent.answers = consent.answers | {health: "withhold", home: "allow"}
    vault.save(consent, action=Action("Fill in the whole table"))

    def now() -> dict[str, str]:
        (found,) = vault.all(Consent, audience=Audience.HOST_STATE)
        return found.answers

    visit.keep(vault, intake_id, Slot.HOST_STATE, "ask", DESK)
    assert (now()[health], now().get(home)) == ("withhold", None)
    visit.keep(vault, intake_id, Slot.HOST_STATE, "allow", DESK)
    assert (now()[health], now()[InfoClass.PHOTO.value]) == ("withhold", "allow")
    visit.keep(vault, intake_id, Slot.HOST_STATE, "", DESK)
    assert now() == {health: "withhold"}


@pytest.mark.parametrize("said", ["allow", "withhold"])
def test_who_answers_again_after_a_withdrawal_is_heard_from_that_day_on(
    vault: Vault, said: str
) -> None:
    intake_id = take(vault, TOLD)
    (consent,) = vault.all(Consent, audience=Audience.HOST_STATE)
    consent.answers = consent.answers | {InfoClass.HEALTH.value: "allow"}
    consent.given, consent.withdrawn = read_date("2026-04-01"), read_date("2026-04-30")
    vault.save(consent, action=Action("Withdraw it"))
    assert visit.load_page(vault, intake_id).values[Slot.HOST_STATE] == ""
    visit.keep(vault, intake_id, Slot.HOST_STATE, said, DESK)
    (consent,) = vault.all(Consent, audience=Audience.HOST_STATE)
    assert (consent.withdrawn.is_unknown, consent.given) == (True, read_date("2026-05-14"))
    assert set(consent.answers.values()) == {said}
    assert InfoClass.HEALTH.value not in consent.answers
    assert visit.load_page(vault, intake_id).values[Slot.HOST_STATE] == said


def test_what_may_be_shown_can_be_said_before_who_tells_is_known(vault: Vault) -> None:
    intake_id = take(vault, {Slot.NAME: "A", Slot.HOST_STATE: "allow"})
    assert one(vault, Consent).giver_contact_id is None
    visit.keep(vault, intake_id, Slot.TELLER, "B", DESK)
    assert one(vault, Consent).giver_contact_id == one(vault, Contact).id


def test_undo_takes_an_intake_back_field_by_field_and_redo_brings_it_again(vault: Vault) -> None:
    intake_id = take(vault, TOLD)
    whole = visit.load_page(vault, intake_id)
    for done in range(len(TOLD), 0, -1):
        page = visit.load_page(vault, intake_id)
        said = [slot for slot in TOLD if page.values[slot] == TOLD[slot]]
        assert said == list(TOLD)[:done]
        vault.undo()
    assert visit.load_page(vault, intake_id) is None
    assert not any(vault.all(kind) for kind in (Detainee, Intake, NameForm, Source, Citation))
    for _step in TOLD:
        vault.redo()
    assert visit.load_page(vault, intake_id) == whole
    assert not vault.check()


def test_an_undone_field_that_is_typed_again_meets_the_same_record(vault: Vault) -> None:
    intake_id = take(vault, {Slot.NAME: "A", Slot.NOW: "taken"})
    event = one(vault, Event)
    vault.undo()
    assert not vault.all(Event)
    visit.keep(vault, intake_id, Slot.NOW, "taken", DESK)
    assert one(vault, Event).id == event.id


def test_nothing_typed_makes_nothing(vault: Vault) -> None:
    for slot, typed in ((Slot.NAME, "  "), (Slot.SEX, "unknown"), (Slot.TAKEN_BY, "Aigerim")):
        assert visit.keep(vault, new_id(), slot, typed, DESK)[1] is None
    assert not vault.all(Detainee)


def test_the_prefix_of_the_office_numbers_its_cases(vault: Vault) -> None:
    vault.save(Office(case_prefix="AT"), action=Action("Made for a test"))
    page = visit.load_page(vault, take(vault, {Slot.NAME: "A"}))
    assert page.number == "AT-0001"


def test_an_emptied_intake_is_empty_and_a_discarded_one_leaves_nothing_but_comes_back(
    vault: Vault,
) -> None:
    intake_id = take(vault, {Slot.NAME: "A", Slot.TELLER: "B"})
    assert not visit.load_page(vault, intake_id).empty
    take(vault, {Slot.NAME: "", Slot.TELLER: ""}, intake_id)
    assert visit.load_page(vault, intake_id).empty
    take(vault, {Slot.NAME: "A", Slot.TELLER: "B", Slot.HOST_STATE: "allow"}, intake_id)
    whole = visit.load_page(vault, intake_id)
    visit.discard(vault, intake_id)
    for kind in (Detainee, NameForm, Contact, Source, Excerpt, Citation, Consent, Intake):
        assert not vault.all(kind)
    vault.undo()
    assert visit.load_page(vault, intake_id) == whole


def test_a_known_contact_tells_again_and_is_not_made_twice(vault: Vault) -> None:
    first = visit.load_page(vault, take(vault, TOLD))
    second = take(vault, {Slot.NAME: "B", Slot.TELLER: "Санду"})
    _changes, page = visit.keep_teller(vault, second, first.contact_id, DESK)
    assert page.known
    assert page.values[Slot.TELLER] == "Сандуғаш Сәбитқызы"
    assert page.values[Slot.PHONE] == "+7 700 000 00 31"
    assert [c.id for c in vault.all(Contact)] == [first.contact_id]
    assert len(vault.all(NameForm, contact_id=first.contact_id)) == 1
    visit.keep(vault, second, Slot.TELLER, "Somebody else", DESK)
    assert vault.all(NameForm, contact_id=first.contact_id)[0].text == "Сандуғаш Сәбитқызы"
    assert len(vault.all(Contact)) == 2


def test_what_is_needed_for_the_slip_and_what_is_to_come_are_worked_out(vault: Vault) -> None:
    intake_id = take(vault, {Slot.NAME: "A"})
    page = visit.load_page(vault, intake_id)
    assert page.lacking == (Slot.NOW, Slot.TELLER, Slot.RELATION, Slot.HOW_KNOWN)
    assert page.to_come[:3] == ("photo", "signature", "address")
    assert not visit.finish(vault, intake_id).action
    take(vault, TOLD, intake_id)
    page = visit.load_page(vault, intake_id)
    assert page.lacking == ()
    assert page.to_come == ("photo", "signature", "address")
    visit.finish(vault, intake_id)
    assert vault.get(Intake, intake_id).finished_at is not None


def test_a_group_and_an_unnamed_person_are_described_instead_of_named(vault: Vault) -> None:
    intake_id = take(vault, {Slot.NAME: "Twenty-two of one family", Slot.KIND: "group"})
    case = one(vault, Detainee)
    assert (case.kind, case.description) == (CaseKind.GROUP, "Twenty-two of one family")
    assert not vault.all(NameForm)
    visit.keep(vault, intake_id, Slot.SIZE, "20-25", DESK)
    case = one(vault, Detainee)
    assert (case.least_size, case.greatest_size) == (20, 25)
    with pytest.raises(UserError):
        visit.keep(vault, intake_id, Slot.SIZE, "many", DESK)
    visit.keep(vault, intake_id, Slot.KIND, "person", DESK)
    assert one(vault, NameForm).text == "Twenty-two of one family"
    assert one(vault, Detainee).description == ""


# -- one person or two -----------------------------------------------------------------------
def known_case(vault: Vault, **about: object) -> Detainee:
    case = Detainee(sex=Sex.FEMALE, birth=read_date("1990"), home_place="Tekes",
                    home_place_code="654027", fictitious=True, **about)  # fmt: skip
    aunt = Contact(fictitious=True)
    vault.save(
        case, aunt,
        NameForm(detainee_id=case.id, text="Бақытгүл Сәбитқызы", script=NameScript.KK_CYRL),
        Event(detainee_id=case.id, kind=EventKind.HOUSE_ARREST, when=read_date("2018")),
        Kinship(contact_id=aunt.id, of_detainee_id=case.id, relation=Relation.AUNT),
        action=Action("Made for a test"),
    )  # fmt: skip
    return case


def test_a_second_account_is_added_and_nothing_is_written_over(vault: Vault) -> None:
    case = known_case(vault)
    intake_id = take(vault, TOLD | {Slot.BIRTH: "1988"})
    join(vault, intake_id, case.id, DESK)
    assert [c.id for c in vault.all(Detainee)] == [case.id]
    assert one(vault, Detainee).birth.text == "1990"
    cited = {c.field or "event": c for c in vault.all(Citation)}
    assert cited["birth"].bearing is Bearing.CONTRADICTS
    assert cited["birth"].note == "1988"
    assert cited["home_place"].bearing is Bearing.SUPPORTS
    assert cited["event"].event_id == one(vault, Event).id
    assert {c.detainee_id for f, c in cited.items() if f != "event"} == {case.id}
    names = {n.text: n.kind for n in vault.all(NameForm, detainee_id=case.id)}
    assert names == {
        "Бақытгүл Сәбитқызы": NameKind.MAIN, "巴合提古丽·沙比提": NameKind.ALIAS,
    }  # fmt: skip
    assert {k.relation for k in vault.all(Kinship, of_detainee_id=case.id)} == {
        Relation.AUNT, Relation.SISTER,
    }  # fmt: skip
    assert {c.about_detainee_id for c in vault.all(Consent)} == {case.id}
    assert vault.get(Intake, intake_id).detainee_id == case.id


def test_what_was_added_to_the_case_meanwhile_goes_along_with_a_second_account(
    vault: Vault,
) -> None:
    case = known_case(vault)
    intake_id = take(vault, TOLD)
    own = vault.get(Detainee, vault.get(Intake, intake_id).detainee_id)
    own.health, own.birth = "weak heart", read_date("1988")
    source = one(vault, Source)
    said = Excerpt(source_id=source.id, text="born in 1988")
    appeal, both = Appeal(title="For her"), Appeal(title="For both")
    vault.save(
        own, said, appeal, both,
        Citation(excerpt_id=said.id, detainee_id=own.id, field="birth"),
        Event(detainee_id=own.id, kind=EventKind.SENTENCED, when=read_date("2019")),
        Consent(audience=Audience.PRESS, about_detainee_id=own.id, given=read_date("2026"),
                answers={InfoClass.DETAINEE_NAME.value: "withhold"}),
        AppealPerson(appeal_id=appeal.id, detainee_id=own.id),
        AppealPerson(appeal_id=both.id, detainee_id=own.id),
        AppealPerson(appeal_id=both.id, detainee_id=case.id),
        action=Action("Added on the page of the case"),
    )  # fmt: skip
    join(vault, intake_id, case.id, DESK)
    assert vault.get(Detainee, case.id).health == "weak heart"
    assert {e.kind for e in vault.all(Event, detainee_id=case.id)} == {
        EventKind.HOUSE_ARREST, EventKind.SENTENCED,
    }  # fmt: skip
    (cite,) = vault.all(Citation, excerpt_id=said.id)
    assert (cite.detainee_id, cite.bearing) == (case.id, Bearing.CONTRADICTS)
    assert {c.about_detainee_id for c in vault.all(Consent)} == {case.id}
    assert {p.appeal_id for p in vault.all(AppealPerson, detainee_id=case.id)} == {
        appeal.id, both.id,
    }  # fmt: skip
    vault.undo()
    assert EventKind.SENTENCED in {e.kind for e in vault.all(Event, detainee_id=own.id)}
    assert not vault.check()


def test_a_second_account_is_one_action_and_undone_as_one(vault: Vault) -> None:
    case = known_case(vault)
    intake_id = take(vault, TOLD)
    before = visit.load_page(vault, intake_id)
    join(vault, intake_id, case.id, DESK)
    vault.undo()
    assert visit.load_page(vault, intake_id) == before
    assert len(vault.all(Detainee)) == 2
    assert not vault.check()


def test_a_joined_intake_shows_what_was_told_and_changes_the_other_case_no_more(
    vault: Vault,
) -> None:
    case = known_case(vault)
    intake_id = take(vault, TOLD)
    join(vault, intake_id, case.id, DESK)
    page = visit.load_page(vault, intake_id)
    assert not page.own
    assert page.number == case.case_number
    assert {slot: page.values[slot] for slot in TOLD} == TOLD
    with pytest.raises(ConflictError):
        visit.keep(vault, intake_id, Slot.BIRTH, "1950", DESK)
    cited = {c.id: c.version for c in vault.all(Citation)}
    visit.keep(vault, intake_id, Slot.PHONE, "+7 700 000 00 32", DESK)
    assert {c.id: c.version for c in vault.all(Citation)} == cited


def test_not_the_same_is_kept_once(vault: Vault) -> None:
    case = known_case(vault)
    intake_id = take(vault, TOLD)
    told_apart(vault, intake_id, case.id, DESK)
    told_apart(vault, intake_id, case.id, DESK)
    decision = one(vault, MatchDecision)
    assert decision.verdict is MatchVerdict.NOT_SAME
    assert decision.by == "Aigerim"


def test_sixty_intakes_of_a_day_take_seconds_of_work(vault: Vault) -> None:
    begun = time.process_time()
    for number in range(60):
        told = {Slot.NAME: f"Fictitious {number}", Slot.NOW: "taken", Slot.TELLER: f"T{number}",
                Slot.RELATION: "sister", Slot.HOW_KNOWN: "hearsay"}  # fmt: skip
        visit.finish(vault, take(vault, told))
    assert time.process_time() - begun < 15
    assert all(intake.finished_at for intake in vault.all(Intake))
    assert sorted(i.serial for i in vault.all(Intake)) == list(range(1, 61))


# -- on paper --------------------------------------------------------------------------------
def copies_of(vault: Vault, intake_id: UUID) -> dict[Audience, str]:
    """What a draft for each addressee would say of an intake's case, as frozen text."""
    intake = vault.get(Intake, intake_id)
    w = World()
    w.add("appeal", Appeal(title="Collective appeal", dated=read_date("2026-05-20"),
                           facts_as_of=read_date("2026-05-20")))  # fmt: skip
    addressees(w)
    w.add("person", AppealPerson(appeal_id=w["appeal"].id, detainee_id=intake.detainee_id,
                                 petitioner_id=intake.contact_id))  # fmt: skip
    vault.save(*w.records.values(), action=Action("Made for a test"))
    return {
        one.audience: freeze(issue.draft(vault, w["appeal"].id, one.id, "en")[0])
        for one in w.of(Addressee)
    }


def test_a_copy_tells_what_was_allowed_with_its_source_and_never_who_told(vault: Vault) -> None:
    told = TOLD | {Slot.UNITED_NATIONS: "allow"}
    copies = copies_of(vault, take(vault, told))
    for audience in (Audience.UNITED_NATIONS, Audience.HOST_STATE):
        copy = copies[audience]
        assert "Бақытгүл Сәбитқызы" in copy
        assert "had a Kazakh visa in her passport" in copy
        assert "Testimony of her sister" in copy
    assert "Бақытгүл" not in copies[Audience.DETAINING_STATE]
    for copy in copies.values():
        for never in ("Сандуғаш", "00 31", "village of Aqsu", "Aigerim"):
            assert never not in copy
