"""The only label for data: plain text always, each name in its own direction.

A QLabel left to itself takes text for HTML when it looks so and loads the pictures that
it names, and it moves an Arabic-script name to the other side of its card.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from caseapp.desktop import text as texts
from caseapp.desktop import theme
from caseapp.desktop.widgets import paint

ROLES: dict[str, tuple[int, QFont.Weight]] = {
    "": (theme.BODY, theme.REGULAR),
    "title": (theme.TITLE, theme.SEMIBOLD),
    "lead": (theme.LEAD, theme.SEMIBOLD),
    "heading": (theme.BODY, theme.SEMIBOLD),
    "strong": (theme.BODY, theme.MEDIUM),
    "second": (theme.BODY, theme.REGULAR),
    "muted": (theme.BODY, theme.REGULAR),
    "label": (theme.BODY, theme.REGULAR),
    "caption": (theme.CAPTION, theme.REGULAR),
    "accent": (theme.BODY, theme.MEDIUM),
    "error": (theme.CAPTION, theme.REGULAR),
    "warn": (theme.CAPTION, theme.REGULAR),
}


class Label(QLabel):
    """Plain text in one of `ROLES`.

    One line, drawn with "…" and whole in the tooltip where there is no room; with `elide`
    the layout may take that room away. `wrap`: several lines, cut only far beyond a page.
    `selectable`: text can be marked and copied. `end` aligns to the end of the line instead
    of its start; `tabular` for figures.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        elide: bool = False,
        wrap: bool = False,
        selectable: bool = False,
        end: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._elide = elide
        self._end = end
        self._tabular = tabular
        self._tip = ""
        self._role = role
        self._whole = ""
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self._align()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text` literally."""
        size, weight = ROLES[self._role]
        self.setFont(paint.font_for(text, theme.font(size, weight, tabular=self._tabular)))
        self._whole = text
        most = paint.PAGE_MOST if self.wordWrap() else paint.LINE_MOST
        super().setText(paint.one_line(text, most))
        self._tell_whole()

    def text(self) -> str:
        """All of it, also where less is drawn."""
        return self._whole

    def set_role(self, role: str) -> None:
        """Another of `ROLES`."""
        if role == self._role:
            return
        self._role = role
        theme.restyle(self, role=role)
        self.setText(self.text())

    def set_tip(self, tip: str) -> None:
        """A tooltip; a cut text shows itself whole above it."""
        self._tip = tip
        self._tell_whole()

    def is_cut(self) -> bool:
        """Whether the text is drawn with "…": a line is never clipped in the middle of a letter."""
        if self.wordWrap() or "\n" in self._whole:
            return False
        line = paint.one_line(self._whole)
        return self.fontMetrics().horizontalAdvance(line) > self.contentsRect().width()

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 32), hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        rect = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            paint.one_line(self._whole), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # "…" ends the text
        painter.drawText(rect, int(self.alignment()), shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        direction = self.layoutDirection()
        self.setAlignment(paint.trailing(direction) if self._end else paint.leading(direction))

    def _tell_whole(self) -> None:
        parts = [paint.one_line(self._whole) if self.is_cut() else "", self._tip]
        self.setToolTip(texts.tooltip("\n".join(part for part in parts if part)))
