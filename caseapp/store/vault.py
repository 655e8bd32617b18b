"""The vault: what the rest of the program sees of the store.

Records leave complete and detached and come back through `save`. Every write is one user
action in one transaction and returns a `ChangeSet`. All methods may be called from any
thread; one at a time is served. No session, no SQL and no key leaves this room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.store import history, migrate, rekey, saving, search, undo
from caseapp.store.access import Access
from caseapp.store.backups import Backups
from caseapp.store.blob_reader import BlobReader
from caseapp.store.blobs import BlobInfo, BlobStore
from caseapp.store.checks import Checks
from caseapp.store.disk_guard import DiskGuard, unchanged_on_error
from caseapp.store.drafts import Draft
from caseapp.store.engine import Finding, make_engine, make_reading_engine, roomy
from caseapp.store.errors import ConflictError, StoreError
from caseapp.store.file_secret import file_secret
from caseapp.store.filing import Opened, filed
from caseapp.store.folder import VaultFolder
from caseapp.store.forgetting import Forgetter
from caseapp.store.history import Action, ActionRow
from caseapp.store.instance import InstanceLock
from caseapp.store.keys import KdfCost, KeyFile, MasterKey
from caseapp.store.notes import set_note
from caseapp.store.opening import Memory, make_folder, own_generation
from caseapp.store.records import Attachment, Record, new_id, utc_now
from caseapp.store.recovery import VaultKeys
from caseapp.store.saving import ChangeSet
from caseapp.store.staging import Staging
from caseapp.store.unclean import OpenMark, look_after_unclean_end, mend_search, require_no_wal
from caseapp.system.progress import Progress

T = TypeVar("T")
R = TypeVar("R", bound=Record)
Portions = Callable[[Session], Iterable[Sequence[Record | Draft]]]
"""Gives records portion by portion, from what stands."""


class Vault:
    """An open vault. Made by `create` or `open`; `close` it, or use it as a context manager."""

    def __init__(
        self,
        folder: VaultFolder,
        master: MasterKey,
        lock: InstanceLock,
        memory: Path | None = None,
        *,
        look_only: bool = False,
    ) -> None:
        self.folder, self.look_only = folder, look_only
        self.memory = Memory(folder, master, memory)
        self.station = ""
        self.across_scripts = True
        """Whether names are looked for in every script, not only as they are spelled."""
        self._lock = lock
        self.disk = DiskGuard(folder)
        connect = make_reading_engine if look_only else make_engine
        self._engine: Engine = connect(folder.database, master)
        self._access = Access(self._engine, self.disk, self.memory, self._choices)
        self._alone, self._reading = self._access.alone, self._access.reading
        self._blobs: BlobStore
        self._mark, self._marked = OpenMark(folder), False
        self.backups = Backups(folder, master, self._alone)
        self.keys = VaultKeys(folder, master, self._alone, self.close, self.disk)
        self.checks = Checks(self.backups.frozen, self._alone, self._reading)
        self.forgetting = Forgetter(self.backups.frozen, self._alone, self.disk, self.memory)
        self.disk.look_only = self.backups.look_only = look_only

    # -- making, opening, closing ----------------------------------------------------------
    @classmethod
    def create(
        cls, path: Path, passphrase: str, *, name: str = "", cost: KdfCost | None = None,
        memory: Path | None = None,
    ) -> Vault:  # fmt: skip
        """Make a vault at `path` (absent or an empty folder) and open it; `memory` as in `open`."""
        make_folder(path, name, passphrase, cost)
        return cls.open(path, passphrase, memory=memory)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str,
        *,
        memory: Path | None = None,
        progress: Progress | None = None,
    ) -> Vault:
        """Open the vault at `path`; after an unclean end it is looked over first.

        `memory`: this machine's file of what was seen last of each vault (see `last_seen`).

        Raises, each with its own sentence: VaultMissingError, NotAVaultError,
        DamagedDescriptionError, DamagedKeysError, WrongPassphraseError, DatabaseMissingError,
        DamagedVaultError, NewerVaultError, VaultInUseError.
        """
        folder = VaultFolder.load(path)
        with InstanceLock(folder).held_on() as lock:
            unclean = OpenMark(folder).is_left()
            rekey.finish(folder)
            master = KeyFile.open(folder, passphrase)
            vault = cls(folder, master, lock, memory)
        return vault._settled(lambda: vault._settle(master, unclean, progress))

    @classmethod
    def look(cls, folder: VaultFolder, master: MasterKey) -> Vault:
        """Open a damaged vault without writing a byte into its files: nothing can be saved.

        Raises as `open`, and NotToLookAtError if only its WAL holds the newest saves.
        """
        with InstanceLock(folder).held_on() as lock:
            require_no_wal(folder)
            vault = cls(folder, master, lock, look_only=True)
        return vault._settled(lambda: vault._recognise(master))

    def _settled(self, settle: Callable[[], object]) -> Vault:
        try:
            settle()
        except BaseException:
            with suppress(StoreError):  # what went wrong first is what is told
                self.close()
            raise
        return self

    def _recognise(self, master: MasterKey) -> bool:
        """See that the database belongs to this folder; whether it is of an older form."""
        with self._reading() as session:
            generation = own_generation(session.connection(), self.folder)
            secret = file_secret(session.connection(), master)
            behind = migrate.is_behind(session.connection())
        self._blobs = BlobStore(self.folder, secret)
        self.checks.blobs = self.forgetting.blobs = self._blobs
        self.memory.compare(generation)
        return behind

    def _settle(self, master: MasterKey, unclean: bool, progress: Progress | None) -> None:
        """Look it over after a crash, migrate it, tidy."""
        behind = self._recognise(master)
        found = look_after_unclean_end(self._engine, self._blobs, progress) if unclean else None
        self._mark.set()
        self._marked = True
        if behind:
            self.backups.make_before_migration()
        migrate.upgrade(self._engine)
        if found is not None:
            self.checks.found_at_opening(found)
            mend_search(self._engine, found)
        self.memory.settle(self._engine)
        self.forgetting.finish(self._engine)
        with self._reading() as session:
            files = set(session.scalars(select(Attachment.id)))
        self.folder.clear_temporary()
        self._blobs.sweep_orphans(files)

    def take_over(self) -> None:
        """Work goes on in this vault, though a newer state of it was seen."""
        with self._alone() as engine:
            self.memory.take_over(engine)

    def close(self) -> None:
        """Write everything back and let go of the files. Harmless when closed already."""
        with self._access.turn:
            try:
                was_open = self._access.shut()
                if was_open and self._marked and not self.disk.stopped:
                    self._mark.clear()
                    self.memory.end()
            finally:
                self.backups.close()
                try:
                    rekey.finish(self.folder)
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

    def own_note(self, name: str, make: Callable[[], str]) -> str:
        """What the vault keeps for itself, outside of records, history and packets; made once."""
        with self._reading() as session:
            known = history.facts(session.connection()).get(name)
        if known is not None:
            return known
        made = make()
        self._access.write(lambda connection: set_note(connection, name, made))
        return made

    # -- reading ---------------------------------------------------------------------------
    def _choices(self) -> dict[str, bool]:
        return {search.ACROSS_SCRIPTS: self.across_scripts}

    def read(self, query: Callable[[Session], T]) -> T:
        """Run a query of `store.queries` or `store.casefile`; what it returns is detached."""
        with self._reading() as session:
            return query(session)

    def get(self, kind: type[R], record_id: UUID) -> R | None:
        """One record, also from the trash; None if there never was one."""
        with self._reading() as session:
            return session.get(kind, record_id)

    def alive(self, kind: type[R], record_id: UUID) -> R:
        """One record that is not in the trash. Raises ConflictError if it is gone by now."""
        record = self.get(kind, record_id)
        if record is None or record.deleted_at is not None:
            raise ConflictError
        return record

    def all(self, kind: type[R], **equal: Any) -> list[R]:
        """Records of a kind that are not in the trash, in the order of their making."""
        query = select(kind).where(kind.deleted_at.is_(None)).filter_by(**equal)
        with self._reading() as session:
            return list(session.scalars(query.order_by(kind.created_at, kind.id)))

    def find(
        self, typed: str, *, kinds: tuple[str, ...] = search.KINDS, limit: int = 50
    ) -> list[search.Hit]:
        """What contains all typed words as they are spelled, best first."""
        with self._reading() as session:
            return search.find(session.connection(), typed, kinds=kinds, limit=limit)

    # -- writing ---------------------------------------------------------------------------
    def save(self, *records: Record, action: Action) -> ChangeSet:
        """Write records as one action: all of them or, on an error, none.

        Raises ConflictError if one changed since it was read, NumberTakenError if one asks
        for a short number that is not free. On return each written record carries its new
        version and, if it asked for one, its short number; after an error all are as before.
        """
        work = partial(saving.save, records=records, action=action, station=self.station)
        return self._access.write_little(work, *records)

    def save_in_portions(self, make: Portions, action: Action) -> ChangeSet:
        """Write very many records as one action, of which only a portion is in memory.

        `make` is called in the transaction and may read in its session what stands, and what
        its earlier portions have left; what it raises takes all of it back. Errors as `save`.
        """

        def work(connection: Connection) -> ChangeSet:
            with roomy(connection), Session(connection, expire_on_commit=False) as session:
                return saving.save_in_portions(
                    connection, make(session), action, station=self.station
                )

        return self._access.write(work)

    def trash(self, *records: Record, action: Action) -> ChangeSet:
        """Put records in the trash. They stay in the vault and can be taken back."""
        now = utc_now()
        with unchanged_on_error(records):
            for record in records:
                record.deleted_at = record.deleted_at or now
            return self.save(*records, action=action)

    def undo(self) -> ChangeSet:
        """Reverse the newest action; empty if there is none."""
        return self._access.write_little(partial(undo.undo, station=self.station))

    def redo(self) -> ChangeSet:
        """Do again what was undone last; empty if there is nothing."""
        return self._access.write_little(partial(undo.redo, station=self.station))

    def undo_only(self, action: int) -> ChangeSet:
        """Reverse one action by its number, whatever came after it; of an undo, its redo.

        Raises NotUndoableError, UndoneAlreadyError or UndoOvertakenError, with nothing written.
        """
        return self._access.write_little(partial(undo.undo_one, seq=action, station=self.station))

    def undoable(self) -> tuple[ActionRow | None, ActionRow | None]:
        """The action that undo would reverse, and the one that redo would do again."""
        with self._reading() as session:
            waiting = undo.waiting(session.connection())
        return waiting.undo, waiting.redo

    def history_of(self, record_id: UUID, *, limit: int = 200) -> list[history.Entry]:
        """What was changed on one record, newest first."""
        with self._reading() as session:
            return history.entries(session.connection(), record_id, limit)

    # -- files -----------------------------------------------------------------------------
    def attach(
        self,
        source: bytes | BinaryIO,
        *,
        role: AttachmentRole,
        action: Action,
        also: Sequence[Record] = (),
        then: Portions | None = None,
        **about: Any,
    ) -> Attachment:
        """Encrypt a file into the vault and save its record; `about` are fields of Attachment.

        `also` are records to save in the same action, such as the case that shows it; `then`
        gives more of them, as in `save_in_portions`.
        The file is complete on disk before the record is: a crash between leaves an orphan
        that the next opening removes, never a record without a file.
        """
        attachment_id = about.pop("id", None) or new_id()
        self.disk.require_room(source, is_list=then is not None)
        with self.disk.writing():
            info = self._blobs.write(source, attachment_id)
        try:
            record = Attachment(
                id=attachment_id, role=role, key=info.key, sha256=info.sha256, size=info.size,
                **about,
            )  # fmt: skip
            first = (record, *also)
            if then is None:
                self.save(*first, action=action)
            else:
                self.save_in_portions(lambda session: chain((first,), then(session)), action)
        except BaseException:
            # After an error while committing only the database knows whether there is a row.
            with suppress(Exception):
                if self.get(Attachment, attachment_id) is None:
                    self._blobs.delete(attachment_id)
            raise
        return record

    def save_with_files(
        self,
        make: Callable[[Session, Mapping[UUID, BlobInfo]], Iterable[Sequence[Record]]],
        files: Mapping[UUID, Opened],
        action: Action,
    ) -> ChangeSet:
        """Like `save_in_portions`, with the files of new attachments, each under a new key.

        `files` opens them by the attachments' ids; `make` is told what to write of them into
        their records. A file without a record goes again.
        """

        def is_there(attachment_id: UUID) -> bool:
            return self.get(Attachment, attachment_id) is not None

        with self.disk.writing(), filed(self._blobs, is_there, files) as written:
            return self.save_in_portions(lambda session: make(session, written), action)

    def staging(self) -> Staging:
        """A place for files that are not part of the vault yet; the caller closes it."""
        with self._access.turn:
            self._access.require_open()
            return Staging(self.folder)

    def read_attachment(self, attachment: Attachment) -> bytes:
        """The file's bytes. Raises DamagedAttachmentError or MissingAttachmentError."""
        return self._blobs.read(attachment.id, attachment.key)

    def stream_attachment(self, attachment: Attachment) -> Iterator[bytes]:
        """Its bytes in pieces of at most 64 KiB. Errors as `read_attachment`, also on the way."""
        return self._blobs.open_stream(attachment.id, attachment.key)

    def open_attachment(self, attachment: Attachment) -> BlobReader:
        """Its bytes at any place, decrypted piece by piece; the caller closes it.

        Errors as `read_attachment`, also while reading.
        """
        return self._blobs.open_reader(attachment.id, attachment.key, attachment.size)

    # -- checking --------------------------------------------------------------------------
    def check(self, progress: Progress | None = None) -> list[Finding]:
        """Everything that is wrong with pages, tables, history, search index and files."""
        return self.checks.run(progress)
