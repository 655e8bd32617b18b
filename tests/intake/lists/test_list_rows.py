"""Rows of a list: every one accounted for, nothing made up, whatever stands in a cell."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.dates import UncertainDate
from caseapp.domain.identifiers import make_check_digit
from caseapp.domain.vocabulary import EventKind, IdentifierKind, NameKind, NameScript, Sex
from caseapp.i18n import translator
from caseapp.intake.lists.assembling import born_between
from caseapp.intake.lists.mapping import ColumnMapping, DateOrder, ListMapping
from caseapp.intake.lists.reading import read_rows, word_counts
from caseapp.intake.lists.recognise import propose
from caseapp.intake.lists.remarks import RemarkKind as K
from caseapp.intake.lists.remarks import Severity
from caseapp.intake.lists.rows import NameText, NumberText, PlaceText, RowReading
from caseapp.intake.lists.targets import SPECS, Slot
from caseapp.intake.lists.targets import Target as T
from caseapp.intake.tables import Table
from tests.intake.lists.test_list_mapping import columns
from tests.intake.sheet_files import inside, table, xlsx

NUMBER = "65402719740512001"
ID = NUMBER + str(make_check_digit(IdentifierKind.PRC_RESIDENT_ID, NUMBER))


def read(*rows: tuple[str, ...]) -> RowReading:
    """The one row of people below headings."""
    found = table(*rows)
    (one,) = read_rows(found, propose(found))
    return one


def kinds(row: RowReading) -> list[K]:
    return [remark.kind for remark in row.remarks]


def said(row: RowReading, target: T) -> list[object]:
    return [value.value for value in row.all(target)]


# -- what cells say together -------------------------------------------------------------------
def test_surname_name_and_fathers_name_are_one_name_with_its_parts() -> None:
    row = read(
        ("Фамилия", "Имя", "Отчество", "Год рождения"), ("Үлгібай", "Асқар", "Мұратұлы", "1974")
    )
    assert said(row, T.NAME) == [
        NameText("Үлгібай Асқар Мұратұлы", NameScript.KK_CYRL, NameKind.MAIN,
                 (("family", "Үлгібай"), ("given", "Асқар"), ("father", "Мұратұлы")))
    ]  # fmt: skip
    assert not row.all(T.SURNAME)
    assert not row.all(T.FATHER_NAME)


def test_a_fathers_name_joins_a_name_of_one_word_and_stays_apart_from_a_longer_one() -> None:
    heads = ("Name", "Father's name", "Born")
    row = read(heads, ("Asqar", "Ülgibai", "1974"))
    assert said(row, T.NAME) == [
        NameText("Asqar Ülgibai", NameScript.EN, NameKind.MAIN,
                 (("given", "Asqar"), ("father", "Ülgibai")))
    ]  # fmt: skip
    row = read(heads, ("Asqar Ülgibai", "Ülgibai", "1974"))
    assert [name.text for name in said(row, T.NAME)] == ["Asqar Ülgibai"]
    assert not row.all(T.FATHER_NAME)
    row = read(heads, ("Asqar Sarsen", "Ülgibai", "1974"))
    assert [name.text for name in said(row, T.NAME)] == ["Asqar Sarsen"]
    assert [name.text for name in said(row, T.FATHER_NAME)] == ["Ülgibai"]


def test_the_first_name_of_each_script_is_a_main_one_and_others_are_other_names() -> None:
    row = read(("Name", "Chinese name", "Born"), ("Asqar / Asker", "阿斯哈尔", "1974"))
    assert [(n.text, n.kind) for n in said(row, T.NAME)] == [
        ("Asqar", NameKind.MAIN), ("Asker", NameKind.ALIAS), ("阿斯哈尔", NameKind.MAIN),
    ]  # fmt: skip


def test_an_age_and_its_date_say_between_which_days_somebody_was_born() -> None:
    heads = ("Name", "Age at detention", "Date of detention")
    row = read(heads, ("Asqar", "45", "2017-05-01"))
    (born,) = said(row, T.BIRTH)
    assert isinstance(born, UncertainDate)
    assert (born.earliest, born.latest) == (date(1971, 5, 2), date(1972, 5, 1))
    assert born.text == "45 (2017-05-01)"
    row = read(heads, ("Asqar", "45", "Unclear"))
    assert (said(row, T.BIRTH), kinds(row)) == ([], [K.AGE_UNDATED])
    assert said(row, T.NOTE) == ["Age at detention: 45"]


@pytest.mark.parametrize(
    ("years", "at", "first", "last"),
    [("45", (date(2017, 1, 1), date(2017, 12, 31)), date(1971, 1, 2), date(1972, 12, 31)),
     ("40-45", (date(2017, 5, 1), date(2017, 5, 1)), date(1971, 5, 2), date(1977, 5, 1)),
     ("1", (date(2020, 2, 29), date(2020, 2, 29)), date(2018, 3, 2), date(2019, 3, 1)),
     ("0", (date(2017, 5, 1), date(2017, 5, 1)), date(2016, 5, 2), date(2017, 5, 1))],
)  # fmt: skip
def test_the_bounds_of_a_birth_reckoned_from_an_age(years, at, first, last) -> None:
    found = born_between(years, UncertainDate("", None, *at))
    assert found is not None
    assert found.bounds() == (first, last)


def test_an_age_beside_a_birth_date_is_compared_with_it_and_never_replaces_it() -> None:
    heads = ("Name", "Born", "Age at detention", "Date of detention")
    agrees = read(heads, ("Asqar", "1972", "45", "2017-05-01"))
    assert [d.edtf for d in said(agrees, T.BIRTH)] == ["1972"]
    assert kinds(agrees) == []
    other = read(heads, ("Asqar", "1982", "45", "2017-05-01"))
    assert [d.edtf for d in said(other, T.BIRTH)] == ["1982"]
    assert kinds(other) == [K.AGE_DISAGREES]
    assert said(other, T.NOTE) == ["Age at detention: 45"]


def test_a_number_that_speaks_of_another_birth_or_sex_is_told() -> None:
    heads = ("Name", "Chinese ID", "Born", "Sex")
    assert kinds(read(heads, ("Asqar", ID, "1974-05-12", "m"))) == []
    assert kinds(read(heads, ("Asqar", ID, "1975", "f"))) == [
        K.NUMBER_OTHER_BIRTH, K.NUMBER_OTHER_SEX,
    ]  # fmt: skip


def test_an_address_says_the_county_if_no_column_does() -> None:
    row = read(("Name", "Home address"), ("Asqar", "Tekes, Kok-Su, house 5"))
    assert said(row, T.HOME_ADDRESS) == ["Tekes, Kok-Su, house 5"]
    assert said(row, T.HOME_PLACE) == [PlaceText("", "654027")]


def test_events_are_told_apart_by_what_they_are_and_by_number() -> None:
    heads = ("Name", "Date of detention", "Sentence", "Status", "Held at", "Event 2")
    row = read(heads, ("Asqar", "2017", "10 years", "died", "Ürümqi prison", "moved"))
    slots = {value.target: value.slot for value in row.values}
    assert slots[T.TAKEN_DATE] == (Slot.TAKEN, 1)
    assert slots[T.SENTENCE] == (Slot.SENTENCED, 1)
    assert slots[T.STATUS] == slots[T.HELD_AT] == (Slot.STATUS, 1)
    assert slots[T.NAME] is None
    assert said(row, T.STATUS) == [EventKind.DIED]


def test_the_number_of_a_row_is_its_key() -> None:
    found = table(("№", "Name"), (" 17 ", "Asqar"), ("", "Gülnar"))
    assert [row.key for row in read_rows(found, propose(found))] == ["17", ""]


# -- what the file says ------------------------------------------------------------------------
def test_rows_have_the_numbers_of_the_file_and_blank_ones_are_rows() -> None:
    found = inside(
        xlsx(("A", [[], ["List"], ["Name", "Born"], ["Asqar", 1974], [], ["Gülnar", 1985]]))
    )
    rows = list(read_rows(found, propose(found)))
    assert [(row.row, row.blank) for row in rows] == [(4, False), (5, True), (6, False)]
    assert rows[1].remarks == ()


def test_a_number_whose_last_figures_are_lost_is_no_number() -> None:
    found = inside(xlsx(("A", [["Name", "Chinese ID"], ["Asqar", 654027197405120011]])))
    (row,) = read_rows(found, propose(found))
    assert not row.all(T.IDENTIFIER)
    assert kinds(row) == [K.NUMBER_LOST]
    assert said(row, T.NOTE) == ["Chinese ID: 654027197405120000"]


def test_errors_merged_cells_and_missing_cells_are_told_where_they_are() -> None:
    def merge(book) -> None:
        book["A"].merge_cells("B2:B3")

    rows = [["Name", "Home county", "Born"], ["Asqar", "Tekes", "#N/A"], ["Gülnar", None, 1985]]
    first, second = read_rows(found := inside(xlsx(("A", rows), change=merge)), propose(found))
    assert [(r.column, r.kind, r.params) for r in first.remarks] == [
        ("Born", K.CELL_ERROR, {"given": "#N/A"})
    ]
    assert [(r.column, r.kind, r.params) for r in second.remarks] == [
        ("Home county", K.CELL_MERGED, {"row": "2"})
    ]
    short = inside(b"Name,Born,Sex\nAsqar,1974,m\nMurat,1980\nAigul,1981,f\nB,1982,f\n")
    assert K.CELLS_FEWER in kinds(list(read_rows(short, propose(short)))[1])


def test_cells_beyond_the_headings_are_kept_in_notes_and_told() -> None:
    found = table(("Name", "Born"), ("Asqar", "1974", "stray", ""), ("Murat", "1980"))
    mapping = propose(table(("Name", "Born"), ("Asqar", "1974")))
    first, second = read_rows(found, mapping)
    assert said(first, T.NOTE) == ["C: stray"]
    assert K.CELLS_MORE in kinds(first)
    assert K.CELLS_MORE not in kinds(second)


def test_a_row_without_a_name_is_told_unless_it_is_blank() -> None:
    found = table(("Name", "Born"), ("", "1974"), ("", ""), ("", "x"))
    assert [kinds(row) for row in read_rows(found, propose(found))] == [
        [K.NO_NAME], [], [K.DATE_UNREAD, K.NO_NAME],
    ]  # fmt: skip


# -- whatever stands in a cell -----------------------------------------------------------------
NASTY = st.one_of(
    st.text(max_size=20),
    st.sampled_from([
        "", " ", "\u202e", "\x00", "=1+1", "'+7", "12.05.1974", "Mar-17", "45", "43000", "life",
        "M", "15 years", ID, "阿依古丽·米萨勒别克", "Asqar (阿) / B; C", "Tekes", "31.02.2017",
        "9" * 400, "((((", "2017/2018", "00/00/0000", "١٩٧٤", "²", "一百年", "十十年", "1e400", "-",
        "K: v", "given: a\nfather: b", "role", "a@b.c", "0000-00-00", "9999-99-99", "∞", "years",
    ]),
)  # fmt: skip


@st.composite
def lists(draw: st.DrawFn) -> tuple[Table, ListMapping]:
    width = draw(st.integers(0, 6))
    mapped = tuple(draw(columns()) for _column in range(width))
    mapped = tuple(
        ColumnMapping(f"{at} {one.heading}", one.target, one.options)
        for at, one in enumerate(mapped)
    )
    rows = draw(st.lists(st.lists(NASTY, max_size=width + 2), max_size=5))
    first = draw(st.integers(1, 3))
    mapping = ListMapping(
        mapped, draw(st.integers(0, 3)), date_order=draw(st.sampled_from(list(DateOrder)))
    )
    return Table(tuple(map(tuple, rows)), first_row=first), mapping


@settings(max_examples=250, deadline=None)
@given(lists())
def test_every_row_of_any_list_is_accounted_for(made: tuple[Table, ListMapping]) -> None:
    found, mapping = made
    rows = list(read_rows(found, mapping))
    first = max(found.first_row, mapping.header_row + 1)
    assert [row.row for row in rows] == list(range(first, found.last_row + 1))
    for row in rows:
        cells = found.row(row.row)
        assert list(row.cells.values()) == [cell for cell in cells if cell]
        for remark in row.remarks:
            assert remark.sentence(translator("en"))
        for value in row.values:
            assert value.text or value.target is T.NOTE
    word_counts(found, mapping)


@settings(max_examples=250, deadline=None)
@given(target=st.sampled_from(list(T)), text=NASTY)
def test_words_are_a_value_or_a_note_or_say_nothing(target: T, text: str) -> None:
    mapping = ListMapping((ColumnMapping("A", target),), header_row=0)
    (row,) = read_rows(table((text,)), mapping)
    for remark in row.remarks:
        if remark.severity is Severity.UNREAD:
            assert row.all(T.NOTE), "what was not understood is kept"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(NASTY, max_size=5), max_size=8))
def test_any_table_is_proposed_and_read(rows: list[list[str]]) -> None:
    found = table(*rows)
    mapping = propose(found)
    assert len(mapping.columns) == found.width
    assert len({column.heading for column in mapping.columns}) == found.width
    count = len(list(read_rows(found, mapping)))
    assert count == len(rows) - mapping.header_row


@pytest.mark.parametrize(
    "cell",
    [" " * 90_000 + "x" + " " * 90_000 + "y", "," * 200_000, "(" * 200_000, "a@" + "a" * 200_000,
     "a/" * 90_000, "1 year " * 30_000, "·" * 200_000, "\u202e" * 200_000, "ә" * 200_000,
     "名" * 100_000, "9" * 200_000, "Tekes, " * 30_000, "aka " * 50_000, "\n" * 100_000 + "z"],
)  # fmt: skip
def test_a_cell_of_any_length_takes_little_time_in_any_column(cell: str) -> None:
    began = time.process_time()
    for target in T:
        mapping = ListMapping((ColumnMapping("A", target),), header_row=0)
        (row,) = read_rows(table((cell,)), mapping)
        assert row.values or row.blank or target is T.IGNORE or row.remarks
    propose(table(("Name", "x"), (cell, cell), (cell, "1974")))
    assert time.process_time() - began < 5


def test_types_of_values_are_those_of_their_form() -> None:
    row = read(("Name", "Sex", "Chinese ID", "Tags", "Years"), ("A B", "m", ID, "x;y", "5"))
    assert said(row, T.SEX) == [Sex.MALE]
    assert said(row, T.IDENTIFIER) == [NumberText(ID, IdentifierKind.PRC_RESIDENT_ID)]
    assert said(row, T.TAGS) == [("x", "y")]
    assert said(row, T.SENTENCE_YEARS) == [5]
    assert SPECS[T.SENTENCE_YEARS].field == "term_years"
