"""The recovery key as it stands on a sheet: eight lines that a tired person can type.

Each line is checked by itself, with its number, so that a slip of the pen is found in its line
and exchanged lines are noticed. docs/format.md states the form. Knows no vault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from caseapp.store.keyslots import KEY_SIZE
from caseapp.store.recovery_errors import (
    SheetCharacterError,
    SheetLengthError,
    SheetLineError,
    SheetLinesError,
)

LINES: Final = 8
"""Lines of a sheet."""
CHARACTERS: Final = 8
"""Characters of a line, in two groups of four."""

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, so that nothing is taken for 1, 0 or V."""

_BYTES: Final = KEY_SIZE // LINES
_POLYNOMIAL: Final = 0x07
"""CRC-8 with x^8 + x^2 + x + 1: within a line it finds every wrong character and every exchange of
two."""

# What looks like a character of the sheet, or is typed with the other keyboard layout in force.
_READ_AS: Final = str.maketrans("ILOUАВСЕНКМОРТХУЗІ", "110VABCEHKM0PTXY31")
_BETWEEN: Final = re.compile(r"[\s\-‐-―_.:·]+")
_NUMBER: Final = re.compile(r"^\s*[1-8]\s*[.):]\s*(?=\S)")


def lines_of(key: bytes) -> tuple[str, ...]:
    """The eight lines of a recovery key, each "XXXX XXXX"."""
    if len(key) != KEY_SIZE:
        raise ValueError("a recovery key has 32 bytes")
    return tuple(_line(number, key[number * _BYTES : (number + 1) * _BYTES])
                 for number in range(LINES))  # fmt: skip


def key_of(lines: Sequence[str]) -> bytes:
    """The 32 bytes that lines stand for, in any case and with any gaps. RecoveryInputError."""
    if len(lines) != LINES:
        raise SheetLinesError(found=len(lines), wanted=LINES)
    return b"".join(read_line(number, line) for number, line in enumerate(lines, 1))


def lines_in(text: str) -> list[str]:
    """The lines of a text that was kept or pasted, without the numbers before them."""
    return [_NUMBER.sub("", line) for line in text.splitlines() if line.strip()]


def read_line(number: int, typed: str) -> bytes:
    """The 4 bytes of line `number` (from 1). RecoveryInputError names the line."""
    plain = plain_line(typed)
    for character in plain:
        if character not in ALPHABET:
            raise SheetCharacterError(line=number, character=character)
    if len(plain) != CHARACTERS:
        raise SheetLengthError(line=number, found=len(plain), wanted=CHARACTERS)
    value = 0
    for character in plain:
        value = value << 5 | ALPHABET.index(character)
    whole = value.to_bytes(_BYTES + 1, "big")
    if _check(number, whole[:_BYTES]) != whole[_BYTES]:
        raise SheetLineError(line=number)
    return whole[:_BYTES]


def plain_line(typed: str) -> str:
    """What was typed as it would stand on the sheet, without gaps."""
    folded = unicodedata.normalize("NFKC", typed).upper()
    return _BETWEEN.sub("", folded).translate(_READ_AS)


def _line(index: int, part: bytes) -> str:
    value = int.from_bytes(part + bytes([_check(index + 1, part)]), "big")
    shown = "".join(ALPHABET[value >> 5 * place & 31] for place in reversed(range(CHARACTERS)))
    return f"{shown[:4]} {shown[4:]}"


def _check(number: int, part: bytes) -> int:
    """CRC-8, not reflected, from 0, over the line's number and its bytes."""
    register = 0
    for byte in bytes([number]) + part:
        register ^= byte
        for _bit in range(8):
            register = (register << 1 ^ (_POLYNOMIAL if register & 0x80 else 0)) & 0xFF
    return register
