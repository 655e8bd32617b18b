"""A copy as it would be printed now, for looking at: compiled, then drawn, never registered.

Two steps, because the first needs the vault and the second must not have it. What is drawn
lives in memory and for a moment in a folder of memory, never on the disk. Qt-free.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from caseapp.dossier.compile import Compiled, IssuedView, compile_copy, compile_office_copy
from caseapp.dossier.document import WithheldList
from caseapp.dossier.pdf.render import render
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.queries.appeals import copy_rows
from caseapp.store.records import Addressee, Attachment
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

OFFICE = "office"
"""Instead of an addressee's id: the copy that stays, with what every other one withholds."""

Target = UUID | str
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it


@dataclass(frozen=True, slots=True)
class Draft:
    """A drawn draft.

    `lists` are the indexes of the pages on which the office's lists of withheld things begin,
    one for each addressee in their order. `blanks` are fields of the letter for which there
    is nothing; `missing` letters without a face, which stand on paper as codes.
    """

    pdf: bytes
    pages: int
    withheld: int
    lists: tuple[int, ...]
    blanks: tuple[str, ...]
    missing: tuple[str, ...]


def compile_draft(
    vault: Vault, appeal_id: UUID, target: Target, language: str, progress: Progress
) -> Compiled:
    """Compile the copy for `target`. Raises the UserErrors of compiling."""
    file = vault.read(lambda session: load_appeal_file(session, appeal_id))
    if file is None:
        raise UserError(N_("This appeal is in the trash. Take it back with undo."))
    if not file.persons:
        raise UserError(N_("This appeal names nobody yet. Add the first person."))
    progress.raise_if_cancelled()
    now = datetime.now(UTC)
    number = 1 + max(_numbers(vault, appeal_id), default=0)
    read_image = _Reader(vault, progress)
    if isinstance(target, UUID):
        return compile_copy(
            file, target, language=language, copy_number=number, produced_at=now,
            read_image=read_image,
        )  # fmt: skip
    issued = [
        _as_issued(file, addressee, link.language or addressee.language, place, now, read_image)
        for place, (link, addressee) in enumerate(file.addressees)
    ]
    return compile_office_copy(
        file, issued, language=language, copy_number=number, produced_at=now,
        read_image=read_image,
    )  # fmt: skip


def draw_draft(compiled: Compiled, progress: Progress) -> Draft:
    """Draw what was compiled. Needs no vault; can be cancelled between two pages."""
    with private_folder() as folder:
        path = folder / "draft.pdf"
        result = render(compiled.dossier, compiled.images, path, progress)
        pdf = path.read_bytes()
    lists = [part for part in compiled.dossier.parts if isinstance(part, WithheldList)]
    rows = sum(len(group.rows) for part in lists for group in part.groups)
    return Draft(
        pdf=pdf,
        pages=result.pages,
        withheld=rows if lists else len(compiled.withheld),
        lists=tuple(_first_page(result.parts, place) for place in range(len(lists))),
        blanks=compiled.blanks,
        missing=result.missing,
    )


def _first_page(parts: Mapping[str, tuple[int, int]], place: int) -> int:
    """Index of the first page of the list for one addressee."""
    return parts["withheld" if not place else f"withheld-{place + 1}"][0] - 1


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that only its owner can read, in memory where the system has such a place."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="caseapp-", dir=place) as folder:
        yield Path(folder)


class _Reader:
    """Reads pictures from the vault, until the person stops it."""

    def __init__(self, vault: Vault, progress: Progress) -> None:
        self._vault, self._progress = vault, progress

    def __call__(self, attachment: Attachment) -> bytes:
        self._progress.raise_if_cancelled()
        return self._vault.read_attachment(attachment)


def _numbers(vault: Vault, appeal_id: UUID) -> list[int]:
    return [row.number for row in vault.read(lambda session: copy_rows(session, appeal_id))]


def _as_issued(
    file: AppealFile,
    addressee: Addressee,
    language: str,
    place: int,
    now: datetime,
    read_image: _Reader,
) -> IssuedView:
    """What an addressee's copy would withhold if it were issued now; page numbers are not known."""
    compiled = compile_copy(
        file, addressee.id, language=language, copy_number=place + 1, produced_at=now,
        read_image=read_image,
    )  # fmt: skip
    texts = addressee.texts
    body = texts.get("body", {}).get(language) or addressee.audience.value
    return IssuedView(
        number=place + 1,
        addressee=body,
        addressee_short=texts.get("short", {}).get(language) or body,
        language=language,
        audience=addressee.audience.value,
        policy=str(compiled.policy_number),
        entries=len(file.persons),
        withheld=compiled.withheld,
        pages={},
        page_count=0,
        consented=compiled.consented,
        searched=len(compiled.secrets),
    )
