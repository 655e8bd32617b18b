"""What would leave: the records of a scope, as far as nothing among them leads nowhere.

Decides by ids and references alone; `hiding` says what tells of contacts, `lines` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from caseapp.exchange.packets.hiding import Hidden, what_tells_of_contacts
from caseapp.exchange.packets.kinds import (
    OF_CASES,
    OF_CONTACTS,
    TRAVELLING,
    binding,
    loose_ends,
)
from caseapp.exchange.packets.refusals import NothingChosenError
from caseapp.store.queries.packets import Belongings, Ids, all_ids, references
from caseapp.store.records import KINDS
from caseapp.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody chose to send: the whole vault, or cases by id (hexadecimal on the wire).

    `contacts` False leaves out everything by which a contact could be known. Restricted notes
    go only where `restricted` says so.
    """

    cases: tuple[UUID, ...] = ()
    whole: bool = False
    contacts: bool = True
    restricted: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "whole": self.whole, "cases": 0 if self.whole else len(self.cases),
            "contacts": self.contacts, "restricted": self.restricted,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """What leaves: `ids` go whole, of `gone` only that they lie in the trash.

    `left_out` are fields of records that stay here; `stays` counts records of each kind that
    belong to the scope and stay here.
    """

    scope: Scope
    ids: Ids
    gone: Ids
    hidden: Hidden
    stays: dict[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each kind leave."""
        return {kind: len(self.ids[kind]) for kind in TRAVELLING if self.ids.get(kind)}


def choose(vault: Vault, scope: Scope) -> Chosen:
    """What a scope means in this vault today. Raises NothingChosenError if that is nothing."""
    ids = _alive(vault, scope)
    if not any(ids.values()):
        raise NothingChosenError
    before = {kind: len(of) for kind, of in ids.items()}
    gone = _trashed(vault, scope)
    hidden = Hidden()
    if not scope.contacts:
        for kind in OF_CONTACTS:
            ids[kind], gone[kind] = set(), set()
        ids = _consistent(vault, ids)
        hidden = what_tells_of_contacts(vault, ids)
        ids = {kind: of - hidden.records.get(kind, set()) for kind, of in ids.items()}
    ids = _consistent(vault, ids)
    stays = {
        kind: before[kind] - len(ids[kind]) for kind in before if before[kind] > len(ids[kind])
    }
    return Chosen(scope, ids, gone, hidden, stays)


def _kinds(scope: Scope) -> tuple[str, ...]:
    """Papers of the office name those who sign them: they go only where contacts go."""
    return TRAVELLING if scope.whole and scope.contacts else OF_CASES


def _alive(vault: Vault, scope: Scope) -> Ids:
    if scope.whole:
        return vault.read(partial(all_ids, kinds=_kinds(scope), trashed=False))
    found = vault.read(lambda s: Belongings(s, scope.cases, trashed=False).ids)
    return {kind: set(found.get(kind, ())) for kind in OF_CASES}


def _trashed(vault: Vault, scope: Scope) -> Ids:
    """What lies in the trash: its content stays here, but the others learn that it is gone."""
    gone = vault.read(partial(all_ids, kinds=_kinds(scope), trashed=True))
    if scope.whole:
        return gone
    found = vault.read(lambda s: Belongings(s, scope.cases, trashed=True).ids)
    return {kind: gone[kind] & found.get(kind, set()) for kind in OF_CASES}


def _consistent(vault: Vault, ids: Ids) -> Ids:
    """Without the records that name, in a way that binds them, one that does not leave."""
    named: dict[str, dict[UUID, dict[str, UUID]]] = {}
    for kind, of in ids.items():
        of_kind = KINDS[kind]
        if of and binding(of_kind):
            named[kind] = vault.read(partial(references, kind=of_kind, ids=of))
    left = {kind: set(of) for kind, of in ids.items()}
    changed = True
    while changed:
        changed = False
        for kind, ends in named.items():
            must = binding(KINDS[kind])
            loose = {one for one in left[kind] if must & loose_ends(KINDS[kind], ends[one], left)}
            left[kind] -= loose
            changed = changed or bool(loose)
    return left
