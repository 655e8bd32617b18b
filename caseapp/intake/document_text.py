"""The words of a file, page by page, for looking something up in them. Keeps nothing.

The file is read in the child process. Knows no vault.
"""

from __future__ import annotations

from pathlib import Path

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.intake.documents.read import read_document
from caseapp.intake.source_files import LARGEST_READ
from caseapp.system.files import read_limited


def document_pages(path: Path) -> tuple[str, ...]:
    """The pages of a PDF, else the whole text as one.

    Call it on a worker. Raises UserError, one sentence, for what cannot be read or says nothing.
    """
    try:
        data = read_limited(path, LARGEST_READ)
    except (OSError, ValueError) as error:
        raise UserError(
            N_("{name} cannot be read. Check the disk that it is on."), name=path.name
        ) from error
    found = read_document(data, path.name)
    pages = found.pages or (found.text,)
    if not any(page.strip() for page in pages):
        raise UserError(
            N_("{name} has no text that could be read: a scan, a picture or a recording."),
            name=path.name,
        )
    return pages
