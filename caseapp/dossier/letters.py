"""Letter templates: data files with merge fields, and the engine that fills them.

A template is resources/letters/<name>.<language>.txt, or an office's edited text in an
appeal. It has a head of `key: value` lines (version, contents, short, sender, corner,
enclosures), then [sections]; a paragraph is a line, `#` starts a comment line.

    {field}         the field's value; "________" where nothing is known, and reported
    {?field}        at a line's head: the line stands only if the field is filled
    {!field}        at a line's head: the line stands only if it is not
    1. …            in [demands]: a demand; what remains is numbered afresh by the drawing
    **Lead.**       set strong
    [[reference]]   wording still to be confirmed: printed without brackets, and reported

Values are merged after parsing: what people typed is never read as a template. Knows
nothing of records; what the fields mean stands in `FIELDS`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from caseapp.dossier.document import Span, Text
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.resources import resource

BLANK = "____________"
"""Stands for a particular that is not known: paper can be filled in with a pen."""

FIELDS: Mapping[str, str] = {
    "addressee_body": "the body's name",
    "addressee_office": "its department",
    "addressee_post": "the post as an address line",
    "addressee_person": "who holds the post",
    "addressee_address": "postal address, lines",
    "addressee_email": "e-mail",
    "addressee_phone": "phone",
    "salutation": "the opening words",
    "organisation_name": "who writes",
    "organisation_address": "its postal address, lines",
    "organisation_email": "its e-mail",
    "organisation_phone": "its phone",
    "organisation_signatory": "who signs for it",
    "organisation_signatory_post": "that person's post",
    "contact_name": "the applicants' contact person, if he or she signs for this addressee",
    "contact_iin": "that person's IIN",
    "contact_address": "that person's postal address",
    "contact_phone": "that person's phone",
    "contact_initials": "initials and surname, for the signature",
    "signatories": "how many sign, as a counted phrase",
    "annex_persons": "number of the annex with the list of persons",
    "annex_sheets": "number of the annex with the case sheets",
    "annex_sources": "number of the annex with the sources",
    "annex_signatures": "number of the annex with the signature sheets",
    "reference": "the appeal's number",
    "copy": "the copy's number",
    "date": "the appeal's date in words",
    "persons_of": "counted persons and groups, genitive where the language has one",
    "period": "when the arrests took place, with its preposition",
    "status_date": "the day up to which the facts are known",
    "status_sentence": "how many are in which status",
    "groups_sentence": "a sentence on groups",
    "tie_sentence": "sentences on ties to the host state",
    "citizens": "how many are citizens of the host state",
    "urgent": "cases of the last three months",
    "withheld": "filled if a token stands anywhere in the copy",
}
"""Every merge field of a letter. An unknown field in a template is an error."""

ASKED_FIELDS = ("held", "sentenced", "released", "died", "unknown", "group")
"""Conditions of the section [asked], which is filled for each person."""

SECTIONS = (
    "addressee", "sender", "number", "title", "subject", "salutation", "body", "demands",
    "closing", "farewell", "enclosures", "signature-lead", "signature-name",
    "signature-caption", "sheet-title", "sheet-demand", "asked",
)  # fmt: skip
HEAD_KEYS = ("version", "contents", "short", "sender", "corner", "enclosures")

_TOKEN = re.compile(r"\{([a-z_]+)\}|(\*\*)|(\[\[)|(\]\])")
_CONDITION = re.compile(r"\{([?!])([a-z_]+)\}")
_DEMAND = re.compile(r"\d+\.\s+")

Values = Mapping[str, str | Text]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of template text, or a field of that name."""

    kind: Literal["text", "field"]
    value: str
    strong: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: its conditions, whether it is a numbered demand, its pieces."""

    needs: tuple[str, ...]
    needs_empty: tuple[str, ...]
    numbered: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template. `label` is "mfa-ru, version 1", for the register and error texts."""

    name: str
    language: str
    head: Mapping[str, str]
    sections: Mapping[str, tuple[Line, ...]]

    @property
    def version(self) -> int:
        return int(self.head["version"])

    def fields(self) -> set[str]:
        """Every field that the letter proper names; [asked] has its own."""
        return {
            name
            for section, lines in self.sections.items()
            if section != "asked"
            for line in lines
            for name in (
                *line.needs, *line.needs_empty,
                *(p.value for p in line.pieces if p.kind == "field"),
            )
        }  # fmt: skip


@dataclass(slots=True)
class Findings:
    """What filling a template brought to light, for the office to see before it prints."""

    blanks: list[str] = field(default_factory=list)
    unconfirmed: list[str] = field(default_factory=list)


def load_template(name: str, language: str) -> Template:
    """The shipped template. Raises UserError if there is none in that language."""
    path = resource("letters", f"{name}.{language}.txt")
    if not re.fullmatch(r"[a-z0-9_]+", name) or not path.is_file():
        raise UserError(
            N_("There is no letter “{name}” in the language “{language}”. Choose another."),
            name=name,
            language=language,
        )
    return parse_template(path.read_text(encoding="utf-8"), name, language)


