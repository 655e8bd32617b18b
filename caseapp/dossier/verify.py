"""Is this PDF one that was issued, and is it as it was issued?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

import pypdfium2

from caseapp.dossier.register import redraw
from caseapp.i18n import N_
from caseapp.store.records import Copy
from caseapp.store.vault import Vault


class Finding(Enum):
    """What a PDF turns out to be."""

    UNALTERED = "unaltered"
    ALTERED = "altered"
    UNKNOWN = "unknown"


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
            same = _sha256(redraw(vault, copy)) == digest
            return _verdict(Finding.UNALTERED if same else Finding.ALTERED, copy)
    return Verdict(
        Finding.UNKNOWN, N_("This file was not issued by this vault, or nothing of it is left.")
    )


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
    """All text of a PDF; empty for what is none."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return ""
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
