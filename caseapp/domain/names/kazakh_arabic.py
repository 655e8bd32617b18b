"""Kazakh in Arabic script (töte jazu), made from Cyrillic letter by letter.

One way only: the Arabic script writes several Cyrillic letters alike. For reading; how a person
is written in a document is on record and is never made here. Letters and the rule of the high
hamza as in the orthography in use for Kazakh in China.
"""

from __future__ import annotations

import re
from functools import lru_cache

HIGH_HAMZA = "\u0674"
"""Stands before a word with front vowels, unless ە, ك or گ show them already."""

_LETTERS = {
    "а": "ا", "ә": "ا", "б": "ب", "в": "ۆ", "г": "گ", "ғ": "ع", "д": "د", "е": "ە", "ё": "يو",
    "ж": "ج", "з": "ز", "и": "ي", "й": "ي", "к": "ك", "қ": "ق", "л": "ل", "м": "م", "н": "ن",
    "ң": "ڭ", "о": "و", "ө": "و", "п": "پ", "р": "ر", "с": "س", "т": "ت", "у": "ۋ", "ұ": "ۇ",
    "ү": "ۇ", "ф": "ف", "х": "ح", "һ": "ھ", "ц": "تس", "ч": "چ", "ш": "ش", "щ": "شش", "ъ": "",
    "ы": "ى", "і": "ى", "ь": "", "э": "ە", "ю": "يۋ", "я": "يا",
}  # fmt: skip
_FRONT = frozenset("әөүі")
_SHOWN = frozenset("еэкг")
_OF_KAZAKH_ALONE = frozenset("әғқңөұүһі")
_OF_RUSSIAN = frozenset("вфцщъьёэ")
"""Letters that Kazakh has in borrowed words only."""

_CYRILLIC = "а-яёәғқңөұүһі"
_WORD = re.compile(f"[{_CYRILLIC}]+", re.IGNORECASE)
_MARKS = {",": "،", ";": "؛", "?": "؟"}
_MARK = re.compile(r"(?<!\d)[,;?]|[,;?](?!\d)")


def is_kazakh(text: str) -> bool:
    """Whether Cyrillic text is likelier Kazakh than Russian; true where nothing tells.

    By the letters that only the one has, against those that the other has in borrowed words
    alone. False for a text without Cyrillic letters.
    """
    letters = "".join(_WORD.findall(text)).lower()
    own = sum(letter in _OF_KAZAKH_ALONE for letter in letters)
    return bool(letters) and own >= sum(letter in _OF_RUSSIAN for letter in letters)


def in_arabic(text: str) -> str:
    """Kazakh text with its Cyrillic words in Arabic script; all else is as it was.

    Commas, semicolons and question marks become those of the script, but not within numbers.
    """
    if not _WORD.search(text):
        return text
    written = _WORD.sub(lambda match: _word(match[0].lower()), text)
    return _MARK.sub(lambda match: _MARKS[match[0]], written)


@lru_cache(maxsize=20_000)
def _word(word: str) -> str:
    letters = set(word)
    hamza = HIGH_HAMZA if letters & _FRONT and not letters & _SHOWN else ""
    return hamza + "".join(_LETTERS[letter] for letter in word)
