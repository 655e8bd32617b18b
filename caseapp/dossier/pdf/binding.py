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
_COUNTED = re.compile(r"(?<![\w.,/-])(\d{1,3}) (?=[^\W\d_]{3})")
_YEAR = re.compile(r"(?<!\d)(\d{4}) (?=год|г\.|жыл|ж\.)")
_REFERENCE = re.compile(r"\b(Annex|no\.|section|[Пп]риложени[еяю]|стать\w{1,3}|п\.|ст\.) (?=\d)")


def bind(text: str) -> str:
    """The text with hard spaces. Very long texts come back as they are."""
    if len(text) > _LONGEST:
        return text
    text = _DASH.sub(_HARD, text)
    text = _NUMERO.sub(_HARD, text)
    for pattern in (_INITIAL, _SHORT_CYRILLIC, _COUNTED, _YEAR, _REFERENCE):
        text = pattern.sub(rf"\1{_HARD}", text)
    return text


def bound(text: Text) -> Text:
    """A paragraph of the document with hard spaces in each of its spans."""
    return tuple(replace(span, text=bind(span.text)) for span in text)
