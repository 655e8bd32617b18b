"""Saving what can be read of a damaged vault into a new one, beside it.

The damaged vault is only read: its database is copied first, and the copy is read row by row past
bad pages. What a table lost is built again from the history where that can be read. The new vault
has the same id and the same keys, so its passphrase, its recovery sheet and its attached files go
on. A new entry of the history says what was done.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, select

from caseapp.i18n import N_
from caseapp.store import migrate, search
from caseapp.store.backup_check import attached_rows
from caseapp.store.backup_place import require_room
from caseapp.store.blobs import BlobStore
from caseapp.store.damage import Keys
from caseapp.store.engine import (
    checkpoint_and_close,
    create_database,
    foreign_keys_checked_at_the_end,
    make_engine,
)
from caseapp.store.errors import (
    DamagedVaultError,
    FolderNotEmptyError,
    NothingToSaveError,
    StoreError,
)
from caseapp.store.faults import translate_errors
from caseapp.store.file_secret import file_secret
from caseapp.store.folder import VaultFolder, appearing
from caseapp.store.instance import InstanceLock
from caseapp.store.keyslots import MasterKey
from caseapp.store.records import Attachment
from caseapp.store.salvage_history import HistoryLoss, fill_gaps, rebuild_records, reconcile
from caseapp.store.salvage_references import mend_references
from caseapp.store.salvage_rows import columns_of, definitions, readable_copy, readable_rows
from caseapp.store.witness import Witness
from caseapp.system import files
from caseapp.system.progress import Progress

_SEARCH = "search_text"
_NOT_CARRIED = ("went_back", "checked")


@dataclass(frozen=True, slots=True)
class KindCount:
    """One kind of record (table name): rows `read`, records `rebuilt` from the history or kept
    as an empty one because others hang on it, and those `lost`."""

    name: str
    read: int
    rebuilt: int
    lost: int


@dataclass(frozen=True, slots=True)
class LostFile:
    """An attached file that is missing or damaged in the old vault."""

    attachment_id: UUID
    file_name: str


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of it. `kinds` are those with at least one record."""

    path: Path
    kinds: tuple[KindCount, ...]
    history: HistoryLoss
    files: int
    lost_files: tuple[LostFile, ...]

    @property
    def read(self) -> int:
        return sum(kind.read + kind.rebuilt for kind in self.kinds)

    @property
    def lost(self) -> int:
        """Records that are known to have been there and are gone."""
        return sum(kind.lost for kind in self.kinds)

    @property
    def is_whole(self) -> bool:
        return not (self.lost or self.history.actions or self.history.changes or self.lost_files)


def salvage(
    damaged: VaultFolder, keys: Keys, target: Path, progress: Progress | None = None
) -> Salvaged:
    """Make a vault at `target` (absent or an empty folder) of what can be read.

    Raises FolderNotEmptyError, NoRoomError, VaultInUseError, NothingToSaveError or `Cancelled`,
    with nothing at `target`. Not a byte of the damaged vault is changed.
    """
    progress = progress or Progress()
    target = target.absolute()
    _require_free(damaged, target)
    building = target.with_name(f".{target.name}.salvaging")
    with translate_errors():
        shutil.rmtree(building, ignore_errors=True)
        for part in (building, building / "att", building / "tmp"):
            files.make_private_folder(part)
    fresh = VaultFolder(building, damaged.store_id, damaged.format_version, damaged.name)
    with appearing(target, building):
        with InstanceLock(damaged):
            made = _Work(damaged, fresh, keys, progress).do(target)
        fresh.renamed(damaged.name)
    return made


def _require_free(damaged: VaultFolder, target: Path) -> None:
    with translate_errors():
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise FolderNotEmptyError(path=target)
        if damaged.path in target.parents:
            raise FolderNotEmptyError(path=damaged.path)
        if not damaged.database.exists():
            raise NothingToSaveError
        attached = sum(path.stat().st_size for path in damaged.attachments.rglob("*.enc"))
        if not target.parent.exists():
            files.make_private_folder(target.parent)
        require_room(target.parent, attached + 3 * damaged.database.stat().st_size)


