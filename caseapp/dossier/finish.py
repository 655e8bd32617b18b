"""A finished file: drawn, and searched for what it must not hold, before anything counts.

A PDF is plain text, so it is drawn in memory where the system has a folder there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caseapp.dossier.compile import Compiled
from caseapp.dossier.leak_gate import LeakGate
from caseapp.dossier.pdf.render import RenderResult, render
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.progress import Progress

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it


def finished(compiled: Compiled, progress: Progress | None) -> tuple[bytes, RenderResult]:
    """Draw a copy and search the finished file. Nothing of it stays where it was drawn."""
    with private_folder() as folder:
        path = folder / "copy.pdf"
        drawn = render(compiled.dossier, compiled.images, path, progress)
        data = path.read_bytes()
    if drawn.missing:
        raise UserError(
            N_(
                "Our fonts have no form for these characters: {characters}. Write them otherwise, "
                "then print again."
            ),
            characters=" ".join(drawn.missing),
        )
    LeakGate(compiled.secrets, compiled.shown).check(data)
    return data, drawn


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder of one's own, in memory where the system has such a place: a PDF is plain text."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="caseapp-", dir=place) as folder:
        yield Path(folder)
