"""Issuing copies: compile, draw, search the finished file, then write the register.

In this order, so that a copy stands in the register only if its file exists and holds
nothing that it must not: whatever fails before leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from caseapp.disclosure.leaks import LeakError
from caseapp.dossier.compile import Compiled, IssuedView, compile_office_copy
from caseapp.dossier.document import Dossier, Letter
from caseapp.dossier.finish import finished, private_folder
from caseapp.dossier.frozen import content_hash, freeze, page_code
from caseapp.dossier.languages import worded_in
from caseapp.dossier.overriding import Override
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.dossier.preflight_letters import MOST_PAGES
from caseapp.dossier.preflight_rules import Rule
from caseapp.dossier.reading import compile_for
from caseapp.dossier.register import (
    issued_copies,
    issued_file,
    issued_view,
    redraw,
    register,
)
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
    "Prepared",
    "UnwrittenError",
    "Verdict",
    "draft",
    "draft_copy",
    "enter",
    "issue_copy",
    "issue_office_copy",
    "issued_copies",
    "issued_file",
    "letter_pages",
    "next_number",
    "prepare_copy",
    "prepare_office_copy",
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


class UnwrittenError(UserError):
    """A copy stands in the register, but its file could not be written where it was wanted."""

    def __init__(self, copy: IssuedCopy) -> None:
        super().__init__(
            N_(
                "Copy {number} is issued, but its file could not be written."
                " Save it again from the register."
            ),
            number=copy.number,
        )
        self.copy = copy


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
    overrides: Sequence[Override] = (),
) -> IssuedCopy:
    """Issue the copy of an appeal for one addressee; with a `path` its PDF is written there.

    `warnings` are codes of what the check warned of and somebody printed all the same,
    `overrides` the blockers that somebody set aside; the register and the history keep them.
    `language` defaults to the addressee's. Raises UserError, LeakError among them, before
    anything is registered or written; UnwrittenError where the copy stands in the register and
    `path` could not be written. It does not check: see `checked.issue_checked`.
    """
    prepared = prepare_copy(
        vault, appeal_id, addressee_id, number=next_number(vault, appeal_id), language=language,
        produced_at=produced_at, warnings=warnings, overrides=overrides,
    )  # fmt: skip
    pdf, drawn = finished(prepared.compiled, progress)
    return enter(vault, prepared, pdf, drawn, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A compiled copy and what the register is told of it, once it is finished."""

    file: AppealFile
    compiled: Compiled
    addressee_id: UUID
    number: int
    at: datetime
    for_office: bool
    warnings: Sequence[str] = ()
    overrides: Sequence[Override] = ()


def prepare_copy(
    vault: Vault,
    appeal_id: UUID,
    addressee_id: UUID,
    *,
    number: int,
    language: str = "",
    produced_at: datetime | None = None,
    warnings: Sequence[str] = (),
    overrides: Sequence[Override] = (),
) -> Prepared:
    """Compile the copy of an addressee under this number, for `enter`. As `issue_copy`."""
    file = _load(vault, appeal_id)
    at = produced_at or utc_now()
    compiled = compile_for(
        file,
        addressee_id,
        language=language or _language(file, addressee_id),
        copy_number=number,
        produced_at=at,
        read_image=vault.read_attachment,
    )
    return Prepared(
        file=file, compiled=compiled, addressee_id=addressee_id, number=number, at=at,
        for_office=False, warnings=warnings, overrides=overrides,
    )  # fmt: skip


def enter(
    vault: Vault, prepared: Prepared, pdf: bytes, drawn: RenderResult, path: Path | None
) -> IssuedCopy:
    """Register a copy that is finished, and write its file. Raises UnwrittenError."""
    known = prepared.warnings
    found = () if prepared.for_office else _told_by_drawing(drawn, known)
    copy = register(
        vault, prepared.file, prepared.compiled, drawn, pdf, prepared.addressee_id,
        prepared.number, prepared.at, for_office=prepared.for_office,
        warnings=[*known, *found], overrides=prepared.overrides,
    )  # fmt: skip
    return _written(copy, prepared.compiled, drawn, pdf, path)


def _told_by_drawing(drawn: RenderResult, known: Sequence[str]) -> list[str]:
    """Warnings that only the finished copy can give."""
    long = _letter_pages(drawn) > MOST_PAGES and Rule.LETTER_LONG.value not in known
    return [Rule.LETTER_LONG.value] if long else []


def _letter_pages(drawn: RenderResult) -> int:
    _first, pages = drawn.parts.get("letter", (0, 0))
    return pages


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
    prepared = prepare_office_copy(
        vault, appeal_id, number=next_number(vault, appeal_id), language=language,
        produced_at=produced_at,
    )  # fmt: skip
    pdf, drawn = finished(prepared.compiled, progress)
    return enter(vault, prepared, pdf, drawn, path)


def prepare_office_copy(
    vault: Vault,
    appeal_id: UUID,
    *,
    number: int,
    language: str = "",
    produced_at: datetime | None = None,
    before: Callable[[], None] = lambda: None,
) -> Prepared:
    """Compile the office's own copy under this number, for `enter`.

    `before` is called when all is compiled but the lists of what issued copies withhold: then
    those before it must stand in the register.
    """
    file = _load(vault, appeal_id)
    if not file.addressees:
        raise UserError(N_("This appeal goes to nobody yet. Add the first addressee."))
    first = file.addressees[0][1].id
    at = produced_at or utc_now()
    language = worded_in(language or _language(file, first))

    def issued() -> Iterator[IssuedView]:
        before()
        for copy in issued_copies(vault, appeal_id):
            yield issued_view(file, copy, language)

    compiled = compile_office_copy(
        file,
        issued(),
        language=language,
        copy_number=number,
        produced_at=at,
        read_image=vault.read_attachment,
    )
    return Prepared(
        file=file, compiled=compiled, addressee_id=first, number=number, at=at, for_office=True
    )


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


def letter_pages(file: AppealFile, addressee_id: UUID, language: str = "") -> int:
    """How many pages the letter of a copy fills, drawn alone; 0 if the copy has none.

    No picture is read. Raises the UserErrors of compiling.
    """
    compiled = compile_for(
        file,
        addressee_id,
        language=language or _language(file, addressee_id),
        copy_number=0,
        produced_at=utc_now(),
        read_image=lambda _attachment: b"",
    )
    alone = tuple(part for part in compiled.dossier.parts if isinstance(part, Letter))
    if not alone:
        return 0
    with private_folder() as folder:
        drawn = render(replace(compiled.dossier, parts=alone), {}, folder / "letter.pdf")
    return _letter_pages(drawn)


def _draft(vault: Vault, appeal_id: UUID, addressee_id: UUID, language: str) -> Compiled:
    file = _load(vault, appeal_id)
    return compile_for(
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


def next_number(vault: Vault, appeal_id: UUID) -> int:
    """The number of the next copy of an appeal."""
    return 1 + max((copy.number for copy in vault.all(Copy, appeal_id=appeal_id)), default=0)


def _written(
    copy: Copy, compiled: Compiled, drawn: RenderResult, pdf: bytes, path: Path | None
) -> IssuedCopy:
    issued = IssuedCopy(
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
    if path is not None:
        try:
            replace_atomically(path, pdf)
        except OSError as error:
            raise UnwrittenError(issued) from error
    return issued
