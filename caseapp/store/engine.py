"""The encrypted database file: made, opened and closed.

One connection, held exclusively; every transaction begins as a writer, so that nobody
waits in the middle of one. While an engine is open nothing else in this process may open
case.db, not even to copy it: closing it again would drop the lock (fcntl). All SQL here is
SQLite's own. Knows no record and no table.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool

from caseapp.store.errors import (
    DamagedVaultError,
    DatabaseMissingError,
    DiskFaultError,
    DiskFullError,
    DiskGoneError,
    ReadOnlyVaultError,
    UnsuitableLibraryError,
    VaultInUseError,
)
from caseapp.store.faults import as_store_error, translate_errors
from caseapp.store.keyslots import MasterKey
from caseapp.system import files
from caseapp.system.progress import Progress

__all__ = [
    "APPLICATION_ID",
    "Finding",
    "checkpoint_and_close",
    "compact_copy",
    "create_database",
    "foreign_keys_checked_at_the_end",
    "fts_secure_delete",
    "hold_still",
    "let_go",
    "make_engine",
    "make_reading_engine",
    "outside_transaction",
    "require_library",
    "roomy",
    "translate_errors",
]

APPLICATION_ID: Final = 0x43465654
"""`PRAGMA application_id` of our files: the letters CFVT."""

_ROOM: Final = 96 * 1024
"""Kilobytes of pages that a large write keeps in memory."""

# Before 3.51.3 a WAL file could damage the database, and before 3.53.3 a hostile FTS5
# index the memory (CVE-2026-11822, -11824).
_LEAST_SQLITE: Final = (3, 53, 3)
_PAGE_SIZE: Final = 4096

# The order matters: exclusive before the first use of the WAL, or a -shm file appears.
_PRAGMAS: Final = (
    "cipher_log_level=NONE",
    "locking_mode=EXCLUSIVE",
    "journal_mode=WAL",
    "synchronous=FULL",
    "fullfsync=ON",
    "checkpoint_fullfsync=ON",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
)
_READING_PRAGMAS: Final = (
    "cipher_log_level=NONE", "temp_store=MEMORY", "trusted_schema=OFF",
)  # fmt: skip
_WAL_PAGES: Final = 1000
"""SQLite's own measure of when the WAL is written back."""
_STEPS_BETWEEN_LOOKS: Final = 20_000
"""Virtual machine steps of SQLite between two looks whether to stop: some milliseconds."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found wrong. `check` names it; `detail` is SQLite's own words.

    The words may name tables, indexes and page numbers, never the content of a record.
    """

    check: str
    detail: str


def require_library() -> str:
    """The versions in use ("SQLite 3.53.4, SQLCipher 4.19.0 community").

    `UnsuitableLibraryError` unless SQLite is recent enough and SQLCipher is in it.
    """
    with closing(sqlcipher.connect(":memory:")) as connection:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    if sqlcipher.sqlite_version_info < _LEAST_SQLITE or not cipher:
        name = cipher[0] if cipher else "no SQLCipher"
        raise UnsuitableLibraryError(found=f"SQLite {sqlcipher.sqlite_version}, {name}")
    return f"SQLite {sqlcipher.sqlite_version}, SQLCipher {cipher[0]}"


@translate_errors()
def create_database(database: Path, key: MasterKey) -> None:
    """Make an empty keyed database with our application id and user version 0.

    `FileExistsError` if there is a file already: nothing is ever created over it.
    """
    require_library()
    files.write_new(database, b"")
    with closing(_connect(database, key.database_key_hex(), busy_seconds=0)) as connection:
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA user_version=0")
    files.sync_folder(database.parent)


def make_engine(database: Path, key: MasterKey, *, busy_seconds: float = 5.0) -> Engine:
    """An engine with one exclusive connection to an existing database.

    Opens at once, so that the caller hears here of `DatabaseMissingError`,
    `DamagedVaultError`, `VaultInUseError` (after `busy_seconds`) or `ReadOnlyVaultError`.
    Errors of later statements arrive as ours too; DDL is part of its transaction.
    """
    require_library()
    key_hex = key.database_key_hex()

    def connect() -> Any:
        with translate_errors():
            _require_file(database)
            return _connect_checked(database, key_hex, busy_seconds)

    return _engine_over(connect, _begin_immediate, database)


def make_reading_engine(database: Path, key: MasterKey) -> Engine:
    """An engine over a finished copy that nobody writes: takes no lock and changes no byte.

    Raises as `make_engine`, as soon as something is wrong.
    """
    require_library()
    key_hex = key.database_key_hex()

    def connect() -> Any:
        with translate_errors():
            return _connect_reading(database, key_hex)

    return _engine_over(connect, _begin, database)


