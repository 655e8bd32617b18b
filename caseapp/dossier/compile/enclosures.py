"""What travels with a copy on paper: the lines of its letter, and the index with hashes.

`enclosed` stands before the wall: it searches the titles like any free text, and leaves out
whole what this addressee may not get, be it a person's photograph or what a barred source holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from caseapp.domain.consent import Decision, Ground, GroundCode
from caseapp.domain.vocabulary import AttachmentRole, InfoClass
from caseapp.dossier.compile.copy import Gated
from caseapp.dossier.compile.gate import ItemKind
from caseapp.dossier.compile.pages import sheets_words
from caseapp.dossier.compile.particulars import in_language
from caseapp.dossier.compile.words import Words
from caseapp.dossier.document import EnclosureRow, Enclosures, Text
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Attachment

MOST_SHEETS = 100_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A document on paper: its title as it may be told, how many sheets, its file's SHA-256."""

    title: Text
    sheets: int
    sha256: str = ""


def enclosed(
    file: AppealFile, gated: Gated, words: Words, papers: Iterable[Mapping[str, Any]]
) -> tuple[Paper, ...]:
    """The papers of an addressee (`AppealAddressee.enclosures`) that may travel, in order.

    One without a title is none. The gate is told of those left out.
    """
    return tuple(_papers(file, gated, words, papers))


def _papers(
    file: AppealFile, gated: Gated, words: Words, papers: Iterable[Mapping[str, Any]]
) -> Iterator[Paper]:
    for paper in papers:
        said = in_language(paper.get("title", ""), words.language)
        title = gated.builder.scrubber.text(said, None)
        if not title:
            continue
        attachment = _attachment(file, paper.get("attachment"))
        barred = _barred(file, gated, attachment) if attachment else None
        if barred is not None:
            info_class, decision, case = barred
            gated.gate.withhold(
                info_class, said, decision.ground, case=case, kind=ItemKind.SOURCE, whole=True
            )
            continue
        sha256 = attachment.sha256 if attachment else ""
        yield Paper(title, _count(paper.get("sheets")), sha256)


def _attachment(file: AppealFile, reference: object) -> Attachment | None:
    with suppress(ValueError):
        return file.attachments.get(UUID(str(reference or "")))
    return None


def _count(sheets: object) -> int:
    """A number of sheets, however it is kept; 0 for what is none."""
    with suppress(ValueError, OverflowError):
        return min(max(int(str(sheets or 0).strip()), 0), MOST_SHEETS)
    return 0


def _barred(
    file: AppealFile, gated: Gated, attachment: Attachment
) -> tuple[InfoClass, Decision, UUID | None] | None:
    """Why a file may not go to this addressee: its class, the decision, the case; else None."""
    if gated.gate.is_office:
        return None
    plan, case = gated.plan, attachment.detainee_id
    if case is not None and case in plan.left_out:
        return InfoClass.DETAINEE_NAME, Decision(False, plan.left_out[case]), case
    if case is not None and case in file.detainees and plan.name_hidden(case):
        ground = Ground(GroundCode.PERSON_NOT_NAMED)
        return InfoClass.DETAINEE_NAME, Decision(False, ground), case
    if attachment.role is AttachmentRole.PHOTO and case in file.detainees and case is not None:
        decision = plan.gate.decide(InfoClass.PHOTO, [plan.book.detainee(case)])
        return None if decision.shown else (InfoClass.PHOTO, decision, case)
    source = file.sources.get(attachment.source_id) if attachment.source_id else None
    if source is None:
        return None
    cases = plan.evidence.cases_of(source)
    decisions = [plan.evidence.content(source, one) for one in cases]
    refusal = next((d for d in decisions if not d.shown), None)
    return (InfoClass.TESTIMONY, refusal, cases[0]) if refusal else None


def index(papers: Iterable[Paper], words: Words, annex: str) -> Enclosures | None:
    """The index; None if nothing travels."""
    tr, listed = words.tr, list(papers)
    if not listed:
        return None
    total = sum(paper.sheets for paper in listed)
    count = tr.plural("{n} document", "{n} documents", len(listed))
    sheets = sheets_words(total, words) if total else ""
    return Enclosures(
        annex=annex,
        title=tr("Index of enclosures"),
        intro=tr(
            "Copies of documents on paper that travel with this dossier. The hash is that of the "
            "file from which a copy was printed; the sender keeps the file."
        ),
        heads=(tr("No."), tr("Document"), tr("sheets"), "SHA-256"),
        rows=tuple(
            EnclosureRow(
                number=str(number),
                title=paper.title,
                sheets=str(paper.sheets) if paper.sheets else "",
                hash=paper.sha256,
            )
            for number, paper in enumerate(listed, 1)
        ),
        total=words.marks.comma.join(part for part in (count, sheets) if part),
    )
