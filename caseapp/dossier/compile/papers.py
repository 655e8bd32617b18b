"""What travels with a copy on paper, as far as its addressee may get it.

Titles are searched like any free text. Left out whole is what this addressee may not have, be it
a person's photograph or what a barred source holds. Stands before the wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from caseapp.domain.consent import Decision, Ground, GroundCode
from caseapp.domain.vocabulary import AttachmentRole, InfoClass
from caseapp.dossier.compile.copy import Gated
from caseapp.dossier.compile.enclosures import Paper
from caseapp.dossier.compile.gate import ItemKind
from caseapp.dossier.compile.particulars import in_language
from caseapp.dossier.compile.words import Words
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Attachment

MOST_SHEETS = 100_000


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
