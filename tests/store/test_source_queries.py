"""What the store says of sources: the list, the page, who is named, what is a copy."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    Bearing,
    EventKind,
    NameScript,
    Reliability,
    SourceKind,
)
from caseapp.store.history import Action
from caseapp.store.queries.choosing import people_found
from caseapp.store.queries.source_page import (
    ClaimKey,
    last_claim,
    load_claims_of,
    load_source_page,
    place_of_source,
)
from caseapp.store.queries.sources import (
    SourceFilter,
    copies_of,
    load_source_preview,
    source_counts,
    source_ids,
    source_rows,
)
from caseapp.store.records import (
    Citation,
    Contact,
    Detainee,
    Event,
    Excerpt,
    NameForm,
    Record,
    Source,
)
from caseapp.store.vault import Vault

MADE = Action("Made for a test")
LONG = "Seven families met on Saturday in a rented room in Talgar, with photographs."


@pytest.fixture
def world(vault: Vault) -> dict[str, Record]:
    article = Source(
        kind=SourceKind.ARTICLE, title="Article", text=LONG, language="en",
        dated=read_date("2018"), published=True, reliability=Reliability.C,
    )  # fmt: skip
    article.wordings = {"title": {"ru": "Статья"}}
    letter = Source(kind=SourceKind.LETTER, title="letter", language="kk-Cyrl",
                    reliability=Reliability.A)  # fmt: skip
    photo = Source(kind=SourceKind.PHOTO, dated=read_date("2017"))
    case, other = Detainee(), Detainee()
    name = NameForm(detainee_id=case.id, text="Нұрлан Үлгібай", script=NameScript.KK_CYRL)
    taken = Event(detainee_id=case.id, kind=EventKind.TAKEN, when=read_date("October 2017"))
    words = Excerpt(source_id=article.id, text="Seven families")
    on_event = Citation(excerpt_id=words.id, event_id=taken.id, bearing=Bearing.SUPPORTS)
    on_field = Citation(excerpt_id=words.id, detainee_id=other.id, field="name")
    made = {
        "article": article, "letter": letter, "photo": photo, "case": case, "other": other,
        "name": name, "taken": taken, "words": words, "on_event": on_event,
        "on_field": on_field,
    }  # fmt: skip
    vault.save(*made.values(), action=MADE)
    return made


def listed(vault: Vault, **asked: object) -> list[str]:
    ids = vault.read(lambda s: source_ids(s, SourceFilter(**asked)))
    return [row.title for row in vault.read(lambda s: source_rows(s, ids))]


def test_the_newest_source_comes_first(vault: Vault, world: dict[str, Record]) -> None:
    assert listed(vault) == ["", "letter", "Article"]


def test_each_question_narrows_the_list(vault: Vault, world: dict[str, Record]) -> None:
    assert listed(vault, kinds=(SourceKind.LETTER, SourceKind.PHOTO)) == ["", "letter"]
    assert listed(vault, reliability=(Reliability.A,)) == ["letter"]
    assert listed(vault, languages=("kk",)) == ["letter"]
    assert listed(vault, languages=("",)) == [""]
    assert listed(vault, published=True) == ["Article"]
    assert listed(vault, with_excerpts=True) == ["Article"]
    assert listed(vault, with_excerpts=False) == ["", "letter"]
    assert listed(vault, text="families") == ["Article"]
    assert listed(vault, text="2") == ["letter"]  # its number


@pytest.mark.parametrize(
    ("order", "up", "down"),
    [
        ("title", ["Article", "letter", ""], ["letter", "Article", ""]),
        ("dated", ["", "Article", "letter"], ["Article", "", "letter"]),
        ("reliability", ["letter", "Article", ""], ["", "Article", "letter"]),
        ("excerpts", ["letter", "", "Article"], ["Article", "", "letter"]),
    ],
)
def test_what_is_not_known_stands_at_the_end_of_every_order(
    vault: Vault, world: dict[str, Record], order: str, up: list[str], down: list[str]
) -> None:
    assert listed(vault, order=order, descending=False) == up
    assert listed(vault, order=order, descending=True) == down


def test_a_row_counts_excerpts_and_the_cases_that_they_bear_on(
    vault: Vault, world: dict[str, Record]
) -> None:
    def row() -> tuple[int, int]:
        (found,) = vault.read(lambda s: source_rows(s, [world["article"].id]))
        return found.excerpts, found.cases

    assert row() == (1, 2)
    vault.trash(world["other"], action=MADE)
    assert row() == (1, 1)
    vault.trash(world["taken"], action=MADE)
    assert row() == (1, 0)
    vault.trash(world["words"], action=MADE)
    assert row() == (0, 0)


def test_rows_and_cards_speak_the_asked_language(vault: Vault, world: dict[str, Record]) -> None:
    preview = vault.read(lambda s: load_source_preview(s, world["article"].id, "ru"))
    assert preview is not None
    assert preview.row.title == "Статья"
    assert preview.beginning == LONG
    assert [case.excerpts for case in preview.cases] == [1, 1]
    assert vault.read(source_counts).languages == ("", "en", "kk")


def test_a_copy_is_known_by_its_file_or_by_its_words(
    vault: Vault, world: dict[str, Record]
) -> None:
    def copies(text: str) -> list[UUID]:
        return vault.read(lambda s: copies_of(s, "", text))

    assert copies(LONG.upper().replace(",", " –")) == [world["article"].id]
    assert copies(LONG + " More was said.") == []
    assert copies("Seven families") == []


def test_the_page_holds_what_each_excerpt_is_cited_for(
    vault: Vault, world: dict[str, Record]
) -> None:
    page = vault.read(lambda s: load_source_page(s, world["article"].id))
    assert page is not None
    ((excerpt),) = page.excerpts
    assert [(c.case.id, c.field) for c in excerpt.citations] == [
        (world["case"].id, ""), (world["other"].id, "name"),
    ]  # fmt: skip
    assert len(page.cases) == 2
    vault.trash(world["article"], action=MADE)
    assert vault.read(lambda s: load_source_page(s, world["article"].id)) is None


def test_work_goes_on_with_what_was_cited_last(vault: Vault, world: dict[str, Record]) -> None:
    last = vault.read(lambda s: last_claim(s, world["letter"].id))
    assert last is not None
    assert (last.case_id, last.claim) == (world["other"].id, ClaimKey(None, "name"))
    vault.trash(world["on_field"], action=MADE)
    last = vault.read(lambda s: last_claim(s, world["article"].id))
    assert last is not None
    assert (last.case_id, last.claim) == (world["case"].id, ClaimKey(world["taken"].id, ""))


def test_neighbours_follow_the_order_of_the_list(vault: Vault, world: dict[str, Record]) -> None:
    place = vault.read(lambda s: place_of_source(s, world["letter"].id))
    assert place is not None
    assert (place.position, place.count) == (2, 3)
    assert (place.before, place.after) == (world["photo"].id, world["article"].id)


def test_claims_of_a_case_are_its_events(vault: Vault, world: dict[str, Record]) -> None:
    claims = vault.read(lambda s: load_claims_of(s, world["case"].id))
    assert claims is not None
    assert [event.id for event in claims.events] == [world["taken"].id]
    vault.trash(world["case"], action=MADE)
    assert vault.read(lambda s: load_claims_of(s, world["case"].id)) is None


def test_contacts_are_told_apart(vault: Vault) -> None:
    contact = Contact(region="Astana", birth=read_date("1980"))
    name = NameForm(contact_id=contact.id, text="Айман Үлгібай", script=NameScript.KK_CYRL)
    vault.save(contact, name, action=MADE)
    (found,) = vault.read(lambda s: people_found(s, "айман", kinds=("contact",)))
    assert (found.names, found.place, found.birth.text) == (("Айман Үлгібай",), "Astana", "1980")
