"""Letter templates: data files with merge fields, and the engine that fills them.

A template is resources/letters/<name>.<language>.txt, an office's own version of it, or an
edited text in an appeal: `template_for` and `wording_of` say which applies. It has a head of
`key: value` lines (version, contents, short, sender, corner, enclosures), then [sections];
a paragraph is a line, `#` starts a comment line.

    {field}         the field's value; "________" where nothing is known, and reported
    {?field}        at a line's head: the line stands only if the field is filled
    {!field}        at a line's head: the line stands only if it is not
    {+}             at a line's head: it goes on in the paragraph before, if one stands
    1. …            in [demands]: a demand; what remains is numbered afresh by the drawing
    **Lead.**       set strong
    \\{            the character itself: any mark after a backslash is plain text
    [[reference]]   wording still to be confirmed: printed without brackets, and reported

Values are merged after parsing: what people typed is never read as a template. The
engine knows nothing of records; what the fields mean stands in `letter_fields`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from caseapp.dossier.document import Span, Text
from caseapp.dossier.letter_fields import ASKED_FIELDS as ASKED_FIELDS
from caseapp.dossier.letter_fields import FIELDS as FIELDS
from caseapp.dossier.letter_markup import HEAD_MARK, Token, head_token, pieces
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.records import LetterTemplate
from caseapp.system.resources import resource

if TYPE_CHECKING:
    from caseapp.store.vault import Vault

BLANK = "____________"
"""Stands for a particular that is not known: paper can be filled in with a pen."""

SECTIONS = (
    "addressee", "sender", "number", "title", "subject", "salutation", "body", "demands",
    "closing", "farewell", "enclosures", "signature-lead", "signature-name",
    "signature-caption", "sheet-title", "sheet-demand", "asked",
)  # fmt: skip
HEAD_WORDS = ("contents", "short", "enclosures")
"""What a reader sees of a template's head."""
HEAD_KEYS = ("version", "sender", "corner", *HEAD_WORDS)

_STOP = re.compile(r"\.(?!\.)")
_DEMAND = re.compile(r"\d+\.\s+")

Values = Mapping[str, str | Text]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section: its conditions, whether it is a numbered demand, its pieces.

    `joins`: it goes on in the paragraph before.
    """

    needs: tuple[str, ...]
    needs_empty: tuple[str, ...]
    numbered: bool
    pieces: tuple[Token, ...]
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed template. `confirmed`: somebody said that it may be printed as it stands."""

    name: str
    language: str
    head: Mapping[str, str]
    sections: Mapping[str, tuple[Line, ...]]
    confirmed: bool = False

    @property
    def version(self) -> int:
        return int(self.head["version"])

    @property
    def in_doubt(self) -> bool:
        """A passage still stands between marks of doubt."""
        lines = (line for lines in self.sections.values() for line in lines)
        return any(piece.unconfirmed for line in lines for piece in line.pieces)

    @property
    def signed_by_contact(self) -> bool:
        """The contact person or applicant signs the letter, not somebody of the organisation."""
        lines = self.sections.get("signature-name", ())
        return any(p.value.startswith("contact_") for line in lines for p in line.pieces)

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


# -- which text applies ------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Wording:
    """The text of a letter that applies. `number` is its version, or that it was edited from;
    0 where nobody noted it: then what the text says of itself counts.

    `confirmed`: somebody of the office said that it may be printed as it stands. `origin` is
    "shipped", "office" (a LetterTemplate of the vault) or "appeal" (edited for one appeal).
    """

    name: str
    language: str
    number: int
    text: str
    confirmed: bool = False
    origin: str = "shipped"

    def template(self) -> Template:
        """Parsed, with its own version. Raises UserError that names the line with a mistake."""
        parsed = parse_template(self.text, self.name, self.language)
        # Who edited a letter for one appeal has read it.
        read = self.confirmed or self.origin == "appeal"
        parsed = replace(parsed, confirmed=read and not parsed.in_doubt)
        if not self.number:
            return parsed
        return replace(parsed, head={**parsed.head, "version": str(self.number)})


def template_for(vault: Vault, name: str, language: str) -> Wording:
    """The office's newest version of a letter, else the one that ships.

    Raises UserError if there is neither in that language.
    """
    return wording_among(vault.all(LetterTemplate, name=name, language=language), name, language)


