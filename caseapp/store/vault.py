"""The vault: what the rest of the program sees of the store.

Records leave complete and detached and come back through `save`. Every write is one user
action in one transaction and returns a `ChangeSet`. All methods may be called from any
thread; one at a time is served. No session, no SQL and no key leaves this room.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store import history, migrate, saving, search, undo
from caseapp.store.blobs import BlobStore
from caseapp.store.engine import (
    Finding,
    checkpoint_and_close,
    create_database,
    integrity_report,
    make_engine,
)
from caseapp.store.errors import BrokenHistoryError, DamagedVaultError, StoreError
from caseapp.store.folder import VaultFolder, new_vault_folder
from caseapp.store.history import Action, ActionRow
from caseapp.store.instance import InstanceLock
from caseapp.store.keys import KdfCost, KeyFile, MasterKey
from caseapp.store.records import Attachment, Record, new_id, utc_now
from caseapp.store.saving import ChangeSet
from caseapp.store.tables import meta

R = TypeVar("R", bound=Record)


class Vault:
    """An open vault. Made by `create` or `open`; `close` it, or use it as a context manager."""

    def __init__(self, folder: VaultFolder, master: MasterKey, lock: InstanceLock) -> None:
        self.folder = folder
        self.station = ""
        self._lock = lock
        self._turn = threading.RLock()
        self._engine: Engine = make_engine(folder.database, master)
        self._blobs = BlobStore(folder, master)

    # -- making, opening, closing ----------------------------------------------------------
    @classmethod
    def create(
        cls, path: Path, passphrase: str, *, name: str = "", cost: KdfCost | None = None
    ) -> Vault:
        """Make a vault at `path` (absent or an empty folder) and open it."""
        with new_vault_folder(path, name) as folder:
            master = KeyFile.create(folder, passphrase, cost or KdfCost.calibrated())
            create_database(folder.database, master)
            engine = make_engine(folder.database, master)
            try:
                migrate.upgrade(engine)
                _write_birth(engine, folder)
            finally:
                checkpoint_and_close(engine)
        return cls.open(path, passphrase)

    @classmethod
    def open(cls, path: Path, passphrase: str) -> Vault:
        """Open the vault at `path`.

        Raises, each with its own sentence: VaultMissingError, NotAVaultError,
        DamagedDescriptionError, DamagedKeysError, WrongPassphraseError, DatabaseMissingError,
        DamagedVaultError, NewerVaultError, VaultInUseError.
        """
        folder = VaultFolder.load(path)
        lock = InstanceLock(folder)
        lock.acquire()
        try:
            vault = cls(folder, KeyFile.open(folder, passphrase), lock)
        except BaseException:
            lock.release()
            raise
        try:
            vault._settle()
        except BaseException:
            vault.close()
            raise
        return vault

    def _settle(self) -> None:
        """Check that the database belongs to this folder, migrate it, tidy after a crash."""
        migrate.upgrade(self._engine)
        with self._reading() as session:
            known = history.facts(session.connection())
            if known.get("store_id") != self.folder.store_id.hex:
                raise DamagedVaultError
            files = set(session.scalars(select(Attachment.id)))
        self.folder.clear_temporary()
        self._blobs.sweep_orphans(files)

    def close(self) -> None:
        """Write everything back and let go of the files. Harmless when closed already."""
        with self._turn:
            try:
                checkpoint_and_close(self._engine)
            finally:
                self._lock.release()

    def __enter__(self) -> Vault:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """What its owner calls it, else the folder's name."""
        return self.folder.name or self.folder.path.name

    @property
    def generation(self) -> int:
        """Counts the writes ever made: an older copy of a vault shows a smaller number."""
        with self._reading() as session:
            return int(history.facts(session.connection())["generation"])

    # -- reading ---------------------------------------------------------------------------
    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._turn, Session(self._engine, expire_on_commit=False) as session:
            yield session
            session.expunge_all()

    def read(self, query: Callable[[Session], Any]) -> Any:
        """Run a query of `store.queries` or `store.casefile`; what it returns is detached."""
        with self._reading() as session:
            return query(session)

    def get(self, kind: type[R], record_id: UUID) -> R | None:
        """One record, also from the trash; None if there never was one."""
        with self._reading() as session:
            return session.get(kind, record_id)

    def all(self, kind: type[R], **equal: Any) -> list[R]:
        """Records of a kind that are not in the trash, in the order of their making."""
        query = select(kind).where(kind.deleted_at.is_(None)).filter_by(**equal)
        with self._reading() as session:
            return list(session.scalars(query.order_by(kind.created_at, kind.id)))

    def find(
        self, typed: str, *, kinds: tuple[str, ...] = search.KINDS, limit: int = 50
    ) -> list[search.Hit]:
        """What contains all typed words, in any script, best first."""
        with self._reading() as session:
            return search.find(session.connection(), typed, kinds=kinds, limit=limit)

    # -- writing ---------------------------------------------------------------------------
    def _write(self, work: Callable[[Connection], ChangeSet]) -> ChangeSet:
        with self._turn, self._engine.begin() as connection:
            return work(connection)

    def save(self, *records: Record, action: Action) -> ChangeSet:
        """Write records as one action: all of them or, on an error, none.

        Raises ConflictError if one changed since it was read. On return each written record
        carries its new version and, if it asked for one, its short number.
        """
        kept = [(r, r.version, r.created_at, r.updated_at) for r in records]
        try:
            return self._write(
                partial(saving.save, records=records, action=action, station=self.station)
            )
        except BaseException:
            for record, version, created, updated in kept:
                record.version, record.created_at, record.updated_at = version, created, updated
            raise

    def trash(self, *records: Record, action: Action) -> ChangeSet:
        """Put records in the trash. They stay in the vault and can be taken back."""
        now = utc_now()
        for record in records:
            record.deleted_at = now
        return self.save(*records, action=action)

    def undo(self) -> ChangeSet:
        """Reverse the newest action; empty if there is none."""
        return self._write(partial(undo.undo, station=self.station))

    def redo(self) -> ChangeSet:
        """Do again what was undone last; empty if there is nothing."""
        return self._write(partial(undo.redo, station=self.station))

    def undoable(self) -> tuple[ActionRow | None, ActionRow | None]:
        """The action that undo would reverse, and the one that redo would do again."""
        with self._reading() as session:
            waiting = undo.stacks(session.connection())
        return (
            waiting.undo[-1] if waiting.undo else None,
            waiting.redo[-1] if waiting.redo else None,
        )

    def history_of(self, record_id: UUID, *, limit: int = 200) -> list[history.Entry]:
        """What was changed on one record, newest first."""
        with self._reading() as session:
            return history.entries(session.connection(), record_id, limit)

    # -- files -----------------------------------------------------------------------------
    def attach(
        self, source: bytes | BinaryIO, *, role: AttachmentRole, action: Action, **about: Any
    ) -> Attachment:
        """Encrypt a file into the vault and save its record; `about` are fields of Attachment.

        The file is complete on disk before the record is: a crash between leaves an orphan
        that the next opening removes, never a record without a file.
        """
        attachment_id = about.pop("id", None) or new_id()
        with self._turn:
            info = self._blobs.write(source, attachment_id)
            record = Attachment(
                id=attachment_id, role=role, key=info.key, sha256=info.sha256, size=info.size,
                **about,
            )  # fmt: skip
            self.save(record, action=action)
        return record

    def read_attachment(self, attachment: Attachment) -> bytes:
        """The file's bytes. Raises DamagedAttachmentError or MissingAttachmentError."""
        return self._blobs.read(attachment.id, attachment.key)

    # -- checking --------------------------------------------------------------------------
    def check(self) -> list[Finding]:
        """Everything that is wrong with pages, tables, history, search index and files."""
        with self._turn:
            findings = integrity_report(self._engine)
            try:
                findings += self._check_content()
            except StoreError as error:
                findings.append(Finding("content", str(error)))
        return findings

    def _check_content(self) -> list[Finding]:
        findings = []
        with self._reading() as session:
            try:
                history.verify(session.connection())
            except BrokenHistoryError as error:
                findings.append(Finding("history", str(error)))
            findings += saving.disagreements(session.connection())
            findings += search.check(session.connection())
            files = list(session.scalars(select(Attachment)))
        for attachment in files:
            try:
                self._blobs.verify(attachment.id, attachment.key, attachment.sha256)
            except StoreError as error:
                findings.append(Finding("attachment", f"{attachment.id}: {error}"))
        return findings


def _write_birth(engine: Engine, folder: VaultFolder) -> None:
    """The first notes of a vault about itself."""
    notes = {
        "store_id": folder.store_id.hex,
        "generation": "0",
        "history_length": "0",
        "history_head": history.GENESIS,
    }
    with engine.begin() as connection:
        connection.execute(
            insert(meta), [{"name": name, "value": value} for name, value in notes.items()]
        )
