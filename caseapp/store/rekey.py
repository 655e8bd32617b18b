"""A new master key for a vault whose passphrase became known to somebody.

The database is written anew under the new key in a folder of its own, read through, and put in
the place of the old one together with the new key file. One rename decides: before it the vault
is the old one, after it the new one, whatever moment the machine stops at. The next opening
finishes what was decided and clears away what was not.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, delete, insert

from caseapp.i18n import N_
from caseapp.store import history
from caseapp.store.backup_check import HISTORY, check_copy, facts_of
from caseapp.store.backup_manifest import Facts
from caseapp.store.earlier_keys import with_earlier
from caseapp.store.engine import (
    checkpoint_and_close,
    create_database,
    make_engine,
    outside_transaction,
)
from caseapp.store.errors import DamagedKeysError, VaultInUseError
from caseapp.store.faults import translate_errors
from caseapp.store.file_secret import NOTE as FILE_SECRET
from caseapp.store.file_secret import file_secret
from caseapp.store.folder import VaultFolder
from caseapp.store.keys import KdfCost, KeyFile
from caseapp.store.keyslots import MasterKey
from caseapp.store.recovery_errors import NoRoomForNewKeyError, UnsoundNewCopyError
from caseapp.store.tables import meta
from caseapp.store.witness import Witness
from caseapp.system import files
from caseapp.system.progress import Progress

_DECIDED: Final = "rekey"
_UNDECIDED: Final = "rekey.part"
_PAGES: Final = 512
"""Pages copied between two looks whether to stop: two megabytes."""
_MIB: Final = 1024 * 1024
_SPARE: Final = 8 * _MIB
_OF_THE_OLD_KEY: Final = ("recovery_tried", "recovery_later")
_BESIDE_THE_DATABASE: Final = ("-wal", "-shm", "-journal")


def room_needed(folder: VaultFolder) -> int:
    """Bytes that `prepare` writes at most, while the old database is there still."""
    return folder.database.stat().st_size + _SPARE


def prepare(
    folder: VaultFolder,
    engine: Engine,
    master: MasterKey,
    passphrase: str,
    cost: KdfCost,
    progress: Progress,
) -> None:
    """Write the vault anew under a new master key with `passphrase`, and check it.

    Nobody may write in the vault meanwhile, nor afterwards until `decide`. Raises
    NoRoomForNewKeyError, UnsoundNewCopyError or `Cancelled`; then nothing is left of it.
    """
    _require_room(folder)
    part = folder.path / _UNDECIDED
    with translate_errors():
        _remove(part)
        files.make_private_folder(part)
    try:
        fresh = VaultFolder(part, folder.store_id, folder.format_version, folder.name)
        progress.report(0, 0, N_("Making the new key…"))
        key = KeyFile.create(fresh, passphrase, cost)
        progress.raise_if_cancelled()
        create_database(fresh.database, key)
        expected = _write_anew(engine, master, fresh, key, progress)
        progress.raise_if_cancelled()
        progress.report(0, 0, N_("Checking what was written…"))
        _check(fresh, key, passphrase, expected)
        Witness(fresh, key).note(expected.generation)
        files.sync_folder(part)
        progress.raise_if_cancelled()
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


@translate_errors()
def decide(folder: VaultFolder) -> None:
    """From here on only the new passphrase opens the vault; `finish` does what is left."""
    files.rename_durably(folder.path / _UNDECIDED, folder.path / _DECIDED)


@translate_errors()
def finish(folder: VaultFolder) -> bool:
    """Put a new key in force that was decided on, clear away one that was not.

    Harmless when there is neither. For whoever holds the vault's lock, with the database closed.
    """
    _remove(folder.path / _UNDECIDED)
    decided = folder.path / _DECIDED
    if not decided.is_dir():
        return False
    new = VaultFolder(decided, folder.store_id, folder.format_version, folder.name)
    if new.database.exists():
        # The old database was written back before the new one was made: nothing is lost here.
        for ending in _BESIDE_THE_DATABASE:
            folder.database.with_name(folder.database.name + ending).unlink(missing_ok=True)
        files.rename_durably(new.database, folder.database)
    if new.key_file.exists():
        folder.previous_key_file.unlink(missing_ok=True)
        files.rename_durably(new.key_file, folder.key_file)
    seen = decided / "seen"
    if seen.exists():
        files.rename_durably(seen, folder.path / "seen")
    # What was kept here before a migration opens with the passphrase that became known.
    _remove(folder.own_backups)
    _remove(decided)
    files.sync_folder(folder.path)
    return True


def _require_room(folder: VaultFolder) -> None:
    needed, free = room_needed(folder), shutil.disk_usage(folder.path).free
    if free < needed:
        raise NoRoomForNewKeyError(needed=needed // _MIB + 1, free=free // _MIB)


def _write_anew(
    engine: Engine, master: MasterKey, fresh: VaultFolder, key: MasterKey, progress: Progress
) -> Facts:
    """Copy page by page into the new key, then write the notes that differ. What it must be."""
    target = make_engine(fresh.database, key)
    try:
        with engine.connect() as connection:
            before = facts_of(connection)
            notes = _notes(connection, master)
        _copy_pages(engine, target, progress)
        with target.begin() as connection:
            names = [note["name"] for note in notes]
            gone = meta.c.name.in_([*names, *_OF_THE_OLD_KEY])
            connection.execute(delete(meta).where(gone))
            connection.execute(insert(meta), notes)
            count = len(history.facts(connection))
        return replace(before, tables={**before.tables, meta.name: count})
    finally:
        checkpoint_and_close(target)


def _notes(connection: Connection, master: MasterKey) -> list[dict[str, str]]:
    """What the vault must know of its earlier master keys."""
    return [
        {"name": FILE_SECRET, "value": file_secret(connection, master).hex()},
        with_earlier(connection, master),
    ]


def _copy_pages(engine: Engine, target: Engine, progress: Progress) -> None:
    """By SQLite's own backup: every row, number, index and trigger is where it was."""

    def tell(_status: int, remaining: int, total: int) -> None:
        progress.raise_if_cancelled()
        progress.report(total - remaining, total, N_("Writing the vault anew…"))

    with outside_transaction(engine) as source, outside_transaction(target) as copy:
        _write_back(source.driver_connection)
        source.driver_connection.backup(copy.driver_connection, pages=_PAGES, progress=tell)


def _write_back(connection: Any) -> None:
    busy, _pages, _written = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise VaultInUseError


def _check(fresh: VaultFolder, key: MasterKey, passphrase: str, expected: Facts) -> None:
    """Open all of it from the disk, as it will be opened."""
    if KeyFile.open(fresh, passphrase) != key:
        raise DamagedKeysError
    for finding in check_copy(fresh.database, key, expected):
        if finding.check != HISTORY:  # a fault in the chain is one of the vault, not of its copy
            raise UnsoundNewCopyError(check=finding.check)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
