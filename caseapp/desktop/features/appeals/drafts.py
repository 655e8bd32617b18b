"""A copy as it would be issued now, for looking at: compiled, drawn, searched, never registered.

Two steps, because the first needs the vault and the second must not have it. Nothing that is
drawn stays on the disk. Qt-free.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from caseapp.dossier.compile import Compiled, IssuedView, compile_office_copy
from caseapp.dossier.document import WithheldList
from caseapp.dossier.finish import finished
from caseapp.dossier.issue import issued_copies
from caseapp.dossier.reading import compile_for
from caseapp.dossier.register import FACTS, issued_view
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.store.casefile import AppealFile, load_appeal_file
from caseapp.store.records import Attachment, Copy, utc_now
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

OFFICE = "office"
"""Instead of an addressee's id: the copy that stays, with what every other one withholds."""

Target = UUID | str


@dataclass(frozen=True, slots=True)
class Draft:
    """A drawn draft.

    `lists` are the indexes of the pages on which the office's lists of withheld things begin,
    one for each addressee in their order. `blanks` are fields of the letter for which there
    is nothing, `values` what the others stand for. `anchors` are the pages (from 1) of sheets
    and sources, `letter_pages` how many the letter fills.
    """

    pdf: bytes
    pages: int
    withheld: int
    lists: tuple[int, ...]
    blanks: tuple[str, ...]
    values: Mapping[str, str]
    anchors: Mapping[str, int] = field(default_factory=dict)
    letter_pages: int = 0


def compile_draft(
    vault: Vault, appeal_id: UUID, target: Target, language: str, progress: Progress
) -> Compiled:
    """Compile the copy for `target`. Raises the UserErrors of compiling."""
    file = vault.read(lambda session: load_appeal_file(session, appeal_id))
    if file is None:
        raise UserError(N_("This appeal is in the trash. Take it back with undo."))
    if not file.persons:
        raise UserError(N_("This appeal names nobody yet. Add the first person."))
    issued = issued_copies(vault, appeal_id)
    number = 1 + max((copy.number for copy in vault.all(Copy, appeal_id=appeal_id)), default=0)
    now, read_image = utc_now(), _Reader(vault, progress)
    if isinstance(target, UUID):
        return compile_for(
            file, target, language=language, copy_number=number, produced_at=now,
            read_image=read_image,
        )  # fmt: skip
    views = _office_lists(file, issued, number, language, now, read_image)
    return compile_office_copy(
        file, views, language=language, copy_number=number + len(views), produced_at=now,
        read_image=read_image,
    )  # fmt: skip


def draw_draft(compiled: Compiled, progress: Progress) -> Draft:
    """Draw what was compiled and search it as an issued copy is searched. Needs no vault.

    Raises LeakError and the UserErrors of drawing; can be cancelled between two pages.
    """
    pdf, drawn = finished(compiled, progress)
    lists = [part for part in compiled.dossier.parts if isinstance(part, WithheldList)]
    rows = sum(len(group.rows) for part in lists for group in part.groups)
    return Draft(
        pdf=pdf,
        pages=drawn.pages,
        withheld=rows if lists else len(compiled.withheld),
        lists=tuple(_first_page(drawn.parts, place) for place in range(len(lists))),
        blanks=compiled.blanks,
        values=compiled.letter_values,
        anchors=drawn.anchors,
        letter_pages=drawn.parts.get("letter", (0, 0))[1],
    )


def _first_page(parts: Mapping[str, tuple[int, int]], place: int) -> int:
    """Index of the first page of the list for one addressee."""
    return parts["withheld" if not place else f"withheld-{place + 1}"][0] - 1


class _Reader:
    """Reads pictures from the vault, until the person stops it."""

    def __init__(self, vault: Vault, progress: Progress) -> None:
        self._vault, self._progress = vault, progress

    def __call__(self, attachment: Attachment) -> bytes:
        self._progress.raise_if_cancelled()
        return self._vault.read_attachment(attachment)


def _office_lists(
    file: AppealFile,
    issued: list[Copy],
    number: int,
    language: str,
    now: datetime,
    read_image: _Reader,
) -> list[IssuedView]:
    """For each addressee what the newest copy withholds; without one, what a copy would."""
    newest = {copy.addressee_id: copy for copy in issued}
    views = []
    for place, (link, addressee) in enumerate(file.addressees):
        copy = newest.get(addressee.id) or _would_be(
            file, addressee.id, link.language or addressee.language, number + place, now, read_image
        )
        views.append(issued_view(file, copy, language))
    return views


def _would_be(
    file: AppealFile,
    addressee_id: UUID,
    language: str,
    number: int,
    now: datetime,
    read_image: _Reader,
) -> Copy:
    """The record that issuing now would make, as far as the office's list reads it."""
    compiled = compile_for(
        file, addressee_id, language=language, copy_number=number, produced_at=now,
        read_image=read_image,
    )  # fmt: skip
    return Copy(
        appeal_id=file.appeal.id,
        addressee_id=addressee_id,
        number=number,
        language=language,
        produced_at=now,
        frozen="",
        frozen_sha256="",
        page_code="",
        policy_number=compiled.policy_number,
        templates={FACTS: {"entries": len(file.persons), "searched": len(compiled.secrets)}},
        withheld=[{**item.to_json(), "pages": {}} for item in compiled.withheld],
    )
