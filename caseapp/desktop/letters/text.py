"""A letter's lines as a text document and back: words, chips, weight, marks of doubt."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
)

from caseapp.desktop import theme
from caseapp.desktop.letters.chips import CHIP, chip_format, chip_of
from caseapp.dossier.letter_markup import Token, tokens, written

MIME = "application/x-caseapp-letter"
NAMED = re.compile(r"\{([a-z_]+)\}")
_DOUBT = QTextFormat.Property.UserProperty.value + 3
_LINE_HEIGHT = 24
_EDGE = "|"


# -- into the document ---------------------------------------------------------------------------
def insert(cursor: QTextCursor, line: Sequence[Token]) -> None:
    """Put the parts of a line where the cursor is."""
    for token in line:
        form = format_of(token)
        if token.kind == "text":
            cursor.insertText(token.value.replace(CHIP, ""), form)
        else:
            cursor.insertText(CHIP, chip_format(token.kind, token.value, form))


def fill(document: QTextDocument, lines: Sequence[str]) -> None:
    """Make a document of lines of markup; one that cannot be read stands as it is."""
    document.clear()
    cursor = QTextCursor(document)
    for number, line in enumerate(lines):
        if number:
            cursor.insertBlock()
        insert(cursor, tokens(line) or [Token("text", line)])
    cursor.select(QTextCursor.SelectionType.Document)
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    form.setBottomMargin(4)
    cursor.mergeBlockFormat(form)
    document.clearUndoRedoStacks()
    document.setModified(False)


def format_of(token: Token) -> QTextCharFormat:
    """How words or a chip of this weight and certainty are set."""
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.DemiBold if token.strong else QFont.Weight.Normal)
    if token.unconfirmed:
        form.setProperty(_DOUBT, True)
        form.setBackground(theme.colour("mark"))
    return form


def plain(form: QTextCharFormat) -> QTextCharFormat:
    """The same without what makes it a chip."""
    return format_of(Token("text", "", _is_strong(form), _is_doubted(form)))


# -- out of the document -------------------------------------------------------------------------
def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """The paragraphs."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def tokens_of(block: QTextBlock) -> list[Token]:
    """What a paragraph is made of."""
    found: list[Token] = []
    part = block.begin()
    while not part.atEnd():
        fragment = part.fragment()
        form, words = fragment.charFormat(), fragment.text().replace("\u2028", " ")
        chip, strong, doubt = chip_of(form), _is_strong(form), _is_doubted(form)
        if chip is not None:
            found += [Token(chip[0], chip[1], strong, doubt) for _one in words]
        elif words.replace(CHIP, ""):
            found.append(Token("text", words.replace(CHIP, ""), strong, doubt))
        part += 1
    return found


def lines_of(document: QTextDocument) -> tuple[str, ...]:
    """The document as lines of markup; empty ones are none."""
    return tuple(line for block in blocks(document) if (line := written(tokens_of(block))))


def chip_near(document: QTextDocument, place: int) -> str:
    """The field of the chip before a place, else of the one behind it; "" for none."""
    for at in (place, place + 1):
        if 0 < at < document.characterCount():
            cursor = QTextCursor(document)
            cursor.setPosition(at)
            chip = None if cursor.atBlockStart() else chip_of(cursor.charFormat())
            if chip is not None:
                return chip[1]
    return ""


def _is_strong(form: QTextCharFormat) -> bool:
    return form.fontWeight() > QFont.Weight.Medium


def _is_doubted(form: QTextCharFormat) -> bool:
    return bool(form.property(_DOUBT))


# -- doubt ---------------------------------------------------------------------------------------
def doubts(document: QTextDocument) -> list[tuple[int, int]]:
    """Where stretches marked as not confirmed begin and end."""
    found: list[tuple[int, int]] = []
    for block in blocks(document):
        part = block.begin()
        while not part.atEnd():
            fragment = part.fragment()
            start, end = fragment.position(), fragment.position() + fragment.length()
            if _is_doubted(fragment.charFormat()):
                if found and found[-1][1] == start:
                    start = found.pop()[0]
                found.append((start, end))
            part += 1
    return found


def confirm(document: QTextDocument, start: int, end: int) -> None:
    """Take the mark of doubt from a stretch."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    change = QTextCharFormat()
    change.setProperty(_DOUBT, False)
    change.setBackground(theme.colour("surface"))
    cursor.mergeCharFormat(change)


# -- copy and paste ------------------------------------------------------------------------------
def to_clipboard(selection: QTextDocumentFragment) -> QMimeData:
    """Plain text with fields in braces; and the markup, so that chips stay chips here."""
    document, data = QTextDocument(), QMimeData()
    QTextCursor(document).insertFragment(selection)
    lines = [tokens_of(block) for block in blocks(document)]
    edge = Token("text", _EDGE)
    data.setText(
        "\n".join(
            "".join(t.value if t.kind in ("text", "join") else "{" + t.value + "}" for t in line)
            for line in lines
        )
    )
    data.setData(MIME, "\n".join(written([edge, *line, edge]) for line in lines).encode())
    return data


def from_clipboard(source: QMimeData, fields: Collection[str]) -> list[list[Token]]:
    """Lines to be inserted: words and known fields, nothing of other programs' looks."""
    if source.hasFormat(MIME):
        kept = bytes(source.data(MIME)).decode()
        return [_without_edges(tokens(line) or []) for line in kept.split("\n")]
    return [_with_fields(line, fields) for line in source.text().splitlines()]


def _without_edges(line: list[Token]) -> list[Token]:
    """Markup loses spaces at its ends; the edges kept them. What makes a line depend stands
    before the first edge."""
    heads = [token for token in line if token.kind in ("if", "unless", "join")]
    rest = [token for token in line if token.kind in ("text", "field")]
    if len(rest) < 2:
        words = [Token("text", token.value[1:-1]) for token in rest if len(token.value) > 2]
        return [*heads, *words]
    first, last = rest[0], rest[-1]
    ends = (Token("text", first.value[1:]), Token("text", last.value[:-1]))
    return [*heads, *(token for token in (ends[0], *rest[1:-1], ends[1]) if token.value)]


def _with_fields(line: str, fields: Collection[str]) -> list[Token]:
    found, at = [], 0
    for match in NAMED.finditer(line):
        if match[1] in fields:
            found += [Token("text", line[at : match.start()]), Token("field", match[1])]
            at = match.end()
    found.append(Token("text", line[at:]))
    return [token for token in found if token.value]
