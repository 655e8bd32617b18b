"""Buttons that lead somewhere: icon, word, count. For the sidebar and for section rails."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.buttons import Button

_COMPACT = QSize(64, 40)


class NavButton(Button):
    """Checked while one is there. `short` stands under the icon when compact."""

    KIND = "nav"

    def __init__(
        self, words: str, *, icon: str = "", short: str = "", key: str = "",
        tip: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(words, icon=icon, tip=tip, parent=parent)
        self._live(key)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._short = short or words
        self._count = self._tone = ""
        self._compact = False

    def _live(self, key: str) -> None:
        """The key works and stands in the tooltip; inside the button it would be noise."""
        if key:
            QShortcut(QKeySequence(key), self, self.click)
            self.setToolTip(text.tooltip(f"{self.text()} ({text.key_name(key)})"))

    def set_count(self, count: str, tone: str = "") -> None:
        """A number at the end of the line, "" for none; on the tint of `tone` if it is named."""
        self._count, self._tone = count, tone
        self.setAccessibleDescription(count)
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Icon above a short word, for narrow windows."""
        self._compact = compact
        self.setMinimumHeight(_COMPACT.height() if compact else 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if not self._compact:
            return super().sizeHint()
        width = paint.text_width(self._below(), theme.font(theme.CAPTION, theme.MEDIUM)) + 8
        return QSize(max(_COMPACT.width(), width), _COMPACT.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._compact else QSize(48, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        colour = self._colour(bool(option.state & QStyle.StateFlag.State_MouseOver))
        if self._compact:
            self._draw_compact(painter, colour)
            return
        self._draw_content(painter, colour)
        if self._count and self._tone:
            size = paint.chip_size(self._count, "")
            box = QRect(QPoint(0, (self.height() - size.height()) // 2), size)
            box.moveRight(self.width() - 9)
            box = paint.visual(self.layoutDirection(), self.rect(), box)
            paint.draw_chip(painter, box, self._count, "", self._tone, self.layoutDirection())
        elif self._count:
            box = self.rect().adjusted(8, 0, -8, 0)
            paint.draw_text(
                painter, box, self._count, theme.font(theme.CAPTION), theme.current().ink2,
                paint.trailing(self.layoutDirection()),
            )  # fmt: skip

    def _below(self) -> str:
        """The word under the icon: "Review 5"."""
        return f"{self._short} {self._count}" if self._count and self._tone else self._short

    def _draw_compact(self, painter: QStylePainter, colour: str) -> None:
        size = icons.MEDIUM
        box = QRect((self.width() - size) // 2, 5, size, size)
        theme.draw_icon(painter, self._icon, box, colour)
        weight = theme.MEDIUM if self.isChecked() else theme.REGULAR
        paint.draw_text(
            painter, QRect(2, 22, self.width() - 4, 16), self._below(),
            theme.font(theme.CAPTION, weight), colour, Qt.AlignmentFlag.AlignCenter,
        )  # fmt: skip
