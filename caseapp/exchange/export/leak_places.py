"""In which records what must not leave stands: for whoever has to take it out of a text there.

Looks through the facts of an export, not through its file, so it is the same for every form.
A place names case, record and field, never what stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from caseapp.exchange.export.facts import CaseFact, Released, SourceFact
from caseapp.i18n import N_, Translator

MOST = 50
"""Places that are told; with more the texts have to be looked through anyway."""

_KINDS: Mapping[str, str] = {
    "detainee": N_("Case"),
    "name_form": N_("Name, spelling"),
    "identifier": N_("Document number"),
    "event": N_("Event"),
    "contact": N_("Contact"),
    "kinship": N_("Relative"),
    "source": N_("Source"),
    "excerpt": N_("Excerpt"),
}
# The labels of the forms, by which a person finds the field again.
_FIELDS: Mapping[str, str] = {
    "address": N_("Postal address"),
    "author": N_("Author"),
    "authority": N_("By whom"),
    "birth_place": N_("Birth place"),
    "counsel": N_("Counsel"),
    "court": N_("Court"),
    "dependants": N_("Dependants"),
    "description": N_("Description"),
    "education": N_("Education"),
    "ethnicity": N_("Ethnicity"),
    "facility": N_("Facility"),
    "family_status": N_("Family status"),
    "family_steps": N_("What the family did"),
    "health": N_("Health"),
    "home_address": N_("Exact address"),
    "home_place": N_("Home county"),
    "issuer": N_("Issued by"),
    "legal_basis": N_("Legal basis given"),
    "name": N_("Name"),
    "narrative": N_("Statement to print"),
    "number": N_("Number"),
    "occupation": N_("Occupation"),
    "place": N_("Where"),
    "publisher": N_("Published by"),
    "reason_believed": N_("Reason believed"),
    "reason_given": N_("Reason given"),
    "summary": N_("Summary"),
    "text": N_("Words"),
    "tie_note": N_("Tie, in one sentence"),
    "title": N_("Title"),
    "translation": N_("Translation"),
    "url": N_("Address on the internet"),
}


@dataclass(frozen=True, slots=True)
class LeakPlace:
    """One field. `numbers` are the cases that it belongs to or is cited for.

    `target` is what to open: ("case", id) or ("source", id).
    """

    numbers: tuple[str, ...]
    kind: str
    field: str
    target: tuple[str, UUID]

    def words(self, t: Translator) -> str:
        """Case, record and field: "CF-00012 · Event · Statement to print"."""
        kind, name = _KINDS[self.kind], _FIELDS.get(self.field, self.field)
        return " · ".join((*self.numbers[:3], t(kind), t(name)))


def leak_places(released: Released, is_leak: Callable[[str], bool]) -> tuple[LeakPlace, ...]:
    """Every field of the facts in which `is_leak` finds something, in the order of the cases."""
    found: dict[LeakPlace, None] = {}
    for place, text in _texts(released):
        if place not in found and is_leak(text):
            found[place] = None
            if len(found) == MOST:
                break
    return tuple(found)


def _texts(released: Released) -> Iterator[tuple[LeakPlace, str]]:
    for case in released.cases:
        yield from _of_case(case)
    cited: dict[UUID, list[str]] = {}
    for case in released.cases:
        for one in case.sources:
            cited.setdefault(one, []).append(case.number)
    for source in released.sources.values():
        yield from _of_source(source, tuple(cited.get(source.id, ())))


def _of_case(case: CaseFact) -> Iterator[tuple[LeakPlace, str]]:
    def of(kind: str, fact: object) -> Iterator[tuple[LeakPlace, str]]:
        for name, text in _strings(fact):
            yield LeakPlace((case.number,), kind, name, ("case", case.id)), text

    yield from of("detainee", case)
    parts: Mapping[str, tuple[Any, ...]] = {
        "name_form": case.names, "identifier": case.papers, "event": case.events,
        "contact": case.contacts, "kinship": case.relatives,
    }  # fmt: skip
    for kind, facts in parts.items():
        for fact in facts:
            yield from of(kind, fact)
    for contact in case.contacts:
        for form in contact.names:
            yield from of("contact", form)


def _of_source(
    source: SourceFact, numbers: tuple[str, ...]
) -> Iterator[tuple[LeakPlace, str]]:  # fmt: skip
    target = ("source", source.id)
    for name, text in _strings(source):
        yield LeakPlace(numbers, "source", name, target), text
    for passage in source.passages:
        for name, text in _strings(passage):
            yield LeakPlace(passage.cases or numbers, "excerpt", name, target), text


def _strings(fact: Any) -> Iterator[tuple[str, str]]:
    for one in fields(fact):
        value = getattr(fact, one.name)
        if type(value) is str and value:
            yield one.name, value
