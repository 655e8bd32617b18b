"""Recordings that tests make themselves: a tone as WAV, a video of two colours as AVI."""

from __future__ import annotations

import io
import math
import struct
import wave

from PIL import Image


def tone(seconds: float = 10.0, rate: int = 8000) -> bytes:
    """A sine of 440 Hz, 16 bit, one channel."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        steps = range(round(seconds * rate))
        values = (round(9000 * math.sin(step * 440 * math.tau / rate)) for step in steps)
        out.writeframes(b"".join(struct.pack("<h", value) for value in values))
    return file.getvalue()


def video(frames: int = 40, per_second: int = 10, size: tuple[int, int] = (160, 120)) -> bytes:
    """Motion JPEG in an AVI: the first half red, the second blue (RIFF, OpenDML 1.02)."""
    colours = ["red"] * (frames // 2) + ["blue"] * (frames - frames // 2)
    pictures = [_jpeg(colour, size) for colour in colours]
    largest = max(map(len, pictures))
    main = struct.pack(
        "<14I", 1_000_000 // per_second, 0, 0, 0x10, frames, 0, 1, largest, *size, 0, 0, 0, 0
    )
    stream = b"vidsMJPG" + struct.pack(
        "<IHHIIIIIIII4H", 0, 0, 0, 0, 1, per_second, 0, frames, largest, 2**32 - 1, 0, 0, 0, *size
    )
    shape = struct.pack(
        "<IiiHH4sIiiII", 40, *size, 1, 24, b"MJPG", size[0] * size[1] * 3, 0, 0, 0, 0
    )
    described = _list(b"strl", _chunk(b"strh", stream), _chunk(b"strf", shape))
    header = _list(b"hdrl", _chunk(b"avih", main), described)
    chunks = [_chunk(b"00dc", picture) for picture in pictures]
    index, offset = b"", 4
    for picture, chunk in zip(pictures, chunks, strict=True):
        index += b"00dc" + struct.pack("<III", 0x10, offset, len(picture))
        offset += len(chunk)
    body = b"AVI " + header + _list(b"movi", *chunks) + _chunk(b"idx1", index)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _jpeg(colour: str, size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def _chunk(tag: bytes, data: bytes) -> bytes:
    return tag + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _list(tag: bytes, *parts: bytes) -> bytes:
    body = tag + b"".join(parts)
    return b"LIST" + struct.pack("<I", len(body)) + body


class InMemory:
    """Pieces of bytes that are at hand."""

    def __init__(self, data: bytes) -> None:
        self.size = len(data)
        self.closed = False
        self._data = data

    def read_at(self, offset: int, size: int) -> bytes:
        return b"" if self.closed else self._data[offset : offset + size]

    def close(self) -> None:
        self.closed = True
