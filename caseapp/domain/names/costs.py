"""How far segments are from each other, and how much each weighs, as arrays for comparing.

Filled from `resources/names/costs.toml`. A row is a segment of the first word, a column one
of the second; numbers are positions in `segments.LETTERS` and `segments.CHINESE`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from caseapp.domain.names.segments import CHINESE, LETTERS, SEGMENTS, VOWELS, Writing
from caseapp.domain.names.tables import table

Floats = npt.NDArray[np.float32]

_CHINESE_VOWELS = frozenset("aeiouEO@123")
_WEAK = frozenset("@123")
_HALF = frozenset("yw")
_BOTH_CHINESE = 0.05
"""Two Chinese forms are as near as the nearest sound that both can stand for, and this."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Of replacing a segment of the first word by one of the second, or leaving one out."""

    replace: Floats
    """Shape (segments of the first writing, segments of the second)."""
    leave_first: Floats
    leave_second: Floats


@lru_cache(maxsize=4)
def costs(first: Writing, second: Writing) -> Costs:
    """The costs between words of two writings. Turned round they are the same."""
    tables = table("costs")
    alone = _left_out(LETTERS, tables["left_out"])
    of_letters = _left_out(LETTERS, tables["left_out_of_chinese"])
    of_chinese = _left_out(CHINESE, tables["chinese_alone"])
    if first is second is Writing.LETTERS:
        return Costs(_letters(), alone, alone)
    across = _chinese()
    if first is second:
        return Costs(_both_chinese(across), of_chinese, of_chinese)
    if first is Writing.LETTERS:
        return Costs(across, of_letters, of_chinese)
    return Costs(np.ascontiguousarray(across.T), of_chinese, of_letters)


@lru_cache(maxsize=2)
def weights(writing: Writing) -> Floats:
    """How much each segment weighs in a name."""
    told = table("costs")["weights"]
    vowels = VOWELS if writing is Writing.LETTERS else _CHINESE_VOWELS

    def weight(segment: str) -> float:
        if writing is Writing.CHINESE and segment in _WEAK:
            return float(told["weak"])
        if segment in vowels:
            return float(told["vowel"])
        if segment in _HALF:
            return float(told["half_vowel"])
        return float(told.get(segment, told["consonant"]))

    return np.array([weight(segment) for segment in SEGMENTS[writing]], np.float32)


@lru_cache(maxsize=2)
def numbers(writing: Writing) -> dict[str, int]:
    """The position of each segment."""
    return {segment: number for number, segment in enumerate(SEGMENTS[writing])}


def weight_of(word: str, writing: Writing) -> float:
    """The weight of a word in segments."""
    each, at = weights(writing), numbers(writing)
    return float(sum(each[at[segment]] for segment in word))


def _letters() -> Floats:
    unnamed = table("costs")["unnamed"]
    found = _unnamed(LETTERS, VOWELS, unnamed["vowels"], unnamed["vowel_consonant"])
    _name_pairs(found, LETTERS, table("costs")["letters"])
    return np.minimum(found, found.T)


def _chinese() -> Floats:
    unnamed = table("costs")["unnamed"]
    found = _unnamed(
        CHINESE, _CHINESE_VOWELS | VOWELS,
        unnamed["vowels_chinese"], unnamed["vowel_consonant_chinese"],
    )  # fmt: skip
    _name_pairs(found, CHINESE, table("costs")["chinese"])
    return found


def _both_chinese(across: Floats) -> Floats:
    meeting = (across[:, :, None] + across[:, None, :]).min(axis=0) + _BOTH_CHINESE
    found: Floats = np.minimum(meeting, table("costs")["unnamed"]["vowel_consonant"])
    np.fill_diagonal(found, 0)
    return found


def _unnamed(second: str, vowels: frozenset[str], between: float, mixed: float) -> Floats:
    """Letters against the segments of `second` where no list names them."""
    consonants = table("costs")["unnamed"]["consonants"]
    found = np.full((len(LETTERS), len(second)), consonants, np.float32)
    for row, one in enumerate(LETTERS):
        for column, other in enumerate(second):
            sounds = (one in VOWELS | _HALF) + (other in vowels | _HALF)
            if one == other:
                found[row, column] = 0
            elif sounds:
                found[row, column] = between if sounds == 2 else mixed
    return found


def _name_pairs(found: Floats, second: str, lists: dict[str, Any]) -> None:
    rows, columns = numbers(Writing.LETTERS), {s: n for n, s in enumerate(second)}
    for cost, pairs in lists.items():
        for one, other in pairs.split():
            found[rows[one], columns[other]] = float(cost)
            if second == LETTERS:
                found[rows[other], columns[one]] = float(cost)


def _left_out(alphabet: str, lists: dict[str, Any]) -> Floats:
    named = {s: float(cost) for cost, several in lists.items() for s in several.split()}
    return np.array([named.get(segment, named["*"]) for segment in alphabet], np.float32)
