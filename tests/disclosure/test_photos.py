"""A photograph leaves as pixels and nothing else."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from caseapp.disclosure.leaks import is_bare_jpeg
from caseapp.disclosure.photos import LARGEST, reencoded
from caseapp.errors import UserError

MARK = b"taken by Raushan at home"


def picture(size: tuple[int, int] = (900, 1200), **save) -> bytes:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    image.paste((250, 10, 10), (0, 0, size[0] // 2, size[1] // 4))
    out = io.BytesIO()
    image.save(out, **({"format": "JPEG"} | save))
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_metadata_of_every_kind_stays_behind() -> None:
    exif = Image.Exif()
    exif[0x010E] = MARK.decode()
    exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = picture(exif=exif, comment=MARK, icc_profile=profile)
    assert MARK in data
    clean = reencoded(data)
    image = opened(clean)
    assert MARK not in clean
    assert not image.getexif()
    assert not {"comment", "icc_profile", "exif", "xmp"} & set(image.info)
    for marker in (b"\xff\xe1", b"\xff\xe2", b"\xff\xfe"):
        assert marker not in clean[:600]


PACKET = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + MARK + b"</x:xmpmeta>"


def marked(kind: str) -> bytes:
    """A picture of a kind with the mark in each place that the kind has."""
    exif, text = Image.Exif(), PngInfo()
    exif[0x010E] = MARK.decode()
    text.add_text("Comment", MARK.decode())
    text.add_itxt("XML:com.adobe.xmp", PACKET.decode())
    of: dict[str, dict[str, object]] = {
        "JPEG": {"exif": exif, "xmp": PACKET, "comment": MARK},
        "PNG": {"exif": exif, "pnginfo": text},
        "WEBP": {"exif": exif, "xmp": PACKET},
        "TIFF": {"tiffinfo": {270: MARK.decode(), 700: PACKET}},
        "GIF": {"comment": MARK},
        "MPO": {"exif": exif, "save_all": True,
                "append_images": [Image.new("RGB", (90, 120), (1, 2, 3))]},
    }  # fmt: skip
    data = picture((90, 120), format=kind, **of[kind])
    if kind == "JPEG":  # IPTC, and a thumbnail behind the end
        segment = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + MARK
        block = b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment
        data = data[:2] + block + data[2:] + MARK
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "MPO"])
def test_what_any_kind_of_picture_carries_stays_behind(kind: str) -> None:
    data = marked(kind)
    assert MARK in data
    clean = reencoded(data)
    image = opened(clean)
    assert image.format == "JPEG"
    assert is_bare_jpeg(clean)
    assert MARK not in clean
    assert clean.endswith(b"\xff\xd9")
    assert clean.count(b"\xff\xd8\xff") == 1  # no thumbnail, and of several pictures one
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def test_a_heic_picture_is_refused_rather_than_passed_on() -> None:
    data = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + MARK * 50
    with pytest.raises(UserError):
        reencoded(data)


def test_a_picture_lying_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = opened(reencoded(picture((400, 300), exif=exif)))
    assert image.size == (300, 400)
    red, _, blue = image.getpixel((290, 10))
    assert red > 200 > blue


def test_it_is_made_small_in_its_own_proportion() -> None:
    assert opened(reencoded(picture((2400, 3200)))).size == (465, 620)
    assert opened(reencoded(picture((2000, 500)))).size == (480, 120)
    assert opened(reencoded(picture((100, 120)))).size == (100, 120)
    assert LARGEST == (480, 620)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert reencoded(picture()) == reencoded(picture())


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "BMP", "GIF"])
def test_other_formats_become_jpeg(kind: str) -> None:
    assert opened(reencoded(picture((60, 80), format=kind))).format == "JPEG"


def test_transparent_parts_show_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(reencoded(out.getvalue())).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data", [b"", b"no picture", picture()[:400], b"%!PS-Adobe-3.0 EPSF-3.0\n", b"<svg/>"]
)
def test_what_is_no_whole_picture_is_refused(data: bytes) -> None:
    with pytest.raises(UserError):
        reencoded(data)


def test_a_picture_of_absurd_size_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(UserError):
        reencoded(out.getvalue())
