"""Restoring a backup beside the live vault: into a new folder, read wholly before and after.

Nothing is ever written over. What is restored appears under its name when all of it stands
there and was opened; until then it lies in a hidden folder that is no vault.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import select

from caseapp.i18n import N_
from caseapp.store.backup import Backup, remember
from caseapp.store.backup_check import (
    Meter,
    attached_rows,
    changed_files,
    check_against,
    check_copy,
)
from caseapp.store.backup_errors import (
    BackupPlaceInVaultError,
    DamagedBackupError,
    DamagedBackupFilesError,
    DamagedBackupPartsError,
    NotABackupError,
)
from caseapp.store.backup_manifest import FILE_NAME, FileEntry, UnsoundManifestError
from caseapp.store.backup_place import (
    ATTACHED_NAME,
    OWN_FILES,
    copy_file,
    faults_at,
    flush,
    is_backup,
    is_taken,
    look,
    read_manifest,
    require_room,
)
from caseapp.store.blobs import BlobStore
from caseapp.store.engine import checkpoint_and_close, make_engine
from caseapp.store.errors import (
    DamagedDescriptionError,
    DamagedKeysError,
    FolderNotEmptyError,
    StoreError,
    WrongPassphraseError,
)
from caseapp.store.faults import translate_errors
from caseapp.store.file_secret import file_secret
from caseapp.store.folder import VaultFolder, appearing
from caseapp.store.keys import KeyFile
from caseapp.store.keyslots import MasterKey, Purpose
from caseapp.store.records import Attachment
from caseapp.store.witness import Witness
from caseapp.system import files
from caseapp.system.progress import Progress

_LAST = "STORE.json"
_KEYS_SIZE = 64 * 1024
_NAMES = select(Attachment.id, Attachment.file_name)


@dataclass(frozen=True, slots=True)
class OpenBackup:
    """A backup with the key that opens it."""

    backup: Backup
    folder: VaultFolder
    master: MasterKey

    def changes_since(self, vault: Path) -> int | None:
        """How many changes the vault at a path has seen since; None if it is another vault.

        It is not opened: the file `seen` tells, which is sealed with the same key.
        """
        try:
            live = VaultFolder.load(vault)
        except StoreError:
            return None
        if live.store_id != self.folder.store_id:
            return None
        return max(0, Witness(live, self.master).generation() - self.backup.generation)


def newest(path: Path) -> Path:
    """The backup at a path, or the one in that folder with the newest name, as the clock said.

    Raises NotABackupError.
    """
    found = look(path)
    if not found:
        raise NotABackupError(path=path)
    return found[0].path


def open_newest(path: Path, passphrase: str) -> OpenBackup:
    """Open the backup at a path, or the one with the newest content in that folder.

    The name tells what the clock said; the count of changes within knows no clock. So of all
    backups there of one vault the fullest is opened, if its seal can be read with the same key.
    The one with the newest name decides of which vault, and is told if it is damaged. Raises as
    `open_backup`, which tells too if the fullest one had another passphrase.
    """
    paths = [found.path for found in look(path)]
    if not paths:
        raise NotABackupError(path=path)
    first = _first_opened(paths, passphrase)
    fullest = max(_of_the_same_key(first, paths), key=lambda one: (one.generation, one.made_at))
    if fullest.path == first.backup.path:
        return first
    return open_backup(fullest.path, passphrase)


def _first_opened(paths: Sequence[Path], passphrase: str) -> OpenBackup:
    """The first by name; or, as the passphrase may be a later one, the next with other keys."""
    try:
        return open_backup(paths[0], passphrase)
    except WrongPassphraseError:
        store_id = VaultFolder.load(paths[0], backup=True).store_id
        tried = {_key_file(paths[0])}
        for path in paths[1:]:
            with suppress(StoreError, OSError, ValueError):
                if (keys := _key_file(path)) in tried:
                    continue
                tried.add(keys)
                if VaultFolder.load(path, backup=True).store_id == store_id:
                    return open_backup(path, passphrase)
        raise


def _key_file(backup: Path) -> bytes:
    return files.read_limited(backup / "keys.json", _KEYS_SIZE)


def _of_the_same_key(first: OpenBackup, paths: Sequence[Path]) -> Iterator[Backup]:
    """This one, and those whose manifest its key reads: so they are of the same vault."""
    yield first.backup
    key = first.master.subkey(Purpose.BACKUP)
    for path in paths:
        with suppress(UnsoundManifestError, StoreError, OSError, ValueError):
            manifest = read_manifest(path, key)
            yield Backup(path, manifest.made_at.astimezone(), manifest)


def open_backup(path: Path, passphrase: str) -> OpenBackup:
    """Open one backup with the passphrase that the vault had when it was made.

    Raises NotABackupError, WrongPassphraseError, NewerVaultError or DamagedBackupError.
    """
    if not is_backup(path):
        raise NotABackupError(path=path)
    try:
        folder = VaultFolder.load(path, backup=True)
        master = KeyFile.open(folder, passphrase)
    except DamagedDescriptionError:
        raise DamagedBackupError(part="STORE.json") from None
    except DamagedKeysError:
        raise DamagedBackupError(part="keys.json") from None
    with faults_at(path):
        try:
            manifest = read_manifest(path, master.subkey(Purpose.BACKUP))
        except (UnsoundManifestError, ValueError):
            raise DamagedBackupError(part=FILE_NAME) from None
    return OpenBackup(Backup(path, manifest.made_at.astimezone(), manifest), folder, master)


def damages(backup: Backup, master: MasterKey, progress: Progress) -> list[str]:
    """Names of the files that are missing or not as they were written. Reads all of them.

    The database of an `earlier` one opens with its own passphrase alone: it is only read.
    """
    manifest = backup.manifest
    meter = Meter(progress, manifest.size, N_("Reading the backup…"))
    found = changed_files(backup.path, manifest.own, meter)
    found += changed_files(backup.path.parent, manifest.attached, meter)
    if not found and not backup.earlier:
        progress.report(0, 0, N_("Checking the copy…"))
        failed = check_copy(backup.path / "case.db", master, manifest.facts)
        if any(finding.check not in manifest.unsound for finding in failed):
            found.append("case.db")
    return found


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An attached file that was not restored: its place in the backup, and its own name."""

    part: str
    file_name: str


