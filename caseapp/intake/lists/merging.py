"""A row set against its case: what it adds, what it changes, what it contradicts.

Three are compared: what the row said when it was read last, what it says now, and what stands in
the case. Only what changed in the list is changed in the case; what the office changed meanwhile
stays, and the row's word is kept beside it as a contradiction. Nothing is ever emptied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from caseapp.domain.dates import UncertainDate, overlaps
from caseapp.domain.identifiers import plain_number
from caseapp.domain.names.scripts import search_key
from caseapp.domain.vocabulary import EventKind, FacilityKind, Sex, TermStart, Ternary, Tie
from caseapp.intake.lists.facts import Facts, Fields, Told
from caseapp.intake.lists.named_sources import NamedSource
from caseapp.intake.lists.rows import NameText
from caseapp.store.queries.imports import Held
from caseapp.store.records import Contact, Event, Identifier, NameForm

_NOTHING_SAID = frozenset(
    {Sex.UNKNOWN, Tie.NONE_KNOWN, FacilityKind.UNKNOWN, TermStart.UNKNOWN, Ternary.UNKNOWN}
)
_UNCITED = frozenset({
    "kind", "least_size", "greatest_size", "tags", "fictitious", "restricted_notes",
})  # fmt: skip
"""What is the office's own ordering, no claim about a person."""
NAMES, IDENTIFIERS, NOTES = "names", "identifiers", "restricted_notes"


class Step(StrEnum):
    SET = "set"
    AGREES = "agrees"
    CONTRADICTS = "contradicts"
    EMPTIED = "emptied"
    """The row no longer says what the case still has from it: the case keeps it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row does to one field: of the case, or of the event of a name.

    `record` is the event, name or number that is meant, if it is there already. What a row no
    longer says of contacts has "contact" as its event.
    """

    step: Step
    name: str
    value: Any = None
    event: str = ""
    record: Event | NameForm | Identifier | None = None
    held: Any = None


@dataclass(slots=True)
class Merge:
    """All that a row does to a case. `events` are those of the case by the row's names; a name
    without one is an event that is made. `contacts` are those that are told of for the first
    time; `contact_fields` are what changes of known ones, `contact_apart` what the row says of
    them otherwise than the office: by number; `known` their records. `sources` are those that
    the row names for the first time, `former_sources` those that it named before. `edited`: the
    row is one of our own table, edited."""

    changes: list[Change] = field(default_factory=list)
    events: dict[str, Event] = field(default_factory=dict)
    contacts: dict[int, Told] = field(default_factory=dict)
    contact_fields: dict[int, dict[str, Any]] = field(default_factory=dict)
    contact_apart: dict[int, dict[str, Any]] = field(default_factory=dict)
    known: dict[int, Contact] = field(default_factory=dict)
    sources: list[NamedSource] = field(default_factory=list)
    former_sources: tuple[NamedSource, ...] = ()
    edited: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def says_new(self) -> bool:
        """Whether anything is written. That a row emptied a cell writes nothing."""
        told = (self.notes or self.sources or self.contacts or self.contact_fields
                or self.contact_apart)  # fmt: skip
        return bool(told) or any(change.step is not Step.EMPTIED for change in self.changes)

    def of(self, step: Step) -> list[Change]:
        return [change for change in self.changes if change.step is step]


def merge(
    held: Held,
    now: Facts,
    before: Facts | None,
    *,
    ours: bool = False,
    made: Mapping[str, Event] | None = None,
    known: Mapping[int, Fields] | None = None,
) -> Merge:
    """What a row does to a case that it is about.

    `before` is what it said when it was read last, None if it was not. `ours`: the list is our
    own export, so that what agrees is no further account. `made` are the events that the row
    made, by their names; `known` the fields of contacts that it made, by number.
    """
    result = Merge()
    for name, value in now.case.items():
        # A row that gives no name makes no unnamed person of a known one; a code goes with its
        # place.
        if name == "kind" or _with_its_place(name, now.case):
            continue
        old = before.case.get(name) if before else None
        current = getattr(held.case, name)
        if (step := _step(current, old, value, again=before is not None)) is not None:
            result.changes.append(Change(step, name, value, held=current))
    result.changes += _names(held, now.names, before)
    result.changes += _numbers(held, now.numbers, before)
    _events(result, held, now, before, made or {})
    _contacts(result, now, before, known or {})
    lines = held.case.restricted_notes.split("\n")
    former = before.notes if before else ()
    result.notes = [one for one in now.notes if one not in former and one not in lines]
    result.former_sources = before.sources if before else ()
    result.edited = ours and before is not None
    if before is not None or not ours:
        result.sources = [one for one in now.sources if one not in result.former_sources]
    result.changes += _emptied(held, now, before, made or {}, known or {})
    result.changes = [
        change for change in result.changes
        if change.step is not Step.AGREES or not (ours or change.name in _UNCITED)
    ]  # fmt: skip
    return result


