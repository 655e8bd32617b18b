"""Making a backup of an open vault, while people go on writing in it.

The database is copied into the vault's own folder and checked there, at leisure: the vault is
held for one moment alone, and nobody waits for the disk of the backups.
Nothing is listed before every byte of it was read back. docs/features/backups.md says why.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, delete, insert

from caseapp.i18n import N_
from caseapp.store import backup_manifest, history, rotation
from caseapp.store.backup_check import (
    HISTORY,
    AttachedRow,
    Meter,
    attached_rows,
    changed_files,
    check_copy,
)
from caseapp.store.backup_errors import UnsoundCopyError
from caseapp.store.backup_manifest import Facts, FileEntry, Manifest, UnsoundManifestError
from caseapp.store.backup_place import (
    ATTACHED_NAME,
    OWN_FILES,
    Place,
    copy_file,
    faults_at,
    finished_in,
    flush,
    hash_of,
    make_folder,
    read_manifest,
    require_room,
)
from caseapp.store.blobs import BlobStore
from caseapp.store.engine import make_reading_engine
from caseapp.store.errors import NewerVaultError, StoreError
from caseapp.store.faults import translate_errors
from caseapp.store.folder import VaultFolder
from caseapp.store.keyslots import MasterKey, Purpose
from caseapp.store.tables import meta
from caseapp.system import files
from caseapp.system.progress import Progress

CASES = "detainee"
_NOTE: Final = "last_backup"
_SHARE: Final = 8


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup whose manifest was shown to be of this vault.

    `made_at` in local time; `size` in bytes, with the files that it shares with others;
    `unsound` counts what was missing or damaged in the vault already.
    """

    path: Path
    made_at: datetime
    manifest: Manifest

    @property
    def generation(self) -> int:
        return self.manifest.facts.generation

    @property
    def cases(self) -> int:
        return self.manifest.facts.tables.get(CASES, 0)

    @property
    def size(self) -> int:
        return self.manifest.size

    @property
    def unsound(self) -> int:
        return len(self.manifest.unsound)


@dataclass(frozen=True, slots=True)
class Original:
    """What is backed up. `take(target, progress)` copies the database and tells its facts."""

    folder: VaultFolder
    master: MasterKey
    take: Callable[[Path, Progress], Facts]
    doubtful: set[str] = field(default_factory=set)
    """Attached files that were found changed on the other disk: they are copied anew."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it. `copied` counts attached files that were new here, `removed` backups."""

    backup: Backup
    copied: int
    removed: int


