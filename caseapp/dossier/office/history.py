"""The whole history of one appeal on paper: copies, ways, answers, claims, sheets, tasks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from caseapp.domain.vocabulary import Attribution
from caseapp.domain.working_days import office_days
from caseapp.dossier.office.words import OfficeWords
from caseapp.dossier.pdf.office_paper import OfficePaper
from caseapp.dossier.pdf.office_register import PaperChapter, PaperEntry, draw_chapters
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.queries.appeals import AppealPage, CopyRow, load_appeal_page
from caseapp.store.queries.appeals_follow import sheets_of
from caseapp.store.queries.appeals_ways import CopyWay, copy_ways, working_days
from caseapp.store.queries.cases import CaseRow
from caseapp.store.records import Dispatch, Reply, SignatureSheet, Task
from caseapp.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Everything that the paper tells of, read at once."""

    page: AppealPage
    ways: dict[UUID, CopyWay]
    sheets: tuple[SignatureSheet, ...]
    tasks: tuple[Task, ...]
    cases: dict[UUID, CaseRow]
    names: dict[UUID, str]


def appeal_history(
    vault: Vault, appeal_id: UUID, language: str, today: date
) -> tuple[OfficePaper, tuple[PaperChapter, ...]]:
    """The page and its chapters, worded. Raises UserError where the appeal is gone."""

    def read(session: Any) -> tuple[Any, ...]:
        page = load_appeal_page(session, appeal_id, language)
        return page, copy_ways(session, appeal_id), sheets_of(session, appeal_id)

    page, ways, sheets = vault.read(read)
    if page is None:
        raise UserError(N_("This appeal is in the trash."))
    words = OfficeWords(language, office_days(vault.read(working_days)), today)
    found = _Found(
        page=page, ways={way.copy_id: way for way in ways},
        sheets=tuple(sheet for sheet, _scan in sheets),
        tasks=tuple(vault.all(Task, appeal_id=appeal_id)),
        cases={row.case.id: row.case for row in page.persons},
        names={row.id: words.body(row.texts) for row in page.addressees},
    )  # fmt: skip
    tr, appeal = words.tr, page.appeal
    title = appeal.title or tr("Appeal {n}", n=appeal.serial)
    note = words.marks.apart.join(
        (
            tr("History of appeal {n}", n=appeal.reference or appeal.serial),
            words.label(appeal.kind), words.label(appeal.state),
            tr.plural("{n} person", "{n} persons", len(page.persons)),
            tr("printed on {day}", day=words.day(today)),
        )
    )  # fmt: skip
    chapters = (
        *(_copy(words, found, copy) for copy in page.copies if not copy.for_office),
        _sheets(words, found), _tasks(words, found),
    )  # fmt: skip
    told = tuple(chapter for chapter in chapters if chapter.entries)
    nothing = PaperChapter(
        label=tr("Copies"),
        entries=(PaperEntry(when="", title=tr("No copy of this appeal was issued yet.")),),
    )
    return words.paper(title, note), told or (nothing,)


def write_history(vault: Vault, appeal_id: UUID, path: Path, language: str, today: date) -> int:
    """Draw an appeal's history into `path`; how many pages. Raises UserError, OSError."""
    paper, chapters = appeal_history(vault, appeal_id, language, today)
    return draw_chapters(path, paper, chapters)


def _copy(words: OfficeWords, found: _Found, copy: CopyRow) -> PaperChapter:
    tr, way = words.tr, found.ways.get(copy.id)
    name = found.names.get(copy.addressee_id, "")
    pages = tr.plural("{n} page", "{n} pages", copy.pages) if copy.pages else ""
    printed = PaperEntry(
        when=words.short(copy.produced_at.date()), title=tr("Printed"),
        details=tuple(part for part in (pages, copy.page_code) if part),
    )  # fmt: skip
    entries = [printed]
    for dispatch in way.dispatches if way is not None else ():
        assert way is not None
        replies = [reply for reply in way.replies if reply.dispatch_id == dispatch.id]
        entries.append(_dispatch(words, dispatch, replies))
        entries += [entry for reply in replies for entry in _reply(words, found, way, reply)]
        entries += [
            PaperEntry(
                when="", title=tr("{kind}: appeal {n}", kind=words.word(one.kind), n=one.serial),
                details=(words.label(one.state),), inset=True,
            )
            for one in way.follow_ups if one.dispatch_id == dispatch.id
        ]  # fmt: skip
    label = tr("Copy {n} · {addressee}", n=copy.number, addressee=name)
    return PaperChapter(label=label, entries=tuple(entries))


