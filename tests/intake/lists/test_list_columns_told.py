"""How a list is proposed to be read: its headings found, each column with a reason."""

from __future__ import annotations

import time

import pytest

from caseapp.domain.identifiers import make_check_digit
from caseapp.domain.vocabulary import IdentifierKind
from caseapp.intake.lists.header import find_header, headings_of, joined
from caseapp.intake.lists.headings import meaning_of
from caseapp.intake.lists.mapping import DateOrder, ListMapping, Why
from caseapp.intake.lists.recognise import propose, with_header
from caseapp.intake.lists.targets import Target as T
from caseapp.intake.tables import Table
from tests.intake.sheet_files import inside, table, xlsx


def targets(mapping: ListMapping) -> list[T]:
    return [column.target for column in mapping.columns]


def reasons(mapping: ListMapping) -> set[Why]:
    return {column.why for column in mapping.columns}


# -- headings ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Name of detainee", T.NAME), ("ФИО задержанного", T.NAME), ("Аты-жөні", T.NAME),
        ("姓名", T.NAME), ("Date of birth (d/m/y)", T.BIRTH), ("туған жылы", T.BIRTH),
        ("Place of birth", T.BIRTH_PLACE), ("Место рождения", T.BIRTH_PLACE),
        ("Адрес", T.HOME_PLACE), ("Home address", T.HOME_ADDRESS), ("民族", T.ETHNICITY),
        ("Когда задержан", T.TAKEN_DATE), ("Ұсталған уақыты", T.TAKEN_DATE),
        ("被捕时间", T.TAKEN_DATE), ("Official reason", T.TAKEN_REASON_GIVEN),
        ("Предполагаемая причина", T.TAKEN_REASON_BELIEVED), ("Срок", T.SENTENCE),
        ("Жаза мерзімі", T.SENTENCE), ("Кем приходится", T.CONTACT_RELATION),
        ("Заявитель", T.CONTACT_NAME), ("Телефон", T.CONTACT_PHONE), ("№", T.ROW_KEY),
        ("#", T.ROW_KEY), ("т/н", T.ROW_KEY), ("Last contact date", T.LAST_CONTACT_DATE),
        ("Where held", T.HELD_AT), ("Status", T.STATUS), ("  SOURCE URL ", T.SOURCE_URL),
        ("Father's name", T.FATHER_NAME), ("Примечание", T.NOTE), ("身份证号码", T.IDENTIFIER),
        ("2. Дата рождения", T.BIRTH), ("Мекенжайы / Адрес", T.HOME_PLACE),
        ("Ұсталған күні Дата задержания (Detention date)", T.TAKEN_DATE),
        ("تۋعان جىلى", T.BIRTH), ("مەكەن-جايى", T.HOME_PLACE), ("ۇستالعان ۋاقىتى", T.TAKEN_DATE),
    ],
)  # fmt: skip
def test_headings_are_known_in_four_languages(heading: str, target: T) -> None:
    found = meaning_of(heading)
    assert found is not None
    assert found.target is target


@pytest.mark.parametrize(
    "heading",
    ["Shoe size", "Name of the prison", "Имя матери", "Жұмыс орны атауы", "Place of study", "",
     "Reason for the visit", "Status of the house"],
)  # fmt: skip
def test_headings_of_something_else_are_not_taken_for_what_they_begin_with(heading: str) -> None:
    assert meaning_of(heading) is None


def test_a_story_is_no_heading_and_takes_no_time() -> None:
    began = time.process_time()
    for words in ("name " * 30, "x " * 500, "name of adress " * 20):
        assert meaning_of(words) is None
    meaning_of("имя адрес " * 6)
    assert time.process_time() - began < 5


def test_headings_say_more_than_what_a_column_is() -> None:
    passport, other, due = (
        meaning_of("Паспорт"),
        meaning_of("Also known as"),
        meaning_of("刑满日期"),
    )
    assert passport is not None
    assert passport.options == {"kind": "passport"}
    assert other is not None
    assert other.options == {"kind": "alias"}
    assert due is not None
    assert due.options == {"release": "expected"}


