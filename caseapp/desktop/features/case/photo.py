"""Cutting a portrait out of a picture. Qt-free."""

from __future__ import annotations

import io

from caseapp.desktop.widgets.pictures import FORMATS
from caseapp.errors import UserError
from caseapp.i18n import N_

CUT_QUALITY = 95
"""Of the JPEG that a cut portrait is: it is drawn once more, smaller, when it is printed."""

Box = tuple[float, float, float, float]


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
