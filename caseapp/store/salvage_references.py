"""References to rows that were lost, in a vault made of what could be read.

Where what is missing can stand without content, an empty record takes its place, so that all that
hangs on it stays reachable: a case of which the names are left is still a case. Else the reference
is emptied, and where it may not be empty the row goes.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from caseapp.store.records import KINDS, Record, utc_now
from caseapp.store.rows import insert_rows


def mend_references(connection: Connection) -> Counter[str]:
    """Returns the empty records that were made, by kind (table name)."""
    made: Counter[str] = Counter()
    while True:
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if not broken:
            return made
        for table, row, parent, number in broken:
            _mend(connection, str(table), row, str(parent), number, made)


def _mend(
    connection: Connection, table: str, row: Any, parent: str, number: int, made: Counter[str]
) -> None:
    column = next(
        str(key[3])
        for key in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")')
        if key[0] == number and key[1] == 0
    )
    sql = f'SELECT "{column}" FROM "{table}" WHERE rowid = ?'  # noqa: S608
    wanted = connection.exec_driver_sql(sql, (row,)).scalar()
    if wanted is None or _stand_in(connection, parent, str(wanted), made):
        return
    try:
        with connection.begin_nested():
            sql = f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?'  # noqa: S608
            connection.exec_driver_sql(sql, (row,))
    except IntegrityError:
        sql = f'DELETE FROM "{table}" WHERE rowid = ?'  # noqa: S608
        connection.exec_driver_sql(sql, (row,))


def _stand_in(connection: Connection, name: str, key: str, made: Counter[str]) -> bool:
    kind = KINDS.get(name)
    if kind is None:
        return False
    there = select(kind.id).where(kind.id == UUID(key))
    if connection.scalar(there) is not None:
        return True
    try:
        record = kind(id=UUID(key))
    except (TypeError, ValueError):
        return False
    record.version, record.created_at, record.updated_at = 1, utc_now(), utc_now()
    _number(connection, kind, record)
    insert_rows(connection, kind, [record])
    made[name] += 1
    return True


def _number(connection: Connection, kind: type[Record], record: Any) -> None:
    if hasattr(record, "serial"):
        serial = kind.__table__.c.serial
        record.serial = (connection.scalar(select(func.max(serial))) or 0) + 1
