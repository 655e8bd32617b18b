"""The bar below the form: what is still to come, the claim slip, the next person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.intake.words import IntakeWords
from caseapp.desktop.widgets import Button, IconButton, Label, Line, PrimaryButton, paint
from caseapp.desktop.widgets.editors import ChoiceEditor
from caseapp.i18n import LANGUAGES
from caseapp.intake.visit import VisitPage

OWN_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша", "zh_Hans": "中文"}
"""The languages of a slip, each as those who read it call it."""
_AROUND = 52
"""Logical pixels of a choice beside its word: margins and the arrow."""


class IntakeFoot(QWidget):
    """`slip_asked()`, `next_asked()`, `discard_asked()`."""

    slip_asked = Signal()
    next_asked = Signal()
    discard_asked = Signal()

    def __init__(self, words: IntakeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._said = Label("", "second", elide=True)
        self.discard = IconButton(
            "trash", t("Discard this intake"), key="Ctrl+D", on_click=self.discard_asked.emit
        )
        self.discard.setObjectName("discard")
        names = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self.languages = ChoiceEditor(names)
        widest = max(paint.text_width(name, theme.font()) for _code, name in names)
        self.languages.setMinimumWidth(widest + _AROUND)
        self.languages.setAccessibleName(t("Language of the claim slip"))
        self.languages.set_value(t.language if t.language in OWN_NAMES else "en")
        self.slip = Button(
            t("Claim slip"), icon="printer", key="Ctrl+P", on_click=self.slip_asked.emit
        )
        self.next = PrimaryButton(
            t("Next person"), icon="arrow-right", key="Ctrl+Return",
            on_click=self.next_asked.emit,
        )  # fmt: skip
        row = QHBoxLayout()
        row.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        row.setSpacing(theme.GRID)
        # What can follow later gives way to the words of the buttons.
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._said, 1)
        for widget in (self.discard, self.languages, self.slip, self.next):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line())
        column.addLayout(row)
        self.show_page(None)

    def language(self) -> str:
        """The language of the slip."""
        return self.languages.value()

    def tab_stops(self) -> list[QWidget]:
        return [self.discard, self.languages, self.slip, self.next]

    def set_compact(self, compact: bool) -> None:
        """In narrow windows there is room for the buttons alone."""
        self._said.setHidden(compact)

    def show_page(self, page: VisitPage | None) -> None:
        """What can follow later; without it an intake is no less complete."""
        t = self._words.t
        self.discard.setEnabled(page is not None and page.own)
        if page is None:
            self._said.setText("")
        elif page.empty:
            self._said.setText(t("Nothing is left here: Ctrl+D takes it away."))
        else:
            waiting = ", ".join(t(words) for words in page.to_come)
            said = t("Still to come: {what}", what=waiting) if waiting else t("Everything is here.")
            self._said.setText(said)
