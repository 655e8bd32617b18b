"""Decodes pictures of strangers, inside the child process of `pictures`.

The one module that gives Pillow bytes from outside. What goes back are pixels: red, green
and blue, upright, on white paper, of the first picture in the file.
"""

from __future__ import annotations

import io
import warnings
from typing import Any, Final

from PIL import Image, ImageOps

from caseapp.system.child_main import Refusal

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
"""No others are even tried: some of Pillow's formats are programs (EPS) or rarely tested."""
MAX_PIXELS: Final = 60_000_000
TOO_LARGE: Final = "large"
"""The word for a picture of more than `MAX_PIXELS`."""
_DAMAGED: Final = "damaged"
_SIXTEEN_BITS: Final = ("I;16", "I;16L", "I;16B", "I;16N")

Work = tuple[dict[str, Any], bytes]


def begin() -> Any:
    """Called by name in the child; what answers its questions."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    return _work


def _work(question: str, payload: bytes, **options: Any) -> Work:
    try:
        return _look(payload) if question == "look" else _pixels(payload, **options)
    except (Refusal, MemoryError):
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refusal(TOO_LARGE) from error
    except Exception as error:  # whatever a damaged file makes Pillow raise
        raise Refusal(_DAMAGED) from error


def _opened(payload: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(payload), formats=FORMATS)
    if image.width * image.height > MAX_PIXELS:
        raise Refusal(TOO_LARGE)
    return image


def _look(payload: bytes) -> Work:
    """Its format and size; all of it is decoded, so that it is known to be whole."""
    with _opened(payload) as image:
        kind, width, height = image.format, image.width, image.height
        image.draft("L", (1, 1))
        image.load()
    return {"format": "JPEG" if kind == "MPO" else kind, "width": width, "height": height}, b""


def _pixels(
    payload: bytes,
    within: tuple[int, int] | None = None,
    part: tuple[float, float, float, float] | None = None,
    most: int = MAX_PIXELS,
) -> Work:
    with _opened(payload) as image:
        if within is not None and part is None:
            image.draft("RGB", (within[0] * 2, within[1] * 2))
        picture = _on_white(ImageOps.exif_transpose(image))
    if part is not None:
        picture = picture.crop(_box(part, picture.size))
    if picture.width * picture.height > most:
        less = (most / (picture.width * picture.height)) ** 0.5
        picture = picture.resize((int(picture.width * less) or 1, int(picture.height * less) or 1))
    if within is not None:
        picture.thumbnail((within[0], within[1]), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return {"width": picture.width, "height": picture.height}, picture.tobytes()


def _box(part: tuple[float, float, float, float], size: tuple[int, int]) -> Any:
    """Shares of the width and height as pixels, at least one."""
    (left, top, right, bottom), (across, down) = part, size
    first = (round(left * across), round(top * down))
    return (*first, max(round(right * across), first[0] + 1),
            max(round(bottom * down), first[1] + 1))  # fmt: skip


def _on_white(image: Image.Image) -> Image.Image:
    """Red, green and blue; what is transparent shows white paper."""
    if image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    if image.mode in _SIXTEEN_BITS:  # `convert` would cut all but the darkest to white
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image.convert("RGB")
