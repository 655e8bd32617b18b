"""The words of a PDF that somebody brings, read in a child process. Loaded by children alone."""

from __future__ import annotations

import pypdfium2


def words_in(data: bytes) -> str:
    """All text of a PDF; empty for what is none."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ""
    return "\n".join(page.get_textpage().get_text_range() for page in document)
