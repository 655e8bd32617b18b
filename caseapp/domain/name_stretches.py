"""Stretches of a text that may be names of people, by their form alone.

In alphabets with capitals: two to four words that begin with one, side by side. In Arabic
letters, which have none: any two or three words side by side. In Chinese: a run of characters,
with or without a dot. Numbers of documents too. Knows nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caseapp.domain.names.scripts import Script, script_of

LONGEST = 4
"""Words of a stretch in an alphabet."""
_LONGEST_ARABIC = 3

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c\u200d"
_WORD = re.compile(rf"[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}'’ʼ`ʻ\-‐‑]*[^\W\d_])*[{_MARKS}]*")
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN_OF_HAN = re.compile(f"[{_HAN}]+(?:[ ]?[·•‧∙⋅⸱・･．.][ ]?[{_HAN}]+)*")
_BETWEEN = re.compile(r"[ \t\u00a0\u202f]*\n?[ \t\u00a0\u202f]*|[ ]?[·•‧][ ]?")
_NUMBER = re.compile(r"(?<![\w])(?:\d{17}[\dXxХх]|\d{15}|\d{12})(?!\w)")
FILIATION = frozenset({
    "ұлы", "қызы", "улы", "кызы", "уулу", "оглы", "оғлы", "uly", "ulı", "qyzy", "qizi", "kyzy",
    "kizi", "ulu", "oghli", "ogli", "oğlu", "ۇلى", "قىزى",
})  # fmt: skip
"""Son of, daughter of: written small within a name."""


@dataclass(frozen=True, slots=True)
class Word:
    """`text` as it stands in the text from `start` to `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words side by side that may be a name; of Chinese the parts between dots."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


def stretches(text: str) -> Iterator[Stretch]:
    """Every stretch in letters, those within longer ones too, in the order of their beginnings."""
    for run in _runs(text):
        most = _LONGEST_ARABIC if _script(run[0]) is Script.ARAB else LONGEST
        for first in range(len(run)):
            for last in range(first + 2, min(first + most, len(run)) + 1):
                if run[first].text.casefold() not in FILIATION:
                    yield Stretch(tuple(run[first:last]))


def runs_of_words(text: str) -> Iterator[Stretch]:
    """Words of one script that may be parts of a name, as many as stand side by side."""
    for run in _runs(text):
        yield Stretch(tuple(run))


def runs_of_han(text: str) -> Iterator[Word]:
    """Runs of Chinese characters, with the dots that may stand in them."""
    for match in _RUN_OF_HAN.finditer(text):
        yield Word(match[0], match.start(), match.end())


def document_numbers(text: str) -> Iterator[Word]:
    """What has the form of an identity number of China or Kazakhstan."""
    for match in _NUMBER.finditer(text):
        yield Word(match[0], match.start(), match.end())


def _runs(text: str) -> Iterator[list[Word]]:
    """Words of one script that could be parts of one name, side by side."""
    run: list[Word] = []
    for match in _WORD.finditer(text):
        word = Word(match[0], match.start(), match.end())
        joined = bool(run) and _BETWEEN.fullmatch(text, run[-1].end, word.start) is not None
        if run and not (joined and _script(word) is _script(run[-1]) and _may_stand(word, run)):
            yield run
            run = []
        if run or _begins(word):
            run.append(word)
    if run:
        yield run


def _script(word: Word) -> Script | None:
    return script_of(word.text[0])


def _begins(word: Word) -> bool:
    script = _script(word)
    return script is Script.ARAB or (
        script in (Script.CYRL, Script.LATN) and word.text[0].isupper() and len(word.text) > 1
    )


def _may_stand(word: Word, run: list[Word]) -> bool:
    return _begins(word) or word.text.casefold() in FILIATION
