"""A photograph made fit to leave: pixels alone, turned upright, small, always the same bytes.

Everything around the pixels (EXIF with its thumbnail, comments, colour profiles, a place)
stays behind because the picture is drawn anew. Takes and gives bytes, never paths.
"""

from __future__ import annotations

import io

from PIL import Image

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.pictures import PictureError, pixels_of

LARGEST = (480, 620)
"""Pixels: 35 x 45 mm at 350 dots an inch, what a printed sheet can show."""
FOR_POSTERS = (1000, 1290)
"""Pixels: 110 x 141 mm at 230 dots an inch."""
QUALITY = 88


def reencoded(data: bytes, largest: tuple[int, int] = LARGEST) -> bytes:
    """A JPEG of the same picture, at most `largest` pixels, with nothing but pixels in it.

    Equal input gives equal output. Raises UserError for what is no picture, is damaged or
    is larger than any photograph needs to be.
    """
    try:
        found = pixels_of(data, within=largest)
    except PictureError as error:
        raise UserError(
            N_("This photo cannot be read as a picture. Choose another file.")
        ) from error
    clean = Image.frombytes("RGB", (found.width, found.height), found.data)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, subsampling=0, progressive=False, optimize=False)
    return out.getvalue()
