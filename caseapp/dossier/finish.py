"""A finished file: drawn, and searched for what it must not hold, before anything counts.

A PDF is plain text, so it is drawn in memory and never touches a disk. Sees the document and what
must not be in it, no record; so a second process can do it too (`finishing`).
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.disclosure.protected import Secret
from caseapp.dossier.document import Dossier
from caseapp.dossier.leak_gate import LeakGate
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.progress import Progress

if TYPE_CHECKING:
    from caseapp.dossier.compile import Compiled

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What finishing needs of a compiled copy; see `Compiled`."""

    dossier: Dossier
    images: Mapping[str, bytes]
    secrets: Sequence[Secret]
    shown: Sequence[str]

    @classmethod
    def of(cls, compiled: Compiled) -> Unfinished:
        return cls(compiled.dossier, compiled.images, compiled.secrets, compiled.shown)


def finished(compiled: Compiled, progress: Progress | None) -> tuple[bytes, RenderResult]:
    """Draw a copy and search the finished file.

    Raises UserError for characters without a form and what `render` raises, LeakError, Cancelled.
    """
    return finish(Unfinished.of(compiled), progress)


def finish(
    copy: Unfinished,
    progress: Progress | None = None,
    *,
    divided: bool | None = None,
    on_page: Callable[[], None] | None = None,
) -> tuple[bytes, RenderResult]:
    """`finished` for whoever has no compiled copy. `divided` as in `render`.

    `on_page` is called for each page that was searched, and may raise to cancel.
    """
    file = io.BytesIO()
    drawn = render(copy.dossier, copy.images, file, progress, divided=divided)
    data = file.getvalue()
    if drawn.missing:
        raise UserError(
            N_(
                "Our fonts have no form for these characters: {characters}. Write them otherwise, "
                "then print again."
            ),
            characters=" ".join(drawn.missing),
        )
    if on_page is None and progress is not None:
        on_page = progress.raise_if_cancelled
    LeakGate(copy.secrets, copy.shown).check(data, on_page)
    return data, drawn


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder of one's own, in memory where the system has such a place: a PDF is plain text."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="caseapp-", dir=place) as folder:
        yield Path(folder)