def parse_template(text: str, name: str, language: str) -> Template:
    """Parse a template. Raises UserError that names the line with the mistake."""
    head: dict[str, str] = {}
    sections: dict[str, list[Line]] = {}
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        opening = re.fullmatch(r"\[([a-z-]+)\]", line)
        if opening:
            section = opening[1]
            if section not in SECTIONS or section in sections:
                raise _mistake(name, language, number)
            sections[section] = []
        elif section:
            sections[section].append(_parse_line(line, section, name, language, number))
        else:
            key, colon, value = line.partition(":")
            if not colon or key not in HEAD_KEYS:
                raise _mistake(name, language, number)
            head[key] = value.strip()
    if not head.get("version", "").isdigit():
        raise _mistake(name, language, 1)
    return Template(name, language, head, {key: tuple(lines) for key, lines in sections.items()})


def _parse_line(line: str, section: str, name: str, language: str, number: int) -> Line:
    demand = _DEMAND.match(line) if section == "demands" else None
    rest = line[demand.end() :] if demand else line
    needs: list[str] = []
    needs_empty: list[str] = []
    while condition := _CONDITION.match(rest):
        (needs if condition[1] == "?" else needs_empty).append(condition[2])
        rest = rest[condition.end() :]
    allowed = set(ASKED_FIELDS) if section == "asked" else set(FIELDS)
    pieces = _parse_pieces(rest)
    named = {*needs, *needs_empty, *(p.value for p in pieces or () if p.kind == "field")}
    if pieces is None or not named <= allowed:
        raise _mistake(name, language, number)
    return Line(tuple(needs), tuple(needs_empty), demand is not None, tuple(pieces))


def _parse_pieces(text: str) -> list[Piece] | None:
    """The pieces of a line; None if a mark is not closed or a brace stands alone."""
    pieces: list[Piece] = []
    strong = unconfirmed = False
    at = 0
    for token in [*_TOKEN.finditer(text), None]:
        plain = text[at : token.start() if token else len(text)]
        if "{" in plain or "}" in plain:
            return None
        if plain:
            pieces.append(Piece("text", plain, strong, unconfirmed))
        if token is None:
            break
        at = token.end()
        if token[1]:
            pieces.append(Piece("field", token[1], strong, unconfirmed))
        elif token[2]:
            strong = not strong
        elif unconfirmed is bool(token[3]):
            return None
        else:
            unconfirmed = bool(token[3])
    return None if strong or unconfirmed else pieces


def _mistake(name: str, language: str, number: int) -> UserError:
    return UserError(
        N_("The letter “{name}” ({language}) has a mistake in line {line}."),
        name=name,
        language=language,
        line=number,
    )


@dataclass(frozen=True, slots=True)
class Filled:
    """A line with its values."""

    text: Text
    numbered: bool


def fill(template: Template, section: str, values: Values, findings: Findings) -> list[Filled]:
    """The lines of a section that stand, with their values; what is found goes to `findings`."""
    lines = []
    for line in template.sections.get(section, ()):
        if all(values[n] for n in line.needs) and not any(values[n] for n in line.needs_empty):
            lines.append(Filled(_fill_line(line, values, findings), line.numbered))
    return lines


def fill_plain(
    template: Template, section: str, values: Values, findings: Findings
) -> tuple[str, ...]:
    """The same as plain strings; a value of several lines gives several."""
    filled = fill(template, section, values, findings)
    joined = ("".join(span.text for span in line.text) for line in filled)
    return tuple(part.strip() for text in joined for part in text.split("\n") if part.strip())


def _fill_line(line: Line, values: Values, findings: Findings) -> Text:
    spans: list[Span] = []
    for piece in line.pieces:
        value: str | Text = piece.value if piece.kind == "text" else values[piece.value]
        if piece.kind == "field" and not value:
            if piece.value not in _MAY_BE_EMPTY:
                findings.blanks.append(piece.value)
                value = BLANK
            else:
                continue
        parts = (Span(value),) if isinstance(value, str) else value
        if piece.unconfirmed:
            findings.unconfirmed.append("".join(part.text for part in parts))
        for part in parts:
            strong = piece.strong and part.style == "plain"
            spans.append(replace(part, style="strong") if strong else part)
    return _trimmed(spans)


_MAY_BE_EMPTY = frozenset({"groups_sentence"})
"""Fields that end a line and may be silent: no blank to fill in is wanted there."""


def _trimmed(spans: list[Span]) -> Text:
    """Without space at the end, with neighbours of one style joined."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].style == span.style and joined[-1].target == span.target:
            joined[-1] = replace(joined[-1], text=joined[-1].text + span.text)
        elif span.text:
            joined.append(span)
    if joined:
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(span for span in joined if span.text)
