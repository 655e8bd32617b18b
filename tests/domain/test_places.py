"""The list of places is sound, and old and new numbers lead to one place."""

from __future__ import annotations

import re

import pytest

from caseapp.domain.names.scripts import Script, detect_script
from caseapp.domain.places import (
    OLDEST_LIST,
    PlaceLevel,
    all_places,
    find_place,
    knows_province,
    lies_in,
    newest_of,
    next_place,
    numbers_of,
    parent_of,
    prefecture_of,
    present_places,
    search_places,
)


def test_every_line_of_the_list_is_sound() -> None:
    places = all_places()
    assert len(places) > 180
    for place in places:
        assert re.fullmatch(r"\d{6}", place.code)
        assert detect_script(place.name_zh) is Script.HANS
        assert detect_script(place.pinyin) is Script.LATN
        assert place.names_en
        assert not place.name_kk or detect_script(place.name_kk) is Script.CYRL
        assert all(detect_script(name) is Script.CYRL for name in place.names_ru)
        assert ("ru" in place.cited) == bool(place.names_ru)
        assert place.name_kk or "kk" not in place.cited
        assert OLDEST_LIST < (place.first_year or OLDEST_LIST + 1) <= 2026
        assert (place.first_year or 0) <= (place.last_year or 9999)


def test_no_two_places_bear_one_number_in_one_year() -> None:
    for code in {place.code for place in all_places()}:
        bearers = [place for place in all_places() if place.code == code]
        for year in range(OLDEST_LIST, 2027):
            assert sum(place.was_in_force(year) for place in bearers) <= 1


def test_a_number_out_of_force_leads_on_to_one_in_force() -> None:
    for place in all_places():
        assert bool(place.became) == (place.last_year is not None)
        steps, seen = place, 0
        while (later := next_place(steps)) is not None:
            assert later.was_in_force((steps.last_year or 0) + 1)
            steps, seen = later, seen + 1
            assert seen < 5
        assert steps.in_force


def test_everything_belongs_to_something_up_to_the_region() -> None:
    for place in all_places():
        parent, climbed = parent_of(place), [place.code]
        while parent is not None:
            climbed.append(parent.code)
            parent = parent_of(parent)
        assert climbed[-1] == "650000"
        assert len(climbed) <= 4


def test_a_county_of_the_ili_valley_has_had_three_numbers() -> None:
    tekes = find_place("654127")
    assert tekes is not None
    assert tekes.name_zh == "特克斯县"
    assert not tekes.in_force
    assert (tekes.was_in_force(1983), tekes.was_in_force(1984)) == (False, True)
    assert numbers_of(tekes) == ("654027", "654127", "652427")
    prefecture = parent_of(tekes)
    assert prefecture is not None
    assert prefecture.code == "654100"
    assert prefecture.level is PlaceLevel.PREFECTURE


def test_a_number_that_changed_hands_leads_to_the_bearer_of_the_year() -> None:
    for year, name in ((1985, "南山区"), (1995, "南山矿区"), (2000, "南泉区"), (2020, "达坂城区")):
        place = find_place("650107", year)
        assert place is not None
        assert place.name_zh == name
    kuytun = find_place("654003")
    assert kuytun is not None
    assert numbers_of(kuytun) == ("654003", "654001", "652402", "652404")
    ghulja = find_place("654002")
    assert ghulja is not None
    assert "652404" not in numbers_of(ghulja)


def test_altay_and_tarbagatay_belong_to_the_ili_prefecture() -> None:
    for code in ("654200", "654300"):
        place = find_place(code)
        assert place is not None
        parent = parent_of(place)
        assert parent is not None
        assert parent.code == "654000"


def test_names_come_in_the_language_asked_for() -> None:
    mori = find_place("652328")
    assert mori is not None
    assert mori.name("zh_Hans") == "木垒哈萨克自治县"
    assert mori.name("kk") == "Мори"
    assert mori.name("ru") == mori.name("en") == "Mori"
    tarbagatay = find_place("654200")
    assert tarbagatay is not None
    assert tarbagatay.name("ru") == "Чугучак"
    assert tarbagatay.name("kk") == "Тарбағатай"
    assert tarbagatay.cited == {"kk", "ru"}
    ghulja_county = find_place("654021")
    assert ghulja_county is not None
    assert ghulja_county.name_kk
    assert ghulja_county.cited == {"ru"}
    assert mori.pinyin == "Mulei Hasake zizhixian"
    shule = find_place("653122")
    assert shule is not None
    assert shule.name("kk") == "Yengisheher"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("tekes", "654027"),
        ("Текес", "654027"),
        ("特克斯", "654027"),
        ("ТЕКЕС", "654027"),
        ("654127", "654127"),
        ("urumqi", "650100"),
        ("Қорғас", "654004"),
        ("Дурбульджин", "654221"),
        ("баркель", "650521"),
        ("Тачэн", "654200"),
        ("Кашгар", "653100"),
        ("he'an", "653229"),
        ("hean", "653229"),
    ],
)
def test_a_place_is_found_while_typing(typed: str, code: str) -> None:
    assert code in [place.code for place in search_places(typed)[:3]]


def test_old_and_new_numbers_of_one_place_bear_one_name_in_every_language() -> None:
    for place in present_places():
        same = [one for one in all_places() if place.name_zh == one.name_zh and one.became
                and newest_of(one) == place]  # fmt: skip
        for one in same:
            if one.level is place.level:
                assert one.names_ru == place.names_ru, one.code
                assert one.name_kk == place.name_kk, one.code


def test_places_in_force_are_found_first_and_nothing_by_nothing() -> None:
    assert [place.code for place in search_places("tekes")] == ["654027", "652427", "654127"]
    assert search_places("  ") == ()
    assert search_places("Atlantis") == ()
    assert all(place.in_force for place in present_places())


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        ("654127", "654027", True), ("652427", "654000", True), ("654027", "654100", True),
        ("654301", "652621", True), ("654301", "654000", True), ("654301", "650000", True),
        ("654027", "654301", False), ("654000", "654027", False), ("659001", "654000", False),
        ("650300", "659001", True),
    ],
)  # fmt: skip
def test_a_place_lies_in_another_under_old_and_new_numbers(
    inner: str, outer: str, expected: bool
) -> None:
    one, other = find_place(inner), find_place(outer)
    assert one is not None
    assert other is not None
    assert lies_in(one, other) is expected


@pytest.mark.parametrize(
    ("code", "prefecture"),
    [("654027", "654000"), ("654127", "654000"), ("652427", "654000"), ("654221", "654200"),
     ("652600", "654300"), ("652101", "650400"), ("654000", "654000"), ("650000", ""),
     ("659001", ""), ("no list knows it", ""), ("", "")],
)  # fmt: skip
def test_a_place_tells_its_prefecture_by_the_present_number(code: str, prefecture: str) -> None:
    assert prefecture_of(code) == prefecture


def test_a_number_that_is_not_in_the_list_has_no_place() -> None:
    assert find_place("659999") is None
    assert knows_province("659999")
    assert not knows_province("110101")
