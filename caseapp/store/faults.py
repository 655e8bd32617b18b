"""What the disk and the database library report, turned into our errors: the one place.

sqlcipher3 gives its exceptions no code, so SQLite's own fixed English texts are read. What
is not listed here is a bug and goes up unchanged.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from caseapp.store.errors import (
    DamagedVaultError,
    DiskFaultError,
    DiskFullError,
    DiskGoneError,
    ReadOnlyVaultError,
    StoreError,
    UnusablePathError,
    VaultInUseError,
)

# Texts of sqlite3ErrStr() and of the unlock and page code, by what they mean to a person.
_BY_TEXT: Final[tuple[tuple[str, type[StoreError]], ...]] = (
    ("file is not a database", DamagedVaultError),
    ("file is encrypted or is not a database", DamagedVaultError),
    ("database disk image is malformed", DamagedVaultError),
    ("malformed database schema", DamagedVaultError),
    ("unsupported file format", DamagedVaultError),
    ("vtable constructor failed", DamagedVaultError),
    ("fts5: corrupt", DamagedVaultError),
    ("database is locked", VaultInUseError),
    ("database table is locked", VaultInUseError),
    ("database schema is locked", VaultInUseError),
    ("locking protocol", VaultInUseError),
    ("database or disk is full", DiskFullError),
    ("attempt to write a readonly database", ReadOnlyVaultError),
    ("unable to open database file", ReadOnlyVaultError),
    ("access permission denied", ReadOnlyVaultError),
    ("disk I/O error", DiskFaultError),
)
_BY_NUMBER: Final[dict[int, type[StoreError]]] = {
    errno.ENOSPC: DiskFullError,
    getattr(errno, "EDQUOT", errno.ENOSPC): DiskFullError,
    errno.EROFS: ReadOnlyVaultError,
    errno.EACCES: ReadOnlyVaultError,
    errno.EPERM: ReadOnlyVaultError,
    errno.EIO: DiskFaultError,
    errno.ENOENT: DiskGoneError,
    errno.ENXIO: DiskGoneError,
    errno.ENODEV: DiskGoneError,
    getattr(errno, "ESTALE", errno.ENODEV): DiskGoneError,
    getattr(errno, "ENOTCONN", errno.ENODEV): DiskGoneError,
    errno.ENAMETOOLONG: UnusablePathError,
    errno.EINVAL: UnusablePathError,
}


def as_store_error(error: BaseException) -> StoreError | None:
    """Our error for what SQLite, SQLAlchemy or the system raised; None if it is not a known one."""
    if isinstance(error, StoreError):
        return error
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig
    if isinstance(error, sqlcipher.Error):
        text = str(error)
        for part, kind in _BY_TEXT:
            if part in text:
                return kind()
    elif isinstance(error, OSError) and error.errno in _BY_NUMBER:
        return _BY_NUMBER[error.errno]()
    return None


@contextmanager
def translate_errors() -> Iterator[None]:
    """Raise our errors instead of the library's inside the block. Also works as a decorator."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error, OSError) as error:
        known = as_store_error(error)
        if known is None:
            raise
        raise known from error
