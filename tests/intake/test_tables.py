"""Lists that somebody sent: every encoding and sign, workbooks, and what would do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from caseapp.errors import UserError
from caseapp.intake.tables import LARGEST, Table, read_table
from tests.intake.sheet_files import SHEET, altered, inside, xlsx

RUSSIAN = "№;ФИО;Дата рождения\n1;Сынакбай Мурат;1972\n2;Мысалбек Айгуль;03.05.1981\n"
KAZAKH = "№;Аты-жөні;Туған жылы\n1;Асқар Үлгібай;1974\n2;Гүлнар Қиялбек;1985\n"
CHINESE = "序号,姓名,出生日期\n1,阿依古丽·米萨勒别克,1981年\n2,阿斯哈尔·玉勒格拜,1974年\n"
ARABIC = "اتى-جونى\tجىلى\nاسقار ۇلگىباي\t1974\nايگۇل مىسالبەك\t1981\n"


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes, name: str = "list.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def refused(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_table(path)
    said = caught.value.message.format(**caught.value.params)
    assert said.endswith(".")
    assert "\n" not in said
    return said


# -- text --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "utf-8"), (KAZAKH, "utf-8-sig"), (KAZAKH, "utf-16"),
        (CHINESE, "gb18030"), (CHINESE, "utf-8"), (ARABIC, "utf-8"), (ARABIC, "utf-16-le"),
    ],
)  # fmt: skip
def test_a_list_is_read_in_any_encoding_and_parted_by_any_sign(text, encoding):
    sign = next(sign for sign in ";,\t" if sign in text)
    wanted = [tuple(line.split(sign)) for line in text.splitlines()]
    assert inside(text.encode(encoding)).rows == tuple(wanted)


def test_the_sign_that_excel_states_is_believed_and_not_a_row():
    found = inside(b"sep=|\r\nName|Born\r\nA, B|1974\r\n")
    assert found.rows == (("Name", "Born"), ("A, B", "1974"))


def test_quoted_cells_keep_their_signs_and_their_line_ends():
    found = inside('Name,Note\n"Ülgibai, Asqar","two\nlines"\n'.encode())
    assert found.rows[1] == ("Ülgibai, Asqar", "two\nlines")


def test_one_name_a_line_is_a_list_of_one_column():
    found = inside("Асқар Үлгібай\n\nАйгүл Мысалбек\n\n\n".encode())
    assert found.rows == (("Асқар Үлгібай",), (), ("Айгүл Мысалбек",))


def test_a_number_that_a_program_rounded_in_csv_is_marked():
    found = inside(b"ID;Name\n6.54028E+17;Asqar\n6,540281e+17;Murat\nE-12345;x\n")
    assert found.lost == {(1, 0), (2, 0)}


# -- workbooks ---------------------------------------------------------------------------------
def test_dates_numbers_and_texts_of_a_workbook_come_as_they_are_read_by_a_person(file):
    data = xlsx(("People", [["Name", "Born", "ID", "Count"],
                            ["Асқар", date(1974, 5, 12), "654028197405120004", 3.5]]))  # fmt: skip
    found = read_table(file(data, "list.xlsx"))
    assert found.rows[1] == ("Асқар", "1974-05-12", "654028197405120004", "3.5")
    assert found.lost == frozenset()


def test_a_number_that_lost_its_last_figures_in_a_cell_of_numbers_is_marked(file):
    data = xlsx(("People", [["ID"], [654028197405120004], [123456789012]]))
    found = read_table(file(data, "list.xlsx"))
    assert found.lost == {(1, 0)}
    assert found.rows[2] == ("123456789012",)


def test_a_formula_is_not_worked_out(file):
    data = xlsx(("People", [["Name", "Sum"], ["Asqar", "=1+1"]]))
    assert read_table(file(data, "list.xlsx")).rows[1] == ("Asqar",)


def test_the_first_sheet_with_words_in_it_is_read_or_the_one_that_is_named(file):
    path = file(xlsx(("Empty", []), ("One", [["a"]]), ("Two", [["b"]])), "list.xlsx")
    found = read_table(path)
    assert (found.sheet, found.rows, found.sheets) == ("One", (("a",),), ("Empty", "One", "Two"))
    assert read_table(path, "Two").rows == (("b",),)
    with pytest.raises(UserError, match="no sheet of that name"):
        read_table(path, "Three")


# -- what would do harm ------------------------------------------------------------------------


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_unpacked(file):
    bomb = altered(xlsx(("A", [["a"]])), SHEET, lambda _old: bytes(410 * 1024 * 1024))
    assert len(bomb) < 4_000_000
    assert "too large" in refused(file(bomb, "bomb.xlsx"))


def test_entities_that_multiply_are_refused(file):
    def with_entities(old: bytes) -> bytes:
        head, body = old.split(b"<worksheet", 1)
        return head + b'<!DOCTYPE a [<!ENTITY b "ha">]><worksheet' + body

    refused(file(altered(xlsx(("A", [["a"]])), SHEET, with_entities), "laughs.xlsx"))


def test_broken_xml_a_cut_file_and_no_workbook_are_refused(file):
    whole = xlsx(("A", [["a"]]))
    refused(file(altered(whole, SHEET, lambda old: old[:-40]), "broken.xlsx"))
    refused(file(whole[:300], "cut.xlsx"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as other:
        other.writestr("content.xml", "<a/>")
    assert "no workbook" in refused(file(out.getvalue(), "other.ods"))


def test_a_million_columns_are_refused_in_text_and_in_a_workbook(file):
    assert "too many columns" in refused(file(b"x," * 1_000_000 + b"x\n"))
    far = lambda old: old.replace(b'r="A1"', b'r="XFD1"')  # noqa: E731
    assert "too many columns" in refused(file(altered(xlsx(("A", [["a"]])), SHEET, far), "w.xlsx"))


def test_what_is_no_list_is_refused_in_one_sentence(file, tmp_path):
    assert "not a list" in refused(file(b"a\0b\0\0\0c;d\n" * 20))
    assert "not a list" in refused(file(b"%PDF-1.7\n"))
    assert "damaged" in refused(file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls"))
    assert "is empty" in refused(file(b""))
    assert "is empty" in refused(file(b"\n \n\n"))
    assert "There is no file absent.csv." in refused(tmp_path / "absent.csv")


def test_a_table_knows_its_width():
    assert Table((("a",), ("a", "b"))).width == 2


def test_a_folder_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    assert "not a file" in refused(tmp_path / "lists")


def test_a_file_beyond_the_greatest_size_is_not_read_at_all(file) -> None:
    path = file(b"")
    with path.open("r+b") as sparse:
        sparse.truncate(LARGEST + 1)
    assert "larger than a list may be" in refused(path)
