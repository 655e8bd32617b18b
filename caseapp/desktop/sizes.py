"""How large a file or a folder is, in words."""

from __future__ import annotations

from babel.numbers import format_decimal

from caseapp.i18n import Translator


def size_words(t: Translator, size: int) -> str:
    """ "3.4 MB" for a number of bytes, with the comma of the language."""
    for unit, factor in (("GB", 2**30), ("MB", 2**20)):
        if size >= factor:
            return f"{format_decimal(size / factor, '#,##0.#', locale=t.language)} {unit}"
    return f"{max(1, round(size / 2**10))} KB"
