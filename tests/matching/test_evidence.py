"""What speaks for and against two accounts: properties of weighing, and what each ground says."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.dates import read_date
from caseapp.domain.identifiers import fictitious_resident_id, upgraded_resident_id
from caseapp.domain.vocabulary import Sex
from caseapp.matching.evidence import (
    Among,
    Evidence,
    Facts,
    Ground,
    Standing,
    points,
    standing,
    weigh,
)
from caseapp.matching.name_weights import name_weight

NAMES = ("Нұрлан Серікұлы", "Nurlan Serik", "نۇرلان سەرىك", "努尔兰·赛力克", "Нурлан",
         "Ерлан Қанат", "·", "")  # fmt: skip
NUMBERS = ("654026197903051230", "654026790305123", "65402619790305123", "N1234567", "7", "")
days = st.dates(date(1930, 1, 1), date(2010, 12, 31))


@st.composite
def accounts(draw: st.DrawFn) -> Facts:
    born = sorted((draw(days), draw(days))) if draw(st.booleans()) else [None, None]
    return Facts(
        names=tuple(draw(st.lists(st.sampled_from(NAMES) | st.text(max_size=12), max_size=2))),
        sex=draw(st.sampled_from(Sex)),
        born_earliest=born[0],
        born_latest=born[0] if draw(st.booleans()) else born[1],
        county=draw(st.sampled_from(("", "654026", "654127", "654223", "654000", "x"))),
        documents=tuple(draw(st.lists(st.sampled_from(NUMBERS) | st.text(max_size=9), max_size=2))),
        phones=tuple(draw(st.lists(st.sampled_from(("77000000031", "77000000032")), max_size=2))),
    )  # fmt: skip


def facts(name: str = "", birth: str = "", **told: object) -> Facts:
    born = read_date(birth)
    return Facts((name,) if name else (), born_earliest=born.earliest, born_latest=born.latest,
                 **told)  # type: ignore[arg-type]  # fmt: skip


def of(ground: Ground, one: Facts, other: Facts, among: Among | None = None) -> Evidence | None:
    reasons = weigh(one, other, among) if among else weigh(one, other)
    return next((reason for reason in reasons if reason.ground is ground), None)


def weight(ground: Ground, one: Facts, other: Facts) -> float:
    found = of(ground, one, other)
    return found.weight if found else 0.0


@settings(max_examples=50, deadline=None)
@given(accounts(), accounts())
def test_swapped_accounts_give_the_same_reasons_swapped(one: Facts, other: Facts) -> None:
    def told(reasons: tuple[Evidence, ...], *, swapped: bool) -> list[tuple[object, ...]]:
        return sorted(
            (r.ground, round(r.weight, 6), *(r.first, r.second)[:: -1 if swapped else 1])
            for r in reasons
            if r.ground not in (Ground.NAME, Ground.FATHER)
        )  # fmt: skip

    there, back = weigh(one, other), weigh(other, one)
    assert told(there, swapped=False) == told(back, swapped=True)
    assert points(there) == pytest.approx(points(back), abs=1e-4)
    assert standing(there) is standing(back)


@settings(max_examples=50, deadline=None)
@given(accounts(), accounts())
def test_what_is_not_told_says_nothing(one: Facts, other: Facts) -> None:
    assert weigh(Facts(), other) == ()
    for reason in weigh(one, other):
        assert reason.first or reason.ground is Ground.RELATIVES
        assert reason.second or reason.ground is Ground.RELATIVES


@settings(max_examples=40, deadline=None)
@given(accounts(), accounts())
def test_the_same_whole_document_number_beats_all_else(one: Facts, other: Facts) -> None:
    number = "654026197903051230"
    with_it = [Facts(f.names, f.sex, f.born_earliest, f.born_latest, f.county, (number,), f.phones)
               for f in (one, other)]  # fmt: skip
    without = Facts(other.names, other.sex, other.born_earliest, other.born_latest, other.county,
                    (), other.phones)  # fmt: skip
    best = facts("Нұрлан Серікұлы", "5 March 1979", sex=Sex.MALE, county="654026",
                 phones=("77000000031",))  # fmt: skip
    assert points(weigh(*with_it)) > points(weigh(best, best)) > points(weigh(best, without)) - 1
    assert standing(weigh(*with_it)) is not Standing.UNLIKELY
    alone = Facts(documents=(number,))
    assert standing(weigh(alone, with_it[0])) is Standing.VERY_LIKELY


def test_a_name_never_says_less_for_being_nearer() -> None:
    for one_word in (False, True):
        for persons, namesakes in ((0, 1), (100, 1), (100_000, 1), (100_000, 300)):
            told = [
                name_weight(n / 200, one_word=one_word, persons=persons, namesakes=namesakes)
                for n in range(201)
            ]
            assert told == sorted(told)


def test_a_name_that_many_bear_says_less_than_one_that_nobody_else_bears() -> None:
    one = facts("Нұрлан Серік")
    rare, common = (weigh(one, one, Among(20_000), namesakes=n) for n in (1, 30))
    assert points(rare) > points(common) + 3


@pytest.mark.parametrize(
    ("first", "second", "may_be"),
    [
        ("Нұрлан Серікұлы", "Nurlan Serik", True),
        ("Нұрлан Серік", "نۇرلان سەرىك", True),
        ("Нұрлан Серік", "努尔兰·赛力克", False),
        ("努尔兰·赛力克", "努尔兰·赛力克", False),
        ("Нұрлан", "Нұрлан", False),
        ("Нұрлан", "Нұрлан Серік", False),
    ],
)
def test_a_name_alone_is_enough_only_whole_and_in_letters(
    first: str, second: str, may_be: bool
) -> None:
    reasons = weigh(facts(first), facts(second))
    assert (standing(reasons) is Standing.LIKELY) is may_be
    assert standing(reasons) is not Standing.UNLIKELY
    supported = weigh(facts(first, "1979", county="654026"), facts(second, "1979", county="654026"))
    assert standing(supported) in (Standing.LIKELY, Standing.VERY_LIKELY)


def test_what_speaks_against_a_name_leaves_it_merely_possible() -> None:
    her, him = facts("Нұрлан Серік", sex=Sex.FEMALE), facts("Нұрлан Серік", sex=Sex.MALE)
    assert standing(weigh(her, him)) is Standing.POSSIBLE


def test_a_fathers_name_agrees_differs_or_is_silent() -> None:
    one = facts("Нұрлан Серікұлы")
    agrees = of(Ground.FATHER, one, facts("努尔兰·赛力克"))
    assert agrees is not None
    assert (agrees.first, agrees.second) == ("Серікұлы", "赛力克")
    assert agrees.speaks_for
    differs = of(Ground.FATHER, one, facts("Нұрлан Қанатұлы"))
    assert differs is not None
    assert differs.speaks_against
    assert of(Ground.FATHER, one, facts("Нұрлан")) is None
    surname_first = of(Ground.FATHER, facts("Серікұлы Нұрлан"), facts("努尔兰·赛力克"))
    assert surname_first is not None
    assert surname_first.first == "Серікұлы"


def test_births_weigh_by_how_exactly_they_agree() -> None:
    said = ["5 March 1979", "1979", "1978", "1977", "1970", "1950"]
    told = [weight(Ground.BIRTH, facts(birth=said[0]), facts(birth=other)) for other in said]
    assert told == sorted(told, reverse=True)
    assert told[1] > 3
    assert -0.5 < told[2] < 1
    assert told[-1] < -3
    apart = weight(Ground.BIRTH, facts(birth="5 March 1979"), facts(birth="21 June 1981"))
    assert apart < weight(Ground.BIRTH, facts(birth="1979"), facts(birth="1981")) - 1
    wide = weight(Ground.BIRTH, facts(birth="1979"), facts(birth="1970..1989"))
    assert 0 <= wide < 1


def test_a_birth_in_a_number_counts_where_no_other_is_told() -> None:
    number = fictitious_resident_id("654026", date(1979, 3, 5))
    by_number = facts(documents=(number,))
    found = of(Ground.BIRTH, by_number, facts(birth="5 March 1979"))
    assert found is not None
    assert (found.first, found.second) == ("1979-03-05", "1979-03-05")
    told_otherwise = facts(birth="1990", documents=(number,))
    assert weight(Ground.BIRTH, told_otherwise, facts(birth="1990")) > 3
    miscopied = facts(documents=(number[:-1] + ("0" if number[-1] != "0" else "1"),))
    assert of(Ground.BIRTH, miscopied, facts(birth="1979")) is None


def test_numbers_are_one_in_both_lengths_and_two_valid_ones_speak_against() -> None:
    old = "654026790305123"
    new = upgraded_resident_id(old)
    assert new is not None
    assert weight(Ground.DOCUMENT, facts(documents=(old,)), facts(documents=(new,))) > 20
    other = fictitious_resident_id("654026", date(1979, 3, 5))
    assert weight(Ground.DOCUMENT, facts(documents=(new,)), facts(documents=(other,))) < -5
    begun = facts(documents=(new[:15],))
    assert 3 < weight(Ground.DOCUMENT, begun, facts(documents=(new,))) < 20
    assert of(Ground.DOCUMENT, facts(documents=("N1234567",)), facts(documents=(new,))) is None


def test_a_county_is_one_under_its_old_and_its_new_number() -> None:
    assert weight(Ground.COUNTY, facts(county="652222"), facts(county="650521")) > 2
    same_prefecture = weight(Ground.COUNTY, facts(county="654026"), facts(county="654027"))
    other = weight(Ground.COUNTY, facts(county="654026"), facts(county="652328"))
    within = weight(Ground.COUNTY, facts(county="654026"), facts(county="654000"))
    assert other < same_prefecture < 0 < within


def test_a_rare_county_says_more_than_one_where_half_of_all_live() -> None:
    one = facts(county="654026")
    rare = of(Ground.COUNTY, one, one, Among(10_000, {"654026": 50}))
    common = of(Ground.COUNTY, one, one, Among(10_000, {"654026": 5_000}))
    assert rare is not None
    assert common is not None
    assert rare.weight > common.weight + 2 > 2


def test_relatives_on_record_are_two_people_and_a_relative_of_both_speaks_for_one() -> None:
    one, other, mother = uuid4(), uuid4(), uuid4()
    name = ("Нұрлан Серік",)
    related = weigh(Facts(name, case_id=one, kin=(other,)), Facts(name, case_id=other, kin=(one,)))
    assert standing(related) is Standing.UNLIKELY
    shared = weigh(Facts(name, kin=(mother,)), Facts(name, kin=(mother,)))
    assert points(shared) > points(weigh(Facts(name), Facts(name)))


def test_two_children_of_one_family_are_not_likely_one_person() -> None:
    teller = uuid4()
    home: dict[str, object] = {
        "sex": Sex.MALE, "county": "654027", "phones": ("77000000031",), "kin": (teller,),
    }  # fmt: skip
    one, brother = facts("Нұрлан Серікұлы", **home), facts("Ерлан Серікұлы", **home)
    reasons = weigh(one, brother)
    assert standing(reasons) in (Standing.POSSIBLE, Standing.UNLIKELY)
    assert {r.weight for r in reasons if r.ground in (Ground.PHONE, Ground.KIN)} == {0.0}
    again = weigh(one, facts("Нурлан Сериков", **home))
    assert standing(again) is Standing.VERY_LIKELY


def test_one_number_of_two_people_is_a_slip_where_sex_and_birth_speak_against() -> None:
    number = {"documents": ("654026197903051230",)}
    one = facts("Нұрлан Серікұлы", "1979", sex=Sex.MALE, **number)
    assert standing(weigh(one, facts("Нурлан Сериков", "1979", sex=Sex.MALE, **number))) in (
        Standing.LIKELY,
        Standing.VERY_LIKELY,
    )
    other = facts("Сәуле Омарқызы", "1969", sex=Sex.FEMALE, **number)
    assert standing(weigh(one, other)) is Standing.POSSIBLE


def test_names_that_differ_are_shown_in_one_script() -> None:
    one = Facts(("Асқар Үлгібай", "阿斯哈尔·玉勒格拜"))
    other = Facts(("ساۋله ماكەتباي", "萨吾列·马克特拜", "Сәуле Макетбай"))
    name = of(Ground.NAME, one, other)
    assert name is not None
    assert (name.first, name.second) == ("Асқар Үлгібай", "Сәуле Макетбай")
