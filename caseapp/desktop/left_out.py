"""Which files a restored vault lacks, in words: the same at the gate and over an open vault."""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.desktop import text
from caseapp.i18n import Translator
from caseapp.store.restore import LeftOut

_NAMED = 3
"""Files that are named; the check of the vault names all."""


def left_out_words(t: Translator, left: Sequence[LeftOut]) -> str:
    """How many damaged files were left out of a restored vault, and the first of them by name."""
    names = ", ".join(text.file_name(one.file_name or one.part) for one in left[:_NAMED])
    return t.plural(
        "{n} damaged file was left out, its record is there: {names}.",
        "{n} damaged files were left out, their records are there: {names}.",
        len(left), names=names + (" …" if left[_NAMED:] else ""),
    )  # fmt: skip
