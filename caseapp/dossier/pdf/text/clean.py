"""What of a user's string may reach the paper, before anything else looks at it.

Everything that has no shape of its own is either dropped, turned into a space or a line end, or
made visible as `[U+XXXX]`. So a string can neither hide something nor turn other text round.
"""

from __future__ import annotations

import re
import unicodedata

LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

# Embeddings come with text copied out of other programs and say nothing that the bidi rules do
# not find out; soft hyphens and byte order marks have no meaning here. Variation selectors ask
# for forms that the shipped faces do not have.
_DROPPED = "\u00ad\u202a\u202b\u202c\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
_SHOWN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls
    "\u202d\u202e"  # overrides: they print letters in an order that was not written
    "\u206a-\u206f\ufff0-\ufffb\U000e0000-\U000e007f"  # deprecated and interlinear controls, tags
    "\ud800-\udfff"  # lone surrogates
    "\ufdd0-\ufdef\ufffe\uffff"
)
_NONCHARACTERS = "".join(
    chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
# Letters in a fixed joining form, as old programs wrote them; no face has them, and their plain
# letters take the same form by themselves.
_FORMS = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufe80-\ufefc"
_SUSPECT = re.compile(f"[\t{_DROPPED}{_FORMS}{_SHOWN}{_NONCHARACTERS}]")
_FORM = re.compile(f"[{_FORMS}]")
_DROP = re.compile(f"[{_DROPPED}]")
_SHOW = re.compile(f"[{_SHOWN}{_NONCHARACTERS}]")

# They steer bidi, joining and line breaks, and never have a glyph.
INVISIBLE = re.compile("[\u061c\u200b-\u200f\u2060-\u2064\u2066-\u2069]")


def visible_code(char: str) -> str:
    """`[U+202E]` for a character that cannot be drawn as itself."""
    return f"[U+{ord(char):04X}]"


def clean(text: str) -> str:
    """One line of user text (no line ends) without anything that could hide or turn text."""
    if not _SUSPECT.search(text):
        return text
    text = _DROP.sub("", text.replace("\t", " "))
    text = _FORM.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return _SHOW.sub(lambda match: visible_code(match.group()), text)


def unprintable(text: str) -> set[str]:
    """The characters of `text` that `clean` makes visible as a code."""
    return set(_SHOW.findall(text))