def wording_among(kept: Iterable[LetterTemplate], name: str, language: str) -> Wording:
    """The same among versions that were loaded already; those of other letters do not count."""
    mine = [k for k in kept if (k.name, k.language) == (name, language) and k.deleted_at is None]
    if not mine:
        return shipped_wording(name, language)
    newest = max(mine, key=lambda row: row.number)
    return Wording(name, language, newest.number, newest.text, newest.confirmed, "office")


def shipped_wording(name: str, language: str) -> Wording:
    """The letter that ships. Raises UserError if there is none in that language."""
    path = resource("letters", f"{name}.{language}.txt")
    if not re.fullmatch(r"[a-z0-9_]+", name) or not path.is_file():
        raise UserError(
            N_("There is no letter “{name}” in the language “{language}”. Choose another."),
            name=name,
            language=language,
        )
    text = path.read_text(encoding="utf-8")
    return Wording(name, language, parse_template(text, name, language).version, text)


def shipped_letters() -> list[tuple[str, str]]:
    """Name and language of every letter that ships, sorted."""
    stems = (path.name.removesuffix(".txt") for path in resource("letters").glob("*.txt"))
    return sorted((name, language) for name, _dot, language in (s.partition(".") for s in stems))


def next_number(kept: Iterable[LetterTemplate], name: str, language: str) -> int:
    """The number of the office's next version: above all that it has and the one that ships."""
    numbers = [k.number for k in kept if (k.name, k.language) == (name, language)]
    with suppress(UserError):
        numbers.append(shipped_wording(name, language).number)
    return max(numbers, default=0) + 1


def wording_of(
    letters: Mapping[str, Any], kept: Iterable[LetterTemplate], name: str, language: str
) -> Wording:
    """What one appeal prints: its own edited text of a letter, else `wording_among`.

    `letters` is the appeal's field: {"mfa.ru": {"text": …, "from": version}}.
    """
    own = letters.get(f"{name}.{language}")
    text = own.get("text", "") if isinstance(own, Mapping) else own
    if not isinstance(text, str) or not text.strip():
        return wording_among(kept, name, language)
    number = own.get("from", 0) if isinstance(own, Mapping) else 0
    return Wording(name, language, int(number), text, origin="appeal")


def load_template(name: str, language: str) -> Template:
    """The shipped template. Raises UserError if there is none in that language."""
    return shipped_wording(name, language).template()


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
    joins = False
    while mark := HEAD_MARK.match(rest):
        token = head_token(mark)
        if token.kind == "join":
            joins = True
        else:
            (needs if token.kind == "if" else needs_empty).append(token.value)
        rest = rest[mark.end() :]
    allowed = set(ASKED_FIELDS) if section == "asked" else set(FIELDS)
    found = pieces(rest)
    named = {*needs, *needs_empty, *(p.value for p in found or () if p.kind == "field")}
    if found is None or not named <= allowed:
        raise _mistake(name, language, number)
    return Line(tuple(needs), tuple(needs_empty), demand is not None, tuple(found), joins)


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
    lines: list[Filled] = []
    blank = "" if template.language.startswith("zh") else " "
    for line in template.sections.get(section, ()):
        if not all(values[n] for n in line.needs) or any(values[n] for n in line.needs_empty):
            continue
        text = _fill_line(line, values, findings)
        if line.joins and lines and text:
            before = lines.pop()
            joined = _trimmed([*before.text, Span(blank), *text])
            lines.append(Filled(joined, before.numbered))
        else:
            lines.append(Filled(text, line.numbered))
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
        if piece.kind == "text" and _ends_with_stop(spans) and _STOP.match(piece.value):
            value = piece.value[1:]
        parts = (Span(value),) if isinstance(value, str) else value
        if piece.unconfirmed:
            findings.unconfirmed.append("".join(part.text for part in parts))
        for part in parts:
            strong = piece.strong and part.style == "plain"
            spans.append(replace(part, style="strong") if strong else part)
    return _trimmed(spans)


def _ends_with_stop(spans: Sequence[Span]) -> bool:
    """ "… of 2 June 2026 г." at the end of a sentence: one stop is enough."""
    return bool(spans) and spans[-1].text.endswith(".")


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
