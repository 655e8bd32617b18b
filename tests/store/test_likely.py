"""Likely duplicates while typing: who is offered, in which order, for which reasons."""

from __future__ import annotations

from uuid import UUID

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
from caseapp.store.history import Action
from caseapp.store.queries.likely import Ground, LikelyCase, Typed, likely_cases
from caseapp.store.records import (
    Contact,
    Detainee,
    Identifier,
    Kinship,
    MatchDecision,
    NameForm,
    new_id,
)
from caseapp.store.vault import Vault

MADE = Action("Made for a test")
SCRIPTS = {"Б": NameScript.KK_CYRL, "巴": NameScript.ZH_HANS, "A": NameScript.EN}


def person(vault: Vault, *names: str, birth: str = "", code: str = "", **about: object) -> Detainee:
    case = Detainee(birth=read_date(birth), home_place_code=code, home_place=code,
                    fictitious=True, **about)  # fmt: skip
    forms = [
        NameForm(detainee_id=case.id, text=name, position=n,
                 script=SCRIPTS.get(name[0], NameScript.KK_CYRL))
        for n, name in enumerate(names)
    ]  # fmt: skip
    vault.save(case, *forms, action=MADE)
    return case


def told_by(vault: Vault, case: Detainee, relation: Relation, phone: str = "") -> Contact:
    contact = Contact(phones=[phone] if phone else [], fictitious=True)
    tie = Kinship(contact_id=contact.id, of_detainee_id=case.id, relation=relation)
    vault.save(contact, tie, action=MADE)
    return contact


def ask(vault: Vault, *names: str, birth: str = "", **typed: object) -> list[LikelyCase]:
    wanted = Typed(names=names, birth=read_date(birth), **typed)
    return vault.read(lambda session: likely_cases(session, wanted))


def grounds(case: LikelyCase) -> dict[Ground, bool]:
    return {reason.ground: reason.speaks_for for reason in case.reasons}


@pytest.fixture
def twins(vault: Vault) -> tuple[Detainee, Detainee]:
    same = person(vault, "Бақытгүл Сәбитқызы", "巴合提古丽·沙比提", birth="1990", code="654027")
    other = person(vault, "Бақытгүл Сабыр", "巴合提古丽·沙布尔", birth="1988", code="654028")
    told_by(vault, same, Relation.AUNT)
    return same, other


def test_the_same_name_in_two_scripts_comes_first_with_every_reason(
    vault: Vault, twins: tuple[Detainee, Detainee]
) -> None:
    first, second = ask(
        vault, "Бақытгүл Сәбитқызы", "巴合提古丽·沙比提", birth="spring 1990", place_code="654027"
    )
    assert (first.row.id, second.row.id) == (twins[0].id, twins[1].id)
    assert grounds(first) == {
        Ground.SAME_NAME_IN_SCRIPTS: True, Ground.BIRTH: True, Ground.COUNTY: True,
        Ground.OTHER_TELLER: True,
    }  # fmt: skip
    assert grounds(second) == {
        Ground.GIVEN_NAME: True, Ground.FATHERS_NAME: False, Ground.BIRTH: False,
        Ground.COUNTY: False,
    }  # fmt: skip
    assert first.likely
    assert not second.likely


def test_a_name_is_found_before_it_is_typed_to_its_end(
    vault: Vault, twins: tuple[Detainee, Detainee]
) -> None:
    found = ask(vault, "Бақытг")
    assert {case.row.id for case in found} == {case.id for case in twins}
    assert ask(vault, "Ба") == []


@pytest.mark.parametrize(
    "typed", ["бақытгүл  СӘБИТ", "Сәбитқызы Бақытгүл", "Бақытгүл Сәбитұлы", "巴合提古丽·沙比提"]
)
def test_spelling_habits_do_not_hide_a_person(
    vault: Vault, twins: tuple[Detainee, Detainee], typed: str
) -> None:
    first = ask(vault, typed)[0]
    assert first.row.id == twins[0].id
    assert grounds(first)[Ground.SAME_NAME]


