"""Pictures made to do harm, made here. Each is a few bytes to a few megabytes."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache

from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"


def png(
    width: int, height: int, *, depth: int = 8, colour: int = 2, before: bytes = b"",
    pixels: bytes | None = None, end: bool = True,
) -> bytes:  # fmt: skip
    """A PNG of these claims; `pixels` (compressed) default to a row that is much too short."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    data = zlib.compress(bytes(100)) if pixels is None else pixels
    whole = PNG + chunk(b"IHDR", head) + before + chunk(b"IDAT", data)
    return whole + (chunk(b"IEND", b"") if end else b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def zeros(count: int) -> bytes:
    """Compressed, so many bytes."""
    squeezer, piece = zlib.compressobj(9), bytes(1 << 20)
    packed = [squeezer.compress(piece) for _ in range(count >> 20)]
    return b"".join([*packed, squeezer.compress(bytes(count & 0xFFFFF)), squeezer.flush()])


def tiff(width: int, height: int, *, strip: int = 10, next_ifd: int = 0) -> bytes:
    """A TIFF of these claims, whose directory may point back to itself (8)."""
    tags = [
        (256, 4, width), (257, 4, height), (258, 3, 8), (259, 3, 1), (262, 3, 1),
        (273, 4, 200), (277, 3, 1), (278, 4, height), (279, 4, strip),
    ]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    whole = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<H", len(tags)) + entries
    return (whole + struct.pack("<I", next_ifd)).ljust(200, b"\0") + bytes(min(strip, 100_000))


def gif(frames: int, width: int = 2, height: int = 2, claimed: int = 2) -> bytes:
    """An animation of so many frames."""
    head = struct.pack("<6sHHBBB", b"GIF89a", claimed, claimed, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    picture = struct.pack("<BHHHHB", 0x2C, 0, 0, width, height, 0) + b"\x02\x03\x84\x51\x00\x00"
    return head + picture * frames + b";"


def jpeg(width: int = 640, height: int = 480, **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def claims(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose frame header says another size."""
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def exif_loop() -> bytes:
    """A JPEG whose EXIF directory points to itself, and counts far beyond its end."""
    tags = struct.pack("<H", 2)
    tags += struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0x0112, 3, 0xFFFFFFF0, 8)
    data = b"Exif\0\0II*\0\x08\0\0\0" + tags + struct.pack("<I", 8)
    whole = jpeg()
    return whole[:2] + b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data + whole[2:]


@cache
def corpus() -> dict[str, bytes]:
    """By what each is."""
    whole, text = jpeg(), zeros(80 << 20)
    return {
        "PNG bomb": png(30_000, 30_000, depth=1, colour=0, pixels=zeros(16 << 20)),
        "PNG of four thousand million pixels": png(65_000, 65_000),
        "PNG of the largest numbers": png(2**31 - 1, 2**31 - 1),
        "PNG that unpacks to more than it says": png(64, 64, pixels=zeros(64 << 20)),
        "PNG that ends early": png(7000, 7000, end=False),
        "PNG with a text bomb": png(8, 8, before=chunk(b"zTXt", b"k\0\0" + text)),
        "PNG with a profile bomb": png(8, 8, before=chunk(b"iCCP", b"p\0\0" + text)),
        "PNG with a hundred thousand chunks": png(8, 8, before=chunk(b"tEXt", b"k\0v") * 100_000),
        "TIFF bomb": tiff(100_000, 100_000),
        "TIFF that lies of its strip": tiff(4000, 4000, strip=2**31),
        "TIFF that points to itself": tiff(4000, 4000, next_ifd=8),
        "GIF bomb": gif(1, 65_000, 65_000, claimed=65_000),
        "GIF of 65,535 frames": gif(65_535),
        "JPEG bomb": claims(whole, 65_500, 65_500),
        "JPEG that says a little too much": claims(whole, 7000, 7000),
        "JPEG cut short": whole[: len(whole) // 2],
        "JPEG with a looping EXIF": exif_loop(),
        "JPEG and ZIP at once": whole + b"PK\x03\x04" + bytes(200) + b"PK\x05\x06" + bytes(18),
        "GIF and script at once": b"GIF89a/*" + bytes(8) + b"*/=1;alert(1)//" + bytes(50),
        "WebP that lies": b"RIFF\xff\xff\xff\x7fWEBPVP8 " + bytes(200),
        "BMP bomb": b"BM" + struct.pack("<IIIIiiHHIIiiII", 54, 0, 54, 40, 90_000, 90_000, 1, 24,
                                        0, 0, 0, 0, 0, 0),
        "SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n",
        "PSD": b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 30_000, 30_000, 8, 3) + bytes(20),
        "ICNS": b"icns\0\0\x10\0ic10" + bytes(100),
        "rubbish": bytes(range(256)) * 64,
        "nothing": b"",
    }  # fmt: skip
