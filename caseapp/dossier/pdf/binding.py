"""Hard spaces where a line must not break: short words, initials, numbers and their nouns, dates.

They print and copy as plain spaces. A binding that no line of the column could hold is loosened
again, the joint before a year first, so that nothing is cut in the middle of a word. Knows no
language: the patterns of all printed languages are tried on every text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from caseapp.dossier.document import Text

_HARD = "\u00a0"
_LONGEST = 4000
_MONTH = (
    r"(?:[Яя]нв|[Фф]евр|[Мм]ар|[Аа]пр|[Мм]а[йя]|[Ии]ю[нл]|[Аа]вг|[Сс]ент|[Оо]кт|[Нн]ояб|[Дд]ек"
    r"|қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[^\W\d_]*\.?"
)
_SEASON = r"(?:[Вв]есн|[Лл]ет|[Оо]сен|[Зз]им|spring|summer|autumn|winter)[^\W\d_]*"

_DASH = re.compile(r" (?=[—–] )")
_NUMERO = re.compile(r"(?<=№) (?=\w)")
_INITIAL = re.compile(r"(?<![^\W\d_])([A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.) (?=\w)")
_SHORT_CYRILLIC = re.compile(r"(?<![\w\u00a0-])([А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]{1,2}\.?) (?=\w)")
_ADDRESS = re.compile(r"(?<![\w])((?:кв|пер|просп|корп|комн|оф|обл|мкр|пос|эт)\.) (?=\w)")
_PLACE_KIND = re.compile(r"(?<=\w) (?=(?:қ|к|ауд|обл|даңғ|көш|тұй)\.(?:,|$))")
"""Kazakh puts the kind of a street or town behind its name: "Бірлік к., 3"."""
_HOUSE = re.compile(r"(?<=,) (?=\d{1,4}[а-яa-z]?(?:,|$))|(?<=[A-Za-z]) (?=\d{1,3},)")
_PARTICLE = re.compile(r" (?=(?:де|ма|ме|ба|бе|па|пе)\b)")
_PARTICLE_OR_WORD = re.compile(r" (?=(?:да|та|те)\b)")
"""Kazakh particles lean on the word before them: "біз де"; some are words in Russian too."""
_COUNTED = re.compile(r"(?<![\w.,/-])(\d{1,3}) (?=[^\W\d_]{3}|\()")
_YEAR = re.compile(r"(?<!\d)(\d{4}) (?=год|гг?\.|жыл|жж?\.)")
_PHONE = re.compile(r"\+\d[\d ()-]{6,16}\d")
_REFERENCE = re.compile(
    r"\b(Annex|no\.|section|[Пп]риложени[еяю]|стать\w{1,3}|п\.|ст\.|ИИН|ЖСН) (?=\d)"
)
_BEFORE_YEAR = re.compile(rf"(?<![^\W\d_])({_MONTH}|{_SEASON}) (?=\d{{4}}(?!\d))")
_AFTER_YEAR = re.compile(rf"(?<=\d{{4}}\u00a0)(ж\.|жыл\w*) (?=\d{{1,2}}[\s\u00a0–-]|{_MONTH})")
# Without any of these no rule applies; most English sentences have none.
_OCCASION = re.compile(r"[\d№—–\u0400-\u052f]|[A-Z]\. ")


@lru_cache(maxsize=4096)
def bind(text: str, *, dates: bool = True) -> str:
    """The text with hard spaces. Very long texts come back as they are.

    `dates` keeps day, month and year together too.
    """
    if len(text) > _LONGEST or not _OCCASION.search(text):
        return text
    text = _DASH.sub(_HARD, text)
    text = _PARTICLE.sub(_HARD, _NUMERO.sub(_HARD, text))
    for pattern in (_INITIAL, _ADDRESS, _SHORT_CYRILLIC, _COUNTED, _YEAR, _REFERENCE):
        text = pattern.sub(rf"\1{_HARD}", text)
    for pattern in (_PARTICLE_OR_WORD, _PLACE_KIND, _HOUSE):
        text = pattern.sub(_HARD, text)
    if dates:
        for pattern in (_BEFORE_YEAR, _AFTER_YEAR):
            text = pattern.sub(rf"\1{_HARD}", text)
    return _PHONE.sub(lambda number: number[0].replace(" ", _HARD), text)


def bound(text: Text) -> Text:
    """A paragraph of the document with hard spaces in each of its spans."""
    words = [bind(span.text) for span in text]
    return tuple(
        span if new is span.text else replace(span, text=new)
        for span, new in zip(text, words, strict=True)
    )


def held(text: str, fits: Callable[[str], bool]) -> str:
    """The text with hard spaces, without those of pieces for which `fits` says no: no line of the
    column could hold them, and they would be cut between letters."""
    whole = bind(text)
    if whole == text:
        return text
    return _loosened(text, whole, fits, dates=True)


def _loosened(text: str, whole: str, fits: Callable[[str], bool], *, dates: bool) -> str:
    """`whole` is `text` with some of its spaces made hard; pieces too wide are bound less."""
    pieces, at = [], 0
    for piece in whole.split(" "):
        own = text[at : at + len(piece)]
        at += len(piece) + 1
        if piece != own and not fits(piece):
            less = bind(own, dates=False) if dates else own
            piece = own if less == piece else _loosened(own, less, fits, dates=False)
        pieces.append(piece)
    return " ".join(pieces)
