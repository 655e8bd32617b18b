"""The letters of an appeal as the page shows them: what applies, and what it was made from.

Qt-free. Nothing here fails on a letter that cannot be read: it says why instead.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from caseapp.dossier.letter_markup import read_source, tokens, with_section
from caseapp.dossier.letters import Wording, parse_template, wording_among, wording_of
from caseapp.errors import UserError
from caseapp.store.records import LetterTemplate

Key = tuple[str, str]
"""Name and language of a letter."""

MAIN = ("subject", "salutation", "body", "demands", "closing", "farewell")
MORE = (
    "addressee", "sender", "number", "title", "enclosures", "signature-lead", "signature-name",
    "signature-caption", "sheet-title", "sheet-demand", "asked",
)  # fmt: skip
"""Parts of a letter: those that people write, and those that are seldom touched."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of the letter that says something else than its template."""

    section: str
    lines: tuple[tuple[str, str], ...]
    """("-" taken out or "+" put in, the line)."""


@dataclass(frozen=True, slots=True)
class LetterState:
    """One letter of the appeal. `trouble` says why it cannot be read; then there are no parts.

    `base` is the template that applies without the appeal's own text, None if there is none.
    """

    key: Key
    wording: Wording | None
    base: Wording | None
    trouble: UserError | None = None
    sections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def edited(self) -> bool:
        return self.wording is not None and self.wording.origin == "appeal"

    def differences(self) -> list[Difference]:
        """What the appeal's text says otherwise, part by part."""
        if self.base is None or not self.edited:
            return []
        before = read_source(self.base.text).sections
        found = []
        for section in (*MAIN, *MORE):
            old, new = before.get(section, ()), self.sections.get(section, ())
            if [tokens(line) for line in old] == [tokens(line) for line in new]:
                continue
            marked = [
                (line[0], line[2:])
                for line in difflib.ndiff(old, new)
                if line[:2] in ("- ", "+ ") and line[2:].strip()
            ]
            found.append(Difference(section, tuple(marked)))
        return found


def letter_state(
    letters: Mapping[str, Any], kept: Iterable[LetterTemplate], key: Key
) -> LetterState:
    """The letter that an appeal prints under a name and language."""
    name, language = key
    kept = tuple(kept)
    try:
        base = wording_among(kept, name, language)
    except UserError:
        base = None
    try:
        wording = wording_of(letters, kept, name, language)
        parse_template(wording.text, name, language)
    except UserError as error:
        own = letters.get(f"{name}.{language}")
        return LetterState(key, wording_of(letters, kept, name, language) if own else None,
                           base, trouble=error)  # fmt: skip
    return LetterState(key, wording, base, sections=read_source(wording.text).sections)


def with_lines(state: LetterState, section: str, lines: tuple[str, ...]) -> dict[str, object]:
    """What an appeal keeps of a letter in which one part was edited.

    Raises UserError if the letter could not be read with it: nothing broken is ever kept.
    """
    assert state.wording is not None
    text = with_section(state.wording.text, section, lines)
    parse_template(text, *state.key)
    number = state.wording.number
    return {"text": text, "from": number}
