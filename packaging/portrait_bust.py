"""The bust of a placeholder portrait in tones of grey: what `portraits` engraves.

Measures are pixels of the finished picture; the canvas is `SCALE` times larger.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 700, 900
"""Pixels; 35 x 45 mm."""

SCALE = 3
"""Drawn this much larger and reduced, for smooth edges."""

PAPER, FACE, SHADE, CLOTH, HAIR = 236, 214, 168, 84, 52
"""Tones, 0 black to 255 white."""


@dataclass(frozen=True)
class Look:
    """What tells one portrait from the next; sizes are factors of the usual one."""

    name: str
    head: float = 1.0
    jaw: float = 1.0
    shoulders: float = 1.0
    hair: str = "short"
    cover: str = ""
    collar: str = "shirt"
    glasses: bool = False
    beard: str = ""
    hair_tone: int = HAIR
    cloth_tone: int = CLOTH
    backdrop: str = "corner"


class Bust:
    """One portrait being drawn: a canvas of tones and the measures of the head."""

    def __init__(self, look: Look) -> None:
        self.look = look
        size = (WIDTH * SCALE, HEIGHT * SCALE)
        self.tones = Image.new("L", size, PAPER)
        self.draw = ImageDraw.Draw(self.tones)
        self.x = WIDTH / 2
        self.head_w = 272 * look.head
        self.head_h = 358 * look.head
        self.top = 548 - self.head_h
        self.chin = self.top + self.head_h
        self.eyes = self.top + 0.5 * self.head_h

    def at(self, *points: float) -> list[float]:
        """Coordinates of the finished picture on the larger canvas."""
        return [value * SCALE for value in points]

    def ellipse(self, x: float, y: float, w: float, h: float, tone: int) -> None:
        self.draw.ellipse(self.at(x - w / 2, y - h / 2, x + w / 2, y + h / 2), fill=tone)

    def polygon(self, points: list[tuple[float, float]], tone: int) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=tone)

    def mirrored(self, points: list[tuple[float, float]], tone: int) -> None:
        """A polygon given by its right half, offsets from the middle line."""
        right = [(self.x + dx, y) for dx, y in points]
        left = [(self.x - dx, y) for dx, y in reversed(points)]
        self.polygon(right + left, tone)

    def stroke(self, points: list[tuple[float, float]], width: float, tone: int) -> None:
        line = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(line, fill=tone, width=round(width * SCALE), joint="curve")

    def arc(
        self, box: tuple[float, float, float, float], a: int, b: int, tone: int, w: float
    ) -> None:
        """Part of an ellipse's outline, degrees clockwise from three o'clock."""
        self.draw.arc(self.at(*box), a, b, fill=tone, width=round(w * SCALE))


def draw_bust(look: Look) -> Image.Image:
    """The portrait in tones, before it is engraved."""
    bust = Bust(look)
    _backdrop(bust)
    _hair_behind(bust)
    _body(bust)
    _face(bust)
    _hair(bust)
    _beard(bust)
    _features(bust)
    _cover(bust)
    return bust.tones.filter(ImageFilter.GaussianBlur(2.2 * SCALE))


def _backdrop(bust: Bust) -> None:
    if bust.look.backdrop == "corner":
        bust.polygon([(430, 0), (700, 0), (700, 420)], 216)
        bust.polygon([(0, 640), (0, 900), (210, 900)], 214)
    elif bust.look.backdrop == "window":
        bust.polygon([(60, 90), (230, 90), (230, 430), (60, 430)], 250)
        bust.polygon([(470, 90), (640, 90), (640, 430), (470, 430)], 250)
        for x in (145, 555):
            bust.stroke([(x, 90), (x, 430)], 8, 222)
    elif bust.look.backdrop == "curtain":
        for x in range(0, WIDTH, 100):
            bust.polygon([(x, 0), (x + 50, 0), (x + 50, HEIGHT), (x, HEIGHT)], 176)
            bust.polygon([(x + 50, 0), (x + 100, 0), (x + 100, HEIGHT), (x + 50, HEIGHT)], 196)
    else:
        bust.ellipse(350, 400, 640, 760, 246)


def _hair_behind(bust: Bust) -> None:
    x, w, look = bust.x, bust.head_w, bust.look
    if look.hair == "long" and not look.cover:
        bust.ellipse(x, bust.top + 150, w * 1.32, 420, look.hair_tone)
        bust.mirrored([(w * 0.66, bust.top + 150), (w * 0.62, bust.chin + 120),
                       (0, bust.chin + 120), (0, bust.top + 150)], look.hair_tone)  # fmt: skip
    elif look.hair == "bob" and not look.cover:
        bust.ellipse(x, bust.top + 140, w * 1.3, 380, look.hair_tone)
        bust.mirrored([(w * 0.65, bust.top + 140), (w * 0.6, bust.chin + 5), (0, bust.chin + 5),
                       (0, bust.top + 140)], look.hair_tone)  # fmt: skip
    elif look.hair == "bun" and not look.cover:
        bust.ellipse(x, bust.top - 26, w * 0.46, 104, look.hair_tone)


def _body(bust: Bust) -> None:
    look, neck = bust.look, bust.head_w * 0.26 * bust.look.jaw**0.5
    span = 300 * look.shoulders
    low = bust.chin + 120
    bust.mirrored([(neck + 6, bust.chin + 40), (span * 0.62, low), (span, low + 110),
                   (span * 1.1, 960), (0, 960), (0, bust.chin + 40)], look.cloth_tone)  # fmt: skip
    bust.mirrored([(neck, bust.chin - 70), (neck, bust.chin + 62), (neck * 0.4, bust.chin + 96),
                   (0, bust.chin + 100), (0, bust.chin - 70)], SHADE)  # fmt: skip
    _COLLARS[look.collar](bust, neck)


def _shirt(bust: Bust, neck: float) -> None:
    y = bust.chin + 46
    bust.mirrored([(0, y + 62), (neck + 4, y - 8), (neck + 52, y + 44), (26, y + 128)], 206)
    bust.stroke([(bust.x, y + 120), (bust.x, 900)], 4, 44)


def _round(bust: Bust, neck: float) -> None:
    y = bust.chin + 58
    bust.ellipse(bust.x, y, neck * 2 + 74, 116, 178)
    bust.ellipse(bust.x, y - 10, neck * 2 + 30, 96, SHADE)


def _coat(bust: Bust, neck: float) -> None:
    y = bust.chin + 52
    bust.mirrored([(0, y + 80), (neck + 8, y - 22), (neck + 70, y + 36), (64, y + 196),
                   (0, y + 250)], 46)  # fmt: skip
    bust.mirrored([(0, y + 90), (neck - 2, y), (22, y + 150), (0, y + 190)], 200)


def _jacket(bust: Bust, neck: float) -> None:
    y = bust.chin + 44
    bust.mirrored([(0, y + 44), (neck + 10, y - 16), (neck + 34, y + 46), (0, y + 90)], 128)
    for dy in (130, 200, 270):
        bust.ellipse(bust.x, y + dy, 14, 14, 190)


def _blouse(bust: Bust, neck: float) -> None:
    y = bust.chin + 40
    bust.mirrored([(0, y + 150), (neck + 2, y + 4), (neck + 40, y + 26), (30, y + 176)], 212)
    bust.mirrored([(0, y + 130), (neck - 2, y + 6), (0, y + 6)], SHADE)


def _hood(bust: Bust, neck: float) -> None:
    y = bust.chin + 60
    bust.ellipse(bust.x, y + 4, neck * 2 + 150, 130, 70)
    bust.ellipse(bust.x, y - 14, neck * 2 + 36, 96, SHADE)
    for side in (-1, 1):
        bust.stroke([(bust.x + side * 34, y + 60), (bust.x + side * 40, y + 170)], 6, 214)


def _suit(bust: Bust, neck: float) -> None:
    y = bust.chin + 46
    bust.mirrored([(0, y + 240), (neck + 18, y - 10), (neck + 2, y - 14), (0, y + 40)], 226)
    bust.mirrored([(0, y + 40), (18, y + 60), (11, y + 84), (24, y + 210), (0, y + 238)], 96)


def _chapan(bust: Bust, neck: float) -> None:
    y = bust.chin + 44
    bust.mirrored([(0, y + 150), (neck + 6, y - 14), (neck + 38, y - 2), (34, 960), (0, 960)], 190)
    bust.mirrored([(0, y + 130), (neck - 2, y), (0, y)], SHADE)
    for dy in range(60, 300, 48):
        for side in (-1, 1):
            bust.ellipse(bust.x + side * (neck * 0.8 + 2), y + dy + 10, 20, 20, 110)


_COLLARS = {
    "shirt": _shirt, "round": _round, "coat": _coat, "jacket": _jacket, "blouse": _blouse,
    "hood": _hood, "suit": _suit, "chapan": _chapan,
}  # fmt: skip


def _face(bust: Bust) -> None:
    x, w, look = bust.x, bust.head_w, bust.look
    if look.hair not in ("bob", "long"):
        for side in (-1, 1):
            bust.ellipse(x + side * w * 0.49, bust.eyes + 18, 34, 74, SHADE)
    bust.ellipse(x, bust.top + bust.head_h * 0.42, w, bust.head_h * 0.84, FACE)
    bust.ellipse(x, bust.chin - 112, w * 0.86 * look.jaw, 224, FACE)
    shaded = [(0.18, bust.eyes - 10), (0.47, bust.eyes - 40),
              (0.42 * look.jaw, bust.chin - 100), (0.2, bust.chin - 24)]  # fmt: skip
    bust.polygon([(x + part * w, y) for part, y in shaded], 196)


def _hair(bust: Bust) -> None:
    look, x, w, top = bust.look, bust.x, bust.head_w, bust.top
    if look.cover:
        return
    tone = look.hair_tone
    depth = {"crop": 88, "receding": 52, "short": 104, "parted": 100}.get(look.hair, 112)
    cap = Image.new("L", bust.tones.size, 0)
    pen = ImageDraw.Draw(cap)
    pen.ellipse(bust.at(x - w * 0.54, top - 24, x + w * 0.54, top + 250), fill=255)
    brow = top + depth
    pen.ellipse(bust.at(x - w * 0.46, brow - 20, x + w * 0.46, brow + 330), fill=0)
    if look.hair in ("bob", "long"):  # the parting
        pen.polygon(bust.at(x - w * 0.12, brow + 26, x, top + 14, x + w * 0.12, brow + 26), fill=0)
    if look.hair == "parted":  # a lock to one side
        lock = bust.at(x - w * 0.34, brow + 30, x - w * 0.16, top + 18, x + w * 0.3, brow + 26)
        pen.polygon(lock, fill=255)
    bust.tones.paste(tone, mask=cap)


def _beard(bust: Bust) -> None:
    look, x = bust.look, bust.x
    mouth = bust.chin - 78
    if look.beard in ("moustache", "goatee", "full"):
        bust.mirrored([(0, mouth - 22), (46, mouth - 12), (58, mouth + 6), (20, mouth - 4),
                       (0, mouth - 6)], look.hair_tone)  # fmt: skip
    if look.beard == "goatee":
        bust.ellipse(x, bust.chin - 20, 70, 76, look.hair_tone)
    if look.beard == "full":
        bust.ellipse(x, bust.chin - 20, bust.head_w * 0.74, 170, look.hair_tone)
        bust.ellipse(x, mouth + 2, 92, 26, FACE - 30)


def _features(bust: Bust) -> None:
    """Eyes, brows, nose and a slight smile: a friendly face and nobody's."""
    x, w, y = bust.x, bust.head_w, bust.eyes
    for side in (-1, 1):
        ex = x + side * w * 0.21
        bust.ellipse(ex, y, 26, 16, 60)
        bust.arc((ex - 38, y - 40, ex + 38, y + 16), 205, 335, 96, 8)
        if bust.look.glasses:
            bust.arc((ex - 46, y - 36, ex + 46, y + 40), 0, 360, 58, 7)
    if bust.look.glasses:
        bust.arc((x - 14, y - 16, x + 14, y + 16), 180, 360, 58, 7)
    bust.stroke([(x + 6, y + 14), (x + 18, y + 66), (x - 6, y + 72)], 7, 160)
    mouth = bust.chin - 78
    bust.arc((x - 44, mouth - 40, x + 44, mouth + 14), 25, 155, 92, 9)