def _engine_over(
    connect: Callable[[], Any], begin: Callable[[Connection], None], database: Path
) -> Engine:
    """One connection, opened at once, so that what is wrong is heard of here."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )
    event.listen(engine, "begin", begin)
    event.listen(engine, "handle_error", partial(_raise_ours, database))
    try:
        engine.connect().close()
    except BaseException:
        engine.dispose()
        raise
    return engine


def hold_still(engine: Engine) -> None:
    """Write the WAL back; from now on writes go to the WAL alone, and case.db is not touched.

    A crash in this state loses nothing. `let_go` ends it. Nobody may checkpoint meanwhile.
    """
    with outside_transaction(engine) as connection:
        raw = connection.driver_connection
        (busy, _pages, _written) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise VaultInUseError
        raw.execute("PRAGMA wal_autocheckpoint=0")


def let_go(engine: Engine) -> None:
    """Let writes reach case.db again, from the WAL, as it grows."""
    with outside_transaction(engine) as connection:
        connection.driver_connection.execute(f"PRAGMA wal_autocheckpoint={_WAL_PAGES}")


def compact_copy(database: Path, key: MasterKey, target: Path, progress: Progress) -> None:
    """Write a copy that nobody has open anew, without gaps, under the same key, and flush it.

    Raises `Cancelled` with nothing left at `target`.
    """
    with translate_errors():
        files.write_new(target, b"")
    try:
        with translate_errors(), closing(_connect_reading(database, key.database_key_hex())) as raw:
            raw.set_progress_handler(lambda: int(progress.cancelled), _STEPS_BETWEEN_LOOKS)
            raw.execute("VACUUM INTO ?", (str(target),))
        with translate_errors():
            files.sync_folder(target.parent)
    except ReadOnlyVaultError as error:
        # Its folder took `target` just now: it is room that a file beside it did not find.
        target.unlink(missing_ok=True)
        raise DiskFullError from error
    except BaseException:
        target.unlink(missing_ok=True)
        progress.raise_if_cancelled()
        raise


def fts_secure_delete(connection: Connection, table: str, *, at_once: bool = True) -> None:
    """Make FTS5 table `table` forget deleted words at once; without it they stay in its index
    until it is optimised."""
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", table):
        raise ValueError("not a plain table name")
    sql = f"INSERT INTO {table}({table}, rank) VALUES('secure-delete', {int(at_once)})"
    connection.exec_driver_sql(sql)


@contextmanager
def outside_transaction(engine: Engine) -> Iterator[Any]:
    """The raw DB-API connection in autocommit mode, for what SQLite refuses in a transaction.

    Checkpoints, checks, VACUUM. Library errors leave the block as ours.
    """
    with translate_errors():
        connection = engine.raw_connection()
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """More memory for pages, for a transaction that writes very many rows.

    With the usual two megabytes the same pages are ciphered, written and read back over and
    over: ten thousand cases then take minutes instead of seconds.
    """
    (usual,) = connection.exec_driver_sql("PRAGMA cache_size").one()
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_ROOM}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={int(usual)}")


@contextmanager
def foreign_keys_checked_at_the_end(engine: Engine) -> Iterator[Connection]:
    """A transaction that may drop and make again a table that others point to.

    SQLite forgets no broken reference within a transaction, even if the row comes back in a
    new table; so all are looked at once, before the commit. A broken one is a bug.
    """
    with outside_transaction(engine) as connection:
        connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with engine.begin() as transaction:
            yield transaction
            broken = transaction.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise RuntimeError(f"a row of {broken[0]} points nowhere in {broken[2]}")
    finally:
        with outside_transaction(engine) as connection:
            connection.driver_connection.execute("PRAGMA foreign_keys=ON")


def checkpoint_and_close(engine: Engine) -> None:
    """Write the WAL back into the database and close; on a full disk the WAL stays, and is kept.

    Harmless when it is closed already.
    """
    try:
        if isinstance(engine.pool, QueuePool) and engine.pool.checkedin() == 0:
            return
        with outside_transaction(engine) as connection:
            connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        engine.dispose()


def _connect(database: Path, key_hex: str, busy_seconds: float) -> Any:
    """A keyed raw connection in autocommit mode, to be written through. Never makes the file."""
    connection = _keyed(database, key_hex, "mode=rw", busy_seconds)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _keyed(database: Path, key_hex: str, mode: str, busy_seconds: float) -> Any:
    connection = sqlcipher.connect(
        f"{database.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,  # the driver begins nothing by itself: see _begin_immediate
        check_same_thread=False,
    )
    try:
        connection.execute(f"PRAGMA key=\"x'{key_hex}'\"")  # must be the first statement
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_checked(database: Path, key_hex: str, busy_seconds: float) -> Any:
    """Connect, take the lock, and see that this is our file and that it can be written."""
    connection = _connect(database, key_hex, busy_seconds)
    try:
        connection.execute("BEGIN IMMEDIATE")
        ours = _is_ours(connection)
        connection.execute("ROLLBACK")
        if not ours:
            raise DamagedVaultError
    except BaseException:
        connection.close()
        raise
    return connection


def _connect_reading(database: Path, key_hex: str) -> Any:
    """For a file that nobody writes while this is open; no byte of it can be changed."""
    _require_file(database, write=False)
    connection = _keyed(database, key_hex, "mode=ro&immutable=1", 0)
    try:
        for pragma in _READING_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if not _is_ours(connection):
            raise DamagedVaultError
    except BaseException:
        connection.close()
        raise
    return connection


def _is_ours(connection: Any) -> bool:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(application_id == APPLICATION_ID)


def _require_file(database: Path, *, write: bool = True) -> None:
    """Refuse what SQLite would take for a new database, or would open for reading only.

    Looks without opening: on POSIX systems closing a file drops every lock that this
    process holds on it, SQLite's too.
    """
    try:
        size = database.stat().st_size
    except FileNotFoundError:
        raise DatabaseMissingError from None
    if not os.access(database, os.R_OK | (os.W_OK if write else 0)):
        raise ReadOnlyVaultError
    if size < _PAGE_SIZE:
        raise DamagedVaultError


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    """Begin as a writer, so that a transaction that has read never fails at its first write."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _raise_ours(database: Path, context: ExceptionContext) -> None:
    known = as_store_error(context.original_exception)
    if isinstance(known, (DamagedVaultError, DiskFaultError)) and not _is_there(database):
        known = DiskGoneError()  # SQLite takes a disk that was pulled out for a damaged file
    if isinstance(known, (DamagedVaultError, DiskGoneError)):
        # The connection that met a bad page would call every later one read-only.
        context.is_disconnect = True
    if known is not None:
        raise known from context.original_exception


def _is_there(database: Path) -> bool:
    try:
        return database.exists()
    except OSError:
        return False
