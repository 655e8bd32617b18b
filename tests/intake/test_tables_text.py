"""Lists in text: no line is lost, whatever stands in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.errors import UserError
from caseapp.intake.documents.delimited import find_delimiter
from caseapp.intake.tables import Note
from tests.intake.sheet_files import inside

CELL = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)


def test_encoding_and_sign_are_shown_and_can_be_changed() -> None:
    data = "Аты;Туған жылы, айы\nАсқар;1974\n".encode("cp1251", "replace")
    found = inside(data)
    assert (found.encoding, found.delimiter) == ("cp1251", ";")
    other = inside(data, encoding="koi8_r", delimiter=",")
    assert (other.encoding, other.delimiter) == ("koi8_r", ",")
    assert other.rows != found.rows


def test_rows_keep_the_numbers_that_they_have_in_the_file() -> None:
    found = inside(b"\n\nName,Born\n\nAsqar,1974\n\n")
    assert found.first_row == 3
    assert found.row(3) == ("Name", "Born")
    assert found.row(4) == ()
    assert found.row(5) == ("Asqar", "1974")
    assert found.last_row == 5


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest() -> None:
    data = b'Name,Born,From\n"Asqar,1974,Tekes\nMurat,1980,Altay\nAigul,1981,"Ili, Tekes"\n'
    found = inside(data)
    assert [row[0] for row in found.rows] == ["Name", '"Asqar', "Murat", "Aigul"]
    assert found.rows[3] == ("Aigul", "1981", "Ili, Tekes")
    assert found.notes == (Note("unclosed", 2, 1),)


def test_a_quotation_mark_within_words_is_a_part_of_them() -> None:
    assert inside(b'Name,Note\nAsqar,called "the tall"\nB,c\n').rows[1][1] == 'called "the tall"'


def test_long_stories_over_many_lines_stay_one_cell() -> None:
    story = "\n".join(f"line {n}, and more; much more" for n in range(60))
    found = inside(f'Name,Story,From\nAsqar,"{story}",Tekes\nMurat,short,Altay\n'.encode())
    assert found.rows[1] == ("Asqar", story, "Tekes")
    assert len(found.rows) == 3


def test_signs_without_meaning_are_left_out_and_told() -> None:
    found = inside(b"Name,Born\nAs\0qar,1974\nMurat,1980\n" + b"x,1\n" * 200)
    assert found.rows[1] == ("Asqar", "1974")
    assert found.notes == (Note("nuls", 0, 1),)


def test_letters_that_fit_no_encoding_are_seen_and_told() -> None:
    found = inside("Аты,Жылы\nАсқар,1974\n".encode() * 50 + b"\xff,1\n")
    assert found.rows[-1][0] == "\ufffd"
    assert [note.kind for note in found.notes] == ["replaced"]


def test_rows_with_fewer_cells_than_the_others_are_told() -> None:
    found = inside(b"A,B,C\n1,2,3\n1,2\n4,5,6\n\n7,8,\n")
    assert found.fewer == {2: 1}


def test_a_list_whose_program_leaves_out_empty_cells_is_not_odd() -> None:
    assert inside(b"A,B,C\n1,2\n1\n4,5,6\n7\n").fewer == {}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a;b;c\n1,5;2;3\n", ";"),
        ("a\tb\n1, 2\t3\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ("one\ntwo\n", "\t"),
    ],
)
def test_the_sign_is_the_one_that_parts_rows_alike(text: str, sign: str) -> None:
    assert find_delimiter(text) == sign


def test_ten_million_letters_in_a_line_end_in_a_sentence_soon() -> None:
    began = time.process_time()
    with pytest.raises(UserError, match="longer than a book"):
        inside(b"Name,Born\n" + b"x" * 10_000_000 + b",1974\n")
    with pytest.raises(UserError, match="too many columns"):
        inside(b"Name,Born\n" + b"x," * 3_000_000)
    assert time.process_time() - began < 30


@pytest.mark.parametrize("data", [b"7z\xbc\xaf'\x1c" + bytes(50), b"\x1f\x8b\x08" + bytes(50),
                                  b"{\\rtf1 a}", bytes(range(256)) * 10])  # fmt: skip
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(UserError, match="not a list"):
        inside(data)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=6), min_size=1, max_size=8),
       sign=st.sampled_from([",", ";", "\t", "|"]))  # fmt: skip
def test_what_was_written_as_csv_is_read_again_cell_for_cell(rows, sign) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = "".join(sign.join(map(quoted, row)) + "\r\n" for row in rows)
    found = inside(text.encode("utf-8-sig"), delimiter=sign)
    for number, row in enumerate(rows, 1):
        said = list(found.row(number))
        assert said == [*row, *[""] * 6][: len(said)]
        assert not any(cell.strip() for cell in row[len(said) :])


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('ab",;\n\t ж中'), max_size=120))
def test_no_letter_of_any_text_is_lost(text: str) -> None:
    found = inside(text.encode())
    kept = "".join(cell for row in found.rows for cell in row)
    for letter in "abж中":
        assert kept.count(letter) == text.count(letter)
