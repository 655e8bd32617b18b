"""Bytes changed at random as a fuzzer does it, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

_TELLING = (
    b"\0", b"\xff", b"\xfe\xff", b"{", b"[", b'"', b"null", b"NaN", b"-1", b"1e999", b"9" * 30,
    b"\\ud800", b"=", b"<", b"&#0;", b"\xe2\x80\xae", b"\xd9\x80", b"\r\n", b",", b"'", b"true",
)  # fmt: skip


def changed(examples: Sequence[bytes], seed: int, count: int) -> Iterator[bytes]:
    """`count` descendants of the examples, each changed in one to six places."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(chance.choice(examples))
        for _ in range(chance.randint(1, 6)):
            _change(data, chance, examples)
        yield bytes(data)


def _change(data: bytearray, chance: random.Random, examples: Sequence[bytes]) -> None:
    at = chance.randint(0, len(data))
    end = min(len(data), at + chance.choice((1, 2, 8, 64)))
    match chance.randrange(6):
        case 0:
            data[at:at] = chance.choice(_TELLING)
        case 1:
            del data[at:end]
        case 2:
            data[at:at] = data[at:end] * chance.choice((1, 2, 50))
        case 3:
            other = chance.choice(examples)
            start = chance.randint(0, len(other))
            data[at:end] = other[start : start + 64]
        case 4 if at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        case _:
            data[at:end] = chance.randbytes(end - at)
