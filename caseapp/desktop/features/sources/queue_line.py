"""One file of the queue: its name, how it stands, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from caseapp.desktop import icons, text
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import Label, LinkButton, Mark, QuietButton

HEIGHT = 28
_NAME, _NARROW = 240, 800
"""Logical pixels: the widest name, and the width below which buttons are icons alone."""


class QueueLine(QWidget):
    """`is_over` once nothing more happens to the file by itself."""

    def __init__(self, name: str, words: SourceWords) -> None:
        super().__init__()
        self.name = name
        self.is_over = self.is_kept = False
        self._offers: list[tuple[QuietButton, str]] = []
        self._mark = Mark("clock", "ink2", icons.SMALL)
        self._name = Label(text.file_name(name), "strong", elide=True)
        self._said = Label(words.t("waiting"), "second", elide=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._mark)
        self._row.addWidget(self._name)
        self._row.addWidget(self._said, 1)
        self.setFixedHeight(HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said of all files begins at the same place."""
        super().resizeEvent(event)
        self._name.setFixedWidth(min(_NAME, self.width() // 4))
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, what is said counts more than the words of buttons."""
        for button, words in self._offers:
            button.setText("" if self.width() < _NARROW else words)
            button.setAccessibleName(words)

    def say(self, words: str, icon: str, colour: str, *, over: bool = True) -> None:
        """How the file stands now."""
        self._said.setText(words)
        self._mark.set(icon, colour)
        self.is_over = over
        self.setAccessibleName(f"{self.name}: {words}")

    def said(self) -> str:
        return self._said.text()

    def offer(self, name: str, words: str, icon: str, act: Callable[[], None], tip: str = "",
              ) -> QuietButton:  # fmt: skip
        """Something that can be done with one click; `name` is for finding it."""
        tip = f"{words}\n{tip}" if tip else words
        button = QuietButton(words, icon=icon, small=True, on_click=act, tip=tip)
        button.setObjectName(name)
        self._offers.append((button, words))
        self._fit()
        self._row.addWidget(button)
        return button

    def link(self, words: str, act: Callable[[], None]) -> None:
        """The way to what came of the file."""
        self._row.addWidget(LinkButton(words, small=True, on_click=act))

    def withdraw(self) -> None:
        """Take back what was offered; the way to what came of it stays."""
        for button, _words in self._offers:
            button.hide()