def _with_its_place(name: str, fields: Fields) -> bool:
    return name.endswith("_code") and name.removesuffix("_code") in fields


def cited(name: str) -> bool:
    """Whether a field of a case is a claim that an excerpt can stand behind."""
    return name not in _UNCITED and not name.endswith("_code")


def _step(current: Any, old: Any, now: Any, *, again: bool) -> Step | None:
    """What becomes of one field; None: nothing."""
    if blank(now) or (again and same(old, now)):
        return None
    if isinstance(now, list):
        missing = [one for one in now if one not in (current or [])]
        return Step.SET if missing else (None if again else Step.AGREES)
    if same(current, now):
        return Step.AGREES
    if blank(current) and blank(old):
        return Step.SET
    if again and same(current, old):
        return Step.SET
    return Step.CONTRADICTS


def blank(value: Any) -> bool:
    """Whether a field says nothing."""
    if isinstance(value, UncertainDate):
        return value.is_unknown and not value.text.strip()
    if value is False or value is None or value in ("", [], ()):
        return True
    return isinstance(value, StrEnum) and value in _NOTHING_SAID


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same."""
    if blank(one) or blank(other):
        return blank(one) and blank(other)
    if isinstance(one, UncertainDate) and isinstance(other, UncertainDate):
        known = not one.is_unknown and not other.is_unknown
        bounds = (one.earliest, one.latest) == (other.earliest, other.latest)
        return bounds if known else " ".join(one.text.split()) == " ".join(other.text.split())
    if isinstance(one, list) and isinstance(other, list):
        return set(one) == set(other)
    if isinstance(one, str) and isinstance(other, str) and not isinstance(one, StrEnum):
        return " ".join(one.split()) == " ".join(other.split())
    return bool(one == other)


# -- names and numbers -------------------------------------------------------------------------
def _names(held: Held, now: Sequence[NameText], before: Facts | None) -> Iterator[Change]:
    """A spelling that the case lacks is added; one that the list spells otherwise now, and that
    nobody touched, is corrected."""
    there = {search_key(form.text): form for form in held.names}
    listed = {search_key(name.text): name for name in before.names} if before else {}
    former = list(listed)
    present = {search_key(name.text) for name in now}
    gone = [there[key] for key in former if key not in present and key in there]
    for name in now:
        key = search_key(name.text)
        if key in former:
            form, said = there.get(key), listed[key]
            if form is not None and said != name and _is(form, said):
                yield Change(Step.SET, NAMES, name, record=form, held=form.text)
            continue
        if key in there:
            yield Change(Step.AGREES, NAMES, name, record=there[key])
        elif old := next((form for form in gone if form.script is name.script), None):
            gone.remove(old)
            yield Change(Step.SET, NAMES, name, record=old, held=old.text)
        else:
            yield Change(Step.SET, NAMES, name)
    for form in gone:
        yield Change(Step.EMPTIED, NAMES, record=form, held=form.text)


def _is(form: NameForm, name: NameText) -> bool:
    """Whether a spelling of a case is still as a row said."""
    parts = tuple((one.get("role", ""), one.get("text", "")) for one in form.parts)
    return (form.script, form.kind, parts) == (name.script, name.kind, name.parts)


def _numbers(held: Held, now: Sequence[Fields], before: Facts | None) -> Iterator[Change]:
    there = {plain_number(one.number): one for one in held.numbers}
    former = {plain_number(one["number"]): one for one in before.numbers} if before else {}
    present = {plain_number(one["number"]) for one in now}
    gone = [there[key] for key in former if key not in present and key in there]
    for one in now:
        key = plain_number(one["number"])
        if key in former and all(same(former[key].get(name), v) for name, v in one.items()):
            continue
        if key in there:
            said = former.get(key, {})
            filled = {
                n: v for n, v in one.items()
                if blank(getattr(there[key], n))
                or (n in said and not same(said[n], v) and same(getattr(there[key], n), said[n]))
            }  # fmt: skip
            if filled or key not in former:
                step = Step.SET if filled else Step.AGREES
                yield Change(step, IDENTIFIERS, one, record=there[key])
        elif old := next((record for record in gone if record.kind is one["kind"]), None):
            gone.remove(old)
            yield Change(Step.SET, IDENTIFIERS, one, record=old, held=old.number)
        else:
            yield Change(Step.SET, IDENTIFIERS, one)
    for record in gone:
        yield Change(Step.EMPTIED, IDENTIFIERS, record=record, held=record.number)


# -- events ------------------------------------------------------------------------------------
def _events(
    result: Merge, held: Held, now: Facts, before: Facts | None, made: Mapping[str, Event]
) -> None:
    taken = {event.id for event in made.values()}
    for name, said in now.events.items():
        former = before.events.get(name) if before else None
        if former is not None and all(same(former.get(n), v) for n, v in said.items()):
            continue
        event = made.get(name) or _same_event(held.events, said, taken)
        if event is None:
            # One that the office took away is not made again: what the row says now is told.
            step = Step.SET if former is None else Step.CONTRADICTS
            result.changes += [Change(step, n, v, name) for n, v in said.items()]
            continue
        taken.add(event.id)
        result.events[name] = event
        for field_, value in said.items():
            if _with_its_place(field_, said):
                continue
            current = getattr(event, field_)
            old = former.get(field_) if former else None
            does = _step(current, old, value, again=former is not None)
            if does is not None and not (does is Step.AGREES and field_ == "kind"):
                result.changes.append(Change(does, field_, value, name, event, current))


_ONCE = frozenset({EventKind.TAKEN, EventKind.DIED})


def _same_event(events: Sequence[Event], said: Fields, taken: set[Any]) -> Event | None:
    """The event of the case that a row means, if there is only one that it can be."""
    kind, when = said["kind"], said.get("when", UncertainDate.unknown())
    alike = [one for one in events if one.kind is kind and one.id not in taken]
    at_once = [one for one in alike if overlaps(one.when, when)]
    if not blank(when) or kind in _ONCE:
        if len(at_once) == 1:
            return at_once[0]
        return alike[0] if kind in _ONCE and len(alike) == 1 else None
    if len(alike) == 1 and all(same(getattr(alike[0], n), v) for n, v in said.items()):
        return alike[0]
    return None


# -- the rest ----------------------------------------------------------------------------------
def _contacts(result: Merge, now: Facts, before: Facts | None, known: Mapping[int, Fields]) -> None:
    for n, told in now.contacts.items():
        former = before.contacts.get(n) if before else None
        if former is None:
            result.contacts[n] = told
            continue
        names = [name.text for name in told.names]
        if names and {*names} != {name.text for name in former.names}:
            result.contact_apart.setdefault(n, {})["contact"] = names
        there = known.get(n, {})
        for name, value in told.fields.items():
            old, current = former.fields.get(name), there.get(name)
            if not same(old, value) and not same(current, value):
                free = n in known and (same(current, old) or blank(current))
                into = result.contact_fields if free else result.contact_apart
                into.setdefault(n, {})[name] = value


def _emptied(
    held: Held, now: Facts, before: Facts | None, made: Mapping[str, Event],
    known: Mapping[int, Fields],
) -> Iterator[Change]:  # fmt: skip
    """What the row said, says no more, and still stands in the case."""
    if before is None:
        return
    for name, value in before.case.items():
        if name != "kind" and not name.endswith("_code"):
            yield from _gone(name, value, now.case.get(name), getattr(held.case, name))
    for of, event in made.items():
        said, says = before.events.get(of, {}), now.events.get(of, {})
        for name, value in said.items():
            if name != "kind" and not name.endswith("_code"):
                yield from _gone(name, value, says.get(name), getattr(event, name), of)
    for n, told in before.contacts.items():
        fields = now.contacts[n].fields if n in now.contacts else {}
        for name, value in told.fields.items():
            yield from _gone(name, value, fields.get(name), known.get(n, {}).get(name), "contact")
    lines = held.case.restricted_notes.split("\n")
    for line in before.notes:
        if line not in now.notes and line in lines:
            yield Change(Step.EMPTIED, NOTES, held=line)


def _gone(name: str, said: Any, says: Any, current: Any, event: str = "") -> Iterator[Change]:
    if isinstance(said, list):
        left = [one for one in said if one not in (says or []) and one in (current or [])]
        if left:
            yield Change(Step.EMPTIED, name, event=event, held=left)
    elif not blank(said) and blank(says) and same(current, said):
        yield Change(Step.EMPTIED, name, event=event, held=said)
