"""The history of a vault that was made of what could be read of another.

Lost entries get an entry that says so in their place; what is left is chained anew, because the
old chain broke with the lost pages. The last entry tells what was done, and holds what the records
are now where the history no longer tells how they came to be so.
"""

from __future__ import annotations

import inspect
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caseapp.i18n import N_
from caseapp.store import history
from caseapp.store.checking import unlike
from caseapp.store.errors import BrokenHistoryError
from caseapp.store.folder import VaultFolder
from caseapp.store.history import (
    CREATED,
    EMPTIED,
    FORGOTTEN_UP_TO,
    SAVED,
    Action,
    FieldChange,
)
from caseapp.store.records import KINDS, Record, utc_now
from caseapp.store.records.values import digest_fields, from_json, is_blank, logged
from caseapp.store.rows import insert_rows, parents_first
from caseapp.store.tables import action, change, meta

LOST: Final = N_("This entry could not be read any more")


@dataclass(frozen=True, slots=True)
class HistoryLoss:
    """Entries of the history that are lost whole, and single changes out of others."""

    actions: int
    changes: int


def fill_gaps(connection: Connection, folder: VaultFolder, seen: int) -> int:
    """An entry for each lost one, and the vault's notes of itself where they were lost.

    Returns how many entries were lost.
    """
    notes = history.facts(connection)
    highest = max(
        connection.scalar(select(func.max(action.c.seq))) or 0,
        connection.scalar(select(func.max(change.c.action))) or 0,
        int(notes.get("history_length", 0)),
    )
    there = set(connection.scalars(select(action.c.seq)))
    now = utc_now()
    lost: list[dict[str, Any]] = [
        {
            "seq": seq, "kind": "fixed", "reverses": None, "label": LOST, "params": {},
            "at": now, "station": "", "hash": "",
        }
        for seq in range(1, highest + 1) if seq not in there
    ]  # fmt: skip
    if lost:
        connection.execute(insert(action), lost)
    wanted = {
        "store_id": folder.store_id.hex, "history_length": "0", "history_head": history.GENESIS,
        "generation": str(max(seen, highest)),
    }  # fmt: skip
    missing = [{"name": n, "value": v} for n, v in wanted.items() if n not in notes]
    if missing:
        connection.execute(insert(meta), missing)
    return len(lost)


def rebuild_records(connection: Connection) -> dict[str, int]:
    """Records whose rows were lost, out of the history that tells all of them; how many by kind."""
    made: Counter[str] = Counter()
    for kind in parents_first(KINDS.values()):
        name = kind.__tablename__
        there = set(connection.scalars(select(kind.id)))
        absent = [
            (record_id, changes)
            for record_id, changes in history.changes_by_record(connection, name)
            if record_id not in there
        ]
        for record_id, changes in absent:
            record = _rebuilt(kind, record_id, changes)
            if record is None:
                continue
            with suppress(IntegrityError), connection.begin_nested():
                insert_rows(connection, kind, [record])
                made[name] += 1
    return dict(made)


def _rebuilt(kind: type[Record], record_id: UUID, changes: list[FieldChange]) -> Record | None:
    """None if its making is not told, or if the history keeps only a digest of a part of it."""
    if digest_fields(kind) or not changes or changes[0].field != CREATED:
        return None
    try:
        values = {name: from_json(kind, name, value) for name, value in _told(changes).items()}
        for name, parameter in inspect.signature(kind).parameters.items():
            if name not in values and parameter.default is parameter.empty:
                values[name] = ""  # what is blank is not told
        record = kind(id=record_id, **values)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None
    record.version = len(changes)
    record.created_at = record.updated_at = utc_now()
    return record