class _Work:
    def __init__(
        self, damaged: VaultFolder, fresh: VaultFolder, keys: Keys, progress: Progress
    ) -> None:
        self._damaged, self._fresh, self._keys = damaged, fresh, keys
        self._progress = progress
        self._read: dict[str, int] = {}
        self._skipped: Counter[str] = Counter()
        self._entries_lost = 0

    @property
    def _master(self) -> MasterKey:
        return self._keys.master

    def do(self, target: Path) -> Salvaged:
        progress = self._progress
        progress.report(0, 0, N_("Copying the damaged database…"))
        with translate_errors():
            files.write_new(self._fresh.key_file, self._keys.file.read_bytes())
        create_database(self._fresh.database, self._master)
        engine = make_engine(self._fresh.database, self._master)
        try:
            copy = self._fresh.path / "damaged.db"
            try:
                with readable_copy(self._damaged.database, copy, self._master) as source:
                    rebuilt = self._bring(source, engine)
            except DamagedVaultError:
                raise NothingToSaveError from None
            kinds, loss = self._settle(engine, rebuilt)
            held, lost = self._bring_files(engine)
        finally:
            checkpoint_and_close(engine)
        return Salvaged(target, kinds, loss, held, lost)

    # -- rows --------------------------------------------------------------------------------
    def _bring(self, source: Engine, engine: Engine) -> dict[str, int]:
        """All tables; returns the records that stand there though their rows were lost."""
        made = definitions(source)
        if not any(name == "alembic_version" for _type, name, _sql in made):
            raise NothingToSaveError
        tables = [name for kind, name, _sql in made if kind == "table" and name != _SEARCH]
        with foreign_keys_checked_at_the_end(engine) as connection:
            for kind, _name, sql in made:
                if kind == "table":
                    connection.exec_driver_sql(sql)
            for number, table in enumerate(tables):
                self._progress.report(number, len(tables), N_("Reading what can be read…"))
                self._read[table] = self._bring_table(source, connection, table)
            for kind, _name, sql in made:
                if kind == "index":
                    self._make_index(connection, sql)
            if migrate.current(connection) is None:
                raise NothingToSaveError
            connection.exec_driver_sql("PRAGMA user_version = 1")
            seen = Witness(self._damaged, self._master).generation()
            self._entries_lost = fill_gaps(connection, self._damaged, seen)
            rebuilt: dict[str, int] = {}
            if not migrate.is_behind(connection):
                rebuilt = rebuild_records(connection)
            for name, count in mend_references(connection).items():
                rebuilt[name] = rebuilt.get(name, 0) + count
        return rebuilt

    def _bring_table(self, source: Engine, connection: Connection, table: str) -> int:
        columns = columns_of(source, table)
        names = ", ".join(f'"{name}"' for name in ("rowid", *columns))
        places = ", ".join("?" * (len(columns) + 1))
        sql = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608
        count = 0
        look = self._progress.raise_if_cancelled
        skipped = partial(self._skip, table)
        for rows in readable_rows(source, table, columns, look, skipped):
            if table == "meta":
                rows = [row for row in rows if row[1] not in _NOT_CARRIED]
            connection.exec_driver_sql(sql, rows)
            count += len(rows)
        return count

    def _skip(self, table: str, count: int) -> None:
        self._skipped[table] += count

    def _make_index(self, connection: Connection, sql: str) -> None:
        """A unique index over rows that contradict it is left out: the rows matter more."""
        with suppress(StoreError):
            connection.exec_driver_sql(sql)

    # -- what hangs on them --------------------------------------------------------------------
    def _settle(
        self, engine: Engine, rebuilt: dict[str, int]
    ) -> tuple[tuple[KindCount, ...], HistoryLoss]:
        """Newest form, history that says what was done, search index."""
        progress = self._progress
        progress.raise_if_cancelled()
        progress.report(0, 0, N_("Putting the history in order…"))
        migrate.upgrade(engine)
        with engine.begin() as connection:
            loss = HistoryLoss(self._entries_lost, self._skipped["change"])
            lost = reconcile(connection, loss)
            progress.raise_if_cancelled()
            search.rebuild(connection)
            generation = connection.exec_driver_sql(
                "SELECT value FROM meta WHERE name = 'generation'"
            ).scalar_one()
        Witness(self._fresh, self._master).note(int(generation))
        names = sorted({*lost, *rebuilt, *self._read} - {"meta", "action", "change"})
        counted = [
            KindCount(name, self._read.get(name, 0), rebuilt.get(name, 0), lost.get(name, 0))
            for name in names
        ]
        inside = {"alembic_version", "search_entry"}
        kinds = [
            one
            for one in counted
            if one.name not in inside and (one.read or one.rebuilt or one.lost)
        ]
        return tuple(kinds), loss

    # -- files -------------------------------------------------------------------------------
    def _bring_files(self, engine: Engine) -> tuple[int, tuple[LostFile, ...]]:
        with engine.connect() as connection:
            rows, secret = attached_rows(connection), file_secret(connection, self._master)
            query = select(Attachment.id, Attachment.file_name)
            names = {row.id: row.file_name for row in connection.execute(query)}
        old, new = BlobStore(self._damaged, secret), BlobStore(self._fresh, secret)
        lost = []
        for number, row in enumerate(rows):
            self._progress.raise_if_cancelled()
            self._progress.report(number, len(rows), N_("Copying attached files…"))
            verify = partial(new.verify, row.id, row.key, row.sha256)
            if not _brought(old.path(row.id), self._damaged, new.path(row.id), verify):
                lost.append(LostFile(row.id, names.get(row.id, "")))
        return len(rows) - len(lost), tuple(lost)


def _brought(
    source: Path, damaged: VaultFolder, target: Path, verify: Callable[[], object]
) -> bool:
    """Copy one attached file and read it through in its new place; what is not sound goes."""
    aside = damaged.attachments / "orphans" / source.name
    taken = source if source.is_file() else aside
    if not taken.is_file():
        return False
    files.make_private_folder(target.parent)
    try:
        shutil.copyfile(taken, target)
        target.chmod(files.PRIVATE_FILE)
        verify()
    except (StoreError, OSError):
        target.unlink(missing_ok=True)
        return False
    return True
