"""Which letters some bytes stand for, told by the letters of the field's own languages.

A mark or the bytes themselves decide for Unicode; else each encoding that lists and pages of
this field come in is tried, and the one whose text looks most like Kazakh, Russian, Chinese,
Uyghur, Arabic or Turkish is taken. Knows no document.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS: Final = (
    "utf-8", "utf-16", "gb18030", "cp1251", "kz1048", "koi8_r", "cp866", "cp1256", "cp1254",
    "big5",
)  # fmt: skip
"""What a person may choose from, by Python's names. Earlier ones win where two fit alike."""
_TRIED: Final = (*ENCODINGS[2:], "cp1252")
_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-9": "cp1254"}
"""What is meant where a page names an older and smaller encoding."""
_OF_PAGES: Final = re.compile(
    r"utf-8|gb18030|big5(hkscs)?|cp(125\d|866|874|932|949|950)|koi8-[rtu]|iso8859-\d+|mac-\w+"
    r"|kz1048|ptcp154|shift_jis|euc_(jp|kr)|hz"
)
"""What a page can be written in that names it in ASCII: neither UTF-16 nor one of Python's own."""
_UNTOLD: Final = frozenset({"iso8859-1", "ascii", "cp1252"})
"""What servers write of every page: it tells nothing of ours."""
_SPACES: Final = frozenset({0x0A, 0x0D, 0x20})
_PLAIN: Final = _SPACES | frozenset(range(0x21, 0x7F))
_SAMPLE: Final = 64 * 1024
_RARE: Final = 150
"""In UTF-16 at least one sign of so many is a space, a line's end or another of ASCII."""
_MOSTLY: Final = 0.95
"""Share of the letters beyond ASCII that must be whole in UTF-8 for a file that was cut or
damaged to be taken for it."""


def decode(data: bytes, *, markup: bool = False) -> str:
    """The text in `data`; in `markup` the page may say its encoding itself.

    What fits no encoding becomes U+FFFD, which is seen; line ends become newlines.
    """
    return decode_as(data, find_encoding(data, markup=markup))


