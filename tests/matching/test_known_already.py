"""Who may be on file already while somebody types: offered whom, in which order, why."""

from __future__ import annotations

from uuid import UUID

import pytest

from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import upgraded_resident_id
from caseapp.domain.names.scripts import script_of_name
from caseapp.domain.vocabulary import (
    CaseKind,
    IdentifierKind,
    MatchVerdict,
    Relation,
    Sex,
)
from caseapp.matching.decisions import decide
from caseapp.matching.evidence import Facts, Ground, Standing
from caseapp.matching.known_already import (
    Asked,
    LikelyCase,
    cases_named,
    likely_cases,
    read_more,
    worth_showing,
)
from caseapp.store.history import Action
from caseapp.store.queries import people_index
from caseapp.store.records import Contact, Detainee, Identifier, Kinship, NameForm, new_id
from caseapp.store.vault import Vault

NUMBER = upgraded_resident_id("654025810903123") or ""
MADE = Action("Made for a test")
FOUR = (
    ("Бақытгүл Сәбитқызы", "Bakytgul Sabitkyzy", "باقىتگۇل سابىتقىزى", "巴合提古丽·沙比提"),
    ("Нұрлан Серікұлы", "Nurlan Serik", "نۇرلان سەرىك", "努尔兰·赛力克"),
    ("Ербол Тілеубек", "Yerbol Tileubek", "ەربول تىلەۋبەك", "叶尔波力·提列吾别克"),
    ("Айгүл Мысалбек", "Aigul Mysalbek", "ايگۇل مىسالبەك", "阿依古丽·米萨勒别克"),
)
"""Four fictitious people, each in four scripts."""


def person(vault: Vault, *names: str, birth: str = "", code: str = "", **about: object) -> Detainee:
    case = Detainee(birth=read_date(birth), home_place_code=code, home_place=code,
                    fictitious=True, **about)  # fmt: skip
    forms = [
        NameForm(detainee_id=case.id, text=name, position=n, script=script_of_name(name))
        for n, name in enumerate(names)
    ]  # fmt: skip
    vault.save(case, *forms, action=MADE)
    return case


def told_by(vault: Vault, case: Detainee, relation: Relation, phone: str = "") -> Contact:
    contact = Contact(phones=[phone] if phone else [], fictitious=True)
    tie = Kinship(contact_id=contact.id, of_detainee_id=case.id, relation=relation)
    vault.save(contact, tie, action=MADE)
    return contact


def ask(vault: Vault, *names: str, birth: str = "", **told: object) -> tuple[LikelyCase, ...]:
    born = read_date(birth)
    own, teller = told.pop("own", None), told.pop("teller", None)
    kin = (teller,) if teller else ()
    facts = Facts(names, born_earliest=born.earliest, born_latest=born.latest, kin=kin,
                  **told)  # type: ignore[arg-type]  # fmt: skip
    return likely_cases(vault, Asked(facts, teller, own)).cases  # type: ignore[arg-type]


def against(case: LikelyCase) -> set[Ground]:
    return {reason.ground for reason in case.evidence if reason.speaks_against}


def in_favour(case: LikelyCase) -> set[Ground]:
    return {reason.ground for reason in case.evidence if reason.speaks_for}


@pytest.fixture
def twins(vault: Vault) -> tuple[Detainee, Detainee]:
    same = person(vault, "Бақытгүл Сәбитқызы", "巴合提古丽·沙比提", birth="1990", code="654027")
    other = person(vault, "Бақытгүл Сабыр", "巴合提古丽·沙布尔", birth="1988", code="654028")
    told_by(vault, same, Relation.AUNT)
    return same, other


def test_a_case_in_any_script_is_found_by_the_name_in_any_other(vault: Vault) -> None:
    """Each of four people is on file in one script alone."""
    filed = [person(vault, name[at]) for at, name in enumerate(FOUR)]
    for case, name in zip(filed, FOUR, strict=True):
        for typed in name:
            found = ask(vault, typed)
            assert found[0].row.id == case.id, typed
            assert found[0] in worth_showing(found)


def test_birth_county_and_fathers_name_tell_namesakes_apart(
    vault: Vault, twins: tuple[Detainee, Detainee]
) -> None:
    first, second = ask(
        vault, "Бақытгүл Сәбитқызы", "巴合提古丽·沙比提", birth="spring 1990", county="654027"
    )
    assert (first.row.id, second.row.id) == (twins[0].id, twins[1].id)
    assert {Ground.NAME, Ground.FATHER, Ground.BIRTH, Ground.COUNTY} <= in_favour(first)
    assert next(r.scripts for r in first.evidence if r.ground is Ground.NAME) == 2
    assert {Ground.BIRTH, Ground.COUNTY} <= against(second)
    assert first.standing is Standing.VERY_LIKELY
    assert not second.likely


def test_a_name_is_found_before_it_is_typed_to_its_end(
    vault: Vault, twins: tuple[Detainee, Detainee]
) -> None:
    for typed in ("Бақ", "Бақытг", "巴", "巴合提"):
        found = ask(vault, typed)
        assert {case.row.id for case in found} == {case.id for case in twins}, typed
        assert not any(case.likely for case in found)


def test_spelling_habits_do_not_hide_a_person(
    vault: Vault, twins: tuple[Detainee, Detainee]
) -> None:
    for typed in ("бақытгүл  СӘБИТ", "Сәбитқызы Бақытгүл", "Бахытгуль Сабитова"):
        first = ask(vault, typed)[0]
        assert first.row.id == twins[0].id, typed
        assert first.likely


