"""Rows of lists: order, search, what a card and an appeal page are given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Audience,
    EventKind,
    NameScript,
    Relation,
    SourceKind,
    Status,
    TermStart,
)
from caseapp.store.history import Action
from caseapp.store.keys import KdfCost
from caseapp.store.queries.appeals import (
    addressee_rows,
    appeal_rows,
    copy_rows,
    load_appeal_page,
    person_rows,
    text_in,
)
from caseapp.store.queries.cases import (
    CaseQuery,
    case_count,
    case_ids,
    case_prefixes,
    case_rows,
)
from caseapp.store.queries.found import found_rows
from caseapp.store.queries.preview import load_case_preview
from caseapp.store.records import (
    Addressee,
    Appeal,
    AppealAddressee,
    AppealPerson,
    Citation,
    Consent,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Kinship,
    NameForm,
    Source,
)
from caseapp.store.vault import Vault

ACTION = Action("Test")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Five fictitious cases that differ in every column."""
    cost = KdfCost(ops=1, memory=8 * 1024 * 1024)
    path: Path = tmp_path_factory.mktemp("queries") / "vault"
    with Vault.create(path, "passphrase", cost=cost) as vault:
        for number, (name, birth, home, kind, taken) in enumerate(
            (
                ("Ержан Үлгі", "1980", "Tekes county", EventKind.SENTENCED, "2018"),
                ("Әсел Үлгі", "about 1985", "", EventKind.TAKEN, "October 2017"),
                ("Асан Үлгі", "", "Altay city", EventKind.RELEASED, "2019"),
                ("", "1970", "Emin county", None, ""),
                ("Қайрат Үлгі", "1979", "Burqin county", EventKind.DIED, "2020"),
            ),
            start=1,
        ):
            case = Detainee(
                serial=number, birth=read_date(birth), home_place=home, fictitious=True,
                description="" if name else "A man seen in a field",
                wordings={"home_place": {"ru": "уезд Текес"}} if number == 1 else {},
            )  # fmt: skip
            records = [case]
            if name:
                records.append(NameForm(detainee_id=case.id, text=name, script=NameScript.KK_CYRL))
            if kind:
                records.append(Event(detainee_id=case.id, kind=kind, when=read_date(taken)))
            vault.save(*records, action=ACTION)
        yield vault


def numbers(vault: Vault, query: CaseQuery) -> list[int]:
    ids = vault.read(lambda session: case_ids(session, query))
    rows = vault.read(lambda session: case_rows(session, ids))
    return [int(row.number.removeprefix("CF-")) for row in rows]


def test_a_filter_finds_beginnings_and_keeps_the_order(filled: Vault) -> None:
    assert numbers(filled, CaseQuery("үлг")) == [1, 2, 3, 5]
    assert numbers(filled, CaseQuery(most=2)) == [1, 2]
    assert numbers(filled, CaseQuery("  ")) == [1, 2, 3, 4, 5]
    assert numbers(filled, CaseQuery("zzz")) == []
    assert numbers(filled, CaseQuery("CF-0004")) == [4]


def test_rows_come_in_the_asked_order_and_language(filled: Vault) -> None:
    ids = filled.read(lambda session: case_ids(session, CaseQuery()))
    rows = filled.read(lambda session: case_rows(session, [ids[3], ids[0]], "ru"))
    assert [row.home_place for row in rows] == ["Emin county", "уезд Текес"]
    assert rows[1].status.status is Status.SENTENCED
    assert rows[1].fictitious


def test_what_is_in_the_trash_is_neither_listed_nor_counted(vault: Vault) -> None:
    cases = [Detainee(fictitious=True), Detainee(fictitious=True, prefix="XX")]
    vault.save(*cases, action=ACTION)
    assert vault.read(case_prefixes) == ["CF", "XX"]
    vault.trash(cases[1], action=ACTION)
    ids = [case.id for case in cases]
    assert vault.read(lambda session: case_ids(session, CaseQuery())) == ids[:1]
    assert vault.read(case_count) == 1
    assert vault.read(case_prefixes) == ["CF"]
    alive = vault.read(lambda session: case_rows(session, ids, alive=True))
    assert [row.id for row in alive] == ids[:1]


# -- the card and the search ---------------------------------------------------------------------
@pytest.fixture
def told(vault: Vault) -> dict[str, UUID]:
    """One case with a sister who testified, a published source, a term and a consent."""
    case = Detainee(fictitious=True, home_place="Tekes county")
    sister = Contact(fictitious=True, region="Almaty region")
    source = Source(kind=SourceKind.TESTIMONY, title="A letter", testifier_id=sister.id)
    article = Source(kind=SourceKind.ARTICLE, title="An article", published=True)
    excerpt = Excerpt(source_id=source.id, text="He was taken from home.")
    naming = Excerpt(source_id=article.id, text="The name stands here.")
    taken = Event(
        detainee_id=case.id, kind=EventKind.TAKEN, when=read_date("2017"), place="from home"
    )
    sentence = Event(
        detainee_id=case.id, kind=EventKind.SENTENCED, when=read_date("2018"), term_years=9,
        term_start=TermStart.DETENTION,
    )  # fmt: skip
    vault.save(
        case, sister, source, article, excerpt, naming, taken, sentence,
        NameForm(detainee_id=case.id, text="Асан Үлгі", script=NameScript.KK_CYRL),
        NameForm(detainee_id=case.id, text="阿山", script=NameScript.ZH_HANS, position=1),
        NameForm(contact_id=sister.id, text="Айша Үлгі", script=NameScript.KK_CYRL),
        Kinship(contact_id=sister.id, of_detainee_id=case.id, relation=Relation.SISTER),
        Citation(excerpt_id=excerpt.id, event_id=taken.id),
        Citation(excerpt_id=naming.id, detainee_id=case.id, field="name"),
        Consent(
            about_detainee_id=case.id, giver_contact_id=sister.id, audience=Audience.PRESS,
            answers={}, given=read_date("2020"),
        ),
        action=ACTION,
    )  # fmt: skip
    return {"case": case.id, "sister": sister.id, "source": source.id, "article": article.id}


