"""Which member of a closed list a word means: codes, labels in four languages, and words that
people use besides (`resources/lists/words.toml`).

A word that is not known means nothing: it is for a person to say. Knows no file of a list.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from caseapp.domain.dates.words import means_unknown
from caseapp.domain.labels import LABELS
from caseapp.domain.list_columns import sex_of
from caseapp.domain.names.kazakh_arabic import in_arabic
from caseapp.domain.names.scripts import search_key
from caseapp.domain.vocabulary import Sex
from caseapp.i18n import LANGUAGES, translator
from caseapp.intake.lists.targets import SPECS, Target
from caseapp.system.resources import resource


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word in the columns of a closed list, how often, and the code that it is read as.

    `known`: the code is the program's own; else a person settled it, or, where `code` is "", it is
    not known and kept as a note.
    """

    word: str
    count: int
    code: str
    known: bool


def code_of(target: Target, word: str, told: Mapping[str, str] | None = None) -> str | None:
    """The code that a word means for a target; `told` by a person count first.

    "" for a word that is to be kept as a note, None for one that nobody knows. Raises KeyError for
    a target without a closed list.
    """
    key = word_key(word)
    if told is not None and (code := told.get(key)) is not None:
        return code
    codes = SPECS[target].codes
    if codes is None:
        raise KeyError(target)
    if codes is Sex and (sex := sex_of(word)) is not Sex.UNKNOWN:
        return sex.value
    return known_words(codes).get(key)


def says_nothing(word: str) -> bool:
    """Whether a cell says that nothing is known, or nothing at all: "n/a", "-", "белгісіз"."""
    return len(word) <= _LONGEST_UNKNOWN and means_unknown(word)


_LONGEST_UNKNOWN = 60


def word_key(word: str) -> str:
    """The form in which words of closed lists are compared."""
    return search_key(word).strip(" .,:;")


def count_words(
    target: Target, words: Iterable[str], told: Mapping[str, str] | None = None
) -> tuple[WordCount, ...]:
    """The different words of a column of a closed list, the unknown first, then by count."""
    told = told or {}
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for word in words:
        key = word_key(word)
        if key and not (says_nothing(word) and code_of(target, word, told) is None):
            counts[key] += 1
            shown.setdefault(key, " ".join(word.split()))
    found = []
    for key, count in counts.items():
        code = code_of(target, shown[key], told)
        found.append(WordCount(shown[key], count, code or "", code is not None and key not in told))
    return tuple(sorted(found, key=lambda one: (bool(one.code), -one.count, one.word)))


@lru_cache(maxsize=64)
def known_words(codes: type[StrEnum]) -> Mapping[str, str]:
    """Every word that means a member of a closed list, as compared, and its code."""
    found: dict[str, str] = {}
    for member in codes:
        found[word_key(member.value)] = member.value
        found[word_key(member.value.replace("_", " "))] = member.value
    for member, (context, message) in LABELS.get(codes, {}).items():
        for language in LANGUAGES:
            said = translator(language, "dossier").in_context(context, message)
            found.setdefault(word_key(said), member.value)
    for code, words in _synonyms().get(_NAMES.get(codes.__name__, ""), {}).items():
        for word in words:
            found.setdefault(word_key(word), codes(code).value)
    for word, code in list(found.items()):
        found.setdefault(word_key(in_arabic(word)), code)  # Kazakh as it is written in China
    return found


_NAMES = {
    "EventKind": "event", "Relation": "relation", "IdentifierKind": "identifier",
    "NameScript": "language", "HowKnown": "how_known", "Tie": "tie", "SourceKind": "source",
    "ContactRole": "role", "FacilityKind": "facility", "Ternary": "ternary",
}  # fmt: skip


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, dict[str, list[str]]]:
    text = (resource("lists") / "words.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)
    return found


def flag_of(word: str) -> bool | None:
    """Whether a word says yes or no in one of the languages; None for any other."""
    return _flags().get(word_key(word))


@lru_cache(maxsize=1)
def _flags() -> dict[str, bool]:
    told = _synonyms()["ternary"]
    return {word_key(word): code == "yes" for code in ("yes", "no") for word in told[code]}


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Words before or behind a name that are no part of it, as compared."""
    words = _synonyms()["titles"]["words"]
    return frozenset(map(word_key, words))