def test_a_document_number_finds_whoever_bears_it_under_any_name(vault: Vault) -> None:
    case = person(vault, "Айгүл Мысалбек")
    number = Identifier(detainee_id=case.id, kind=IdentifierKind.PRC_RESIDENT_ID,
                        number=NUMBER)  # fmt: skip
    vault.save(number, action=MADE)
    for asked in (NUMBER.lower(), f"654025 {NUMBER[6:]}", "654025810903123"):
        (found,) = ask(vault, "Ермек", documents=(asked,))
        assert found.row.id == case.id
        assert Ground.DOCUMENT in in_favour(found)
        assert found.standing is Standing.VERY_LIKELY


def test_the_phone_of_who_tells_leads_to_the_cases_told_before(vault: Vault) -> None:
    case = person(vault, "Айгүл Мысалбек")
    contact = told_by(vault, case, Relation.SISTER, "+7 700 000 00 31")
    (found,) = ask(vault, phones=("+7 700 000 00 31",), teller=contact.id)
    assert in_favour(found) == {Ground.PHONE}
    assert (found.told_by, found.same_teller) == (Relation.SISTER, True)
    assert not found.likely


def test_a_phone_of_many_cases_is_an_offices_and_leads_nowhere(vault: Vault) -> None:
    for _number in range(13):
        told_by(vault, person(vault, "Айгүл Мысалбек"), Relation.SISTER, "+7 700 000 00 31")
    assert ask(vault, phones=("+7 700 000 00 31",)) == ()


def test_groups_trashed_cases_and_the_case_itself_are_not_offered(vault: Vault) -> None:
    own = person(vault, "Айгүл Мысалбек")
    gone = person(vault, "Айгүл Мысалбек")
    person(vault, "Айгүл Мысалбек", kind=CaseKind.GROUP)
    vault.trash(gone, action=MADE)
    assert ask(vault, "Айгүл Мысалбек", own=own.id) == ()


def test_who_was_told_apart_is_not_offered_again(
    vault: Vault, twins: tuple[Detainee, Detainee]
) -> None:
    own = person(vault, "Бақытгүл Сәбитқызы")
    decide(vault, own.id, twins[0].id, MatchVerdict.NOT_SAME)
    found = ask(vault, "Бақытгүл Сәбитқызы", own=own.id)
    assert [case.row.id for case in found] == [twins[1].id]
    vault.undo()
    assert len(ask(vault, "Бақытгүл Сәбитқызы", own=own.id)) == 2


def test_any_text_is_a_question_that_can_be_asked(vault: Vault) -> None:
    person(vault, "Айгүл Мысалбек")
    for typed in ("", "   ", "\"' OR 1=1 --", "*", "\ud800", "·", "7"):
        assert ask(vault, typed, documents=(typed,), phones=(typed,), own=new_id()) == ()


def test_no_more_are_offered_than_can_be_looked_at_and_many_namesakes_are_only_counted(
    vault: Vault,
) -> None:
    for _case in range(20):
        person(vault, "Айгүл Мысалбек")
    found = ask(vault, "Айгүл Мысалбек")
    ids: list[UUID] = [case.row.id for case in found]
    assert len(set(ids)) == 12
    assert worth_showing(found) == []


def test_among_many_namesakes_birth_and_county_find_the_one(vault: Vault) -> None:
    records: list[Detainee | NameForm] = []
    for number in range(90):
        case = Detainee(birth=read_date(str(1920 + number)), home_place_code="654028",
                        sex=Sex.FEMALE, fictitious=True)  # fmt: skip
        name = NameForm(detainee_id=case.id, text="Айгүл", script=script_of_name("Айгүл"))
        records += [case, name]
    wanted = records[-8]
    assert isinstance(wanted, Detainee)
    wanted.home_place_code = "654027"
    vault.save(*records, action=MADE)
    found = ask(vault, "阿依古丽", birth="2006", county="654027", sex=Sex.FEMALE)
    assert wanted.birth.text == "2006"
    assert found[0].row.id == wanted.id


def test_a_vault_that_is_not_read_yet_answers_with_what_is_there(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids grow with time: the newest case is read last."""
    for name in ("Ермек Болат", "Гүлнар Қасым", "Айгүл Мысалбек"):
        person(vault, name)
    last = person(vault, "Бақытгүл Сәбитқызы")
    monkeypatch.setattr(people_index, "STEP", 2)
    by_letters = likely_cases(vault, Asked(Facts(("Бақытгүл Сәб",))))
    assert not by_letters.complete
    assert [one.row.id for one in by_letters.cases] == [last.id]
    across = Asked(Facts(("巴合提古丽·沙比提",)))
    assert likely_cases(vault, across).cases == ()
    while not read_more(vault):
        pass
    found = likely_cases(vault, across)
    assert found.complete
    assert found.cases[0].row.id == last.id


def test_names_of_a_list_find_who_is_here_already_but_no_brother_of_another_age(
    vault: Vault,
) -> None:
    known = person(vault, "Нұрлан Үлгібай", birth="1979")
    asked = [("Nurlan Ulgibai", ""), ("努尔兰·玉勒格拜", "1979"), ("Ерлан Үлгібай", "1985")]
    named = cases_named(vault, asked)
    assert named.complete
    assert [[case.row.id for case in named.cases[one]] for one in asked] == [
        [known.id],
        [known.id],
        [],
    ]
