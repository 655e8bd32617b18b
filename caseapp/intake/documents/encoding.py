"""Which letters some bytes stand for. Knows no document."""

from __future__ import annotations

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES: Final = (
    "gb18030", "big5", "cp1251", "kz1048", "cp1256", "koi8_r", "cp866", "cp1254", "cp1252",
)  # fmt: skip
"""What texts of this field come in, besides Unicode."""
_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_SPACES: Final = frozenset({0x0A, 0x0D, 0x20})
_PLAIN: Final = _SPACES | frozenset(range(0x21, 0x7F))
_SAMPLE: Final = 64 * 1024


def decode(data: bytes, *, markup: bool = False) -> str:
    """The text in `data`; in `markup` the page may say its encoding itself.

    What fits no encoding becomes U+FFFD, which is seen; line ends become newlines.
    """
    text = _decoded(data, markup)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, markup: bool) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    wide = wide_encoding(data) if b"\0" in data else ""
    if wide:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(data[:4096]) if markup else None
    if found is not None:
        try:
            return data.decode(codecs.lookup(found[1].decode("ascii")).name, errors="replace")
        except LookupError:
            pass
    return data.decode(_guess(data), errors="replace")


def wide_encoding(data: bytes) -> str:
    """UTF-16, told by its mark or, without one, by the side of the zeros in ASCII; or ""."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = data[: min(len(data), _SAMPLE) & ~1]
    pairs = list(zip(head[::2], head[1::2], strict=True))
    for letters in (_SPACES, _PLAIN):
        little = sum(second == 0 and first in letters for first, second in pairs)
        big = sum(first == 0 and second in letters for first, second in pairs)
        if max(little, big) > 2 * min(little, big) and (0, 0) not in pairs:
            return "utf-16-le" if little > big else "utf-16-be"
    return ""


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_CANDIDATES)).best()
    return best.encoding if best is not None else "utf-8"
