"""Draws the placeholder portraits of the sample's fictitious persons.

Each is a bust engraved in horizontal lines, with the word "sample" in four scripts on it,
so that nobody can take it for a photograph. One file carries a position, a camera and a
comment in its metadata on purpose: tests prove that none of it reaches paper.

Run from the repository: `.venv/bin/python packaging/portraits.py`. Knows no record.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL.Image import Exif
from PIL.TiffImagePlugin import IFDRational
from portrait_bust import HEIGHT, SCALE, WIDTH, Look, draw_bust

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "sample" / "photos"
FONT = ROOT / "resources" / "fonts" / "noto-sans" / "NotoSans_700Bold.ttf"
FONT_SC = ROOT / "resources" / "fonts" / "noto-sans-sc" / "NotoSansSC_400Regular.ttf"
FONT_ARAB = ROOT / "resources" / "fonts" / "scheherazade-new" / "ScheherazadeNew_700Bold.ttf"

PERIOD = 8
"""Pixels from one line of the engraving to the next."""

BAND = 58
"""Height of the band with the word "sample"."""

LOOKS = (
    Look("asqar", jaw=1.08, shoulders=1.06, hair="short", collar="shirt"),
    Look("aigul", head=0.95, jaw=0.9, shoulders=0.88, hair="bob", collar="round", cloth_tone=118,
         backdrop="window"),
    Look("baqytjan", head=1.04, jaw=1.18, shoulders=1.1, hair="receding", collar="coat",
         beard="moustache", hair_tone=96, backdrop="plain"),
    Look("murat", jaw=1.02, shoulders=1.02, cover="cap", collar="jacket", glasses=True,
         cloth_tone=70, backdrop="corner"),
    Look("gulnar", head=0.96, jaw=0.92, shoulders=0.9, hair="long", collar="blouse",
         glasses=True, cloth_tone=132, backdrop="plain"),
    Look("daulet", head=0.98, jaw=0.96, shoulders=0.98, hair="crop", collar="hood",
         cloth_tone=104, backdrop="window"),
    Look("erlan", jaw=1.05, shoulders=1.08, hair="parted", collar="suit", cloth_tone=46,
         backdrop="plain"),
    Look("zeinep", head=0.97, jaw=1.0, shoulders=0.94, cover="kimeshek", collar="coat",
         glasses=True, cloth_tone=92, backdrop="curtain"),
    Look("qairat", head=1.0, jaw=0.98, shoulders=1.0, cover="taqiya", collar="chapan",
         beard="goatee", cloth_tone=78, backdrop="window"),
    Look("nurgul", head=0.98, jaw=0.98, shoulders=0.94, cover="scarf", collar="round",
         cloth_tone=110, backdrop="plain"),
    Look("saule", head=0.97, jaw=1.02, shoulders=0.95, hair="bun", collar="blouse",
         hair_tone=120, cloth_tone=60, backdrop="corner"),
    Look("tursyn", head=0.99, jaw=1.0, shoulders=0.96, cover="tymaq", collar="chapan",
         beard="full", hair_tone=188, cloth_tone=96, backdrop="plain"),
)  # fmt: skip


def engrave(tones: Image.Image) -> Image.Image:
    """Horizontal lines, the thicker the darker the tone, on white."""
    period = PERIOD * SCALE
    column = Image.new("L", (1, tones.height))
    for y in range(tones.height):
        column.putpixel((0, y), round(abs(y % period - period / 2) / (period / 2) * 250))
    pattern = column.resize(tones.size, Image.Resampling.NEAREST)
    lines = ImageChops.subtract(tones, pattern).point(lambda value: 255 if value else 0)
    return lines.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def letter(picture: Image.Image) -> None:
    """Write "sample" on a white band at the foot, in four scripts."""
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, HEIGHT - BAND, WIDTH, HEIGHT), fill=255)
    pen.line((0, HEIGHT - BAND, WIDTH, HEIGHT - BAND), fill=0, width=3)
    words = ((FONT, 30, "SAMPLE"), (FONT, 30, "ҮЛГІ"), (FONT_ARAB, 38, "ۇلگى"),
             (FONT_SC, 32, "样本"), (FONT, 30, "ОБРАЗЕЦ"))  # fmt: skip
    fonts = [ImageFont.truetype(face, size) for face, size, _ in words]
    widths = [font.getlength(word) for font, (_, _, word) in zip(fonts, words, strict=True)]
    gap = (WIDTH - sum(widths)) / (len(words) + 1)
    x = gap
    for font, width, (_, _, word) in zip(fonts, widths, words, strict=True):
        pen.text((x, HEIGHT - BAND / 2), word, font=font, fill=0, anchor="lm")
        x += width + gap


def telling_metadata() -> Exif:
    """What a telephone writes into a picture: camera, moment, owner, position."""
    exif = Image.Exif()
    exif[0x010E] = "SAMPLE-DESCRIPTION sent by Kulpash Synaqova"
    exif[0x010F] = "SAMPLE-MAKER"
    exif[0x0110] = "SAMPLE-TELEPHONE"
    exif[0x0132] = "2014:07:20 18:41:00"
    exif[0x013B] = "SAMPLE-ARTIST"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (IFDRational(46), IFDRational(31), IFDRational(12))
    gps[3], gps[4] = "E", (IFDRational(83), IFDRational(38), IFDRational(24))
    return exif


def draw(look: Look) -> Path:
    """Draw one portrait into the folder of the sample; returns its path."""
    picture = engrave(draw_bust(look))
    letter(picture)
    path = FOLDER / f"{look.name}.jpg"
    if look.name == "baqytjan":
        picture.save(path, quality=82, optimize=True, exif=telling_metadata(),
                     comment=b"SAMPLE-COMMENT taken at home in Emin county")  # fmt: skip
    else:
        picture.save(path, quality=82, optimize=True)
    return path


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        print(draw(look))


if __name__ == "__main__":
    main()