def test_the_card_holds_names_term_release_and_who_told(
    vault: Vault, told: dict[str, UUID]
) -> None:
    card = vault.read(lambda session: load_case_preview(session, told["case"]))
    assert card is not None
    assert card.names == ("Асан Үлгі", "阿山")
    assert (card.term.years, card.term_start) == (9, TermStart.DETENTION)
    assert card.release is not None
    assert card.release.latest is not None
    assert card.release.latest.year in (2026, 2027)
    assert [(teller.contact_id, teller.name) for teller in card.tellers] == [
        (told["sister"], "Айша Үлгі")
    ]
    assert card.taken_place == "from home"
    assert len(card.consent_file.consents) == 1
    assert card.published


def test_a_name_that_only_private_sources_tell_is_not_published(
    vault: Vault, told: dict[str, UUID]
) -> None:
    article = vault.get(Source, told["article"])
    assert article is not None
    article.published = False
    vault.save(article, action=ACTION)
    card = vault.read(lambda session: load_case_preview(session, told["case"]))
    assert card is not None
    assert not card.published


def test_there_is_no_card_of_what_lies_in_the_trash(vault: Vault, told: dict[str, UUID]) -> None:
    case = vault.get(Detainee, told["case"])
    assert case is not None
    vault.trash(case, action=ACTION)
    assert vault.read(lambda session: load_case_preview(session, told["case"])) is None


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("асан", "case"), ("阿山", "case"), ("айша", "contact"), ("letter", "source"),
     ("taken from home", "excerpt")],
)  # fmt: skip
def test_everything_that_is_found_about_a_case_leads_to_it(
    vault: Vault, told: dict[str, UUID], typed: str, kind: str
) -> None:
    rows = vault.read(lambda session: found_rows(session, typed))
    assert (rows[0].kind, rows[0].leads_to) == (kind, told["case"])
    assert (rows[0].status is not None) == (kind == "case")


def test_what_bears_on_no_case_leads_nowhere(vault: Vault) -> None:
    source = Source(kind=SourceKind.ARTICLE, title="Weather report")
    vault.save(source, action=ACTION)
    (row,) = vault.read(lambda session: found_rows(session, "weather"))
    assert (row.kind, row.leads_to) == ("source", None)


# -- appeals -----------------------------------------------------------------------------------
@pytest.fixture
def appeal(vault: Vault) -> Appeal:
    """An appeal for two persons, to one of two addressees that the vault knows."""
    record = Appeal(title="Appeal of June", reference="01/2026")
    cases = [Detainee(fictitious=True) for _ in range(3)]
    ministry = Addressee(
        audience=Audience.HOST_STATE, texts={"body": {"en": "Ministry", "ru": "Министерство"}}
    )
    other = Addressee(audience=Audience.UNITED_NATIONS)
    links = [
        AppealPerson(appeal_id=record.id, detainee_id=case.id, position=2 - place)
        for place, case in enumerate(cases)
    ]
    goes_to = AppealAddressee(appeal_id=record.id, addressee_id=ministry.id, language="ru")
    vault.save(record, *cases, ministry, other, *links, goes_to, action=ACTION)
    vault.trash(cases[0], action=ACTION)
    return record


def test_persons_of_an_appeal_stand_in_its_order_without_the_trash(
    vault: Vault, appeal: Appeal
) -> None:
    rows = vault.read(lambda session: person_rows(session, appeal.id))
    assert [row.case.number for row in rows] == ["CF-0003", "CF-0002"]


def test_the_page_of_an_appeal_knows_to_whom_it_does_not_go(vault: Vault, appeal: Appeal) -> None:
    page = vault.read(lambda session: load_appeal_page(session, appeal.id))
    assert page is not None
    assert [row.audience for row in page.addressees] == [Audience.HOST_STATE]
    assert [one.audience for one in page.others] == [Audience.UNITED_NATIONS]
    assert (page.copies, page.signatories) == ((), 0)
    (row,) = vault.read(lambda session: addressee_rows(session, appeal.id))
    assert row.language == "ru"
    assert text_in(row.texts, "body", "kk") == "Ministry"
    assert vault.read(lambda session: copy_rows(session, appeal.id)) == []


def test_appeals_are_counted_and_the_newest_stands_first(vault: Vault, appeal: Appeal) -> None:
    vault.save(Appeal(title="Second"), action=ACTION)
    rows = vault.read(appeal_rows)
    assert [(row.title, row.persons, row.addressees) for row in rows] == [
        ("Second", 0, 0), ("Appeal of June", 2, 1),
    ]  # fmt: skip


def test_an_appeal_in_the_trash_has_no_page(vault: Vault, appeal: Appeal) -> None:
    vault.trash(appeal, action=ACTION)
    assert vault.read(lambda session: load_appeal_page(session, appeal.id)) is None
