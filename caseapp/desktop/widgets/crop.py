"""A picture with a frame over it: the part that is to be cut out.

The frame keeps the proportions of a portrait, stays inside the picture, and obeys pointer and
keyboard alike. Knows pixels, no file and no record.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import paint
from caseapp.i18n import Translator

PORTRAIT = 35 / 45
"""Width to height of a printed portrait."""
_LEAST, _STEP, _GROW = 0.06, 0.02, 1.08
"""The smallest frame as a share of the picture's shorter side; one press of an arrow; of +."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as shares of the picture's width and height."""


class CropFrame(QWidget):
    """`changed()` when the frame was moved. Arrows move it, + and − make it larger and smaller."""

    changed = Signal()

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._frame = QRectF()
        self._held: tuple[QPointF, QRectF] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(t("The part of the picture to keep"))
        self.setAccessibleDescription(t("Arrows move the frame, + and − change its size."))
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_picture(self, image: QImage) -> None:
        """Another picture, with the largest frame that fits, above the middle as faces are."""
        self._image = image
        whole = QSize(image.width(), image.height())
        width = min(whole.width(), whole.height() * PORTRAIT)
        height = width / PORTRAIT
        left, top = (whole.width() - width) / 2, (whole.height() - height) / 3
        self._set(QRectF(left, top, width, height))

    def box(self) -> Box:
        """The frame as shares of the picture."""
        assert self._image is not None
        width, height = self._image.width(), self._image.height()
        f = self._frame
        return f.left() / width, f.top() / height, f.right() / width, f.bottom() / height

    def sizeHint(self) -> QSize:
        return QSize(360, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 160)

    # -- the frame ---------------------------------------------------------------------------
    def _set(self, frame: QRectF) -> None:
        """Take another frame, as far as it lies inside the picture."""
        if self._image is None:
            return
        across, down = self._image.width(), self._image.height()
        most = min(across, down * PORTRAIT)
        width = min(max(frame.width(), min(across, down) * _LEAST), most)
        height = width / PORTRAIT
        left = min(max(frame.center().x() - width / 2, 0.0), across - width)
        top = min(max(frame.center().y() - height / 2, 0.0), down - height)
        self._frame = QRectF(left, top, width, height)
        self.changed.emit()
        self.update()

    def _grow(self, factor: float) -> None:
        f = self._frame
        middle = f.center()
        width, height = f.width() * factor, f.height() * factor
        self._set(QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._frame.width() * _STEP * (5 if event.modifiers() else 1)
        moves = {
            Qt.Key.Key_Left: (-step, 0.0), Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step), Qt.Key.Key_Down: (0.0, step),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in moves:
            self._set(self._frame.translated(*moves[key]))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._grow(_GROW)
        elif key == Qt.Key.Key_Minus:
            self._grow(1 / _GROW)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._grow(_GROW if event.angleDelta().y() > 0 else 1 / _GROW)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.position(), QRectF(self._frame)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            start, frame = self._held
            by = (event.position() - start) / self._scale()
            self._set(frame.translated(by.x(), by.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    # -- drawing -----------------------------------------------------------------------------
    def _scale(self) -> float:
        assert self._image is not None
        return min(self.width() / self._image.width(), self.height() / self._image.height())

    def _shown(self) -> QRectF:
        """Where the picture stands in the widget. A picture is not mirrored."""
        assert self._image is not None
        scale = self._scale()
        width, height = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        shown, scale = self._shown(), self._scale()
        painter.drawImage(shown, self._image)
        frame = QRectF(
            shown.left() + self._frame.left() * scale, shown.top() + self._frame.top() * scale,
            self._frame.width() * scale, self._frame.height() * scale,
        )  # fmt: skip
        around, inside = QPainterPath(), QPainterPath()
        around.addRect(shown)
        inside.addRect(frame)
        shade = QColor(theme.current().ink)
        shade.setAlphaF(0.55)
        painter.fillPath(around.subtracted(inside), shade)
        painter.setPen(QPen(QColor(theme.current().surface), 3))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor(theme.current().accent), 1.5))
        painter.drawRect(frame)
        if self.hasFocus():
            paint.draw_focus(painter, self.rect())
