"""Hard spaces where a line must not break: short words, initials, numbers and their nouns.

They print and copy as plain spaces. Only for running text of ordinary length.
"""

from __future__ import annotations

import re
from dataclasses import replace

from caseapp.dossier.document import Text

_HARD = "\u00a0"
_LONGEST = 4000
_DASH = re.compile(r" (?=[—–] )")
_NUMERO = re.compile(r"(?<=№) (?=\w)")
_INITIAL = re.compile(r"(?<![^\W\d_])([A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]\.) (?=\w)")
_SHORT_CYRILLIC = re.compile(r"(?<![\w\u00a0-])([А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]{1,2}\.?) (?=\w)")
_PARTICLE = re.compile(r" (?=(?:де|ма|ме|ба|бе|па|пе)\b)")
_PARTICLE_OR_WORD = re.compile(r" (?=(?:да|та|те)\b)")
"""Kazakh particles lean on the word before them: "біз де"; some are words in Russian too."""
_COUNTED = re.compile(r"(?<![\w.,/-])(\d{1,3}) (?=[^\W\d_]{3})")
_YEAR = re.compile(r"(?<!\d)(\d{4}) (?=год|гг?\.|жыл|жж?\.)")
_PHONE = re.compile(r"\+\d[\d ()-]{6,16}\d")
_REFERENCE = re.compile(
    r"\b(Annex|no\.|section|[Пп]риложени[еяю]|стать\w{1,3}|п\.|ст\.|ИИН|ЖСН) (?=\d)"
)
# Without any of these no rule applies; most English sentences have none.
_OCCASION = re.compile(r"[\d№—–\u0400-\u052f]|[A-Z]\. ")


def bind(text: str) -> str:
    """The text with hard spaces. Very long texts come back as they are."""
    if len(text) > _LONGEST or not _OCCASION.search(text):
        return text
    text = _DASH.sub(_HARD, text)
    text = _PARTICLE.sub(_HARD, _NUMERO.sub(_HARD, text))
    for pattern in (_INITIAL, _SHORT_CYRILLIC, _COUNTED, _YEAR, _REFERENCE):
        text = pattern.sub(rf"\1{_HARD}", text)
    text = _PARTICLE_OR_WORD.sub(_HARD, text)
    return _PHONE.sub(lambda number: number[0].replace(" ", _HARD), text)


def bound(text: Text) -> Text:
    """A paragraph of the document with hard spaces in each of its spans."""
    words = [bind(span.text) for span in text]
    return tuple(
        span if new is span.text else replace(span, text=new)
        for span, new in zip(text, words, strict=True)
    )
