"""What travels with a copy on paper, as far as its addressee may get it.

Titles are searched like any free text. Left out whole is what this addressee may not have, be it
a person's photograph or what a barred source holds. Stands before the wall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from caseapp.disclosure.gate import ItemKind
from caseapp.disclosure.words import Words
from caseapp.domain.consent import Decision, Ground, GroundCode
from caseapp.domain.vocabulary import AttachmentRole, InfoClass
from caseapp.dossier.compile.copy import Gated
from caseapp.dossier.compile.enclosures import Paper
from caseapp.dossier.compile.particulars import in_language
from caseapp.store.casefile import AppealFile
from caseapp.store.records import Attachment, Source

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


Barred = tuple[InfoClass, Decision, UUID | None]
"""Why a file may not go to an addressee: its class, the decision, the case."""

_STAY = frozenset(
    {AttachmentRole.CONSENT_EVIDENCE, AttachmentRole.COPY_FILE, AttachmentRole.COPY_IMAGE}
)
"""What never travels: signed consents, and what was printed for others."""

_NOBODY_ASKED = Decision(False, Ground(GroundCode.NO_CONSENT))


def _barred(file: AppealFile, gated: Gated, attachment: Attachment) -> Barred | None:
    """Why a file may not go to this addressee; None if it may."""
    if gated.gate.is_office:
        return None
    case = attachment.detainee_id
    if attachment.role in _STAY:
        return InfoClass.SOURCE_IDENTITY, Decision(False, Ground(GroundCode.OFFICE_ONLY)), None
    barred = _barred_by_person(gated, attachment, case) if case is not None else None
    if barred is None and attachment.source_id is not None:
        return _barred_by_source(gated, file.sources.get(attachment.source_id))
    return barred


def _barred_by_person(gated: Gated, attachment: Attachment, case: UUID) -> Barred | None:
    """Papers of whom the copy does not name stay, and of one who is in another appeal."""
    plan, named = gated.plan, InfoClass.DETAINEE_NAME
    if case not in {one.id for one in plan.cases}:
        return named, _NOBODY_ASKED, None
    if case in plan.left_out:
        return named, Decision(False, plan.left_out[case]), case
    if plan.name_hidden(case):
        return named, Decision(False, Ground(GroundCode.PERSON_NOT_NAMED)), case
    if attachment.role is not AttachmentRole.PHOTO:
        return None
    decision = plan.gate.decide(InfoClass.PHOTO, [plan.book.detainee(case)])
    if case in plan.photos_left_out:
        decision = Decision(False, Ground(GroundCode.LEFT_OUT))
    return None if decision.shown else (InfoClass.PHOTO, decision, case)


def _barred_by_source(gated: Gated, source: Source | None) -> Barred | None:
    """The paper itself tells whose it is: it goes where its source and its teller are named."""
    if source is None:
        return InfoClass.SOURCE_IDENTITY, _NOBODY_ASKED, None
    evidence = gated.plan.evidence
    cases = evidence.cases_of(source)
    case = cases[0] if cases else None
    refused = (d for d in (evidence.content(source, one) for one in cases) if not d.shown)
    refusal = next(refused, None)
    if refusal is not None:
        return InfoClass.TESTIMONY, refusal, case
    if source.published:
        return None
    naming = evidence.naming(source)
    if not naming.identity.shown:
        return InfoClass.SOURCE_IDENTITY, naming.identity, case
    if naming.name is not None and not naming.name.shown:
        return InfoClass.TESTIFIER_NAME, naming.name, case
    return None
