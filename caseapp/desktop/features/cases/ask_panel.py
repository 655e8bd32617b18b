"""A line of the view that asks for one word: the name of a view, a tag for several cases."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from caseapp.desktop.widgets.ask_line import AskLine
from caseapp.i18n import Translator


class AskPanel(AskLine):
    """Emits `wanted(str)` with the word, never an empty one."""

    def __init__(
        self, t: Translator, label: str, button: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(t, label, button, icon=icon, parent=parent)
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.editor.setCompleter(completer)
        self.hide()

    def complete(self, known: Sequence[str]) -> None:
        """Words that what is typed can be completed to."""
        self._known.setStringList(list(known))

    def begin(self, word: str = "", hint: str = "") -> None:
        """Ask, with a word to begin from."""
        self.field.editor.set_value(word)
        self.field.restore()
        self.field.editor.set_value(word)
        self.field.say(hint)
        self.show()
        self.field.editor.selectAll()
        self.field.editor.setFocus()

    def _ask(self) -> None:
        word = " ".join(self.field.text().split())
        if word:
            self.wanted.emit(word)
        else:
            self.field.say(self._t("Type a word first."), "warn")
