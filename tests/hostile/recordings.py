"""Recordings made to do harm, or cut short, or that are something else."""

from __future__ import annotations

import io
import random
import struct
from functools import cache

from PIL import Image

from tests.desktop.recordings import clapper, tone, video

SECRET = b"file:///etc/passwd"


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


_BRAND = _box(b"ftyp", b"isom\0\0\0\0isom")


def _nested(depth: int) -> bytes:
    head = b"".join(struct.pack(">I", (depth - level) * 8 + 8) + b"trak" for level in range(depth))
    return _BRAND + _box(b"moov", head + _box(b"free"))


def _elsewhere() -> bytes:
    """A track of which the samples are said to be in another file."""
    place = _box(b"url ", bytes(4), SECRET + b"\0")
    described = _box(
        b"stbl",
        _box(b"stsd", struct.pack(">II", 0, 1), _box(
            b"sowt", bytes(6), struct.pack(">HHHIHHHHI", 1, 0, 0, 0, 1, 16, 0, 0, 8000 << 16)
        )),
        _box(b"stts", struct.pack(">IIII", 0, 1, 4000, 1)),
        _box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 4000, 1)),
        _box(b"stsz", struct.pack(">III", 0, 2, 4000)),
        _box(b"stco", struct.pack(">III", 0, 1, 0)),
    )  # fmt: skip
    media = _box(
        b"mdia",
        _box(b"mdhd", struct.pack(">IIIIII", 0, 0, 0, 8000, 4000, 0)),
        _box(b"hdlr", bytes(8), b"soun", bytes(13)),
        _box(b"minf", _box(b"smhd", bytes(8)),
             _box(b"dinf", _box(b"dref", struct.pack(">II", 0, 1), place)), described),
    )  # fmt: skip
    times = struct.pack(">IIIII", 0, 0, 0, 8000, 4000) + bytes(80)
    return _BRAND + _box(b"moov", _box(b"mvhd", times), _box(b"trak", media))


def _giant_frame() -> bytes:
    """Small by its header, 81 million pixels in its only pictures."""
    file = io.BytesIO()
    Image.new("L", (9000, 9000)).save(file, "JPEG", quality=1)
    small = video(2)
    start, end = small.index(b"\xff\xd8"), small.index(b"\xff\xd9") + 2
    return small[:start] + file.getvalue() + small[end:]


@cache
def corpus() -> dict[str, bytes]:
    """Name → bytes."""
    rubbish = random.Random(7).randbytes(60_000)
    film, sound = clapper(2), tone(2)
    return {
        "AVI cut in its header": film[:300],
        "AVI cut in a frame": film[: len(film) // 2 + 7],
        "AVI of rubbish": film[:400] + rubbish,
        "AVI that lies about its size": film[:4] + b"\xff\xff\xff\xff" + film[8:],
        "AVI of a giant size": film.replace(
            struct.pack("<Iii", 40, 160, 120), struct.pack("<Iii", 40, 2_000_000, 2_000_000)
        ),
        "AVI with a frame of 81 million pixels": _giant_frame(),
        "AVI of a thousand years": film.replace(
            struct.pack("<II", 1, 20), struct.pack("<II", 2**31, 1), 1
        ),
        "WAV cut in its header": sound[:30],
        "WAV that lies about its length": sound[:40] + b"\xf0\xff\xff\xff" + sound[44:],
        "WAV of 65535 channels": sound[:22] + b"\xff\xff" + sound[24:],
        "WAV at no rate": sound[:24] + bytes(8) + sound[32:],
        "WAV that is a playlist": b"RIFF\0\0\0\0WAVE#EXTM3U\n#EXTINF:1,\n" + SECRET + b"\n",
        "MP4 of rubbish": _BRAND + rubbish,
        "MP4 with a box of 2^63 bytes": _BRAND + b"\0\0\0\1moov" + b"\x7f" + b"\xff" * 7,
        "MP4 of ten thousand boxes in boxes": _nested(10_000),
        "MP4 whose samples are elsewhere": _elsewhere(),
        "MP4 that is a playlist": _BRAND + b"#EXTM3U\n" + SECRET + b"\n",
        "Matroska of rubbish": b"\x1aE\xdf\xa3" + rubbish,
        "Matroska of unknown sizes": b"\x1aE\xdf\xa3" + b"\x01" + b"\xff" * 60_000,
        "Ogg of rubbish": b"OggS" + rubbish,
        "FLAC of rubbish": b"fLaC" + rubbish,
        "MP3 with a tag of 256 MB": b"ID3\x04\0\0" + b"\x7f" * 4 + rubbish,
        "MP3 of rubbish": b"\xff\xfb\x90\x00" + rubbish,
        "FLV of rubbish": b"FLV\x01\x05\0\0\0\x09" + rubbish,
        "ASF of rubbish": b"0&\xb2u\x8ef\xcf\x11" + rubbish,
        "MPEG of rubbish": b"\x00\x00\x01\xba" + rubbish,
        "transport stream of rubbish": b"".join(
            b"G" + rubbish[at : at + 187] for at in range(0, 50_000, 187)
        ),
        "AMR of rubbish": b"#!AMR\n" + rubbish,
        "CAF of rubbish": b"caff\0\1\0\0" + rubbish,
        "AIFF of rubbish": b"FORM\xff\xff\xff\xffAIFF" + rubbish,
        "a list of files": b"ffconcat version 1.0\nfile " + SECRET + b"\n",
        "a playlist": b"#EXTM3U\n#EXTINF:1,\n" + SECRET + b"\n",
        "nothing": b"",
    }
