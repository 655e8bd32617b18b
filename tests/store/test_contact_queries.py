"""What the list and the page of contacts are told by the store."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.dates import UncertainDate, read_date
from caseapp.domain.vocabulary import (
    Audience,
    ContactRole,
    NameScript,
    Relation,
    RiskLevel,
    Sex,
    SourceKind,
)
from caseapp.store.casefile import load_appeal_file, load_case_file
from caseapp.store.history import Action
from caseapp.store.queries.choosing import people_found
from caseapp.store.queries.contact_page import load_contact_page
from caseapp.store.queries.contacts import (
    ConsentState,
    ContactFilter,
    ContactRow,
    contact_count,
    contact_ids,
    contact_languages,
    contact_rows,
)
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealPerson,
    Consent,
    Contact,
    ContactNote,
    Copy,
    Detainee,
    Kinship,
    NameForm,
    Source,
)
from caseapp.store.vault import Vault

MADE = Action("Made")
TODAY = date(2026, 6, 1)


class World:
    """A case, the wife who consented, a witness who withdrew, a journalist."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.case = Detainee(sex=Sex.MALE)
        self.wife = Contact(sex=Sex.FEMALE, region="Almaty", languages=["kk", "ru"])
        self.witness = Contact(
            role=ContactRole.WITNESS, risk=RiskLevel.HIGH, do_not_contact=True, languages=["kk"]
        )
        self.journalist = Contact(role=ContactRole.JOURNALIST, region="Astana")
        names = [
            NameForm(detainee_id=self.case.id, text="Асқар Үлгібай", script=NameScript.KK_CYRL),
            NameForm(contact_id=self.wife.id, text="Айман", script=NameScript.KK_CYRL),
            NameForm(contact_id=self.wife.id, text="Aiman", script=NameScript.EN, position=1),
            NameForm(contact_id=self.witness.id, text="Дулат", script=NameScript.KK_CYRL),
            NameForm(contact_id=self.journalist.id, text="Zarina", script=NameScript.EN),
        ]
        self.tie = Kinship(
            contact_id=self.wife.id, of_detainee_id=self.case.id, relation=Relation.WIFE
        )
        self.consents = [
            self.consent(self.wife, Audience.UNITED_NATIONS, {"photo": "allow", "health": "ask"}),
            self.consent(self.wife, Audience.PRESS, {"photo": "ask"}),
            self.consent(self.witness, Audience.PRESS, {"testimony": "allow"}, "1 May 2026"),
        ]
        vault.save(
            self.case, self.wife, self.witness, self.journalist, *names, self.tie, *self.consents,
            ContactNote(contact_id=self.wife.id, at=read_date("3 March 2026"), text="called"),
            ContactNote(contact_id=self.wife.id, at=read_date("5 May 2026"), text="came"),
            action=MADE,
        )  # fmt: skip

    def consent(
        self, who: Contact, audience: Audience, answers: dict[str, str], withdrawn: str = ""
    ) -> Consent:
        return Consent(
            giver_contact_id=who.id, about_contact_id=who.id, about_detainee_id=self.case.id,
            audience=audience, answers=answers, given=read_date("2 March 2026"),
            withdrawn=read_date(withdrawn) if withdrawn else UncertainDate.unknown(),
        )  # fmt: skip

    def listed(self, **asked: object) -> list[str]:
        query = ContactFilter(**asked)
        ids = self.vault.read(lambda session: contact_ids(session, query, TODAY))
        return [row.names[0][1] for row in self.rows(ids)]

    def rows(self, ids: list) -> list[ContactRow]:
        return self.vault.read(lambda session: contact_rows(session, ids, TODAY))


@pytest.fixture
def world(vault: Vault) -> World:
    return World(vault)


