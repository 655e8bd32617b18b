"""A signed form that someone chose or dropped: read within bounds, its kind told by content.

The bytes are kept as they came, because they are evidence. Qt-free.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from caseapp.desktop.chosen_photo import media_type_of
from caseapp.errors import UserError
from caseapp.i18n import N_

LARGEST_FILE = 60 * 1024 * 1024
"""Bytes: more than a scan of many pages in colour takes."""

SUFFIXES = ("pdf", "jpg", "jpeg", "png", "webp")
_PICTURES = (b"\xff\xd8", b"\x89P", b"RI")


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """The file's bytes, its name without folders, its media type by content."""

    data: bytes
    name: str
    media_type: str


def read_form(path: Path) -> ChosenFile:
    """The scan in a file. Raises UserError for what is neither a PDF nor a picture."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(N_("This file cannot be read. Choose another one.")) from error
    if len(data) > LARGEST_FILE:
        raise UserError(N_("This file is too large to keep. Use a smaller copy."))
    if data.startswith(b"%PDF-"):
        return ChosenFile(data, path.name, "application/pdf")
    if not data.startswith(_PICTURES):
        raise UserError(N_("This is neither a PDF document nor a picture."))
    return ChosenFile(data, path.name, media_type_of(data))
