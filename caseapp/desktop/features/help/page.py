"""Shows one page of the help: its blocks as plain labels, so that no text can be markup."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.help.pages import Blocks
from caseapp.desktop.widgets import KeyHint, Label, Mark
from caseapp.i18n import Translator

_WIDEST = 680
Keys = Sequence[tuple[str, str]]


class PageArea(QScrollArea):
    """One page at a time; arrows and Page keys scroll it."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)

    def show_blocks(self, title: str, blocks: Blocks) -> None:
        """A page of text."""
        column = self._start(title)
        step = 0
        for kind, message in blocks:
            step = step + 1 if kind == "1" else 0
            column.addWidget(self._block(kind, self._t(message), step))
        column.addStretch(1)

    def show_keys(self, title: str, groups: Sequence[tuple[str, Keys]]) -> None:
        """Keys and what they do, group by group."""
        column = self._start(title)
        for heading, keys in groups:
            if not keys:
                continue
            column.addSpacing(theme.GRID)
            column.addWidget(Label(heading, "lead", wrap=True))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.COLUMN_MARGIN)
            grid.setVerticalSpacing(6)
            for row, (key, words) in enumerate(keys):
                grid.addWidget(KeyHint(key), row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Label(words, wrap=True), row, 1)
            grid.setColumnMinimumWidth(0, 112)
            grid.setColumnStretch(1, 1)
            column.addLayout(grid)
        column.addStretch(1)

    def _start(self, title: str) -> QVBoxLayout:
        content, inner = QWidget(), QWidget()
        content.setAutoFillBackground(False)
        row = QHBoxLayout(content)
        row.setContentsMargins(theme.PAGE_MARGIN, theme.COLUMN_MARGIN, theme.PAGE_MARGIN, 24)
        inner.setMaximumWidth(_WIDEST)
        row.addWidget(inner, 10)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(Label(title, "title", wrap=True))
        self.setAccessibleName(title)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        return column

    @staticmethod
    def _block(kind: str, words: str, step: int) -> QWidget:
        if kind == "h":
            return Label(words, "lead", wrap=True)
        if kind == "p":
            return Label(words, wrap=True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GRID)
        top = Qt.AlignmentFlag.AlignTop
        if kind == "1":
            number = Label(f"{step}.", "strong", tabular=True)
            number.setFixedWidth(20)
            row.addWidget(number, 0, top)
        elif kind == "!":
            row.addWidget(Mark("triangle-alert", "warn"), 0, top)
        else:
            row.addWidget(Mark("dot", "ink2"), 0, top)
        row.addWidget(Label(words, wrap=True), 1)
        return holder
