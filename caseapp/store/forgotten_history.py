"""The history without what was forgotten: emptied where it told of it, and chained anew.

The hash of an action is over its plain values, so it would let anybody try names against it for
as long as it stood. Therefore the chain is written anew from the first emptied action on, and the
entry of the forgetting, at its end, says which actions these are. See docs/format.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, select, update

from caseapp.i18n import N_
from caseapp.store import history
from caseapp.store.history import CREATED, EMPTIED, GENESIS, VOUCHING
from caseapp.store.queries.forgetting import Ids, texts
from caseapp.store.records import KINDS
from caseapp.store.records.values import digest_fields
from caseapp.store.saving import chunks
from caseapp.store.tables import action as action_table
from caseapp.store.tables import change as change_table
from caseapp.store.tables import meta
from caseapp.system.progress import Progress

Tells = Callable[[str], bool]
"""Whether a text holds what is to be forgotten."""

Fields = Collection[tuple[str, UUID, str]]
"""Fields of records: kind, id, name."""

_AT_ONCE: Final = 2_000
_OWN_NAMES: Final = frozenset({"name_form", "identifier"})
"""Whose values are somebody's own: another person of the same name keeps them."""


def empty(
    connection: Connection, gone: Ids, anew: Fields, tells: Tells, progress: Progress
) -> list[int]:
    """Take out of the history what it knows of these records, and every earlier value that tells
    of them; returns the numbers of the actions that were emptied, in order.

    The fields `anew` get a further value at the end of the history: what it says of them is
    earlier already.
    """
    emptied = _of_records(connection, gone)
    bare = set(_without_changes(connection, emptied))
    emptied |= _earlier_values(connection, anew, tells, progress)
    emptied |= _sentences(connection, bare, tells)
    if emptied:
        _chain_anew(connection, min(emptied))
    return sorted(emptied)


def _of_records(connection: Connection, gone: Ids) -> set[int]:
    table, found = change_table.c, set[int]()
    for kind, ids in gone.items():
        for some in chunks(sorted(ids)):
            theirs = (table.record_kind == kind, table.record_id.in_(some))
            found.update(connection.scalars(select(table.action).where(*theirs)))
            connection.execute(delete(change_table).where(*theirs))
    return found


def _without_changes(connection: Connection, numbers: Iterable[int]) -> Iterator[int]:
    for some in chunks(sorted(numbers)):
        query = select(change_table.c.action).where(change_table.c.action.in_(some))
        yield from set(some) - set(connection.scalars(query))


def _earlier_values(
    connection: Connection, anew: Fields, tells: Tells, progress: Progress
) -> set[int]:
    """Empty old values that tell of it; the last value of a field is what stands in the record."""
    table, found = change_table.c, set[int]()
    total = int(history.facts(connection)["history_length"])
    query = select(
        table.id, table.action, table.record_kind, table.record_id, table.field, table.old,
        table.new,
    ).where(table.record_kind.not_in(_OWN_NAMES))  # fmt: skip
    below = 0
    while rows := connection.execute(
        query.where(table.id > below).order_by(table.id).limit(_AT_ONCE)
    ).all():
        below = rows[-1].id
        progress.raise_if_cancelled()
        progress.report(rows[-1].action, total, N_("Looking through the history…"))
        for row in rows:
            values = _emptied(connection, row, anew, tells)
            if values is not None:
                own = update(change_table).where(table.id == row.id)
                connection.execute(own.values(old=values[0], new=values[1]))
                found.add(row.action)
    return found


def _emptied(
    connection: Connection, row: Any, anew: Fields, tells: Tells
) -> tuple[Any, Any] | None:
    """Old and new without what tells of it; None if nothing has to go."""
    old = None if holds(row.old, tells) else row.old
    new = row.new
    if holds(new, tells):
        if row.field == CREATED:
            frozen = digest_fields(KINDS[row.record_kind])
            new = {
                field: value for field, value in new.items()
                if field in frozen
                or not holds(value, tells)
                or not _is_changed_later(connection, row, field, anew)
            }  # fmt: skip
        elif _is_changed_later(connection, row, row.field, anew):
            new = None
    return (old, new) if (old, new) != (row.old, row.new) else None


def _is_changed_later(connection: Connection, row: Any, field: str, anew: Fields) -> bool:
    if (row.record_kind, row.record_id, field) in anew:
        return True
    table = change_table.c
    later = select(table.id).where(
        table.record_kind == row.record_kind, table.record_id == row.record_id,
        table.field == field, table.id > row.id,
    )  # fmt: skip
    return connection.scalar(later.limit(1)) is not None


def holds(value: Any, tells: Tells) -> bool:
    """Whether a JSON value holds such a text, however deep."""
    return any(map(tells, texts(value)))


def _sentences(connection: Connection, bare: set[int], tells: Tells) -> set[int]:
    """Actions of which nothing is left, or whose own sentence names the person, lose it.

    Not the entries that vouch for what was emptied earlier, which name nobody.
    """
    table, found = action_table.c, set[int]()
    query = select(table.seq, table.label, table.params).where(table.label.not_in(VOUCHING))
    for row in connection.execute(query).all():
        if row.seq in bare or holds(row.params, tells) or tells(row.label):
            own = update(action_table).where(table.seq == row.seq)
            connection.execute(own.values(label=EMPTIED, params={}))
            found.add(row.seq)
    return found


def _chain_anew(connection: Connection, first: int) -> None:
    """Hash every action from `first` on together with the one before."""
    table = action_table.c
    before = connection.scalar(select(table.hash).where(table.seq == first - 1))
    hashes = history.hashes(connection, first, before or GENESIS)
    own = update(action_table).where(table.seq == bindparam("number"))
    head = before or GENESIS
    for some in chunks(hashes):
        rows = [{"number": number, "hash": value} for number, value in some]
        connection.execute(own.values(hash=bindparam("hash")), rows)
        head = some[-1][1]
    connection.execute(update(meta).where(meta.c.name == "history_head").values(value=head))
