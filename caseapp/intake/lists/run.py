"""Carries out a planned import: one action, one undo, all or nothing.

Everything is read and compared again within the transaction, so that what somebody changed since
the plan was made is not written over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from caseapp.domain.vocabulary import AttachmentRole
from caseapp.i18n import N_, Translator, translator
from caseapp.intake.lists.as_source import About, media_type, same_file, source_of
from caseapp.intake.lists.batches import row_note
from caseapp.intake.lists.facts import Facts, same_words
from caseapp.intake.lists.named_sources import SourceBook
from caseapp.intake.lists.plan import (
    Choice,
    Decision,
    FoundBy,
    ImportPlan,
    Outcome,
    PlannedRow,
    Said,
)
from caseapp.intake.lists.planning import IN_THE_TRASH, former_facts, former_of, source_book
from caseapp.intake.lists.records import Desk, event_part, kin_part, new_case
from caseapp.intake.lists.updating import Update, merge_row, told_of
from caseapp.intake.source_files import COLLECTED
from caseapp.intake.visit_parts import part_id
from caseapp.store.drafts import Draft
from caseapp.store.history import Action
from caseapp.store.queries.cases import new_case_prefix
from caseapp.store.queries.imports import (
    Former,
    Held,
    batch_of_file,
    contacts_reached,
    former_rows,
    held_cases,
    numbers_taken,
)
from caseapp.store.queries.intakes import records_by_id
from caseapp.store.queries.sources import copies_of
from caseapp.store.queries.touched import history_length
from caseapp.store.records import (
    CustodyEntry,
    Event,
    ImportBatch,
    ImportedRow,
    Kinship,
    Record,
    new_id,
    utc_now,
)
from caseapp.store.records.people import case_number
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.garbage import garbage_later
from caseapp.system.progress import Progress

NOT_IMPORTED = N_("Row {row}, to whose case it was to be added, was not imported.")
_IMPORTING = N_("Importing rows")
_AT_ONCE = 500
"""Rows written together: a few thousand records in memory."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row; `told` is what else is to be said of it."""

    row: int
    outcome: Outcome
    case_id: UUID | None = None
    case_number: str = ""
    told: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """Every row of the plan in its order. Without anything new there is no batch.

    `sources` counts those that rows named and that were not here.
    """

    changes: ChangeSet
    rows: tuple[RowResult, ...]
    batch_id: UUID | None = None
    source_id: UUID | None = None
    sources: int = 0

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(row.outcome for row in self.rows)


def run_import(
    vault: Vault,
    plan: ImportPlan,
    decisions: Mapping[int, Decision] | None = None,
    progress: Progress | None = None,
    about: About | None = None,
) -> Imported:
    """Write what the plan says, with a person's decisions by row number, as one action.

    Rows that wait for a decision are not imported. Raises Cancelled, UserError for a file that
    was changed since, and what `Vault.save` raises; then nothing is written.
    """
    about, progress = about or About(), progress or Progress()
    rows = [_decided(row, (decisions or {}).get(row.row)) for row in plan.rows]
    work = _Work(plan, rows, about, progress)
    if not any(row.outcome in (Outcome.NEW, Outcome.UPDATES) for row in rows):
        return Imported(ChangeSet(), work.results())
    action = Action(N_("Import a list: {name}"), {"name": plan.file.file_name})
    batch = vault.read(
        lambda session: batch_of_file(session, plan.file.sha256, plan.file.table.sheet)
    )
    with garbage_later():
        if batch is None or batch.source_id is None:
            return _with_file(vault, work, action)
        work.source_id = batch.source_id
        changes = vault.save_in_portions(work.portions, action)
        return work.imported(changes)


def _with_file(vault: Vault, work: _Work, action: Action) -> Imported:
    """Keep the file as it came, as a source, in the same action."""
    plan, about = work.plan, work.about
    data = same_file(plan)
    copies = vault.read(lambda session: copies_of(session, plan.file.sha256, ""))
    source = source_of(plan, about, about.captured_by or vault.station)
    source.same_text_as_id = copies[0] if copies else None
    attachment_id = new_id()
    custody = CustodyEntry(
        attachment_id=attachment_id, deed=COLLECTED, at=utc_now(), by=source.captured_by,
        note=plan.file.file_name,
    )  # fmt: skip
    work.source_id = source.id
    vault.attach(
        data, id=attachment_id, role=AttachmentRole.CAPTURE, action=action,
        also=(source, custody), then=work.portions, source_id=source.id,
        file_name=plan.file.file_name, media_type=media_type(plan.file.file_name),
    )  # fmt: skip
    kinds = frozenset({"detainee", "source", "attachment", "import_batch", "imported_row"})
    changes = ChangeSet(work.batch.action or 0, kinds, frozenset(work.touched))
    return work.imported(changes)


