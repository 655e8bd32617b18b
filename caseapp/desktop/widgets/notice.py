"""One notice as a line: mark, bold text, detail, what to do, and a way to close it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets.buttons import IconButton, LinkButton
from caseapp.desktop.widgets.chips import Mark
from caseapp.desktop.widgets.frames import Surface
from caseapp.desktop.widgets.label import Label

_ICONS = {"danger": "circle-alert", "warn": "triangle-alert", "info": "info", "ok": "circle-check"}


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
        row.addWidget(Label(text, "heading", wrap=not detail), 0 if detail else 1)
        if detail:
            row.addWidget(Label(detail, wrap=True), 1)
        for offered in (also, action):
            if offered is not None:
                row.addWidget(LinkButton(offered[0], on_click=offered[1]))
        if close is not None:
            row.addWidget(IconButton("x", close[0], on_click=close[1]))
        self.setMinimumHeight(40)
