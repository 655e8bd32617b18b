"""Pairs to decide on: who is paired, why, and who is left out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    CaseKind,
    IdentifierKind,
    MatchVerdict,
    NameScript,
    Relation,
    Sex,
)
from caseapp.matching import waiting
from caseapp.matching.decisions import decide
from caseapp.matching.evidence import Ground
from caseapp.matching.pairs import Pair
from caseapp.store.history import Action
from caseapp.store.queries import people_index
from caseapp.store.queries.review import LATER_DAYS, references
from caseapp.store.records import (
    KINDS,
    Contact,
    Detainee,
    Identifier,
    Kinship,
    MatchDecision,
    NameForm,
    utc_now,
)
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

MADE = Action("Made for a test")
NAME = "Үлгі Сынақұлы"


def person(vault: Vault, *names: str, born: str = "", county: str = "", **about) -> Detainee:
    case = Detainee(birth=read_date(born), home_place_code=county, fictitious=True, **about)
    forms = [
        NameForm(detainee_id=case.id, text=name, position=n,
                 script=NameScript.ZH_HANS if "·" in name else NameScript.KK_CYRL)
        for n, name in enumerate(names)
    ]  # fmt: skip
    vault.save(case, *forms, action=MADE)
    return case


def pairs(vault: Vault, **more) -> list[set]:
    return [{pair.first, pair.second} for pair in found(vault, **more)]


def found(vault: Vault, **more) -> tuple[Pair, ...]:
    return waiting.pairs(vault, Progress(), **more)


def speaks_for(pair: Pair) -> set[Ground]:
    return {reason.ground for reason in pair.evidence if reason.speaks_for}


def test_one_spelling_and_one_year_make_a_pair_whatever_the_order_of_the_words(
    vault: Vault,
) -> None:
    one = person(vault, NAME, born="1979")
    two = person(vault, "СЫНАҚҰЛЫ Үлгі", born="5 March 1979", county="654027")
    person(vault, NAME, born="1985")
    (pair,) = found(vault)
    assert (pair.first, pair.second) == (one.id, two.id)
    assert speaks_for(pair) == {Ground.NAME, Ground.FATHER, Ground.BIRTH}


def test_a_name_and_a_county_make_a_pair_but_not_against_another_birth_or_sex(
    vault: Vault,
) -> None:
    one = person(vault, NAME, county="654027", sex=Sex.MALE)
    two = person(vault, "乌力格·斯纳克", county="654027")
    person(vault, NAME, born="1960", county="654028", sex=Sex.MALE)
    person(vault, NAME, born="1985", county="654028", sex=Sex.MALE)
    person(vault, NAME, born="1985", county="654028", sex=Sex.FEMALE)
    assert {one.id, two.id} in pairs(vault)
    assert len(pairs(vault)) == 1


def test_a_name_alone_makes_no_pair_in_any_script(vault: Vault) -> None:
    for name in (NAME, NAME, "Ulgi Synaquly", "乌力格·斯纳克"):
        person(vault, name, sex=Sex.MALE)
    assert found(vault) == ()


def test_half_a_name_makes_no_pair(vault: Vault) -> None:
    person(vault, "Үлгі", born="1979")
    person(vault, "Үлгі", born="1979")
    assert found(vault) == ()


def test_a_document_number_makes_a_pair_however_it_is_written(vault: Vault) -> None:
    one, two = person(vault, NAME), person(vault, "乌力格·斯纳克")
    for case, number in ((one, "N 0000001"), (two, "n0000001")):
        vault.save(
            Identifier(detainee_id=case.id, kind=IdentifierKind.PASSPORT, number=number),
            action=MADE,
        )
    (pair,) = found(vault)
    assert Ground.DOCUMENT in speaks_for(pair)


def test_a_phone_of_kin_makes_a_pair_only_if_nothing_speaks_against(vault: Vault) -> None:
    one = person(vault, NAME, sex=Sex.MALE)
    two = person(vault, "Үлгі Сынақ", sex=Sex.MALE)
    daughter = person(vault, "Жазба Үлгі", sex=Sex.FEMALE)
    stranger = person(vault, "Басқа Адам", sex=Sex.MALE)
    for case in (one, two, daughter, stranger):
        teller = Contact(phones=["+7 700 000 00 01"], fictitious=True)
        tie = Kinship(contact_id=teller.id, of_detainee_id=case.id, relation=Relation.WIFE)
        vault.save(teller, tie, action=MADE)
    assert pairs(vault) == [{one.id, two.id}]


def test_relatives_on_record_and_groups_are_not_paired(vault: Vault) -> None:
    father, son = person(vault, NAME, county="654027"), person(vault, NAME, county="654027")
    vault.save(
        Kinship(detainee_id=father.id, of_detainee_id=son.id, relation=Relation.FATHER),
        action=MADE,
    )
    person(vault, NAME, county="654027", kind=CaseKind.GROUP)
    assert found(vault) == ()


def test_who_was_told_apart_is_left_out(vault: Vault) -> None:
    one, two = person(vault, NAME, born="1979"), person(vault, NAME, born="1979")
    decide(vault, two.id, one.id, MatchVerdict.NOT_SAME)
    assert found(vault) == ()
    vault.undo()
    assert len(found(vault)) == 1


def test_what_was_put_off_comes_back_after_a_month(vault: Vault) -> None:
    one, two = person(vault, NAME, born="1979"), person(vault, NAME, born="1979")
    decide(vault, one.id, two.id, MatchVerdict.LATER)
    assert found(vault) == ()
    month = utc_now() + timedelta(days=LATER_DAYS, minutes=1)
    assert len(found(vault, now=month)) == 1
    decide(vault, one.id, two.id, MatchVerdict.LATER)
    assert len(vault.all(MatchDecision)) == 1


@pytest.mark.parametrize("change", ["case", "name", "number"])
def test_what_was_put_off_comes_back_when_one_of_both_changed(vault: Vault, change: str) -> None:
    one, two = person(vault, NAME, born="1979"), person(vault, NAME, born="1979")
    decide(vault, one.id, two.id, MatchVerdict.LATER)
    if change == "case":
        two.occupation = "teacher"
        vault.save(two, action=MADE)
    elif change == "name":
        name = NameForm(detainee_id=one.id, text="Ulgi", script=NameScript.EN)
        vault.save(name, action=MADE)
    else:
        number = Identifier(detainee_id=one.id, kind=IdentifierKind.PASSPORT, number="1")
        vault.save(number, action=MADE)
    assert len(found(vault)) == 1


def test_the_likeliest_pair_stands_first(vault: Vault) -> None:
    weak = [person(vault, "Алдыңғы Бірінші", born="1960", county="1")]
    weak.append(person(vault, "Aldyngy Birinshi", born="1961", county="1"))
    strong = [person(vault, NAME, born="1979", county="2") for _ in range(2)]
    assert pairs(vault) == [{one.id for one in strong}, {one.id for one in weak}]


def test_the_index_follows_every_change_as_if_it_were_built_anew(vault: Vault) -> None:
    one, two = person(vault, NAME, born="1979"), person(vault, "Басқа Адам", born="1979")
    assert found(vault) == ()
    (form,) = vault.all(NameForm, detainee_id=two.id)
    form.text = NAME
    vault.save(form, action=MADE)
    assert len(found(vault)) == 1
    form.detainee_id = one.id
    vault.save(form, action=MADE)
    assert found(vault) == ()
    vault.undo()
    assert len(found(vault)) == 1
    vault.trash(two, action=MADE)
    assert found(vault) == ()
    vault.undo()
    followed = found(vault)
    people_index._indexes.clear()
    assert found(vault) == followed


def test_a_large_vault_is_paired_in_steps(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_index, "STEP", 7)
    for _ in range(20):
        person(vault, NAME, born="1979")
    assert len(found(vault)) == 20 * 19 // 2


def test_every_field_that_names_a_case_is_known_to_a_merge() -> None:
    known = {name: references(kind) for name, kind in KINDS.items() if references(kind)}
    assert known["kinship"] == ("detainee_id", "of_detainee_id")
    assert known["consent"] == ("giver_detainee_id", "about_detainee_id")
    assert {"intake", "task", "contact_note", "appeal_person", "attachment"} <= known.keys()
