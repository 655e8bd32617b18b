"""A person's face and names. Knows bytes and words, never a path and never a record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.widgets import paint

_SEPARATOR = "·"


def initials(name: str) -> str:
    """First letters of the first two words; of a Chinese name its first sign."""
    words = [word for word in name.replace("·", " ").split() if word[0].isalpha()]
    if words and "\u3400" <= words[0][0] <= "\u9fff":
        return words[0][0]
    if words and text.is_right_to_left(words[0]):
        return words[0][0]
    return "".join(word[0] for word in words[:2]).upper()


def draw_photo(
    painter: QPainter, rect: QRect, image: QImage | None, letters: str, tone: str = "quiet"
) -> None:
    """A portrait filling `rect`, cropped to its middle; without one, initials on a tint."""
    round_one = rect.width() < 56
    radius = rect.width() / 2 if round_one else theme.RADIUS_CONTROL
    path = QPainterPath()
    path.addRoundedRect(QRectF(rect), radius, radius)
    ink, tint = theme.tone(tone)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.fillPath(path, QColor(tint))
    if image is None or image.isNull():
        size = max(theme.CAPTION, round(rect.height() * 0.25))
        paint.draw_text(
            painter, rect, letters, theme.font(size, theme.MEDIUM), ink,
            Qt.AlignmentFlag.AlignCenter,
        )  # fmt: skip
        return
    scale = max(rect.width() / image.width(), rect.height() / image.height())
    width, height = rect.width() / scale, rect.height() / scale
    source = QRectF((image.width() - width) / 2, (image.height() - height) / 3, width, height)
    painter.save()
    painter.setClipPath(path)
    painter.drawImage(QRectF(rect), image, source)
    painter.restore()


class PhotoFrame(QWidget):
    """A portrait or initials; small ones (under 56 px) are round."""

    def __init__(self, size: QSize, tone: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size)
        self._tone = tone
        self._image: QImage | None = None
        self._letters = ""

    def show_person(self, name: str, image: QImage | None, description: str) -> None:
        """`description` is what a screen reader says, for example "Photo of …"."""
        self._image, self._letters = image, initials(name)
        self.setAccessibleName(description)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_photo(QPainter(self), self.rect(), self._image, self._letters, self._tone)


class PersonNames(QWidget):
    """Names in several scripts on one line, each in its own direction.

    What finds no room is counted at the end ("+ 3") and told whole in the tooltip; only a
    single name that is wider than the line is cut with "…".
    """

    def __init__(self, role: str = "second", parent: QWidget | None = None) -> None:
        """`role` is "second" for further spellings, "lead" or "title" for main names."""
        super().__init__(parent)
        size = {"lead": theme.LEAD, "title": theme.TITLE}.get(role, theme.BODY)
        self._font = theme.font(size, theme.REGULAR if role == "second" else theme.SEMIBOLD)
        self._colour = "ink2" if role == "second" else "ink"
        self._names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_names(self, names: Sequence[str]) -> None:
        """`names` in the order of showing; behind them stands how many found no room ("+ 3")."""
        self._names = tuple(names)
        self.setAccessibleName(", ".join(self._names))
        self.setToolTip(text.tooltip("\n".join(self._names)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._pieces(len(self._names))), self._font.pixelSize() + 15)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())

    def shown_names(self) -> tuple[str, ...]:
        """The names for which there is room."""
        count = len(self._names)
        while count > 1 and self._width(self._pieces(count)) > self.width():
            count -= 1
        return self._names[:count]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, direction, whole = QPainter(self), self.layoutDirection(), self.rect()
        x = 0
        for index, words in enumerate(self._pieces(len(self.shown_names()))):
            if index:
                box = QRect(x, 0, 20, whole.height())
                paint.draw_text(
                    painter, paint.visual(direction, whole, box), _SEPARATOR, self._font,
                    theme.current().ink3, Qt.AlignmentFlag.AlignCenter,
                )  # fmt: skip
                x += 20
            width = min(paint.text_width(words, self._font) + 1, whole.width() - x)
            box = QRect(x, 0, width, whole.height())
            paint.draw_text(
                painter, paint.visual(direction, whole, box), words, self._font,
                getattr(theme.current(), self._colour), paint.leading(direction),
            )  # fmt: skip
            x += width

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def _pieces(self, count: int) -> list[str]:
        hidden = len(self._names) - count
        return [*self._names[:count], *([f"+ {hidden}"] if hidden else [])]

    def _width(self, pieces: list[str]) -> int:
        words = sum(paint.text_width(piece, self._font) + 1 for piece in pieces)
        return words + 20 * max(0, len(pieces) - 1)
