"""The answer to a list of names, as a workbook or CSV: a paper of the office.

On the left the list as it came, then who on file may be meant, a line for each. Of a case only
what tells it apart is given: number, spellings, birth, county. Knows no vault.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from caseapp.domain.listed_people import Listed
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.matching.list_words import ListWords, other_script
from caseapp.matching.name_lists import Answer, Checked, Match, Verdict
from caseapp.store.queries.cases import CaseRow
from caseapp.system.files import replace_atomically
from caseapp.system.formulas import harmless
from caseapp.system.workbook import Cell, Sheet, fitting_widths, workbook

SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """The rows of a list with their `headings` (empty if it had none), and what was found."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    people: tuple[Listed, ...]
    checked: Checked


def write_report(path: Path, table: CheckedTable, words: ListWords, *, replace: bool) -> None:
    """Write the report to a file whose ending says which kind: .xlsx or .csv.

    It is written whole or not at all, readable by its owner alone. Raises UserError for another
    ending, a file that is there (unless `replace`), and a place that cannot be written.
    """
    refuse(path, replace=replace)
    data = _as_csv(table, words) if path.suffix.lower() == ".csv" else _as_workbook(table, words)
    try:
        replace_atomically(path, data)
    except OSError as error:
        raise UserError(
            N_("The file could not be written there. Choose another folder.")
        ) from error


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


# -- the lines ---------------------------------------------------------------------------------
def _lines(table: CheckedTable, words: ListWords) -> Iterator[list[Cell]]:
    t, width = words.t, max([len(table.headings), *map(len, table.rows)], default=0)
    own = [*table.headings, *[""] * (width - len(table.headings))]
    yield [
        *(heading or t("column {n}", n=n) for n, heading in enumerate(own, 1)),
        t("Found"), t("Rank"), t("Case"), t("Name on file"), t("In another script"), t("Born"),
        t("County"), t("How sure"), t("Points"), t("Why"), t("To know"),
    ]  # fmt: skip
    for row, person, answer in zip(table.rows, table.people, table.checked.answers, strict=True):
        cells = [*row, *[""] * (width - len(row))]
        remarks = "; ".join(words.remark(remark) for remark in person.remarks)
        yield from _of_row(cells, answer, table, words, remarks)


def _of_row(
    cells: list[str], answer: Answer, table: CheckedTable, words: ListWords, remarks: str
) -> Iterator[list[Cell]]:
    found = words.verdict(answer.verdict)
    if not answer.matches:
        yield [*cells, found, *[""] * 9, remarks]
    for rank, match in enumerate(answer.matches, 1):
        case = table.checked.cases.get(match.case_id)
        if case is not None:
            yield [*cells, found, str(rank), *_of_case(match, case, words), remarks]


def _of_case(match: Match, case: CaseRow, words: ListWords) -> list[Cell]:
    name = words.name(match, case)
    return [
        case.number, name, other_script(name, case), words.born(case), words.county(case),
        words.how_sure(match),
        round(match.points, 1), "\n".join(words.why_all(match)),
    ]  # fmt: skip


# -- the files ---------------------------------------------------------------------------------
def _as_workbook(table: CheckedTable, words: ListWords) -> bytes:
    t, lines = words.t, list(_lines(table, words))
    told = [[line] for line in _how_to_read(table, words)]
    return workbook([
        Sheet(t("How to read this"), told, [96.0]),
        Sheet(t("List"), lines, fitting_widths(lines), header=True),
    ])  # fmt: skip


def _how_to_read(table: CheckedTable, words: ListWords) -> list[str]:
    t, answers = words.t, table.checked.answers
    count: Callable[[Verdict], int] = lambda verdict: sum(  # noqa: E731
        one.verdict is verdict for one in answers
    )
    return [
        t("For the office only. Not to be given out."),
        t("A list of people, compared with the cases of the office. Nothing was written into any"
          " case, and nothing is decided: a person has to look."),
        "",
        t.plural("{n} row was compared.", "{n} rows were compared.", len(answers)),
        *(f"{words.verdict(verdict)}: {count(verdict)}" for verdict in Verdict),
        "",
        t("On the left stand the columns of the list as they came. A row that may mean several"
          " cases stands there once for each, the likeliest first."),
        t("Same document: a number of a document is the same. Likely: the name and more, or a"
          " whole name in letters, speak for it. Possible: look at the case before you rely on"
          " it. Nobody found: nobody on file is called so, as far as spellings can be compared."),
        t("A name in Chinese stands for many names: without birth, county or a number it is never"
          " more than possible."),
        t("Points add up what speaks for and against; the reasons say what that is."),
    ]  # fmt: skip


def _as_csv(table: CheckedTable, words: ListWords) -> bytes:
    """UTF-8 with a mark, so that Excel knows it; what could be a formula is set in quotes."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for line in _lines(table, words):
        writer.writerow([_harmless(cell) for cell in line])
    writer.writerow([words.t("For the office only. Not to be given out.")])
    return out.getvalue().encode("utf-8-sig", errors="replace")


def _harmless(cell: Cell) -> Cell:
    return harmless(cell) if isinstance(cell, str) else cell
