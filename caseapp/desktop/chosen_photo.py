"""A picture file that someone chose or dropped: read within bounds, checked to be one. Qt-free.

The bytes are kept as they came, because they are evidence; what is printed is drawn anew
from them, without anything but pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from caseapp.desktop.widgets.pictures import no_picture
from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.pictures import PictureError, look_at

LARGEST_FILE = 40 * 1024 * 1024
"""Bytes: more than any camera's photo in the formats that are taken."""

SUFFIXES = ("jpg", "jpeg", "png", "webp")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypmsf1")
"""What stands in the first bytes of the pictures of iPhones (ISO/IEC 23008-12, brands)."""
_MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


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
    if data[4:12] in _HEIC:
        raise UserError(
            N_("This is a HEIC picture, as iPhones make them. Set the camera to “most compatible”,"
               " or send the picture as JPEG.")
        )  # fmt: skip
    return ChosenPhoto(data, name, media_type_of(data))


def media_type_of(data: bytes) -> str:
    """By its content, once all of it could be decoded. UserError for what is none."""
    try:
        found = look_at(data)
    except PictureError as error:
        raise no_picture(error) from error
    if found.format not in _MEDIA_TYPES:
        raise no_picture(PictureError())
    return _MEDIA_TYPES[found.format]
