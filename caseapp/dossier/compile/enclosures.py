"""The index of what travels with a copy on paper: titles, sheets, hashes. Sees no record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseapp.disclosure.words import Words
from caseapp.dossier.compile.pages import sheets_words
from caseapp.dossier.document import EnclosureRow, Enclosures, Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A document on paper: its title as it may be told, how many sheets, its file's SHA-256."""

    title: Text
    sheets: int
    sha256: str = ""


def index(papers: Iterable[Paper], words: Words, annex: str) -> Enclosures | None:
    """The index; None if nothing travels."""
    tr, listed = words.tr, list(papers)
    if not listed:
        return None
    total = sum(paper.sheets for paper in listed)
    count = tr.plural("{n} document", "{n} documents", len(listed))
    sheets = sheets_words(total, words) if total else ""
    hashed = any(paper.sha256 for paper in listed)
    return Enclosures(
        annex=annex,
        title=tr("Index of enclosures"),
        intro=tr(
            "Copies of documents on paper that travel with this dossier. The hash is that of the "
            "file from which a copy was printed; the sender keeps the file."
        )
        if hashed
        else tr("Copies of documents on paper that travel with this dossier."),
        heads=(tr("No."), tr("Document"), tr("sheets"), "SHA-256" if hashed else ""),
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
