"""One Kazakh name in Chinese characters, as registers in Xinjiang or the news agency write it.

A syllable takes one character where the tables have one, a consonant that is left over takes one
of its own, and which of several homophones is taken is chance. The tables are the measurement's
own (syllables.toml): it must not use those that are measured.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

SYLLABLES = Path(__file__).with_name("syllables.toml")
_VOWELS = {
    "а": 0, "ә": 0, "я": 0, "е": 1, "э": 1, "і": 2, "и": 2, "ы": 2, "о": 3, "ө": 3, "ұ": 4,
    "ү": 4, "у": 4, "ю": 4,
}  # fmt: skip
_SAME_ROW = {"җ": "ж", "һ": "х", "ц": "с"}
_COMMONEST = 0.6
"""How often the first character of several is taken at once."""


@dataclass(frozen=True, slots=True)
class _Register:
    open: dict[str, list[list[str]]]
    closed: dict[str, list[str]]
    end: dict[str, list[str]]
    whole: dict[str, list[str]]


@lru_cache(maxsize=2)
def _register(name: str) -> _Register:
    data = tomllib.loads(SYLLABLES.read_text("utf-8"))[name]
    rows = {letter: [c.split() for c in row.split("·")] for letter, row in data["open"].items()}
    lists = ({k: v.split() for k, v in data[part].items()} for part in ("closed", "end", "whole"))
    closed, end, whole = lists
    return _Register(rows, {_plain(k): v for k, v in closed.items()}, end, whole)


def _plain(syllable: str) -> str:
    """Front and back vowels are written alike."""
    return syllable.translate(str.maketrans("әэиыөү", "аеііоұ"))


def chinese(word: str, register: str, random: Random) -> str:
    """`register` is "xinjiang" or "agency"."""
    table, word, out, at = _register(register), word.lower(), "", 0
    while at < len(word):
        taken, written = _custom(word, at, table, random)
        if not taken:
            taken, written = _syllable(word, at, table, random)
        out += written
        at += taken
    return out


def _custom(word: str, at: int, table: _Register, random: Random) -> tuple[int, str]:
    """What custom writes in one way; only as a beginning or an end, and not cut from a syllable."""
    for length in range(min(8, len(word) - at), 1, -1):
        part = word[at : at + length]
        after = word[at + length : at + length + 1]
        ends = not after
        if part in table.whole and (ends or (at == 0 and after not in _VOWELS)):
            return length, _one(table.whole[part], random)
    return 0, ""


def _syllable(word: str, at: int, table: _Register, random: Random) -> tuple[int, str]:
    first, second = word[at], word[at + 1 : at + 2]
    glide = first == "у" and second in _VOWELS and second != "у"
    if first in _VOWELS and not glide:
        return _from_vowel(word, at, 0, table, random)
    if second in _VOWELS and first != "ң":
        return _from_vowel(word, at, 1, table, random)
    written = _one(table.end.get(first, ["-"]), random)
    return 1, "" if written == "-" else written


def _from_vowel(
    word: str, at: int, onset: int, table: _Register, random: Random
) -> tuple[int, str]:
    """A syllable from its consonant, if it has one, over its vowel to a nasal or glide."""
    vowel, after = word[at + onset], word[at + onset + 1 : at + onset + 3]
    closes = after[:1] in ("н", "ң", "й") and after[1:2] not in _VOWELS
    if closes:
        key = _plain(word[at : at + onset + 2])
        if key in table.closed:
            return onset + 2, _one(table.closed[key], random)
    letter = _SAME_ROW.get(word[at], word[at]) if onset else "vowel"
    if vowel in "юя":
        letter = "й" if not onset else letter
    return onset + 1, _one(table.open[letter][_VOWELS[vowel]], random)


def _one(choices: list[str], random: Random) -> str:
    return choices[0] if random.random() < _COMMONEST else random.choice(choices)
