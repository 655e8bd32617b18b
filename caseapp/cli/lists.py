"""Commands that look for people: those of a list, and those whom a document names."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

from caseapp.cli.screen import ProgressLine, translate
from caseapp.cli.vaults import open_vault, plain
from caseapp.domain.list_columns import NAMING, Role, Roles, recognise
from caseapp.domain.listed_people import listed
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.document_text import document_pages
from caseapp.intake.tables import Table, read_table
from caseapp.matching.list_report import CheckedTable, refuse, write_report
from caseapp.matching.list_words import ListWords, first_name
from caseapp.matching.name_lists import ListCheck, Verdict, run
from caseapp.matching.named_in import Hit, Named, TextSearch
from caseapp.system.progress import Progress

_TOLD = {
    "name": Role.NAME, "surname": Role.SURNAME, "given": Role.GIVEN, "father": Role.FATHER,
    "birth": Role.BIRTH, "sex": Role.SEX, "id": Role.DOCUMENT, "place": Role.PLACE,
}  # fmt: skip
"""Options that name columns, by what these say."""

_PASSAGES = 3

NO_COLUMN = N_("The list has no column “{column}”. Its columns are: {columns}.")
NO_NAMES = N_("No column with names was recognised. Say which it is: --name COLUMN.")


def match_list(options: argparse.Namespace) -> int:
    """Check a list against the vault and write the report; 1 if nobody was found."""
    refuse(options.out, replace=options.force)
    table = read_table(options.file, options.sheet)
    header, roles = _columns(options, table)
    first = int(header)
    rows = table.rows[first:]
    lost = _lost_by_row(table, first)
    people = tuple(
        listed(row, roles, lost.get(number, ())) for number, row in enumerate(rows)
    )  # fmt: skip
    t = translate()
    words = ListWords(t)
    with open_vault(options) as vault:
        progress = Progress(ProgressLine().tell)
        checked = run(ListCheck(people, options.top), vault, progress, t.language)
    headings = table.rows[0] if header else ()
    write_report(
        options.out, CheckedTable(headings, rows, people, checked), words, replace=options.force
    )
    for verdict in Verdict:
        count = sum(one.verdict is verdict for one in checked.answers)
        print(f"{words.verdict(verdict)}: {count}", file=sys.stderr)
    print(t("The report is not encrypted and is for the office only: keep it as you keep the"
            " vault."), file=sys.stderr)  # fmt: skip
    print(options.out.absolute())
    return 0 if any(one.matches for one in checked.answers) else 1


def named_in(options: argparse.Namespace) -> int:
    """Print each stretch of a document that may name a case; 1 if there is none."""
    pages = document_pages(options.file)
    t = translate()
    words = ListWords(t)
    with open_vault(options) as vault:
        found = run(TextSearch(pages), vault, Progress(ProgressLine().tell), t.language)
    for hit in found.hits:
        if options.json:
            print(json.dumps(_hit(hit, found), ensure_ascii=False))
        else:
            print("\n".join(_told(hit, found, words)))
    return 0 if found.hits else 1


def _hit(hit: Hit, found: Named) -> dict[str, object]:
    """One hit for programs: codes, case numbers, places of the words."""
    return {
        "words": hit.words, "sure": hit.verdict.value,
        "cases": [
            {"case": found.cases[match.case_id].number, "sure": match.verdict.value,
             "points": round(match.points, 1)}
            for match in hit.matches
        ],
        "places": [
            {"page": spot.page or None, "start": spot.start, "end": spot.end,
             "passage": f"{spot.before}{spot.words}{spot.after}"}
            for spot in hit.spots
        ],
    }  # fmt: skip


def _told(hit: Hit, found: Named, words: ListWords) -> Iterator[str]:
    """One hit for people: who may be meant, then the first passages."""
    t = words.t
    for match in hit.matches:
        case = found.cases[match.case_id]
        parts = (case.number, first_name(case), words.born(case), words.county(case),
                 words.verdict(match.verdict))  # fmt: skip
        yield plain("  ".join(part for part in (hit.words, "–", *parts) if part))
    if hit.year:
        yield plain("    " + t("the birth year {year} stands beside it", year=hit.year))
    for spot in hit.spots[:_PASSAGES]:
        where = t("page {n}", n=spot.page) + ": " if spot.page else ""
        yield plain(f"    {where}{spot.before}[{spot.words}]{spot.after}")
    if len(hit.spots) > _PASSAGES:
        more = len(hit.spots) - _PASSAGES
        yield "    " + t.plural("{n} more place", "{n} more places", more)


def _lost_by_row(table: Table, first: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, place in table.lost:
        found.setdefault(row - first, []).append(place)
    return found


def _columns(options: argparse.Namespace, table: Table) -> tuple[bool, Roles]:
    """What the columns say: as the options tell, the rest as it is recognised."""
    header, known = recognise(table.rows, header=False if options.no_header else None)
    told = {
        _place(column, table, header): role
        for option, role in _TOLD.items() for column in getattr(options, option)
    }  # fmt: skip
    said = set(told.values())
    if said & NAMING:
        said |= NAMING
    roles = tuple(
        told.get(place, Role.NOTHING if role in said else role) for place, role in enumerate(known)
    )
    if not (NAMING | {Role.DOCUMENT}) & set(roles):
        raise UserError(NO_NAMES)
    return header, roles


def _place(column: str, table: Table, header: bool) -> int:
    """A column by its heading, else by its number from 1 on."""
    headings = [one.strip() for one in table.rows[0]] if header else []
    for place, heading in enumerate(headings):
        if heading.casefold() == column.strip().casefold():
            return place
    if column.isdecimal() and 1 <= int(column) <= table.width:
        return int(column) - 1
    raise UserError(NO_COLUMN, column=column, columns=_listed(headings, table.width))


def _listed(headings: Sequence[str], width: int) -> str:
    return ", ".join(one for one in headings if one) or f"1–{width}"
