"""A letter's own words before they are filled: searched like any other free text.

The office edits letters, for all appeals or for one, and may write a name into them that this
addressee must not read. Values of fields are not touched: they come from what the copy shows.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from caseapp.disclosure.scrub import Scrubber
from caseapp.dossier.letter_markup import Token
from caseapp.dossier.letters import HEAD_WORDS, Template


def searched(template: Template, scrubber: Scrubber, signing: frozenset[UUID]) -> Template:
    """The template with tokens in the place of protected strings, which go on the list.

    `signing` are the contacts who sign this copy: its letter may name them.
    """

    def piece(token: Token) -> Token:
        if token.kind != "text":
            return token
        return replace(token, value=scrubber.piece(token.value, signing))

    return replace(
        template,
        head={
            key: scrubber.piece(value, signing) if key in HEAD_WORDS else value
            for key, value in template.head.items()
        },
        sections={
            name: tuple(replace(line, pieces=tuple(map(piece, line.pieces))) for line in lines)
            for name, lines in template.sections.items()
        },
    )
