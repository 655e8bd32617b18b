"""What the library asks of the whole vault, and which rules of disclosure decide."""

from __future__ import annotations

from datetime import UTC, datetime

from caseapp.domain.dates import read_date
from caseapp.store.history import Action
from caseapp.store.queries.library import (
    WordUse,
    bearers,
    letters_relied_on,
    offered_words,
    own_places,
    words_in_use,
)
from caseapp.store.queries.policies import last_policy_number, policy_in_force, printed_under
from caseapp.store.records import (
    Addressee,
    Appeal,
    Contact,
    Copy,
    Detainee,
    PlaceEntry,
    Policy,
    Term,
)
from caseapp.store.vault import Vault

MADE = Action("Made for a test")


def test_a_draft_decides_nothing_and_the_newest_in_force_does(vault: Vault) -> None:
    first = Policy(number=2, rules={}, in_force=read_date("2026-01-01"))
    second = Policy(number=3, rules={}, in_force=read_date("2026-02-01"))
    draft = Policy(number=4, rules={})
    vault.save(first, second, draft, action=MADE)
    current = vault.read(policy_in_force)
    assert current is not None
    assert current.number == 3
    vault.trash(second, action=MADE)
    current = vault.read(policy_in_force)
    assert current is not None
    assert current.number == 2


def test_numbers_of_rules_in_the_trash_stay_taken(vault: Vault) -> None:
    assert vault.read(last_policy_number) == 0
    draft = Policy(number=7, rules={})
    vault.save(draft, action=MADE)
    vault.trash(draft, action=MADE)
    assert vault.read(last_policy_number) == 7


def test_issued_copies_and_edited_appeals_keep_a_letter_as_it_is(vault: Vault) -> None:
    appeal = Appeal(letters={"embassy.ru": {"text": "…", "from": 3}})
    body = Addressee(audience="press")
    vault.save(appeal, body, action=MADE)
    copy = Copy(
        appeal_id=appeal.id, addressee_id=body.id, number=1, language="en",
        produced_at=datetime(2026, 5, 1, tzinfo=UTC), frozen="{}", frozen_sha256="a",
        page_code="b", policy_number=2, templates={"mfa.en": 2, "facts": {"entries": 1}},
    )  # fmt: skip
    vault.save(copy, action=MADE)
    assert vault.read(letters_relied_on) == {("mfa.en", 2), ("embassy.ru", 3)}
    assert vault.read(printed_under) == {2: 1}


def test_words_in_use_are_counted_over_fields_and_lists(vault: Vault) -> None:
    cases = [
        Detainee(serial=1, occupation="imam", citizenships=["CN", "KZ"], fictitious=True),
        Detainee(serial=2, occupation="imam", citizenships=["CN"], fictitious=True),
        Detainee(serial=3, occupation="x" * 200, fictitious=True),
    ]
    person = Contact(serial=1, citizenship="CN", languages=["kk", "ru"], fictitious=True)
    vault.save(*cases, person, action=MADE)
    vault.trash(cases[1], action=MADE)

    def used(name: str) -> list[WordUse]:
        return vault.read(lambda session: words_in_use(session, name))

    assert used("occupation") == [WordUse("imam", 1)]
    assert used("citizenship") == [WordUse("CN", 2), WordUse("KZ", 1)]
    found = vault.read(lambda session: bearers(session, "citizenship", "CN"))
    assert {(type(record), name) for record, name in found} == {
        (Detainee, "citizenships"), (Contact, "citizenship"),
    }  # fmt: skip
    assert [name for _r, name in vault.read(lambda s: bearers(s, "language", "kk"))] == [
        "languages"
    ]


def test_fields_are_offered_the_list_in_the_language_of_the_screen(vault: Vault) -> None:
    vault.save(
        Term(vocabulary="occupation", words={"en": "teacher", "ru": "учитель"}, position=1),
        Detainee(serial=1, occupation="imam", fictitious=True),
        action=MADE,
    )
    offered = vault.read(lambda session: offered_words(session, "ru"))
    assert offered == {"occupation": ["учитель"]}


def test_own_places_come_as_the_domain_takes_them(vault: Vault) -> None:
    vault.save(PlaceEntry(code="X-01", names={"ru": "Посёлок"}, within="650100"), action=MADE)
    (place,) = vault.read(own_places)
    assert (place.code, place.within, dict(place.names)) == ("X-01", "650100", {"ru": "Посёлок"})
