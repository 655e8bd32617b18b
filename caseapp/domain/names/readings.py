"""The ways in which a written name can be read: its words, each with what may stand for it.

A name is cut at spaces and dots of any kind. A word may lose its ending (-uly, -ova, 别克) or
belong to the one before it; a title may go; a Chinese word may be written backwards. Each such
reading costs something, so that the plain one wins where it fits. Knows no second name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from caseapp.domain.names.segments import Writing, segments, writing_of
from caseapp.domain.names.tables import table

WORDS = 4
"""Words of a name that are compared; a longer one is cut."""
FORMS = 4
"""Forms of one word that are compared, the plain one included."""
_GLUED = 0.02

_CUT = re.compile(r"[\s\x00-\x1f·•‧∙⋅⸱⸳・･．。.,،;؛_/\\|–—\-‐‑‒−᠂、，]+")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u0674\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_HIGH_HAMZA = str.maketrans({"\u0675": "ا", "\u0676": "و", "\u0677": "ۇ", "\u0678": "ي"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as written, and its forms in segments with what each costs."""

    text: str
    writing: Writing
    forms: tuple[tuple[str, float], ...]

    @property
    def segments(self) -> str:
        """The plain form."""
        return self.forms[0][0]


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a name in one writing, and what reading it so costs."""

    words: tuple[Word, ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class WrittenName:
    """A name in one writing with all its readings, the plain one first."""

    writing: Writing
    readings: tuple[Reading, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return self.readings[0].words


@lru_cache(maxsize=20_000)
def written_names(text: str) -> tuple[WrittenName, ...]:
    """What a text holds: a name in letters, one in Chinese, both where both stand in it.

    Empty if there is nothing to be read. Brackets and what stands in them are left out, unless
    that leaves nothing.
    """
    whole = normal_form(text)
    plain = _BRACKETS.sub(" ", whole)
    return _names_in(plain) or _names_in(whole)


def normal_form(text: str) -> str:
    """NFKC in full letters, without what is not seen."""
    text = unicodedata.normalize("NFKC", text.translate(_HIGH_HAMZA))
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def _names_in(text: str) -> tuple[WrittenName, ...]:
    pieces: dict[Writing, list[tuple[str, str]]] = {writing: [] for writing in Writing}
    for piece in _CUT.split(text):
        for part in _by_writing(piece):
            writing = writing_of(part)
            if read := segments(part, writing):
                pieces[writing].append((part, read))
    return tuple(
        WrittenName(writing, tuple(_readings(found[:WORDS], writing)))
        for writing, found in pieces.items()
        if found
    )


_RUN_OF_HAN = re.compile("([\u2e80-\u2fd5\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+)")


def _by_writing(piece: str) -> list[str]:
    return [part for part in _RUN_OF_HAN.split(piece) if part]


def _readings(pieces: list[tuple[str, str]], writing: Writing) -> Iterator[Reading]:
    texts = [text for text, _read in pieces]
    yield Reading(tuple(_word(text, writing) for text in texts))
    untitled = [text for text, read in pieces if not _is_whole("titles", text, read, writing)]
    if 0 < len(untitled) < len(texts):
        words = tuple(_word(text, writing) for text in untitled)
        yield Reading(words, table("endings")["titles"]["penalty"])
    for at in range(1, len(pieces)):
        if len(pieces) >= 3 or _is_ending(*pieces[at], writing):
            joined = [*texts[: at - 1], texts[at - 1] + texts[at], *texts[at + 1 :]]
            yield Reading(tuple(_word(text, writing) for text in joined), _GLUED)
    if writing is Writing.CHINESE:
        rule = table("endings")["never_first"]
        if any(text[0] in rule["chinese"] and len(text) > 1 for text in texts):
            turned = tuple(_word(text[::-1], writing) for text in texts)
            yield Reading(turned, rule["penalty"])


def _is_ending(text: str, read: str, writing: Writing) -> bool:
    return any(_is_whole(rule, text, read, writing) for rule in ("filiation", "elements"))


def _is_whole(rule: str, text: str, read: str, writing: Writing) -> bool:
    """Whether a word is nothing else than what a rule names."""
    return bool(_whole(rule, writing).fullmatch(read if writing is Writing.LETTERS else text))


@lru_cache(maxsize=8)
def _whole(rule: str, writing: Writing) -> re.Pattern[str]:
    return re.compile(table("endings")[rule][writing.value])


@lru_cache(maxsize=100_000)
def _word(text: str, writing: Writing) -> Word:
    read = segments(text, writing)
    forms = {read: 0.0}
    for form, cost in _other_forms(text, read, writing):
        if len(form) > 1 and len(forms) < FORMS:
            forms.setdefault(form, cost)
    return Word(text, writing, tuple(forms.items()))


def _other_forms(text: str, read: str, writing: Writing) -> Iterator[tuple[str, float]]:
    rules = table("endings")
    if writing is Writing.CHINESE:
        for custom, sounding in rules["custom"]["chinese"]:
            if custom in text:
                yield segments(text.replace(custom, sounding), writing), rules["custom"]["penalty"]
    else:
        for pattern, becomes in rules["arabic_names"]["letters"]:
            if re.match(pattern, read):
                yield re.sub(pattern, becomes, read), rules["arabic_names"]["penalty"]
    for name in ("filiation", "elements"):
        subject = read if writing is Writing.LETTERS else text
        ending = _ending(name, writing).search(subject)
        if ending:
            for stem in _stems(subject[: ending.start()], ending[0], writing, name):
                yield stem, rules[name]["penalty"]
    muhammad = rules["muhammad"]
    if writing is Writing.LETTERS:
        found = _muhammad(writing).sub(muhammad["letters_become"], read)
    else:
        found = segments(_muhammad(writing).sub(muhammad["chinese_become"], text), writing)
    if found != read:
        yield found, muhammad["penalty"]


def _stems(stem: str, ending: str, writing: Writing, rule: str) -> Iterator[str]:
    """What a word is without an ending. Серикбаев is of Серикбай, Адаққызы of Адақ."""
    if writing is Writing.CHINESE:
        yield segments(stem, writing)
    elif rule == "filiation" and ending[0] in "qkG":
        yield stem + ending[0]
        yield stem
    elif rule == "filiation" and stem[-1] in "aAeo":
        yield stem + "y"
    else:
        yield stem


@lru_cache(maxsize=8)
def _ending(rule: str, writing: Writing) -> re.Pattern[str]:
    told = table("endings")[rule]
    least = told[f"{writing}_least"]
    return re.compile(f"(?<=.{{{least}}}){told[writing.value]}$")


@lru_cache(maxsize=2)
def _muhammad(writing: Writing) -> re.Pattern[str]:
    return re.compile(table("endings")["muhammad"][writing.value])


_SHORTEST_JOINED = {Writing.LETTERS: 7, Writing.CHINESE: 4}
"""Characters from which one word may be two that were written together."""
_SHORTEST_PART = {Writing.LETTERS: 3, Writing.CHINESE: 2}


@lru_cache(maxsize=5_000)
def looked_up(name: WrittenName) -> tuple[Reading, ...]:
    """The readings of a name that is looked for: also with its words joined, or its only word
    cut in two, as names are written together and apart."""
    texts = [word.text for word in name.words]
    found = list(name.readings)
    if len(texts) > 1:
        found.append(Reading((_word("".join(texts), name.writing),), _GLUED))
    elif len(texts[0]) >= _SHORTEST_JOINED[name.writing]:
        least = _SHORTEST_PART[name.writing]
        for at in range(least, len(texts[0]) - least + 1):
            parts = (texts[0][:at], texts[0][at:])
            words = tuple(_word(part, name.writing) for part in parts)
            if all(word.segments for word in words):
                found.append(Reading(words, _GLUED))
    return tuple(found)
