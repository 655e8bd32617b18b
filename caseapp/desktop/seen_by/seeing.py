"""What a copy for an audience would say of one case, item by item, and what it would not.

Compiled as a copy is: through the gate, worded by the writers of the sheets. Nothing here
decides. Qt-free.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from caseapp.disclosure.case_view import ReadImage
from caseapp.disclosure.gate import WithheldItem
from caseapp.disclosure.passing import policy_of
from caseapp.disclosure.text import text_of
from caseapp.disclosure.view import CaseView
from caseapp.disclosure.words import Words, capitalised
from caseapp.domain.consent import Ground
from caseapp.domain.vocabulary import Audience
from caseapp.dossier.compile.annex import AnnexWriter
from caseapp.dossier.compile.copy import pass_gate
from caseapp.dossier.compile.sheets import SheetWriter
from caseapp.dossier.document import CaseSheet, SourceEntry, Text
from caseapp.store.casefile import AppealFile


class Part(StrEnum):
    """Where on paper an item stands."""

    NAME = "name"
    PHOTO = "photo"
    STATUS = "status"
    PARTICULARS = "particulars"
    STATEMENTS = "statements"
    FAMILY = "family"
    TOLD_BY = "told_by"
    SOURCES = "sources"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class SeenItem:
    """One thing that the copy says, in its own words; `label` says which, it may be empty."""

    part: Part
    label: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What an audience would see. `left_out`: why the person stands in no such copy at all."""

    audience: Audience
    shown: tuple[SeenItem, ...]
    withheld: tuple[WithheldItem, ...]
    left_out: Ground | None


def see_case(
    file: AppealFile,
    case_id: UUID,
    audience: Audience,
    *,
    language: str,
    today: date,
    read_image: ReadImage,
) -> Seen:
    """What a copy made today for `audience` would say of the case, in `language`.

    `file` is that of `load_case_file` for this one case.
    """
    words = Words(language)
    at = datetime.combine(today, time(12)).astimezone()
    gated = pass_gate(
        file, audience, words=words, policy=policy_of(file), produced_at=at, read_image=read_image
    )
    shown: list[SeenItem] = []
    for case in gated.view.cases:
        sheet = SheetWriter(words, gated.sources, today, lambda _case: ()).write(case, 1, 1)
        shown += _sheet(sheet)
        shown += _petitioner(case, words)
    annex = AnnexWriter(words, gated.sources, gated.view.cases).write("")
    for entry in annex.entries:
        shown += _source(entry)
    return Seen(
        audience=audience,
        shown=tuple(item for item in shown if item.words.strip()),
        withheld=gated.gate.withheld,
        left_out=gated.plan.left_out.get(case_id),
    )


def _plain(text: Text) -> str:
    """Without footnote numbers and without what stands in the place of something withheld."""
    return "".join(span.text for span in text if span.style == "plain" or span.style == "strong")


def _sheet(sheet: CaseSheet) -> Iterator[SeenItem]:
    yield SeenItem(Part.NAME, "", _plain(sheet.name))
    for name in sheet.names:
        yield SeenItem(Part.NAME, name.label, name.text)
    if sheet.photo is not None and sheet.photo.image:
        yield SeenItem(Part.PHOTO, "", text_of(sheet.photo.caption))
    yield SeenItem(Part.STATUS, sheet.status_label, _plain(sheet.status))
    yield SeenItem(Part.STATUS, sheet.tie_label, _plain(sheet.tie))
    for field in sheet.particulars:
        yield SeenItem(Part.PARTICULARS, field.label, _plain(field.value))
    for row in sheet.timeline.key if sheet.timeline is not None else ():
        yield SeenItem(Part.STATEMENTS, row.when, _plain(row.what))
    for statement in sheet.statements:
        yield SeenItem(Part.STATEMENTS, "", _plain(statement.text))
    for kin in sheet.family:
        who = _plain(kin.who)
        yield SeenItem(Part.FAMILY, kin.relation, ", ".join(w for w in (who, kin.place) if w))
    for answer in sheet.answered:
        yield SeenItem(Part.ANSWERS, "", _plain(answer))


def _petitioner(case: CaseView, words: Words) -> Iterator[SeenItem]:
    if case.petitioner is None:
        return
    relation = words.label(case.petitioner.relation) if case.petitioner.relation else ""
    name = case.petitioner.name
    yield SeenItem(Part.TOLD_BY, capitalised(relation) if name else "", name or relation)


def _source(entry: SourceEntry) -> Iterator[SeenItem]:
    number = str(entry.number)
    said = [_plain(entry.title), _plain(entry.details)]
    yield SeenItem(Part.SOURCES, number, " · ".join(part for part in said if part))
    for excerpt in entry.excerpts:
        yield SeenItem(Part.SOURCES, number, f"“{excerpt.translation or excerpt.text}”")
