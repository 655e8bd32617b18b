"""One cell of a list: what it says, and what is told of it."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import EventKind, IdentifierKind, Relation, Sex
from caseapp.intake.lists.cells import Column, Said
from caseapp.intake.lists.mapping import ColumnMapping, DateOrder
from caseapp.intake.lists.remarks import RemarkKind as K
from caseapp.intake.lists.rows import NumberText, PlaceText, Size, Term
from caseapp.intake.lists.targets import Target as T


def read(target: T, text: str, order: DateOrder = DateOrder.OPEN, **options: str) -> Said:
    return Column(ColumnMapping("Heading", target, options), order).read(text)


def value(target: T, text: str, **options: str) -> object:
    (found,) = read(target, text, **options).values
    assert found.text == text
    return found.value


def born(text: str, order: DateOrder = DateOrder.OPEN, **options: str) -> str | None:
    (found,) = read(T.BIRTH, text, order, **options).values
    assert isinstance(found.value, UncertainDate)
    assert found.value.text == text.strip()
    return found.value.edtf


def kinds(said: Said) -> list[K]:
    return [remark.kind for remark in said.remarks]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1974-05-12", "1974-05-12"), ("12.05.1974", "1974-05-12"), ("12.05.74", "1974-05-12"),
        ("Mar-17", "2017-03"), ("2017/2018", "[2017..2018]"), ("End 2016", "2016-39"),
        ("March-April 2017", "[2017-03..2017-04]"), (" 2017 ", "2017"), ("1976 г.р.", "1976"),
        ("1976 ж.т.", "1976"), ("1981年5月", "1981-05"), ("about 2017", "2017~"),
        ("05/06/2017", "[2017-05-06,2017-06-05]"), ("2017-03", "2017-03"),
    ],
)  # fmt: skip
def test_dates_of_the_field_keep_their_precision_and_their_words(text: str, edtf: str) -> None:
    assert born(text) == edtf


def test_a_year_never_becomes_a_first_of_january() -> None:
    found = value(T.BIRTH, "1974")
    assert isinstance(found, UncertainDate)
    assert (found.earliest, found.latest) == (date(1974, 1, 1), date(1974, 12, 31))


def test_dates_that_say_nothing_are_no_value_and_no_complaint() -> None:
    for text in ("Unclear", "unknown", "n/a", "-", "?", "неизвестно", "белгісіз", "不详"):
        said = read(T.TAKEN_DATE, text)
        assert (said.values, said.remarks) == ([], []), text


def test_a_date_that_is_not_understood_stays_words_in_a_note_and_is_told() -> None:
    said = read(T.BIRTH, "around Nauryz, he thinks")
    assert [(v.target, v.value) for v in said.values] == [
        (T.NOTE, "Heading: around Nauryz, he thinks")
    ]
    assert kinds(said) == [K.DATE_UNREAD]


def test_a_day_that_a_spreadsheet_made_of_a_month_is_not_believed() -> None:
    said = read(T.TAKEN_DATE, "17-Mar")
    assert [v.target for v in said.values] == [T.NOTE]
    assert kinds(said) == [K.DATE_NO_YEAR]


def test_a_count_of_days_that_a_spreadsheet_left_is_a_date_and_is_told() -> None:
    said = read(T.BIRTH, "27161")
    assert [getattr(v.value, "edtf", "") for v in said.values] == ["1974-05-12"]
    assert kinds(said) == [K.DATE_SERIAL]
    assert said.remarks[0].params["read"] == "1974-05-12"


def test_the_order_of_day_and_month_is_settled_for_figures_with_slashes_alone() -> None:
    assert born("05/06/2017", DateOrder.DAY_FIRST) == "2017-06-05"
    assert born("05/06/2017", DateOrder.MONTH_FIRST) == "2017-05-06"
    assert born("05.06.2017", DateOrder.MONTH_FIRST) == "2017-06-05"
    assert kinds(read(T.BIRTH, "05/06/2017")) == [K.DATE_TWO_DAYS]


def test_days_that_a_spreadsheet_filled_in_are_taken_away_only_where_it_was_said() -> None:
    assert born("2017-03-01") == "2017-03-01"
    assert born("2017-03-01", exact="month") == "2017-03"
    assert born("2017-03-02", exact="month") == "2017-03-02"
    assert born("2017-01-01", exact="year") == "2017"
    assert born("2017-03-01", exact="year") == "2017-03-01"


def test_unlikely_years_are_told() -> None:
    assert kinds(read(T.BIRTH, "1900-01-01")) == [K.DATE_ODD]
    assert kinds(read(T.BIRTH, "2091")) == [K.DATE_ODD]


def test_edtf_in_a_column_of_its_own_is_read_as_such() -> None:
    said = read(T.BIRTH, "2017-03~", **{"as": "edtf"})
    assert [getattr(v.value, "edtf", "") for v in said.values] == ["2017-03~"]
    assert kinds(read(T.BIRTH, "March 17", **{"as": "edtf"})) == [K.DATE_UNREAD]


@pytest.mark.parametrize(
    ("text", "years"),
    [("45", "45"), ("45 лет", "45"), ("45 жаста", "45"), ("45岁", "45"), ("about 40-45", "40-45"),
     ("45 years old", "45")],
)  # fmt: skip
def test_ages_are_years(text: str, years: str) -> None:
    (found,) = read(T.AGE, text).values
    assert found.options["years"] == years


@pytest.mark.parametrize("text", ["elderly", "200", "45-40", "12.05.1974"])
def test_what_is_no_age_is_told(text: str) -> None:
    assert kinds(read(T.AGE, text)) == [K.AGE_UNREAD]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("15 years 6 months", Term(15, 6)), ("15 years and 6 months", Term(15, 6)),
        ("12 жыл", Term(12)), ("12 жыл 6 ай", Term(12, 6)), ("10年", Term(10)),
        ("10年6个月", Term(10, 6)), ("十五年", Term(15)), ("二十年零六个月", Term(20, 6)),
        ("5 лет 3 мес. 10 дней", Term(5, 3, 10)), ("判处有期徒刑19年", Term(19)),
        ("Sentenced to 7 years in prison", Term(7)), ("13 лет лишения свободы", Term(13)),
        ("1 год", Term(1)), ("18 months", Term(None, 18)), ("7y", Term(7)), ("3-year", Term(3)),
    ],
)  # fmt: skip
def test_sentences_are_read_in_four_languages(text: str, term: Term) -> None:
    assert value(T.SENTENCE, text) == term


@pytest.mark.parametrize(
    "text", ["life", "Life imprisonment", "пожизненно", "өмір бойы", "无期徒刑"]
)
def test_a_sentence_for_life_has_no_end_and_is_told(text: str) -> None:
    said = read(T.SENTENCE, text)
    assert [v.value for v in said.values] == [Term(life=True)]
    assert kinds(said) == [K.TERM_LIFE]


@pytest.mark.parametrize("text", ["12-15 years", "at least 10 years", "about 9 years",
                                  "many years", "death", "15", "7 years or 8", "0 years",
                                  "7 years + a fine", "15 years 6 years"])  # fmt: skip
def test_a_sentence_that_is_not_wholly_understood_stays_words(text: str) -> None:
    said = read(T.SENTENCE, text)
    assert [v.target for v in said.values] == [T.NOTE]
    assert kinds(said) == [K.TERM_UNREAD]


def test_a_number_alone_is_a_sentence_if_it_is_said_what_it_counts() -> None:
    assert value(T.SENTENCE, "15", unit="years") == Term(15)
    assert value(T.SENTENCE, "18", unit="months") == Term(None, 18)


@pytest.mark.parametrize(("text", "count"), [("15", 15), ("15.0", 15), ("15 years", 15), ("0", 0)])
def test_counts_are_whole_numbers(text: str, count: int) -> None:
    assert value(T.SENTENCE_YEARS, text) == count


@pytest.mark.parametrize("text", ["15.5", "ten", "-3", "15+"])
def test_what_is_no_whole_number_is_told(text: str) -> None:
    assert kinds(read(T.SENTENCE_YEARS, text)) == [K.COUNT_UNREAD]


def test_words_of_closed_lists_are_known_in_four_languages() -> None:
    assert [value(T.SEX, word) for word in ("F", "жен.", "Ер", "女")] == [
        Sex.FEMALE, Sex.FEMALE, Sex.MALE, Sex.FEMALE,
    ]  # fmt: skip
    assert value(T.STATUS, "осуждён") is EventKind.SENTENCED
    assert value(T.STATUS, "سوتتالدى") is EventKind.SENTENCED
    assert value(T.CONTACT_RELATION, "қарындасы") is Relation.YOUNGER_SISTER


def test_a_word_that_nobody_knows_is_a_note_until_a_person_says_what_it_means() -> None:
    said = read(T.STATUS, "Studying")
    assert [v.value for v in said.values] == ["Heading: Studying"]
    assert kinds(said) == [K.CODE_UNKNOWN]
    column = Column(ColumnMapping("Heading", T.STATUS), words={"studying": "taken", "at sea": ""})
    assert [v.value for v in column.read("Studying").values] == [EventKind.TAKEN]
    kept = column.read("At sea.")
    assert ([v.target for v in kept.values], kept.remarks) == ([T.NOTE], [])


def test_numbers_of_documents_are_told_apart_and_kept_as_they_are() -> None:
    said = read(T.IDENTIFIER, "654027197405120014; N12345678")
    assert [v.value for v in said.values] == [
        NumberText("654027197405120014", IdentifierKind.PRC_RESIDENT_ID),
        NumberText("N12345678", IdentifierKind.PASSPORT),
    ]
    assert kinds(said) == [K.NUMBER_DOUBTFUL]
    assert value(T.IDENTIFIER, "E 1234567", kind="passport") == NumberText(
        "E 1234567", IdentifierKind.PASSPORT
    )
    assert kinds(read(T.IDENTIFIER, "lost")) == [K.NUMBER_UNREAD]


def test_a_home_that_says_no_more_than_a_county_is_one_and_else_an_address() -> None:
    assert value(T.HOME_PLACE, "Tekes County") == PlaceText("Tekes County", "654027")
    assert value(T.HOME_PLACE, "新疆特克斯县") == PlaceText("新疆特克斯县", "654027")
    said = read(T.HOME_PLACE, "Tekes, village Kok-Su, house 5")
    assert [(v.target, v.value) for v in said.values] == [
        (T.HOME_PLACE, PlaceText("", "654027")),
        (T.HOME_ADDRESS, "Tekes, village Kok-Su, house 5"),
    ]
    unknown = read(T.HOME_PLACE, "Atlantis")
    assert [v.target for v in unknown.values] == [T.HOME_ADDRESS]
    assert kinds(unknown) == [K.PLACE_UNKNOWN]
    assert value(T.TAKEN_PLACE, "Atlantis") == PlaceText("Atlantis")


def test_several_values_in_a_cell_are_parted() -> None:
    assert value(T.CONTACT_PHONE, "+7 701 111 22 33, 8 702 000 00 00") == (
        "+7 701 111 22 33", "8 702 000 00 00",
    )  # fmt: skip
    assert value(T.TAGS, "a, b\nc", split="lines") == ("a, b", "c")
    assert value(T.CITIZENSHIP, "KZ/CN") == ("KZ", "CN")


def test_sizes_and_answers() -> None:
    assert value(T.GROUP_SIZE, "20-25") == Size(20, 25)
    assert value(T.GROUP_SIZE, "20+") == Size(20, None)
    assert kinds(read(T.GROUP_SIZE, "a village")) == [K.SIZE_UNREAD]
    assert value(T.BELIEVED_DECEASED, "Иә") is True
    assert value(T.BELIEVED_DECEASED, "no") is False
    assert kinds(read(T.BELIEVED_DECEASED, "perhaps")) == [K.FLAG_UNREAD]


def test_the_apostrophe_that_guards_against_formulas_is_taken_away_once() -> None:
    assert value(T.CONTACT_PHONE, "'+77011112233") == ("+77011112233",)
    assert value(T.SUMMARY, "'=cmd|x") == "=cmd|x"
    assert value(T.SUMMARY, "''=cmd") == "'=cmd"
    assert value(T.SUMMARY, "'quoted' words") == "'quoted' words"


def test_signs_that_cannot_be_seen_are_left_out_and_told() -> None:
    said = read(T.SUMMARY, "Asq\u202ear\x07 \u200bx")
    assert [v.value for v in said.values] == ["Asqar x"]
    assert kinds(said) == [K.HIDDEN_SIGNS]
    assert kinds(read(T.SUMMARY, "two\nlines\tand a tab")) == []


def test_nothing_happened_in_a_place_that_is_not_known() -> None:
    for target in (T.HELD_AT, T.TAKEN_REASON_GIVEN, T.COURT):
        assert read(target, "Unknown").values == []
    assert value(T.EVENT_FACILITY, "unknown") == "unknown"
    assert value(T.OCCUPATION, "unknown") == "unknown"


def test_the_point_that_a_program_put_behind_a_whole_number_is_no_part_of_it() -> None:
    assert [getattr(v.value, "edtf", "") for v in read(T.BIRTH, "1974.0").values] == ["1974"]
    assert value(T.ROW_KEY, "17.0") == "17"
    assert value(T.CONTACT_PHONE, "77011112233.0") == ("77011112233",)
    assert value(T.IDENTIFIER, "740512300123.0", kind="kz_iin") == NumberText(
        "740512300123", IdentifierKind.KZ_IIN
    )
    assert value(T.SUMMARY, "5.0") == "5.0"
    assert kinds(read(T.IDENTIFIER, "654027197405120016.0")) == [K.NUMBER_LOST]


def test_columns_that_are_left_out_say_nothing_and_notes_say_their_heading() -> None:
    assert read(T.IGNORE, "x").values == []
    assert value(T.NOTE, "x ") == "Heading: x"
