"""Listed places in running text, in four languages: for being offered.

Names of the lists of `places`, with and without the word for what kind of place it is. Russian
and Kazakh words are compared without their case endings. Knows no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caseapp.domain.names.scripts import Script, script_of, search_key
from caseapp.domain.places import Place, all_places, newest_of

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_GENERIC: Final = frozenset({
    "county", "city", "prefecture", "district", "autonomous", "region", "banner", "town", "shi",
    "xian", "qu", "zhou", "diqu", "zizhiqu", "zizhixian", "zizhizhou", "kazakh", "kazak",
    "mongol", "hui", "tajik", "kirghiz", "kyrgyz", "xibe", "sibe", "uyghur", "uygur", "daur",
    "of",
})  # fmt: skip
_GENERIC_STEMS: Final = (
    "район", "город", "уезд", "округ", "област", "автоном", "регион", "аудан", "қала", "облыс",
    "уез", "аймақ", "аймағ", "хошун", "қазақ", "казах", "монгол", "хуэй", "уйгур", "ұйғыр",
)  # fmt: skip
_ENDINGS: Final = tuple(sorted((
    "ндағы", "ндегі", "дағы", "дегі", "тағы", "тегі", "ының", "інің", "ның", "нің", "дың", "дің",
    "тың", "тің", "дан", "ден", "тан", "тен", "нан", "нен", "ға", "ге", "қа", "ке", "на", "не",
    "да", "де", "та", "те", "нда", "нде", "ды", "ді", "ты", "ті", "ны", "ні", "мен", "бен", "пен",
    "лық", "лік", "дық", "дік", "тық", "тік", "ского", "ской", "ском", "ская", "ские", "ского",
    "скую", "ский", "ому", "ого", "ою", "ей", "ой", "ом", "ем", "ам", "ах", "ях", "ами", "ов",
    "ев", "а", "я", "е", "и", "і", "ы", "у", "ю", "о", "ь", "й",
), key=len, reverse=True))  # fmt: skip
_VOWELS: Final = "аеиіыуүоөюяйь"
_SHORTEST: Final = 3
_HAN_KINDS: Final = ("自治区", "自治州", "自治县", "地区", "新区", "县", "市", "区")
_MOST_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where the name of a place stands. `code` is its present number."""

    start: int
    end: int
    code: str


def found_places(text: str) -> Iterator[FoundPlace]:
    """Every listed place that is named, in the order of the text; the longest name counts."""
    found = [*_in_letters(text), *_in_han(text)]
    return iter(sorted(found, key=lambda one: one.start))


def _in_letters(text: str) -> Iterator[FoundPlace]:
    by_words, words = _by_words(), list(_WORD.finditer(text))
    at = 0
    while at < len(words):
        found = None
        if words[at][0][0].isupper():
            found = _name_at(text, words, at, by_words)
        if found is None:
            at += 1
            continue
        until, code = found
        yield FoundPlace(words[at].start(), words[until].end() - _owner(words[until][0]), code)
        at = until + 1


def _name_at(
    text: str, words: list[re.Match[str]], at: int, by_words: dict[tuple[str, ...], str]
) -> tuple[int, str] | None:
    key: list[str] = []
    best = None
    for until in range(at, min(at + _MOST_WORDS, len(words))):
        if until > at and text[words[until - 1].end() : words[until].start()].strip():
            break
        key.append(_stem(words[until][0]))
        code = by_words.get(tuple(key))
        if code is not None:
            best = until, code
        elif best is not None and best[0] == until - 1 and _is_generic(words[until][0]):
            best = until, best[1]
    return best


def _owner(word: str) -> int:
    return 2 if word.casefold().endswith(("'s", "’s")) else 0


@lru_cache(maxsize=1)
def _by_words() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for place in reversed(all_places()):
        for name in (*place.names_en, place.name_kk, *place.names_ru):
            for key in _keys(name):
                found[key] = newest_of(place).code
    return found


def _keys(name: str) -> Iterator[tuple[str, ...]]:
    """The whole name, and without the words that say what kind of place it is."""
    words = _WORD.findall(name)
    whole = tuple(map(_stem, words))
    own = tuple(_stem(word) for word in words if not _is_generic(word))
    for key in (whole, own):
        if key and len("".join(key)) >= _SHORTEST:
            yield key


def _is_generic(word: str) -> bool:
    plain = word.casefold()
    return plain in _GENERIC or plain.startswith(_GENERIC_STEMS)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    """The word as it is compared: folded, in Cyrillic without one ending of a case."""
    plain = search_key(word)
    if script_of(word[0]) is not Script.CYRL:
        plain = search_key(word[: len(word) - _owner(word)])
        return plain.replace("'", "").replace("’", "")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            plain = plain[: -len(ending)]
            break
    return plain[:-1] if len(plain) > _SHORTEST and plain[-1] in _VOWELS else plain


# -- Chinese -----------------------------------------------------------------------------------
def _in_han(text: str) -> Iterator[FoundPlace]:
    pattern, codes = _han()
    for match in pattern.finditer(text):
        yield FoundPlace(match.start(), match.end(), codes[match[0]])


@lru_cache(maxsize=1)
def _han() -> tuple[re.Pattern[str], dict[str, str]]:
    codes: dict[str, str] = {}
    for place in reversed(all_places()):
        for name in _han_names(place):
            codes[name] = newest_of(place).code
    longest = sorted(codes, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), codes


def _han_names(place: Place) -> Iterator[str]:
    """新源县 and 新源; a single character says too little."""
    yield place.name_zh
    for kind in _HAN_KINDS:
        short = place.name_zh.removesuffix(kind)
        if short != place.name_zh and len(short) >= 2:
            yield short
            return
