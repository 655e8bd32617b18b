"""Is a copy what it says it is? Its database against its facts, its files against their hashes.

Reads everything and writes nothing. A finding names files, tables and checks, never content.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Engine, select, text

from caseapp.store import history, migrate
from caseapp.store.backup_manifest import Facts, FileEntry
from caseapp.store.backup_place import faults_at, hash_of
from caseapp.store.engine import Finding, make_reading_engine
from caseapp.store.errors import BrokenHistoryError, DamagedVaultError, StoreError
from caseapp.store.integrity import integrity_report
from caseapp.store.keyslots import MasterKey
from caseapp.store.records import Attachment
from caseapp.system.progress import Progress

HISTORY = "history"
"""The check of the chain: a fault in it is one of the vault, not of its copy."""


@dataclass(frozen=True, slots=True)
class AttachedRow:
    """What a database says of one attached file: as `Attachment`, without its content."""

    id: UUID
    key: bytes
    sha256: str


def facts_of(connection: Connection) -> Facts:
    """What an open database says of itself, in whatever form it is. Raises DamagedVaultError."""
    form = migrate.current(connection)
    if form is None:
        raise DamagedVaultError
    known = history.facts(connection)
    names = connection.scalars(
        text(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
            " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_text%' ORDER BY name"
        )
    ).all()
    # Names out of the schema itself; quoted all the same.
    tables = {
        name: int(connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())  # noqa: S608
        for name in names
    }
    return Facts(
        UUID(known["store_id"]), int(known["generation"]), known["history_head"],
        int(known["history_length"]), form, tables,
    )  # fmt: skip


def attached_rows(connection: Connection) -> list[AttachedRow]:
    """All attached files, those in the trash too: an undo may bring them back."""
    query = select(Attachment.id, Attachment.key, Attachment.sha256).order_by(Attachment.id)
    return [AttachedRow(*row) for row in connection.execute(query)]


def check_copy(database: Path, key: MasterKey, facts: Facts) -> list[Finding]:
    """Open a finished copy anew and compare it with what it must be; empty is sound."""
    try:
        engine = make_reading_engine(database, key)
    except StoreError as error:
        return [Finding("open", type(error).__name__)]
    try:
        return check_against(engine, facts)
    finally:
        engine.dispose()


def check_against(engine: Engine, facts: Facts) -> list[Finding]:
    """Pages, tables, facts, and the chain of the history, which is the last to be looked at."""
    findings = integrity_report(engine)
    if findings:
        return findings
    with engine.connect() as connection:
        return [*_other_facts(connection, facts), *_history(connection)]


def _other_facts(connection: Connection, expected: Facts) -> Iterator[Finding]:
    try:
        found = facts_of(connection)
    except (StoreError, KeyError, ValueError) as error:
        yield Finding("facts", type(error).__name__)
        return
    for field in fields(Facts):
        if getattr(found, field.name) != getattr(expected, field.name):
            yield Finding("facts", field.name)


def _history(connection: Connection) -> Iterator[Finding]:
    """The tables of the history have had one form from the first version on."""
    try:
        history.verify(connection)
    except BrokenHistoryError as error:
        yield Finding(HISTORY, str(error))


def changed_files(
    root: Path, entries: Collection[FileEntry], read: Callable[[int], object]
) -> list[str]:
    """Paths of the files that are missing or not as they were written, read from the disk."""
    changed = []
    for entry in entries:
        path = root / entry.path
        with faults_at(root):
            try:
                sound = hash_of(path, read) == (entry.size, entry.blake2b)
            except OSError:
                # One file that cannot be read is that file's damage; a disk that is gone is not.
                root.stat()
                sound = False
        if not sound:
            changed.append(entry.path)
    return changed


class Meter:
    """Counts bytes towards a total and tells them; stops the work where somebody asked to."""

    def __init__(self, progress: Progress, total: int, message: str) -> None:
        self._progress, self._total, self._message = progress, max(total, 1), message
        self._done = 0
        self(0)

    def __call__(self, size: int) -> None:
        self._progress.raise_if_cancelled()
        self._done += size
        self._progress.report(min(self._done, self._total), self._total, self._message)