def test_a_document_number_finds_whoever_bears_it_under_any_name(vault: Vault) -> None:
    case = person(vault, "Айгүл Мысалбек")
    number = Identifier(detainee_id=case.id, kind=IdentifierKind.PRC_RESIDENT_ID,
                        number="65402519810903000X")  # fmt: skip
    vault.save(number, action=MADE)
    (found,) = ask(vault, "Somebody", document="654025 19810903 000x")
    assert found.row.id == case.id
    assert grounds(found) == {Ground.SAME_DOCUMENT: True}
    assert found.likely


def test_the_phone_of_who_tells_leads_to_the_cases_told_before(vault: Vault) -> None:
    case = person(vault, "Айгүл Мысалбек")
    contact = told_by(vault, case, Relation.SISTER, "+7 700 000 00 31")
    (found,) = ask(vault, phones=("+7 700 000 00 31",), teller=contact.id)
    assert grounds(found) == {Ground.PHONE: True, Ground.SAME_TELLER: True}
    assert found.reasons[-1].relation is Relation.SISTER
    assert not found.likely


def test_another_sex_speaks_against(vault: Vault) -> None:
    person(vault, "Айгүл Мысалбек", sex=Sex.MALE)
    (found,) = ask(vault, "Айгүл Мысалбек", sex=Sex.FEMALE)
    assert grounds(found)[Ground.SEX] is False
    assert not found.likely


def test_groups_trashed_cases_and_the_case_itself_are_not_offered(vault: Vault) -> None:
    own = person(vault, "Айгүл Мысалбек")
    gone = person(vault, "Айгүл Мысалбек")
    person(vault, "Айгүл Мысалбек", kind=CaseKind.GROUP)
    vault.trash(gone, action=MADE)
    assert ask(vault, "Айгүл Мысалбек", without=own.id) == []


def test_who_was_told_apart_is_not_offered_again(
    vault: Vault, twins: tuple[Detainee, Detainee]
) -> None:
    own = person(vault, "Бақытгүл Сәбитқызы")
    first, second = sorted((own.id, twins[0].id))
    apart = MatchDecision(first_id=first, second_id=second, verdict=MatchVerdict.NOT_SAME)
    vault.save(apart, action=MADE)
    found = ask(vault, "Бақытгүл Сәбитқызы", without=own.id)
    assert [case.row.id for case in found] == [twins[1].id]
    vault.undo()
    assert len(ask(vault, "Бақытгүл Сәбитқызы", without=own.id)) == 2


@pytest.mark.parametrize("typed", ["", "   ", "\"' OR 1=1 --", "*", "\ud800", "·", "7"])
def test_any_text_is_a_question_that_can_be_asked(vault: Vault, typed: str) -> None:
    person(vault, "Айгүл Мысалбек")
    assert ask(vault, typed, document=typed, phones=(typed,), without=new_id()) == []


def test_no_more_are_offered_than_can_be_looked_at(vault: Vault) -> None:
    for _case in range(20):
        person(vault, "Айгүл Мысалбек")
    found: list[LikelyCase] = ask(vault, "Айгүл Мысалбек")
    assert len(found) == 12
    ids: list[UUID] = [case.row.id for case in found]
    assert len(set(ids)) == 12


def test_among_many_namesakes_birth_and_county_find_the_one(vault: Vault) -> None:
    records: list[Detainee | NameForm] = []
    for number in range(90):
        case = Detainee(birth=read_date(str(1920 + number)), home_place_code="654028",
                        fictitious=True)  # fmt: skip
        name = NameForm(detainee_id=case.id, text=f"Айгүл Әке{number}", script=NameScript.KK_CYRL)
        records += [case, name]
    wanted = records[-8]
    assert isinstance(wanted, Detainee)
    wanted.home_place_code = "654027"
    vault.save(*records, action=MADE)
    found = ask(vault, "Айгүл Басқа", birth="2006", place_code="654027")
    assert wanted.birth.text == "2006"
    assert found[0].row.id == wanted.id
    assert grounds(found[0])[Ground.COUNTY]
