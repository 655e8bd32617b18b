"""A paragraph of what leaves: stretches of characters, of which some stand for what is withheld.

Plain values that the paper draws and an export joins. Knows nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "token", "note"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one style.

    "token" stands for something withheld, "note" is a footnote number (superior figures);
    `target` is the anchor that a click jumps to, empty for none.
    """

    text: str
    style: Style = "plain"
    target: str = ""


Text = tuple[Span, ...]
"""A paragraph."""


def plain(text: str) -> Text:
    """A paragraph of one plain span; empty text gives no span."""
    return (Span(text),) if text else ()


def strong(text: str) -> Text:
    return (Span(text, "strong"),) if text else ()


def text_of(text: Text) -> str:
    """A paragraph's characters."""
    return "".join(span.text for span in text)


def joined(parts: Sequence[Text], mark: str) -> Text:
    """Paragraphs in one, with a mark between them; empty ones are left out."""
    result: list[Span] = []
    for part in parts:
        if part:
            result += [Span(mark)] if result else []
            result += part
    return merged(result)


def merged(spans: Sequence[Span]) -> Text:
    """Neighbouring plain spans in one, so that equal pages have equal content."""
    result: list[Span] = []
    for span in spans:
        last = result[-1] if result else None
        if last and last.style == span.style == "plain" and not last.target and not span.target:
            result[-1] = Span(last.text + span.text)
        elif span.text:
            result.append(span)
    return tuple(result)
