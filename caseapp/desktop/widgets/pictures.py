"""Pictures from bytes, for showing: decoded in a child process, never by a path, never by Qt."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from caseapp.errors import UserError
from caseapp.i18n import N_
from caseapp.system.pictures import (
    PictureError,
    PictureStoppedError,
    PictureTooLargeError,
    pixels_of,
)


def image_from_bytes(data: bytes, box: QSize | None = None) -> QImage:
    """The picture in `data`, no larger than `box` (device pixels) when given.

    Raises UserError when it is none that can be shown, is damaged or is very large. May be
    called on any thread, but takes its time: not on the GUI thread.
    """
    try:
        found = pixels_of(data, (box.width(), box.height()) if box is not None else None)
    except PictureError as error:
        raise no_picture(error) from error
    row = 3 * found.width
    image = QImage(found.data, found.width, found.height, row, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def no_picture(error: PictureError) -> UserError:
    """Why a picture cannot be shown, in one sentence."""
    if isinstance(error, PictureTooLargeError):
        return UserError(N_("This picture is too large to show. Use a smaller copy."))
    if isinstance(error, PictureStoppedError):
        return UserError(
            N_("This picture cannot be shown: it is damaged, too large, or made to do harm.")
        )
    return UserError(N_("This picture cannot be read. Use a JPEG, PNG or WebP file."))
