"""A passphrase's input: hidden, with an eye; never committed by being left, never kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from caseapp.desktop import theme


class SecretEdit(QLineEdit):
    """A hidden line; `show_word` and `hide_word` name the eye in the screen's language."""

    def __init__(
        self, name: str, show_word: str, hide_word: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = (show_word, hide_word)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye = QAction(theme.icon("eye"), show_word, self)
        self._eye.triggered.connect(self._turn)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def take(self) -> str:
        """The passphrase, and an empty input: nothing stays behind on the screen."""
        secret = self.text()
        self.clear()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._tell()
        return secret

    def show_typed(self) -> None:
        """Show what stands in it, as the eye does: for a passphrase to be written down."""
        self.setEchoMode(QLineEdit.EchoMode.Normal)
        self._tell()

    def _turn(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._tell()

    def _tell(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self._eye.setIcon(theme.icon("eye" if hidden else "eye-off"))
        self._eye.setText(self._words[0] if hidden else self._words[1])
