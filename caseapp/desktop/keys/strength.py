"""How many guesses a passphrase withstands: an estimate that would rather say too little.

The passphrase is cut, in the cheapest way, into pieces that a guesser tries first: listed
words, other words, dates, runs of a keyboard, repeats; what is left counts letter by letter.
A person's own choice is never as random as it looks, so unknown words are taken for words of
a large dictionary. Nothing of what is typed leaves this module. Qt-free.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from caseapp.system.word_lists import LISTS, word_list

GUESSES_A_SECOND = 100_000
"""What an attacker with many machines may try: each guess costs a second of one core and
hundreds of megabytes of memory (see the key slots of docs/format.md)."""

_DICTIONARY = 17.0
"""Bits of a word that is in no list here: one of 130,000, names and all."""
_LETTER_OF_A_WORD, _LONG_LETTER = 2.6, 1.5
"""Bits of a letter in a word, and of one behind the twelfth."""
_READ = 64
"""Characters that are looked at: a longer passphrase is at least as strong as its beginning."""
_SEPARATORS = " -_.,"
_USUAL = frozenset({
    "password", "passphrase", "secret", "letmein", "welcome", "iloveyou", "admin", "login",
    "master", "dragon", "caseapp", "пароль", "привет", "любовь", "секрет", "қазақстан",
    "казахстан", "құпия", "сәлем",
})  # fmt: skip
_RUNS = (
    "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю",
    "әіңғүұқөһ",
)  # fmt: skip
_DATE = re.compile(r"(0?[1-9]|[12]\d|3[01])[./-]?(0?[1-9]|1[0-2])[./-]?(19|20)?\d\d")
_YEAR = re.compile(r"(19|20)\d\d")


class Level(IntEnum):
    """Four steps, as the bars show them."""

    VERY_WEAK = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Strength:
    """`bits`: the binary logarithm of the guesses. `seconds`: until half of them are made."""

    bits: float
    seconds: float
    level: Level


def estimate(passphrase: str) -> Strength:
    """The strength of a passphrase; the empty one has 0 bits."""
    bits = _cheapest(unicodedata.normalize("NFKC", passphrase)[:_READ])
    return Strength(bits, 2 ** (bits - 1) / GUESSES_A_SECOND, _level(bits))


def _level(bits: float) -> Level:
    """Below hours, below a year or so, below a century or so, beyond."""
    return Level(sum(bits >= least for least in (34.0, 42.0, 50.0)))


def _cheapest(text: str) -> float:
    """The least bits over all ways to cut `text` into pieces."""
    best = [0.0, *(math.inf for _ in text)]
    for start in range(len(text)):
        for length, bits in _pieces(text, start):
            best[start + length] = min(best[start + length], best[start] + bits)
    return best[-1]


def _pieces(text: str, start: int) -> Iterator[tuple[int, float]]:
    """Pieces that begin at `start`: length and bits."""
    before, rest = text[:start], text[start:]
    folded = rest.casefold()
    yield 1, _letter(rest[0], before)
    capitals = 1.0 if rest[0].isupper() else 0.0
    for length in range(2, len(rest) + 1):
        piece = folded[:length]
        if len(piece) >= 3 and piece in before.casefold():
            yield length, 2.0 + math.log2(len(before))
        if _is_run(piece):
            yield length, 4.0 + math.log2(length)
        if length <= _longest() and piece in _words():
            yield length, _words()[piece] + capitals
        if piece.isalpha():
            yield length, _unknown_word(rest[:length]) + capitals
    for pattern, bits in ((_DATE, 15.5), (_YEAR, 7.0)):
        if match := pattern.match(rest):
            yield match.end(), bits


def _letter(letter: str, before: str) -> float:
    """One character by itself; a separator that was used before costs next to nothing."""
    if before and letter == before[-1]:
        return 1.0
    if letter.isdecimal():
        return math.log2(10)
    if letter.isalpha():
        han = "CJK" in unicodedata.name(letter, "")
        return 9.0 if han else 4.7 + (1.0 if letter.isupper() else 0.0)
    if letter in before:
        return 0.5
    return 1.0 if letter in _SEPARATORS else 4.0


def _unknown_word(word: str) -> float:
    """A run of letters that is in no list: a rare word, or letters without a sense.

    Capitals inside it speak for letters without a sense; Chinese characters for words of
    two of them.
    """
    if any("CJK" in unicodedata.name(c, "") for c in word):
        return 9.0 * len(word)
    if not (word[1:].islower() or word.isupper() or not word.lower().islower()):
        return math.inf
    short = min(_DICTIONARY, _LETTER_OF_A_WORD * len(word))
    return short + _LONG_LETTER * max(0, len(word) - 12)


def _is_run(piece: str) -> bool:
    """Three or more neighbours of the alphabet, the figures or a keyboard, or one repeated."""
    if len(piece) < 3:
        return False
    if len(set(piece)) == 1:
        return True
    return any(piece in run or piece[::-1] in run for run in _RUNS)


@lru_cache(maxsize=1)
def _words() -> dict[str, float]:
    """Every listed word with its bits; the usual ones have few."""
    listed = {word: math.log2(len(word_list(lang))) for lang in LISTS for word in word_list(lang)}
    return listed | dict.fromkeys(_USUAL, 4.0)


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _words()))
