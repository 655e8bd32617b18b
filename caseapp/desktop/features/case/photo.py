"""A picture file that someone chose: read within bounds, checked to be a picture. Qt-free.

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

CUT_QUALITY = 95
"""Of the JPEG that a cut portrait is: it is drawn once more, smaller, when it is printed."""

Box = tuple[float, float, float, float]

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
    if len(data) > LARGEST_FILE:
        raise UserError(N_("This picture is too large to keep. Use a smaller copy."))
    image_from_bytes(data)
    return ChosenPhoto(data, path.name, _media_type(data))


def cut_out(data: bytes, box: Box) -> bytes:
    """A JPEG of one part of a picture, turned upright as it is seen; nothing but pixels in it.

    `box` is left, top, right, bottom as shares of the upright picture's width and height.
    Raises UserError for what cannot be read.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(N_("This picture cannot be read. Use a JPEG, PNG or WebP file.")) from error
    left, top, right, bottom = box
    across, down = picture.size
    part = picture.crop(
        (round(left * across), round(top * down),
         max(round(right * across), round(left * across) + 1),
         max(round(bottom * down), round(top * down) + 1))
    )  # fmt: skip
    out = io.BytesIO()
    part.save(out, "JPEG", quality=CUT_QUALITY, subsampling=0)
    return out.getvalue()


def _media_type(data: bytes) -> str:
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        return Image.MIME[str(image.format)]
