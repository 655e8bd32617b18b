"""Recordings that tests make themselves: a tone as WAV; two colours and a clapper as AVI."""

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
    first, last = _jpeg("red", size), _jpeg("blue", size)
    pictures = [first] * (frames // 2) + [last] * (frames - frames // 2)
    return _avi(pictures, per_second, size)


def clapper(
    seconds: int, per_second: int = 20, size: tuple[int, int] = (160, 120), rate: int = 16_000
) -> bytes:
    """Black and silent, but white and loud for the first tenth of every second."""
    light, dark = _jpeg("white", size), _jpeg("black", size)
    pictures = [
        light if index % per_second < per_second / 10 else dark
        for index in range(seconds * per_second)
    ]
    return _avi(pictures, per_second, size, rate)


def _avi(pictures: list[bytes], per_second: int, size: tuple[int, int], rate: int = 0) -> bytes:
    """`rate`: samples a second of the clapper's sound, 16 bit, one channel; 0 for none."""
    frames, largest = len(pictures), max(map(len, pictures))
    main = struct.pack(
        "<14I", 1_000_000 // per_second, 0, 0, 0x10, frames, 0, 2 if rate else 1, largest, *size,
        0, 0, 0, 0,
    )  # fmt: skip
    stream = b"vidsMJPG" + struct.pack(
        "<IHHIIIIIIII4H", 0, 0, 0, 0, 1, per_second, 0, frames, largest, 2**32 - 1, 0, 0, 0, *size
    )
    shape = struct.pack(
        "<IiiHH4sIiiII", 40, *size, 1, 24, b"MJPG", size[0] * size[1] * 3, 0, 0, 0, 0
    )
    lists = [_list(b"strl", _chunk(b"strh", stream), _chunk(b"strf", shape))]
    step = 2 * rate // per_second
    if rate:
        lists.append(_sound_stream(rate, frames * step // 2))
    chunks: list[tuple[bytes, bytes]] = []
    for number, picture in enumerate(pictures):
        chunks.append((b"00dc", picture))
        if rate:
            loud = number % per_second < per_second / 10
            chunks.append((b"01wb", (b"\x00\x40\x00\xc0" * step)[:step] if loud else bytes(step)))
    index, offset, packed = b"", 4, []
    for tag, data in chunks:
        packed.append(_chunk(tag, data))
        index += tag + struct.pack("<III", 0x10, offset, len(data))
        offset += len(packed[-1])
    header = _list(b"hdrl", _chunk(b"avih", main), *lists)
    body = b"AVI " + header + _list(b"movi", *packed) + _chunk(b"idx1", index)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _sound_stream(rate: int, samples: int) -> bytes:
    stream = b"auds" + bytes(4) + struct.pack(
        "<IHHIIIIIIII4H", 0, 0, 0, 0, 2, 2 * rate, 0, samples, 2 * rate, 2**32 - 1, 2, 0, 0, 0, 0
    )  # fmt: skip
    shape = struct.pack("<HHIIHH", 1, 1, rate, 2 * rate, 2, 16)
    return _list(b"strl", _chunk(b"strh", stream), _chunk(b"strf", shape))


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
