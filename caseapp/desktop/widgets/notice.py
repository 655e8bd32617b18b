"""One notice as a line: mark, bold text, detail, what to do, and a way to close it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import paint
from caseapp.desktop.widgets.buttons import IconButton, LinkButton
from caseapp.desktop.widgets.chips import Mark
from caseapp.desktop.widgets.frames import Surface
from caseapp.desktop.widgets.label import Label

_ICONS = {"danger": "circle-alert", "warn": "triangle-alert", "info": "info", "ok": "circle-check"}

_LEAST_DETAIL = 240
"""Logical pixels that a detail needs beside the text; with less it stands below."""


class _Words(QWidget):
    """A text and its detail: one line where there is room, else one below the other, whole."""

    def __init__(self, text: str, detail: str) -> None:
        super().__init__()
        self._text, self._detail = Label(text, "heading"), Label(detail, wrap=True)
        self._text.setMinimumWidth(1)
        self._wanted = paint.text_width(text, self._text.font()) + theme.GRID + min(
            paint.text_width(detail, self._detail.font()), _LEAST_DETAIL
        )  # fmt: skip
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._text)
        self._row.addWidget(self._detail, 1)
        self._stack(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < self._wanted
        if stacked != self._text.wordWrap():
            self._stack(stacked)

    def _stack(self, stacked: bool) -> None:
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if stacked else way.LeftToRight)
        self._row.setSpacing(0 if stacked else theme.GRID)
        self._text.setWordWrap(stacked)


class NoticeLine(Surface):
    """A line on the tint of `tone` ("danger", "warn", "info", "ok")."""

    def __init__(
        self,
        text: str,
        detail: str = "",
        *,
        tone: str = "info",
        action: tuple[str, Callable[[], None]] | None = None,
        close: tuple[str, Callable[[], None]] | None = None,
        also: tuple[str, Callable[[], None]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`action`, `also` and `close` are (word, what it does); without `close` it stands."""
        super().__init__(tone, parent)
        self.setAccessibleName(f"{text} {detail}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAGE_MARGIN, 4, theme.PAGE_MARGIN, 4)
        row.setSpacing(theme.GRID)
        row.addWidget(Mark(_ICONS[tone], tone))
        words = _Words(text, detail) if detail else Label(text, "heading", wrap=True)
        row.addWidget(words, 1)
        for offered in (also, action):
            if offered is not None:
                row.addWidget(LinkButton(offered[0], on_click=offered[1]))
        if close is not None:
            row.addWidget(IconButton("x", close[0], on_click=close[1]))
        self.setMinimumHeight(40)
