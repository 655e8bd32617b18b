"""Issuing copies: compile, draw, search the finished file, then write the register.

In this order, so that a copy stands in the register only if its file exists and holds
nothing that it must not: whatever fails before leaves no trace.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from caseapp.dossier.compile import Compiled, compile_copy, compile_office_copy
from caseapp.dossier.document import Dossier
from caseapp.dossier.finish import finished
from caseapp.dossier.frozen import content_hash, freeze, page_code
from caseapp.dossier.leak_gate import LeakError
from caseapp.dossier.pdf.render import RenderResult
from caseapp.dossier.register import issued_copies, issued_view, redraw, register
from caseapp.dossier.verify import Finding, Verdict, verify_pdf
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.records import Copy, utc_now
from caseapp.store.vault import Vault
from caseapp.system.files import replace_atomically
from caseapp.system.progress import Progress

__all__ = [
    "Finding",
    "IssuedCopy",
    "LeakError",
    "Verdict",
    "draft",
    "draft_copy",
    "issue_copies",
    "issue_copy",
    "issue_office_copy",
    "issued_copies",
    "redraw",
    "verify_pdf",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCopy:
    """A copy in the register, or a draft (number 0). `path` is where its PDF was written."""

    id: UUID | None
    number: int
    addressee_id: UUID
    language: str
    path: Path
    pages: int
    page_code: str
    pdf_sha256: str
    withheld: int
    blanks: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()


# -- issuing -----------------------------------------------------------------------------------
def issue_copy(
    vault: Vault,
    appeal_id: UUID,
    addressee_id: UUID,
    *,
    language: str = "",
    path: Path | None = None,
    progress: Progress | None = None,
    produced_at: datetime | None = None,
    warnings: Sequence[str] = (),
) -> IssuedCopy:
    """Issue the copy of an appeal for one addressee; with a `path` its PDF is written there.

    `warnings` are codes of what the check warned of and somebody printed all the same; the
    register and the history keep them. `language` defaults to the addressee's. Raises
    UserError, LeakError among them, before anything is registered or written.
    """
    file = _load(vault, appeal_id)
    at = produced_at or utc_now()
    number = _next_number(vault, appeal_id)
    language = language or _language(file, addressee_id)
    compiled = compile_copy(
        file,
        addressee_id,
        language=language,
        copy_number=number,
        produced_at=at,
        read_image=vault.read_attachment,
    )
    pdf, drawn = finished(compiled, progress)
    copy = register(
        vault, file, compiled, drawn, addressee_id, number, at, for_office=False, warnings=warnings
    )
    return _written(copy, compiled, drawn, pdf, path)


def issue_office_copy(
    vault: Vault,
    appeal_id: UUID,
    *,
    path: Path | None = None,
    language: str = "",
    progress: Progress | None = None,
    produced_at: datetime | None = None,
) -> IssuedCopy:
    """Issue the complete copy that stays, with the list of what each issued copy withholds."""
    file = _load(vault, appeal_id)
    if not file.addressees:
        raise UserError(N_("This appeal goes to nobody yet. Add the first addressee."))
    first = file.addressees[0][1].id
    at = produced_at or utc_now()
    number = _next_number(vault, appeal_id)
    language = language or _language(file, first)
    compiled = compile_office_copy(
        file,
        [issued_view(file, copy, language) for copy in issued_copies(vault, appeal_id)],
        language=language,
        copy_number=number,
        produced_at=at,
        read_image=vault.read_attachment,
    )
    pdf, drawn = finished(compiled, progress)
    copy = register(vault, file, compiled, drawn, first, number, at, for_office=True)
    return _written(copy, compiled, drawn, pdf, path)


def issue_copies(
    vault: Vault,
    appeal_id: UUID,
    *,
    folder: Path,
    languages: Mapping[UUID, str] | None = None,
    progress: Progress | None = None,
    produced_at: datetime | None = None,
    warnings: Mapping[UUID, Sequence[str]] | None = None,
) -> list[IssuedCopy]:
    """Issue a copy for every addressee and the office's own, all into `folder`.

    File names hold numbers alone. Each copy is registered by itself: if one fails, those
    before it stay issued.
    """
    file = _load(vault, appeal_id)
    copies = []
    for _, addressee in file.addressees:
        number = _next_number(vault, appeal_id)
        copies.append(
            issue_copy(
                vault,
                appeal_id,
                addressee.id,
                language=(languages or {}).get(addressee.id, ""),
                path=folder / f"appeal-{file.appeal.serial}-copy-{number}.pdf",
                progress=progress,
                produced_at=produced_at,
                warnings=(warnings or {}).get(addressee.id, ()),
            )
        )
    number = _next_number(vault, appeal_id)
    path = folder / f"appeal-{file.appeal.serial}-copy-{number}-office.pdf"
    copies.append(
        issue_office_copy(vault, appeal_id, path=path, progress=progress, produced_at=produced_at)
    )
    return copies


# -- drafts --------------------------------------------------------------------------------------
def draft(
    vault: Vault, appeal_id: UUID, addressee_id: UUID, language: str = ""
) -> tuple[Dossier, Mapping[str, bytes]]:
    """The copy as it would be issued now, with its images. Writes nothing anywhere."""
    compiled = _draft(vault, appeal_id, addressee_id, language)
    return compiled.dossier, compiled.images


def draft_copy(
    vault: Vault,
    appeal_id: UUID,
    addressee_id: UUID,
    *,
    language: str = "",
    path: Path,
    progress: Progress | None = None,
) -> IssuedCopy:
    """Draw a draft to `path`. It has the number 0 and stands in no register."""
    compiled = _draft(vault, appeal_id, addressee_id, language)
    pdf, drawn = finished(compiled, progress)
    replace_atomically(path, pdf)
    return IssuedCopy(
        id=None,
        number=0,
        addressee_id=addressee_id,
        language=compiled.dossier.head.language,
        path=path,
        pages=drawn.pages,
        page_code=page_code(content_hash(freeze(compiled.dossier))),
        pdf_sha256=drawn.pdf_sha256,
        withheld=len(compiled.withheld),
        blanks=compiled.blanks,
        unconfirmed=compiled.unconfirmed,
    )


def _draft(vault: Vault, appeal_id: UUID, addressee_id: UUID, language: str) -> Compiled:
    file = _load(vault, appeal_id)
    return compile_copy(
        file,
        addressee_id,
        language=language or _language(file, addressee_id),
        copy_number=0,
        produced_at=utc_now(),
        read_image=vault.read_attachment,
    )


# -- reading -------------------------------------------------------------------------------------
def _load(vault: Vault, appeal_id: UUID) -> AppealFile:
    file: AppealFile | None = vault.read(lambda session: load_appeal_file(session, appeal_id))
    if file is None:
        raise UserError(N_("This appeal is in the trash. Take it back with undo."))
    if not file.persons:
        raise UserError(N_("This appeal names nobody yet. Add the first person."))
    return file


def _language(file: AppealFile, addressee_id: UUID) -> str:
    pair = file.addressee(addressee_id)
    return (pair[0].language or pair[1].language) if pair else "en"


def _next_number(vault: Vault, appeal_id: UUID) -> int:
    return 1 + max((copy.number for copy in vault.all(Copy, appeal_id=appeal_id)), default=0)


def _written(
    copy: Copy, compiled: Compiled, drawn: RenderResult, pdf: bytes, path: Path | None
) -> IssuedCopy:
    if path is not None:
        replace_atomically(path, pdf)
    return IssuedCopy(
        id=copy.id,
        number=copy.number,
        addressee_id=copy.addressee_id,
        language=copy.language,
        path=path or Path(),
        pages=drawn.pages,
        page_code=copy.page_code,
        pdf_sha256=copy.pdf_sha256,
        withheld=len(compiled.withheld),
        blanks=compiled.blanks,
        unconfirmed=compiled.unconfirmed,
    )
