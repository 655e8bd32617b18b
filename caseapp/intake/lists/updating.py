"""What a row writes into a case that is there: changed fields, new parts, citations.

What it decides stands in `merging`; here it is done, and told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from caseapp.domain.dates import UncertainDate
from caseapp.domain.vocabulary import Bearing
from caseapp.i18n import N_
from caseapp.intake.lists.facts import Facts
from caseapp.intake.lists.meant import contacts_meant, events_meant
from caseapp.intake.lists.merging import (
    IDENTIFIERS,
    NAMES,
    NOTES,
    Change,
    Merge,
    Step,
    cited,
    merge,
)
from caseapp.intake.lists.plan import Said
from caseapp.intake.lists.records import (
    Desk,
    RowRecords,
    event_part,
    facts_cited,
    kin_part,
    list_tag,
    named_id,
    private_id,
    with_lines,
)
from caseapp.intake.lists.rows import NameText, RowReading
from caseapp.intake.visit_parts import part_id
from caseapp.store.drafts import Draft
from caseapp.store.queries.imports import Held
from caseapp.store.records import Contact, Event, ImportedRow, Record, new_id, utc_now

CHANGED = N_("{field}: “{old}” is now “{new}”.")
ADDED = N_("{field}: “{new}” was added.")
OTHERWISE = N_("{field}: the case says “{old}”, the list “{new}”. Both are kept.")
GONE = N_("{field}: the list no longer says “{old}”. The case keeps it.")


def told_of(merged: Merge) -> tuple[Said, ...]:
    """What a merge does, a sentence for each change; `field` is "birth" or "taken.when"."""
    found = []
    for change in merged.changes:
        if change.step is Step.AGREES or change.name.endswith("_code"):
            continue
        if change.event and change.name == "kind" and change.record is None:
            continue
        name = f"{change.event}.{change.name}" if change.event else change.name
        params = {"field": name, "old": words(change.held), "new": words(change.value)}
        found.append(Said(_sentence(change, params["old"]), params))
    for named in merged.sources:
        field_ = "source.title" if named.title else "source.url"
        told = named.title or named.url or named.publisher
        found.append(Said(ADDED, {"field": field_, "old": "", "new": told}))
    found += _told_of_contacts(merged)
    found += [Said(ADDED, {"field": NOTES, "old": "", "new": line}) for line in merged.notes]
    return tuple(found)


def _told_of_contacts(merged: Merge) -> Iterator[Said]:
    for told in merged.contacts.values():
        who = ", ".join(name.text for name in told.names) or told.relation
        yield Said(ADDED, {"field": "contact.contact", "old": "", "new": who or "…"})
    for apart, of in ((False, merged.contact_fields), (True, merged.contact_apart)):
        for n, fields in of.items():
            for name, value in fields.items():
                old = words(getattr(merged.known.get(n), name, None))
                params = {"field": f"contact.{name}", "old": old, "new": words(value)}
                if apart:
                    yield Said(OTHERWISE, {**params, "old": old or "…"})
                else:
                    yield Said(CHANGED if old else ADDED, params)


def _sentence(change: Change, old: str) -> str:
    if change.step is Step.EMPTIED:
        return GONE
    if change.step is Step.CONTRADICTS:
        return OTHERWISE
    return CHANGED if old else ADDED


def words(value: Any) -> str:
    """A value of a field in words that need no language."""
    if isinstance(value, UncertainDate):
        return value.text or value.edtf or ""
    if isinstance(value, NameText):
        return value.text
    if isinstance(value, Mapping):
        return str(value.get("number", ""))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


@dataclass(slots=True)
class Update:
    """One row on its way into a case. `former` is the record of its last reading; `gone` are ids
    of its events and ties that lie in the trash."""

    desk: Desk
    reading: RowReading
    key: str
    facts: Facts
    held: Held
    merged: Merge
    former: ImportedRow | None
    gone: frozenset[UUID] = frozenset()
    _changed: dict[UUID, Record] = field(default_factory=dict)

    def records(self) -> list[Record | Draft]:
        """Everything to save; records of the case are changed in place."""
        row_id = self.former.id if self.former else new_id()
        made = RowRecords(self.desk, self.reading, row_id, new_id())
        free = made.excerpts()
        known = self.desk.sources.find
        # One that the office took away is not made again because another cell was changed.
        made.name_sources(
            one for one in self.facts.sources if one in self.merged.sources or known(one)
        )
        self._names_and_numbers(made)
        self._case(made)
        self._events(made)
        self._rest(made)
        self._new_sources(made)
        if self.former is None:
            made.row(self.key, self.held.case.id)
        else:
            row = self.former
            row.batch_id, row.excerpt_id = self.desk.batch_id, free
            row.row, row.cells = self.reading.row, dict(self.reading.cells)
            row.key, row.detainee_id = self.key, self.held.case.id
            self._changed[row.id] = row
        return [*made.made, *self._changed.values()]

    @property
    def taken(self) -> frozenset[UUID]:
        """The ids of what the case has: our own table numbers its events anew each time."""
        return frozenset(one.id for one in (*self.held.events, *self.held.kin))

    def _set(self, record: Any, **values: Any) -> None:
        for name, value in values.items():
            setattr(record, name, value)
        self._changed[record.id] = record

    def _names_and_numbers(self, made: RowRecords) -> None:
        case_id, names = self.held.case.id, len(self.held.names)
        for change in self._of((NAMES, IDENTIFIERS)):
            if change.step is Step.SET and isinstance(change.value, NameText):
                name = change.value
                if change.record is None:
                    made.name(case_id, name, names, new_id().hex)
                    names += 1
                else:
                    parts = [{"role": role, "text": text} for role, text in name.parts]
                    self._set(change.record, text=name.text, script=name.script, kind=name.kind,
                              parts=parts, source_id=self.desk.source_id)  # fmt: skip
            elif change.step is Step.SET:
                if change.record is None:
                    made.number(case_id, change.value, new_id().hex)
                else:
                    self._set(change.record, **change.value)
            self._cite_fact(made, change)

    def _case(self, made: RowRecords) -> None:
        case, now = self.held.case, self.facts.case
        for change in self._of():
            if change.step is Step.SET and isinstance(change.value, list):
                both = dict.fromkeys([*getattr(case, change.name), *change.value])
                self._set(case, **{change.name: list(both)})
            elif change.step is Step.SET:
                self._set(case, **{change.name: change.value}, **_code(change.name, case, now))
            self._cite_fact(made, change)

    def _of(self, names: Iterable[str] = ()) -> list[Change]:
        """The changes of the case itself: names and numbers, or everything else."""
        wanted = tuple(names)
        return [
            one for one in self.merged.changes
            if not one.event and one.step is not Step.EMPTIED
            and ((one.name in wanted) if wanted else one.name not in (NAMES, IDENTIFIERS))
        ]  # fmt: skip

    def _cite_fact(self, made: RowRecords, change: Change) -> None:
        if not cited(change.name):
            return
        case_id = self.held.case.id
        if change.step is Step.CONTRADICTS:
            note = words(change.value)
            made.cite(change.name, case_id=case_id, bearing=Bearing.CONTRADICTS, note=note)
            return
        if change.record is not None or change.step is Step.SET:
            self._supersede(change.name)
        made.cite(change.name, case_id=case_id)

    def _supersede(self, name: str = "", event_id: UUID | None = None) -> None:
        """The words that the list no longer holds stand behind nothing any more."""
        if self.former is None or self.former.excerpt_id is None:
            return
        last = self.former.excerpt_id
        mine = {last, private_id(last)}
        mine |= {named_id(last, one) for one in self.merged.former_sources}
        for citation in self.held.citations:
            same = citation.event_id == event_id if event_id else (
                citation.event_id is None and citation.field == name)  # fmt: skip
            if same and citation.excerpt_id in mine:
                self._set(citation, deleted_at=citation.deleted_at or utc_now())

    def _events(self, made: RowRecords) -> None:
        by_event: dict[str, list[Change]] = {}
        for change in self.merged.changes:
            if change.event and change.step is not Step.EMPTIED:
                by_event.setdefault(change.event, []).append(change)
        for name, changes in by_event.items():
            event = self.merged.events.get(name)
            if event is None:
                self._new_event(made, name, changes)
                continue
            now = self.facts.events[name]
            for change in changes:
                if change.step is Step.SET:
                    codes = _code(change.name, event, now)
                    self._set(event, **{change.name: change.value}, **codes)
            against = [one for one in changes if one.step is Step.CONTRADICTS]
            if against:
                note = "; ".join(words(one.value) for one in against)
                made.cite("", event_id=event.id, bearing=Bearing.CONTRADICTS, note=note)
            else:
                self._supersede(event_id=event.id)
                made.cite("", event_id=event.id)

    def _new_event(self, made: RowRecords, name: str, changes: list[Change]) -> None:
        """Unless the office took it away: then the passage alone keeps what the row says."""
        if all(one.step is Step.SET for one in changes):
            key = made.part(event_part(name))
            other = new_id() if key in self.gone | self.taken else None
            made.event(self.held.case.id, name, self.facts.events[name], other)

    def _rest(self, made: RowRecords) -> None:
        case = self.held.case
        if self.merged.notes:
            notes = with_lines(case.restricted_notes, self.merged.notes)
            self._set(case, restricted_notes=notes)
        new = [tag for tag in list_tag(self.desk) if tag not in case.tags]
        if new and self.former is None and not self.merged.edited:
            self._set(case, tags=[*case.tags, *new])
        for n, told in self.merged.contacts.items():
            free = made.part(kin_part(n)) not in self.gone | self.taken
            made.contact(case.id, n, told, "" if free else new_id().hex)
        for n, fields in self.merged.contact_fields.items():
            self._set(self.merged.known[n], **fields)

    def _new_sources(self, made: RowRecords) -> None:
        """A source that the row names for the first time stands behind all that it says, where
        the case agrees."""
        new, case_id = self.merged.sources, self.held.case.id
        apart = {one.name for one in self.merged.of(Step.CONTRADICTS) if not one.event}
        events = {event.id for event in self.held.events}
        for claim in facts_cited(self.facts) if new else ():
            if claim not in apart:
                made.cite_named(claim, new, case_id=case_id)
        for name in self.facts.events if new else ():
            event = self.merged.events.get(name)
            event_id = event.id if event else made.part(event_part(name))
            if event_id in events:
                made.cite_named("", new, event_id=event_id)


def contact_of(held: Held, row_id: UUID, number: int) -> Contact | None:
    """The contact that a row told of under a number, if it is tied to the case still."""
    key = part_id(row_id, kin_part(number))
    tie = next((one for one in held.kin if one.id == key), None)
    return held.contacts.get(tie.contact_id) if tie is not None and tie.contact_id else None


def _code(name: str, record: Any, now: Mapping[str, Any]) -> dict[str, Any]:
    """A place brings its number along, or takes that of the former place away."""
    code = f"{name}_code"
    return {code: now.get(code, "")} if hasattr(record, code) else {}


def merge_row(
    held: Held, now: Facts, before: Facts | None, row_id: UUID | None, *, ours: bool,
    base: Facts | None = None,
) -> Merge:  # fmt: skip
    """`merging.merge` for a row; `row_id` is the record of its last reading, if there is one.

    `base` is what it said when we exported it: then that is what it is compared with.
    """
    if base is not None:
        return _merge(held, now, base, events_meant(held.events, base),
                      contacts_meant(held, base), ours=True)  # fmt: skip
    if row_id is None or before is None:
        return merge(held, now, None, ours=ours)
    keys = {part_id(row_id, event_part(name)): name for name in {*now.events, *before.events}}
    made = {keys[event.id]: event for event in held.events if event.id in keys}
    told = {*now.contacts, *before.contacts}
    known = {n: contact for n in told if (contact := contact_of(held, row_id, n))}
    return _merge(held, now, before, made, known, ours=ours)


def _merge(
    held: Held, now: Facts, before: Facts, made: Mapping[str, Event], known: Mapping[int, Contact],
    *, ours: bool,
) -> Merge:  # fmt: skip
    fields = {
        n: {name: getattr(contact, name) for of in (now, before) if n in of.contacts
            for name in of.contacts[n].fields}
        for n, contact in known.items()
    }  # fmt: skip
    merged = merge(held, now, before, ours=ours, made=made, known=fields)
    merged.known = dict(known)
    return merged
