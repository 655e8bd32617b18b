"""The table as an Excel workbook and as CSV: text is always text, and nobody's name is outside
the cells.

The workbook has further sheets of what a case has several of. Knows no vault.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain

from caseapp.disclosure.words import Words
from caseapp.domain.vocabulary import Audience
from caseapp.exchange.export.facts import CaseFact, Released
from caseapp.exchange.export.table import Cells, case_table
from caseapp.system.formulas import harmless, typed
from caseapp.system.workbook import MOST_LETTERS, Sheet, fitting_widths, workbook

Rows = list[list[str]]


def as_workbook(released: Released, words: Words) -> bytes:
    """Cases, events, contacts, sources and what this file is, each on a sheet of its own."""
    tr, cells = words.tr, Cells(words)
    table = case_table(released, words)
    sheets = [
        (tr("Cases"), [list(table.headings), *map(list, table.rows)]),
        (tr("Events"), list(_events(released, words, cells))),
        (tr("Contacts"), list(_contacts(released, words, cells))),
        (tr("Sources"), list(_sources(released, words, cells))),
    ]
    filled = [(title, rows) for title, rows in sheets if len(rows) > 1]
    told = [[line] for line in about(released, words)]
    return workbook(
        [
            *(
                Sheet(
                    title,
                    [[typed(cell) for cell in row] for row in rows],
                    fitting_widths(rows),
                    True,
                )
                for title, rows in filled
            ),
            Sheet(tr("About"), told, [96.0]),
        ]
    )


def as_csv(released: Released, words: Words, *, plain: bool = False) -> bytes:
    """One row a case, UTF-8 with a mark so that Excel knows it.

    What could be a formula gets an apostrophe before it; `plain` leaves every cell as it is.
    """
    table = case_table(released, words)
    return csv_bytes([table.headings, *table.rows], plain=plain)


def csv_bytes(rows: Sequence[Sequence[str]], *, plain: bool) -> bytes:
    """Rows as CSV (RFC 4180) with a byte order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(row if plain else [harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def too_long(released: Released, words: Words) -> int:
    """How many texts are longer than a cell of a workbook can be: they are cut there."""
    cells = chain.from_iterable(case_table(released, words).rows)
    passages = (one for source in released.sources.values() for one in source.passages)
    translations = (one.translation for one in passages)  # these stand on their own sheet alone
    return sum(len(text) > MOST_LETTERS for text in chain(cells, translations))


def about(released: Released, words: Words) -> list[str]:
    """What the file is: for whom, of which day, and what an empty cell means."""
    tr = words.tr
    if released.audience is Audience.OFFICE:
        first = tr("For the office only. Not to be given out.")
        empty = tr("An empty cell: not known.")
    else:
        first = tr("Made for: {audience}.", audience=words.label(released.audience))
        empty = tr("An empty cell: not known, or not disclosed in this file.")
    return [
        first,
        tr("As known on {date}.", date=words.day(released.made_on)),
        tr("Rules of disclosure: {policy}.", policy=released.policy),
        empty,
    ]


def _events(released: Released, words: Words, cells: Cells) -> Iterator[list[str]]:
    tr = words.tr
    yield [
        tr("Case number"), tr("Event"), tr("When"), tr("Until"), tr("Place"), tr("Facility"),
        tr("Authority"), tr("Reason given"), tr("Reason believed"), tr("Years"), tr("Months"),
        tr("Days"), tr("Court"), tr("In words"),
    ]  # fmt: skip
    for case in released.cases:
        for event in case.events:
            values = (
                event.kind, event.when, event.until, event.place, event.facility, event.authority,
                event.reason_given, event.reason_believed, event.term_years, event.term_months,
                event.term_days, event.court, event.narrative,
            )  # fmt: skip
            yield [case.number, *map(cells.text, values)]


def _contacts(released: Released, words: Words, cells: Cells) -> Iterator[list[str]]:
    tr = words.tr
    yield [
        tr("Case number"), tr("Relation"), tr("Name"), tr("Born"), tr("Telephones"),
        tr("Messengers"), tr("E-mail"), tr("Address"), tr("Place"), tr("Case of the relative"),
    ]  # fmt: skip
    for case in released.cases:
        yield from _people(case, cells)


def _people(case: CaseFact, cells: Cells) -> Iterator[list[str]]:
    for one in case.contacts:
        names = tuple(name.text for name in one.names)
        values = (one.relation, names, one.birth, one.phones, one.messengers, one.email,
                  one.address, one.country, "")  # fmt: skip
        yield [case.number, *map(cells.text, values)]
    for kin in case.relatives:
        told = (kin.relation, kin.name, kin.birth, "", "", "", "", kin.place, kin.case)
        yield [case.number, *map(cells.text, told)]


def _sources(released: Released, words: Words, cells: Cells) -> Iterator[list[str]]:
    tr = words.tr
    yield [
        tr("Kind"), tr("Title"), tr("Author"), tr("Publisher"), tr("Address on the web"),
        tr("Date"), tr("Cases"), tr("Passage"), tr("Translation"),
    ]  # fmt: skip
    for source in released.sources.values():
        head = [
            cells.text(value)
            for value in (
                source.kind, source.title, source.author, source.publisher, source.url,
                source.dated,
            )
        ]  # fmt: skip
        for passage in source.passages:
            yield [*head, ", ".join(passage.cases), passage.text, passage.translation]
        if not source.passages:
            yield [*head, "", "", ""]
