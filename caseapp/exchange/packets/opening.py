"""The encryption of a packet taken off, piece by piece, into the memory of this process alone.

The library decrypts on a thread of its own and writes into a pipe; what is read from the pipe
is authenticated, and nothing of it touches a disk. Knows nothing of what it decrypts.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

import pyrage
from pyrage import x25519

from caseapp.exchange.packets.refusals import (
    DamagedPacketError,
    NotAPacketError,
    NotForUsError,
)

_AGE: Final = b"age-encryption.org/v1\n"
_END_OF_HEADER: Final = b"\n--- "
_LONGEST_HEADER: Final = 64 * 1024
"""Some five hundred recipients. The library would read a longer one into memory whole."""
_NO_KEY: Final = "No matching keys"


class _EndedError(DamagedPacketError):
    """The content ended before its end."""


class Plaintext:
    """What is inside, in order. `tick` is called between pieces and may raise to stop."""

    def __init__(self, pipe: BinaryIO, tick: Callable[[], None]) -> None:
        self._pipe, self._tick = pipe, tick

    def exactly(self, size: int) -> bytes:
        """So many bytes. DamagedPacketError if there are fewer."""
        data = self._pipe.read(size)
        if len(data) != size:
            raise _EndedError
        return data

    def part(self, size: int) -> Section:
        """The next `size` bytes, to be read like a file."""
        return Section(self._pipe, size, self._tick)


class Section:
    """So many bytes of a stream as a file of their own, with their hash as they are read."""

    def __init__(self, source: BinaryIO, size: int, tick: Callable[[], None]) -> None:
        self._source, self.left, self._tick = source, size, tick
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; b"" at the end of the section. DamagedPacketError before it."""
        self._tick()
        wanted = self.left if size < 0 else min(size, self.left)
        data = self._source.read(wanted)
        if len(data) < wanted:
            raise _EndedError
        self.left -= len(data)
        self.digest.update(data)
        return data

    def drain(self) -> None:
        """Read it through, for its hash."""
        while self.read(64 * 1024):
            pass


@contextmanager
def opened(
    file: BinaryIO, identity: str, tick: Callable[[], None] = lambda: None
) -> Iterator[Plaintext]:
    """The content of an age file for one identity, while the block reads it.

    Raises NotAPacketError, NotForUsError or DamagedPacketError, also at the end of the block if
    the file was cut short or altered behind what was read.
    """
    _require_header(file)
    reading, writing = os.pipe()
    failed: list[BaseException] = []
    worker = threading.Thread(
        target=_decrypt, args=(file, writing, identity, failed), name="packet", daemon=True
    )
    worker.start()
    try:
        with os.fdopen(reading, "rb") as pipe:
            try:
                yield Plaintext(pipe, tick)
            except _EndedError:
                worker.join()
                raise _told(failed) from None
            if pipe.read(1):
                raise DamagedPacketError
    finally:
        worker.join()
    if failed:
        raise _told(failed) from None


def _require_header(file: BinaryIO) -> None:
    start = file.read(_LONGEST_HEADER)
    file.seek(0)
    if not start.startswith(_AGE):
        raise NotAPacketError
    if _END_OF_HEADER not in start:
        raise DamagedPacketError


def _decrypt(file: BinaryIO, writing: int, identity: str, failed: list[BaseException]) -> None:
    try:
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            pyrage.decrypt_io(file, pipe, [x25519.Identity.from_str(identity)])
    except BaseException as error:
        failed.append(error)


def _told(failed: list[BaseException]) -> BaseException:
    """Our error for what the library said; a fault of the disk stays what it is."""
    for error in failed:
        if isinstance(error, pyrage.DecryptError) and _NO_KEY in str(error):
            return NotForUsError()
        if isinstance(error, OSError) and error.errno is not None:
            return error
    return DamagedPacketError()
