"""The sheet: what stands on it can be typed by a tired person, and a slip is found in its line."""

from __future__ import annotations

import secrets
from itertools import combinations

import pytest

from caseapp.store import recovery_code as code
from caseapp.store.recovery_errors import (
    SheetCharacterError,
    SheetLengthError,
    SheetLineError,
    SheetLinesError,
)

KEY = bytes(range(32))


def changed(line: str, place: int, character: str) -> str:
    plain = line.replace(" ", "")
    return plain[:place] + character + plain[place + 1 :]


def test_the_form_is_fixed():
    """A sheet that was printed once must be read for ever."""
    assert code.lines_of(KEY) == (
        "000G 40SA", "0G2G C1SQ", "104G M2WZ", "1G6G W3RD",
        "208H 44T7", "2GAH C5TT", "30CH M6ZJ", "3GEH W7VS",
    )  # fmt: skip


def test_lines_give_the_key_back():
    for _try in range(200):
        key = secrets.token_bytes(32)
        assert code.key_of(code.lines_of(key)) == key


def test_no_character_of_the_sheet_can_be_taken_for_another():
    assert len(set(code.ALPHABET)) == 32
    assert not set("ILOU") & set(code.ALPHABET)
    assert all(len(line) == 9 for line in code.lines_of(KEY))


@pytest.mark.parametrize(
    "how",
    [
        str.lower,
        lambda line: line.replace(" ", ""),
        lambda line: f"  {line[:2]}-{line[2:4]} – {line[5:]} ",
        lambda line: line.replace("0", "O").replace("1", "l"),
        lambda line: line.replace("0", "о").replace("3", "З"),
        lambda line: "".join(chr(ord(c) + 0xFEE0) if c != " " else "\u3000" for c in line),
        lambda line: line.translate(str.maketrans("ABCEHKMPTXY", "АВСЕНКМРТХУ")),
    ],
    ids=["small", "no gaps", "other gaps", "letters", "Cyrillic O", "wide", "Cyrillic layout"],
)
def test_what_is_typed_otherwise_is_read_all_the_same(how):
    for _try in range(20):
        key = secrets.token_bytes(32)
        assert code.key_of([how(line) for line in code.lines_of(key)]) == key


def test_every_wrong_character_is_found_in_its_line():
    for number, line in enumerate(code.lines_of(KEY), 1):
        plain = line.replace(" ", "")
        for place in range(8):
            for character in code.ALPHABET.replace(plain[place], ""):
                with pytest.raises(SheetLineError) as refused:
                    code.read_line(number, changed(line, place, character))
                assert refused.value.params == {"line": number}


def test_every_exchange_of_two_characters_is_found():
    for _try in range(50):
        for number, line in enumerate(code.lines_of(secrets.token_bytes(32)), 1):
            plain = line.replace(" ", "")
            for one, other in combinations(range(8), 2):
                if plain[one] != plain[other]:
                    with pytest.raises(SheetLineError):
                        code.read_line(
                            number, changed(changed(line, one, plain[other]), other, plain[one])
                        )


def test_exchanged_lines_are_found():
    lines = list(code.lines_of(KEY))
    for one, other in combinations(range(8), 2):
        exchanged = lines.copy()
        exchanged[one], exchanged[other] = lines[other], lines[one]
        with pytest.raises(SheetLineError) as refused:
            code.key_of(exchanged)
        assert refused.value.params["line"] == one + 1


def test_a_line_too_short_a_line_too_few_and_a_strange_character_are_named():
    lines = list(code.lines_of(KEY))
    with pytest.raises(SheetLengthError) as short:
        code.key_of([*lines[:2], lines[2][:-1], *lines[3:]])
    assert short.value.params == {"line": 3, "found": 7, "wanted": 8}
    with pytest.raises(SheetLinesError) as few:
        code.key_of(lines[:7])
    assert few.value.params == {"found": 7, "wanted": 8}
    with pytest.raises(SheetCharacterError) as strange:
        code.key_of([*lines[:7], "4KX* 7QPR"])
    assert strange.value.params == {"line": 8, "character": "*"}


def test_lines_are_taken_out_of_a_text_with_their_numbers():
    lines = code.lines_of(KEY)
    text = "\n\n".join(f" {number}.  {line}" for number, line in enumerate(lines, 1)) + "\n"
    assert code.key_of(code.lines_in(text)) == KEY
    assert code.key_of(code.lines_in("\r\n".join(lines))) == KEY


def test_the_documented_form_is_made_without_our_code():
    """Base 32 of 4 bytes and their CRC-8, computed here by dividing polynomials."""
    for number, line in enumerate(code.lines_of(KEY), 1):
        part = KEY[4 * (number - 1) : 4 * number]
        rest = int.from_bytes(bytes([number]) + part, "big") << 8
        for bit in reversed(range(8, 48)):
            if rest >> bit & 1:
                rest ^= 0x107 << (bit - 8)
        value = int.from_bytes(part, "big") << 8 | rest
        written = "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[value >> 35 - 5 * i & 31]
                          for i in range(8))  # fmt: skip
        assert line.replace(" ", "") == written
