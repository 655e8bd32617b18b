"""The middle of the builder: letter over check, one copy's settings, particulars, the ways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.appeals.check import CheckSection
from caseapp.desktop.features.appeals.copy_settings import CopySettings
from caseapp.desktop.features.appeals.particulars import Particulars
from caseapp.desktop.features.appeals.ways import WaysSection
from caseapp.desktop.letters.editor import LetterEditor
from caseapp.desktop.widgets import Segments
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.i18n import Translator

PAGES = ("letter", "copy", "particulars", "ways")


class MiddlePane(QWidget):
    """`page_chosen(code)`; `letter_chosen(code)`: the letter of another copy."""

    page_chosen = Signal(str)
    letter_chosen = Signal(str)

    def __init__(
        self, t: Translator, letter: LetterEditor, check: CheckSection, settings: CopySettings,
        particulars: Particulars, ways: WaysSection, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._t, self._letter, self._check = t, letter, check
        self._choices: list[tuple[str, str]] = []
        self.tabs = Segments(
            [
                ("letter", t("Letter")),
                ("copy", t("This copy")),
                ("particulars", t("Particulars")),
                ("ways", t("On its way")),
            ],
            t("Parts"),
        )
        self.tabs.choose("letter")
        self.letters = ChoiceEditor((), self)
        self.letters.setAccessibleName(t("Letter of which copy"))
        self.letters.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.letters.activated.connect(lambda _index: self.letter_chosen.emit(self.letters.value()))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_letter())
        self._stack.addWidget(settings)
        self._stack.addWidget(particulars)
        self._stack.addWidget(ways)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(theme.COLUMN_MARGIN, 0, theme.COLUMN_MARGIN, 0)
        self._row.setSpacing(theme.GRID)
        self._row.addWidget(self.tabs)
        self._row.addStretch(1)
        self._row.addWidget(letter.insert_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self._chosen)

    def _make_letter(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.COLUMN_MARGIN, 2, theme.COLUMN_MARGIN, 6)
        column.setSpacing(theme.GRID)
        column.addWidget(self.letters)
        column.addWidget(self._letter, 5)
        column.addWidget(self._check, 4)
        return page

    def page(self) -> str:
        """Which of `PAGES` is in front."""
        return PAGES[self._stack.currentIndex()]

    def show_page(self, code: str) -> None:
        """Put one of `PAGES` in front."""
        self.tabs.choose(code)
        self._stack.setCurrentIndex(PAGES.index(code))
        self._letter.insert_button.setVisible(code == "letter" and not self._letter.isHidden())
        self.letters.setVisible(len(self._choices) > 1 and not self._letter.isHidden())

    def show_halves(self, *, letter: bool, check: bool) -> None:
        """In a low window the letter or the check alone."""
        self._letter.setVisible(letter)
        self._check.setVisible(check)
        self.show_page(self.page())

    def set_letters(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """The letters of the appeal: code of a copy and what the letter is called."""
        if list(choices) != self._choices:
            self._choices = list(choices)
            self.letters.clear()
            for code, words in choices:
                self.letters.addItem(words, code)
        if any(code == chosen for code, _words in choices):
            self.letters.set_value(chosen)
        self.letters.setVisible(len(self._choices) > 1 and not self._letter.isHidden())

    def _chosen(self, code: str) -> None:
        self.show_page(code)
        self.page_chosen.emit(code)
