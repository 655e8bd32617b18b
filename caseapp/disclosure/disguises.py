"""Texts as somebody could still read them: broken over lines, spaced out, coded for addresses.

For the leak gate, which must find a name however it got into a file. Knows no secret.
"""

from __future__ import annotations

import binascii
import html
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator

_BROKEN = re.compile("[-\u00ad\u2010\u2011][ \t]*[\r\n]+[ \t]*|[\ufffe\x02][\r\n]*")
"""A hyphen at the end of a line, also in the codes that extractors give it."""
_SPACED = re.compile(r"(?<!\w)\w(?:[ \u00a0\u2009\u202f]\w){3,}(?!\w)")
_BASE64 = re.compile("[A-Za-z0-9+/_-]{12,}={0,2}")
_HEXADECIMAL = re.compile("(?:[0-9A-Fa-f]{2}){6,}")
_PERCENT = re.compile("(?:%[0-9A-Fa-f]{2})+")
_LEAST = 12
MOST_TURNED = 4
"""Words of a name that are put in other orders; longer ones are looked for as they stand."""


def in_other_orders(name: str) -> Iterator[str]:
    """A name turned about, word by word, and backwards: "B C A", "C A B", "C B A"."""
    words = name.split()
    if not 1 < len(words) <= MOST_TURNED:
        return
    turned = [words[at:] + words[:at] for at in range(1, len(words))]
    yield from dict.fromkeys(" ".join(order) for order in (*turned, words[::-1]))


def unbroken(text: str) -> Iterator[str]:
    """The text without breaks within words; nothing where it has none."""
    if _BROKEN.search(text):
        yield _BROKEN.sub("", text)


def spaced_out(text: str) -> Iterator[str]:
    """What is written with a blank between all letters, closed up: also between its words."""
    for match in _SPACED.finditer(text):
        yield re.sub(r"\s", "", match[0])


def uncoded(text: str) -> str:
    """An address with its percent codes read as UTF-8 (RFC 3986, section 2.1)."""
    return _PERCENT.sub(
        lambda match: bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace"), text
    )


def unwrapped(text: str) -> Iterator[str]:
    """The text, and what stands in it in the codings of addresses, of XML and of attachments."""
    if not text:
        return
    yield text
    plain = html.unescape(uncoded(text))
    if plain != text:
        yield plain
    if len(plain) < _LEAST:
        return
    for match in _HEXADECIMAL.finditer(plain):
        yield from _spoken(bytes.fromhex(match[0]))
    for match in _BASE64.finditer(plain):
        yield from _spoken(_from_base64(match[0]))


def _from_base64(text: str) -> bytes:
    bare = text.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except (ValueError, binascii.Error):
        return b""


def _spoken(data: bytes) -> Iterator[str]:
    """The bytes as words, in the codings that give any."""
    for coding in ("utf-8", "utf-16-be", "utf-16-le"):
        try:
            yield data.decode(coding)
        except UnicodeDecodeError:
            continue
