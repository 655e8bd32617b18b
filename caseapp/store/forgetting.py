"""Forgetting for good: a person with everything of hers, or one attached file.

What the rest of the program sees of it, as `Vault.forgetting`. Unlike the trash it takes the
records, their files and what the history knew of them; nothing brings them back. All of it is one
transaction; what can only be done after it (files, pages that were freed) is noted in it, and
done at the next opening if the machine stops between. Knows no screen and no policy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.orm import Session

from caseapp.i18n import N_
from caseapp.store import history, search
from caseapp.store.blobs import BlobStore
from caseapp.store.disk_guard import DiskGuard
from caseapp.store.engine import outside_transaction, roomy
from caseapp.store.forgotten_history import Tells, empty, holds
from caseapp.store.history import FORGETTING, FORGOTTEN_UP_TO, Action, FieldChange
from caseapp.store.notes import remove_notes, set_note
from caseapp.store.opening import Memory
from caseapp.store.queries import followed
from caseapp.store.queries.forgetting import NOTED_BY_ITSELF, Loose, belongings, loose_ends
from caseapp.store.records import KINDS, Copy, utc_now
from caseapp.store.records.values import differ, logged
from caseapp.store.saving import ChangeSet, chunks, table_of
from caseapp.system.progress import Progress

UNFINISHED: Final = "forgetting"
"""Note in `meta`: the attached files that are still to be destroyed, as a list of ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be forgotten: a record of `FORGETTABLE`, the copies whose kept files go too, and
    what tells of it in a text."""

    kind: str
    id: UUID
    tells: Tells
    copies: Collection[UUID] = ()


class Forgetter:
    """`blobs` are set when the vault is open."""

    def __init__(
        self,
        frozen: AbstractContextManager[object],
        alone: Callable[[], AbstractContextManager[Engine]],
        disk: DiskGuard,
        memory: Memory,
    ) -> None:
        """`alone()` gives the database while nobody else uses the vault; `frozen` is held while
        nobody may checkpoint."""
        self._frozen, self._alone, self._disk, self._memory = frozen, alone, disk, memory
        self.blobs: BlobStore | None = None

    def forget(
        self, wish: Wish, progress: Progress | None = None, *, station: str = ""
    ) -> ChangeSet:
        """Forget it; `station` says who did.

        Can be cancelled until the history was looked through; then nothing is done. Raises the
        errors of a write, with nothing done. If only what comes after the write fails, the next
        opening does it.
        """
        progress = progress or Progress()
        with self._disk.writing(), self._frozen, self._alone() as engine:
            with engine.begin() as connection, roomy(connection):
                changes = _forget(connection, wish, station, progress)
                generation = int(history.facts(connection)["generation"])
            self._memory.note(generation)
            progress.report(0, 0, N_("Writing the vault anew without it…"))
            followed.leave(engine)
            self.finish(engine)
        return changes

    def finish(self, engine: Engine) -> None:
        """Do what a forgetting still needs; nothing if there was none."""
        with engine.connect() as connection:
            note = history.facts(connection).get(UNFINISHED)
        if note is None:
            return
        assert self.blobs is not None
        for attachment_id in json.loads(note):
            self.blobs.destroy(UUID(hex=attachment_id))
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO search_text(search_text) VALUES('optimize')")
        _write_anew(engine)
        with engine.begin() as connection:
            remove_notes(connection, UNFINISHED)


def _write_anew(engine: Engine) -> None:
    """Freed pages, and gaps within pages, keep what stood there until the file is written anew;
    the WAL keeps it until it is cut off."""
    with outside_transaction(engine) as connection:
        raw = connection.driver_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _forget(connection: Connection, wish: Wish, station: str, progress: Progress) -> ChangeSet:
    """All of it, in the open transaction."""
    with Session(connection) as session:
        gone = belongings(session, wish.kind, wish.id)
        files = gone.get("attachment", set()) | _kept_files(session, wish.copies)
        if files - gone.get("attachment", set()):
            gone["attachment"] = files
            gone["custody_entry"] = gone.get("custody_entry", set()) | set(session.scalars(
                select(KINDS["custody_entry"].id).where(
                    table_of(KINDS["custody_entry"]).c.attachment_id.in_(files))
            ))  # fmt: skip
        ends = loose_ends(session, gone)
    changed = {(one.kind, one.id) for one in ends} | {("copy", one) for one in wish.copies}
    changed |= set(_noted_by_itself(connection, gone, wish.tells))
    before = _as_logged(connection, changed)
    _loosen(connection, ends)
    _take_copies(connection, wish.copies)
    for name, field in NOTED_BY_ITSELF:
        _without_it(connection, name, field, changed, wish.tells)
    _delete(connection, gone)
    anew = _changes(connection, before)
    fields = {(one.record_kind, one.record_id, one.field) for one in anew}
    emptied = empty(connection, gone, fields, wish.tells, progress)
    action = Action(
        FORGETTING,
        {"kind": wish.kind, "emptied": history.ranges(emptied),
         "records": {name: len(ids) for name, ids in sorted(gone.items())}},
        undoable=False,
    )  # fmt: skip
    writer = history.Writer(connection, action, station=station)
    writer.add(anew)
    row = writer.finish()
    set_note(connection, FORGOTTEN_UP_TO, str(row.seq))
    set_note(connection, UNFINISHED, json.dumps(sorted(file.hex for file in files)))
    kinds = frozenset(gone) | {name for name, _id in changed}
    ids = frozenset(one for of in gone.values() for one in of)
    return ChangeSet(row.seq, kinds, ids | {one for _name, one in changed})


def _kept_files(session: Session, copies: Collection[UUID]) -> set[UUID]:
    """The finished files of these copies."""
    found: set[UUID] = set()
    for some in chunks(copies):
        query = select(Copy.pdf_id).where(Copy.id.in_(some), Copy.pdf_id.is_not(None))
        found.update(one for one in session.scalars(query) if one is not None)
    return found


def _take_copies(connection: Connection, copies: Collection[UUID]) -> None:
    """Of a copy number, day, addressee and hashes stay: enough to say that it was there."""
    table = table_of(Copy)
    nothing: dict[str, Any] = {
        "frozen": "", "withheld": [], "images": {}, "overrides": [], "pdf_id": None,
    }  # fmt: skip
    for some in chunks(copies):
        own = update(table).where(table.c.id.in_(some))
        connection.execute(own.values(version=table.c.version + 1, **nothing))


def _loosen(connection: Connection, ends: Iterable[Loose]) -> None:
    for end in ends:
        table = table_of(KINDS[end.kind])
        own = update(table).where(table.c.id == end.id)
        connection.execute(own.values({end.field: None, "version": table.c.version + 1}))


def _noted_by_itself(
    connection: Connection, gone: Mapping[str, Collection[UUID]], tells: Tells
) -> Iterable[tuple[str, UUID]]:
    """Records that stay, in which the program itself noted something that tells of it."""
    for name, field in NOTED_BY_ITSELF:
        table = table_of(KINDS[name])
        for record_id, value in connection.execute(select(table.c.id, table.c[field])):
            if record_id not in gone.get(name, ()) and holds(value, tells):
                yield name, record_id


def _without_it(
    connection: Connection, name: str, field: str, changed: set[tuple[str, UUID]], tells: Tells
) -> None:
    table = table_of(KINDS[name])
    for some in chunks([one for kind, one in changed if kind == name]):
        rows = connection.execute(select(table.c.id, table.c[field]).where(table.c.id.in_(some)))
        for record_id, value in rows.all():
            own = update(table).where(table.c.id == record_id)
            connection.execute(own.values({field: _emptied(value, tells)}))


def _emptied(value: Any, tells: Tells) -> Any:
    if isinstance(value, str):
        return "" if value and tells(value) else value
    if isinstance(value, dict):
        return {key: _emptied(one, tells) for key, one in value.items()}
    return [_emptied(one, tells) for one in value] if isinstance(value, list) else value


def _delete(connection: Connection, gone: Mapping[str, Collection[UUID]]) -> None:
    """Out of the search index first, which asks the rows whose they are."""
    now = utc_now()
    marked = {KINDS[name]: sorted(ids) for name, ids in gone.items()}
    for kind, ids in marked.items():
        table = table_of(kind)
        for some in chunks(ids):
            connection.execute(update(table).where(table.c.id.in_(some)).values(deleted_at=now))
    search.refresh_marked(connection, marked)
    for kind, ids in marked.items():
        table = table_of(kind)
        for some in chunks(ids):
            connection.execute(delete(table).where(table.c.id.in_(some)))


def _as_logged(
    connection: Connection, records: Collection[tuple[str, UUID]]
) -> dict[tuple[str, UUID], dict[str, Any]]:
    found = {}
    with Session(connection) as session:
        for name, record_id in records:
            record = session.get(KINDS[name], record_id)
            if record is not None:
                found[name, record_id] = logged(record)
    return found


def _changes(
    connection: Connection, before: Mapping[tuple[str, UUID], dict[str, Any]]
) -> list[FieldChange]:
    """What differs now in records that stay; what stood there before is not said."""
    after = _as_logged(connection, before)
    return [
        FieldChange(name, record_id, field, None, value)
        for (name, record_id), values in sorted(after.items())
        for field, value in values.items()
        if differ(before[name, record_id][field], value)
    ]
