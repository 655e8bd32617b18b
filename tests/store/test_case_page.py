"""What the page of a case is given: complete, in order, and nothing from the trash."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    AttachmentRole,
    Audience,
    Bearing,
    CaseKind,
    Credibility,
    EventKind,
    IdentifierKind,
    NameScript,
    Relation,
    Reliability,
    RiskLevel,
    Sex,
    SourceKind,
    Status,
    Verification,
)
from caseapp.store.history import Action
from caseapp.store.queries.case_page import CasePage, load_case_page
from caseapp.store.records import (
    Appeal,
    AppealPerson,
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
    Source,
    new_id,
)
from caseapp.store.vault import Vault

KEEP = Action("Keep")


@pytest.fixture
def case(vault: Vault) -> Detainee:
    detainee = Detainee(fictitious=True)
    vault.save(detainee, action=KEEP)
    return detainee


def page_of(vault: Vault, detainee_id: UUID) -> CasePage:
    page = vault.read(lambda session: load_case_page(session, detainee_id))
    assert page is not None
    return page


def keep(vault: Vault, *records: Record) -> None:
    vault.save(*records, action=KEEP)


def cite(
    vault: Vault,
    source: Source,
    *,
    event: Event | None = None,
    case: Detainee | None = None,
    field: str = "",
    credibility: Credibility = Credibility.PROBABLE,
    bearing: Bearing = Bearing.SUPPORTS,
) -> tuple[Excerpt, Citation]:
    excerpt = Excerpt(source_id=source.id, text="words", credibility=credibility)
    citation = Citation(
        excerpt_id=excerpt.id,
        bearing=bearing,
        event_id=event.id if event else None,
        detainee_id=case.id if case else None,
        field=field,
    )
    keep(vault, excerpt, citation)
    return excerpt, citation


def event(case: Detainee, kind: EventKind, when: str = "", **about: object) -> Event:
    return Event(detainee_id=case.id, kind=kind, when=read_date(when), **about)


def source(kind: SourceKind = SourceKind.ARTICLE, **about: object) -> Source:
    about.setdefault("reliability", Reliability.B)
    return Source(kind=kind, fictitious=True, **about)


# -- the case itself ---------------------------------------------------------------------------
def test_there_is_no_page_for_an_unknown_or_trashed_case(vault, case):
    assert vault.read(lambda session: load_case_page(session, new_id())) is None
    vault.trash(case, action=KEEP)
    assert vault.read(lambda session: load_case_page(session, case.id)) is None


def test_an_empty_case_has_a_page_that_says_what_is_missing(vault, case):
    page = page_of(vault, case.id)
    assert page.status.status is Status.UNKNOWN
    assert page.release is None
    assert page.verification is Verification.UNSOURCED
    assert page.completeness.present == 0
    assert page.completeness.missing[0] == "name"


def test_records_can_be_used_after_the_vault_is_closed(vault, case):
    keep(vault, event(case, EventKind.TAKEN, "2018", narrative="at night"))
    page = page_of(vault, case.id)
    vault.close()
    assert page.events[0].narrative == "at night"
    assert page.detainee.case_number == "CF-0001"


def test_spellings_come_in_their_order_and_trashed_ones_do_not(vault, case):
    forms = [
        NameForm(detainee_id=case.id, text=text, script=NameScript.EN, position=position)
        for text, position in (("third", 3), ("first", 0), ("second", 1))
    ]
    keep(vault, *forms)
    assert [name.text for name in page_of(vault, case.id).names] == ["first", "second", "third"]
    vault.trash(forms[2], action=KEEP)
    assert [name.text for name in page_of(vault, case.id).names] == ["first", "third"]


def test_what_belongs_to_another_case_is_left_out(vault, case):
    other = Detainee(fictitious=True)
    keep(
        vault, other, event(other, EventKind.TAKEN, "2017"),
        NameForm(detainee_id=other.id, text="other", script=NameScript.EN),
        Identifier(detainee_id=other.id, kind=IdentifierKind.PASSPORT, number="1"),
        Kinship(of_detainee_id=other.id, relation=Relation.WIFE, name="other"),
    )  # fmt: skip
    page = page_of(vault, case.id)
    assert (page.names, page.events, page.identifiers, page.kin) == ((), (), (), ())
    assert {entry.record_id for entry in page.history} == {case.id}


# -- events, status, release -------------------------------------------------------------------
def test_events_come_as_they_happened_and_undated_ones_last(vault, case):
    undated = event(case, EventKind.SEEN)
    keep(
        vault, undated, event(case, EventKind.SENTENCED, "March 2019"),
        event(case, EventKind.TAKEN, "2017"),
    )  # fmt: skip
    kinds = [e.kind for e in page_of(vault, case.id).events]
    assert kinds == [EventKind.TAKEN, EventKind.SENTENCED, EventKind.SEEN]


def test_status_and_release_follow_from_the_events(vault, case):
    keep(
        vault, event(case, EventKind.TAKEN, "10 October 2017"),
        event(case, EventKind.SENTENCED, "10 March 2019", term_years=9),
    )  # fmt: skip
    page = page_of(vault, case.id)
    assert page.status.status is Status.SENTENCED
    assert page.release is not None
    assert page.release.earliest.isoformat() == "2026-10-10"
    assert page.release.latest.isoformat() == "2028-03-10"


def test_trashing_an_event_takes_back_what_it_said(vault, case):
    taken, sentenced = event(case, EventKind.TAKEN, "2017"), event(case, EventKind.DIED, "2020")
    keep(vault, taken, sentenced)
    assert page_of(vault, case.id).status.status is Status.DIED
    vault.trash(sentenced, action=KEEP)
    assert page_of(vault, case.id).status.status is Status.DETAINED


# -- claims and sources ------------------------------------------------------------------------
def test_sources_are_numbered_in_their_order_and_claims_refer_to_them(vault, case):
    taken = event(case, EventKind.TAKEN, "2017")
    first, second = source(title="first"), source(title="second")
    keep(vault, taken, first, second)
    cite(vault, second, event=taken, credibility=Credibility.POSSIBLE)
    cite(vault, first, case=case, field="birth")
    page = page_of(vault, case.id)
    assert [s.title for s in page.sources] == ["first", "second"]
    about_event, about_birth = page.claims
    assert [(m.source, m.credibility) for m in about_event.marks] == [(2, "3")]
    assert (about_birth.event, about_birth.field) == (None, "birth")
    assert [m.source for m in about_birth.marks] == [1]


def test_one_source_marks_a_claim_once_with_its_best_passage(vault, case):
    taken, article = event(case, EventKind.TAKEN, "2017"), source()
    keep(vault, taken, article)
    cite(vault, article, event=taken, credibility=Credibility.DOUBTFUL)
    cite(vault, article, event=taken, credibility=Credibility.PROBABLE)
    (claim,) = page_of(vault, case.id).claims
    assert [(m.source, m.credibility) for m in claim.marks] == [(1, "2")]


def test_who_contradicts_is_marked_beside_who_supports(vault, case):
    taken, paper, reply = event(case, EventKind.TAKEN, "2017"), source(), source()
    keep(vault, taken, paper, reply)
    cite(vault, paper, event=taken)
    cite(vault, reply, event=taken, bearing=Bearing.CONTRADICTS)
    (claim,) = page_of(vault, case.id).claims
    assert claim.contradicted
    assert {(m.source, m.bearing) for m in claim.marks} == {
        (1, Bearing.SUPPORTS),
        (2, Bearing.CONTRADICTS),
    }
    assert claim.verification is not Verification.CORROBORATED


def test_two_independent_sources_corroborate_and_two_copies_do_not(vault, case):
    taken, first = event(case, EventKind.TAKEN, "2017"), source()
    copy = source(same_text_as_id=first.id)
    keep(vault, taken, first, copy)
    for paper in (first, copy):
        cite(vault, paper, event=taken, credibility=Credibility.POSSIBLE)
    assert page_of(vault, case.id).verification is Verification.REPORTED
    independent = source()
    keep(vault, independent)
    cite(vault, independent, event=taken, credibility=Credibility.POSSIBLE)
    assert page_of(vault, case.id).verification is Verification.CORROBORATED


@pytest.mark.parametrize("what", ["citation", "excerpt", "source"])
def test_what_lies_in_the_trash_supports_nothing(vault, case, what):
    taken, paper = event(case, EventKind.TAKEN, "2017"), source()
    keep(vault, taken, paper)
    excerpt, citation = cite(vault, paper, event=taken)
    trashed = {"citation": citation, "excerpt": excerpt, "source": paper}[what]
    vault.trash(vault.get(type(trashed), trashed.id), action=KEEP)
    page = page_of(vault, case.id)
    assert page.sources == ()
    assert page.claims[0].marks == ()
    assert page.claims[0].verification is Verification.UNSOURCED


def test_a_case_is_as_far_verified_as_its_weakest_sourced_event(vault, case):
    taken, seen = event(case, EventKind.TAKEN, "2017"), event(case, EventKind.SEEN, "2018")
    verdict, post = source(SourceKind.VERDICT), source(SourceKind.SOCIAL_MEDIA)
    keep(vault, taken, seen, event(case, EventKind.MOVED, "2010"), verdict, post)
    cite(vault, verdict, event=taken)
    assert page_of(vault, case.id).verification is Verification.DOCUMENTED
    cite(vault, post, event=seen, credibility=Credibility.DOUBTFUL)
    assert page_of(vault, case.id).verification is Verification.REPORTED


# -- family ------------------------------------------------------------------------------------
def test_a_relative_without_a_file_is_described_by_the_kinship(vault, case):
    keep(
        vault,
        Kinship(of_detainee_id=case.id, relation=Relation.FATHER, name="Serik", place="Tekes",
                birth=read_date("1944")),
    )  # fmt: skip
    (row,) = page_of(vault, case.id).kin
    assert (row.name, row.place, row.birth.text, row.alone) == ("Serik", "Tekes", "1944", True)


def test_a_contact_brings_name_risk_and_languages(vault, case):
    wife = Contact(region="Almaty", risk=RiskLevel.HIGH, languages=["kk"], fictitious=True)
    keep(
        vault, wife, NameForm(contact_id=wife.id, text="Ayman", script=NameScript.EN),
        Kinship(contact_id=wife.id, of_detainee_id=case.id, relation=Relation.WIFE),
    )  # fmt: skip
    (row,) = page_of(vault, case.id).kin
    assert (row.name, row.place, row.risk) == ("Ayman", "Almaty", RiskLevel.HIGH)
    assert (row.languages, row.contact_id, row.reversed) == (("kk",), wife.id, False)


def test_a_brother_with_a_case_of_his_own_brings_its_number_and_status(vault, case):
    brother = Detainee(fictitious=True, description="a brother")
    keep(
        vault, brother, event(brother, EventKind.SENTENCED, "2019"),
        Kinship(detainee_id=case.id, of_detainee_id=brother.id, relation=Relation.BROTHER),
    )  # fmt: skip
    (row,) = page_of(vault, case.id).kin
    assert (row.case_id, row.case_number) == (brother.id, "CF-0002")
    assert (row.name, row.status, row.reversed) == ("a brother", Status.SENTENCED, True)
    (back,) = page_of(vault, brother.id).kin
    assert (back.case_id, back.reversed) == (case.id, False)


def test_a_relatives_file_in_the_trash_says_nothing(vault, case):
    wife = Contact(region="Almaty", fictitious=True)
    keep(
        vault, wife, NameForm(contact_id=wife.id, text="Ayman", script=NameScript.EN),
        Kinship(contact_id=wife.id, of_detainee_id=case.id, relation=Relation.WIFE),
    )  # fmt: skip
    vault.trash(wife, action=KEEP)
    (row,) = page_of(vault, case.id).kin
    assert (row.name, row.place, row.contact_id) == ("", "", None)


def test_what_decides_about_naming_comes_with_the_page(vault, case):
    wife = Contact(sex=Sex.FEMALE, fictitious=True)
    tie = Kinship(contact_id=wife.id, of_detainee_id=case.id, relation=Relation.WIFE)
    keep(vault, wife, tie)
    page = page_of(vault, case.id)
    assert page.consent_file.consents == ()
    assert "consent" in page.completeness.missing
    keep(
        vault,
        Consent(giver_contact_id=wife.id, about_detainee_id=case.id,
                audience=Audience.UNITED_NATIONS, answers={"detainee_name": "allow"}),
    )  # fmt: skip
    page = page_of(vault, case.id)
    assert [c.audience for c in page.consent_file.consents] == [Audience.UNITED_NATIONS]
    assert list(page.consent_file.contacts) == [wife.id]
    assert "consent" not in page.completeness.missing
    assert page.published is False


# -- completeness ------------------------------------------------------------------------------
def test_completeness_counts_what_is_there(vault, case):
    case.sex, case.home_place = Sex.MALE, "Tekes"
    keep(
        vault, case, NameForm(detainee_id=case.id, text="a", script=NameScript.EN),
        NameForm(detainee_id=case.id, text="b", script=NameScript.RU),
        event(case, EventKind.TAKEN, "2017", reason_given="a journey"),
    )  # fmt: skip
    found = page_of(vault, case.id).completeness
    present = {"name", "second_script", "sex", "home", "event", "event_dated", "reason"}
    assert found.present == len(present)
    assert not present & set(found.missing)


def test_a_group_is_not_measured_by_what_a_person_has(vault, case):
    case.kind, case.least_size, case.greatest_size = CaseKind.GROUP, 21, None
    keep(vault, case)
    assert page_of(vault, case.id).completeness is None


# -- files, appeals, history -------------------------------------------------------------------
def test_a_portrait_in_the_trash_is_no_longer_the_portrait(vault, case):
    photo_id = new_id()
    case.photo_id = photo_id
    photo = vault.attach(
        b"picture", role=AttachmentRole.PHOTO, action=KEEP, also=(case,), id=photo_id,
        detainee_id=case.id,
    )  # fmt: skip
    page = page_of(vault, case.id)
    assert page.photo is not None
    assert page.photo.id == photo_id
    vault.trash(photo, action=KEEP)
    page = page_of(vault, case.id)
    assert (page.photo, page.files) == (None, ())


def test_a_file_and_the_case_that_shows_it_are_one_action(vault, case):
    photo_id = new_id()
    case.photo_id = photo_id
    vault.attach(
        b"picture", role=AttachmentRole.PHOTO, action=Action("Add"), also=(case,), id=photo_id,
        detainee_id=case.id,
    )  # fmt: skip
    vault.undo()
    page = page_of(vault, case.id)
    assert (page.detainee.photo_id, page.files) == (None, ())


def test_appeals_that_speak_for_the_case_are_listed(vault, case):
    appeal, gone = Appeal(title="June"), Appeal(title="gone")
    link = AppealPerson(appeal_id=appeal.id, detainee_id=case.id)
    keep(vault, appeal, gone, link, AppealPerson(appeal_id=gone.id, detainee_id=case.id))
    vault.trash(gone, action=KEEP)
    assert [(s, t) for _id, s, t in page_of(vault, case.id).appeals] == [(1, "June")]


def test_history_tells_all_records_of_the_page_newest_first_with_the_trash(vault, case):
    name = NameForm(detainee_id=case.id, text="a", script=NameScript.EN)
    taken = event(case, EventKind.TAKEN, "2017")
    keep(vault, name, taken)
    case.occupation = "teacher"
    keep(vault, case)
    vault.trash(taken, action=Action("Trash"))
    entries = page_of(vault, case.id).history
    assert [entry.action.label for entry in entries] == ["Trash", "Keep", "Keep", "Keep", "Keep"]
    assert {entry.record_kind for entry in entries} == {"event", "detainee", "name_form"}
    assert (entries[1].field, entries[1].old, entries[1].new) == ("occupation", "", "teacher")