def _cover(bust: Bust) -> None:
    if bust.look.cover:
        _COVERS[bust.look.cover](bust)


def _scarf(bust: Bust) -> None:
    """A scarf tied under the chin."""
    x, w, top, tone = bust.x, bust.head_w, bust.top, 132
    _ring(bust, (w * 1.22, bust.head_h * 1.12, top + bust.head_h * 0.46), (w * 0.86, 310), tone)
    y = bust.chin + 24
    bust.mirrored([(0, y - 14), (54, y - 4), (92, y + 96), (36, y + 74), (0, y + 26)], 112)
    bust.ellipse(x, y + 4, 52, 44, 92)


def _kimeshek(bust: Bust) -> None:
    """The white head-dress of married women, over the shoulders."""
    w, y = bust.head_w, bust.chin
    middle = bust.top + bust.head_h * 0.44
    _ring(bust, (w * 1.26, bust.head_h * 1.2, middle), (w * 0.84, 330), 255)
    bust.mirrored([(0, y - 2), (w * 0.2, y - 14), (w * 0.44, y - 60), (w * 0.66, y + 40),
                   (w * 0.95, y + 170), (w * 0.4, y + 330), (0, y + 370)], 255)  # fmt: skip
    for side in (-1, 1):  # folds, and the seam down the front
        bust.stroke([(bust.x + side * w * 0.3, y + 50), (bust.x + side * w * 0.2, y + 230)], 5, 180)
    bust.stroke([(bust.x, y + 70), (bust.x, y + 360)], 5, 150)


