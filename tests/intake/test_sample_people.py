"""The fictitious persons of the sample: flags, names, numbers, dates, sources, wording."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

import pytest

from caseapp.domain import vocabulary as v
from caseapp.domain.dates import UncertainDate
from caseapp.domain.identifiers import MADE_UP, examine
from caseapp.domain.places import find_place
from caseapp.store.records import (
    Citation,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    Kinship,
    NameForm,
    Record,
    Source,
)
from caseapp.store.records.values import field_names
from tests.intake.sample_world import by_id, every, fictitious, iin_check_digit, published, records

FOUR_SCRIPTS = {
    v.NameScript.KK_CYRL,
    v.NameScript.KK_ARAB,
    v.NameScript.ZH_HANS,
    v.NameScript.KK_LATN,
}


def prc_check_digit(first_17: str) -> str:
    """GB 11643: weights 2^(17-i) mod 11, sum mod 11 picks from 10X98765432."""
    weights = [pow(2, 17 - i, 11) for i in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(first_17, weights, strict=True))
    return "10X98765432"[total % 11]


def test_there_are_six_published_cases_and_fourteen_fictitious_persons() -> None:
    assert len(published()) == 6
    assert len(fictitious()) == 14
    assert all(person.kind is v.CaseKind.PERSON for person in fictitious())


def test_everything_about_a_fictitious_person_is_marked_fictitious() -> None:
    assert all(contact.fictitious for contact in every(Contact))
    sources = by_id(Source)
    owner = {event.id: event.detainee_id for event in every(Event)}
    invented = {person.id for person in fictitious()}
    for citation in every(Citation):
        case = citation.detainee_id or owner[citation.event_id]
        source = sources[by_id(Excerpt)[citation.excerpt_id].source_id]
        assert source.fictitious is (case in invented)


def test_a_fictitious_detainee_has_a_name_in_all_four_scripts() -> None:
    scripts: dict[UUID, set[v.NameScript]] = defaultdict(set)
    for name in every(NameForm):
        if name.detainee_id:
            scripts[name.detainee_id].add(name.script)
    for person in fictitious():
        assert scripts[person.id] >= FOUR_SCRIPTS, person.summary


def test_the_parts_of_a_name_make_its_text() -> None:
    for name in every(NameForm):
        between = "·" if name.script is v.NameScript.ZH_HANS else " "
        if name.parts:
            assert between.join(part["text"] for part in name.parts) == name.text


def test_identity_numbers_are_valid_but_impossible() -> None:
    kinds = {v.IdentifierKind.PRC_RESIDENT_ID: 0, v.IdentifierKind.KZ_IIN: 0}
    for identifier in every(Identifier):
        number = identifier.number
        if identifier.kind is v.IdentifierKind.PRC_RESIDENT_ID:
            assert number[14:17] == "000"
            assert number[-1] == prc_check_digit(number[:17])
        elif identifier.kind is v.IdentifierKind.KZ_IIN:
            assert number[7:11] == "0000"
            assert number[-1] == iin_check_digit(number[:11])
        kinds[identifier.kind] = kinds.get(identifier.kind, 0) + 1
    assert kinds[v.IdentifierKind.PRC_RESIDENT_ID] >= 8
    assert kinds[v.IdentifierKind.KZ_IIN] >= 12


def test_the_program_finds_nothing_wrong_with_the_numbers_but_that_they_are_made_up() -> None:
    for identifier in every(Identifier):
        if identifier.kind in (v.IdentifierKind.PRC_RESIDENT_ID, v.IdentifierKind.KZ_IIN):
            assert examine(identifier.kind, identifier.number).warnings == (MADE_UP,)


def test_identity_numbers_agree_with_birth_dates() -> None:
    owners = {**by_id(Detainee), **by_id(Contact)}
    for identifier in every(Identifier):
        owner = owners[identifier.detainee_id or identifier.contact_id]
        if identifier.kind is v.IdentifierKind.PRC_RESIDENT_ID:
            assert owner.birth.earliest == date.fromisoformat(identifier.number[6:14])
        elif identifier.kind is v.IdentifierKind.KZ_IIN:
            assert owner.birth.earliest is not None
            assert f"{owner.birth.earliest:%y%m%d}" == identifier.number[:6]


def test_every_date_of_the_sample_can_be_read() -> None:
    for record in records():
        for name in field_names(type(record)):
            value = getattr(record, name)
            if isinstance(value, UncertainDate):
                assert value.readable, (record, name, value.text)


def test_dates_are_given_in_many_ways() -> None:
    when = [event.when for event in every(Event)]
    assert {value.precision for value in when} >= {
        "day",
        "month",
        "season",
        "year",
        "range",
        "unknown",
    }
    assert any(value.approximate for value in when)
    births = {person.birth.precision for person in fictitious()}
    assert births >= {"day", "year", "unknown"}


def test_events_of_a_person_do_not_come_before_birth_or_after_death() -> None:
    for person in fictitious():
        events = [event for event in every(Event) if event.detainee_id == person.id]
        death = next((e.when.latest for e in events if e.kind is v.EventKind.DIED), None)
        for event in events:
            if event.when.latest and person.birth.latest:
                assert event.when.latest > person.birth.latest
            if event.when.earliest and death:
                assert event.when.earliest <= death


def test_testimonies_come_in_every_form_and_script() -> None:
    assert {s.testimony_form for s in every(Source)} >= set(v.TestimonyForm)
    languages = {e.language for e in every(Excerpt)}
    assert languages >= {"kk-Cyrl", "kk-Arab-CN", "ru", "zh-Hans", "en"}


def test_every_excerpt_can_be_read_in_english_and_russian() -> None:
    for excerpt in every(Excerpt):
        assert {excerpt.language, *excerpt.translations} >= {"en", "ru"}, excerpt.text


def test_the_place_of_a_quotation_is_where_it_stands() -> None:
    sources = by_id(Source)
    for excerpt in every(Excerpt):
        source = sources[excerpt.source_id]
        if source.text:
            place = slice(excerpt.locator["start"], excerpt.locator["end"])
            assert source.text[place] == excerpt.text


PRINTED = {
    Detainee: ("home_place", "tie_note", "occupation", "family_status", "health", "summary"),
    Event: ("narrative", "place", "authority", "reason_given", "reason_believed", "facility"),
    Kinship: ("name", "place", "note"),
    Contact: ("address",),
    Source: ("title", "where_kept", "extent"),
    Excerpt: ("place", "translator"),
}


@pytest.mark.parametrize("kind", PRINTED)
def test_what_is_printed_is_worded_in_russian(kind: type[Record]) -> None:
    for record in every(kind):
        for field in PRINTED[kind]:
            if getattr(record, field) and not (kind is Source and record.published):
                assert record.wordings.get(field, {}).get("ru"), (kind, field, record)


def test_some_statements_are_contradicted() -> None:
    against = [c for c in every(Citation) if c.bearing == "contradicts"]
    assert len({citation.event_id for citation in against}) >= 4


def test_there_are_events_and_terms_of_many_kinds() -> None:
    kinds = {event.kind for event in every(Event)}
    assert kinds >= {
        v.EventKind.TAKEN, v.EventKind.PAPERS_TAKEN, v.EventKind.TRANSFERRED, v.EventKind.TRIED,
        v.EventKind.SENTENCED, v.EventKind.FORCED_LABOUR, v.EventKind.LAST_CONTACT,
        v.EventKind.RELEASED, v.EventKind.EXIT_REFUSED, v.EventKind.DIED, v.EventKind.HOUSE_ARREST,
        v.EventKind.SEEN, v.EventKind.RETAKEN, v.EventKind.MOVED, v.EventKind.HOSPITALISED,
    }  # fmt: skip
    years = {event.term_years for event in every(Event) if event.term_years}
    assert min(years) == 4
    assert max(years) == 19


def test_every_place_code_is_in_the_list_of_places() -> None:
    for record in records():
        for field in ("place_code", "home_place_code", "birth_place_code"):
            code = getattr(record, field, "")
            assert not code or find_place(code), (field, code)
