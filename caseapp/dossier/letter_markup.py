"""The markup of letters: what a line is made of, and how typed words get into it.

The one place where text of people is escaped: whatever is typed into a letter comes out of
`written` so that `tokens` reads the same words back, and no field, mark or comment that nobody
meant. Knows no field by name and nothing of filling; see `letters` for the whole format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

TokenKind = Literal["text", "field", "if", "unless", "join"]

_MARK = re.compile(r"\\(.)|\{([a-z_]+)\}|(\*\*)|(\[\[)|(\]\])", re.DOTALL)
HEAD_MARK = re.compile(r"\{(?:([?!])([a-z_]+)|\+)\}")
"""What makes a whole line depend on a field, or go on in the paragraph before."""
_NUMBER = re.compile(r"\d+\.\s+")
_SECTION = re.compile(r"\[([a-z-]+)\]")
_ESCAPED = re.compile(r"([\\{}\[\]*])")


@dataclass(frozen=True, slots=True)
class Token:
    """Words, or a field of that name. "if" and "unless" make the whole line depend on one;
    "join" has no value and puts the line into the paragraph before."""

    kind: TokenKind
    value: str
    strong: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class LetterSource:
    """A letter as it is written: the lines of its head, and those of each section in order."""

    head: tuple[str, ...]
    sections: Mapping[str, tuple[str, ...]]


def escaped(words: str) -> str:
    """Typed words as they stand in the markup."""
    return _ESCAPED.sub(r"\\\1", words)


def tokens(line: str) -> list[Token] | None:
    """What a line is made of; None if a mark is not closed or a brace stands alone."""
    found: list[Token] = []
    rest = line.strip()
    number = _NUMBER.match(rest)
    if number and HEAD_MARK.match(rest, number.end()):
        found.append(Token("text", number[0]))
        rest = rest[number.end() :]
    while mark := HEAD_MARK.match(rest):
        found.append(head_token(mark))
        rest = rest[mark.end() :]
    inner = pieces(rest)
    return None if inner is None else [*found, *inner]


def head_token(mark: re.Match[str]) -> Token:
    """The token of a mark at the head of a line."""
    if mark[1] is None:
        return Token("join", "")
    return Token("if" if mark[1] == "?" else "unless", mark[2])


def pieces(text: str) -> list[Token] | None:
    """The same for a line without marks at its head."""
    found: list[Token] = []
    plain = ""
    strong = unconfirmed = False

    def close() -> None:
        nonlocal plain
        if plain:
            found.append(Token("text", plain, strong, unconfirmed))
        plain = ""

    at = 0
    for mark in [*_MARK.finditer(text), None]:
        between = text[at : mark.start() if mark else len(text)]
        if "{" in between or "}" in between:
            return None
        plain += between
        if mark is None:
            break
        at = mark.end()
        if mark[1]:
            plain += mark[1]
            continue
        close()
        if mark[2]:
            found.append(Token("field", mark[2], strong, unconfirmed))
        elif mark[3]:
            strong = not strong
        elif unconfirmed is bool(mark[4]):
            return None
        else:
            unconfirmed = bool(mark[4])
    close()
    return None if strong or unconfirmed else found


def written(line: Iterable[Token]) -> str:
    """The markup of a line; `tokens` gives the same back, but for space at its ends.

    Conditions stand at its head, wherever they were put, because there alone they are ones.
    """
    out = ""
    strong = unconfirmed = False
    for token in _in_place(line):
        if unconfirmed and not token.unconfirmed:
            out, unconfirmed = out + "]]", False
        if strong is not token.strong:
            out, strong = out + "**", token.strong
        if token.unconfirmed and not unconfirmed:
            out, unconfirmed = out + "[[", True
        if token.kind == "text":
            out += escaped(token.value)
        else:
            sign = {"field": "", "if": "?", "unless": "!", "join": "+"}[token.kind]
            out += "{" + sign + token.value + "}"
    out += "]]" if unconfirmed else ""
    out = (out + ("**" if strong else "")).strip()
    return "\\" + out if out.startswith("#") else out


def _in_place(line: Iterable[Token]) -> list[Token]:
    """The number of a demand first, then the conditions, then the words."""
    parts = list(line)
    conditions = [replace(t, strong=False, unconfirmed=False) for t in parts
                  if t.kind in ("if", "unless", "join")]  # fmt: skip
    rest = [token for token in parts if token.kind in ("text", "field")]
    number = _NUMBER.match(rest[0].value) if rest and rest[0].kind == "text" else None
    if not conditions or number is None:
        return [*conditions, *rest]
    first = rest[0]
    lead = Token("text", number[0])
    return [lead, *conditions, replace(first, value=first.value[number.end() :]), *rest[1:]]


def read_source(text: str) -> LetterSource:
    """A letter's lines by section; blank lines and comments within the sections are dropped."""
    head: list[str] = []
    sections: dict[str, list[str]] = {}
    lines = head
    for raw in text.splitlines():
        line = raw.strip()
        opening = _SECTION.fullmatch(line)
        if opening:
            lines = sections.setdefault(opening[1], [])
        elif lines is head:
            head.append(line)
        elif line and not line.startswith("#"):
            lines.append(line)
    return LetterSource(tuple(head), {name: tuple(found) for name, found in sections.items()})


def write_source(source: LetterSource) -> str:
    """The text of a letter; `read_source` gives the same back."""
    parts = ["\n".join(source.head).strip()]
    parts += ["\n".join((f"[{name}]", *lines)) for name, lines in source.sections.items()]
    return "\n\n".join(parts) + "\n"


def with_section(text: str, name: str, lines: Sequence[str]) -> str:
    """A letter with other lines in one section; an empty line is none."""
    source = read_source(text)
    kept = tuple(line for line in lines if line.strip())
    return write_source(LetterSource(source.head, {**source.sections, name: kept}))
