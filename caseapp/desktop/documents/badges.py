"""How a mark is drawn: its number beside an icon that says what it bears on.

One drawing function for the margin of a text, the edge of a page, the box on a picture
and the bar of a recording.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from caseapp.desktop import theme
from caseapp.desktop.documents.passage import PassageMark

HEIGHT = 18
_ICON, _GAP, _MARGIN = 13, 3, 4
_LOOKS = {"supports": ("check", "ok"), "contradicts": ("x", "danger")}


def look_of(mark: PassageMark) -> tuple[str, str]:
    """Icon and tone of a mark."""
    return _LOOKS.get(mark.bearing, ("quote", "quiet"))


def _font() -> QFont:
    return theme.font(theme.CAPTION, theme.SEMIBOLD)


def size(mark: PassageMark) -> QSize:
    """How large the badge of `mark` is."""
    wide = QFontMetrics(_font()).horizontalAdvance(str(mark.number or ""))
    return QSize(2 * _MARGIN + _ICON + (_GAP + wide if mark.number else 0), HEIGHT)


def draw(
    painter: QPainter,
    rect: QRect,
    mark: PassageMark,
    direction: Qt.LayoutDirection,
    *,
    raised: bool = False,
) -> None:
    """Icon, then number, from the leading edge of `rect`; `raised` sets it on its tint."""
    icon, tone = look_of(mark)
    ink, tint = theme.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if raised or mark.current:
        painter.setPen(QPen(QColor(ink), 1.5 if mark.current else 1))
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)
    right = direction == Qt.LayoutDirection.RightToLeft
    middle = rect.center().y()
    left = rect.right() - _MARGIN - _ICON + 1 if right else rect.left() + _MARGIN
    theme.draw_icon(painter, icon, QRect(left, middle - _ICON // 2, _ICON, _ICON), ink)
    if mark.number:
        painter.setFont(_font())
        painter.setPen(QColor(ink))
        if right:
            place = QRect(rect.left() + _MARGIN, rect.top(), left - _GAP - rect.left(), HEIGHT)
        else:
            place = QRect(left + _ICON + _GAP, rect.top(), rect.right() - left, HEIGHT)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        flags = side | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags), str(mark.number))
    painter.restore()
