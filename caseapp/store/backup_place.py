"""A folder that backups are made to: what lies where in it, copied, flushed and listed.

    FOLDER/backup-3f9a21c4/            all backups of one vault; the number is from its id
        att/ab/<32 hex>.enc            attached files, once for all backups
        2026-11-22-183042/             one backup: case.db, keys.json, manifest.json, STORE.json
        2026-11-22-183042.partial/     one that was not finished; removed by the next

Works on sticks that know neither hard links nor rights. Every fault of the disk becomes one of
our sentences here. Knows files and manifests, no database.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO, Final
from uuid import UUID

from caseapp.store import backup_manifest
from caseapp.store.backup_errors import (
    BackupDiskFullError,
    BackupInsideVaultError,
    BackupPlaceGoneError,
    BackupPlaceInVaultError,
    BackupPlaceMissingError,
    BackupPlaceReadOnlyError,
    FileTooLargeError,
    NoRoomError,
)
from caseapp.store.backup_manifest import FileEntry, Manifest, Shown, UnsoundManifestError
from caseapp.store.errors import NewerVaultError
from caseapp.store.folder import VaultFolder
from caseapp.system import files

OWN_FILES: Final = ("case.db", "keys.json", "STORE.json")
"""What each backup has of its own, in the order in which it is written."""
ATTACHED_NAME: Final = re.compile(r"att/[0-9a-f]{2}/[0-9a-f]{32}\.enc")
_HOUSE: Final = re.compile(r"backup-[0-9a-f]{8}")
_NAME: Final = re.compile(r"\d{4}-\d\d-\d\d-\d{6}(-\d+)?")
_PARTIAL: Final = ".partial"
_PIECE: Final = 1024 * 1024
_MIB: Final = 1024 * 1024
_READ_ONLY: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


@dataclass(frozen=True, slots=True)
class Found:
    """A finished backup as anyone can see it; None where its manifest cannot be read."""

    path: Path
    shown: Shown | None


class Place:
    """All backups of one vault in one folder."""

    def __init__(self, path: Path, store_id: UUID) -> None:
        """`path` is the folder `backup-…` itself."""
        self.path, self.store_id = path, store_id

    @classmethod
    def within(cls, folder: Path, vault: VaultFolder, *, inside: bool = False) -> Place:
        """The place of a vault's backups in a folder that is there; nothing is made yet.

        `inside` lets it lie in the vault's own folder, as the one before a migration does.
        """
        folder = folder.absolute()
        if not folder.is_dir():
            raise BackupPlaceMissingError(path=folder)
        if not inside and _lies_in(folder, vault.path):
            raise BackupInsideVaultError
        if _HOUSE.fullmatch(folder.name):
            folder = folder.parent
        if any(is_taken(parent) for parent in (folder, *folder.parents)) and not inside:
            raise BackupPlaceInVaultError(path=folder)
        return cls(folder / f"backup-{vault.store_id.hex[:8]}", vault.store_id)

    @property
    def attached(self) -> VaultFolder:
        """The files shared by all backups here, laid out as in a vault."""
        return VaultFolder(self.path, self.store_id, 1, "")

    def make(self) -> None:
        """Make its folders, and remove what was never finished."""
        with faults_at(self.path.parent):
            make_folder(self.path)
            make_folder(self.path / "att")
            for folder in (self.path, self.path.parent):
                files.sync_folder(folder)
        self.sweep()

    def sweep(self) -> None:
        """Remove what was never finished."""
        with faults_at(self.path.parent):
            for entry in self.path.iterdir():
                if entry.name.endswith(_PARTIAL) and _NAME.fullmatch(entry.stem):
                    shutil.rmtree(entry)
            for left in (self.path / "att").glob("*/*.part"):
                left.unlink()

    def backups(self) -> list[Path]:
        """Folders of finished backups, the newest name first."""
        return finished_in(self.path)

    def begin(self, moment: datetime) -> Path:
        """An empty folder for a backup that is not finished yet."""
        name = f"{moment:%Y-%m-%d-%H%M%S}"
        number, free = 1, name
        while (self.path / free).exists():
            number += 1
            free = f"{name}-{number}"
        partial = self.path / (free + _PARTIAL)
        with faults_at(self.path.parent):
            make_folder(partial)
        return partial

    def finish(self, partial: Path) -> Path:
        """Let a whole backup appear under its name."""
        done = partial.with_name(partial.name.removesuffix(_PARTIAL))
        with faults_at(self.path.parent):
            files.sync_folder(partial)
            files.rename_durably(partial, done)
        return done

    def remove(self, backup: Path) -> None:
        """Take a finished backup away: at no moment is half of one listed."""
        with faults_at(self.path.parent):
            going = backup.with_name(backup.name + _PARTIAL)
            files.rename_durably(backup, going)
            shutil.rmtree(going)

    def require_room(self, needed: int) -> None:
        """`needed` bytes, with something over for the disk's own notes."""
        require_room(self.path.parent, needed)


def finished_in(place: Path) -> list[Path]:
    """Folders of finished backups in a `backup-…` folder, the newest name first."""
    try:
        entries = [entry for entry in place.iterdir() if _NAME.fullmatch(entry.name)]
        found = [entry for entry in entries if (entry / backup_manifest.FILE_NAME).is_file()]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name, reverse=True)


