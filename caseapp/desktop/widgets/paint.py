"""One drawing function for each small mark, shared by widgets and delegates.

All sizes are logical pixels. Directions are explicit: in a mirrored widget QPainter would
swap left and right by itself, so every text is placed with AlignAbsolute.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle

from caseapp.desktop import fonts, icons, text, theme

CHIP_HEIGHT, KEY_HEIGHT = 20, 18
CHIP_TEXT = 12
BARS = QSize(30, 12)

STATUS_MARKS: dict[str, tuple[str, str]] = {
    "sentenced": ("gavel", "danger"),
    "detained": ("lock", "danger"),
    "house_arrest": ("house", "warn"),
    "forced_labour": ("factory", "plum"),
    "under_watch": ("door-open", "info"),
    "released": ("circle-check", "ok"),
    "no_news": ("message-circle-off", "warn"),
    "died": ("flower", "quiet"),
}
"""Icon and tone of a status code; any other code is drawn as unknown."""
UNKNOWN_MARK = ("circle-question-mark", "quiet")

VERIFICATION_STEPS = {
    "unsourced": 0, "reported": 1, "partially_verified": 2, "corroborated": 3, "documented": 4,
}  # fmt: skip
"""How many of four bars are filled."""


def status_mark(code: str) -> tuple[str, str]:
    """Icon name and tone of a status."""
    return STATUS_MARKS.get(code, UNKNOWN_MARK)


def visual(direction: Qt.LayoutDirection, whole: QRect, part: QRect) -> QRect:
    """`part`, laid out for left-to-right, where it belongs in `direction`."""
    return QStyle.visualRect(direction, whole, part)


_MIRRORED = {
    "arrow-left": "arrow-right",
    "arrow-right": "arrow-left",
    "chevron-left": "chevron-right",
    "chevron-right": "chevron-left",
}


def pointing(icon: str, direction: Qt.LayoutDirection) -> str:
    """An arrow that points back or on, turned for `direction`; other icons stay."""
    right = direction == Qt.LayoutDirection.RightToLeft
    return _MIRRORED.get(icon, icon) if right else icon


def leading(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """The absolute side where a line starts, centred in height."""
    right = direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def trailing(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    """The absolute side where a line ends, centred in height."""
    right = direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


LINE_MOST, PAGE_MOST = 2_000, 20_000
"""Letters of a line or a wrapped text that are drawn: a megabyte would take seconds."""


def one_line(words: str, most: int = LINE_MOST) -> str:
    """`words` for a single line: the start of a very long text, then "…"."""
    return words if len(words) <= most else words[:most] + "…"


def font_for(words: str, base: QFont) -> QFont:
    """`base`, or its larger Arabic companion where the text reads from the right."""
    return fonts.arabic(base) if text.is_right_to_left(words) else base


def draw_text(
    painter: QPainter,
    rect: QRect,
    words: str,
    font: QFont,
    colour: str,
    alignment: Qt.AlignmentFlag,
) -> bool:
    """One line of plain text in `rect`, elided when too long; whether it was."""
    words = one_line(words)
    face = font_for(words, font)
    shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(face)
    painter.setPen(QColor(colour))
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(rect, int(alignment) | int(Qt.TextFlag.TextDontClip), shown)
    return shown != words


def text_width(words: str, font: QFont) -> int:
    """Width of one line as `draw_text` draws it."""
    return QFontMetrics(font_for(words, font)).horizontalAdvance(one_line(words))


# -- chip ----------------------------------------------------------------------------------
def chip_font() -> QFont:
    return theme.font(CHIP_TEXT, theme.MEDIUM)


def chip_size(words: str, icon: str, *, filled: bool = True) -> QSize:
    """Size of a chip; an unfilled one (icon and word in a table) has no margins."""
    margin = 8 if filled else 0
    mark = icons.SMALL + 5 if icon else 0
    return QSize(2 * margin + mark + text_width(words, chip_font()) + 1, CHIP_HEIGHT)


def draw_chip(
    painter: QPainter,
    rect: QRect,
    words: str,
    icon: str,
    tone: str,
    direction: Qt.LayoutDirection,
    *,
    filled: bool = True,
) -> None:
    """Icon + word in a tone: on its tint, or bare for tables (then the word is in ink)."""
    ink, tint = theme.tone(tone)
    margin = 8 if filled else 0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if filled:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(QRectF(rect), theme.RADIUS_CHIP, theme.RADIUS_CHIP)
    left = rect.left() + margin
    if icon:
        top = rect.top() + (rect.height() - icons.SMALL) // 2
        box = QRect(left, top, icons.SMALL, icons.SMALL)
        icons.draw(painter, icon, visual(direction, rect, box), ink)
        left += icons.SMALL + 5
    words_box = QRect(left, rect.top(), rect.right() + 1 - margin - left, rect.height())
    font = chip_font() if filled else theme.font()
    colour = ink if filled else theme.current().ink
    draw_text(painter, visual(direction, rect, words_box), words, font, colour, leading(direction))


# -- key -----------------------------------------------------------------------------------
def key_font() -> QFont:
    return theme.font(theme.CAPTION, theme.MEDIUM)


def key_size(key: str) -> QSize:
    return QSize(text_width(text.key_name(key), key_font()) + 12, KEY_HEIGHT)


def draw_key(painter: QPainter, rect: QRect, key: str, *, on_fill: bool = False) -> None:
    """A key cap; `on_fill` draws it for a primary button."""
    t = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if on_fill:
        back = QColor(t.on_fill)
        back.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
    else:
        painter.setPen(QPen(QColor(t.line), 1))
        painter.setBrush(QColor(t.surface))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(key_font())
    # A key is no sentence: in a mirrored window ">" must not become "<".
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    painter.setPen(QColor(t.on_fill if on_fill else t.ink2))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text.key_name(key))


# -- verification ----------------------------------------------------------------------------
def draw_bars(painter: QPainter, rect: QRect, code: str, direction: Qt.LayoutDirection) -> None:
    """Four rising bars, as many filled as the verification step; `rect` is `BARS` large."""
    t = theme.current()
    filled = VERIFICATION_STEPS.get(code, 0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for index in range(4):
        height = 5 + 2 * index
        bar = QRect(rect.left() + index * 8, rect.bottom() + 1 - height, 6, height)
        painter.setBrush(QColor(t.accent if index < filled else t.line))
        painter.drawRoundedRect(QRectF(visual(direction, rect, bar)), 1.5, 1.5)


def draw_focus(painter: QPainter, rect: QRect, radius: float = 4) -> None:
    """The ring around what has the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.current().accent), 2))
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius)
