"""Which events and contacts of a case an exported row spoke of: by what it said of them.

A row of our own table numbers what a case has several of, and holds none of their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from caseapp.intake.lists.facts import Facts
from caseapp.intake.lists.merging import blank, same
from caseapp.store.queries.imports import Held
from caseapp.store.records import Contact, Event

Name = TypeVar("Name", str, int)
Of = TypeVar("Of")


def events_meant(events: Sequence[Event], said: Facts) -> dict[str, Event]:
    """The event of each name: of the same kind, and alike in most of what was said."""

    def alike(name: str, event: Event) -> int:
        fields = said.events[name]
        return _alike(event, fields) if event.kind is fields["kind"] else 0

    return _matched(said.events, events, alike)


def contacts_meant(held: Held, said: Facts) -> dict[int, Contact]:
    """The contact of each number: alike in what was said of how to reach him or her, and in the
    relation; nobody, if that says nothing."""
    ties = {tie.contact_id: tie.relation for tie in held.kin if tie.contact_id is not None}

    def alike(number: int, contact: Contact) -> int:
        told = said.contacts[number]
        related = bool(told.relation) and ties.get(contact.id) == told.relation
        return 2 * _alike(contact, told.fields) + related

    return _matched(said.contacts, list(held.contacts.values()), alike)


def _alike(record: Any, fields: Mapping[str, Any]) -> int:
    return sum(
        not blank(value) and same(getattr(record, name), value) for name, value in fields.items()
    )


def _matched(
    names: Iterable[Name], records: Sequence[Of], alike: Callable[[Name, Of], int]
) -> dict[Name, Of]:
    """Each name with its own record, those first that are alike in most."""
    told = list(names)
    order = sorted(
        (-alike(name, record), place, at)
        for place, name in enumerate(told) for at, record in enumerate(records)
    )  # fmt: skip
    found: dict[Name, Of] = {}
    taken: set[int] = set()
    for score, place, at in order:
        if score < 0 and told[place] not in found and at not in taken:
            found[told[place]] = records[at]
            taken.add(at)
    return found
