"""A picture made to do harm ends in a sentence, or in its pixels, and in nothing else."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from caseapp.desktop.chosen_photo import photo_of
from caseapp.disclosure.photos import reencoded
from caseapp.errors import UserError
from caseapp.system import pictures
from caseapp.system.child import Limits
from caseapp.system.conversation import Answer
from caseapp.system.pictures import PictureError, PictureStoppedError, look_at, pixels_of
from tests.hostile.pictures import corpus, gif, jpeg
from tests.hostile.watching import resident

CORPUS = corpus()
SHOWN = {
    "PNG that unpacks to more than it says": (64, 64),
    "PNG with a hundred thousand chunks": (8, 8),
    "GIF of 65,535 frames": (2, 2),
    "JPEG with a looping EXIF": (640, 480),
    "JPEG and ZIP at once": (640, 480),
}
"""Harmless once decoded: what is around the first picture is never looked at."""
CUT = "JPEG that says a little too much"
"""Decoded as far as it goes, and given back smaller than it says."""


@pytest.mark.parametrize("name", CORPUS)
def test_each_is_refused_or_shown_and_soon(name):
    started, size = time.monotonic(), resident()
    if name in SHOWN:
        found = pixels_of(CORPUS[name])
        assert (found.width, found.height) == SHOWN[name]
    elif name == CUT:
        found = pixels_of(CORPUS[name])
        assert found.width * found.height <= pictures.SHOWN_MOST
    else:
        with pytest.raises(PictureError):
            pixels_of(CORPUS[name])
    assert time.monotonic() - started < 10
    assert resident() - size < 200 << 20


@pytest.mark.parametrize("name", [name for name in CORPUS if name not in SHOWN and name != CUT])
def test_none_is_taken_for_a_photo_or_printed(name):
    with pytest.raises(UserError):
        photo_of(CORPUS[name], "photo.jpg")
    with pytest.raises(UserError):
        reencoded(CORPUS[name])


def test_a_good_picture_after_a_bad_one_is_shown():
    with pytest.raises(PictureError):
        pixels_of(CORPUS["JPEG cut short"])
    assert pixels_of(jpeg()).width == 640


def test_a_picture_that_takes_too_long_is_stopped_and_the_next_is_shown(monkeypatch):
    monkeypatch.setattr(pictures, "_CHILDREN", pictures._Children())
    monkeypatch.setattr(pictures, "_LIMITS", Limits(wall=0.3, output=1 << 20))
    monkeypatch.setattr(pictures, "_CHILD", "tests.hostile.bad_children:hangs")
    with pytest.raises(PictureStoppedError):
        pixels_of(jpeg())
    monkeypatch.undo()
    assert pixels_of(jpeg()).width == 640


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"width": 9, "height": 9}, 242), ({"width": 9, "height": 9}, 244),
        ({"width": -9, "height": -9}, 243), ({"width": 0, "height": 9}, 0),
        ({"width": 2**40, "height": 1}, 3), ({"width": "9", "height": 9}, 243),
        ({"height": 9}, 243), ([9, 9], 243), (None, 0), ({"width": 90, "height": 90}, 24_300),
    ],
)  # fmt: skip
def test_pixels_that_do_not_add_up_are_not_believed(monkeypatch, value, size):
    monkeypatch.setattr(pictures, "_ask", lambda *_a, **_o: Answer(value, bytes(size)))
    with pytest.raises(PictureStoppedError):
        pixels_of(b"", within=(50, 50))


def test_fifty_pictures_are_decoded_by_one_child(monkeypatch):
    started = []
    original = pictures._Child

    def counted():
        started.append(1)
        return original()

    monkeypatch.setattr(pictures, "_CHILDREN", pictures._Children())
    monkeypatch.setattr(pictures, "_Child", counted)
    photo = jpeg()
    for _ in range(50):
        assert pixels_of(photo, within=(160, 160)).width == 160
    assert len(started) == 1


@pytest.mark.parametrize(
    ("mode", "value", "seen"),
    [
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)), ("LA", (9, 0), (255, 255, 255)),
        ("P", 0, (0, 0, 0)), ("1", 1, (255, 255, 255)), ("L", 7, (7, 7, 7)),
        ("I;16", 0x8000, (128, 128, 128)), ("CMYK", (0, 0, 0, 255), (0, 0, 0)),
    ],
)  # fmt: skip
def test_every_kind_of_pixels_becomes_red_green_and_blue(mode, value, seen):
    out = io.BytesIO()
    image = Image.new(mode, (6, 4), value)
    image.save(out, "TIFF" if mode == "CMYK" else "PNG")
    found = pixels_of(out.getvalue())
    assert tuple(found.data[:3]) == seen
    assert len(found.data) == 6 * 4 * 3


def test_a_part_is_cut_out_of_the_upright_picture():
    exif = Image.Exif()
    exif[0x0112] = 6
    data = jpeg(400, 200, exif=exif)
    assert (look_at(data).width, look_at(data).height) == (400, 200)
    part = pixels_of(data, part=(0.0, 0.5, 1.0, 1.0))
    assert (part.width, part.height) == (200, 200)


def test_only_the_first_of_several_pictures_is_decoded():
    started = time.monotonic()
    assert look_at(gif(65_535)).format == "GIF"
    assert time.monotonic() - started < 3
