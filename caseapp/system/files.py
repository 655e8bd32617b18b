"""Files that are written whole or not at all, and stay private to their owner.

Knows nothing of what the files hold. Errors are the system's own `OSError`s.
"""

from __future__ import annotations

import os
import secrets
import stat
import sys
import time
from pathlib import Path
from typing import BinaryIO

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_TEMPORARY_SUFFIX = ".tmp"
_PIECE = 1024 * 1024
# A virus scanner on Windows may hold a file for a moment after it was written.
_REPLACE_ATTEMPTS = 20 if os.name == "nt" else 1
_REPLACE_PAUSE_SECONDS = 0.05


def replace_atomically(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Write `data` to `path` so that a crash leaves either the old file or the new one.

    The bytes are on the disk before the name changes, and the name is on the disk when
    this returns. On an error the old file is as it was and the temporary one is gone.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}{_TEMPORARY_SUFFIX}")
    try:
        write_new(temporary, data, mode)
        rename_durably(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_new(path: Path, data: bytes, mode: int = PRIVATE_FILE) -> None:
    """Make a file that must not exist yet, with its bytes on the disk. `FileExistsError` else."""
    with open_new(path, mode) as file:
        file.write(data)
        file.flush()  # Python still holds the bytes: without this an empty file is synced
        flush_to_disk(file.fileno())


def open_new(path: Path, mode: int = PRIVATE_FILE) -> BinaryIO:
    """Open a file that must not exist yet for writing bytes."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, mode), "wb")


def write_over(path: Path, *, longest: int | None = None) -> None:
    """Put random bytes in place of a file's own, of the first `longest` at most, and flush them.

    In place, so that a second name of the same bytes is overwritten with it; a link is refused
    (where the system can tell) rather than followed.
    """
    flags = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags), "wb") as file:
        left = os.fstat(file.fileno()).st_size
        if longest is not None:
            left = min(left, longest)
        while left > 0:
            left -= file.write(secrets.token_bytes(min(left, _PIECE)))
        file.flush()
        flush_to_disk(file.fileno())


def rename_durably(source: Path, target: Path) -> None:
    """`os.replace`, tried again while a scanner holds the file, then the folder synced."""
    for attempt in range(1, _REPLACE_ATTEMPTS + 1):
        try:
            source.replace(target)
            break
        except PermissionError:
            if attempt == _REPLACE_ATTEMPTS:
                raise
            time.sleep(_REPLACE_PAUSE_SECONDS)
    sync_folder(target.parent)


def flush_to_disk(descriptor: int) -> None:
    """Ask the disk itself to keep the bytes: on macOS a plain fsync stops at its cache."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Make new names in `folder` survive a power cut. Windows offers no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_limited(path: Path, limit: int) -> bytes:
    """The bytes of a plain file of at most `limit` bytes.

    `ValueError` for a longer file and for a pipe or device, which could feed without end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("not a plain file")
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ValueError("longer than allowed")
    return data


def make_private_folder(path: Path) -> None:
    """Make the folder (parents too) if it is not there, readable by its owner alone."""
    path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    path.chmod(PRIVATE_FOLDER)


def free_folder(parent: Path, name: str) -> Path:
    """A path in `parent` where there is nothing yet: `name`, or "name (2)" and so on."""
    number, path = 1, parent / name
    while path.exists():
        number += 1
        path = parent / f"{name} ({number})"
    return path


def sweep_temporaries(folder: Path) -> int:
    """Remove what an interrupted `replace_atomically` left in `folder`; returns how many."""
    leftovers = [p for p in folder.glob(f".*{_TEMPORARY_SUFFIX}") if p.is_file()]
    for leftover in leftovers:
        leftover.unlink(missing_ok=True)
    return len(leftovers)
