"""When two records of one case say the same, so that one of them is enough.

Only what holds nothing of its own is folded: a second account of an event, a second consent,
a second file always stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from caseapp.domain.identifiers import plain_number
from caseapp.domain.names.scripts import search_key
from caseapp.matching.fields import is_blank, same
from caseapp.store.records import AppealPerson, Citation, Identifier, Kinship, NameForm, Record

R = TypeVar("R", bound=Record)


def is_twice(record: Record, there: Iterable[Record]) -> bool:
    """Whether a record, moved to a case, says nothing that `there` does not say already."""
    rule = _RULES.get(type(record))
    if rule is None:
        return False
    return any(type(one) is type(record) and rule(record, one) for one in there)


def _name(one: NameForm, known: NameForm) -> bool:
    return (
        (one.text, one.script) == (known.text, known.script)
        and _adds_nothing(one, known, "source_id", "parts")
    )  # fmt: skip


def _number(one: Identifier, known: Identifier) -> bool:
    same_number = one.kind is known.kind and plain_number(one.number) == plain_number(known.number)
    return same_number and _adds_nothing(one, known, "issuer", "issued", "expires")


def _tie(one: Kinship, known: Kinship) -> bool:
    ends = ("detainee_id", "contact_id", "of_detainee_id", "of_contact_id")
    if any(getattr(one, end) != getattr(known, end) for end in ends):
        return False
    if one.relation is not known.relation or one.certainty is not known.certainty:
        return False
    if search_key(one.name) != search_key(known.name):
        return False
    return _adds_nothing(one, known, "sex", "birth", "died", "place", "in_region", "note")


def _citation(one: Citation, known: Citation) -> bool:
    claim = ("excerpt_id", "event_id", "detainee_id", "field", "bearing")
    if any(getattr(one, name) != getattr(known, name) for name in claim):
        return False
    return _adds_nothing(one, known, "note")


def _person(one: AppealPerson, known: AppealPerson) -> bool:
    """An appeal speaks once for a person; who petitions there for the kept case goes on."""
    return one.appeal_id == known.appeal_id


def _adds_nothing(one: Any, known: Any, *fields: str) -> bool:
    pairs = ((getattr(one, name), getattr(known, name)) for name in fields)
    return all(is_blank(value) or same(value, there) for value, there in pairs)


_RULES: dict[type[Record], Callable[[Any, Any], bool]] = {
    NameForm: _name,
    Identifier: _number,
    Kinship: _tie,
    Citation: _citation,
    AppealPerson: _person,
}
