"""How a word of a name sounds, roughly, so that its spellings in two alphabets can be compared.

For finding a name that must not stand in a text: whoever translates a passage writes a name in
other letters by one of many rules (Үлгібай, Улгибай, Ulgibai, Ülgibay). Nothing made here is
ever shown. Chinese and Arabic script are not compared: their spellings follow no such rule.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CYRILLIC = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ж": "j",
        "з": "z", "и": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n",
        "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u",
        "ф": "f", "х": "h", "һ": "h", "ц": "ts", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i",
        "і": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    }
)  # fmt: skip
_SEVERAL = re.compile("shch|dzh|dj|sch|sh|zh|kh|gh|ng|ch")
_ONE = {
    "shch": "s", "sch": "s", "sh": "s", "dzh": "j", "dj": "j", "zh": "j", "kh": "h", "gh": "g",
    "ng": "n", "ch": "c",
}  # fmt: skip
_LIKE = str.maketrans({"q": "k", "x": "h", "y": "i", "w": "u"})
_TWICE = re.compile(r"(.)\1+")
_SOUNDS = re.compile("[a-z]+")


@lru_cache(maxsize=50_000)
def sound(key: str) -> str:
    """The sound of one word as `index_tokens` gives it; "" for one with other letters or figures.

    Length of vowels and hardness of consonants do not count, nor does ы against і.
    """
    plain = key.translate(_CYRILLIC)
    if not _SOUNDS.fullmatch(plain):
        return ""
    plain = _SEVERAL.sub(lambda match: _ONE[match[0]], plain).translate(_LIKE)
    return _TWICE.sub(r"\1", plain).replace("ie", "e")