def _ring(
    bust: Bust, outer: tuple[float, float, float], inner: tuple[float, float], tone: int
) -> None:
    """Cloth around a face: an ellipse with an opening."""
    ow, oh, oy = outer
    iw, ih = inner
    cloth = Image.new("L", bust.tones.size, 0)
    pen = ImageDraw.Draw(cloth)
    x, iy = bust.x, bust.chin - ih / 2 - 4
    pen.ellipse(bust.at(x - ow / 2, oy - oh / 2, x + ow / 2, oy + oh / 2), fill=255)
    pen.ellipse(bust.at(x - iw / 2, iy - ih / 2, x + iw / 2, iy + ih / 2), fill=0)
    bust.tones.paste(tone, mask=cloth)


def _cap(bust: Bust) -> None:
    x, w, top = bust.x, bust.head_w, bust.top
    bust.mirrored([(w * 0.53, top + 96), (w * 0.5, top - 6), (w * 0.26, top - 50)], 62)
    bust.ellipse(x, top + 98, w * 1.16, 58, 40)
    for side in (-1, 1):
        bust.stroke([(x + side * w * 0.5, top + 110), (x + side * w * 0.49, bust.eyes + 6)], 14, 96)


def _taqiya(bust: Bust) -> None:
    x, w, top = bust.x, bust.head_w, bust.top
    bust.mirrored([(w * 0.5, top + 78), (w * 0.44, top - 20), (w * 0.2, top - 44)], 58)
    bust.stroke([(x - w * 0.49, top + 66), (x, top + 80), (x + w * 0.49, top + 66)], 22, 172)
    for dx in (-72, -24, 24, 72):
        bust.polygon([(x + dx, top - 10), (x + dx + 16, top + 14), (x + dx, top + 38),
                      (x + dx - 16, top + 14)], 190)  # fmt: skip
    for side in (-1, 1):
        bust.stroke([(x + side * w * 0.49, top + 80), (x + side * w * 0.48, bust.eyes)], 16, 52)


def _tymaq(bust: Bust) -> None:
    """A winter hat with fur flaps."""
    x, w, top = bust.x, bust.head_w, bust.top
    bust.mirrored([(w * 0.46, top + 40), (w * 0.34, top - 74), (0, top - 112)], 76)
    bust.ellipse(x, top + 50, w * 1.24, 112, 138)
    for side in (-1, 1):
        bust.ellipse(x + side * w * 0.58, bust.eyes + 30, 84, 250, 138)


_COVERS = {
    "scarf": _scarf, "kimeshek": _kimeshek, "cap": _cap, "taqiya": _taqiya, "tymaq": _tymaq,
}  # fmt: skip