# -- where the headings are --------------------------------------------------------------------
def known(heading: str) -> bool:
    return meaning_of(heading) is not None


def test_headings_are_found_below_titles_and_empty_rows() -> None:
    found = inside(
        xlsx(("A", [["List of missing people, 2019"], [], ["made by the group", None, "p. 1"], [],
                    ["№", "Name", "Born"], [1, "Asqar", 1974]]))
    )  # fmt: skip
    assert find_header(found, known) == (5, 1)
    mapping = propose(found)
    assert (mapping.header_row, mapping.first_row) == (5, 6)
    assert targets(mapping) == [T.ROW_KEY, T.NAME, T.BIRTH]


def test_rows_of_people_are_no_headings() -> None:
    found = table(("Асқар Үлгібай", "1974"), ("Гүлнар Қиялбек", "1985"))
    mapping = propose(found)
    assert (mapping.header_row, mapping.first_row) == (0, 1)
    assert targets(mapping) == [T.NAME, T.BIRTH]
    assert reasons(mapping) == {Why.CONTENT}
    assert [column.heading for column in mapping.columns] == ["A", "B"]


def test_headings_in_a_language_that_is_not_known_are_told_by_the_figures_below() -> None:
    found = table(("Ad Soyad", "Doğum"), ("Asqar", "12.05.1974"), ("Gülnar", "03.04.1985"))
    mapping = propose(found)
    assert mapping.header_row == 1
    assert [(c.heading, c.target, c.why) for c in mapping.columns] == [
        ("Ad Soyad", T.NOTE, Why.NOT_KNOWN), ("Doğum", T.BIRTH, Why.CONTENT),
    ]  # fmt: skip


def test_headings_in_two_rows_are_joined() -> None:
    def merge(book) -> None:
        sheet = book["A"]
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:B2")
        sheet.merge_cells("C1:D1")

    rows = [["№", "Name", "Detention", None, "Sentence"],
            [None, None, "Date", "Place", None],
            [1, "Asqar", "2017", "Tekes", "10 years"]]  # fmt: skip
    mapping = propose(inside(xlsx(("A", rows), change=merge)))
    assert (mapping.header_row, mapping.header_rows) == (2, 2)
    assert [c.heading for c in mapping.columns] == [
        "№", "Name", "Detention Date", "Detention Place", "Sentence",
    ]  # fmt: skip
    assert targets(mapping) == [T.ROW_KEY, T.NAME, T.TAKEN_DATE, T.TAKEN_PLACE, T.SENTENCE]


def test_two_rows_are_seen_without_merged_cells_too() -> None:
    found = table(
        ("№", "Name", "Detention", "", "Sex"), ("", "", "Date", "Place", ""),
        ("1", "Asqar", "2017", "Tekes", "m"),
    )  # fmt: skip
    mapping = propose(found)
    assert (mapping.header_row, mapping.header_rows) == (2, 2)
    assert joined(found, 2, 2) == ("№", "Name", "Detention Date", "Detention Place", "Sex")


def test_a_first_row_of_people_is_not_taken_for_a_second_row_of_headings() -> None:
    found = table(("Name", "", "Sex"), ("Asqar", "x", "m"), ("Gülnar", "y", "f"))
    assert propose(found).header_row == 1


def test_a_person_may_say_where_the_headings_are() -> None:
    found = table(("List",), ("Name", "Born"), ("Asqar", "1974"))
    assert targets(with_header(found, 2)) == [T.NAME, T.BIRTH]
    assert with_header(found, 0).first_row == 1


def test_columns_have_names_unlike_each_other() -> None:
    found = table(("Date", "", "Date", "Date (2)", " Date "), ("1", "2", "3", "4", "5"))
    assert headings_of(found, 1) == ("Date", "B", "Date (2)", "Date (2) (2)", "Date (3)")


def test_an_empty_table_has_a_mapping_without_columns() -> None:
    assert propose(Table(())).columns == ()


# -- columns -----------------------------------------------------------------------------------
def test_surname_name_and_fathers_name_are_told_beside_each_other() -> None:
    assert targets(propose(table(("Фамилия", "Имя", "Отчество"), ("А", "Б", "В")))) == [
        T.SURNAME, T.GIVEN_NAME, T.FATHER_NAME,
    ]  # fmt: skip
    assert targets(propose(table(("Имя", "Дата рождения"), ("А", "1974")))) == [T.NAME, T.BIRTH]