def _decided(row: PlannedRow, said: Decision | None) -> PlannedRow:
    """A row as a person decided; what cannot be read stays so."""
    if said is None or row.outcome in (Outcome.EMPTY, Outcome.UNREADABLE):
        return row
    if said.choice is Choice.LEAVE:
        return replace(row, outcome=Outcome.LEFT_OUT, candidates=())
    if said.choice is Choice.NEW:
        return replace(row, outcome=Outcome.NEW, case_id=None, case_number="", found_by=None)
    candidates = tuple(one for one in row.candidates if one.row == said.row and said.row)
    return replace(row, outcome=Outcome.UPDATES, case_id=said.case_id, candidates=candidates,
                   found_by=FoundBy.DECIDED)  # fmt: skip


@dataclass(slots=True)
class _Asked:
    """What is known of the vault while the rows are written."""

    session: Any
    desk: Desk
    former: dict[str, Former]
    of_case: dict[UUID, list[Former]]
    taken: set[tuple[str, int]]
    keys: set[str]


@dataclass(frozen=True, slots=True)
class _Last:
    """Of some rows their last reading, by number, what it said, and its record with those of
    the events and ties that it made."""

    former: Mapping[int, Former]
    before: Mapping[UUID, Facts]
    records: Mapping[UUID, Record]


