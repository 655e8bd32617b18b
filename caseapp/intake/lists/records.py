"""The records that a row becomes: a case with all that hangs on it, or what it adds to one.

Each fact cites the row's own words. Keys follow from the row's own, so that a later reading
meets the same records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from caseapp.domain.names.scripts import search_key
from caseapp.domain.vocabulary import (
    Bearing,
    ContactRole,
    ExcerptKind,
    Relation,
)
from caseapp.i18n import N_, Translator
from caseapp.intake.lists.facts import PRIVATE_FIELDS, Facts, Fields, Told, Words, words_of
from caseapp.intake.lists.mapping import ListMapping
from caseapp.intake.lists.merging import IDENTIFIERS, NAMES, blank, cited
from caseapp.intake.lists.named_sources import NamedSource, SourceBook
from caseapp.intake.lists.rows import NameText, RowReading
from caseapp.intake.visit_parts import part_id
from caseapp.store.drafts import Draft
from caseapp.store.queries.people_index import figures
from caseapp.store.records import (
    Citation,
    Contact,
    Detainee,
    Event,
    Excerpt,
    Identifier,
    ImportedRow,
    Kinship,
    NameForm,
    Source,
    new_id,
)

CASE, FREE, PRIVATE = "case", "row", "private"
NOT_LOOKED_AT = N_("A list names this source. Nobody has looked into it yet.")
_KIN = frozenset(Relation) - {
    Relation.CELLMATE, Relation.NEIGHBOUR, Relation.COLLEAGUE, Relation.FRIEND, Relation.LAWYER,
    Relation.OTHER,
}  # fmt: skip


@dataclass(slots=True)
class Desk:
    """What all rows of one import have in common. `reached` are contacts by name and phone or
    e-mail, with those that the import made."""

    batch_id: UUID
    source_id: UUID
    list_name: str
    sheet: str
    mapping: ListMapping
    prefix: str
    t: Translator
    reached: dict[tuple[str, str], UUID] = field(default_factory=dict)
    sources: SourceBook = field(default_factory=SourceBook)

    @property
    def language(self) -> str:
        return self.t.language

    def place(self, row: int) -> str:
        """Where a row stands, in words."""
        if self.sheet:
            return self.t(N_("sheet “{sheet}”, row {row}"), sheet=self.sheet, row=row)
        return self.t(N_("row {row}"), row=row)


class RowRecords:
    """What is made of one row: excerpts first, then what cites them."""

    def __init__(self, desk: Desk, reading: RowReading, row_id: UUID, excerpt_id: UUID) -> None:
        self.desk, self.reading, self.row_id = desk, reading, row_id
        self._free_id = excerpt_id
        self._words: Words = words_of(reading.cells, desk.mapping)
        self.made: list[Draft] = []
        self._cited: set[UUID] = set()
        self._named: list[UUID] = []

    # -- the row's own words -----------------------------------------------------------------
    def excerpts(self) -> UUID:
        """The row's words in one passage or two; the id of the one that may be quoted."""
        self.made.append(self._excerpt(self._free_id, self._words.free, sensitive=False))
        if self._words.private:
            self.made.append(self._excerpt(self._private_id, self._words.private, sensitive=True))
        return self._free_id

    @property
    def _private_id(self) -> UUID:
        return private_id(self._free_id)

    def name_sources(self, sources: Iterable[NamedSource], *, fictitious: bool = False) -> None:
        """Let the sources that the row names stand behind its facts too: those that are there,
        and new ones. Nobody has looked into them yet, and their passages say so."""
        desk = self.desk
        for place, named in enumerate(sources):
            source_id = desk.sources.find(named)
            if source_id is None:
                source_id = self.part(f"source-{place}-{self._free_id.hex}")
                desk.sources.make(named, source_id)
                self.made.append(Draft(Source, source_id, written_in=desk.language,
                                       fictitious=fictitious, **named.fields()))  # fmt: skip
            excerpt_id = named_id(self._free_id, named)
            told = {"kind": ExcerptKind.QUOTATION, "text": named.passage, "sensitive": True}
            if not named.passage:
                told = {"kind": ExcerptKind.SUMMARY, "text": desk.t(NOT_LOOKED_AT)}
            self._named.append(excerpt_id)
            self.made.append(Draft(Excerpt, excerpt_id, source_id=source_id,
                                   written_in=desk.language, **told))  # fmt: skip

    def _excerpt(self, key: UUID, text: str, *, sensitive: bool) -> Draft:
        desk, row = self.desk, self.reading.row
        return Draft(
            Excerpt, key, source_id=desk.source_id, kind=ExcerptKind.QUOTATION, text=text,
            locator={"sheet": desk.sheet, "row": row}, place=desk.place(row),
            sensitive=sensitive, written_in=desk.language,
        )  # fmt: skip

    def cite(
        self, name: str, *, case_id: UUID | None = None, event_id: UUID | None = None,
        bearing: Bearing = Bearing.SUPPORTS, note: str = "",
    ) -> None:  # fmt: skip
        """Let the row stand behind a fact of a case, or an event, or against it; once each."""
        private = self._words.private and name in PRIVATE_FIELDS
        excerpt = self._private_id if private else self._free_id
        # That an article says where somebody lives is not made up of its name in a row.
        named = () if name in PRIVATE_FIELDS else self._named
        self._cite((excerpt, *named), name, case_id, event_id, bearing, note)

    def cite_named(
        self, name: str, sources: Iterable[NamedSource], *, case_id: UUID | None = None,
        event_id: UUID | None = None,
    ) -> None:  # fmt: skip
        """The same for sources alone that the row names."""
        if name not in PRIVATE_FIELDS:
            of = [named_id(self._free_id, one) for one in sources]
            self._cite(of, name, case_id, event_id, Bearing.SUPPORTS, "")

    def _cite(
        self, excerpts: Iterable[UUID], name: str, case_id: UUID | None, event_id: UUID | None,
        bearing: Bearing, note: str,
    ) -> None:  # fmt: skip
        about = event_id or case_id
        assert about is not None
        of = {"event_id": event_id} if event_id else {"detainee_id": case_id, "field": name}
        for excerpt in excerpts:
            key = part_id(excerpt, f"cite-{bearing}-{name}-{about.hex}")
            if key in self._cited:
                continue
            self._cited.add(key)
            self.made.append(
                Draft(Citation, key, excerpt_id=excerpt, bearing=bearing, note=note, **of)
            )

    # -- parts -------------------------------------------------------------------------------
    def part(self, name: str) -> UUID:
        return part_id(self.row_id, name)

    def name(self, case_id: UUID, name: NameText, position: int, part: str) -> None:
        self.made.append(self._name_form(name, position, part, detainee_id=case_id))

    def _name_form(self, name: NameText, position: int, part: str, **owner: UUID) -> Draft:
        parts = [{"role": role, "text": text} for role, text in name.parts]
        return Draft(
            NameForm, self.part(part), text=name.text, script=name.script, kind=name.kind,
            parts=parts, position=position, source_id=self.desk.source_id, **owner,
        )  # fmt: skip

    def number(self, case_id: UUID, fields: Fields, part: str) -> None:
        self.made.append(Draft(Identifier, self.part(part), detainee_id=case_id, **fields))

    def event(self, case_id: UUID, name: str, fields: Fields, key: UUID | None = None) -> None:
        event_id = key or self.part(event_part(name))
        self.made.append(
            Draft(Event, event_id, detainee_id=case_id, written_in=self.desk.language, **fields)
        )
        self.cite("", event_id=event_id)

    def contact(self, case_id: UUID, n: int, told: Told, mark: str = "") -> None:
        """Who can be asked, and what that person is to the one of the case.

        Somebody of the same name and phone is one person, however often he or she tells. `mark`
        tells this one from another whom the row told of under the same number before.
        """
        ways = [key for name in told.names for key in _ways(name.text, told.fields)]
        known = next((self.desk.reached[key] for key in ways if key in self.desk.reached), None)
        contact_id = known or self.part(f"contact-{n}{mark}")
        relation = Relation(told.relation) if told.relation else Relation.OTHER
        if known is None:
            self.desk.reached |= dict.fromkeys(ways, contact_id)
            fields = {"role": _role(told, relation), **told.fields}
            self.made.append(Draft(Contact, contact_id, written_in=self.desk.language, **fields))
            for place, name in enumerate(told.names):
                part = f"contact-{n}{mark}-name-{place}"
                self.made.append(self._name_form(name, place, part, contact_id=contact_id))
        self.made.append(
            Draft(Kinship, self.part(kin_part(n) + mark), contact_id=contact_id, relation=relation,
                  of_detainee_id=case_id, written_in=self.desk.language)
        )  # fmt: skip

    def row(self, key: str, case_id: UUID) -> None:
        """What a later reading is compared with."""
        self.made.append(Draft(
            ImportedRow, self.row_id, batch_id=self.desk.batch_id, detainee_id=case_id,
            excerpt_id=self._free_id, list_name=self.desk.list_name, key=key,
            row=self.reading.row, cells=dict(self.reading.cells),
        ))  # fmt: skip