def _dispatch(words: OfficeWords, dispatch: Dispatch, replies: list[Reply]) -> PaperEntry:
    ways = (words.label(dispatch.channel), dispatch.by)
    how = words.marks.comma.join(part for part in ways if part)
    details = [
        how, *words.receipt(dispatch), *words.term(dispatch), words.silence(dispatch, replies),
        *dispatch.note.splitlines(),
    ]  # fmt: skip
    return PaperEntry(
        when=words.when(dispatch.sent), title=words.word(dispatch.outcome),
        details=tuple(part for part in details if part),
    )  # fmt: skip


def _reply(words: OfficeWords, found: _Found, way: CopyWay, reply: Reply) -> Iterable[PaperEntry]:
    """The answer, and what it says of each person."""
    tr = words.tr
    sender = reply.worded("sender", words.language)[0] or tr("unsigned")
    step = reply.worded("next_step", words.language)[0]
    due, marks = words.short(reply.next_step_due), words.marks
    step = f"{step}{marks.bracket}{due}{marks.closing}" if step and due else step
    details = [
        tr("No. {number}", number=reply.number) if reply.number else "",
        words.word(reply.response), _attribution(words, reply.attribution),
        *reply.worded("text", words.language)[0].splitlines(),
        tr("The scan of the answer is kept.") if reply.attachment_id else "",
        tr("Next step: {step}", step=step) if step else "",
    ]  # fmt: skip
    yield PaperEntry(
        when=words.when(reply.dated), title=tr("Answer: {sender}", sender=sender),
        details=tuple(part for part in details if part),
    )  # fmt: skip
    for claim in way.claims:
        if claim.reply_id != reply.id:
            continue
        case = found.cases.get(claim.detainee_id)
        said = [
            _attribution(words, claim.attribution),
            tr("Status, as they say: {status}", status=words.label(claim.status))
            if claim.status is not None else "",
            *claim.worded("text", words.language)[0].splitlines(),
        ]  # fmt: skip
        if case is not None and claim.status not in (None, case.status.status):
            said.append(
                tr("The office's records say: {status}", status=words.label(case.status.status))
            )
        name = _name(words, case)
        yield PaperEntry(
            when="", title=name, details=tuple(part for part in said if part), inset=True
        )


def _attribution(words: OfficeWords, attribution: Attribution) -> str:
    silent = attribution is Attribution.NOT_ADDRESSED
    return "" if silent else words.word(attribution)


def _name(words: OfficeWords, case: CaseRow | None) -> str:
    if case is None:
        return words.tr("A person who is not in the appeal any more")
    return case.names[0][1] if case.names else case.description or words.tr("Name not known")


def _sheets(words: OfficeWords, found: _Found) -> PaperChapter:
    tr = words.tr
    total = sum(sheet.signatures for sheet in found.sheets)
    counts = [tr.plural("{n} signature", "{n} signatures", total)]
    if found.page.signatories:
        counts.append(
            tr.plural(
                "{n} signatory listed by name", "{n} signatories listed by name",
                found.page.signatories,
            )
        )  # fmt: skip
    entries = tuple(
        PaperEntry(
            when=words.when(sheet.collected),
            title=tr("Sheet {n}", n=sheet.number) + words.marks.apart
            + tr.plural("{n} signature", "{n} signatures", sheet.signatures),
            details=tuple(
                part for part in (
                    tr("Collected by {name}", name=sheet.collected_by)
                    if sheet.collected_by else "",
                    tr("The scan of the sheet is kept.") if sheet.attachment_id else "",
                    *sheet.note.splitlines(),
                ) if part
            ),
        )
        for sheet in found.sheets
    )  # fmt: skip
    note = words.marks.apart.join(counts)
    return PaperChapter(label=tr("Signature sheets that came back"), note=note, entries=entries)


def _tasks(words: OfficeWords, found: _Found) -> PaperChapter:
    tr = words.tr
    entries = tuple(
        PaperEntry(
            when=words.short(task.due), title=task.title,
            details=(tr("done"),) if task.done else (),
        )
        for task in sorted(found.tasks, key=lambda one: (one.due or date.max, one.id))
    )  # fmt: skip
    return PaperChapter(label=tr("Tasks"), entries=entries)
