"""The bar that floats beside a passage that was marked out: what can be done with it.

It never covers the passage: it stands above it, else beneath it, else at the foot of the
document. Esc closes it. Mirrored, it keeps to the other edge of the passage.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import IconButton, PrimaryButton, QuietButton, Surface
from caseapp.domain.vocabulary import Bearing
from caseapp.i18n import Translator

_GAP = 10
_EDGE = 8


class SelectionBar(Surface):
    """`excerpt_asked(Bearing | None)`, `names_asked()`, `copy_asked()`."""

    excerpt_asked = Signal(object)
    names_asked = Signal()
    copy_asked = Signal()

    def __init__(self, t: Translator, parent: QWidget) -> None:
        super().__init__("panel", parent)
        self.setAccessibleName(t("What to do with the passage"))
        self.excerpt = PrimaryButton(
            t("Excerpt"), icon="quote", key="E",
            on_click=lambda: self.excerpt_asked.emit(None),
        )  # fmt: skip
        self.supports = QuietButton(
            t("Supports"), icon="check", key="S",
            on_click=lambda: self.excerpt_asked.emit(Bearing.SUPPORTS),
        )  # fmt: skip
        self.contradicts = QuietButton(
            t("Contradicts"), icon="x", key="C",
            on_click=lambda: self.excerpt_asked.emit(Bearing.CONTRADICTS),
        )  # fmt: skip
        self.names = QuietButton(
            t("Names"), icon="list-plus", key="L", tip=t("Open cases for these names"),
            on_click=self.names_asked.emit,
        )  # fmt: skip
        self.copy = QuietButton(t("Copy"), on_click=self.copy_asked.emit)
        self.copy_small = IconButton("copy", t("Copy"), on_click=self.copy_asked.emit)
        self.copy_small.hide()
        self._words = True
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(4)
        for button in self.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the passage its focus
            row.addWidget(button)
        shadow = QGraphicsDropShadowEffect(self)
        colour = QColor(theme.current().shadow)
        colour.setAlphaF(0.25)
        shadow.setColor(colour)
        shadow.setBlurRadius(16)
        shadow.setOffset(0, 3)
        self.setGraphicsEffect(shadow)
        self.hide()

    def buttons(self) -> tuple[QuietButton | PrimaryButton, ...]:
        copies = (self.copy, self.copy_small)
        return self.excerpt, self.supports, self.contradicts, self.names, *copies

    def offer(self, *, words: bool) -> None:
        """What makes sense for a passage with words, or for a framed part of a picture."""
        self._words = words
        self.names.setVisible(words)

    def stand_beside(self, passage: QRect, room: QRect) -> None:
        """Show beside `passage`; both in the parent's coordinates.

        `room` is the document: above the passage if there is space in it, else beneath it,
        else under its lower edge, where nothing of the document stands.
        """
        size = self._fitting(room.width() - 2 * _EDGE)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wanted = passage.right() - size.width() + 8 if mirrored else passage.left() - 8
        least, most = room.left() + _EDGE, room.right() - size.width() - _EDGE
        left = max(least, min(wanted, most))
        above = passage.top() - _GAP - size.height()
        below = passage.bottom() + _GAP
        if above >= room.top() + 2:
            top = above
        elif below + size.height() <= room.bottom() - 2:
            top = below
        else:
            top = room.bottom() + 1
        self.setGeometry(QRect(QPoint(left, top), size))
        self.show()
        self.raise_()

    def _fitting(self, width: int) -> QSize:
        """Where there is little room copying is an icon, and then keys are not drawn."""
        for small in (False, True):
            self.copy.setVisible(self._words and not small)
            self.copy_small.setVisible(self._words and small)
            self.layout().activate()
            if self.sizeHint().width() <= width:
                break
        whole = self.sizeHint()
        if whole.width() <= width:
            return whole
        return QSize(max(width, self.minimumSizeHint().width()), whole.height())