def look(folder: Path) -> list[Found]:
    """The backups in a folder: it may be the one chosen, a vault's own in it, or one backup.

    Nothing of what they say is authenticated here. The newest first.
    """
    folder = folder.absolute()
    if is_backup(folder):
        paths = [folder]
    else:
        paths = finished_in(folder)
        with suppress(OSError):
            for house in sorted(folder.iterdir()):
                if _HOUSE.fullmatch(house.name):
                    paths += finished_in(house)
    # By name: one whose manifest is damaged keeps its place, so that no older one passes for it.
    paths.sort(key=lambda path: path.name, reverse=True)
    return [Found(path, _peek(path)) for path in paths]


def is_backup(path: Path) -> bool:
    """Whether a folder is one finished backup."""
    return (path / backup_manifest.FILE_NAME).is_file()


def _peek(path: Path) -> Shown | None:
    try:
        return backup_manifest.peek(_manifest_bytes(path))
    except (OSError, UnsoundManifestError, NewerVaultError, ValueError):
        return None


def read_manifest(backup: Path, key: bytes) -> Manifest:
    """Raises UnsoundManifestError, also where there is none; NewerVaultError; OSError."""
    try:
        return Manifest.from_bytes(_manifest_bytes(backup), key)
    except (FileNotFoundError, NotADirectoryError):
        raise UnsoundManifestError from None


def _manifest_bytes(backup: Path) -> bytes:
    return files.read_limited(backup / backup_manifest.FILE_NAME, backup_manifest.SIZE_LIMIT)


# -- files ---------------------------------------------------------------------------------------
def copy_file(
    source: Path,
    target: Path,
    read: Callable[[int], object],
    source_faults: Callable[[], AbstractContextManager[object]],
) -> FileEntry:
    """Copy into a new file; the bytes are handed to the system, not yet flushed.

    `read(n)` hears of every piece, and may raise to stop: then nothing is left at `target`.
    Faults in reading are told by `source_faults`, those in writing by the caller. The entry's
    path is the target's name.
    """
    digest, size = hashlib.blake2b(digest_size=32), 0
    partial = target.with_name(target.name + ".part")
    partial.unlink(missing_ok=True)
    try:
        with source_faults():
            taken = source.open("rb")
        with taken, files.open_new(partial) as given:
            while piece := _next_piece(taken, source_faults):
                digest.update(piece)
                given.write(piece)
                size += len(piece)
                read(len(piece))
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    return FileEntry(target.name, size, digest.hexdigest())


def _next_piece(
    taken: BinaryIO, source_faults: Callable[[], AbstractContextManager[object]]
) -> bytes:
    with source_faults():
        return taken.read(_PIECE)


def hash_of(path: Path, read: Callable[[int], object]) -> tuple[int, str]:
    """Size and BLAKE2b of what the disk gives, not of what the system still has in memory."""
    digest, size = hashlib.blake2b(digest_size=32), 0
    with path.open("rb") as file:
        _forget(file)
        while piece := file.read(_PIECE):
            digest.update(piece)
            size += len(piece)
            read(len(piece))
    return size, digest.hexdigest()


def _forget(file: IO[bytes]) -> None:
    """Where the system can be asked to: what it holds of a file in memory says nothing of the
    disk."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def flush(path: Path) -> None:
    """Have a written file on the disk itself, so that reading it next asks the disk.

    Windows flushes only what it may write.
    """
    with path.open("r+b") as file:
        files.flush_to_disk(file.fileno())
        _forget(file)


def make_folder(path: Path) -> None:
    """A private folder where the disk knows rights, else a plain one."""
    path.mkdir(mode=files.PRIVATE_FOLDER, exist_ok=True)
    with suppress(OSError):
        path.chmod(files.PRIVATE_FOLDER)


def require_room(folder: Path, needed: int) -> None:
    """`NoRoomError` unless so many bytes, and a fiftieth more, are free where `folder` lies."""
    with faults_at(folder):
        free = shutil.disk_usage(folder).free
    wanted = needed + needed // 50 + _MIB
    if free < wanted:
        raise NoRoomError(path=folder, needed=-(-wanted // _MIB), free=free // _MIB)


@contextmanager
def faults_at(path: Path) -> Iterator[None]:
    """Faults of the disk that backups lie on, told as such: not as faults of the vault.

    `path` is the folder that a person knows.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise BackupDiskFullError(path=path) from error
        if error.errno == errno.EFBIG:
            raise FileTooLargeError(path=path) from error
        if error.errno in _READ_ONLY:
            raise BackupPlaceReadOnlyError(path=path) from error
        raise BackupPlaceGoneError from error


def _lies_in(folder: Path, vault: Path) -> bool:
    with suppress(OSError):
        folder, vault = folder.resolve(), vault.resolve()
    return folder == vault or vault in folder.parents


def is_taken(folder: Path) -> bool:
    """A vault, or a finished backup: what is added there would be mixed up with it."""
    return (folder / "STORE.json").is_file() or is_backup(folder)
