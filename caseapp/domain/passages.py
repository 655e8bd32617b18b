"""Places in texts: finding a passage again after its text changed, paragraphs beside each other.

Places are characters of a Python string, the first one 0, the end not included. What cannot
be found is said to be lost; nothing is guessed. Knows no record and no screen.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from caseapp.domain.names.scripts import search_key

Place = tuple[int, int]

_CONTEXT = 40
"""Letters before and after a passage that tell which of several equal ones it was."""
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LETTERS = re.compile(r"\w+")
_LEAST_LETTERS = 40
"""Texts shorter than this may be equal by chance ("see attachment")."""


def find_again(old: str, new: str, place: Place) -> Place | None:
    """Where the words that stood at `place` of the old text stand in the new one.

    Of several such places the one in the most similar surroundings, then the nearest one.
    Line ends and runs of spaces may differ. None when the words are not there any more.
    """
    start, end = place
    words = old[start:end]
    if not 0 <= start < end <= len(old) or not words.strip():
        return None
    if new[start:end] == words and old[:start] == new[:start]:
        return place
    found = _occurrences(new, words)
    if not found:
        return None
    before, after = old[max(0, start - _CONTEXT) : start], old[end : end + _CONTEXT]

    def unlike(candidate: Place) -> tuple[int, int]:
        first, last = candidate
        alike = _common_end(before, new[max(0, first - _CONTEXT) : first])
        alike += _common_start(after, new[last : last + _CONTEXT])
        return -alike, abs(first - start)

    return min(found, key=unlike)


def find_words(text: str, words: str, near: int = 0) -> Place | None:
    """Where `words` stand in `text`, nearest to a place; spaces and line ends may differ."""
    found = _occurrences(text, words)
    return min(found, key=lambda place: abs(place[0] - near), default=None)


def same_words(one: str, other: str) -> bool:
    """Whether two texts are equal but for spaces and line ends."""
    return one.split() == other.split()


def fingerprint(text: str) -> str:
    """Equal for two copies of one text, however they are spaced, capitalised and punctuated.

    "" for texts with too few letters to tell.
    """
    letters = "".join(_LETTERS.findall(search_key(text)))
    if len(letters) < _LEAST_LETTERS:
        return ""
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()


def put_back(text: str, cleaned: str, pieces: Iterable[tuple[int, str]]) -> str:
    """A text with lines put back that once stood before these characters of `cleaned`.

    The text may have been changed since: each line goes behind the line that it followed, else
    before the one that followed it, else to the end. In the order in which they stood.
    """
    for at, words in sorted(pieces, key=lambda piece: piece[0])[::-1]:
        before = cleaned[:at].rstrip().rpartition("\n")[2].strip()
        after = cleaned[at:].lstrip().partition("\n")[0].strip()
        if not before:
            text = f"{words}\n\n{text}" if text else words
        elif (place := find_words(text, before, near=at)) is not None:
            end = text.find("\n", place[1])
            end = len(text) if end < 0 else end
            text = f"{text[:end]}\n\n{words}{text[end:]}"
        elif after and (place := find_words(text, after, near=at)) is not None:
            start = text.rfind("\n", 0, place[0]) + 1
            text = f"{text[:start]}{words}\n\n{text[start:]}"
        else:
            text = f"{text.rstrip()}\n\n{words}"
    return text


@lru_cache(maxsize=2)
def paragraphs(text: str) -> tuple[Place, ...]:
    """Every line with words in it, without the spaces around them.

    A text and its translation are kept: a page asks for each of its excerpts.
    """
    found = []
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        found.append((start, match.start() + len(line.rstrip())))
    return tuple(found)


def paragraph_at(places: Sequence[Place], character: int) -> int:
    """Index of the paragraph that a character stands in, or of the one before it."""
    return max(0, bisect_right(places, (character, 1 << 60)) - 1)


def beside(text: str, other: str, place: Place) -> Place | None:
    """The paragraphs of `other` that stand beside a place of `text`.

    A translation keeps the paragraphs of its original: only then are they counted from one
    to the other. None when the two do not have equally many.
    """
    ours, theirs = paragraphs(text), paragraphs(other)
    if not ours or len(ours) != len(theirs):
        return None
    first = paragraph_at(ours, place[0])
    last = paragraph_at(ours, max(place[0], place[1] - 1))
    return theirs[first][0], theirs[last][1]


def _occurrences(text: str, words: str) -> list[Place]:
    parts = words.split()
    if not parts:
        return []
    pattern = r"\s+".join(re.escape(part) for part in parts)
    return [match.span() for match in re.finditer(pattern, text)]


def _common_start(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _common_end(one: str, other: str) -> int:
    return _common_start(one[::-1], other[::-1])
