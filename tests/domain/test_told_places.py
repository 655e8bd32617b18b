"""Which place a cell names, no nearer than it says."""

from __future__ import annotations

import pytest

from caseapp.domain.told_places import names_only_a_place, place_told


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Tekes", "654027"), ("Tekes County, Ili", "654027"), ("Текес", "654027"),
        ("新疆特克斯县", "654027"), ("新疆伊犁哈萨克自治州特克斯县", "654027"),
        ("654027", "654027"),
        ("Ghulja city", "654002"), ("Ghulja county", "654021"), ("Құлжа қаласы", "654002"),
        ("Құлжа ауданы", "654021"), ("г. Кульджа", "654002"), ("伊宁市", "654002"),
        ("Altay city", "654301"), ("Ürümqi county", "650121"),
    ],
)  # fmt: skip
def test_a_county_is_told_by_its_name_in_any_language(text: str, code: str) -> None:
    assert place_told(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("Ghulja", "654000"), ("Құлжа", "654000"), ("伊宁", "654000"), ("Altay", "654300"),
     ("阿勒泰", "654300"), ("Urumqi", "650100"), ("Hotan", "653200"), ("Xinjiang, Ili", "654000"),
     ("Xinjiang", "650000")],
)  # fmt: skip
def test_a_name_of_several_places_says_no_more_than_what_holds_them_all(text, code) -> None:
    assert place_told(text) == code


@pytest.mark.parametrize("text", ["", "Almaty", "Tekes, Altay city", "Tekes village", "China", "?"])
def test_what_names_no_place_or_two_that_do_not_agree_says_none(text: str) -> None:
    assert place_told(text) == ""


@pytest.mark.parametrize("text", ["Tekes", "Tekes County, Ili, Xinjiang, China", "新疆特克斯县",
                                  "Құлжа қ.", "654027"])  # fmt: skip
def test_a_place_and_what_it_lies_in_is_no_address(text: str) -> None:
    assert names_only_a_place(text)


@pytest.mark.parametrize("text", ["Tekes, village Kok-Su", "新疆特克斯县某某村5号", "Tekes 5"])
def test_a_village_or_a_house_is_an_address(text: str) -> None:
    assert not names_only_a_place(text)
