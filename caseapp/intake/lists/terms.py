"""Sentences and counts as people write them: "15 years 6 months", "12 жыл", "10年", "life".

Only what is wholly understood is a term. Knows no cell.
"""

from __future__ import annotations

import re

from caseapp.domain.names.scripts import search_key
from caseapp.intake.lists.rows import Term

_UNITS = {
    "years": r"years?|yrs?|y|лет|года?|г|жыл(?:ға|дық)?|年",
    "months": r"months?|mos?|m|мес(?:яц(?:а|ев)?)?|ай(?:ға)?|个月|個月|月",
    "days": r"days?|d|дн(?:ей|я)?|день|күн(?:ге)?|天|日",
}
_PIECE = "|".join(rf"(?P<{unit}>(?:{words}))" for unit, words in _UNITS.items())
_PART = re.compile(rf"(\d{{1,4}})\s*-?\s*(?:{_PIECE})\.?")
_BETWEEN = re.compile(r"[\s,;+]*(?:and|и|және|мен|零|又)?[\s,;]*")
_BEFORE = re.compile(
    r"^(?:(?:sentenced to|sentence(?: of)?|term(?: of)?|imprisonment(?: for)?|срок|"
    r"приговорен[аы]? к|осужд[её]н[аы]? на|判处|有期徒刑|判刑|判)[\s:]*)+"
)
_BEHIND = re.compile(
    r"[\s,]*(?:in prison|imprisonment|of imprisonment|prison|jail|in jail|лишения свободы|тюрьмы|"
    r"заключения|түрме|бас бостандығынан айыру|有期徒刑|徒刑|监禁|刑期)\.?$"
)
_LIFE = re.compile(
    r"life|life (?:sentence|imprisonment|in prison|term)|"
    r"пожизненн(?:о|ое|ый)(?: заключение| срок)?|"
    r"өмір бойы(?: бас бостандығынан айыру)?|өмірлік|无期|无期徒刑|終身監禁|终身监禁"
)
_COUNT = re.compile(r"(\d{1,4})(?:[.,]0+)?")
_MOST = {"years": 200, "months": 600, "days": 40_000}


def read_term(words: str, unit: str = "") -> Term | None:
    """The term that the words state; a number alone counts `unit` ("years" or "months").

    None for everything else: about, at least, a range, a suspended sentence.
    """
    text = _plain(words)
    if _LIFE.fullmatch(text):
        return Term(life=True)
    text = _BEHIND.sub("", _BEFORE.sub("", text)).strip()
    if unit and (alone := _COUNT.fullmatch(text)):
        return _checked({unit: int(alone[1])})
    found: dict[str, int] = {}
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            return None
        name = next(unit for unit in _UNITS if part[unit])
        if name in found:
            return None
        found[name] = int(part[1])
        at = part.end()
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    return _checked(found)


def _checked(found: dict[str, int]) -> Term | None:
    if not any(found.values()) or any(n > _MOST[unit] for unit, n in found.items()):
        return None
    return Term(found.get("years"), found.get("months"), found.get("days"))


def read_count(words: str) -> int | None:
    """A whole number, alone or with the name of what it counts: "15", "15.0", "15 years"."""
    text = _plain(words)
    if alone := _COUNT.fullmatch(text):
        return int(alone[1])
    part = _PART.fullmatch(text)
    return int(part[1]) if part else None


_TENS = str.maketrans("一二两三四五六七八九", "1223456789")


def _plain(words: str) -> str:
    text = search_key(words).strip(" .")
    return re.sub("[一二两三四五六七八九十]+(?=年|个月|個月|月|天|日)", _figures, text)


def _figures(found: re.Match[str]) -> str:
    """Chinese figures up to 99."""
    tens, ten, ones = found[0].partition("十")
    if not ten:
        return tens.translate(_TENS) if len(tens) == 1 else found[0]
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return found[0]
    first = int(tens.translate(_TENS)) if tens else 1
    return str(10 * first + (int(ones.translate(_TENS)) if ones else 0))
