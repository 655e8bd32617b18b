"""Is this PDF one that was issued, and is it as it was issued?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from uuid import UUID

from caseapp.disclosure.words import Words
from caseapp.dossier.compile.pages import copy_words
from caseapp.dossier.languages import PRINTED
from caseapp.dossier.register import issued_file
from caseapp.i18n import N_
from caseapp.store.records import Copy
from caseapp.store.vault import Vault
from caseapp.system.child import ChildFailedError, run_in_child


class Finding(Enum):
    """What a PDF turns out to be."""

    UNALTERED = "unaltered"
    ALTERED = "altered"
    UNKNOWN = "unknown"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding with its sentence, a translatable message id, and the sentence's values."""

    finding: Finding
    sentence: str
    params: Mapping[str, object] = field(default_factory=dict)
    copy_id: UUID | None = None

    @property
    def unaltered(self) -> bool:
        return self.finding is Finding.UNALTERED


def verify_pdf(vault: Vault, data: bytes) -> Verdict:
    """Was this PDF issued by this vault, and is it as it was issued?

    A file of an issued copy has the PDF hash of the register, or the same bytes as that
    copy drawn again. One that only bears the code of a copy was altered.
    """
    known = {copy.pdf_sha256: copy for copy in vault.all(Copy)}
    digest = _sha256(data)
    if digest in known:
        return _verdict(Finding.UNALTERED, known[digest])
    text = _text_of_pdf(data)
    for copy in known.values():
        if copy.page_code and copy.page_code in text:
            same = _sha256(issued_file(vault, copy)) == digest
            return _verdict(Finding.UNALTERED if same else Finding.ALTERED, copy)
    if any(words in text for words in _draft_words()):
        return Verdict(
            Finding.DRAFT, N_("This is a draft: it has no number and stands in no register.")
        )
    return Verdict(
        Finding.UNKNOWN, N_("This file was not issued by this vault, or nothing of it is left.")
    )


def find_code(vault: Vault, typed: str) -> tuple[Copy, ...]:
    """The copies that bear a code typed from paper, whatever stands between its letters."""
    wanted = plain_code(typed)
    if not wanted:
        return ()
    return tuple(copy for copy in vault.all(Copy) if plain_code(copy.page_code) == wanted)


def plain_code(code: str) -> str:
    """A code as compared: capitals, without marks, and no letter that is taken for a figure.

    Codes are written in Crockford's alphabet, which has no O, I and L for that reason.
    """
    letters = code.upper().translate(str.maketrans("OIL", "011"))
    return "".join(c for c in letters if c.isalnum())


@lru_cache(maxsize=1)
def _draft_words() -> tuple[str, ...]:
    """What stands on the pages of a draft, in every language of copies."""
    return tuple(copy_words(0, Words(language)) for language in PRINTED)


def _verdict(finding: Finding, copy: Copy) -> Verdict:
    sentence = (
        N_("Issued by this vault on {day} as copy {number}, unaltered. Code {code}.")
        if finding is Finding.UNALTERED
        else N_(
            "This file bears the code {code} of copy {number}, issued on {day}, but it is not "
            "the file that was issued: it was altered."
        )
    )
    params = {
        "number": copy.number,
        "day": copy.produced_at.date().isoformat(),
        "code": copy.page_code,
    }
    return Verdict(finding, sentence, params, copy.id)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text_of_pdf(data: bytes) -> str:
    """All text of a PDF, whoever made it; empty for what is none."""
    try:
        words = run_in_child("caseapp.dossier.pdf_words:words_in", data)
    except ChildFailedError:
        return ""
    return words if isinstance(words, str) else ""
