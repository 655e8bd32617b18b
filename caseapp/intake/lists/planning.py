"""Looks at a list before it is imported: each row is new, known, likely known, or not to be read.

Reads the vault and writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from caseapp.domain.dates import overlaps
from caseapp.domain.names.scripts import search_key
from caseapp.i18n import N_
from caseapp.intake.lists.again import facts_again
from caseapp.intake.lists.batches import key_of, numbered
from caseapp.intake.lists.facts import Facts, documents_of, facts_of, person_of, same_words
from caseapp.intake.lists.mapping import ListMapping
from caseapp.intake.lists.named_sources import SourceBook, source_keys
from caseapp.intake.lists.own_exports import brought_back
from caseapp.intake.lists.plan import (
    FoundBy,
    ImportPlan,
    Likely,
    Outcome,
    PlannedRow,
    PossiblySame,
    Said,
)
from caseapp.intake.lists.reading import read_rows
from caseapp.intake.lists.remarks import RemarkKind
from caseapp.intake.lists.renumbering import renumbered
from caseapp.intake.lists.rows import RowReading
from caseapp.intake.lists.targets import Target
from caseapp.intake.lists.updating import merge_row, told_of
from caseapp.intake.tables import ListFile, Table
from caseapp.store.queries.imports import (
    Former,
    Held,
    batch_of_file,
    case_numbers,
    cases_numbered,
    cases_with_documents,
    former_rows,
    held_cases,
    sources_named,
    tables_exported,
)
from caseapp.store.records import new_id
from caseapp.store.saving import chunks
from caseapp.store.vault import Vault
from caseapp.system.garbage import garbage_later
from caseapp.system.progress import Progress

NOBODY = N_("Nothing in this row says who it is about.")
IN_THE_TRASH = N_("Its case is in the trash.")
NO_SUCH_NUMBER = N_("No case has the number {number} here.")
SAME_ROW = N_("It says the same as row {row}.")
SAME_KEY = N_("Row {row} has the same number in the list, or the same name and birth.")
SAME_DOCUMENT = N_("Row {row} has the same document number.")
OTHER_BIRTH = N_("Case {case} has the same document number and another birth.")
SEVERAL = N_("Several cases have this document number.")
_READING, _COMPARING = N_("Reading rows"), N_("Comparing with cases")
_AT_ONCE = 200
_NO_PERSON = {
    RemarkKind.HEADINGS_AGAIN: Outcome.LEFT_OUT, RemarkKind.OTHER_TABLE: Outcome.UNREADABLE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Same:
    """A `PossiblySame` that the import finds by itself."""

    case_id: UUID | None = None
    row: int | None = None
    reasons: tuple[str, ...] = ()


@garbage_later()
def plan_import(
    vault: Vault,
    path: Path,
    file: ListFile,
    mapping: ListMapping,
    likely: Likely | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """What would become of each row. Raises Cancelled; nothing is written.

    Without `likely` nobody is looked for by name: for lists of which it is known that all are
    new. Its progress comes between that of the reading and that of the comparing.
    """
    progress = progress or Progress()
    plan = ImportPlan(path, file, mapping, ())
    known = _Known.of(vault, plan)
    found = list(_found(_read(file.table, mapping, progress), known))
    rows = [row for row, _facts in found]
    exported = None
    if mapping.places(Target.CASE_NUMBER):
        tables = vault.read(tables_exported)
        rows, exported = brought_back(tables, rows, known.former, mapping)
    rows = renumbered(rows, known.former, mapping)
    facts = {row.row: row.facts for row in rows}
    if likely is not None:
        new = {one.row: person_of(facts[one.row]) for one in rows if one.outcome is Outcome.NEW}
        asked = {row: who for row, who in new.items() if who.says_who}
        same = likely(vault, asked, progress) if asked else {}
        rows = [_with_likely(row, same.get(row.row, ())) for row in rows]
    rows = _compared(vault, rows, facts, known, mapping, progress)
    gone = known.gone(rows)
    named = {row.case_id for row in rows} | {c.case_id for row in rows for c in row.candidates}
    ids = [one for one in (*named, *gone) if one is not None]
    numbers = vault.read(lambda session: case_numbers(session, ids))
    rows = [
        replace(row, case_number=numbers.get(row.case_id, "")) if row.case_id else row
        for row in rows
    ]
    sources = _new_sources(rows, vault.read(source_book))
    return replace(
        plan, rows=tuple(rows), numbers=numbers, before=known.before, gone=gone, sources=sources,
        exported=exported.made_at.date() if exported else None,
    )  # fmt: skip


def source_book(session: Any) -> SourceBook:
    """The sources of the vault by what a row can name them by."""
    return SourceBook((one, source_keys(*words)) for one, *words in sources_named(session))


def _new_sources(rows: Iterable[PlannedRow], book: SourceBook) -> int:
    """How many sources the rows that are written would make."""
    for row in rows:
        if row.outcome in (Outcome.NEW, Outcome.UPDATES):
            for named in row.facts.sources:
                if book.find(named) is None:
                    book.make(named, new_id())
    return book.made


@dataclass(slots=True)
class _Known:
    """What the vault holds by which a row is found again."""

    former: Mapping[str, Former] = field(default_factory=dict)
    of_case: Mapping[UUID, Sequence[Former]] = field(default_factory=dict)
    numbers: Mapping[str, UUID] = field(default_factory=dict)
    documents: Mapping[str, set[UUID]] = field(default_factory=dict)
    before: bool = False

    @classmethod
    def of(cls, vault: Vault, plan: ImportPlan) -> _Known:
        former = vault.read(lambda session: former_rows(session, plan.list_name))
        of_case: dict[UUID, list[Former]] = {}
        for one in former:
            of_case.setdefault(one.case_id, []).append(one)
        batch = vault.read(
            lambda session: batch_of_file(session, plan.file.sha256, plan.file.table.sheet)
        )
        return cls(
            {one.key: one for one in former}, of_case, vault.read(cases_numbered),
            vault.read(cases_with_documents), batch is not None,
        )  # fmt: skip

    def gone(self, rows: Iterable[PlannedRow]) -> tuple[UUID, ...]:
        """The living cases of rows of the list that are no longer in it."""
        here = [row for row in rows if row.key]
        keys, cases = {row.key for row in here}, {row.case_id for row in here}
        return tuple(dict.fromkeys(
            one.case_id for one in self.former.values()
            if one.alive and one.key not in keys and one.case_id not in cases
        ))  # fmt: skip


def _read(table: Table, mapping: ListMapping, progress: Progress) -> Iterator[RowReading]:
    total = max(table.last_row - mapping.header_row, 1)
    for done, reading in enumerate(read_rows(table, mapping)):
        if done % _AT_ONCE == 0:
            progress.raise_if_cancelled()
            progress.report(done, total, _READING)
        yield reading


# -- found again -------------------------------------------------------------------------------
def _found(readings: Iterable[RowReading], known: _Known) -> Iterator[tuple[PlannedRow, Facts]]:
    """Each row, found by what is the same for sure."""
    read = [(reading, facts_of(reading)) for reading in readings]
    plain = [key_of(reading, facts) if facts.says_who else "" for reading, facts in read]
    keys = numbered(plain)
    first_key: dict[str, RowReading] = {}
    first_document: dict[str, int] = {}
    for (reading, facts), key, bare in zip(read, keys, plain, strict=True):
        row = _one(reading, facts, key, known)
        earlier = first_key.setdefault(bare, reading) if bare else reading
        if row.outcome is Outcome.NEW and earlier is not reading:
            row = _again(row, earlier)
        for document in documents_of(facts):
            other = first_document.setdefault(document, reading.row)
            if other != reading.row and (
                row.outcome is Outcome.NEW or row.found_by is FoundBy.DOCUMENT
            ):
                # Also if the earlier row has made a case meanwhile: nobody has decided on this one.
                row = replace(row, outcome=Outcome.NEW, case_id=None, found_by=None)
                row = _likely(row, Same(row=other), Said(SAME_DOCUMENT, {"row": str(other)}))
        yield row, facts


def _one(reading: RowReading, facts: Facts, key: str, known: _Known) -> PlannedRow:
    if reading.blank:
        return PlannedRow(reading, Outcome.EMPTY)
    if reading.remarks and reading.remarks[0].kind in _NO_PERSON:
        return PlannedRow(reading, _NO_PERSON[reading.remarks[0].kind])
    if not facts.says_who:
        return PlannedRow(reading, Outcome.UNREADABLE, why=(Said(NOBODY),))
    row = PlannedRow(reading, Outcome.NEW, key, facts)
    if former := known.former.get(key):
        if not former.alive:
            return replace(row, outcome=Outcome.LEFT_OUT, case_id=former.case_id,
                           why=(Said(IN_THE_TRASH),))  # fmt: skip
        return _updates(row, former.case_id, FoundBy.ROW)
    if facts.case_number:
        if case_id := known.numbers.get(search_key(facts.case_number)):
            return _updates(row, case_id, FoundBy.NUMBER)
        row = replace(row, why=(Said(NO_SUCH_NUMBER, {"number": facts.case_number}),))
    cases: set[UUID] = set()
    for document in documents_of(facts):
        cases |= known.documents.get(document, set())
    if len(cases) == 1:
        return _updates(row, cases.pop(), FoundBy.DOCUMENT)
    if cases:
        told = tuple(Same(case_id=one) for one in sorted(cases))
        return replace(row, outcome=Outcome.LIKELY, case_id=told[0].case_id, candidates=told,
                       why=(*row.why, Said(SEVERAL)))  # fmt: skip
    return row


def _updates(row: PlannedRow, case_id: UUID, by: FoundBy) -> PlannedRow:
    return replace(row, outcome=Outcome.UPDATES, case_id=case_id, found_by=by)


def _again(row: PlannedRow, earlier: RowReading) -> PlannedRow:
    """A row that says who it is by the same words as one before."""
    at = {"row": str(earlier.row)}
    if dict(row.reading.cells) == dict(earlier.cells):
        return replace(row, outcome=Outcome.UNCHANGED, why=(*row.why, Said(SAME_ROW, at)))
    return _likely(row, Same(row=earlier.row), Said(SAME_KEY, at))


def _likely(row: PlannedRow, same: PossiblySame, why: Said) -> PlannedRow:
    return replace(
        row, outcome=Outcome.LIKELY, candidates=(*row.candidates, same), why=(*row.why, why)
    )


def _with_likely(row: PlannedRow, same: Sequence[PossiblySame]) -> PlannedRow:
    if not same or row.outcome is not Outcome.NEW:
        return row
    case_id = next((one.case_id for one in same if one.case_id is not None), None)
    return replace(row, outcome=Outcome.LIKELY, case_id=case_id, candidates=tuple(same))


# -- compared ----------------------------------------------------------------------------------
def _compared(
    vault: Vault, rows: list[PlannedRow], facts: Mapping[int, Facts], known: _Known,
    mapping: ListMapping, progress: Progress,
) -> list[PlannedRow]:  # fmt: skip
    """The rows that were found, with what they would change."""
    found = [row for row in rows if row.outcome is Outcome.UPDATES]
    present = {row.key for row in rows}
    done: dict[int, PlannedRow] = {}
    for some in chunks(found, _AT_ONCE):
        progress.raise_if_cancelled()
        progress.report(len(done), len(found), _COMPARING)
        changed = []
        for row in some:
            former = former_of(row, known.former, known.of_case, present)
            if (
                row.base is None
                and former is not None
                and same_words(former.cells, row.reading.cells, mapping)
            ):
                done[row.row] = replace(row, outcome=Outcome.UNCHANGED)
            else:
                changed.append((row, former))
        ids = {row.case_id for row, _former in changed if row.case_id is not None}
        held = vault.read(partial(held_cases, ids=ids))
        before = former_facts([former for _row, former in changed if former], mapping)
        for row, former in changed:
            assert row.case_id is not None
            one = held.get(row.case_id)
            if one is None:
                done[row.row] = replace(row, outcome=Outcome.LEFT_OUT, why=(Said(IN_THE_TRASH),))
                continue
            if row.found_by is FoundBy.DOCUMENT and _born_otherwise(one, facts[row.row]):
                same = Same(case_id=row.case_id)
                why = Said(OTHER_BIRTH, {"case": one.case.case_number})
                done[row.row] = _likely(replace(row, found_by=None), same, why)
                continue
            merged = merge_row(
                one, facts[row.row], before.get(former.id) if former else None,
                former.id if former else None, ours=row.found_by is FoundBy.NUMBER, base=row.base,
            )  # fmt: skip
            outcome = Outcome.UPDATES if merged.says_new else Outcome.UNCHANGED
            done[row.row] = replace(row, outcome=outcome, why=(*row.why, *told_of(merged)))
    return [done.get(row.row, row) for row in rows]


def _born_otherwise(held: Held, facts: Facts) -> bool:
    birth = facts.case.get("birth")
    return birth is not None and not overlaps(held.case.birth, birth)


def former_of(
    row: PlannedRow,
    by_key: Mapping[str, Former],
    of_case: Mapping[UUID, Sequence[Former]],
    present: Collection[str],
) -> Former | None:
    """The last reading of a row: by its key, else the only one of its case whose key is no
    longer `present` in the list."""
    others = of_case.get(row.case_id, ()) if row.case_id else ()
    if row.last is not None:
        return next((one for one in others if one.id == row.last), None)
    if former := by_key.get(row.key):
        return former
    left = [one for one in others if one.key not in present]
    return left[0] if len(left) == 1 else None


def former_facts(former: Sequence[Former], mapping: ListMapping) -> dict[UUID, Facts]:
    """What the rows said when they were read last, by today's understanding of the columns."""
    said = facts_again([one.cells for one in former], mapping)
    return {one.id: of for one, of in zip(former, said, strict=True)}
