"""What an import did, or would do, as a workbook or CSV: a paper of the office.

First in words and counts, then every row of the file in its order. Knows no vault.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from caseapp.errors import UserError
from caseapp.i18n import N_, Translator
from caseapp.intake.lists.plan import OUTCOMES, FoundBy, ImportPlan, Outcome, PlannedRow
from caseapp.intake.lists.remarks import RemarkKind
from caseapp.intake.lists.run import Imported, RowResult
from caseapp.intake.lists.sentences import list_told, sentence
from caseapp.system.files import replace_atomically
from caseapp.system.formulas import harmless
from caseapp.system.workbook import Cell, Sheet, fitting_widths, workbook

SUFFIXES = (".xlsx", ".csv")
FOUND_BY = {
    FoundBy.ROW: N_("the row was imported before"),
    FoundBy.NUMBER: N_("our case number"),
    FoundBy.DOCUMENT: N_("document number"),
    FoundBy.DECIDED: N_("decided by a person"),
}
"""Message ids."""
WOULD = {
    Outcome.NEW: N_("would be a new case"),
    Outcome.UPDATES: N_("would add to a case"),
}
"""What is said of an outcome before the import."""
_OFFICE = N_("For the office only. Not to be given out.")


def refuse(path: Path, *, replace: bool) -> None:
    """Raise UserError if no report may be written to a path; before long work is begun."""
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(N_("A report is an Excel workbook or CSV: let its name end in .xlsx or"
                           " .csv."))  # fmt: skip
    if not replace and path.exists():
        raise UserError(
            N_("{path} is there already and is not replaced. Choose another name, or say --force."),
            path=path,
        )


def write_report(
    path: Path, plan: ImportPlan, imported: Imported | None, t: Translator, *,
    replace: bool = False,
) -> None:  # fmt: skip
    """Write the report of an import, or with None of a plan, to a file that ends in .xlsx or .csv.

    It is written whole or not at all, readable by its owner alone. Raises UserError as `refuse`,
    and for a place that cannot be written.
    """
    refuse(path, replace=replace)
    report = Report(plan, imported, t)
    data = report.as_csv() if path.suffix.lower() == ".csv" else report.as_workbook()
    try:
        replace_atomically(path, data)
    except OSError as error:
        raise UserError(
            N_("The file could not be written there. Choose another folder.")
        ) from error


@dataclass(slots=True)
class Report:
    """The lines of a report in one language."""

    plan: ImportPlan
    imported: Imported | None
    t: Translator
    _results: dict[int, RowResult] = field(init=False)

    def __post_init__(self) -> None:
        self._results = {one.row: one for one in self.imported.rows} if self.imported else {}

    # -- in words ------------------------------------------------------------------------------
    def summary(self) -> list[str]:
        """What happened, a line each; "" between paragraphs."""
        t, counts = self.t, self._counts()
        done = self.imported is not None
        lines = [
            t(_OFFICE),
            t("Import of “{name}”.", name=self.plan.file.file_name) if done
            else t("Trial of an import of “{name}”. Nothing was written.",
                   name=self.plan.file.file_name),
            "",
            t.plural("{n} row was read.", "{n} rows were read.", len(self.plan.rows)),
            *(f"{self.outcome(one)}: {counts[one]}" for one in Outcome if counts[one]),
        ]  # fmt: skip
        other = (r for row in self.plan.rows for r in row.reading.remarks
                 if r.kind is RemarkKind.OTHER_TABLE)  # fmt: skip
        lines += [remark.sentence(t) for remark in islice(other, 1)]
        lines += list_told(self.plan, t, self.imported.sources if self.imported else None)
        if self.plan.gone:
            numbers = ", ".join(self.plan.numbers.get(one, "") for one in self.plan.gone[:20])
            more = "…" if len(self.plan.gone) > len(self.plan.gone[:20]) else ""
            lines += ["", t("No longer in the list, and left as they are: {cases}",
                            cases=numbers + more)]  # fmt: skip
        if self.imported is not None and not self.imported.changes.action:
            lines += ["", t("The list says nothing new: nothing was written.")]
        if counts[Outcome.LIKELY]:
            lines += ["", t("Rows to be decided are not imported. Open the list in the window"
                            " and say for each whether it is a new case.")]  # fmt: skip
        return lines

    def how_to_read(self) -> list[str]:
        """What the sheets hold, and by which rules."""
        t = self.t
        return [
            t("Every row of the file stands in the second sheet, in its order, with what became"
              " of it, what was read otherwise than it stands, and the words of the file."),
            t("Only what changed in the list since it was read last is changed in a case. Where"
              " the office had changed the same, its words stay and those of the list stand"
              " beside them in the evidence."),
            t("Imported cases have no consent: they are withheld from everybody until somebody"
              " gives one."),
        ]  # fmt: skip

    def _counts(self) -> dict[Outcome, int]:
        counted = self.imported.counts if self.imported else self.plan.counts
        return {one: counted[one] for one in Outcome}

    def outcome(self, outcome: Outcome) -> str:
        """The word for an outcome; before the import, what it would be."""
        if self.imported is None and outcome in WOULD:
            return self.t(WOULD[outcome])
        return self.t(OUTCOMES[outcome])

    # -- row by row ----------------------------------------------------------------------------
    def lines(self) -> Iterator[list[Cell]]:
        """The heading, then a line for each row of the file."""
        t = self.t
        headings = [column.heading for column in self.plan.mapping.columns]
        yield [t("Row"), t("Outcome"), t("Case"), t("Why"), t("To look at"), *headings]
        for row in self.plan.rows:
            result = self._results.get(row.row)
            outcome = result.outcome if result else row.outcome
            number = result.case_number if result else row.case_number
            cells = [row.reading.cells.get(heading, "") for heading in headings]
            shown = number if outcome is not Outcome.LIKELY else ""
            why = "\n".join(self.why(row, result))
            yield [str(row.row), self.outcome(outcome), shown, why, self.remarks(row), *cells]

    def why(self, row: PlannedRow, result: RowResult | None = None) -> list[str]:
        """How the case of a row was found, whom it may mean, and what is changed."""
        found = []
        if row.found_by is not None and (result or row).outcome is Outcome.UPDATES:
            found.append(self.t("Found by: {what}", what=self.t(FOUND_BY[row.found_by])))
        if (result or row).outcome is Outcome.LIKELY:
            for one in row.candidates:
                who = self.plan.numbers.get(one.case_id, "") if one.case_id else ""
                said = (
                    self.t("May be case {case}", case=who) if one.case_id
                    else self.t("May be the same as row {row}", row=one.row)
                )  # fmt: skip
                reasons = "; ".join(one.reasons)
                found.append(f"{said}: {reasons}" if reasons else f"{said}.")
        told = result.told if result else row.why
        return [*found, *(sentence(one, self.t) for one in told)]

    def remarks(self, row: PlannedRow) -> str:
        """What was read otherwise than it stands in the cells, a line each."""
        lines = []
        for remark in row.reading.remarks:
            said = remark.sentence(self.t)
            lines.append(f"{remark.column}: {said}" if remark.column else said)
        return "\n".join(lines)

    # -- the files -----------------------------------------------------------------------------
    def as_workbook(self) -> bytes:
        t, lines = self.t, list(self.lines())
        told = [*self.summary(), "", *self.how_to_read()]
        return workbook([
            Sheet(t("What happened"), [[line] for line in told], [96.0]),
            Sheet(t("Rows"), lines, fitting_widths(lines), header=True),
        ])  # fmt: skip

    def as_csv(self) -> bytes:
        """UTF-8 with a mark, so that Excel knows it; what could be a formula is set in quotes."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        for line in self.lines():
            writer.writerow([harmless(str(cell)) for cell in line])
        writer.writerow([self.t(_OFFICE)])
        return out.getvalue().encode("utf-8-sig", errors="replace")
