"""What SQLCipher and SQLite themselves find wrong with the pages and tables of a database.

`integrity_report` looks at all of it at once; `page_report` and `table_report` do the same in
parts, between which others may use the vault. Knows no record.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from caseapp.store.engine import Finding, outside_transaction
from caseapp.store.errors import DamagedVaultError


def integrity_report(engine: Engine, *, quick: bool = False) -> list[Finding]:
    """Everything that SQLCipher and SQLite find wrong; an empty list is a sound database.

    No transaction may be open.
    """
    return [*page_report(engine), *sql_report(engine, quick=quick)]


def sql_report(engine: Engine, *, quick: bool = False) -> list[Finding]:
    """What SQLite finds wrong in all tables.

    A `quick` one does not compare each index with its table, which is most of the time. A bad
    page spoils the connection that met it, so this has a fresh one; past a bad page it calls
    sound ones bad.
    """
    findings: list[Finding] = []
    check = "quick_check" if quick else "integrity_check"
    with _gather(findings, check), _used_once(engine) as connection:
        findings += _told(connection, check)
        findings += _references(connection, "")
    return findings


def page_report(engine: Engine) -> list[Finding]:
    """Pages that are not as SQLCipher wrote them.

    The WAL is written back first, because `cipher_integrity_check` reads the main file alone and
    would call healthy pages bad.
    """
    findings: list[Finding] = []
    with _gather(findings, "open"), _used_once(engine) as connection:
        connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        for (text,) in connection.driver_connection.execute("PRAGMA cipher_integrity_check"):
            findings.append(Finding("cipher_integrity_check", str(text)))
    return findings


def table_names(engine: Engine) -> list[str]:
    """The tables that `table_report` takes, the list of tables itself first."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    with engine.connect() as connection:
        return ["sqlite_schema", *(str(name) for (name,) in connection.exec_driver_sql(sql))]


def table_report(engine: Engine, table: str) -> list[Finding]:
    """One table with its indexes, and what it refers to."""
    findings: list[Finding] = []
    name = '"' + table.replace('"', '""') + '"'
    with _gather(findings, "integrity_check"), outside_transaction(engine) as connection:
        try:
            findings += _told(connection, f"integrity_check({name})")
            findings += _references(connection, f"({name})")
        except BaseException:
            connection.invalidate()
            raise
    return findings


def _told(connection: Any, check: str) -> list[Finding]:
    rows = connection.driver_connection.execute(f"PRAGMA {check}")
    return [Finding(check.split("(")[0], str(text)) for (text,) in rows if text != "ok"]


def _references(connection: Any, table: str) -> list[Finding]:
    rows = connection.driver_connection.execute(f"PRAGMA foreign_key_check{table}")
    return [
        Finding("foreign_key_check", f"{name} -> {parent}") for name, _row, parent, _key in rows
    ]


@contextmanager
def _used_once(engine: Engine) -> Iterator[Any]:
    """A raw connection that is not used again: the next one is new."""
    with outside_transaction(engine) as connection:
        try:
            yield connection
        finally:
            connection.invalidate()


@contextmanager
def _gather(findings: list[Finding], check: str) -> Iterator[None]:
    """A check that cannot even run is itself a finding, unless the file is just in use."""
    try:
        yield
    except DamagedVaultError as error:
        findings.append(Finding(check, str(error.__cause__ or "cannot be read")))
    except sqlcipher.Error as error:
        findings.append(Finding(check, str(error)))
