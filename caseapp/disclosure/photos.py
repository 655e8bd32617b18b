"""A photograph made fit to leave: pixels alone, turned upright, small, always the same bytes.

Everything around the pixels (EXIF with its thumbnail, comments, colour profiles, a place)
stays behind because the picture is drawn anew. Takes and gives bytes, never paths.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from caseapp.errors import UserError
from caseapp.i18n import N_

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
LARGEST = (480, 620)
"""Pixels: 35 x 45 mm at 350 dots an inch, what a printed sheet can show."""
FOR_POSTERS = (1000, 1290)
"""Pixels: 110 x 141 mm at 230 dots an inch."""
MAX_PIXELS = 60_000_000
QUALITY = 88


def reencoded(data: bytes, largest: tuple[int, int] = LARGEST) -> bytes:
    """A JPEG of the same picture, at most `largest` pixels, with nothing but pixels in it.

    Equal input gives equal output. Raises UserError for what is no picture, is damaged or
    is larger than any photograph needs to be.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise ValueError("too large")
                image.draft("RGB", (largest[0] * 2, largest[1] * 2))
                picture = _on_white(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as error:
        raise UserError(
            N_("This photo cannot be read as a picture. Choose another file.")
        ) from error
    picture.thumbnail(largest, Image.Resampling.LANCZOS, reducing_gap=3.0)
    clean = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=QUALITY, subsampling=0, progressive=False, optimize=False)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Red, green and blue; what is transparent shows white paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")
