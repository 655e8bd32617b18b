"""The words of a PDF that somebody brings, read in a child process. Loaded by children alone."""

from __future__ import annotations

from typing import Final

import pypdfium2

_MOST_PAGES: Final = 20_000
"""Ten times the largest copy that was ever printed with this program."""


def words_in(data: bytes) -> str:
    """All text of a PDF; empty for what is none."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ""
    words = []
    for index in range(min(len(document), _MOST_PAGES)):
        page = document[index]
        words.append(page.get_textpage().get_text_range())
        page.close()
    return "\n".join(words)
