"""Order of names, which spelling comes first, initials, who is what to whom."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.disclosure.grants import is_minor
from caseapp.disclosure.names import best_form, fitting, initials, one_a_script, sort_key
from caseapp.domain.dates import read_date
from caseapp.domain.kinship import inverse
from caseapp.domain.vocabulary import NameKind, NameScript, Relation, Sex

KK, RU, EN, ZH = NameScript.KK_CYRL, NameScript.RU, NameScript.EN, NameScript.ZH_HANS
MAIN, DOCUMENT, ALIAS = NameKind.MAIN, NameKind.DOCUMENT, NameKind.ALIAS


def ordered(*names: str) -> list[str]:
    return sorted(names, key=sort_key)


def test_kazakh_letters_follow_the_kazakh_alphabet() -> None:
    names = ["Айгүл", "Ақан", "Әділ", "Бақыт", "Ғани", "Қадыр", "Өмір", "Ұлан", "Үміт", "Ілияс"]
    assert ordered(*reversed(names)) == names
    assert ordered("Ёлкин", "Жуков", "Егоров") == ["Егоров", "Ёлкин", "Жуков"]
    assert ordered("Кали", "Қали", "Лия") == ["Кали", "Қали", "Лия"]


def test_latin_letters_with_marks_stand_behind_the_plain_ones() -> None:
    assert ordered("Özge", "Olga", "Pavel", "olzhas") == ["Olga", "olzhas", "Özge", "Pavel"]


def test_a_shorter_name_stands_before_its_continuation() -> None:
    assert ordered("Асқаров", "Асқар Төлеген", "Асқар") == ["Асқар", "Асқар Төлеген", "Асқаров"]


@pytest.mark.parametrize(
    ("language", "first"),
    [("ru", "Аскар"), ("kk", "Асқар"), ("en", "Askar"), ("zh_Hans", "阿斯哈尔"), ("xx", "Асқар")],
)
def test_the_copys_language_comes_first(language: str, first: str) -> None:
    forms = [
        ("Асқар", KK, MAIN),
        ("阿斯哈尔", ZH, DOCUMENT),
        ("Аскар", RU, MAIN),
        ("Askar", EN, MAIN),
    ]
    best = best_form(forms, language)
    assert best is not None
    assert best[0] == first


def test_without_a_russian_form_a_russian_copy_prints_the_kazakh_one() -> None:
    best = best_form([("Askar", EN, MAIN), ("Асқар", KK, MAIN)], "ru")
    assert best is not None
    assert best[0] == "Асқар"


def test_within_a_script_the_document_comes_before_other_spellings() -> None:
    forms = [("阿斯卡尔", ZH, ALIAS), ("阿斯哈尔", ZH, DOCUMENT), ("阿斯", ZH, MAIN)]
    main, others = one_a_script(forms, "en")
    assert [f[0] for f in main] == ["阿斯哈尔"]
    assert [f[0] for f in others] == ["阿斯卡尔"]


def test_one_known_by_an_alias_alone_has_that_name() -> None:
    main, others = one_a_script([("Teacher", EN, ALIAS)], "en")
    assert ([f[0] for f in main], others) == (["Teacher"], [])


def test_initials_need_stated_parts() -> None:
    parts = [
        {"role": "family", "text": "Мысалова"},
        {"role": "given", "text": "Раушан"},
        {"role": "father", "text": "Тілекқызы"},
    ]
    assert initials("Мысалова Раушан Тілекқызы", parts) == "Р. Т. Мысалова"
    assert initials("Асқар Үлгібай", []) == "Асқар Үлгібай"


@pytest.mark.parametrize(
    ("relation", "sex", "other"),
    [
        (Relation.SON, Sex.FEMALE, Relation.MOTHER),
        (Relation.FATHER, Sex.MALE, Relation.SON),
        (Relation.YOUNGER_BROTHER, Sex.FEMALE, Relation.ELDER_SISTER),
        (Relation.HUSBAND, Sex.FEMALE, Relation.WIFE),
        (Relation.UNCLE, Sex.UNKNOWN, Relation.OTHER_RELATIVE),
        (Relation.COUSIN, Sex.MALE, Relation.COUSIN),
        (Relation.LAWYER, Sex.MALE, Relation.OTHER),
    ],
)
def test_a_relation_is_turned_round(relation: Relation, sex: Sex, other: Relation) -> None:
    assert inverse(relation, sex) is other


@pytest.mark.parametrize(
    ("birth", "minor"),
    [
        ("2 June 2008", False), ("3 June 2008", True), ("2008", True), ("2007", False),
        ("29 February 2008", False), ("unknown", False),
    ],
)  # fmt: skip
def test_in_doubt_one_is_a_minor_until_the_last_possible_birthday(birth: str, minor: bool) -> None:
    assert is_minor(read_date(birth), date(2026, 6, 2)) is minor


def test_one_is_a_minor_to_the_last_day_also_at_the_end_of_a_month() -> None:
    assert is_minor(read_date("31 January 2008"), date(2026, 1, 30))
    assert not is_minor(read_date("31 January 2008"), date(2026, 1, 31))
    assert is_minor(read_date("29 February 2008"), date(2026, 2, 28))
    assert not is_minor(read_date("29 February 2008"), date(2026, 3, 1))


def test_each_copy_begins_with_the_names_in_its_own_letters() -> None:
    names = ["Асқар", "Murat"]
    assert sorted(names, key=lambda name: sort_key(name, "ru")) == ["Асқар", "Murat"]
    assert sorted(names, key=lambda name: sort_key(name, "en")) == ["Murat", "Асқар"]


def test_where_scripts_do_not_fit_transliterations_go_first() -> None:
    made = NameKind.TRANSLITERATION
    forms = [("Асқар", KK, MAIN), ("Аскар", RU, made), ("اسقار", NameScript.KK_ARAB, DOCUMENT)]
    forms.append(("阿斯哈尔", ZH, DOCUMENT))
    assert [f[0] for f in fitting(forms, 3)] == ["Асқар", "اسقار", "阿斯哈尔"]
    assert fitting(forms, 4) == forms
    assert fitting([("Аскар", RU, made)] * 4, 3) == [("Аскар", RU, made)] * 4
