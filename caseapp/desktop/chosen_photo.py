"""A picture file that someone chose or dropped: read within bounds, checked to be one. Qt-free.

The bytes are kept as they came, because they are evidence; what is printed is drawn anew
from them, without anything but pixels.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from caseapp.desktop.widgets.pictures import FORMATS, image_from_bytes
from caseapp.errors import UserError
from caseapp.i18n import N_

LARGEST_FILE = 40 * 1024 * 1024
"""Bytes: more than any camera's photo in the formats that are taken."""

SUFFIXES = ("jpg", "jpeg", "png", "webp")


@dataclass(frozen=True, slots=True)
class ChosenPhoto:
    """The file's bytes, its name without folders, its media type by content."""

    data: bytes
    name: str
    media_type: str


def read_photo(path: Path) -> ChosenPhoto:
    """The picture in a file. Raises UserError for what cannot be read or is none."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UserError(N_("This picture is too large to keep. Use a smaller copy."))
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserError(N_("This file cannot be read. Choose another one.")) from error
    return photo_of(data, path.name)


def photo_of(data: bytes, name: str) -> ChosenPhoto:
    """The picture in some bytes. Raises UserError for what is too large or is none."""
    if len(data) > LARGEST_FILE:
        raise UserError(N_("This picture is too large to keep. Use a smaller copy."))
    image_from_bytes(data)
    return ChosenPhoto(data, name, _media_type(data))


def _media_type(data: bytes) -> str:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        return Image.MIME[str(image.format)]
