"""Which place a cell or a field names, no nearer than it says: for being recorded.

A name that a city and a county share, "Ghulja", says the prefecture that holds both; one that a
prefecture bears too, "Altay", says the prefecture. `listed_people.place_in` guesses nearer: that is
enough for looking somebody up. Knows no record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from caseapp.domain.listed_people import KIND_WORDS, KIND_WORDS_ZH, PARTED, PLACE_CODE
from caseapp.domain.names.scripts import Script, detect_script, search_key
from caseapp.domain.places import find_place, newest_of, present_places

_WIDER = frozenset({
    "china", "prc", "xuar", "xinjiang", "xinjiang uyghur autonomous", "east turkistan", "китай",
    "кнр", "суар", "синьцзян", "қытай", "қхр", "шыңжаң", "шұар",
})  # fmt: skip
_WIDER_ZH = ("中华人民共和国", "中国", "新疆维吾尔自治区", "新疆")


@lru_cache(maxsize=20_000)
def place_told(text: str) -> str:
    """The number in force of the place that a text names, the nearest that is sure; "" for none."""
    for code in PLACE_CODE.findall(text):
        if (place := find_place(code)) is not None:
            return newest_of(place).code
    if detect_script(text) is Script.HANS:
        return _narrowest(_chinese(text))
    named = (_of_part(part) for part in PARTED.split(text))
    return _narrowest([code for code in named if code])


def names_only_a_place(text: str) -> bool:
    """Whether a text says no more than a place and what it lies in: no village, no street."""
    if detect_script(text) is Script.HANS:
        for name in _every_chinese_name():
            text = text.replace(name, " ")
        return not KIND_WORDS_ZH.sub("", text).strip(" ,，、;；·")
    parts = (_without_kind(part) for part in PARTED.split(PLACE_CODE.sub(" ", text)))
    return all(key in _by_name() or key in _WIDER for key in parts if key)


def _narrowest(codes: Iterable[str]) -> str:
    """The place that lies in all the others; of several that do not, none."""
    found = sorted(set(codes), key=lambda code: (code.endswith("0000"), code.endswith("00")))
    if not found:
        return ""
    near = found[0]
    return near if all(near == one or _holds(one, near) for one in found) else ""


def _holds(wide: str, near: str) -> bool:
    return wide.endswith("00") and near.startswith(wide.removesuffix("00").removesuffix("00"))


def _of_part(part: str) -> str:
    key = _without_kind(part)
    codes = _by_name().get(key, frozenset()) if key else frozenset()
    if len(codes) > 1:
        kind = next((kind for kind, words in _KINDS if words.search(search_key(part))), "")
        alike = {code for code in codes if _fits(code, kind, search_key(part))}
        codes = frozenset(alike) or codes
    return _together(codes)


_KINDS = (
    ("市", re.compile(r"\b(?:city|город|г|қала(?:сы)?|қ|shi)\b")),
    ("县", re.compile(r"\b(?:county|уезд|район|ауд(?:аны?)?|xian)\b")),
)


def _fits(code: str, kind: str, key: str) -> bool:
    """Whether a place is of the kind that stands beside its name, or else is called just so."""
    place = find_place(code)
    if place is None:
        return False
    if kind:
        return place.name_zh.endswith(kind) and not code.endswith("00")
    return any(search_key(name) == key for name in place.every_name)


def _together(codes: Iterable[str]) -> str:
    """The one place, or the prefecture that holds all of them."""
    found = set(codes)
    wide = {f"{code[:4]}00" for code in found}
    if len(found) > 1 and len(wide) == 1:
        found = {code for code in wide if find_place(code) is not None}
    return found.pop() if len(found) == 1 else ""


def _without_kind(part: str) -> str:
    return " ".join(_CITY.sub(" ", KIND_WORDS.sub(" ", search_key(part))).split()).strip(" .")


_CITY = re.compile(r"(?<=\w )қ\b\.?")


def _chinese(text: str) -> list[str]:
    """Places by their full names, as offices write them from the wide to the near; the nearest
    may lack the word for what it is."""
    found = []
    for name, code in _full_chinese():
        if name in text:
            found.append(code)
            text = text.replace(name, " ")
    for name, codes in _short_chinese():
        if name in text:
            found.append(_together(codes))
            text = text.replace(name, " ")
    return [code for code in found if code]


_PREFECTURE = re.compile(r"(?:蒙古|哈萨克|柯尔克孜|回族)*自治州$")


# -- tables ------------------------------------------------------------------------------------
@lru_cache(maxsize=1)
def _by_name() -> dict[str, frozenset[str]]:
    """Places in force by their names without the word for what they are."""
    names: dict[str, set[str]] = {}
    for place in present_places():
        for name in place.every_name:
            if key := _without_kind(name):
                names.setdefault(key, set()).add(place.code)
    return {name: frozenset(codes) for name, codes in names.items()}


@lru_cache(maxsize=1)
def _full_chinese() -> tuple[tuple[str, str], ...]:
    found = [(place.name_zh, place.code) for place in present_places() if place.name_zh]
    return tuple(sorted(found, key=lambda one: len(one[0]), reverse=True))


@lru_cache(maxsize=1)
def _short_chinese() -> tuple[tuple[str, frozenset[str]], ...]:
    names: dict[str, set[str]] = {}
    for place in present_places():
        short = _PREFECTURE.sub("", KIND_WORDS_ZH.sub("", place.name_zh.removesuffix("地区")))
        if len(short) >= 2 and not place.code.endswith("0000"):
            names.setdefault(short, set()).add(place.code)
    told = [(name, frozenset(codes)) for name, codes in names.items()]
    return tuple(sorted(told, key=lambda one: len(one[0]), reverse=True))


@lru_cache(maxsize=1)
def _every_chinese_name() -> tuple[str, ...]:
    names = {name for name, _code in _full_chinese()} | {name for name, _codes in _short_chinese()}
    return tuple(sorted({*names, *_WIDER_ZH}, key=len, reverse=True))
