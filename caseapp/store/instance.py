"""One window per vault: a lock file beside SQLite's own exclusive lock.

The lock belongs to the open file, not to its presence, so it falls with its process and a
leftover file stops nobody. Nothing is written into it; who holds it says so in the file `open`
(see `unclean`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from filelock import FileLock, Timeout

from caseapp.store.errors import VaultHeldError, VaultInUseError
from caseapp.store.faults import translate_errors
from caseapp.store.folder import VaultFolder
from caseapp.store.unclean import OpenMark
from caseapp.system import files


class InstanceLock:
    """Held while a vault is open; also a context manager. One object, one holding at a time."""

    def __init__(self, folder: VaultFolder) -> None:
        self._mark = OpenMark(folder)
        self._lock = FileLock(
            folder.lock_file, timeout=0, mode=files.PRIVATE_FILE, thread_local=False
        )

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    @translate_errors()
    def acquire(self) -> None:
        """Take the lock or raise `VaultInUseError` at once, which names the holder if it can."""
        if self._lock.is_locked:
            raise self._refusal()
        try:
            self._lock.acquire()
        except Timeout:
            raise self._refusal() from None

    def _refusal(self) -> VaultInUseError:
        holder = self._mark.holder()
        if holder is None:
            return VaultInUseError()
        since = f"{holder.since.astimezone():%Y-%m-%d %H:%M}"
        return VaultHeldError(since=since, process=holder.process)

    @contextmanager
    def held_on(self) -> Iterator[InstanceLock]:
        """Take the lock for the block and for after it; only an error in the block lets go."""
        self.acquire()
        try:
            yield self
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let go; harmless when it is not held."""
        self._lock.release()

    def __enter__(self) -> InstanceLock:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()
