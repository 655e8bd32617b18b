"""What stands around every write of a vault: a disk that is full, and one that fails.

A full disk: the room that was held free is given up and a small write is done again. A disk that
failed while it was written to: what the system tells of it from then on cannot be believed, for
after a failed flush it forgets what it could not write. So nothing more is written until the
vault is opened again, and every page is read and checked anew.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Final, TypeVar

from caseapp.store.ballast import Ballast
from caseapp.store.errors import (
    DiskFaultError,
    DiskFullError,
    DiskGoneError,
    LittleRoomError,
    LookOnlyVaultError,
    StoppedVaultError,
    StoreError,
)
from caseapp.store.folder import VaultFolder
from caseapp.store.records import Record

T = TypeVar("T")

_MIB: Final = 1024 * 1024
_LIST: Final = 3
"""Times its size that a list needs: the file, what becomes of it, and the way there."""


class DiskGuard:
    """The disk of one open vault. `stopped`: it failed, and nothing is written any more."""

    def __init__(self, folder: VaultFolder) -> None:
        self._folder = folder
        self.ballast = Ballast(folder)
        self.stopped = False
        self.look_only = False
        """Nothing is written, because the vault is damaged."""

    def refusal(self) -> StoreError | None:
        """Why nothing may be written; None if something may."""
        if self.look_only:
            return LookOnlyVaultError()
        return StoppedVaultError() if self.stopped else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Around whatever writes. Raises the `refusal`, if there is one, before the block."""
        refusal = self.refusal()
        if refusal is not None:
            raise refusal
        with self.heeding():
            yield

    @contextmanager
    def heeding(self) -> Iterator[None]:
        """Around what is done also when nothing may be saved, as a backup is."""
        try:
            yield
        except (DiskFaultError, DiskGoneError):
            self.stopped = True
            raise

    def with_room(self, write: Callable[[], T]) -> T:
        """Do a small write; on a full disk once more, with the ballast thrown off.

        After `DiskFullError` nothing of it may be left, in memory neither.
        """
        try:
            return write()
        except DiskFullError:
            if not self.ballast.release():
                raise
        return write()

    def require_room(self, source: bytes | BinaryIO, *, is_list: bool) -> None:
        """`LittleRoomError` if a file does not fit; one whose size nobody knows is let pass."""
        needed = _size(source) * (_LIST if is_list else 1) + _MIB
        free = self.free()
        if free is not None and free < needed:
            raise LittleRoomError(needed=-(-needed // _MIB), free=free // _MIB)

    def free(self) -> int | None:
        """Bytes that are free where the vault lies; None if the disk does not tell."""
        with suppress(OSError):
            return shutil.disk_usage(self._folder.path).free
        return None


def _size(source: bytes | BinaryIO) -> int:
    if isinstance(source, bytes):
        return len(source)
    try:
        here = source.tell()
        end = source.seek(0, io.SEEK_END)
        source.seek(here)
    except (OSError, ValueError, AttributeError):
        return 0
    return end - here


@contextmanager
def unchanged_on_error(records: tuple[Record, ...]) -> Iterator[None]:
    """If the block fails, take back what saving writes into its records."""
    own = ("version", "created_at", "updated_at", "deleted_at", "serial")
    kept = [(r, name, getattr(r, name)) for r in records for name in own if hasattr(r, name)]
    try:
        yield
    except BaseException:
        for record, name, value in kept:
            setattr(record, name, value)
        raise
