"""Making a backup of an open vault, while people go on writing in it.

The database is copied into the vault's own folder and checked there, at leisure: the vault is
held for one moment alone, and nobody waits for the disk of the backups.
Nothing is listed before every byte of it was read back. docs/features/backups.md says why.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, delete, insert

from caseapp.i18n import N_
from caseapp.store import backup_manifest, history, rotation
from caseapp.store.backup_attached import AttachedFiles
from caseapp.store.backup_check import (
    HISTORY,
    AttachedRow,
    Meter,
    attached_rows,
    changed_files,
    check_copy,
)
from caseapp.store.backup_errors import FaultyDiskError, UnsoundCopyError
from caseapp.store.backup_manifest import Facts, FileEntry, Manifest, UnsoundManifestError
from caseapp.store.backup_place import (
    ATTACHED_NAME,
    OWN_FILES,
    Place,
    copy_file,
    faults_at,
    finished_in,
    flush,
    read_manifest,
    require_room,
)
from caseapp.store.engine import make_reading_engine
from caseapp.store.errors import NewerVaultError, StoreError
from caseapp.store.faults import translate_errors
from caseapp.store.file_secret import file_secret
from caseapp.store.folder import VaultFolder
from caseapp.store.keyslots import MasterKey
from caseapp.store.tables import meta
from caseapp.system import files
from caseapp.system.progress import Progress

CASES = "detainee"
_NOTE: Final = "last_backup"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup whose manifest was shown to be of this vault.

    `made_at` in local time; `size` in bytes, with the files that it shares with others;
    `unsound` counts what was missing or damaged in the vault already; an `earlier` one opens with
    a passphrase from before the vault's newest master key.
    """

    path: Path
    made_at: datetime
    manifest: Manifest
    earlier: bool = False

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
    """What is backed up. `take(target, progress)` copies the database and tells its facts.

    `seals()` are the keys that may have sealed its backups, today's first.
    """

    folder: VaultFolder
    master: MasterKey
    take: Callable[[Path, Progress], Facts]
    seals: Callable[[], Sequence[bytes]]
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
    seals = original.seals()
    known = _trusted(place, seals, original.doubtful)
    now = _now()
    with _snapshot(original, progress) as (database, facts, unsound):
        rows, secret = _rows(database, original.master)
        attached = AttachedFiles(original.folder, place, secret, rows, known, linked=inside)
        attached.read_a_share(now.date().toordinal(), progress)
        place.require_room(database.stat().st_size + attached.bytes_to_copy)
        partial = place.begin(now.astimezone())
        try:
            with faults_at(folder):
                own = _copy_own(original.folder, database, partial, progress)
                shared = attached.copy(progress)
                manifest = Manifest(now, facts, own, shared, (*unsound, *attached.unsound))
                _read_back(partial, manifest, progress)
                raw = manifest.to_bytes(seals[0])
                files.write_new(partial / backup_manifest.FILE_NAME, raw)
                done = place.finish(partial)
        except BaseException:
            with suppress(OSError, StoreError):
                place.sweep()
            raise
    original.doubtful.clear()
    backup = Backup(done, now.astimezone(), manifest)
    removed = 0
    if not keep_all:
        with suppress(StoreError):  # the backup is made: what could not be removed stays
            removed = _rotate(place, seals)
    return Made(backup, attached.copied, removed)


def _now() -> datetime:
    """In UTC, to the millisecond, as a manifest tells it."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


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
    with translate_errors():
        size = original.folder.database.stat().st_size
        files.make_private_folder(temporary)  # a copy of a vault may lack a folder that was empty
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


def _rows(database: Path, master: MasterKey) -> tuple[list[AttachedRow], bytes]:
    """The attached files, and the secret that they hang on."""
    engine = make_reading_engine(database, master)
    try:
        with engine.connect() as connection:
            return attached_rows(connection), file_secret(connection, master)
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
        raise FaultyDiskError(part=changed[0])


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
def backups_at(place: Path, seals: Sequence[bytes]) -> tuple[list[Backup], int]:
    """Backups of this vault in a `backup-…` folder, newest first, and how many cannot be read.

    Only the seal of each is looked at; `restore.damages` reads a backup through.
    """
    found = [_sealed(path, seals) for path in finished_in(place)]
    sound = [backup for backup in found if backup is not None]
    return sound, len(found) - len(sound)


def _sealed(path: Path, seals: Sequence[bytes]) -> Backup | None:
    """The backup, by whichever key it is sealed with; None if by none of them."""
    for seal in seals:
        with suppress(UnsoundManifestError, NewerVaultError, OSError):
            manifest = read_manifest(path, seal)
            return Backup(path, manifest.made_at.astimezone(), manifest, seal != seals[0])
    return None


def _trusted(place: Place, seals: Sequence[bytes], doubtful: set[str]) -> dict[str, FileEntry]:
    """Attached files that a finished backup of this vault vouches for."""
    backups, _unsound = backups_at(place.path, seals)
    doubtful = doubtful.union(*(backup.manifest.unsound for backup in backups))
    entries = (entry for backup in backups for entry in backup.manifest.attached)
    return {entry.path: entry for entry in entries if entry.path not in doubtful}


def _rotate(place: Place, seals: Sequence[bytes]) -> int:
    """Remove superfluous backups, then the attached files that none of the others names.

    What cannot be shown to be a backup of this vault is never removed, and while there is such
    a thing no attached file is: it may be the one that needs it.
    """
    backups, unsound = backups_at(place.path, seals)
    going = rotation.superfluous(backups)
    for backup in going:
        place.remove(backup.path)
    if going and not unsound:
        gone = {backup.path for backup in going}
        kept = {e.path for b in backups if b.path not in gone for e in b.manifest.attached}
        for path in sorted((place.path / "att").glob("*/*.enc")):
            name = path.relative_to(place.path).as_posix()
            if ATTACHED_NAME.fullmatch(name) and name not in kept:
                with faults_at(place.path.parent):
                    path.unlink()
    return len(going)
