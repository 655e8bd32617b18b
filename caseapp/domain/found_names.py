"""Names of people in running text, by their form: for being offered, never for being recorded.

Words in capitals side by side, less what begins a sentence, offices, peoples, institutions and
places. In Arabic letters, which have no capitals, what stands behind a title or holds "son of";
in Chinese what has a dot. A name that stands alone in one word is not found. Knows nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from caseapp.domain.dates.words import LEXICON, Kind, fold
from caseapp.domain.name_stretches import FILIATION, Stretch, Word, runs_of_han, runs_of_words
from caseapp.domain.names.scripts import Script, script_of, search_key
from caseapp.domain.names.tables import table

Place = tuple[int, int]

_LEAST, _MOST = 2, 4
_SENTENCE: Final = re.compile(r"(?:^|[.!?…:;\n“”\"«»(\[•–—-])\s*$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s?$", re.I)

_ARABIC_TITLES: Final = frozenset({
    "ئىمام", "موللا", "قارى", "ھاجى", "داموللا", "ئاخۇن", "پروفېسسور", "دوكتور", "يازغۇچى",
    "يمام", "مولدا", "احۇن", "قاجى", "پروفەسسور", "جازۋشى", "اقىن",
})  # fmt: skip
_HAN_BEFORE: Final = re.compile(
    "(?:.*[的和与與及是有叫名为為被对對向把将將说說称稱人族员員师師生民目长長者父母妻子女兄弟姐妹]"
    "|.*[了在由给給从從让讓，、])"
)
_HAN_AFTER: Final = re.compile(
    "[的和与與及是有被在于於说說称稱表已曾也等从從向到因对對出告把将將为為，、].*"
)
_DOT: Final = re.compile("[ ]?[·•‧∙⋅⸱・･][ ]?")
_HAN_PART: Final = 6


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of a kind; see the head of the file."""
    return frozenset(table("no_names")[kind].split())


def found_names(text: str, places: Collection[Place] = ()) -> Iterator[Place]:
    """Start and end of what may be the name of a person; `places` are those of place names."""
    small = {search_key(m[0]) for m in _WORD.finditer(text) if m[0][0].islower()}
    named = dict(places)
    for run in runs_of_words(text):
        script = script_of(run.words[0].text[0])
        if script is Script.ARAB:
            yield from _arabic(run)
        else:
            yield from _in_capitals(run, text, small, named)
    yield from _chinese(text)


# -- alphabets with capitals -------------------------------------------------------------------
def _in_capitals(
    run: Stretch, text: str, small: set[str], places: dict[int, int]
) -> Iterator[Place]:
    if any(_plain(word) in _words("institutions") for word in run.words):
        return
    for piece in _pieces(run, text):
        words = _behind_a_place(_without_beginning(piece, text, small), places)
        if not _LEAST <= len(words) <= _MOST or _all_shouted(words):
            continue
        if all(search_key(word.text) in small for word in words):
            continue
        if places.get(words[0].start, 0) >= words[-1].end - 2:
            continue
        end = _POSSESSIVE.search(words[-1].text)
        yield words[0].start, words[-1].end - (len(end[0]) if end else 0)


def _pieces(run: Stretch, text: str) -> Iterator[list[Word]]:
    """The run cut at peoples, titles, months, the owner of something, and ends of headings."""
    piece: list[Word] = []
    shouted = all(word.text.isupper() for word in run.words)
    for word in run.words:
        plain = _plain(word)
        if piece and _is_heading(text, piece[-1].end, word.start):
            yield piece
            piece = []
        other = plain in _words("peoples") or plain in _words("titles")
        if other or _is_of_a_date(plain) or (_is_short(word) and not shouted):
            yield piece
            piece = []
            continue
        piece.append(word)
        if _POSSESSIVE.search(word.text):
            yield piece
            piece = []
    yield piece


def _without_beginning(piece: list[Word], text: str, small: set[str]) -> list[Word]:
    """Without words that have a capital only because a sentence begins with them."""
    words = list(piece)
    while words:
        plain, before = _plain(words[0]), text[max(0, words[0].start - 6) : words[0].start]
        begins = words[0].start == 0 or _SENTENCE.search(before) is not None
        if not (plain in _words("starters") or (begins and search_key(words[0].text) in small)):
            break
        words.pop(0)
    return words


def _behind_a_place(words: list[Word], places: dict[int, int]) -> list[Word]:
    """What follows the name of a place, where two words or more do."""
    for at, word in enumerate(words[:-_LEAST]):
        if word.start in places:
            return words[at + 1 :]
    return words


def _is_heading(text: str, end: int, start: int) -> bool:
    """Whether a line ends between two words that is too short to have been broken."""
    if "\n" not in text[end:start]:
        return False
    return end - (text.rfind("\n", 0, end) + 1) < 50


def _plain(word: Word) -> str:
    return _POSSESSIVE.sub("", word.text).casefold()


def _is_of_a_date(plain: str) -> bool:
    known = LEXICON.get(fold(plain), (Kind.NOISE, 0))[0]
    return known in (Kind.MONTH, Kind.SEASON) or plain in _words("weekdays")


def _is_short(word: Word) -> bool:
    """CCP, NGO, США."""
    return word.text.isupper() and len(word.text) <= 4


def _all_shouted(words: list[Word]) -> bool:
    return len(words) > _LEAST + 1 and all(word.text.isupper() for word in words)


# -- others ------------------------------------------------------------------------------------
def _arabic(run: Stretch) -> Iterator[Place]:
    words = run.words
    for at, word in enumerate(words):
        if word.text in _ARABIC_TITLES and at + 2 < len(words):
            yield words[at + 1].start, words[at + 2].end
        if word.text in FILIATION and at > 0:
            yield words[max(0, at - 2)].start, word.end


def _chinese(text: str) -> Iterator[Place]:
    for run in runs_of_han(text):
        dots = list(_DOT.finditer(run.text))
        if not dots:
            continue
        first = run.text[: dots[0].start()]
        began = _HAN_BEFORE.match(first[:-1])
        start = began.end() if began else 0
        start = max(start, len(first) - _HAN_PART)
        last = run.text[dots[-1].end() :]
        ended = _HAN_AFTER.search(last, 1)
        end = dots[-1].end() + min(ended.start() if ended else len(last), _HAN_PART)
        if dots[0].start() - start >= 1 and end > dots[-1].end():
            yield run.start + start, run.start + end
