"""What leads where in a copy: link targets, and which pages cite a source. Draws nothing."""

from __future__ import annotations

from collections.abc import Iterator

from caseapp.dossier.document import (
    Annex,
    CaseSheet,
    CaseSheets,
    Dossier,
    Form,
    Forms,
    Posters,
    Text,
)


def part_anchor(name: str) -> str:
    """The link target of a part."""
    return f"part-{name}"


def part_names(dossier: Dossier) -> list[str]:
    """A name for each part: its kind (of forms the template), with a number from the second of
    a name on."""
    names: list[str] = []
    counts: dict[str, int] = {}
    for part in dossier.parts:
        name = part.template if isinstance(part, Forms) else part.kind
        counts[name] = counts.get(name, 0) + 1
        number = counts[name]
        names.append(name if number == 1 else f"{name}-{number}")
    return names


def anchors(dossier: Dossier) -> frozenset[str]:
    """All link targets that the copy prints."""
    found = {part_anchor(name) for name in part_names(dossier)}
    for part in dossier.parts:
        if isinstance(part, CaseSheets):
            found.update(sheet.anchor for sheet in part.sheets)
        elif isinstance(part, Forms):
            found.update(form.anchor for form in part.forms)
        elif isinstance(part, Posters):
            found.update(poster.anchor for poster in part.posters)
        elif isinstance(part, Annex):
            found.update(entry.anchor for entry in part.entries)
    found.discard("")
    return frozenset(found)


def sheets_by_case(dossier: Dossier) -> dict[str, str]:
    """Case number -> anchor of the sheet, for all sheets of the copy."""
    return {sheet.case_number: sheet.anchor for sheet in _sheets(dossier) if sheet.case_number}


def citations(dossier: Dossier) -> dict[str, tuple[tuple[str, str], ...]]:
    """Anchor of a source -> case number and anchor of each page that refers to it, in order.

    The sheet of a case stands for its forms, which say the same.
    """
    found: dict[str, dict[str, str]] = {}
    for sheet in _sheets(dossier):
        for text in _texts(sheet):
            for span in text:
                if span.target:
                    found.setdefault(span.target, {})[sheet.case_number] = sheet.anchor
    for form in _forms(dossier):
        for text in _form_texts(form):
            for span in text:
                if span.target:
                    found.setdefault(span.target, {}).setdefault(form.case_number, form.anchor)
    return {target: tuple(cases.items()) for target, cases in found.items()}


def _sheets(dossier: Dossier) -> Iterator[CaseSheet]:
    for part in dossier.parts:
        if isinstance(part, CaseSheets):
            yield from part.sheets


def _forms(dossier: Dossier) -> Iterator[Form]:
    for part in dossier.parts:
        if isinstance(part, Forms):
            yield from part.forms


def _form_texts(form: Form) -> Iterator[Text]:
    """Every text of a form that may refer to a source."""
    for section in form.sections:
        for row in section.rows:
            yield from row.value


def _texts(sheet: CaseSheet) -> Iterator[Text]:
    """Every text of a sheet that may refer to a source."""
    yield from (sheet.status, sheet.status_note, sheet.tie)
    if sheet.photo:
        yield sheet.photo.caption
    yield from (field.value for field in sheet.particulars)
    if sheet.timeline:
        for row in sheet.timeline.key:
            yield from (row.what, row.source)
    for statement in sheet.statements:
        yield from (statement.text, statement.source)
        for against in statement.contradictions:
            yield from (against.text, against.source)
    yield from (row.who for row in sheet.family)
    yield from sheet.asked
    yield from sheet.answered
