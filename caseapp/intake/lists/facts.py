"""What one row says, by the records that it fills: the case, its names, numbers, events, tellers.

The row's own words are parted here too: what may be quoted, and what tells where people live or
how they are reached. Plain values; knows no vault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from caseapp.domain.dates import UncertainDate
from caseapp.domain.identifiers import plain_number
from caseapp.domain.listed_people import Listed
from caseapp.domain.vocabulary import CaseKind, EventKind, Sex
from caseapp.intake.lists.mapping import ListMapping
from caseapp.intake.lists.named_sources import NamedSource, named_sources
from caseapp.intake.lists.rows import (
    NameText,
    NumberText,
    PlaceText,
    ReadValue,
    RowReading,
    Size,
    Term,
)
from caseapp.intake.lists.targets import SLOT_KINDS, SPECS, Form, Part, Slot, Target
from caseapp.intake.lists.words import code_of

Fields = Mapping[str, Any]

PRIVATE_FIELDS = frozenset({"identifiers", "home_address", "health", "restricted_notes"})
"""Facts of a case whose words are not quoted: they stand in an excerpt marked as sensitive."""

_PRIVATE = frozenset({
    Target.NOTE, Target.HOME_ADDRESS, Target.HEALTH, Target.RESTRICTED_NOTES, Target.CASE_NUMBER,
})  # fmt: skip
_PRIVATE_PARTS = frozenset({Part.IDENTIFIER, Part.CONTACT, Part.SOURCE})
"""A column of sources often says which relative told it."""
ARREST = "arrest"
"""The name of the event of a formal arrest."""


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody who can be asked about a person; `relation` is a code or ""."""

    names: tuple[NameText, ...] = ()
    relation: str = ""
    fields: Fields = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row says. `case` are fields of the case, `numbers` fields of identifiers; `events`
    fields of events by a name that stays the same from reading to reading; `notes` are lines
    that fit no field.
    """

    case: Fields = field(default_factory=dict)
    names: tuple[NameText, ...] = ()
    numbers: tuple[Fields, ...] = ()
    events: Mapping[str, Fields] = field(default_factory=dict)
    contacts: Mapping[int, Told] = field(default_factory=dict)
    sources: tuple[NamedSource, ...] = ()
    notes: tuple[str, ...] = ()
    case_number: str = ""

    @property
    def says_who(self) -> bool:
        """Whether anybody could be found again by this."""
        return bool(self.names or self.numbers or self.case_number or self.case.get("description")
                    or self.case.get("least_size"))  # fmt: skip


def facts_of(reading: RowReading) -> Facts:
    """What a row says, each value at the record that it fills."""
    gather = _Gather()
    for value in reading.values:
        gather.take(value)
    return gather.result()


class _Gather:
    def __init__(self) -> None:
        self._case: dict[str, Any] = {}
        self._names: list[NameText] = []
        self._numbers: dict[tuple[int, int], dict[str, Any]] = {}
        self._events: dict[str, dict[str, Any]] = {}
        self._contacts: dict[int, dict[str, Any]] = {}
        self._sources: dict[int, dict[str, Any]] = {}
        self._notes: list[str] = []
        self._number = ""

    def take(self, value: ReadValue) -> None:
        spec = SPECS[value.target]
        if value.target is Target.CASE_NUMBER:
            self._number = self._number or str(value.value)
        elif value.target is Target.NOTE:
            self._notes.append(str(value.value))
        elif spec.part is Part.CASE:
            _put(self._case, value)
        elif spec.part is Part.NAME and isinstance(value.value, NameText):
            self._name(value.value)
        elif spec.part is Part.IDENTIFIER:
            self._document(value)
        elif spec.part is Part.EVENT:
            self._event(value)
        elif spec.part is Part.CONTACT:
            self._contact(value)
        elif spec.part is Part.SOURCE:
            _put(self._sources.setdefault(value.n, {}), value)

    def _name(self, name: NameText) -> None:
        if all(one.text != name.text for one in self._names):
            self._names.append(name)

    def _document(self, value: ReadValue) -> None:
        """A column may hold several numbers; what else is said of a document is of its first."""
        if isinstance(value.value, NumberText):
            place = sum(1 for n, _at in self._numbers if n == value.n)
            number = {"number": value.value.number, "kind": value.value.kind}
            self._numbers[value.n, place] = {**self._numbers.pop((value.n, -1), {}), **number}
        else:
            at = (value.n, 0) if (value.n, 0) in self._numbers else (value.n, -1)
            _put(self._numbers.setdefault(at, {}), value)

    def _event(self, value: ReadValue) -> None:
        slot = value.slot
        assert slot is not None
        if value.target is Target.RELEASE_DATE and value.options.get("release") == "expected":
            self._notes.append(f"{value.column}: {value.text}")
            return
        arrested = value.target is Target.ARREST_DATE
        name = ARREST if arrested else slot[0].value
        if slot[0] is Slot.EVENT and not arrested:
            name = f"{name}-{slot[1]}"
        kind = EventKind.FORMALLY_ARRESTED if arrested else SLOT_KINDS[slot[0]]
        event = self._events.setdefault(name, {"kind": kind})
        if SPECS[value.target].field == "kind":
            event["kind"] = EventKind(str(value.value))
        else:
            _put(event, value)

    def _contact(self, value: ReadValue) -> None:
        told = self._contacts.setdefault(value.n, {"names": [], "relation": ""})
        if isinstance(value.value, NameText):
            relation, name = _kin_told(value.value)
            told["relation"] = told["relation"] or relation
            told["names"] += [name] if name else []
        elif value.target is Target.CONTACT_RELATION:
            told["relation"] = str(value.value)
        else:
            _put(told, value)

    def result(self) -> Facts:
        case = self._case
        if "kind" not in case and not self._names:
            group = case.get("greatest_size", 1) != 1 or case.get("least_size", 1) != 1
            case["kind"] = CaseKind.GROUP if group else CaseKind.UNNAMED
        return Facts(
            case,
            tuple(self._names),
            tuple(one for _at, one in sorted(self._numbers.items()) if one.get("number")),
            {name: event for name, event in self._events.items() if _says(event)},
            {n: _told(of) for n, of in self._contacts.items() if _reaches(of)},
            named_sources(self._sources) if self._sources else (),
            tuple(dict.fromkeys(self._notes)),
            self._number,
        )


def _says(event: Fields) -> bool:
    """More than that something happened: an event of no special kind needs something else."""
    return event["kind"] is not EventKind.OTHER or len(event) > 1


def _kin_told(name: NameText) -> tuple[str, NameText | None]:
    """ "sister" and "sister Gulnar" say what the one who tells is to the person, before a name."""
    first, _space, rest = name.text.partition(" ")
    if relation := code_of(Target.CONTACT_RELATION, name.text):
        return relation, None
    relation = code_of(Target.CONTACT_RELATION, first) or ""
    if not relation or not rest.strip():
        return "", name
    return relation, replace(name, text=rest.strip(" -–—,"), parts=())


def _told(of: Mapping[str, Any]) -> Told:
    fields = {name: value for name, value in of.items() if name not in ("names", "relation")}
    return Told(tuple(of["names"]), of["relation"], fields)


def _reaches(of: Mapping[str, Any]) -> bool:
    return bool(of["names"]) or len(of) > len(("names", "relation"))


def _put(into: dict[str, Any], value: ReadValue) -> None:
    """One value at its field; a second one of a text stands in the next line."""
    spec, said = SPECS[value.target], value.value
    if isinstance(said, PlaceText):
        into.setdefault(spec.field, said.text)
        if said.code:
            into.setdefault(f"{spec.field}_code", said.code)
    elif isinstance(said, Size):
        into |= {"least_size": said.least, "greatest_size": said.greatest}
    elif isinstance(said, Term):
        for unit in ("years", "months", "days"):
            if getattr(said, unit) is not None:
                into.setdefault(f"term_{unit}", getattr(said, unit))
        if said.life:
            into.setdefault("narrative", value.text)
    elif isinstance(said, tuple):
        into[spec.field] = list(dict.fromkeys([*into.get(spec.field, []), *said]))
    elif spec.codes is not None:
        into.setdefault(spec.field, spec.codes(str(said)))
    elif spec.form is Form.TEXT and into.get(spec.field):
        if str(said) not in str(into[spec.field]).split("\n"):
            into[spec.field] = f"{into[spec.field]}\n{said}"
    elif spec.form is not Form.AGE or spec.field not in into:
        into[spec.field] = said


# -- the row's own words -----------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Words:
    """The words of a row, "heading: words" in lines: what may be quoted, and what may not."""

    free: str
    private: str


def words_of(cells: Mapping[str, str], mapping: ListMapping) -> Words:
    """The words of a row in two passages. Columns that are left out stand in neither."""
    free: list[str] = []
    private: list[str] = []
    place = _places(mapping)
    for heading, cell in cells.items():
        where = place.get(heading, _KEPT_BACK)
        if cell and where is not _LEFT_OUT:
            (private if where is _KEPT_BACK else free).append(f"{heading}: {cell}")
    return Words("\n".join(free), "\n".join(private))


_FREE, _KEPT_BACK, _LEFT_OUT = object(), object(), object()


@lru_cache(maxsize=8)
def _places_of(columns: tuple[tuple[str, Target], ...]) -> dict[str, object]:
    found = {}
    for heading, target in columns:
        kept_back = target in _PRIVATE or SPECS[target].part in _PRIVATE_PARTS
        found[heading] = _KEPT_BACK if kept_back else _FREE
        if target is Target.IGNORE:
            found[heading] = _LEFT_OUT
    return found


def _places(mapping: ListMapping) -> dict[str, object]:
    return _places_of(tuple((column.heading, column.target) for column in mapping.columns))


def same_words(one: Mapping[str, str], other: Mapping[str, str], mapping: ListMapping) -> bool:
    """Whether two readings of a row say the same, but for columns that are left out."""
    place = _places(mapping)
    kept: Callable[[Mapping[str, str]], dict[str, str]] = lambda cells: {  # noqa: E731
        name: " ".join(cell.split()) for name, cell in cells.items()
        if cell.strip() and place.get(name) is not _LEFT_OUT
    }  # fmt: skip
    return kept(one) == kept(other)


# -- who is meant ------------------------------------------------------------------------------
def person_of(facts: Facts) -> Listed:
    """What a row says by which a person can be recognised."""
    birth = facts.case.get("birth")
    known = birth if isinstance(birth, UncertainDate) else UncertainDate.unknown()
    return Listed(
        names=tuple(name.text for name in facts.names),
        born_earliest=known.earliest,
        born_latest=known.latest,
        sex=facts.case.get("sex", Sex.UNKNOWN),
        documents=documents_of(facts),
        county=facts.case.get("home_place_code", ""),
    )


def documents_of(facts: Facts) -> tuple[str, ...]:
    """The numbers of documents as they are compared."""
    numbers = (plain_number(one["number"]) for one in facts.numbers)
    return tuple(dict.fromkeys(number for number in numbers if number))
