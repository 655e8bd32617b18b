"""The words of a Rich Text file (.rtf, Microsoft's RTF 1.9.1), without form and pictures.

Letters are read by the code page of their font, or as Unicode where the file says so. What is
marked as deleted is left out. Knows no library.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import Final

_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)"
)
_SKIPPED: Final = frozenset({
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"datastore",
    b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"xmlnstbl", b"fldinst",
    b"annotation", b"atnauthor", b"atnid", b"atndate", b"atnref", b"revtbl", b"filetbl",
    b"nonshppict", b"latentstyles", b"colorschememapping", b"bkmkstart", b"bkmkend", b"mmathPr",
    b"objdata",
})  # fmt: skip
_CHARSETS: Final = {
    0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250",
}  # fmt: skip
_SIGNS: Final = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"cell": " | ",
    b"row": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"nestcell": " | ", b"nestrow": "\n",
}  # fmt: skip
_DEEPEST: Final = 2_000


@dataclass(slots=True)
class _State:
    """What holds inside a group. `after`: how many letters stand in for one of Unicode."""

    skipped: bool = False
    font: int = -1
    after: int = 1
    deleted: bool = False
    fonts: bool = False


class _Reader:
    def __init__(self) -> None:
        self.words: list[str] = []
        self._raw = bytearray()
        self._charsets: dict[int, str] = {}
        self._page = "cp1252"
        self._stack = [_State()]
        self._fallback = 0
        self._first = False

    def read(self, data: bytes) -> str:
        for match in _TOKEN.finditer(data):
            word, number, byte, sign, brace, plain = match.groups()
            if brace:
                self._brace(brace)
                continue
            first, self._first = self._first, False
            if word is not None:
                self._word(word, int(number) if number else None, first)
            elif byte is not None:
                self._bytes(bytes([int(byte, 16)]))
            elif sign is not None:
                self._sign(sign)
            elif plain is not None:
                self._bytes(plain)
        self._flush()
        return "".join(self.words)

    def _brace(self, brace: bytes) -> None:
        self._flush()
        if brace == b"{":
            if len(self._stack) < _DEEPEST:
                self._stack.append(replace(self._stack[-1]))
            self._first = True
        elif len(self._stack) > 1:
            self._stack.pop()
        self._fallback = 0

    def _word(self, word: bytes, number: int | None, first: bool) -> None:
        state = self._stack[-1]
        if word == b"fonttbl":
            state.fonts = True
        if word in _SKIPPED and (first or state.skipped):
            state.skipped = True
        elif word == b"ansicpg" and number:
            self._page = _known(f"cp{number}")
        elif word == b"f" and number is not None:
            self._flush()
            state.font = number
        elif word == b"fcharset" and state.fonts and number is not None:
            self._charsets[state.font] = _CHARSETS.get(number, "")
        elif word == b"uc" and number is not None:
            state.after = max(0, min(number, 16))
        elif word == b"deleted":
            state.deleted = number != 0
        elif word == b"plain":
            self._flush()
            state.deleted = False
        elif word == b"u" and number is not None:
            self._unicode(number)
        elif word in _SIGNS:
            self._say(_SIGNS[word])

    def _unicode(self, number: int) -> None:
        """A UTF-16 unit; what follows it is for programs that know none."""
        unit = number & 0xFFFF
        self._say(chr(unit))
        self._fallback = self._stack[-1].after

    def _sign(self, sign: bytes) -> None:
        state = self._stack[-1]
        if sign == b"*":
            state.skipped = True
        elif sign in (b"\\", b"{", b"}"):
            self._bytes(sign)
        elif sign in (b"\n", b"\r"):
            self._say("\n")
        elif sign in (b"~", b"_"):
            self._say("\u00a0" if sign == b"~" else "-")

    def _bytes(self, data: bytes) -> None:
        skip = min(self._fallback, len(data))
        self._fallback -= skip
        state = self._stack[-1]
        if not state.skipped and not state.deleted:
            self._raw += data[skip:]

    def _say(self, words: str) -> None:
        self._flush()
        state = self._stack[-1]
        if not state.skipped and not state.deleted:
            self.words.append(words)

    def _flush(self) -> None:
        if self._raw:
            encoding = self._charsets.get(self._stack[-1].font) or self._page
            self.words.append(self._raw.decode(encoding, errors="replace"))
            self._raw.clear()


def _known(name: str) -> str:
    try:
        return codecs.lookup("gb18030" if name == "cp936" else name).name
    except LookupError:
        return "cp1252"


def rich_text(data: bytes) -> str:
    """The words; a group that never ends is read as far as it goes."""
    text = _Reader().read(data)
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", errors="replace")
    lines = (line.rstrip().removesuffix(" |") for line in joined.split("\n"))
    return "\n".join(lines).strip()
