"""Cutting a portrait out of a picture. Qt-free."""

from __future__ import annotations

import io

from caseapp.desktop.widgets.pictures import no_picture
from caseapp.system.pictures import PictureError, pixels_of

CUT_QUALITY = 95
"""Of the JPEG that a cut portrait is: it is drawn once more, smaller, when it is printed."""

Box = tuple[float, float, float, float]


def cut_out(data: bytes, box: Box) -> bytes:
    """A JPEG of one part of a picture, turned upright as it is seen; nothing but pixels in it.

    `box` is left, top, right, bottom as shares of the upright picture's width and height.
    Raises UserError for what cannot be read.
    """
    from PIL import Image

    try:
        part = pixels_of(data, part=box)
    except PictureError as error:
        raise no_picture(error) from error
    out = io.BytesIO()
    picture = Image.frombytes("RGB", (part.width, part.height), part.data)
    picture.save(out, "JPEG", quality=CUT_QUALITY, subsampling=0)
    return out.getvalue()
