"""Pairs to decide on: who is paired, why, and who is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.dates import read_date
from caseapp.domain.vocabulary import (
    CaseKind,
    IdentifierKind,
    MatchVerdict,
    NameScript,
    Relation,
    Sex,
)
from caseapp.errors import Cancelled
from caseapp.matching import waiting
from caseapp.matching.decisions import decide
from caseapp.matching.everybody import everybody
from caseapp.matching.evidence import Ground
from caseapp.matching.pairs import Pair, pairs_of, scan
from caseapp.store.history import Action
from caseapp.store.queries import people_index
from caseapp.store.queries.people_index import Known, PeopleIndex
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


def test_what_changes_nothing_about_who_it_is_compares_nobody(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _two = person(vault, NAME, born="1979"), person(vault, NAME, born="1979")
    assert len(found(vault)) == 1
    compared: list[UUID] = []
    monkeypatch.setattr(
        waiting, "pairs_of", lambda index, them: (compared.extend(them), pairs_of(index, them))[1]
    )
    one.occupation = "teacher"
    vault.save(one, action=MADE)
    assert len(found(vault)) == 1
    assert compared == []
    one.birth = read_date("1950")
    vault.save(one, action=MADE)
    assert found(vault) == ()
    assert compared == [one.id]


def test_after_very_many_changes_everybody_is_compared_again(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "_FOLLOWED", 3)
    assert found(vault) == ()
    for _ in range(4):
        person(vault, NAME, born="1979")
    assert not waiting.is_compared(vault)
    assert len(found(vault)) == 6


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_following_one_case_finds_what_comparing_everybody_finds(seed: int) -> None:
    index = PeopleIndex.of_others({
        UUID(int=serial): known for serial, known in enumerate(_office(Random(seed)))
    })  # fmt: skip
    whole = scan(everybody(index), Progress())
    for asked in [*([case_id] for case_id in index.known), [*index.known][:2]]:
        mine = [pair for pair in whole if not {pair.first, pair.second}.isdisjoint(asked)]
        assert pairs_of(index, asked) == mine


_GIVEN = (("Үлгі", "Ulgi", "乌力格"), ("Мысал", "Mysal", "米萨勒"), ("Жазба", "Zhazba", "加孜巴"),
          ("Сынагүл", "Synagul", "斯纳古丽"), ("Айүлгі", "Aiulgi", "艾乌力格"))  # fmt: skip
_FATHERS = (("Сынақ", "Synak", "斯纳克"), ("Талғат", "Talghat", "塔勒哈提"),
            ("Мұрат", "Murat", "木拉提"), ("Асқар", "Askhar", "阿斯哈尔"))  # fmt: skip


def _office(dice: Random) -> Iterator[Known]:
    """Invented people with a spelling or two, a number and a phone now and then."""
    for serial in range(50):
        given, father = dice.choice(_GIVEN), dice.choice(_FATHERS)
        forms = dice.sample(range(3), dice.choice((1, 2)))
        between = {2: "·"}
        names = tuple(f"{given[n]}{between.get(n, ' ')}{father[n]}" for n in forms)
        if serial % 10 == 0:
            names = (names[0].replace(" ", "").replace("·", ""),)
        year = dice.choice((1960, 1961, 1979, 1990))
        yield Known(
            serial, dice.choice((Sex.UNKNOWN, Sex.MALE)), date(year, 1, 1), date(year, 12, 31),
            dice.choice(("654027", "654028", "")), names,
            documents=(f"N{dice.randrange(9):07}",) if serial % 7 == 0 else (),
            phones=(f"770000000{dice.randrange(9)}",) if serial % 5 == 0 else (),
        )  # fmt: skip


def test_a_name_written_as_one_word_is_set_together_with_its_two() -> None:
    index = PeopleIndex()
    for serial, name in enumerate(("Мысалбек Сынақбай", "Mysalbeksynakbay", "米萨勒别克斯纳克拜")):
        index.known[UUID(int=serial)] = Known(
            serial, Sex.MALE, date(1979, 3, 5), date(1979, 3, 5), "654027", (name,)
        )
    index.names.put((one, known.names) for one, known in index.known.items())
    found = {(p.first.int, p.second.int) for p in scan(everybody(index), Progress())}
    assert (0, 1) in found
    assert (0, 2) in found


def test_comparing_everybody_tells_how_far_it_is_and_can_be_stopped() -> None:
    index = PeopleIndex()
    for serial in range(30):
        index.known[UUID(int=serial)] = Known(serial, Sex.MALE, None, None, "654027", (NAME,))
    index.names.put((one, known.names) for one, known in index.known.items())
    told: list[float] = []
    scan(everybody(index), Progress(lambda report: told.append(report.fraction or 0.0)))
    assert told == sorted(told)
    assert told[0] < 0.5 <= told[-1]
    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        scan(everybody(index), stopped)
