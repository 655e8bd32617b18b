"""A passphrase's field with its label, what the keyboard does, and what was wrong.

Says before anything fails which letters the keyboard gives and that Caps Lock is on: most
passphrases that "do not work" were typed in the wrong layout.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets import Label, Mark, SecretEdit, paint
from caseapp.domain.names.scripts import Script, script_of
from caseapp.i18n import N_, Translator

_LETTERS = {
    Script.LATN: N_("The keyboard types Latin letters"),
    Script.CYRL: N_("The keyboard types Cyrillic letters"),
    Script.ARAB: N_("The keyboard types Arabic letters"),
    Script.HANS: N_("The keyboard types Chinese characters"),
}


class SecretField(QWidget):
    """`entered()` for Enter, `edited()` with each key."""

    entered = Signal()
    edited = Signal()

    def __init__(self, t: Translator, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self.edit = SecretEdit(label, t("Show what is typed"), t("Hide what is typed"))
        self.edit.setAlignment(paint.leading(self.layoutDirection()))
        self._label = Label(label, "strong")
        self._label.setBuddy(self.edit)
        self._keyboard, self._keyboard_words = (
            Mark("keyboard", "ink2", icons.SMALL),
            Label("", "caption"),
        )
        self._caps = Mark("arrow-big-up", "warn", icons.SMALL)
        self._caps_words = Label(t("Caps Lock is on"), "warn")
        self._trouble_mark = Mark("circle-alert", "danger", icons.SMALL)
        self._trouble = Label("", "error", wrap=True)
        self._lay_out()
        self.setFocusProxy(self.edit)
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self.entered)
        self.edit.textEdited.connect(self._typed)
        self._say_keyboard(None)
        self._say_caps(False)
        self.say("")

    def _lay_out(self) -> None:
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.GRID)
        self.head.addWidget(self._label)
        self.head.addStretch(1)
        notes = QHBoxLayout()
        notes.setSpacing(6)
        notes.addWidget(self._keyboard)
        notes.addWidget(self._keyboard_words)
        notes.addStretch(1)
        notes.addWidget(self._caps)
        notes.addWidget(self._caps_words)
        trouble = QHBoxLayout()
        trouble.setSpacing(6)
        trouble.addWidget(self._trouble_mark, alignment=Qt.AlignmentFlag.AlignTop)
        trouble.addWidget(self._trouble, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self.head)
        column.addWidget(self.edit)
        column.addLayout(notes)
        column.addLayout(trouble)

    def say(self, trouble: str) -> None:
        """What is wrong, beneath the field; "" for nothing."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        self._trouble_mark.setVisible(bool(trouble))
        self.edit.setAccessibleDescription(trouble)
        theme.restyle(self.edit, state="error" if trouble else "")

    def trouble(self) -> str:
        """What `say` said last."""
        return self._trouble.text()

    def caps_lock_is_said(self) -> bool:
        return not self._caps_words.isHidden()

    def keyboard_words(self) -> str:
        """Which letters come, as far as one was typed."""
        return self._keyboard_words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._heed(event)
        return super().eventFilter(watched, event)

    def _heed(self, event: QKeyEvent) -> None:
        """No system tells the state of Caps Lock everywhere; a typed letter does."""
        if event.key() == Qt.Key.Key_CapsLock:
            self._say_caps(not self.caps_lock_is_said())
        letter = event.text()
        if len(letter) != 1 or not letter.isalpha():
            return
        self._say_keyboard(script_of(letter))
        if letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._say_caps(letter.isupper() != shifted)

    def _say_keyboard(self, script: Script | None) -> None:
        self._keyboard_words.setText(self._t(_LETTERS[script]) if script else "")
        self._keyboard.setVisible(script is not None)
        self._keyboard_words.setVisible(script is not None)

    def _say_caps(self, on: bool) -> None:
        self._caps.setVisible(on)
        self._caps_words.setVisible(on)

    def _typed(self) -> None:
        self.say("")
        self.edited.emit()
