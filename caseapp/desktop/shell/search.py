"""The field in the top bar: a click, a letter or Enter opens the palette.

It looks like a field and takes no text itself, so that there is one place to type.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint
from caseapp.i18n import Translator


class SearchButton(QPushButton):
    """`asked(str)` with what was typed on it, "" for a click."""

    asked = Signal(str)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._words = ""
        self.setProperty("kind", "search")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(t("Search everything"))
        self.setToolTip(text.tooltip(f"{t('Search everything')} ({text.key_name('Ctrl+K')})"))
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.clicked.connect(lambda: self.asked.emit(""))
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Fewer words, for narrow windows."""
        t = self._t
        self._words = t("Search – any script") if compact else t("Search everything – any script")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, theme.ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(96, theme.ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if typed.strip() and typed.isprintable() and not held:
            self.asked.emit(typed)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit("")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole, direction = QStylePainter(self), self.rect(), self.layoutDirection()
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        t, middle = theme.current(), whole.height() // 2
        glass = QRect(9, middle - icons.MEDIUM // 2, icons.MEDIUM, icons.MEDIUM)
        theme.draw_icon(painter, "search", paint.visual(direction, whole, glass), t.ink2)
        size = paint.key_size("Ctrl+K")
        end = whole.width() - 8
        if whole.width() > 240:
            key = QRect(QPoint(end - size.width(), middle - size.height() // 2), size)
            paint.draw_key(painter, paint.visual(direction, whole, key), "Ctrl+K")
            end = key.left() - 8
        words = QRect(33, 0, end - 33, whole.height())
        paint.draw_text(
            painter, paint.visual(direction, whole, words), self._words, theme.font(), t.ink3,
            paint.leading(direction),
        )  # fmt: skip