@pytest.mark.parametrize("before", [(), ("№",)], ids=["by headings", "by a profile"])
def test_a_second_name_in_the_same_letters_may_be_a_relatives_and_is_a_note(
    before: tuple[str, ...],
) -> None:
    row = (*("1" for _heading in before), "Үлгібай Асқар", "Мысалбек Айгүл")
    mapping = propose(table((*before, "ФИО", "Имя"), *[row] * 4))
    assert targets(mapping)[-2:] == [T.NAME, T.NOTE]
    row = (*row[:-1], "阿依古丽")
    mapping = propose(table((*before, "ФИО", "Имя"), *[row] * 4))
    assert targets(mapping)[-2:] == [T.NAME, T.NAME]


def test_of_two_columns_that_say_one_thing_the_second_is_a_note() -> None:
    mapping = propose(
        table(("Name", "Born", "Birthday", "Alias", "Alias"), ("a", "1", "2", "3", "4"))
    )
    assert targets(mapping) == [T.NAME, T.BIRTH, T.NOTE, T.NAME, T.NAME]


def test_numbers_with_check_digits_sexes_births_and_links_are_told_by_what_they_are() -> None:
    rows = [("654027197405120011", "m", "12.05.1974", "https://a.example/1"),
            ("654027198111110020", "f", "11.11.1981", "https://a.example/2")]  # fmt: skip
    whole = [
        (row[0][:17] + str(make_check_digit(IdentifierKind.PRC_RESIDENT_ID, row[0][:17])), *row[1:])
        for row in rows
    ]
    mapping = propose(table(("Kimlik", "Cinsiyet", "Doğum", "Bağ"), *whole))
    assert targets(mapping) == [T.IDENTIFIER, T.SEX, T.BIRTH, T.SOURCE_URL]
    assert reasons(mapping) == {Why.CONTENT}


def test_a_birth_date_of_somebody_else_is_not_taken_by_its_content() -> None:
    rows = [("Asqar", "1974"), ("Gülnar", "1985")]
    mapping = propose(table(("Name", "Год рождения детей"), *rows))
    assert targets(mapping) == [T.NAME, T.NOTE]


def test_the_order_of_day_and_month_is_taken_from_dates_that_can_be_read_in_one_way() -> None:
    def order(*dates: str) -> DateOrder:
        return propose(table(("Name", "Born"), *(("a", day) for day in dates))).date_order

    assert order("05/06/1974", "13/06/1974") is DateOrder.DAY_FIRST
    assert order("05/06/1974", "06/13/1974") is DateOrder.MONTH_FIRST
    assert order("05/06/1974") is DateOrder.OPEN
    assert order("13/06/1974", "06/13/1974") is DateOrder.OPEN


def test_days_that_are_all_the_first_of_a_month_are_taken_for_a_spreadsheets_own() -> None:
    months = [("a", f"2017-{month:02}-01") for month in range(1, 9)]
    years = [("a", f"{year}-01-01") for year in range(1970, 1978)]
    assert propose(table(("Name", "When taken"), *months)).columns[1].options == {"exact": "month"}
    assert propose(table(("Name", "Born"), *years)).columns[1].options == {"exact": "year"}
    days = [*months, ("a", "2017-03-02")]
    assert propose(table(("Name", "When taken"), *days)).columns[1].options == {}


def test_an_age_at_detention_is_counted_at_the_date_of_detention() -> None:
    mapping = propose(table(("Name", "Age at detention", "Age", "Date of detention"),
                            ("a", "45", "47", "2017")))  # fmt: skip
    assert mapping.columns[1].options == {"at": "Date of detention"}
    assert (mapping.columns[2].target, mapping.columns[2].options) == (T.NOTE, {})


def test_a_heading_that_says_so_makes_numbers_alone_years() -> None:
    mapping = propose(table(("Name", "Years of sentence"), ("a", "15")))
    assert mapping.columns[1].options == {"unit": "years"}
