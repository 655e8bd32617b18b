"""Workbooks of three kinds: what their cells say, and nothing that they do not show."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from caseapp.errors import UserError
from caseapp.intake.documents.packed_sheets import part_shown
from caseapp.intake.documents.sheets import cell_text
from tests.intake.sheet_files import ODS_KIND, SHEET, altered, inside, ods, xls, xlsx

ROWS = [["Name", "Born", "Number", "Share"], ["Асқар 阿斯哈尔", date(1974, 5, 12), 5, 1.5]]
READ = (("Name", "Born", "Number", "Share"), ("Асқар 阿斯哈尔", "1974-05-12", "5", "1.5"))


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_the_same_list_is_the_same_in_three_kinds_of_workbook(make) -> None:
    found = inside(make(("Empty", []), ("Лист", ROWS)))
    assert found.rows == READ
    assert (found.sheet, found.sheets) == ("Лист", ("Empty", "Лист"))


@pytest.mark.parametrize("make", [xlsx, xls, ods])
def test_rows_and_columns_keep_their_places_below_and_beside_empty_ones(make) -> None:
    found = inside(
        make(("A", [[], [None, None], [None, "Name", "Born"], [], [None, "Asqar", 1974]]))
    )
    assert found.first_row == 3
    assert found.row(3) == ("", "Name", "Born")
    assert found.row(4) == ()
    assert found.row(5) == ("", "Asqar", "1974")


def test_every_kind_of_value_is_shown_as_a_person_reads_it() -> None:
    rows = [[True, False, 2.0, 0.1 + 0.2, datetime(2017, 3, 1, 14, 30), time(3, 4),
             timedelta(days=2), "  spaced ", "line\nline"]]  # fmt: skip
    assert inside(xlsx(("A", rows))).rows[0] == (
        "TRUE", "FALSE", "2", "0.3", "2017-03-01 14:30", "03:04:00", "2 days, 0:00:00",
        "  spaced ", "line\nline",
    )  # fmt: skip
    assert cell_text(float("nan")) == ("", True)
    assert cell_text(float("inf")) == ("", True)


def test_dates_counted_from_1904_are_the_same_days() -> None:
    def from_1904(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    data = xlsx(("A", [["Born"], [date(1974, 5, 12)]]), change=from_1904)
    assert inside(data).rows[1] == ("1974-05-12",)


def test_a_month_that_a_workbook_shows_without_a_day_gets_none() -> None:
    def style(book: openpyxl.Workbook) -> None:
        formats = ["mmm-yy", "yyyy", "d-mmm", "DD.MM.YYYY", "mmmm yyyy", "[$-419]mmmm\\ yyyy;@"]
        for place, code in enumerate(formats, 1):
            book["A"].cell(2, place).number_format = code

    day = date(2017, 3, 1)
    found = inside(xlsx(("A", [["a"] * 6, [day] * 6]), change=style))
    assert found.rows[1] == ("2017-03", "2017", "01-Mar", "2017-03-01", "2017-03", "2017-03")


def test_a_month_that_an_ods_shows_without_a_day_gets_none() -> None:
    styles = (
        b'<office:automatic-styles><number:date-style style:name="N1"><number:month/>'
        b"<number:text>-</number:text><number:year/></number:date-style><style:style"
        b' style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        b"</office:automatic-styles><office:body>"
    )

    def styled(old: bytes) -> bytes:
        cell = b'<table:table-cell office:value-type="date"'
        old = old.replace(b"<office:body>", styles, 1)
        return old.replace(cell, cell.replace(b" office", b' table:style-name="ce1" office'), 1)

    day = date(2017, 3, 1)
    made = ods(("A&B", [["Name", None, "Taken"], ["Asqar", None, day], ["Murat", None, day]]))
    found = inside(altered(made, "content.xml", styled))
    assert [row[2] for row in found.rows] == ["Taken", "2017-03", "2017-03-01"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [("mmm-yy", "%Y-%m"), ("yyyy", "%Y"), ("d-mmm", "%d-%b"), ("General", ""), ("0.00", ""),
     ("dd/mm/yyyy", ""), ("h:mm", ""), ("yyyy-mm hh:mm", ""), ('0 "months"', ""), ("@", "")],
)  # fmt: skip
def test_what_a_format_shows_of_a_date(code: str, shown: str) -> None:
    assert part_shown(code) == shown


def test_cells_that_show_an_error_are_empty_and_told() -> None:
    found = inside(xlsx(("A", [["Name", "Born"], ["Asqar", "#N/A"], ["Murat", "#DIV/0!"]])))
    assert found.rows[1] == ("Asqar",)
    assert found.failed == {(1, 1): "#N/A", (2, 1): "#DIV/0!"}


def test_the_words_of_a_merged_cell_stand_in_its_first_and_the_others_are_told() -> None:
    def merge(book: openpyxl.Workbook) -> None:
        book["A"].merge_cells("B3:B4")

    data = xlsx(("A", [[], ["Name", "From"], ["Asqar", "Tekes"], ["Murat", None]]), change=merge)
    found = inside(data)
    assert found.merged == ((1, 1, 2, 1),)
    assert found.rows[2] == ("Murat",)


def test_hidden_rows_columns_and_sheets_are_read_too() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["A"].row_dimensions[2].hidden = True
        book["A"].column_dimensions["B"].hidden = True
        book["B"].sheet_state = "veryHidden"

    data = xlsx(("A", [["Name", "x"], ["Asqar", "y"]]), ("B", [["secret"]]), change=hide)
    assert inside(data).rows == (("Name", "x"), ("Asqar", "y"))
    assert inside(data, sheet="B").rows == (("secret",),)


def test_the_figures_that_a_number_lost_are_told_in_each_kind() -> None:
    for make in (xlsx, xls, ods):
        assert inside(make(("A", [["ID"], [654028197405120004]]))).lost == {(1, 0)}


def test_texts_that_look_like_escapes_and_formulas_stay_texts() -> None:
    data = xlsx(("A", [["'=1+1", "_x0041_"]]))
    assert inside(data).rows[0][0] == "'=1+1"


def test_a_sheet_that_says_it_is_larger_or_smaller_than_it_is_is_read_whole() -> None:
    rows = [[str(n), "x"] for n in range(50)]
    for lie in (b'ref="A1:A1"', b'ref="A1:XFD1048576"', b'ref="Z9"'):
        data = altered(
            xlsx(("A", rows)), SHEET, lambda old, lie=lie: old.replace(b'ref="A1:B50"', lie)
        )
        assert len(inside(data).rows) == 50


def test_a_cell_far_away_ends_in_a_sentence_before_room_is_made_for_it() -> None:
    def far_row(old: bytes) -> bytes:
        return old.replace(b'r="2"', b'r="1048576"').replace(b'r="A2"', b'r="A1048576"')

    data = altered(xlsx(("A", [["a"], ["b"]])), SHEET, far_row)
    with pytest.raises(UserError, match="too long"):
        inside(data)


def test_empty_cells_far_away_that_are_only_coloured_do_no_harm() -> None:
    def colour(book: openpyxl.Workbook) -> None:
        book["A"]["XFD5"].font = openpyxl.styles.Font(bold=True)

    assert inside(xlsx(("A", [["Name"], ["Asqar"]]), change=colour)).rows == (("Name",), ("Asqar",))


def test_workbooks_with_programs_are_refused() -> None:
    plain = xlsx(("A", [["a"]]))
    for name in ("xl/vbaProject.bin", "xl/workbook.bin"):
        out = io.BytesIO(plain)
        with zipfile.ZipFile(out, "a") as packed:
            packed.writestr(name, b"x")
        with pytest.raises(UserError, match="programs"):
            inside(out.getvalue())


def test_locked_workbooks_say_what_to_do() -> None:
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(UserError, match="password"):
        inside(locked)
    with pytest.raises(UserError, match="password"):
        inside(ods(("A", [["a"]]), manifest="<manifest:encryption-data/>"))


def test_documents_that_are_no_spreadsheets_are_told_apart() -> None:
    with pytest.raises(UserError, match="no workbook with a list"):
        inside(ods(("A", [["a"]]), kind=ODS_KIND.replace("spreadsheet", "text")))


def test_a_cut_or_hurt_workbook_of_any_kind_ends_in_a_sentence() -> None:
    for whole in (xlsx(("A", ROWS)), xls(("A", ROWS)), ods(("A", ROWS))):
        for end in (20, len(whole) // 2, len(whole) - 30):
            with pytest.raises(UserError):
                inside(whole[:end])


def test_a_spreadsheet_with_entities_is_refused() -> None:
    def with_entities(old: bytes) -> bytes:
        head, body = old.split(b"?>", 1)
        return head + b'?><!DOCTYPE a [<!ENTITY b "h">]>' + body

    data = altered(ods(("A", [["a"]])), "content.xml", with_entities)
    with pytest.raises(UserError):
        inside(data)