def restore_to(
    backup: Backup,
    master: MasterKey,
    target: Path,
    progress: Progress,
    *,
    without_damaged_files: bool = False,
) -> tuple[LeftOut, ...]:
    """Make a vault at `target` (absent or an empty folder) out of a backup.

    Raises FolderNotEmptyError, NoRoomError, DamagedBackupError or `Cancelled`, with nothing at
    `target`; DamagedBackupFilesError if attached files alone are damaged. What was missing or
    damaged in the vault already when it was backed up is no reason to refuse.

    `without_damaged_files` restores the rest: the records of such files stay, and their files
    are missing. Returns what was left out.
    """
    target = target.absolute()
    _require_free(target)
    require_room(_existing(target.parent), backup.size)
    damaged = frozenset(damages(backup, master, progress))
    if not (without_damaged_files and _are_attached(damaged)):
        _refuse(damaged)
    building = target.with_name(f".{target.name}.restoring")
    with translate_errors():
        if building.exists():
            shutil.rmtree(building)
        files.make_private_folder(building)
    with appearing(target, building), translate_errors():
        _copy_all(backup, building, progress, damaged)
        progress.report(0, 0, N_("Checking what was restored…"))
        left = _check(backup, building, master, damaged)
        progress.raise_if_cancelled()
        for entry in backup.manifest.own:
            if entry.path == _LAST:
                _bring(entry, backup.path / _LAST, building, lambda _size: None)
    return left


def _copy_all(backup: Backup, building: Path, progress: Progress, without: Collection[str]) -> None:
    """All but STORE.json: without it a folder is taken for no vault."""
    manifest, shared = backup.manifest, backup.path.parent
    meter = Meter(progress, backup.size, N_("Restoring…"))
    for folder in ("att", "tmp"):
        files.make_private_folder(building / folder)
    for entry in manifest.attached:
        if not ATTACHED_NAME.fullmatch(entry.path):
            _refuse([entry.path])
        if entry.path in without:
            continue
        files.make_private_folder((building / entry.path).parent)
        _bring(entry, shared / entry.path, building, meter)
    for entry in manifest.own:
        if entry.path in OWN_FILES and entry.path != _LAST:
            _bring(entry, backup.path / entry.path, building, meter)


def _bring(entry: FileEntry, source: Path, building: Path, read: Callable[[int], object]) -> None:
    """What was read a moment ago may be something else now: the hash is taken once more."""
    target = building / entry.path
    copied = copy_file(source, target, read, partial(faults_at, source.parent))
    if (copied.size, copied.blake2b) != (entry.size, entry.blake2b):
        _refuse([entry.path])
    flush(target)


def _check(
    backup: Backup, building: Path, master: MasterKey, without: Collection[str]
) -> tuple[LeftOut, ...]:
    """Open what was restored, as it will be opened, and every attached file in it but these.

    It is told of its own backup, which it cannot know: it was copied before that was finished.
    """
    manifest = backup.manifest
    folder = VaultFolder(building, manifest.facts.store_id, 1, "")
    engine = make_engine(folder.database, master)
    try:
        findings = check_against(engine, manifest.facts)
        with engine.connect() as connection:
            rows, secret = attached_rows(connection), file_secret(connection, master)
            names = {row.id: row.file_name for row in connection.execute(_NAMES)}
        remember(engine, manifest)
    finally:
        checkpoint_and_close(engine)
    if any(finding.check not in manifest.unsound for finding in findings):
        _refuse(["case.db"])
    blobs = BlobStore(folder, secret)
    left = []
    for row in rows:
        name = blobs.path(row.id).relative_to(building).as_posix()
        if name in without:
            left.append(LeftOut(name, names[row.id]))
        elif name not in manifest.unsound:
            try:
                blobs.verify(row.id, row.key, row.sha256)
            except StoreError:
                _refuse([name])
    return tuple(left)


def _refuse(parts: Collection[str]) -> None:
    """Name what is damaged, if anything is."""
    names = sorted(parts, key=lambda name: (name.startswith("att/"), name))
    if names and _are_attached(names):
        raise DamagedBackupFilesError(part=names[0], more=len(names) - 1, n=len(names))
    if len(names) == 1:
        raise DamagedBackupError(part=names[0])
    if names:
        raise DamagedBackupPartsError(part=names[0], more=len(names) - 1)


def _are_attached(parts: Collection[str]) -> bool:
    """Whether attached files alone are damaged: without them there is a whole vault still."""
    return all(name.startswith("att/") for name in parts)


def _require_free(target: Path) -> None:
    with translate_errors():
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise FolderNotEmptyError(path=target)
    for parent in target.parents:
        if is_taken(parent):
            raise BackupPlaceInVaultError(path=parent)


def _existing(folder: Path) -> Path:
    """The nearest folder above that is there."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())
