"""The names in one cell."""

from __future__ import annotations

import pytest

from caseapp.domain.vocabulary import NameKind, NameScript
from caseapp.intake.lists.name_cells import read_names, turned_round
from caseapp.intake.lists.remarks import RemarkKind as K


def texts(words: str, **options: str) -> list[str]:
    return [name.text for name in read_names(words, options).names]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Asqar Ülgibai", ["Asqar Ülgibai"]),
        ("Asqar / Asker Ulgibay", ["Asqar", "Asker Ulgibay"]),
        ("Asqar Ülgibai; Аскар Улгибай", ["Asqar Ülgibai", "Аскар Улгибай"]),
        ("Asqar Ülgibai (阿斯哈尔·玉勒格拜)", ["Asqar Ülgibai", "阿斯哈尔·玉勒格拜"]),
        ("Asqar Ülgibai（阿斯哈尔）", ["Asqar Ülgibai", "阿斯哈尔"]),
        ("Асқар Үлгібай 阿斯哈尔·玉勒格拜", ["Асқар Үлгібай", "阿斯哈尔·玉勒格拜"]),
        ("阿斯哈尔 Asqar", ["阿斯哈尔", "Asqar"]),
        ("Asqar اسقار", ["Asqar", "اسقار"]),
        ("Asqar\nАскар", ["Asqar", "Аскар"]),
        ("Asqar Ülgibai aka Asker", ["Asqar Ülgibai", "Asker"]),
        ("Murat Sarsenbai (also Murat S.)", ["Murat Sarsenbai", "Murat S."]),
        ("Аскар (он же Асхар)", ["Аскар", "Асхар"]),
        ("Ülgibai, Asqar", ["Ülgibai, Asqar"]),
        ("Asqar (Asqar)", ["Asqar"]),
    ],
)  # fmt: skip
def test_every_spelling_in_a_cell_is_found(cell: str, names: list[str]) -> None:
    assert texts(cell) == names


def test_each_spelling_has_the_script_of_its_letters() -> None:
    found = read_names("Асқар / Asqar (阿斯哈尔) اسقار", {}).names
    assert [name.script for name in found] == [
        NameScript.KK_CYRL, NameScript.EN, NameScript.KK_ARAB, NameScript.ZH_HANS,
    ]  # fmt: skip


def test_a_script_that_the_column_states_counts_for_its_own_letters_only() -> None:
    found = read_names("Аскар / Asqar", {"script": "ru"}).names
    assert [name.script for name in found] == [NameScript.RU, NameScript.EN]


@pytest.mark.parametrize("dot", ["·", "．", "‧", "•", "・", " · ", "."])
def test_the_middle_dot_is_one_sign_in_all_its_forms(dot: str) -> None:
    assert texts(f"阿斯哈尔{dot}玉勒格拜") == ["阿斯哈尔·玉勒格拜"]


def test_what_is_no_name_is_given_back_as_words() -> None:
    found = read_names("Asqar (born 1974)", {})
    assert ([name.text for name in found.names], found.rest) == (["Asqar"], ["born 1974"])
    found = read_names("12345", {})
    assert (found.names, found.rest) == ([], ["12345"])
    assert found.remarks[0][0] is K.NAME_NO_LETTERS
    assert read_names("Asqar (teacher)", {}).rest == ["teacher"]


def test_titles_are_no_part_of_a_name_and_are_told() -> None:
    for cell, name in (("Mr. Asqar Ülgibai", "Asqar Ülgibai"), ("г-н Аскар", "Аскар"),
                       ("阿斯哈尔先生", "阿斯哈尔")):  # fmt: skip
        found = read_names(cell, {})
        assert [one.text for one in found.names] == [name]
        assert K.NAME_TITLE in [kind for kind, _params in found.remarks]
        assert found.rest


@pytest.mark.parametrize(
    "cell", ["Nurlan and Aigul", "Нурлан с детьми", "Нұрлан және Айгүл", "古丽等人"]
)
def test_a_cell_that_may_speak_of_several_people_is_told(cell: str) -> None:
    found = read_names(cell, {})
    assert [name.text for name in found.names] == [cell]
    assert [kind for kind, _params in found.remarks] == [K.NAME_SEVERAL_PEOPLE]


def test_a_kind_that_the_column_states_is_kept() -> None:
    assert read_names("Asker", {"kind": "alias"}).names[0].kind is NameKind.ALIAS


def test_a_cell_that_is_never_parted_is_kept_letter_for_letter() -> None:
    assert texts("Mr A / B (C)", split="none") == ["Mr A / B (C)"]
    assert texts("A / B\nC; D", split="lines") == ["A / B", "C; D"]


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("raqsA iabiglU", "Ulgibai Asqar"), ("рақсА", "Асқар"), ("Asqar", None),
        ("克别勒萨米·丽古依阿", "阿依古丽·米萨勒别克"), ("阿依古丽·米萨勒别克", None),
        ("ASQAR", None), ("asqar", None), ("McA", None),
    ],
)  # fmt: skip
def test_names_that_were_copied_backwards_are_noticed_and_not_changed(name, turned) -> None:
    assert turned_round(name) == turned
    assert texts(name) == [name]