def decode_as(data: bytes, encoding: str) -> str:
    """The text in `data` by an encoding that was found or chosen; else as `decode`.

    Raises LookupError for an encoding that does not exist.
    """
    if encoding in ("utf-8", "utf-16"):  # a mark at the begin is no letter
        for mark, name in _BOMS:
            if data.startswith(mark) and name.startswith(encoding):
                encoding = name
    if encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = wide_encoding(data) or "utf-16-le"
    text = data.decode(encoding, errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def find_encoding(data: bytes, *, markup: bool = False) -> str:
    """Python's name of the encoding of `data`; in `markup` the page may say it itself."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    wide = wide_encoding(data) if b"\0" in data else ""
    if wide:
        return wide
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    return (_declared(data) if markup else "") or _likeliest(data)


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:4096])
    if found is None:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    name = _WIDER.get(name, name)
    if name in _UNTOLD or _OF_PAGES.fullmatch(name) is None:
        return ""
    beyond = sum(byte > 0x7F for byte in data)
    lost = data.decode(name, errors="replace").count("\ufffd")
    return name if lost <= beyond * (1 - _MOSTLY) else ""


def wide_encoding(data: bytes) -> str:
    """UTF-16, told by its mark or, without one, by the side of the zeros in ASCII; or ""."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[: min(len(data), _SAMPLE) & ~1]
    pairs = list(zip(head[::2], head[1::2], strict=True))
    for letters in (_SPACES, _PLAIN):
        little = sum(second == 0 and first in letters for first, second in pairs)
        big = sum(first == 0 and second in letters for first, second in pairs)
        if max(little, big) * _RARE < len(pairs):
            continue  # some zeros in a text of single bytes
        if max(little, big) > 2 * min(little, big) and (0, 0) not in pairs:
            return "utf-16-le" if little > big else "utf-16-be"
    return ""


# -- by the letters ----------------------------------------------------------------------------
def _likeliest(data: bytes) -> str:
    sample = _telling(data)
    if _whole_share(sample) >= _MOSTLY:
        return "utf-8"
    scores = {name: likeness(sample, name) for name in _TRIED}
    return max(_TRIED, key=lambda name: (scores[name], -_TRIED.index(name)))


def _telling(data: bytes) -> bytes:
    """The part to judge by: lines, up to a limit, that hold more than ASCII."""
    if len(data) <= _SAMPLE:
        return data
    kept, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            kept.append(line[:_SAMPLE])
            size += len(kept[-1])
            if size >= _SAMPLE:
                break
    return b"".join(kept)


def _whole_share(data: bytes) -> float:
    """The share of letters beyond ASCII that are whole in UTF-8."""
    text = data.decode("utf-8", errors="replace")
    beyond = sum(not c.isascii() for c in text)
    return 1 - text.count("\ufffd") / beyond if beyond else 0.0


_LOWER = "оаеинтрлсыкдмбуғқәзгйпұжшөхіңүвяьчюцщфэһъё"
"""Letters of Kazakh and Russian by how often they are met."""
_ARABIC = "اليمنورتەبدسىعكقفهحجةشخصپگڭۇۆۋچېطضثذزظئءأإآؤغۈۅھ"
_LATIN = "ıüöşçğñäéİÜÖŞÇĞÑÄáíóúâêîôû"
_MARKS = "№«»—–“”‘’…·•©§°\u00a0、。，；：（）《》〈〉？！“”·‧．／－　"


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """How much one letter speaks for a text of the field's languages."""
    weights: dict[str, float] = {}
    for letters, rare in ((_LOWER, 0.45), (_ARABIC, 0.5)):
        for place, letter in enumerate(letters):
            weights[letter] = 1.2 - (1.2 - rare) * place / len(letters)
    for letter in _LOWER:
        weights[letter.upper()] = weights[letter]
    weights |= dict.fromkeys(_LATIN, 0.6)
    weights |= dict.fromkeys(_MARKS, 0.5)
    return weights


_WORD = re.compile(r"[^\W\d_]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def likeness(data: bytes, encoding: str) -> float:
    """How much `data`, read by an encoding, looks like text: about 1 for what does, often less
    than 0 for what does not. By the letters beyond ASCII, each counted by its bytes."""
    text = data.decode(encoding, errors="replace")
    beyond = sum(byte > 0x7F for byte in data)
    if not beyond:
        return 0.0
    width = 2 if encoding in ("gb18030", "big5") else 1
    counts = Counter(c for c in text if not c.isascii())
    score = sum(_letter(c) * width * n for c, n in counts.items())
    score -= 3 * len(_CONTROLS.findall(text))
    score += sum(_word(word) * n for word, n in Counter(_WORD.findall(text)).items())
    return score / beyond


@lru_cache(maxsize=50_000)
def _letter(c: str) -> float:
    if (weight := _weights().get(c)) is not None:
        return weight
    if c == "\ufffd":
        return -4.0
    if "\u4e00" <= c <= "\u9fff":
        return _chinese(c)
    kind = unicodedata.category(c)
    if kind in ("Co", "Cn", "Cc", "Cs"):
        return -3.0
    return -0.4 if kind[0] in "LM" else -1.0


def _chinese(c: str) -> float:
    """By the levels of GB 2312: the 3,755 characters of daily use, the 3,008 others, the rest."""
    try:
        first = c.encode("gb2312")[0]
    except UnicodeEncodeError:
        return -0.1
    return 1.1 if first <= 0xD7 else 0.25


def _word(word: str) -> float:
    """What a word as a whole says: small and capital letters, and scripts, in their order."""
    if word.isascii():
        return 0.0
    ascii_letters = sum(c.isascii() for c in word)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in word)
    latin = sum("\u00c0" <= c <= "\u024f" for c in word)
    arabic = sum("\u0600" <= c <= "\u06ff" for c in word)
    scripts = bool(ascii_letters + latin) + bool(cyrillic) + bool(arabic)
    score = -1.5 * min(ascii_letters + latin, cyrillic + arabic) if scripts > 1 else 0.0
    if latin and not ascii_letters:  # "Äìèòðèé": no Latin word is of marked letters alone
        score -= 0.8 * latin
    if cyrillic == len(word) > 1:
        score -= 1.5 * sum(b.isupper() and a.islower() for a, b in pairwise(word))
        score -= 0.3 * (word[0].islower() and word[1:].isupper()) * len(word)
    return score
