"""Padding that hides the exact size of a file: a mark, then zeros up to a size class.

The size classes are Padmé's (Nikitin et al., "Reducing Metadata Leakage from Encrypted
Files and Communication with PURBs", 2019): at most 12 % more, and few enough classes that
many files share one. The mark 0x80 and zeros are ISO/IEC 7816-4. Knows no encryption.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

LEAST_SIZE: Final = 4096
_MARK: Final = b"\x80"


def padded_size(size: int) -> int:
    """Bytes that `size` bytes take with their mark and padding; at least 4096."""
    marked = size + 1
    if marked <= LEAST_SIZE:
        return LEAST_SIZE
    exponent = marked.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    step = 1 << free_bits
    return (marked + step - 1) // step * step


def padding(size: int, piece: int) -> Iterator[bytes]:
    """What follows `size` bytes of content, in pieces of at most `piece` bytes."""
    left = padded_size(size) - size - 1
    yield _MARK
    yield from _zeros(left, piece)


class Unpadder:
    """Gives content back as it comes, holding only what may turn out to be padding.

    `complete` tells, at the end, whether the mark was there.
    """

    def __init__(self) -> None:
        self._marked = False
        self._zeros = 0

    @property
    def complete(self) -> bool:
        return self._marked

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Content that is certain after `chunk`, in pieces no longer than it."""
        body = chunk.rstrip(b"\0")
        zeros = len(chunk) - len(body)
        if not body and self._marked:
            self._zeros += zeros
            return
        if self._marked:
            yield _MARK
            yield from _zeros(self._zeros, len(chunk))
        self._marked = body.endswith(_MARK)
        self._zeros = zeros if self._marked else 0
        content = body[:-1] if self._marked else chunk
        if content:
            yield content


def _zeros(count: int, piece: int) -> Iterator[bytes]:
    while count > 0:
        yield bytes(min(count, piece))
        count -= piece
