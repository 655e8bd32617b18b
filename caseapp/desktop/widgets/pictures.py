"""Pictures from bytes: decoded by Pillow, limited, never by a path and never by Qt.

Qt's own readers would take any format that a plug-in knows; here a photo is one of three
formats, of bounded size, with its rotation applied.
"""

from __future__ import annotations

import io

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from caseapp.errors import UserError
from caseapp.i18n import N_

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 80_000_000


def image_from_bytes(data: bytes, box: QSize | None = None) -> QImage:
    """The picture in `data`, no larger than `box` (device pixels) when given.

    Raises UserError when it is not a JPEG, PNG or WebP picture, is damaged, or has more
    than `MAX_PIXELS`. May be called on any thread.
    """
    from PIL import Image, ImageOps  # the first window shows no photo and need not wait for it

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise UserError(N_("This picture is too large to show. Use a smaller copy."))
            if box is not None:
                opened.draft("RGB", (box.width(), box.height()))
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UserError(N_("This picture cannot be read. Use a JPEG, PNG or WebP file.")) from error
    if box is not None:
        picture.thumbnail((box.width(), box.height()))
    raw = picture.tobytes("raw", "RGBA")
    shown = QImage(
        raw, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGBA8888
    )
    return shown.copy()
