"""A word of a name as segments: one character for each sound or syllable part, in any script.

Letters (Cyrillic, Latin, Kazakh in Arabic script) share one alphabet of sounds. Chinese has
its own: what is left of a name once it was fitted into syllables. The tables say which letter
is which (`resources/names`). Knows no pair of names; `costs` knows how near segments are.
"""

from __future__ import annotations

import os
import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from caseapp.domain.names.tables import table

LETTERS = "aeiouAOUIywbpmfvdtnNlrszcSjCkKqgGhxX"
"""Segments of alphabetic scripts."""
CHINESE = "aeiouywEO@123bpmfdtnNlRgkhjqxZQSrzcs"
"""Segments of Chinese forms. The same character need not be the same sound in both."""
VOWELS = frozenset("aeiouAOUI")


class Writing(StrEnum):
    """In which of the two ways a word is written."""

    LETTERS = "letters"
    CHINESE = "chinese"


SEGMENTS = {Writing.LETTERS: LETTERS, Writing.CHINESE: CHINESE}

_HAN = re.compile("[\u2e80-\u2fd5\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_OTHER_ALPHABET = re.compile("[\u0400-\u052f\u0600-\u06ff\u0750-\u077f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_DOUBLED = re.compile(r"(.)\1+")
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`ʻʹʺ′´"))


def writing_of(word: str) -> Writing:
    """Chinese if any of it is."""
    return Writing.CHINESE if _HAN.search(word) else Writing.LETTERS


def segments(word: str, writing: Writing) -> str:
    """The segments of one word; "" if nothing of it can be read."""
    return chinese_segments(word) if writing is Writing.CHINESE else letter_segments(word)


@lru_cache(maxsize=100_000)
def letter_segments(word: str) -> str:
    """The sounds of a word in letters. Doubled ones count once; y and w become vowels where
    no vowel stands beside them, u and i half vowels where one stands before them."""
    word = word.lower()
    if _OTHER_ALPHABET.search(word):
        letters = _of_other_alphabets()
        read = "".join(letters[c] if c in letters else _latin_letter(c) for c in word)
        if _CYRILLIC.search(word):
            read = read.replace("dj", "j")
    else:
        word = word.translate(_APOSTROPHES)
        for group, segment in table("letters")["latin_groups"].items():
            word = word.replace(group, segment)
        read = "".join(map(_latin_letter, word))
    return _half_vowels(_DOUBLED.sub(r"\1", read))


@lru_cache(maxsize=1)
def _of_other_alphabets() -> dict[str, str]:
    return {**table("letters")["cyrillic"], **table("letters")["arabic"]}


@lru_cache(maxsize=2_000)
def _latin_letter(letter: str) -> str:
    """One Latin letter, or a segment that a group became; "" for what is none."""
    known: dict[str, str] = table("letters")["latin"]
    if letter in known:
        return known[letter]
    if letter in "SCGNAOUIKX":
        return letter
    plain = unicodedata.normalize("NFD", letter)
    return "".join(c for c in plain if c in LETTERS and c.islower())


def _half_vowels(read: str) -> str:
    end = len(read) - 1

    def vowel(at: int) -> bool:
        return 0 <= at <= end and read[at] in VOWELS

    read = "".join(
        "u" if c == "w" and not vowel(at - 1) and not vowel(at + 1) else c
        for at, c in enumerate(read)
    )
    found = []
    for at, c in enumerate(read):
        before = read[at - 1] if at else ""
        if c == "y" and not vowel(at - 1) and not vowel(at + 1):
            c = "I"
        elif c == "u" and before and before in "aeAo":
            c = "w"
        elif c == "i" and before and before in "aeoAuU":
            c = "y"
        found.append(c)
    return "".join(found)


@lru_cache(maxsize=100_000)
def chinese_segments(word: str) -> str:
    """The syllable parts of a word in Chinese characters; other characters are passed over."""
    return _DOUBLED.sub(r"\1", "".join(map(_character, word)))


@lru_cache(maxsize=20_000)
def _character(character: str) -> str:
    syllable = _readings().get(character) or _dictionary_reading(character)
    tables = table("syllables")
    if syllable in tables["syllables"]:
        return str(tables["syllables"][syllable])
    initial: str = next((one for one in _initials() if syllable.startswith(one)), "")
    rest = syllable[len(initial) :]
    if initial in ("j", "q", "x") and rest.startswith("u"):
        rest = "v" + rest[1:]
    final = tables["finals"].get(rest)
    if not initial or final is None:
        return ""
    return f"{tables['initials'].get(initial, initial)}{final}"


@lru_cache(maxsize=1)
def _initials() -> tuple[str, ...]:
    return ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcs")


@lru_cache(maxsize=1)
def _readings() -> dict[str, str]:
    """The readings that names have, by character."""
    by_reading: dict[str, str] = table("syllables")["readings"]
    return {c: reading for reading, several in by_reading.items() for c in several.split()}


def _dictionary_reading(character: str) -> str:
    """The commonest reading without tone, ü as v; "" for what is no Chinese character."""
    if not _HAN.match(character):
        return ""
    # The dictionary of phrases is of no use here and takes most of the time of loading.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=False, errors="ignore", v_to_u=False)
    return str(found[0][0]) if found else ""
