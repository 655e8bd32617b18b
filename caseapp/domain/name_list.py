"""Names that stand in a row in a text: "1. A (1985); 2. B and C" → A, B and C.

Only cuts and cleans what is written, in any script; a year is taken only where one is
stated. Whether a piece is a name is for a person to say. Knows no record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _CLOSE = "([（［【〔", ")]）］】〕"
_CUTS = "\n\r;；,，、،؛•▪●·" + "\u2028\u2029"
_DOT_INSIDE_NAME = "·"
_AND = re.compile(r"\s+(?:and|и|және|мен|ۋە|جانە|مەن)\s+|[和与與及]", re.IGNORECASE)
_NUMBER = re.compile(
    r"^\s*(?:[(（\[]?\s*(?:№|No\.?\s*)?\d{1,3}\s*[.)）\]:、．]\s*|[①-⑳]\s*|[-–—*]\s+)"
)
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_YEAR_WORDS = re.compile(
    r"[,\s]*(?:born|b\.|род\.?|рожд\.?|туған|туылған|生于|\s)*\s*(?:in\s+|в\s+)?"
    r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)\s*"
    r"(?:г\.?\s?р\.?|г\.|года?\s+рождения|года|ж\.?\s?т\.?|жылы\s+туған|жылғы|年生?|出生)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[（［【〔][^)\]）］】〕]*[)\]）］】〕]?")
_LEAD = re.compile(r"^[^:：\n]{0,120}[:：](?=\s*\S)")
_TAIL = re.compile(r"\s+[-–—]\s+.*$", re.DOTALL)
_AROUND = " \t\n\r\u00a0\"'“”„«»‘’.…!?:：。,;-–—"
_LETTER = re.compile(r"[^\W\d_]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_MOST_WORDS, _MOST_LETTERS, _MOST_HAN = 5, 60, 12


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A piece of a list: the name as written, the year of birth if one is stated ("1985").

    `start` and `end` are the characters of the passage in which name and year stand.
    `likely` says that it looks like a name, and not like a sentence.
    """

    name: str
    birth: str
    start: int
    end: int
    likely: bool


def split_names(passage: str) -> list[NamedPerson]:
    """The pieces of a list of names in their order; of a plain sentence one or two pieces."""
    lead = _LEAD.match(passage)
    begin = lead.end() if lead and not _YEAR.search(lead.group()) else 0
    found: list[NamedPerson] = []
    for start, end in _pieces(passage, begin):
        piece = passage[start:end]
        person = _person(piece, start)
        if person is not None:
            found.append(person)
        elif found and not found[-1].birth and (year := _YEAR.search(piece)):
            last = found[-1]
            found[-1] = NamedPerson(
                last.name, year.group(), last.start, start + year.end(), last.likely
            )
    return found


def _pieces(passage: str, begin: int) -> list[tuple[int, int]]:
    """Cut outside brackets: at line ends, commas, semicolons, bullets and words for "and"."""
    cuts: list[tuple[int, int]] = []
    depth = 0
    for place in range(begin, len(passage)):
        letter = passage[place]
        if letter in _OPEN:
            depth += 1
        elif letter in _CLOSE:
            depth = max(0, depth - 1)
        elif letter in "\n\r" or (depth == 0 and letter in _CUTS and not _inside(passage, place)):
            depth = 0
            cuts.append((place, place + 1))
    pieces, start = [], begin
    for first, last in [*cuts, (len(passage), len(passage))]:
        pieces += _at_and(passage, start, first)
        start = last
    return pieces


def _inside(passage: str, place: int) -> bool:
    """A middle dot joins the parts of a name; a bullet has a space beside it."""
    if passage[place] != _DOT_INSIDE_NAME:
        return False
    around = passage[max(0, place - 1) : place + 2]
    return len(around) == 3 and not around[0].isspace() and not around[2].isspace()


def _at_and(passage: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    for match in _AND.finditer(passage, start, end):
        within = passage[start : match.start()]
        if within.count("(") + within.count("（") > within.count(")") + within.count("）"):
            continue
        if match.group() in "和与與及" and not _name_length(passage[match.end() : end]):
            continue
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, end))
    return pieces


def _name_length(piece: str) -> bool:
    """Whether two signs or more follow: one of these signs may be part of a Chinese name."""
    return len(_HAN.findall(piece)) >= 2


def _person(piece: str, offset: int) -> NamedPerson | None:
    """The name in a piece; None when there is no letter of a name in it."""
    number = _NUMBER.match(piece)
    first = number.end() if number else 0
    rest = piece[first:]
    year = _YEAR.search(rest)
    name = _TAIL.sub("", _YEAR_WORDS.sub(" ", _BRACKETS.sub(" ", rest)))
    name = " ".join(name.strip(_AROUND).split())
    if not _LETTER.search(name):
        return None
    lead = len(rest) - len(rest.lstrip(_AROUND))
    start = offset + first + lead
    spaces = len(rest) - len(rest.rstrip(" \t\u00a0"))
    last_word = name.split()[-1]
    named = rest.rfind(last_word) + len(last_word) if last_word in rest else len(rest) - spaces
    end = offset + first + max(named, _closed(rest, year.end()) if year else 0)
    return NamedPerson(name, year.group() if year else "", start, end, _looks_like_a_name(name))


def _closed(rest: str, place: int) -> int:
    """Past the bracket that closes after a year."""
    match = re.match(r"[^()（）]{0,24}[)）]", rest[place:])
    return place + match.end() if match else place


def _looks_like_a_name(name: str) -> bool:
    words = name.split()
    if len(words) > _MOST_WORDS or len(name) > _MOST_LETTERS:
        return False
    if _HAN.search(name):
        return 2 <= len(_HAN.findall(name)) <= _MOST_HAN
    cased = [word[0] for word in words if word[0].isalpha() and word[0].lower() != word[0].upper()]
    return all(letter.isupper() for letter in cased)
