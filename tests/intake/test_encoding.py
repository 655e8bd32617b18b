"""The encoding of a text that does not say it, told by its letters."""

from __future__ import annotations

import pytest

from caseapp.intake.documents.encoding import ENCODINGS, decode, decode_as, find_encoding

RUSSIAN = "N;ФИО;Дата рождения\n1;Сынакбай Мурат;1972\n2;Мысалбек Айгуль;03.05.1981\n"
CAPITALS = "ФАМИЛИЯ;ИМЯ\nСЫНАКБАЙ;МУРАТ\n"
ONE_WORD = "name;note\nAsqar;жив\n"
KAZAKH = "N;Аты-жөні;Туған жылы\n1;Асқар Үлгібай;1974\n2;Гүлнар Қиялбек;1985\n"
CHINESE = "序号,姓名,出生日期\n1,阿依古丽·米萨勒别克,1981年\n2,阿斯哈尔·玉勒格拜,1974年\n"
ONE_CHINESE = "name,chinese\nAsqar Ulgibai,阿斯哈尔\n"
OLD_CHINESE = "姓名,住址\n阿依古麗,伊寧縣\n"
ARABIC = "الاسم,المدينة\nمحمد احمد,كاشغر\nعبدالله,خوتن\n"
TURKISH = "Ad,Şehir\nGülşen Çağrı Öz,İstanbul\nAyşe,Iğdır\n"
GERMAN = "Name;Straße\nJörg Müller;Köln\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"), (RUSSIAN, "koi8_r"), (RUSSIAN, "cp866"), (RUSSIAN, "utf-16"),
        (CAPITALS, "cp1251"), (CAPITALS, "koi8_r"), (CAPITALS, "cp866"),
        (ONE_WORD, "cp1251"), (ONE_WORD, "koi8_r"),
        (KAZAKH, "kz1048"), (KAZAKH, "utf-8"), (KAZAKH, "utf-8-sig"), (KAZAKH, "utf-16-be"),
        (CHINESE, "gb18030"), (CHINESE, "gbk"), (CHINESE, "utf-16-le"), (ONE_CHINESE, "gb18030"),
        (OLD_CHINESE, "big5"), (OLD_CHINESE, "gb18030"),
        (ARABIC, "cp1256"), (ARABIC, "utf-8"), (TURKISH, "cp1254"), (GERMAN, "cp1252"),
        ("only ascii, 1974\n", "ascii"),
    ],
)  # fmt: skip
def test_a_list_is_read_in_the_letters_that_it_was_written_in(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_a_person_chooses_is_used_and_can_be_named(encoding: str) -> None:
    data = "Asqar 1974\n".encode(encoding)
    assert decode_as(data, encoding) == "Asqar 1974\n"


def test_utf_16_without_a_mark_is_read_by_choice_too() -> None:
    assert decode_as(KAZAKH.encode("utf-16-le"), "utf-16") == KAZAKH
    assert decode_as(KAZAKH.encode("utf-16-be"), "utf-16") == KAZAKH


def test_a_mark_at_the_begin_is_no_letter_of_the_first_heading() -> None:
    assert decode_as(RUSSIAN.encode("utf-8-sig"), "utf-8") == RUSSIAN
    assert decode_as(RUSSIAN.encode("utf-16"), "utf-16") == RUSSIAN


def test_a_file_in_utf_8_that_was_cut_or_hurt_is_still_taken_for_it() -> None:
    data = (KAZAKH * 20).encode()
    assert find_encoding(data[:-1][:-1] + b"\xd0") == "utf-8"
    hurt = data[:100] + b"\xff" + data[101:]
    assert decode(hurt).count("\ufffd") <= 2
    assert find_encoding(hurt) == "utf-8"


def test_letters_far_behind_a_long_plain_begin_count() -> None:
    data = b"plain,line\n" * 20_000 + "Асқар,Мұрат\nСынакбай,Айгуль\n".encode("cp1251", "ignore")
    assert find_encoding(data) == "cp1251"


def test_mixed_ends_of_lines_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "said", ["hex", "rot13", "zip", "idna", "punycode", "undefined", "unicode_escape", "utf-7",
             "utf-16", "utf-32", "cp037"],
)  # fmt: skip
def test_a_page_that_names_an_encoding_it_cannot_have_is_read_by_its_letters(said: str) -> None:
    page = f'<meta charset="{said}"><p>{"Аскар был задержан в феврале 2018 года. " * 5}</p>'
    data = page.encode("cp1251")
    assert find_encoding(data, markup=True) == "cp1251"
    assert decode(data, markup=True) == page