# -- the list --------------------------------------------------------------------------------
def test_contacts_are_listed_in_the_order_of_their_numbers(world: World) -> None:
    assert world.listed() == ["Айман", "Дулат", "Zarina"]
    assert world.listed(descending=True) == ["Zarina", "Дулат", "Айман"]
    assert world.vault.read(contact_count) == 3


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"text": "aim"}, ["Айман"]),
        ({"text": "дул"}, ["Дулат"]),
        ({"role": ContactRole.JOURNALIST}, ["Zarina"]),
        ({"risk": RiskLevel.HIGH}, ["Дулат"]),
        ({"do_not_contact": True}, ["Дулат"]),
        ({"do_not_contact": False}, ["Айман", "Zarina"]),
        ({"language": "ru"}, ["Айман"]),
        ({"consent": ConsentState.IN_FORCE}, ["Айман"]),
        ({"consent": ConsentState.WITHDRAWN}, ["Дулат"]),
        ({"consent": ConsentState.NONE}, ["Zarina"]),
        ({"text": "zar", "role": ContactRole.WITNESS}, []),
    ],
)
def test_a_filter_shows_those_it_asks_for(world: World, asked: dict, found: list[str]) -> None:
    assert world.listed(**asked) == found


@pytest.mark.parametrize(
    ("order", "first"),
    [("name", "Zarina"), ("risk", "Дулат"), ("region", "Айман"), ("last", "Айман")],
)
def test_the_list_can_be_ordered(world: World, order: str, first: str) -> None:
    assert world.listed(order=order)[0] == first


def test_who_has_nothing_to_order_by_stands_last_either_way(world: World) -> None:
    assert world.listed(order="region")[-1] == "Дулат"
    assert world.listed(order="region", descending=True)[-1] == "Дулат"


def test_a_row_says_whose_relative_it_is_and_how_it_stands(world: World) -> None:
    (row,) = world.rows([world.wife.id])
    assert [(tie.relation, tie.name) for tie in row.ties] == [(Relation.WIFE, "Асқар Үлгібай")]
    assert row.consent is ConsentState.IN_FORCE
    assert row.allowed == {Audience.UNITED_NATIONS}
    assert row.to_ask == {Audience.UNITED_NATIONS, Audience.PRESS}
    assert row.last.text == "5 May 2026"


def test_a_tie_from_the_other_side_is_turned(world: World) -> None:
    world.vault.save(
        Kinship(
            detainee_id=world.case.id, of_contact_id=world.witness.id, relation=Relation.CELLMATE
        ),
        action=MADE,
    )
    (row,) = world.rows([world.witness.id])
    assert [tie.relation for tie in row.ties] == [Relation.CELLMATE]


def test_languages_are_offered_by_how_many_speak_them(world: World) -> None:
    assert world.vault.read(contact_languages) == ["kk", "ru"]


def test_who_is_in_the_trash_is_not_listed(world: World) -> None:
    world.vault.trash(world.wife, action=MADE)
    assert world.listed() == ["Дулат", "Zarina"]
    assert world.vault.read(lambda session: load_contact_page(session, world.wife.id)) is None


# -- the page --------------------------------------------------------------------------------
def page_of(world: World, contact: Contact):
    page = world.vault.read(lambda session: load_contact_page(session, contact.id))
    assert page is not None
    return page


def test_the_page_holds_family_consents_and_notes(world: World) -> None:
    page = page_of(world, world.wife)
    (tie,) = page.ties
    assert (tie.relation, tie.name, tie.case_id) == (
        Relation.HUSBAND, "Асқар Үлгібай", world.case.id,
    )  # fmt: skip
    assert [case.relation for case in page.cases] == [Relation.WIFE]
    assert len(page.consents) == 2
    assert [note.text for note in page.notes] == ["came", "called"]
    assert [name for _key, name in page.others] == ["Дулат"]


def test_a_case_that_only_a_consent_knows_belongs_to_the_page(world: World) -> None:
    (case,) = page_of(world, world.witness).cases
    assert (case.id, case.relation) == (world.case.id, None)


