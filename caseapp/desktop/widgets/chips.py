"""Small marks with a word: tone is never carried by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.label import Label


class Chip(QWidget):
    """Icon + word on the tint of a tone (one of `theme.TONES`)."""

    def __init__(
        self, words: str, icon: str = "", tone: str = "quiet", *, tip: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(words, icon, tone)
        self.setToolTip(text.tooltip(tip))

    def set(self, words: str, icon: str, tone: str) -> None:
        """Show another word, icon and tone."""
        theme.tone(tone)
        self._words, self._icon, self._tone = words, icon, tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return paint.chip_size(self._words, self._icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.draw_chip(
            painter, self.rect(), self._words, self._icon, self._tone, self.layoutDirection()
        )


class StatusChip(Chip):
    """A status by its stored code, worded by the caller."""

    def __init__(self, code: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, *paint.status_mark(code), parent=parent)

    def set_status(self, code: str, words: str) -> None:
        self.set(words, *paint.status_mark(code))


class KeyHint(QWidget):
    """A word and the key that does it: "next [F8]". Only shows, does nothing."""

    def __init__(self, key: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        if words:
            layout.addWidget(Label(words, "caption"))
        layout.addWidget(_KeyCap(key))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{words} {text.key_name(key)}".strip())


class _KeyCap(QWidget):
    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.setFixedSize(paint.key_size(key))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint.draw_key(QPainter(self), self.rect(), self._key)


class VerificationBars(QWidget):
    """Four rising bars and the word of a verification step, worded by the caller."""

    def __init__(self, code: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(code, words)

    def set(self, code: str, words: str) -> None:
        """One of `paint.VERIFICATION_STEPS`; any other code leaves all bars empty."""
        self._code, self._words = code, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = paint.text_width(self._words, theme.font()) + 9 if self._words else 0
        return QSize(paint.BARS.width() + words, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole, direction = QPainter(self), self.rect(), self.layoutDirection()
        top = (whole.height() - paint.BARS.height()) // 2
        bars = QRect(0, top, paint.BARS.width(), paint.BARS.height())
        paint.draw_bars(painter, paint.visual(direction, whole, bars), self._code, direction)
        words = whole.adjusted(paint.BARS.width() + 8, 0, 0, 0)
        paint.draw_text(
            painter, paint.visual(direction, whole, words), self._words, theme.font(),
            theme.current().ink2, paint.leading(direction),
        )  # fmt: skip


class Mark(QWidget):
    """A bare icon beside a word, hidden from screen readers: the word says it."""

    def __init__(
        self, icon: str, colour: str = "ink2", size: int = 16, parent: QWidget | None = None
    ) -> None:
        """`colour` is a token's name."""
        super().__init__(parent)
        self._icon, self._colour = icon, colour
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set(self, icon: str, colour: str) -> None:
        self._icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = getattr(theme.current(), self._colour)
        theme.draw_icon(QPainter(self), self._icon, self.rect(), colour)