class _Work:
    """The rows on their way, portion by portion; afterwards what became of each."""

    def __init__(
        self, plan: ImportPlan, rows: Sequence[PlannedRow], about: About, progress: Progress
    ) -> None:
        self.plan, self.rows, self.about = plan, rows, about
        self.source_id = new_id()
        self.batch = ImportBatch()
        self.touched: set[UUID] = set()
        self.sources = SourceBook()
        self._progress = progress
        self._results: dict[int, RowResult] = {}
        self._present = {row.key for row in rows}

    def imported(self, changes: ChangeSet) -> Imported:
        return Imported(
            changes, self.results(), self.batch.id, self.source_id, self.sources.made
        )  # fmt: skip

    def results(self) -> tuple[RowResult, ...]:
        return tuple(self._result(row) for row in self.rows)

    def _result(self, row: PlannedRow) -> RowResult:
        if row.row in self._results:
            return self._results[row.row]
        number = self.plan.numbers.get(row.case_id, "") if row.case_id else ""
        return RowResult(row.row, row.outcome, row.case_id, number, row.why)

    # -- in the transaction --------------------------------------------------------------------
    def portions(self, session: Any) -> Iterator[Sequence[Record | Draft]]:
        """Everything to save; called by the vault."""
        self.sources = source_book(session)
        asked = self._ask(session)
        new = [row for row in self.rows if row.outcome is Outcome.NEW]
        found = [row for row in self.rows if row.outcome is Outcome.UPDATES]
        total, done = len(new) + len(found), 0
        yield [self.batch]  # first, because each row refers to it
        for start in range(0, len(new), _AT_ONCE):
            self._step(done, total)
            some = new[start : start + _AT_ONCE]
            cases, records = self._new(asked, some)
            yield records
            for row, case in zip(some, cases, strict=True):
                number = case_number(case.values["prefix"], case.values["serial"])
                self._keep(row, row.outcome, case.id, number)
            done += len(some)
        for apart in self._apart(found):
            self._step(done, total)
            yield self._updates(asked, apart)
            done += len(apart)
        self._step(total, total)
        yield [self._batch(asked)]

    def _step(self, done: int, total: int) -> None:
        self._progress.report(done, total, _IMPORTING)
        self._progress.raise_if_cancelled()

    def _ask(self, session: Any) -> _Asked:
        plan = self.plan
        of_case: dict[UUID, list[Former]] = {}
        former = {one.key: one for one in former_rows(session, plan.list_name)}
        for one in former.values():
            of_case.setdefault(one.case_id, []).append(one)
        desk = Desk(
            self.batch.id, self.source_id, plan.list_name, plan.file.table.sheet, plan.mapping,
            new_case_prefix(session), _translator(self.about.language), contacts_reached(session),
            self.sources,
        )  # fmt: skip
        self.batch.action = history_length(session.connection()) + 1
        return _Asked(session, desk, former, of_case, numbers_taken(session), set(former))

    def _new(self, asked: _Asked, some: Sequence[PlannedRow]) -> tuple[list[Draft], list[Draft]]:
        cases: list[Draft] = []
        records: list[Draft] = []
        for row in some:
            facts = row.facts
            number = _own_number(facts.case_number, asked.taken)
            case, made = new_case(asked.desk, row.reading, facts, self._key(asked, row), number)
            cases.append(case)
            records += made
        return cases, records

    def _key(self, asked: _Asked, row: PlannedRow) -> str:
        """The row's key; one that is taken by a row of another case is numbered."""
        key, number = row.key, 2
        while key in asked.keys:
            key = f"{row.key}#{number}"
            number += 1
        asked.keys.add(key)
        return key

    def _apart(self, found: Sequence[PlannedRow]) -> Iterator[list[tuple[PlannedRow, UUID]]]:
        """Rows with their cases, so many at a time, no case twice: the second row of a case must
        find what the first has left."""
        some: dict[UUID, PlannedRow] = {}
        for row in found:
            case_id = self._case_of(row)
            if case_id is None:
                continue
            if case_id in some or len(some) == _AT_ONCE:
                yield [(one, case) for case, one in some.items()]
                some = {}
            some[case_id] = row
        if some:
            yield [(one, case) for case, one in some.items()]

    def _case_of(self, row: PlannedRow) -> UUID | None:
        """The case of a row that was found; of one that goes with another row, that row's."""
        if row.case_id is not None:
            return row.case_id
        other = next((one.row for one in row.candidates if one.row is not None), 0)
        result = self._results.get(other)
        if result is not None and result.case_id is not None:
            return result.case_id
        known = next((one for one in self.rows if one.row == other), None)
        if known is not None and known.outcome is Outcome.UNCHANGED and known.case_id is not None:
            return known.case_id
        why = (*row.why, Said(NOT_IMPORTED, {"row": str(other)}))
        self._results[row.row] = RowResult(row.row, Outcome.LIKELY, told=why)
        return None

    def _updates(
        self, asked: _Asked, some: Sequence[tuple[PlannedRow, UUID]]
    ) -> list[Record | Draft]:
        held = held_cases(asked.session, [case_id for _row, case_id in some])
        facts = {row.row: row.facts for row, _case_id in some}
        last = self._last(asked, some, facts)
        records: list[Record | Draft] = []
        for row, case_id in some:
            case = held.get(case_id)
            if case is None:
                self._keep(row, Outcome.LEFT_OUT, case_id, "", (Said(IN_THE_TRASH),))
            else:
                records += self._update(asked, row, case, facts[row.row], last)
        return records

    def _last(
        self, asked: _Asked, some: Sequence[tuple[PlannedRow, UUID]], facts: Mapping[int, Facts]
    ) -> _Last:
        """What the rows said when they were read last."""
        former = {}
        wanted: dict[UUID, type[Record]] = {}
        for row, case_id in some:
            found = former_of(
                replace(row, case_id=case_id), asked.former, asked.of_case, self._present
            )
            if found is not None:
                former[row.row] = found
                events = facts[row.row].events
                wanted |= {part_id(found.id, event_part(name)): Event for name in events}
                contacts = facts[row.row].contacts
                wanted |= {part_id(found.id, kin_part(n)): Kinship for n in contacts}
                wanted[found.id] = ImportedRow
        before = former_facts(list(former.values()), self.plan.mapping)
        return _Last(former, before, records_by_id(asked.session, wanted))

    def _update(
        self, asked: _Asked, row: PlannedRow, case: Held, facts: Facts, last: _Last
    ) -> list[Record | Draft]:
        """What one row writes into a case that is there; nothing if it says nothing new."""
        former, number = last.former.get(row.row), case.case.case_number
        ours = row.found_by is FoundBy.NUMBER or row.base is not None
        row_id = former.id if former else None
        before = last.before.get(former.id) if former else None
        merged = merge_row(case, facts, before, row_id, ours=ours, base=row.base)
        same = former is not None and row.base is None and same_words(
            former.cells, row.reading.cells, self.plan.mapping
        )  # fmt: skip
        if same or (not merged.says_new and (former is not None or ours)):
            self._keep(row, Outcome.UNCHANGED, case.case.id, number)
            return []
        record = last.records.get(former.id) if former else None
        assert record is None or isinstance(record, ImportedRow)
        key = row.key if former is not None else self._key(asked, row)
        if former is not None and row.last is not None:
            key = former.key  # its new number is still that of somebody else's record
        told = told_of(merged)
        gone = frozenset(one.id for one in last.records.values() if one.deleted_at is not None)
        update = Update(asked.desk, row.reading, key, facts, case, merged, record, gone)
        self._keep(row, Outcome.UPDATES, case.case.id, number, told)
        return update.records()

    def _keep(
        self, row: PlannedRow, outcome: Outcome, case_id: UUID, number: str,
        told: tuple[Said, ...] | None = None,
    ) -> None:  # fmt: skip
        why = row.why if told is None else told
        self._results[row.row] = RowResult(row.row, outcome, case_id, number, why)
        self.touched.add(case_id)

    def _batch(self, asked: _Asked) -> ImportBatch:
        plan, batch = self.plan, self.batch
        batch.file_name, batch.file_sha256 = plan.file.file_name, plan.file.sha256
        batch.sheet, batch.list_name = plan.file.table.sheet, plan.list_name
        batch.mapping, batch.source_id = plan.mapping.to_json(), self.source_id
        batch.rows = [
            row_note(one.row, one.outcome, one.case_id, one.told) for one in self.results()
        ]
        self.touched |= {batch.id, self.source_id}
        return batch


@lru_cache(maxsize=8)
def _translator(language: str) -> Translator:
    return translator(language)


def _own_number(typed: str, taken: set[tuple[str, int]]) -> tuple[str, int] | None:
    """The number that a case had where it comes from, if nobody has it here."""
    prefix, hyphen, figures = typed.strip().rpartition("-")
    if not hyphen or not (figures.isdecimal() and figures.isascii()) or len(figures) > 9:
        return None
    number = prefix, int(figures)
    if number in taken or number[1] == 0:
        return None
    taken.add(number)
    return number