def reconcile(connection: Connection, loss: HistoryLoss) -> dict[str, int]:
    """Chain the history anew if it broke, and add the entry that says what was done.

    Returns by kind how many records the history names that are gone.
    """
    try:
        history.verify(connection)
    except BrokenHistoryError:
        _chain_anew(connection)
    changes, lost = _differences(connection)
    told: dict[str, Any] = {"records": sum(lost.values()), "entries": loss.actions}
    if emptied := _emptied_up_to(connection):
        told["emptied"] = [[1, emptied]]
    said = history.Writer(connection, Action(SAVED, told, undoable=False), station="")
    said.add(changes)
    row = said.finish()
    _note_forgetting(connection, row.seq if emptied else 0)
    return lost


def _emptied_up_to(connection: Connection) -> int:
    """The last action that a forgetting may have emptied whose own entry is lost; 0: none is lost.

    Which of those before it were emptied, nobody knows any more: each counts as if it was.
    """
    table = action.c
    noted = int(history.facts(connection).get(FORGOTTEN_UP_TO, "0"))
    label = connection.scalar(select(table.label).where(table.seq == noted))
    vouching = _vouching(connection)
    unvouched = [
        seq for seq in connection.scalars(select(table.seq).where(table.label == EMPTIED))
        if not any(seq < later and history.vouches(told, seq) for later, told in vouching)
    ]  # fmt: skip
    if noted and label not in history.VOUCHING:
        unvouched.append(noted)
    return max(unvouched, default=0)


def _vouching(connection: Connection) -> list[tuple[int, dict[str, Any]]]:
    """Number and parameters of each entry that says what was emptied."""
    query = select(action.c.seq, action.c.params).where(action.c.label.in_(history.VOUCHING))
    return [(seq, params) for seq, params in connection.execute(query)]


def _note_forgetting(connection: Connection, saved: int) -> None:
    """Undo goes no further back than to the last entry that vouches; its note may be lost."""
    last = (seq for seq, told in _vouching(connection) if told.get("emptied"))
    up_to = max(saved, *last, 0)
    if up_to > int(history.facts(connection).get(FORGOTTEN_UP_TO, "0")):
        connection.execute(delete(meta).where(meta.c.name == FORGOTTEN_UP_TO))
        connection.execute(insert(meta), [{"name": FORGOTTEN_UP_TO, "value": str(up_to)}])


def _chain_anew(connection: Connection) -> None:
    """Hash the whole history from its beginning, as it stands now."""
    chain = [{"known": seq, "hash": value} for seq, value in
             history.hashes(connection, 1, history.GENESIS)]  # fmt: skip
    if not chain:
        return
    own = update(action).where(action.c.seq == bindparam("known"))
    connection.execute(own.values(hash=bindparam("hash")), chain)
    for name, value in {
        "history_head": chain[-1]["hash"], "history_length": chain[-1]["known"],
    }.items():  # fmt: skip
        connection.execute(update(meta).where(meta.c.name == name).values(value=str(value)))


def _differences(connection: Connection) -> tuple[list[FieldChange], dict[str, int]]:
    """What records are and the history does not tell; by kind the records that are gone."""
    changes: list[FieldChange] = []
    lost: Counter[str] = Counter()
    for name, kind in KINDS.items():
        told = dict(history.changes_by_record(connection, name))
        with Session(connection) as session:
            for record in session.scalars(select(kind).order_by(kind.id)):
                known = told.pop(record.id, None)
                changes += _untold(name, record, known)
                session.expunge(record)
        lost[name] += len(told)
    return changes, {name: count for name, count in lost.items() if count}


def _untold(name: str, record: Record, known: list[FieldChange] | None) -> list[FieldChange]:
    now, told = logged(record), _told(known or [])
    if not known or known[0].field != CREATED:
        content = {f: value for f, value in now.items() if f in told or not is_blank(value)}
        return [FieldChange(name, record.id, CREATED, None, content)]
    return [
        FieldChange(name, record.id, field, told.get(field), now[field])
        for field in unlike(record, known)
    ]


def _told(changes: list[FieldChange]) -> dict[str, Any]:
    """Field to value, as the changes make them one after the other."""
    told: dict[str, Any] = {}
    for one in changes:
        told.update(one.new if one.field == CREATED else {one.field: one.new})
    return told
