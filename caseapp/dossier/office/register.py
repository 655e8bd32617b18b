"""The receipt register on paper: every copy that went out in a period, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from caseapp.domain.waiting import reply_due
from caseapp.domain.working_days import office_days
from caseapp.dossier.office.words import OfficeWords
from caseapp.dossier.pdf.office_paper import OfficePaper
from caseapp.dossier.pdf.office_register import PaperColumns, draw_columns
from caseapp.store.queries.appeals_ways import working_days
from caseapp.store.queries.copy_register import RegisterRow, copy_register
from caseapp.store.vault import Vault


def receipt_register(
    vault: Vault, language: str, today: date, first: date | None = None, last: date | None = None
) -> tuple[OfficePaper, PaperColumns]:
    """The page and its table, worded: copies of a period, both days counted."""
    rows = vault.read(lambda session: copy_register(session, first, last))
    words = OfficeWords(language, office_days(vault.read(working_days)), today)
    return words.paper(words.tr("Register of receipts"), _note(words, rows, first, last)), _table(
        words, rows
    )


def write_register(
    vault: Vault, path: Path, language: str, today: date,
    first: date | None = None, last: date | None = None,
) -> int:  # fmt: skip
    """Draw the register into `path`; how many pages. Raises OSError."""
    paper, table = receipt_register(vault, language, today, first, last)
    return draw_columns(path, paper, table)


def _note(
    words: OfficeWords, rows: Sequence[RegisterRow], first: date | None, last: date | None
) -> str:
    tr = words.tr
    period = tr("All copies that went out")
    if first and last:
        period = tr("Copies from {first} to {last}", first=words.day(first), last=words.day(last))
    elif first:
        period = tr("Copies from {first} on", first=words.day(first))
    elif last:
        period = tr("Copies up to {last}", last=words.day(last))
    count = tr.plural("{n} entry", "{n} entries", len(rows))
    printed = tr("printed on {day}", day=words.day(words.today))
    return words.marks.apart.join((period, count, printed))


def _table(words: OfficeWords, rows: Sequence[RegisterRow]) -> PaperColumns:
    tr = words.tr
    return PaperColumns(
        heads=(
            (tr("Copy"), 10), (tr("To whom"), 19), (tr("When and how"), 15), (tr("Outcome"), 14),
            (tr("Coupon, registration, clerk"), 22), (tr("Answer due"), 34), (tr("Answered"), 20),
        ),
        rows=tuple(_cells(words, row) for row in rows),
        remarks=() if rows else (tr("No copy went out in this period."),),
    )  # fmt: skip


def _cells(words: OfficeWords, row: RegisterRow) -> tuple[str, ...]:
    tr, way = words.tr, row.dispatch
    number = f"{row.reference or row.serial} / {row.number}"
    copy = "\n".join(part for part in (number, row.page_code) if part)
    whom = words.body(row.texts)
    if way is None:
        printed = tr("printed on {day}", day=words.day(row.printed))
        return (copy, whom, printed, tr("not handed in yet"), "", "", "")
    when = [words.when(way.sent), words.label(way.channel), way.by]
    term = [*words.term(way)[:1], words.silence(way, row.replies)]
    if way.extended_to is not None:
        term.insert(1, tr("Extended to {day}.", day=words.day(reply_due(way.due, way.extended_to))))
    answers = []
    for reply in row.replies:
        dated = words.when(reply.dated)
        named = words.marks.phrase.join(part for part in (dated, reply.number) if part)
        answers += [part for part in (named, words.label(reply.response)) if part]
    return (
        copy, whom, "\n".join(part for part in when if part), words.word(way.outcome),
        "\n".join(words.receipt(way)), "\n".join(part for part in term if part),
        "\n".join(answers),
    )  # fmt: skip
