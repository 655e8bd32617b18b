"""What of a packet can stand in this vault: references that lead somewhere, what may be there
once only, and the short numbers that are free.

Works on the outline of a packet and on ids; says of each record that cannot come in why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from caseapp.exchange.packets.kinds import binding, loose_ends
from caseapp.exchange.packets.receiving import Outline
from caseapp.i18n import N_
from caseapp.store.giving_way import give_way
from caseapp.store.queries.packets import (
    Ids,
    are_here,
    numbers,
    reference_fields,
    taken_values,
    unique_columns,
)
from caseapp.store.records import KINDS, Record

LEADS_NOWHERE: Final = N_("It belongs to a record that is neither here nor in the packet.")
STANDS_ALREADY: Final = N_("The same stands here already.")
IS_NOT_WHOLE: Final = N_("It does not say whom it belongs to.")
_PREFIX: Final = re.compile(r"[^\W_]{1,12}")
_PLAIN_PREFIX: Final = "CF"
MOST_NUMBER: Final = 999_999
"""A greater short number is nobody's: the next ones would follow it."""


@dataclass(frozen=True, slots=True)
class Settled:
    """`known` are the ids that references may name; `refused` why a new record stays out."""

    known: Ids
    refused: dict[UUID, str]


def settle(session: Any, outline: Outline) -> Settled:
    """Look at a packet's outline beside what is in the vault."""
    here = are_here(session, _all_named(outline))
    known = {kind: set(ids) for kind, ids in here.items()}
    for kind, ids in outline.ids.items():
        known.setdefault(kind, set()).update(ids)
    give_way(session)
    refused = _standing_twice(session, outline, here)
    refused |= dict.fromkeys(outline.parts, IS_NOT_WHOLE)
    for kind, ids in outline.ids.items():
        known[kind] -= ids & refused.keys() - here.get(kind, set())
    changed = True
    while changed:
        changed = False
        for kind, links in outline.links.items():
            give_way(session)
            must = binding(KINDS[kind])
            for one, named in links.items():
                if one in refused or one in here.get(kind, ()):
                    continue
                if must & loose_ends(KINDS[kind], named, known):
                    refused[one] = LEADS_NOWHERE
                    known[kind].discard(one)
                    changed = True
    return Settled(known, refused)


def _all_named(outline: Outline) -> Ids:
    """Every id of a packet, and every id that its records name."""
    named: Ids = defaultdict(set)
    for kind, ids in outline.ids.items():
        named[kind] |= ids
    for kind, links in outline.links.items():
        targets = reference_fields(KINDS[kind])
        for fields in links.values():
            for name, target in fields.items():
                named[targets[name]].add(target)
    return named


def _standing_twice(session: Any, outline: Outline, here: Ids) -> dict[UUID, str]:
    """New records of which another says the same here, or an earlier one in the packet."""
    refused: dict[UUID, str] = {}
    for (kind, columns), values in outline.once.items():
        give_way(session)
        taken = taken_values(session, KINDS[kind], columns)
        for value, one in values:
            if one in here.get(kind, ()):
                continue
            if taken.setdefault(value, one) != one:
                refused[one] = STANDS_ALREADY
    return refused


class Clashes:
    """Whether a record that is here may become what a packet makes of it."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._taken: dict[tuple[type[Record], tuple[str, ...]], dict[tuple[Any, ...], UUID]] = {}

    def with_another(self, record: Record) -> bool:
        """Whether something that may stand once only stands in another record already."""
        if record.deleted_at is not None:
            return False
        kind = type(record)
        for columns in unique_columns(kind):
            taken = self._taken.get((kind, columns))
            if taken is None:
                taken = self._taken[kind, columns] = taken_values(self._session, kind, columns)
            value = tuple(getattr(record, column) for column in columns)
            if taken.setdefault(value, record.id) != record.id:
                return True
        return False


class Numbers:
    """Short numbers for new records: their own where it is free, else the next free one."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._taken: dict[type[Record], dict[tuple[str, int], UUID]] = {}
        self._next: dict[type[Record], int] = {}

    def give(self, record: Any) -> int | None:
        """Set the number of a new record; returns what it was elsewhere if it is another here."""
        kind = type(record)
        if hasattr(record, "prefix") and not _PREFIX.fullmatch(record.prefix):
            record.prefix = _PLAIN_PREFIX
        if kind not in self._taken:
            taken = numbers(self._session, kind)
            self._taken[kind] = taken
            self._next[kind] = max((serial for _prefix, serial in taken), default=0) + 1
        taken, prefix = self._taken[kind], getattr(record, "prefix", "")
        theirs = record.serial
        free = 0 < theirs <= MOST_NUMBER and taken.get((prefix, theirs), record.id) == record.id
        if not free:
            record.serial = self._next[kind]
        taken[prefix, record.serial] = record.id
        self._next[kind] = max(self._next[kind], record.serial + 1)
        return None if free else theirs
