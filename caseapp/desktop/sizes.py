"""How large a file or a folder is, in words."""

from __future__ import annotations

from babel.numbers import format_decimal

from caseapp.i18n import N_, Translator


def size_words(t: Translator, size: int) -> str:
    """ "3.4 MB" for a number of bytes, with the comma and the units of the language."""
    for words, factor in ((N_("{n} GB"), 2**30), (N_("{n} MB"), 2**20)):
        if size >= factor:
            return t(words, n=format_decimal(size / factor, "#,##0.#", locale=t.language))
    return t("{n} KB", n=max(1, round(size / 2**10)))
