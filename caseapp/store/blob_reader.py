"""Any piece of one encrypted attachment, without decrypting it all and with nothing on disk.

The chunks of an attachment are chained: each can be opened only by the state that the one
before has left. The reader keeps the state before every chunk that it has passed (52
bytes for 64 KiB), so going back opens one chunk again, and going forward for the first
time opens every chunk between, each one authenticated. A gigabyte takes 0.8 MB of states.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path
from typing import Final, cast

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from caseapp.store.errors import DamagedAttachmentError
from caseapp.store.faults import translate_errors
from caseapp.store.padding import padded_size

CHUNK_SIZE: Final = 64 * 1024
OVERHEAD: Final = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
HEADER_SIZE: Final = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_STATE_SIZE: Final = sodium.crypto_secretstream_xchacha20poly1305_STATEBYTES
_FINAL: Final = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_KEPT: Final = 256
"""Decrypted chunks held in memory at most: 16 MiB, whatever the size of the recording."""


def stored_size(size: int) -> int:
    """Bytes that `size` bytes of content take on the disk."""
    padded = padded_size(size)
    return HEADER_SIZE + padded + -(-padded // CHUNK_SIZE) * OVERHEAD


class BlobReader:
    """Reads at any place; may be used from any thread, one at a time.

    `size` is the length of the content in bytes. After `close` every reading gives b"".
    """

    @translate_errors()
    def __init__(self, path: Path, key: bytes, associated: bytes, size: int) -> None:
        """`key` opens the stream itself; `size` is what the database says of the content.

        Raises DamagedAttachmentError if the file is longer or shorter than it must be.
        """
        self.size = size
        self._associated = associated
        self._padded = padded_size(size)
        self._count = -(-self._padded // CHUNK_SIZE)
        self._chunks: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        self._file = path.open("rb")
        try:
            header = self._file.read(HEADER_SIZE)
            if len(header) != HEADER_SIZE or path.stat().st_size != stored_size(size):
                raise DamagedAttachmentError
        except BaseException:
            self._file.close()
            raise
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(self._state, header, key)
        self._states = bytearray(self._snapshot())

    @translate_errors()
    def read_at(self, offset: int, size: int) -> bytes:
        """Up to `size` bytes of the content from `offset`; fewer only at its end.

        Raises DamagedAttachmentError when a chunk on the way was altered.
        """
        end = min(offset + size, self.size)
        pieces = []
        with self._lock:
            while offset < end and not self._file.closed:
                index, inside = divmod(offset, CHUNK_SIZE)
                piece = self._chunk(index)[inside : inside + end - offset]
                pieces.append(piece)
                offset += len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """Close the file and forget what was decrypted; doing it again changes nothing."""
        with self._lock:
            self._file.close()
            self._chunks.clear()
            self._states[:] = bytes(len(self._states))

    def _chunk(self, index: int) -> bytes:
        found = self._chunks.get(index)
        if found is not None:
            self._chunks.move_to_end(index)
            return found
        passed = len(self._states) // _STATE_SIZE - 1
        chunk = b""
        for place in range(min(index, passed), index + 1):
            chunk = self._open(place)
        self._chunks[index] = chunk
        if len(self._chunks) > _KEPT:
            self._chunks.popitem(last=False)
        return chunk

    def _open(self, index: int) -> bytes:
        """Decrypt one chunk whose state is known, and note the state after it."""
        start = index * _STATE_SIZE
        buffer = cast(bytearray, self._state.statebuf)  # really memory of cffi, written alike
        buffer[0:_STATE_SIZE] = bytes(self._states[start : start + _STATE_SIZE])
        length = min(CHUNK_SIZE, self._padded - index * CHUNK_SIZE) + OVERHEAD
        self._file.seek(HEADER_SIZE + index * (CHUNK_SIZE + OVERHEAD))
        sealed = self._file.read(length)
        try:
            chunk, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
                self._state, sealed, self._associated
            )
        except (CryptoError, ValueError):
            raise DamagedAttachmentError from None
        if (tag == _FINAL) != (index == self._count - 1):
            raise DamagedAttachmentError
        if len(self._states) == start + _STATE_SIZE:
            self._states += self._snapshot()
        return chunk

    def _snapshot(self) -> bytes:
        """The stream's state, which libsodium defines as plain memory that may be copied."""
        return bytes(self._state.statebuf)
