"""A workbook of plain text: read again by another program, and nothing in it but the cells."""

from __future__ import annotations

import io
import zipfile

import openpyxl

from caseapp.system.workbook import Sheet, workbook

CELLS = ["=1+1", "+7 777", "-x", "@a", "<&>\"'", "Асқар", "阿斯哈尔", "اسقار", "two\nlines", ""]


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_text_is_text_whatever_it_begins_with():
    sheet = opened(workbook([Sheet("A", [CELLS], [10] * 10)]))["A"]
    assert [cell.value or "" for cell in sheet[1]] == CELLS[:9]
    assert {cell.data_type for cell in sheet[1]} == {"s"}
    assert {cell.number_format for cell in sheet[1]} == {"@"}


def test_the_heading_stays_in_sight_and_columns_have_their_widths():
    rows = [["a"] * 30, ["b"] * 30, [1.25] * 30]
    sheet = opened(workbook([Sheet("L", rows, range(10, 40), header=True)]))["L"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AD3"
    assert sheet.column_dimensions["AD"].width == 39
    assert sheet["AD3"].value == 1.25


def test_what_no_workbook_may_hold_becomes_blank_and_titles_are_cut():
    book = opened(workbook([Sheet("a/b:[c]" * 9, [["x\x01y\ud800"]], [9])]))
    assert book.active["A1"].value == "x y "
    assert len(book.sheetnames[0]) <= 31


def test_nothing_says_who_wrote_it_when_or_where_and_the_bytes_are_always_the_same():
    sheets = [Sheet("A", [["a"]], [9])]
    data = workbook(sheets)
    assert data == workbook(sheets)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert not [name for name in packed.namelist() if "docProps" in name or "vba" in name]
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