def make_backup(
    original: Original,
    folder: Path,
    progress: Progress,
    *,
    keep_all: bool = False,
    inside: bool = False,
) -> Made:
    """Make, check and list a backup in `folder`; then let superfluous older ones go.

    `inside` is for the one before a migration, in the vault's own folder. Raises the errors of
    `backup_errors`, or `Cancelled`; then nothing new is listed and what was there is as it was.
    """
    if inside:
        with translate_errors():
            files.make_private_folder(folder)
    place = Place.within(folder, original.folder, inside=inside)
    place.make()
    known = _trusted(place, original.master)
    with _snapshot(original, progress) as (database, facts, unsound):
        rows = _rows(database, original.master)
        plan = _Attached(original, place, known, rows, linked=inside)
        now = datetime.now(UTC)
        plan.read_a_share(now.date().toordinal(), progress)
        place.require_room(database.stat().st_size + plan.bytes_to_copy)
        moment = now.replace(microsecond=now.microsecond // 1000 * 1000)
        partial = place.begin(moment.astimezone())
        try:
            with faults_at(partial):
                own = _copy_own(original.folder, database, partial, progress)
                attached = plan.copy(progress)
                unsound = (*unsound, *plan.unsound)
                manifest = Manifest(moment, facts, own, attached, unsound)
                _read_back(partial, manifest, progress)
                raw = manifest.to_bytes(original.master.subkey(Purpose.BACKUP))
                files.write_new(partial / backup_manifest.FILE_NAME, raw)
                done = place.finish(partial)
        except BaseException:
            with suppress(OSError, StoreError):
                place.make()  # removes what was not finished
            raise
    original.doubtful.clear()
    backup = Backup(done, moment.astimezone(), manifest)
    removed = 0
    if not keep_all:
        with suppress(StoreError):  # the backup is made: what could not be removed stays
            removed = _rotate(place, original.master)
    return Made(backup, plan.copied, removed)


@contextmanager
def _snapshot(
    original: Original, progress: Progress
) -> Iterator[tuple[Path, Facts, tuple[str, ...]]]:
    """The whole database in a file of its own, checked; gone when the block ends.

    With it what is unsound in the vault itself: a vault with a broken history needs its backup
    more than any other.
    """
    temporary = original.folder.temporary
    target = temporary / "backup.db"
    size = original.folder.database.stat().st_size
    with translate_errors():
        target.unlink(missing_ok=True)
    require_room(temporary, 2 * size)
    progress.report(0, 0, N_("Copying the database…"))
    try:
        facts = original.take(target, progress)
        progress.raise_if_cancelled()
        progress.report(0, 0, N_("Checking the copy…"))
        failed = [finding.check for finding in check_copy(target, original.master, facts)]
        if failed and failed != [HISTORY]:
            raise UnsoundCopyError(check=failed[0])
        progress.raise_if_cancelled()
        yield target, facts, tuple(failed)
    finally:
        with suppress(OSError):
            target.unlink(missing_ok=True)


def _rows(database: Path, master: MasterKey) -> list[AttachedRow]:
    engine = make_reading_engine(database, master)
    try:
        with engine.connect() as connection:
            return attached_rows(connection)
    finally:
        engine.dispose()


def _copy_own(
    vault: VaultFolder, database: Path, partial: Path, progress: Progress
) -> tuple[FileEntry, ...]:
    """STORE.json last: a folder without it is taken for nothing."""
    sources = dict(zip(OWN_FILES, (database, vault.key_file, vault.description_file), strict=True))
    total = sum(path.stat().st_size for path in sources.values())
    meter = Meter(progress, total, N_("Writing the backup…"))
    entries = []
    for name, source in sources.items():
        entries.append(copy_file(source, partial / name, meter, translate_errors))
        flush(partial / name)
    return tuple(entries)


def _read_back(partial: Path, manifest: Manifest, progress: Progress) -> None:
    """The checked copy on this side and the bytes on the other are the same."""
    meter = Meter(progress, sum(entry.size for entry in manifest.own), N_("Reading it back…"))
    changed = changed_files(partial, manifest.own, meter)
    if changed:
        raise UnsoundCopyError(check=changed[0])


class _Attached:
    """Brings the attached files over that are not there yet, each decrypted again there."""

    def __init__(
        self,
        original: Original,
        place: Place,
        known: dict[str, FileEntry],
        rows: Sequence[AttachedRow],
        *,
        linked: bool,
    ) -> None:
        """`linked`: on the same disk a second name does, where the disk knows such."""
        self._original, self._place, self._linked = original, place, linked
        here, there = original.folder, place.attached
        self._from, self._to = BlobStore(here, original.master), BlobStore(there, original.master)
        missing = self._from.missing(row.id for row in rows)
        self.unsound: list[str] = []
        self.copied = 0
        self._entries: dict[str, FileEntry] = {}
        self._new: list[tuple[str, AttachedRow]] = []
        self._bytes = 0
        self._rows = {
            self._from.path(row.id).relative_to(here.path).as_posix(): row for row in rows
        }
        self._missing = {name for name, row in self._rows.items() if row.id in missing}
        for name in self._rows:
            entry = known.get(name)
            if entry is not None and _has_size(there.path / name, entry.size):
                self._entries[name] = entry
            else:
                self._want(name)
        for name in sorted(original.doubtful & self._entries.keys() - self._missing):
            self._want(name)

    def _want(self, name: str) -> None:
        """Copy a file, if the vault has it."""
        self._entries.pop(name, None)
        if name in self._missing:
            self.unsound.append(name)
            return
        self._new.append((name, self._rows[name]))
        self._bytes += (self._original.folder.path / name).stat().st_size

    def read_a_share(self, number: int, progress: Progress) -> None:
        """Read one in `_SHARE` of the files that are there, each time others.

        What lies on a stick for years changes by itself; what did is copied anew.
        """
        names = sorted(self._entries)[number % _SHARE :: _SHARE]
        entries = [self._entries[name] for name in names if name not in self._missing]
        total = sum(entry.size for entry in entries)
        meter = Meter(progress, total, N_("Reading what is there already…"))
        for name in changed_files(self._place.path, entries, meter):
            self._want(name)

    @property
    def bytes_to_copy(self) -> int:
        """Room that is needed for them, at most."""
        return 0 if self._linked else self._bytes

    def copy(self, progress: Progress) -> tuple[FileEntry, ...]:
        """All entries in the order of their names. The files are on the disk at the end."""
        meter = Meter(progress, 2 * self._bytes, N_("Copying attached files…"))
        there = self._place.path
        for name, _row in self._new:
            self._entries[name] = self._bring(name, meter)
            self.copied += 1
        for name, row in self._new:
            flush(there / name)
            self._look_into(name, row)
            meter(self._entries[name].size)
        for folder in {(there / name).parent for name, _row in self._new}:
            files.sync_folder(folder)
        files.sync_folder(there / "att")
        return tuple(self._entries[name] for name in sorted(self._entries))

    def _bring(self, name: str, meter: Meter) -> FileEntry:
        source, target = self._original.folder.path / name, self._place.path / name
        make_folder(target.parent)
        target.unlink(missing_ok=True)  # one that no finished backup vouches for, or is damaged
        if self._linked:
            with suppress(OSError):
                os.link(source, target)
                return FileEntry(name, *hash_of(target, meter))
        copied = copy_file(source, target, meter, translate_errors)
        return FileEntry(name, copied.size, copied.blake2b)

    def _look_into(self, name: str, row: AttachedRow) -> None:
        """A copy that does not open is noted if the vault's own file is no better."""
        try:
            self._to.verify(row.id, row.key, row.sha256)
        except StoreError:
            with suppress(StoreError):
                self._from.verify(row.id, row.key, row.sha256)
                raise UnsoundCopyError(check=name) from None
            self.unsound.append(name)


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


# -- when the last one was made ------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class LastBackup:
    """What the vault itself remembers. `made_at` in local time; `changes` are those since."""

    made_at: datetime
    changes: int


def remember(engine: Engine, manifest: Manifest) -> None:
    """In the vault's own notes: no change of content, and nothing to undo."""
    note = {"at": manifest.made_at.isoformat(), "generation": manifest.facts.generation}
    with engine.begin() as connection:
        connection.execute(delete(meta).where(meta.c.name == _NOTE))
        connection.execute(insert(meta), [{"name": _NOTE, "value": json.dumps(note)}])


def last_backup(connection: Connection) -> LastBackup | None:
    """None if there was none, or its note cannot be read."""
    known = history.facts(connection)
    try:
        note = json.loads(known[_NOTE])
        made_at = datetime.fromisoformat(note["at"]).astimezone()
        return LastBackup(made_at, max(0, int(known["generation"]) - int(note["generation"])))
    except (KeyError, ValueError, TypeError):
        return None


# -- those that are there already ----------------------------------------------------------------
def backups_at(place: Path, master: MasterKey) -> tuple[list[Backup], int]:
    """Backups of this vault in a `backup-…` folder, newest first, and how many cannot be read.

    Only the seal of each is looked at; `restore.damages` reads a backup through.
    """
    sound, unsound = [], 0
    for path in finished_in(place):
        try:
            manifest = read_manifest(path, master.subkey(Purpose.BACKUP))
        except (UnsoundManifestError, NewerVaultError, OSError):
            unsound += 1
            continue
        sound.append(Backup(path, manifest.made_at.astimezone(), manifest))
    return sound, unsound


def _trusted(place: Place, master: MasterKey) -> dict[str, FileEntry]:
    """Attached files that a finished backup of this vault vouches for."""
    backups, _unsound = backups_at(place.path, master)
    doubtful = {path for backup in backups for path in backup.manifest.unsound}
    entries = (entry for backup in backups for entry in backup.manifest.attached)
    return {entry.path: entry for entry in entries if entry.path not in doubtful}


def _rotate(place: Place, master: MasterKey) -> int:
    """Remove superfluous backups, then the attached files that none of the others names.

    What cannot be shown to be a backup of this vault is never removed, and while there is such
    a thing no attached file is: it may be the one that needs it.
    """
    backups, unsound = backups_at(place.path, master)
    going = rotation.superfluous(backups)
    for backup in going:
        place.remove(backup.path)
    if going and not unsound:
        gone = {backup.path for backup in going}
        kept = {e.path for b in backups if b.path not in gone for e in b.manifest.attached}
        for path in sorted((place.path / "att").glob("*/*.enc")):
            name = path.relative_to(place.path).as_posix()
            if ATTACHED_NAME.fullmatch(name) and name not in kept:
                with faults_at(path):
                    path.unlink()
    return len(going)
