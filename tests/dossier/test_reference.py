"""Reference copies in every language: the same content gives the same words on the same pages."""

from __future__ import annotations

import hashlib

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.dossier.make_reference import (
    COPIES,
    FOLDER,
    drawn,
    pictures,
    stored,
    strip,
    texts,
)

ALIKE = 3.0
"""Mean difference of grey values, 0 to 255, over one page: another rounding of the drawing
stays far below it, a line that moved does not."""


@pytest.fixture(scope="module", params=sorted(COPIES))
def reference(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    frozen, images = stored(request.param)
    return request.param, drawn(frozen, images)


def test_each_page_says_what_it_said(reference: tuple[str, bytes]) -> None:
    name, pdf = reference
    kept = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert texts(pdf) == kept


def test_each_page_looks_as_it_looked(reference: tuple[str, bytes]) -> None:
    name, pdf = reference
    pages = pictures(pdf)
    now = strip(pages)
    with Image.open(FOLDER / f"{name}.png") as picture:
        then = picture.convert("L")
    assert now.size == then.size
    wide = now.width // len(pages)
    for number in range(len(pages)):
        box = (number * wide, 0, (number + 1) * wide, now.height)
        unlike = ImageStat.Stat(ImageChops.difference(now.crop(box), then.crop(box))).mean[0]
        assert unlike < ALIKE, f"page {number + 1}"


def test_drawing_it_twice_gives_the_same_bytes(reference: tuple[str, bytes]) -> None:
    name, pdf = reference
    assert hashlib.sha256(drawn(*stored(name))).digest() == hashlib.sha256(pdf).digest()
