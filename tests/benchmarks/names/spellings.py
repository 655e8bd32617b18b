"""One Kazakh name in Russian, seven Latin conventions and Arabic script.

Follows published alphabets and usage, with the choices that clerks make left to chance. Written
for the measurement alone: it must not use the tables that are measured.
"""

from __future__ import annotations

import re
from random import Random

# Kazakh letters that Russian has not, with what stands for them in Russian papers; the first
# is the commonest.
_RUSSIAN = {
    "ә": "аааея", "і": "иииы", "ө": "ооуе", "ү": "уууюы", "ұ": "уууы", "қ": "кккх", "ғ": "ггх",
    "ң": "н", "һ": "хг", "ы": "ыыыи", "җ": "дж",
}  # fmt: skip
_RUSSIAN_KEYBOARD = str.maketrans("әіөүұқғңһҗ", "аиоуукгнхж")


def russian(word: str, random: Random) -> str:
    """As a Russian paper writes a Kazakh name."""
    out = ""
    for letter in word.lower():
        if letter == "җ":
            out += random.choice(["дж", "ж"])
        elif letter in _RUSSIAN:
            # Most clerks take the commonest.
            out += _RUSSIAN[letter][0] if random.random() < 0.6 else random.choice(_RUSSIAN[letter])
        else:
            out += letter
    out = re.sub("(гул|кул)(?=$|[бгджзклмнпрстфхчшщ])", r"\1ь", out)
    if random.random() < 0.15:
        out = re.sub("^ж", "дж", out)
    out = re.sub("(?<=[бвгджзклмнпрстфхчшщ])э", "е", out)
    return out.capitalize()


def on_russian_keyboard(word: str) -> str:
    """Kazakh typed where the Kazakh letters are not at hand."""
    return word.lower().translate(_RUSSIAN_KEYBOARD).capitalize()


# -- Latin ---------------------------------------------------------------------------------------
_PLAIN = dict(zip("абвгдезклмнопрстфэ", "abvgdezklmnoprstfe", strict=True))
_DIFFERENT = "әғқңөұүһіыжшчхйиуюяцҗ"
_CONVENTIONS = {
    # Kazakhstan's passports before 2021: ASCII, as the Russian form.
    "passport": "a g k n o u u kh i y zh sh ch kh i i u yu ya ts j",
    # English-language press.
    "press": "a gh q ng o u u h i y zh sh ch kh y i u yu ya ts j",
    # Lists kept by hand by people who speak up: what the writer hears.
    "hand": "a g k n o u u h i i j sh ch h y i u yu ya ts j",
    # The Latin alphabets of 2018 (acute) and 2021.
    "acute": "á ǵ q ń ó u ú h i y j sh ch h ı ı ý ıý ıa ts j",
    "official": "ä ğ q ñ ö ū ü h i y j ş ç h i i u iu ia ts j",
    # Kazakh news in Latin letters on the web, and encyclopaedias.
    "web": "ä ğ q ñ ö u ü h i ı j ş ç x y ï w yw ya c j",
    # As Xinjiang's Latin letters for Uyghur.
    "xinjiang": "e gh q ng ö u ü h i i j sh ch x y i u yu ya ts j",
}
CONVENTIONS = tuple(_CONVENTIONS)
_LATIN = {
    name: _PLAIN | dict(zip(_DIFFERENT, letters.split(), strict=True))
    for name, letters in _CONVENTIONS.items()
}


def latin(word: str, convention: str, random: Random) -> str:
    """In one of `CONVENTIONS`, with the liberties that people take in it."""
    word = word.lower()
    out = "".join(_LATIN[convention].get(letter, "") for letter in word)
    if convention in ("passport", "press", "hand"):
        if word.startswith("е") and random.random() < 0.6:
            out = "y" + out
        out = _liberties(out, random)
    return out[:1].upper() + out[1:]


def _liberties(out: str, random: Random) -> str:
    chances: tuple[tuple[float, str, str], ...] = (
        (0.4, r"(?<=[aeou])i\b", "y"), (0.1, r"(?<=[aeiou])s(?=[aeiou])", "ss"),
        (0.15, r"u(?=[aeiou])", "w"), (0.1, "gul", "gul'"), (0.15, "gul", "kul"),
        (0.1, "kh", "h"), (0.1, r"^zh", "dj"), (0.15, "^q", "k"), (0.1, "iya", "ia"),
        (0.1, r"y(?=[^aeiouy])", "i"), (0.05, "bek$", "bec"), (0.05, "sh", "ch"),
    )  # fmt: skip
    for chance, pattern, instead in chances:
        if random.random() < chance:
            out = re.sub(pattern, instead, out)
    return out


# -- Arabic script -------------------------------------------------------------------------------
_ARABIC = {
    "а": "ا", "ә": "ا", "б": "ب", "в": "ۆ", "г": "گ", "ғ": "ع", "д": "د", "е": "ە", "э": "ە",
    "ж": "ج", "җ": "ج", "з": "ز", "и": "ي", "й": "ي", "к": "ك", "қ": "ق", "л": "ل", "м": "م",
    "н": "ن", "ң": "ڭ", "о": "و", "ө": "و", "п": "پ", "р": "ر", "с": "س", "т": "ت", "у": "ۋ",
    "ұ": "ۇ", "ү": "ۇ", "ф": "ف", "х": "ح", "һ": "ھ", "ц": "تس", "ч": "چ", "ш": "ش", "ы": "ى",
    "і": "ى", "ю": "يۋ", "я": "يا",
}  # fmt: skip
_NOISE = ((0.15, "ي", "ی"), (0.15, "ك", "ک"), (0.1, "ە", "ه"), (0.08, "ع", "غ"), (0.08, "ى", "ي"),
          (0.05, "ھ", "ه"), (0.05, "گ", "ك"))  # fmt: skip
_HAMZAS = ("ٴ", "ٴ", "ء", "ء", "")


def arabic(word: str, random: Random) -> str:
    """In the Kazakh Arabic alphabet, with the encodings that are met mixed up."""
    word = word.lower()
    out = "".join(_ARABIC.get(letter, "") for letter in word)
    if re.search("[әөүі]", word) and not re.search("[екгэ]", word):
        out = random.choice(_HAMZAS) + out
    for chance, usual, instead in _NOISE:
        if random.random() < chance:
            out = out.replace(usual, instead)
    return out
