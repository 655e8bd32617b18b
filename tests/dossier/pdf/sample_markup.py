"""The small markup of the sample dossier: `**strong**`, `[token]`, `^2` for a footnote."""

from __future__ import annotations

import re

from caseapp.dossier import document as d

PIECE = re.compile(r"\*\*(.+?)\*\*|(\[[^\]]+\])|\^(\d+(?:,\d+)*)")


def say(markup: str) -> d.Text:
    """A paragraph from the sample's markup."""
    spans: list[d.Span] = []
    at = 0
    for match in PIECE.finditer(markup):
        if match.start() > at:
            spans.append(d.Span(markup[at : match.start()]))
        strong, token, note = match.groups()
        if strong:
            spans.append(d.Span(strong, "strong"))
        elif token:
            spans.append(d.Span(token, "token"))
        else:
            for index, number in enumerate(note.split(",")):
                if index:
                    spans.append(d.Span(",", "note"))
                spans.append(d.Span(number, "note", f"source-{number}"))
        at = match.end()
    if at < len(markup):
        spans.append(d.Span(markup[at:]))
    return tuple(spans)


def graded(markup: str) -> d.Text:
    """A source column, "2 B2 · 3 C3", with links to the entries."""
    spans: list[d.Span] = []
    for index, piece in enumerate(markup.split(" · ")):
        if index:
            spans.append(d.Span(" · "))
        number = piece.split(" ")[0]
        if number.startswith("["):
            token, grade = piece.rsplit(" ", 1)
            spans += [d.Span(token, "token"), d.Span(f" {grade}")]
        else:
            spans.append(d.Span(piece, target=f"source-{number}" if number.isdigit() else ""))
    return tuple(spans)
