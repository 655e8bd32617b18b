"""Our own table that comes back: each row beside what it said when it was exported.

What nobody touched says nothing, also where much was withheld; what was edited is set against the
words that left, and not against the case. Reads what the vault noted of its exports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from caseapp.domain.names.scripts import detect_script
from caseapp.domain.told_places import place_told
from caseapp.intake.lists.again import facts_again
from caseapp.intake.lists.mapping import ColumnMapping, ListMapping
from caseapp.intake.lists.plan import PlannedRow
from caseapp.intake.lists.targets import SPECS, Form, Target
from caseapp.store.exported_tables import ExportedTable
from caseapp.store.queries.imports import Former
from caseapp.system.formulas import written
from caseapp.system.workbook import MOST_LETTERS

Cells = Mapping[str, str]
_ALIKE = 0.5
"""Share of the exported cells that a table must still hold to be taken for that export."""


def same_cell(one: str, other: str) -> bool:
    """Whether two cells say the same, however they were guarded and spaced."""
    return _plain(one) == _plain(other)


def _plain(cell: str) -> str:
    return " ".join(written(cell)[:MOST_LETTERS].split())


def export_of(tables: Sequence[ExportedTable], rows: Mapping[UUID, Cells]) -> ExportedTable | None:
    """The export that these rows, by their cases, were made of: the one with most of its cells.

    Of two that fit equally the older one: what changed between them is then asked about, not
    written over.
    """
    best: tuple[int, ExportedTable] | None = None
    for table in sorted(tables, key=lambda one: one.made_at):
        held = [(cells, table.rows[case]) for case, cells in rows.items() if case in table.rows]
        known = sum(len(base) for _cells, base in held)
        equal = sum(
            same_cell(cells.get(heading, ""), cell)
            for cells, base in held for heading, cell in base.items()
        )  # fmt: skip
        if known and equal >= _ALIKE * known and (best is None or equal > best[0]):
            best = (equal, table)
    return best[1] if best else None


def base_of(exported: Cells, now: Cells, newer: Cells) -> dict[str, str]:
    """The cells that a row is compared with: as exported; but what it said already when it was
    imported after that (`newer`) is no news."""
    read = {h: c for h, c in now.items() if h in newer and same_cell(newer[h], c)}
    gone = {h for h in exported if newer and not newer.get(h) and not now.get(h)}
    return {h: c for h, c in {**exported, **read}.items() if h not in gone}


def brought_back(
    tables: Sequence[ExportedTable], rows: Sequence[PlannedRow], former: Mapping[str, Former],
    mapping: ListMapping,
) -> tuple[list[PlannedRow], ExportedTable | None]:  # fmt: skip
    """The rows of a list beside what they said when we exported them, and that export, if the
    list was made of one."""
    ours = {row.case_id: row for row in rows if row.case_id is not None and row.facts.case_number}
    table = export_of(tables, {case: row.reading.cells for case, row in ours.items()})
    if table is None:
        return list(rows), None
    beside, bases, cells = Beside(mapping), [], []
    known = [row for case, row in ours.items() if case in table.rows]
    for row in known:
        last, now = former.get(row.key), row.reading.cells
        exported = table.rows[row.case_id] if row.case_id else {}
        newer = last.cells if last and last.at > table.made_at else {}
        bases.append(base_of(exported, now, newer))
        cells.append(beside.settled(now, bases[-1]))
    before, now_said = facts_again(bases, mapping), facts_again(cells, mapping)
    found = {
        row.row: replace(row, facts=facts, base=base)
        for row, facts, base in zip(known, now_said, before, strict=True)
    }
    return [found.get(row.row, row) for row in rows], table


# -- columns that go with each other -----------------------------------------------------------
_PLACES = {Target.BIRTH_PLACE: Target.BIRTH_PLACE_CODE, Target.HOME_PLACE: Target.HOME_PLACE_CODE,
           Target.EVENT_PLACE: Target.EVENT_PLACE_CODE}  # fmt: skip


class Beside:
    """The columns of a list of which one says the same as another in another form.

    Who edits the words rarely edits the form beside them: then the words count, and the form that
    is left behind is void.
    """

    def __init__(self, mapping: ListMapping) -> None:
        by_meaning = {_meaning(one): one for one in reversed(mapping.columns)}
        self._dates: list[tuple[str, str]] = []
        self._places: list[tuple[str, str]] = []
        self._names: list[tuple[str, str, str]] = []

        def heading(target: Target, number: str, form: str = "") -> str:
            found = by_meaning.get((target, number, form))
            return found.heading if found else ""

        for (target, number, form), column in by_meaning.items():
            if form:
                continue
            if SPECS[target].form is Form.DATE and (exact := heading(target, number, "edtf")):
                self._dates.append((column.heading, exact))
            elif target in _PLACES and (code := heading(_PLACES[target], number)):
                self._places.append((column.heading, code))
            elif target is Target.NAME:
                parts = heading(Target.NAME_PARTS, number)
                self._names.append((column.heading, parts, heading(Target.NAME_LANGUAGE, number)))

    def settled(self, now: Cells, base: Cells) -> dict[str, str]:
        """The cells of a row without forms that no longer go with what was edited."""
        cells = dict(now)

        def edited(heading: str) -> bool:
            return not same_cell(now.get(heading, ""), base.get(heading, ""))

        for words, exact in self._dates:
            if edited(words) and not edited(exact):
                cells[exact] = ""
            elif edited(exact) and not edited(words):
                cells[words] = ""
        for words, code in self._places:
            if edited(words) and not edited(code):
                cells[code] = place_told(now.get(words, ""))
        for name, parts, language in self._names:
            if not edited(name):
                continue
            if parts and not edited(parts):
                cells[parts] = ""
            same = detect_script(now.get(name, "")) is detect_script(base.get(name, ""))
            if language and not same and not edited(language):
                cells[language] = ""
        return cells


def _meaning(column: ColumnMapping) -> tuple[Target, str, str]:
    return column.target, column.options.get("n", "1"), column.options.get("as", "")