def test_testimonies_stand_by_their_days(world: World) -> None:
    for day in ("2019", "2017"):
        world.vault.save(
            Source(kind=SourceKind.TESTIMONY, title=day, testifier_id=world.wife.id,
                   dated=read_date(day)), action=MADE,
        )  # fmt: skip
    assert [source.title for source in page_of(world, world.wife).sources] == ["2017", "2019"]


def test_copies_that_are_out_are_told_by_the_case_they_speak_for(world: World) -> None:
    appeal = Appeal(title="Appeal of May")
    embassy = Addressee(
        audience=Audience.DETAINING_STATE, texts={"short": {"en": "Embassy"}}, serial=9
    )
    copies = [
        Copy(
            appeal_id=appeal.id, addressee_id=embassy.id, number=number, for_office=number == 2,
            language="en", produced_at=appeal.created_at, frozen="", frozen_sha256="", page_code="",
        )
        for number in (1, 2)
    ]  # fmt: skip
    person = AppealPerson(
        appeal_id=appeal.id, detainee_id=world.case.id, petitioner_id=world.wife.id
    )
    world.vault.save(appeal, embassy, person, *copies, action=MADE)
    copies_out = page_of(world, world.wife).copies
    assert [copy.number for copy in copies_out[world.case.id]] == [1]
    assert [copy.addressee for copy in copies_out[None]] == [{"en": "Embassy"}]
    assert page_of(world, world.witness).copies[None] == ()


def test_a_copy_tells_of_who_stands_on_its_pages_whatever_the_appeal_says_today(
    world: World,
) -> None:
    appeal = Appeal(title="Appeal of May")
    embassy = Addressee(audience=Audience.DETAINING_STATE, serial=9)
    number = world.case.case_number

    def copy(place: int, frozen: str) -> Copy:
        return Copy(
            appeal_id=appeal.id, addressee_id=embassy.id, number=place, language="en",
            produced_at=appeal.created_at, frozen=frozen, frozen_sha256="", page_code="",
        )  # fmt: skip

    person = AppealPerson(appeal_id=appeal.id, detainee_id=world.case.id)
    world.vault.save(appeal, embassy, person, copy(1, f'"{number}"'), copy(2, "{}"), action=MADE)
    assert [one.number for one in page_of(world, world.wife).copies[world.case.id]] == [1]
    world.vault.trash(person, action=MADE)
    assert [one.number for one in page_of(world, world.wife).copies[world.case.id]] == [1]


def test_people_are_found_by_name_to_tie_them(world: World) -> None:
    found = world.vault.read(lambda s: people_found(s, "асқ", without=(world.wife.id,)))
    assert [(person.kind, person.names[0]) for person in found] == [("detainee", "Асқар Үлгібай")]
    assert world.vault.read(lambda s: people_found(s, "айм", without=(world.wife.id,))) == []


# -- what the wall reads -----------------------------------------------------------------------
def test_the_file_of_a_case_is_that_of_an_appeal_for_it_alone(world: World) -> None:
    appeal = Appeal()
    person = AppealPerson(
        appeal_id=appeal.id, detainee_id=world.case.id, petitioner_id=world.wife.id
    )
    world.vault.save(appeal, person, action=MADE)
    real = world.vault.read(lambda session: load_appeal_file(session, appeal.id))
    file = world.vault.read(lambda session: load_case_file(session, [world.case.id]))
    assert real is not None
    for part in ("detainees", "contacts", "names", "events", "sources"):
        assert getattr(file, part).keys() == getattr(real, part).keys(), part
    assert [c.id for c in file.consents] == [c.id for c in real.consents]
    assert [p.petitioner_id for p in file.persons] == [world.wife.id]


def test_a_contact_whom_no_case_knows_can_be_asked_for(world: World) -> None:
    file = world.vault.read(lambda session: load_case_file(session, [], [world.journalist.id]))
    assert list(file.contacts) == [world.journalist.id]
