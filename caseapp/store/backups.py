"""The backups of one open vault: made, remembered, listed, read through, restored beside it.

What the rest of the program sees of them, as `Vault.backups`. May be used from any thread: the
vault is held for as long as its database is copied, and no longer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from sqlalchemy import Engine, select

from caseapp.store import restore as restoring
from caseapp.store.backup import (
    Backup,
    LastBackup,
    Made,
    Original,
    backups_at,
    last_backup,
    make_backup,
    remember,
)
from caseapp.store.backup_check import facts_of
from caseapp.store.backup_errors import EarlierBackupError, UnsoundCopyError
from caseapp.store.backup_manifest import Facts
from caseapp.store.backup_place import Place
from caseapp.store.earlier_keys import earlier_backup_keys
from caseapp.store.engine import compact_copy, hold_still, let_go
from caseapp.store.errors import LookOnlyVaultError
from caseapp.store.faults import translate_errors
from caseapp.store.folder import VaultFolder
from caseapp.store.keyslots import MasterKey, Purpose
from caseapp.store.records import Office
from caseapp.store.restore import LeftOut
from caseapp.store.tables import action
from caseapp.system import files
from caseapp.system.progress import Progress

_PIECE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """How a vault stands with its backups. `since`: the first day that has no backup yet.

    `since` is None while nothing was written since the last one, or ever.
    """

    last: LastBackup | None
    every_days: int
    since: date | None

    def is_due(self, today: date) -> bool:
        """Whether what was written waits for its backup longer than the office wants."""
        return self.since is not None and (today - self.since).days >= self.every_days


class Backups:
    """`before_migration` is the one made when this opening brought the vault to a newer form."""

    def __init__(
        self,
        folder: VaultFolder,
        master: MasterKey,
        alone: Callable[[], AbstractContextManager[Engine]],
    ) -> None:
        """`alone()` gives the database while nobody else uses the vault."""
        self._folder, self._master, self._alone = folder, master, alone
        self._original = Original(folder, master, self._copy, self._seals)
        self._one_at_a_time = threading.Lock()
        self._reader: BinaryIO | None = None
        self.frozen = threading.Lock()
        """Held while case.db is copied: whoever would checkpoint it takes this first."""
        self.before_migration: Backup | None = None
        self.look_only = False
        """A damaged vault is not backed up: sound backups would go by the rule for it."""

    def make(
        self, folder: Path, progress: Progress | None = None, *, keep_all: bool = False
    ) -> Made:
        """Make a verified backup in `folder`; others may read and write meanwhile.

        Then older ones go as `rotation` says, unless `keep_all`. Raises the errors of
        `backup_errors`, or `Cancelled`: then nothing new is listed there.
        """
        if self.look_only:
            raise LookOnlyVaultError
        with self._one_at_a_time:
            made = make_backup(self._original, folder, progress or Progress(), keep_all=keep_all)
            with self._alone() as engine:
                remember(engine, made.backup.manifest)
        return made

    def make_before_migration(self) -> None:
        """In the vault's own folder: against a failing step, not against a failing disk."""
        own = self._folder.own_backups
        made = make_backup(self._original, own, Progress(), inside=True)
        self.before_migration = made.backup

    def _copy(self, target: Path, progress: Progress) -> Facts:
        """All that is committed at one moment, in a file of its own without gaps.

        The vault is held for that moment alone: then writes go to the WAL while the file that
        they leave untouched is read.
        """
        raw = target.with_suffix(".raw")
        try:
            with self._still() as facts, translate_errors():
                self._read_into(raw, progress)
            compact_copy(raw, self._master, target, progress)
        finally:
            raw.unlink(missing_ok=True)
        return facts

    @contextmanager
    def _still(self) -> Iterator[Facts]:
        with self.frozen:
            with self._alone() as engine:
                hold_still(engine)
                with engine.connect() as connection:
                    facts = facts_of(connection)
            try:
                yield facts
            finally:
                with self._alone() as engine:
                    let_go(engine)

    def _read_into(self, raw: Path, progress: Progress) -> None:
        """The file stays open until the vault is closed: closing it would drop SQLite's locks."""
        if self._reader is None:
            self._reader = self._folder.database.open("rb")
        before = self._folder.database.stat()
        raw.unlink(missing_ok=True)
        self._reader.seek(0)
        with files.open_new(raw) as file:
            while piece := self._reader.read(_PIECE):
                progress.raise_if_cancelled()
                file.write(piece)
        after = self._folder.database.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise UnsoundCopyError(check="case.db")

    def close(self) -> None:
        """Let go of the vault's file, after its engine did."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def last(self) -> LastBackup | None:
        """When this vault was last backed up, and how many changes came since; None: never."""
        with self._alone() as engine, engine.connect() as connection:
            return last_backup(connection)

    def standing(self) -> Standing:
        """The last backup, what the office wants, and since when something waits for the next."""
        with self._alone() as engine, engine.connect() as connection:
            last = last_backup(connection)
            wanted = select(Office.backup_every_days).where(Office.deleted_at.is_(None))
            every_days = max(1, connection.scalars(wanted).first() or Office().backup_every_days)
            if last is not None:
                return Standing(last, every_days, last.made_at.date() if last.changes else None)
            first = connection.scalar(select(action.c.at).order_by(action.c.seq).limit(1))
        return Standing(None, every_days, first.astimezone().date() if first else None)

    def at(self, folder: Path) -> tuple[list[Backup], int]:
        """Those of this vault in a folder, newest first; how many there cannot be read."""
        place = Place.within(folder, self._folder, inside=True)
        return backups_at(place.path, self._seals())

    def remove(self, backup: Backup) -> None:
        """Take away one backup that was listed here; attached files shared with others stay."""
        with self._one_at_a_time:
            Place(backup.path.parent, self._folder.store_id).remove(backup.path)

    def _seals(self) -> tuple[bytes, ...]:
        with self._alone() as engine, engine.connect() as connection:
            return (self._master.subkey(Purpose.BACKUP), *earlier_backup_keys(connection))

    def damages(self, backup: Backup, progress: Progress | None = None) -> list[str]:
        """Names of its files that are missing or not as they were written; it is read whole.

        The next backup copies those anew that it would share.
        """
        found = restoring.damages(backup, self._master, progress or Progress())
        self._original.doubtful.update(found)
        return found

    def restore(
        self,
        backup: Backup,
        target: Path,
        progress: Progress | None = None,
        *,
        without_damaged_files: bool = False,
    ) -> tuple[LeftOut, ...]:
        """Put a backup of this vault into a new folder; see `restore.restore_to`.

        Raises EarlierBackupError: what opens with another passphrase is restored with it.
        """
        if backup.earlier:
            raise EarlierBackupError
        return restoring.restore_to(
            backup, self._master, target, progress or Progress(),
            without_damaged_files=without_damaged_files,
        )  # fmt: skip
