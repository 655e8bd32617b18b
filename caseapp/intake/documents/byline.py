"""What an article says of itself in its own lines: who wrote it, when, where it appeared.

Only lines that can be nothing else are read: "By …", "Автор: …", a line that is a date, a last
line of publisher and date. What is told is offered to a person, never recorded unasked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from caseapp.domain.dates import read_date
from caseapp.domain.name_stretches import stretches

_BY = re.compile(
    r"(?:(?:written |text )?by|text|author|автор(?:ы)?(?: статьи)?|текст|авторы|"
    r"作者|撰文|记者|文|ئاپتورى?)"
    r"\s*(?:[:：/]\s*|(?<=by)\s+)(?P<name>.{2,80})",
    re.I,
)
_DATED_BY = re.compile(r"(?P<date>.{6,40}?)\s*(?:[|·•,—–-]\s*)?\bby\s+(?P<name>.{3,60})", re.I)
_DATE_LEAD = re.compile(
    r"(?:published|posted|updated|дата( публикации)?|опубликовано|жарияланған( күні)?|"
    r"发布(时间|日期)?|时间|日期)\s*(?:on\b)?\s*[:：]?\s*",
    re.I,
)
_TIME = re.compile(
    r"[,\s]*(?:at\s+)?(?<![\d.])\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?|[A-Z]{2,4})?\s*$"
)
_ARTICLE_BY = re.compile(
    r"\b(?:article|report|essay|commentary|story|written)(?:\s+\w+){0,2}\s+by\s+(?=[A-Z])"
)
_HEAD_LINES, _LAST_LINES = 6, 3
_HEAD_LETTERS = 800
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Byline:
    """Each as it is written, or ""."""

    author: str = ""
    dated: str = ""
    site: str = ""


def byline_of(text: str) -> Byline:
    """What the first and the last lines of an article say of it."""
    lines = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    author = dated = site = ""
    for line in lines[:_HEAD_LINES]:
        if len(line) <= _LONGEST:
            by, on = _line(line)
            author, dated = author or by, dated or on
    for line in reversed(lines[-_LAST_LINES:]):
        if len(lines) > _HEAD_LINES // 2 and len(line) <= _LONGEST and not dated:
            site, dated = _place_and_date(line)
    if not author:
        author = _named_in_the_head(text[:_HEAD_LETTERS])
    return Byline(author, dated, site)


def is_byline(line: str) -> bool:
    """Whether a line says who wrote something, or when, and is no title."""
    return _BY.fullmatch(line) is not None or any(_line(line))


def _line(line: str) -> tuple[str, str]:
    """Author and date in one line near the title."""
    if (match := _BY.fullmatch(line)) is not None:
        name, _, rest = match["name"].partition("|")
        if not _is_person(name) and "," in name:
            name, _, rest = name.partition(",")
        return (_person(name), _date(rest))
    if (match := _DATED_BY.fullmatch(line)) is not None and _date(match["date"]):
        return _person(match["name"]), _date(match["date"])
    return "", _date(line)


def _date(words: str) -> str:
    """The words, if they are a date that is no mere year, and nothing else."""
    plain = _TIME.sub("", _DATE_LEAD.sub("", words.strip(" |·•,—–-"), count=1)).strip(" |,")
    if not 6 <= len(plain) <= 40:
        return ""
    read = read_date(plain)
    if read.earliest is None or read.latest is None or (read.latest - read.earliest).days > 31:
        return ""
    return plain


def _place_and_date(line: str) -> tuple[str, str]:
    """ "The Paper, 8 January 2018": where it appeared, and when."""
    pieces = re.split(r"([,，])", line)
    for cut in range(2, len(pieces), 2):
        site, said = "".join(pieces[: cut - 1]).strip(), "".join(pieces[cut:]).strip()
        if site and len(site) <= 80 and _date(said):
            return site, _date(said)
    return "", _date(line)


def _person(words: str) -> str:
    words = " ".join(words.strip(" .,:;|·").split())
    return words if _is_person(words) else ""


def _is_person(words: str) -> bool:
    """One to five words in capitals, or Chinese or Arabic letters: "admin" is nobody."""
    parts = words.split()
    if not 1 <= len(parts) <= 5 or any(c.isdigit() for c in words):
        return False
    if any(part[0].lower() != part[0].upper() for part in parts):
        return len(parts) > 1 and all(not part[0].islower() for part in parts)
    return 2 <= len(words) <= 40


def _named_in_the_head(head: str) -> str:
    """ "this article by A. Writer", said by whoever printed it again."""
    match = _ARTICLE_BY.search(head)
    if match is None:
        return ""
    found = [one for one in stretches(head[match.end() : match.end() + 60]) if one.start == 0]
    return max((one.text for one in found), key=len, default="")
