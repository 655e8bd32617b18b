"""Which records travel in packets, which of their fields never do, and what they cannot lack.

Data and small questions over it; knows no vault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from caseapp.store.queries.packets import reference_fields, required_fields
from caseapp.store.records import KINDS, Record
from caseapp.store.records.values import digest_fields, field_names

OF_CASES: Final = (
    "detainee", "contact", "name_form", "identifier", "kinship", "event", "source", "excerpt",
    "citation", "attachment", "custody_entry", "consent", "intake", "contact_note",
    "match_decision", "place_entry",
)  # fmt: skip
"""What may belong to a selection of cases, in the order of a packet."""

OF_THE_OFFICE: Final = (
    "addressee", "appeal", "appeal_person", "appeal_addressee", "signatory", "signature_sheet",
    "copy", "dispatch", "reply", "official_claim", "task", "import_batch", "imported_row",
)  # fmt: skip
"""What leaves with the whole vault alone."""

TRAVELLING: Final = OF_CASES + OF_THE_OFFICE
"""The rest is each office's own: settings, views, policies, letters, stations, packets."""

OF_CONTACTS: Final = frozenset({"contact", "intake", "contact_note", "custody_entry"})
"""What stays here altogether in a packet without contacts."""

_NEVER: Final[Mapping[str, frozenset[str]]] = {
    "attachment": frozenset({"key", "unreadable"}),
    "import_batch": frozenset({"action"}),
}
"""Fields that mean something in one vault alone."""

_SETTLED: Final[Mapping[str, frozenset[str]]] = {
    "detainee": frozenset({"prefix", "serial"}),
    "attachment": frozenset({"sha256", "size"}),
}
"""Fields that come with a new record and are not compared later; short numbers of all kinds
are such fields too."""

BINDING: Final[Mapping[str, frozenset[str]]] = {
    "name_form": frozenset({"detainee_id", "contact_id"}),
    "identifier": frozenset({"detainee_id", "contact_id"}),
    "kinship": frozenset({"detainee_id", "contact_id", "of_detainee_id", "of_contact_id"}),
    "citation": frozenset({"event_id", "detainee_id"}),
    "attachment": frozenset({"source_id", "detainee_id"}),
    "task": frozenset({"detainee_id", "contact_id", "appeal_id", "unless_reply_to_id"}),
    "contact_note": frozenset({"detainee_id"}),
}
"""References that may be empty, and without which the record would say something else: it does
not go where they cannot. Other optional references are left out of it instead."""


@lru_cache(maxsize=64)
def travelling_fields(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a record that may stand in a packet."""
    never = _NEVER.get(kind.__tablename__, frozenset())
    return tuple(name for name in field_names(kind) if name not in never)


@lru_cache(maxsize=64)
def compared_fields(kind: type[Record]) -> frozenset[str]:
    """The fields in which a record that is here already may take something over."""
    settled = _SETTLED.get(kind.__tablename__, frozenset()) | {"serial"}
    return frozenset(travelling_fields(kind)) - settled - digest_fields(kind)


def binding(kind: type[Record]) -> frozenset[str]:
    """The references of a kind that must lead somewhere: see `BINDING`."""
    named = reference_fields(kind)
    return (required_fields(kind) & named.keys()) | BINDING.get(kind.__tablename__, frozenset())


def loose_ends(
    kind: type[Record], named: Mapping[str, UUID], known: Mapping[str, set[UUID]]
) -> set[str]:
    """The reference fields that name a record which is not among the known ones."""
    targets = reference_fields(kind)
    return {field for field, one in named.items() if one not in known.get(targets[field], ())}


def kind_of(name: str) -> type[Record]:
    """The class of a kind that travels. KeyError for any other."""
    if name not in TRAVELLING:
        raise KeyError(name)
    return KINDS[name]


def is_whole(record: Record) -> bool:
    """Whether the references of a record are as its table wants them: one owner, one claim."""
    return all(rule(record) for rule in _RULES.get(record.__tablename__, ()))


def can_be_made(kind: type[Record], values: Mapping[str, Any]) -> bool:
    """Whether these fields are enough for a new record."""
    if not required_fields(kind) - {"key"} <= values.keys():
        return False
    names = dict.fromkeys(reference_fields(kind)) | dict(values)
    return all(rule(SimpleNamespace(**names)) for rule in _RULES.get(kind.__tablename__, ()))


def _one_of(*fields: str) -> Callable[[Any], bool]:
    return lambda record: sum(getattr(record, name) is not None for name in fields) == 1


_RULES: Final[Mapping[str, tuple[Callable[[Any], bool], ...]]] = {
    "name_form": (_one_of("detainee_id", "contact_id"),),
    "identifier": (_one_of("detainee_id", "contact_id"),),
    "citation": (_one_of("event_id", "detainee_id"),),
    "kinship": (
        _one_of("of_detainee_id", "of_contact_id"),
        lambda one: one.detainee_id is None or one.contact_id is None,
    ),
    "consent": (lambda one: one.about_contact_id is not None or one.about_detainee_id is not None,),
}
"""The checks of the tables, asked before the database would refuse the whole packet."""
