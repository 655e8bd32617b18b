"""Reading what can be read of a damaged database: row by row, past the pages that cannot.

Works on a copy that nobody writes. A bad page spoils the connection that meets it, so each try
after one has a new connection. Knows tables and row numbers, no record.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from caseapp.store.engine import checkpoint_and_close, make_engine, make_reading_engine
from caseapp.store.errors import DamagedVaultError, DiskFaultError, StoreError
from caseapp.store.faults import translate_errors
from caseapp.store.keyslots import MasterKey
from caseapp.system import files

Rows = list[tuple[Any, ...]]
UNREADABLE: Final = (DamagedVaultError, DiskFaultError)

_AT_ONCE: Final = 400
_FURTHEST: Final = 1 << 40
_BLOCK: Final = 4096
_PIECE: Final = 256 * _BLOCK


@contextmanager
def readable_copy(database: Path, copy: Path, master: MasterKey) -> Iterator[Engine]:
    """The database with what its WAL brings, copied and opened to be read; the copy goes again.

    Raises DamagedVaultError if not even its tables can be found.
    """
    wal, copied_wal = (one.with_name(one.name + "-wal") for one in (database, copy))
    with translate_errors():
        copy_past_bad_blocks(database, copy)
        if wal.exists():
            copy_past_bad_blocks(wal, copied_wal)
    try:
        with suppress(StoreError):  # what the WAL brings is in the copy afterwards, or nothing is
            checkpoint_and_close(make_engine(copy, master))
        engine = make_reading_engine(copy, master)
        try:
            yield engine
        finally:
            engine.dispose()
    finally:
        for left in (copy, copied_wal):
            left.unlink(missing_ok=True)


def copy_past_bad_blocks(source: Path, target: Path) -> int:
    """Copy a file; blocks that the disk does not give are zeros. Returns how many."""
    bad = 0
    with source.open("rb", buffering=0) as taken, files.open_new(target) as given:
        size = source.stat().st_size
        for start in range(0, size, _PIECE):
            length = min(_PIECE, size - start)
            try:
                given.write(_read_at(taken, start, length))
            except OSError:
                for block in range(start, start + length, _BLOCK):
                    wanted = min(_BLOCK, start + length - block)
                    try:
                        given.write(_read_at(taken, block, wanted))
                    except OSError:
                        given.write(bytes(wanted))
                        bad += 1
    with suppress(OSError):
        shutil.copystat(source, target)
        target.chmod(files.PRIVATE_FILE)
    return bad


def _read_at(file: Any, start: int, length: int) -> bytes:
    file.seek(start)
    data: bytes = file.read(length)
    return data + bytes(length - len(data))


def definitions(engine: Engine) -> list[tuple[str, str, str]]:
    """Type, name and SQL of all tables and indexes, without SQLite's own and without the parts
    of the search index."""
    query = (
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_text_%'"
        " ORDER BY type = 'index', rowid"
    )
    with engine.connect() as connection:
        return [(str(a), str(b), str(c)) for a, b, c in connection.exec_driver_sql(query)]


def columns_of(engine: Engine, table: str) -> list[str]:
    """Names of a table's columns."""
    with engine.connect() as connection:
        return [str(row[1]) for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')]


def readable_rows(
    engine: Engine,
    table: str,
    columns: list[str],
    look: Callable[[], object],
    skipped: Callable[[int], object],
) -> Iterator[Rows]:
    """All rows of a table that can be read, in portions; the first value is the row number.

    `look()` is called between portions and may raise to stop. `skipped(n)` hears how many row
    numbers were passed over; at the end of a table, where nobody knows, it is 1.
    """
    shown = ", ".join(f'"{name}"' for name in ("rowid", *columns))
    query = f'SELECT {shown} FROM "{table}" WHERE rowid >= ? ORDER BY rowid LIMIT ?'  # noqa: S608

    def read(start: int, most: int) -> Rows | None:
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.exec_driver_sql(query, (start, most))]
        except UNREADABLE:
            return None

    at, most = 1, _AT_ONCE
    while True:
        look()
        rows = read(at, most)
        if rows is None and most > 1:
            most = max(1, most // 7)
            continue
        if rows is None:
            after = _next_readable(at, read)
            skipped(1 if after is None else after - at)
            if after is None:
                return
            at, most = after, _AT_ONCE
            continue
        if not rows:
            return
        yield rows
        at = rows[-1][0] + 1
        most = min(_AT_ONCE, most * 2)


def _next_readable(bad: int, read: Callable[[int, int], Rows | None]) -> int | None:
    """The first row number after `bad` from which reading goes on; None if there is none."""
    step = 1
    while read(bad + step, 1) is None:
        step *= 2
        if step > _FURTHEST:
            return None
    low, high = bad + step // 2, bad + step
    while high - low > 1:
        middle = (low + high) // 2
        if read(middle, 1) is None:
            low = middle
        else:
            high = middle
    return high
