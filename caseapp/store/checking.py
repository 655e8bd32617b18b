"""What the pages cannot tell of themselves: do history, records, index and files agree?

Reads everything, a little at a time, and writes nothing. A finding names kinds, ids and
fields, never a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from caseapp.errors import Cancelled
from caseapp.store import history, search
from caseapp.store.engine import Finding
from caseapp.store.errors import StoreError
from caseapp.store.history import CREATED, FieldChange
from caseapp.store.records import KINDS, Record
from caseapp.store.records.values import defaults, differ, is_blank, logged

_AT_ONCE = 200


def check_notes(connection: Connection) -> list[Finding]:
    """What the vault noted of itself when it was opened."""
    known = history.facts(connection)
    if "went_back" in known:
        return [Finding("generation", f"writes are missing: {known['went_back']}")]
    return []


def check_history(connection: Connection) -> list[Finding]:
    """Whether the chain of the history holds together."""
    findings: list[Finding] = []
    with noting(findings, "history"):
        history.verify(connection)
    return findings


def check_kind(connection: Connection, name: str) -> list[Finding]:
    """All records of a kind (table name) against the history."""
    findings: list[Finding] = []
    with noting(findings, name):
        findings += disagreements(connection, KINDS[name])
    return findings


def check_search(connection: Connection) -> list[Finding]:
    """The search index against the records."""
    findings: list[Finding] = []
    with noting(findings, "search"):
        findings += search.check(connection)
    return findings


@contextmanager
def noting(findings: list[Finding], check: str) -> Iterator[None]:
    """A check that breaks off is itself a finding; the others go on."""
    try:
        yield
    except Cancelled:
        raise
    except StoreError as error:
        findings.append(Finding(check, str(error)))
    except Exception as error:
        # What was altered past the store can be anything; its text may hold content.
        findings.append(Finding(check, f"cannot be read ({type(error).__name__})"))


def disagreements(connection: Connection, kind: type[Record]) -> Iterator[Finding]:
    """Records that are not what the history says they are: changed past the store.

    Both come in the order of their ids, so that one record is in memory at a time.
    """
    name = kind.__tablename__
    told = history.changes_by_record(connection, name)
    waiting = next(told, None)
    with Session(connection) as session:
        for record in session.scalars(select(kind).order_by(kind.id)).yield_per(_AT_ONCE):
            while waiting is not None and waiting[0] < record.id:
                yield Finding("history", f"{name} {waiting[0]}: missing")
                waiting = next(told, None)
            if waiting is None or waiting[0] != record.id:
                yield Finding("history", f"{name} {record.id}: never written by the store")
                continue
            for field in unlike(record, waiting[1]):
                yield Finding("history", f"{name} {record.id}: {field}")
            waiting = next(told, None)
            session.expunge(record)
    while waiting is not None:
        yield Finding("history", f"{name} {waiting[0]}: missing")
        waiting = next(told, None)


def unlike(record: Record, changes: list[FieldChange]) -> Iterator[str]:
    """The fields that are not what the changes, one after the other, made of them."""
    told: dict[str, Any] = {}
    for change in changes:
        told.update(change.new if change.field == CREATED else {change.field: change.new})
    unsaid = defaults(type(record))
    for field, value in logged(record).items():
        if field in told:
            if differ(value, told[field]):
                yield field
        elif not is_blank(value) and differ(value, unsaid[field]):
            yield field
