"""A person's photograph on the sheet: 35 × 45 mm, cropped, never stretched, or an empty frame.

What is cropped away does not travel in the file. Knows where it stands on the sheet.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image

from caseapp.dossier.document import Photo
from caseapp.dossier.pdf import styles
from caseapp.dossier.pdf.canvas import Page
from caseapp.dossier.pdf.compose import Compositor
from caseapp.dossier.pdf.flow import Cell, Row
from caseapp.dossier.pdf.grid import HAIR, PORTRAIT, mm
from caseapp.errors import UserError
from caseapp.i18n import N_

WIDTH, HEIGHT = mm(35), mm(45)
LEFT = PORTRAIT.right - WIDTH
_CAPTION_DROP = 10.0
_TOKEN_MARGIN = mm(2)
_MOST_LINES = 8
_NEAR = 0.01
"""A shape that differs from the frame's by less is left as it is."""
_MIDDLE = 0.4
"""Where the middle of what is kept lies, from the top: faces stand high in a picture."""
_QUALITY = 90


class PhotoBlock:
    """The photograph, or what stands for it, with its caption below.

    `height` reaches to the last baseline; `rest` are rows for words too long to stand there.
    """

    def __init__(self, photo: Photo, images: Mapping[str, bytes], set_: Compositor) -> None:
        self._jpeg = picture(photo.image, images) if photo.image else b""
        self.rest: list[Row] = []
        room = WIDTH - 2 * _TOKEN_MARGIN
        token = "" if photo.image else photo.token
        self._token = set_.cell(
            token, styles.VALUE, LEFT + _TOKEN_MARGIN, room, 0.0, align="center"
        )
        drop = HEIGHT + _CAPTION_DROP
        self._caption = set_.cell(photo.caption, styles.PHOTO_CAPTION, LEFT, WIDTH, drop)
        if len(self._token.lines) > _MOST_LINES:
            self._spill(set_.cell(token, styles.VALUE, PORTRAIT.left, PORTRAIT.measure, 9.0))
            self._token = self._token._replace(lines=())
        if len(self._caption.lines) > _MOST_LINES:
            words = styles.PHOTO_CAPTION
            self._spill(set_.cell(photo.caption, words, PORTRAIT.left, PORTRAIT.measure, 9.0))
            self._caption = self._caption._replace(lines=())
        self.height = max(HEIGHT, self._caption.height)

    def _spill(self, cell: Cell) -> None:
        self.rest.append(Row((cell,), gap=4.0, foot=3.0))

    def draw(self, page: Page, top: float) -> None:
        """Draw it at the right edge."""
        if self._jpeg:
            page.image(self._jpeg, LEFT, top, WIDTH, HEIGHT)
        else:
            leading = self._token.leading
            first = (HEIGHT - (len(self._token.lines) - 1) * leading) / 2 + 0.3 * leading
            self._token._replace(first=first).draw(page, top)
        page.rect(LEFT, top, WIDTH, HEIGHT, weight=HAIR)
        self._caption.draw(page, top)


def picture(name: str, images: Mapping[str, bytes]) -> bytes:
    """The JPEG in the frame's shape. UserError if it is not there or cannot be read."""
    jpeg = images.get(name)
    try:
        if jpeg is None:
            raise OSError(name)
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            wide, high = image.size
            shape = WIDTH / HEIGHT
            if abs(wide / high / shape - 1) <= _NEAR and image.mode in ("L", "RGB"):
                return jpeg
            return _cropped(image, shape)
    except OSError as error:
        raise UserError(
            N_("A photograph of this copy is missing or damaged. Add it to the case again.")
        ) from error


def _cropped(image: Image.Image, shape: float) -> bytes:
    """The largest part of the frame's shape, as JPEG without any of the first one's metadata."""
    wide, high = image.size
    if wide / high > shape:
        width, height = max(1, round(high * shape)), high
    else:
        width, height = wide, max(1, round(wide / shape))
    left = (wide - width) // 2
    top = round((high - height) * _MIDDLE)
    part = image.crop((left, top, left + width, top + height))
    out = io.BytesIO()
    part.convert("L" if part.mode in ("1", "L", "LA") else "RGB").save(
        out, "JPEG", quality=_QUALITY
    )
    return out.getvalue()
