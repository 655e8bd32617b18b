"""The sRGB colour profile that says what the greys and colours of a copy mean (ISO 15076-1, v4).

Built from the figures of IEC 61966-2-1, so that no file of another's making is shipped and the
bytes are the same for ever. Knows no PDF.
"""

from __future__ import annotations

import struct
from functools import cache

DESCRIPTION = "sRGB IEC61966-2.1"
_COPYRIGHT = "Public domain"
_VERSION = 0x04200000
_MADE = (2026, 1, 1, 0, 0, 0)
_HEADER_SIZE = 128
_D50 = (0.9642, 1.0, 0.8249)
# The primaries and white of IEC 61966-2-1, seen by an eye used to D50 (Bradford adaptation).
_RED = (0.436035, 0.222488, 0.013916)
_GREEN = (0.385117, 0.716904, 0.097046)
_BLUE = (0.143051, 0.060608, 0.713913)
_ADAPTATION = (
    (1.047882, 0.022919, -0.050217),
    (0.029587, 0.990479, -0.017059),
    (-0.009232, 0.015076, 0.751678),
)
# Y = (aX + b)^g above d, cX below.
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@cache
def profile() -> bytes:
    """The profile: a matrix and three equal curves, for a display."""
    curve = struct.pack(">4sIHH", b"para", 0, 3, 0) + _fixed(*_CURVE)
    matrix = struct.pack(">4sI", b"sf32", 0) + b"".join(_fixed(*row) for row in _ADAPTATION)
    tags = (
        (b"desc", _text(DESCRIPTION)),
        (b"cprt", _text(_COPYRIGHT)),
        (b"wtpt", _place(_D50)),
        (b"chad", matrix),
        (b"rXYZ", _place(_RED)),
        (b"gXYZ", _place(_GREEN)),
        (b"bXYZ", _place(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    )
    table, body = struct.pack(">I", len(tags)), b""
    begin = _HEADER_SIZE + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for name, data in tags:
        # Equal data are stored once, each piece at a multiple of four.
        if data not in places:
            places[data] = begin + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, places[data], len(data))
    return _header(begin + len(body)) + table + body


def _header(size: int) -> bytes:
    return struct.pack(
        ">IIIIII6HIIIIIIII12sI44x",
        size, 0, _VERSION, _code("mntr"), _code("RGB "), _code("XYZ "), *_MADE,
        _code("acsp"), 0, 0, 0, 0, 0, 0, 0, _fixed(*_D50), 0,
    )  # fmt: skip


def _code(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")


def _fixed(*values: float) -> bytes:
    """Numbers as s15Fixed16."""
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _place(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">4sI", b"XYZ ", 0) + _fixed(*values)


def _text(words: str) -> bytes:
    """One record of a multiLocalizedUnicode element."""
    data = words.encode("utf-16-be")
    return struct.pack(">4sIII2s2sII", b"mluc", 0, 1, 12, b"en", b"US", len(data), 28) + data
