"""What columns of a list say, by headings in four languages and by content."""

from __future__ import annotations

import pytest

from caseapp.domain.list_columns import Role, recognise, role_of_heading, sex_of
from caseapp.domain.vocabulary import Sex

R = Role
ROWS = (
    ([["№", "ФИО", "Дата рождения", "Пол", "Район"], ["1", "А Б", "1976", "ж", "Текес"]],
     (R.NOTHING, R.NAME, R.BIRTH, R.SEX, R.PLACE)),
    ([["Фамилия", "Имя", "Отчество"], ["Ораз", "Жамиля", "Бековна"]],
     (R.SURNAME, R.GIVEN, R.FATHER)),
    ([["Тегі", "Аты", "Әкесінің аты", "Туған жылы", "ЖСН"], ["Ораз", "Бек", "Асан", "1980", ""]],
     (R.SURNAME, R.GIVEN, R.FATHER, R.BIRTH, R.DOCUMENT)),
    ([["序号", "姓名", "性别", "出生日期", "身份证号", "住址"],
      ["1", "叶尔兰", "男", "1980", "", "特克斯县"]],
     (R.NOTHING, R.NAME, R.SEX, R.BIRTH, R.DOCUMENT, R.PLACE)),
    ([["Name (Latin)", "Chinese name", "Date of birth (d/m/y)", "ID No.", "Home county", "Told by"],
      ["Asqar Ülgibai", "阿斯哈尔", "12.5.1974", "654028197405120004", "Tekes", "Aigul Bek"]],
     (R.NAME, R.NAME, R.BIRTH, R.DOCUMENT, R.PLACE, R.NOTHING)),
)  # fmt: skip


@pytest.mark.parametrize(("rows", "roles"), ROWS)
def test_headings_are_known_in_four_languages(rows, roles):
    assert recognise(rows) == (True, roles)


def test_without_headings_content_tells_names_births_numbers_and_sexes():
    rows = [
        ["1", "Асқар Үлгібай", "阿斯哈尔·玉勒格拜", "1974", "654028197405120004", "м"],
        ["2", "Айгүл Мысалбек", "阿依古丽·米萨勒别克", "03.09.1981", "65402519810903000X", "ж"],
    ]
    assert recognise(rows) == (
        False, (R.NOTHING, R.NAME, R.NAME, R.BIRTH, R.DOCUMENT, R.SEX),
    )  # fmt: skip


def test_a_single_column_of_names_is_known_in_every_script():
    for name in ("Сайрагүл Сынақбай", "Sayragul Synaqbai", "阿依古丽·米萨勒别克", "ايگۇل مىسالبەك"):
        assert recognise([[name]]) == (False, (R.NAME,))


def test_somebody_can_say_that_there_is_no_heading():
    rows = [["Имя Отчество"], ["Асқар Үлгібай"]]
    assert recognise(rows, header=False) == (False, (R.NAME,))


def test_numbers_of_documents_are_known_under_a_heading_that_says_only_number():
    rows = [["Имя", "Номер"], ["Асқар", "654028197405120004"]]
    assert recognise(rows)[1] == (R.NAME, R.DOCUMENT)


def test_an_unknown_heading_keeps_a_column_from_being_guessed():
    rows = [["ФИО", "Кто сообщил", "Арестован"], ["А Б", "Сара Бек", "2017"]]
    assert recognise(rows)[1] == (R.NAME, R.NOTHING, R.NOTHING)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("ФИО задержанного", R.NAME), ("Имя по-китайски", R.NAME), ("姓名（哈萨克文）", R.NAME),
        ("Name of wife", R.NOTHING), ("Имя матери", R.NOTHING), ("母亲姓名", R.NOTHING),
        ("Date of birth of the child", R.NOTHING), ("Father's name", R.FATHER),
        ("Әкесінің аты-жөні", R.FATHER), ("户籍所在地", R.PLACE),
    ],
)  # fmt: skip
def test_a_longer_heading_is_known_by_its_beginning_unless_it_speaks_of_another(heading, role):
    assert role_of_heading(heading) is role


def test_an_empty_list_has_no_columns():
    assert recognise([]) == (False, ())
    assert role_of_heading("") is R.NOTHING


@pytest.mark.parametrize(
    ("cell", "sex"),
    [("Ж", Sex.FEMALE), ("male", Sex.MALE), ("әйел", Sex.FEMALE), ("男", Sex.MALE),
     ("муж.", Sex.MALE), ("?", Sex.UNKNOWN)],
)  # fmt: skip
def test_words_for_a_man_and_a_woman(cell, sex):
    assert sex_of(cell) is sex
