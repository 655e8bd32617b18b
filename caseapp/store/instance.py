"""One window per vault: a lock file beside SQLite's own exclusive lock.

The lock belongs to the open file, not to its presence, so it falls with its process and a
leftover file stops nobody. Nothing is written into it.
"""

from __future__ import annotations

from types import TracebackType

from filelock import FileLock, Timeout

from caseapp.store.errors import VaultInUseError
from caseapp.store.faults import translate_errors
from caseapp.store.folder import VaultFolder
from caseapp.system import files


class InstanceLock:
    """Held while a vault is open; also a context manager. One object, one holding at a time."""

    def __init__(self, folder: VaultFolder) -> None:
        self._lock = FileLock(
            folder.lock_file, timeout=0, mode=files.PRIVATE_FILE, thread_local=False
        )

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    @translate_errors()
    def acquire(self) -> None:
        """Take the lock or raise `VaultInUseError` at once."""
        if self._lock.is_locked:
            raise VaultInUseError
        try:
            self._lock.acquire()
        except Timeout:
            raise VaultInUseError from None

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