def event_part(name: str) -> str:
    """The part of a row that is an event."""
    return f"event-{name}"


def kin_part(number: int) -> str:
    """The part of a row that ties a contact to the case."""
    return f"kin-{number}"


def private_id(excerpt_id: UUID) -> UUID:
    """The id of the passage with what may not be quoted, beside that of the other."""
    return part_id(excerpt_id, PRIVATE)


def named_id(excerpt_id: UUID, named: NamedSource) -> UUID:
    """The id of the passage of a source that a row names, beside that of the row's words."""
    return part_id(excerpt_id, f"named-{named.keys}-{named.passage}")


def _ways(name: str, fields: Fields) -> Iterator[tuple[str, str]]:
    ways = [*map(figures, fields.get("phones", ())), str(fields.get("email", "")).strip().lower()]
    for way in ways:
        if way:
            yield search_key(name), way


def _role(told: Told, relation: Relation) -> ContactRole:
    if relation is Relation.LAWYER:
        return ContactRole.LAWYER
    return ContactRole.RELATIVE if relation in _KIN else ContactRole.OTHER


# -- a new case --------------------------------------------------------------------------------
def new_case(
    desk: Desk, reading: RowReading, facts: Facts, key: str, number: tuple[str, int] | None
) -> tuple[Draft, list[Draft]]:
    """A case of a row and everything that it says; the case itself, and all records."""
    row_id = new_id()
    made = RowRecords(desk, reading, row_id, part_id(row_id, FREE))
    made.excerpts()
    made.name_sources(facts.sources, fictitious=bool(facts.case.get("fictitious")))
    prefix, serial = number or (desk.prefix, 0)
    # That a group has no greatest size is said by None, and one person has the size of one.
    values: dict[str, Any] = {
        name: value
        for name, value in facts.case.items()
        if not blank(value) or name == "greatest_size"
    }
    values["tags"] = list(dict.fromkeys([*values.get("tags", []), *list_tag(desk)]))
    values["restricted_notes"] = with_lines(values.get("restricted_notes", ""), facts.notes)
    case = Draft(
        Detainee, made.part(CASE), prefix=prefix, serial=serial, written_in=desk.language, **values
    )
    made.made.append(case)
    for place, name in enumerate(facts.names):
        made.name(case.id, name, place, f"name-{place}")
    for place, fields in enumerate(facts.numbers):
        made.number(case.id, fields, f"number-{place}")
    for event, fields in facts.events.items():
        made.event(case.id, event, fields)
    for n, told in facts.contacts.items():
        made.contact(case.id, n, told)
    for claim in facts_cited(facts):
        made.cite(claim, case_id=case.id)
    made.row(key, case.id)
    return case, made.made


def facts_cited(facts: Facts) -> list[str]:
    """The facts of a case that a row stands behind."""
    found = [NAMES] if facts.names else []
    found += [name for name, value in facts.case.items() if cited(name) and not blank(value)]
    return found + ([IDENTIFIERS] if facts.numbers else [])


def list_tag(desk: Desk) -> list[str]:
    return [desk.list_name] if desk.list_name else []


def with_lines(text: str, more: Iterable[str]) -> str:
    """A text with further lines."""
    return "\n".join([*([text] if text else []), *more])
