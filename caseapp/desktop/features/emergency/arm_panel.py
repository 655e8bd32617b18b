"""Arming the second panic key: what it means is said first, then a sentence is typed, and the key
is tried, because some systems keep it for themselves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, text, theme
from caseapp.desktop.guard.panic import DESTROY
from caseapp.desktop.widgets import (
    Chip,
    Field,
    Label,
    LinkButton,
    Mark,
    PrimaryButton,
    QuietButton,
    Surface,
)
from caseapp.i18n import Translator

Trial = Callable[[Callable[[], None] | None], None]
"""`trial(told)`: the second key calls `told()` and does nothing, until `trial(None)`."""


class ArmPanel(QWidget):
    """`armed(on)` when it is armed or not any more."""

    armed = Signal(bool)

    def __init__(self, t: Translator, trial: Trial, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t, self._trial = t, trial
        self._arrived = False
        self._sentence = t("I may lose this vault")
        self._state = Chip("", "", "quiet")
        self._older = Label("", "second", wrap=True)
        self.begin = QuietButton(t("Arm the second key…"), icon="shield-alert",
                                 on_click=self._begin)  # fmt: skip
        self.disarm = QuietButton(t("Disarm"), icon="shield-off",
                                  on_click=lambda: self.armed.emit(False))  # fmt: skip
        self.sentence = Field(t("Type: {sentence}", sentence=self._sentence))
        self.sentence.edited.connect(lambda _text: self._look())
        self._tried = Label("", "second", wrap=True)
        self.arm = PrimaryButton(t("Arm"), icon="shield-alert", on_click=self._arm)
        self.leave = LinkButton(t("Leave it"), on_click=self._leave)
        self._form = QWidget()
        self._lay_out()
        self._form.hide()
        self.show_state(False)

    def _lay_out(self) -> None:
        t = self._t
        panel = Surface("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        column.addWidget(self._state)
        for said in (
            t("{key} destroys the key file of this vault, then ends the program. At the"
              " passphrase's page it does so for every armed vault of this computer.",
              key=text.key_name(DESTROY)),
            t("Nothing opens the vault then, not the passphrase and not the recovery sheet, which"
              " needs the key file too. Only a backup elsewhere has one."),
        ):  # fmt: skip
            column.addWidget(Label(said, wrap=True))
        column.addWidget(self._older)
        warning = Surface("warn")
        inner = QHBoxLayout(warning)
        inner.setContentsMargins(12, 8, 12, 8)
        inner.addWidget(Mark("triangle-alert", "warn", icons.MEDIUM))
        inner.addWidget(Label(
            t("Destroying data before officials can be punished. There is no hidden vault, and"
              " that there was one can be seen."), wrap=True,
        ), 1)  # fmt: skip
        column.addWidget(warning)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(theme.GRID)
        form.addWidget(self.sentence)
        form.addWidget(self._tried)
        buttons = QHBoxLayout()
        for button in (self.arm, self.leave):
            buttons.addWidget(button)
        buttons.addStretch(1)
        form.addLayout(buttons)
        column.addWidget(self._form)
        for button in (self.begin, self.disarm):
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panel)

    # -- showing -------------------------------------------------------------------------------
    def show_state(self, on: bool, own_keys: int = 0) -> None:
        """Whether it is armed; how many older key files lie in the vault's folder."""
        t, held = self._t, self.arm.hasFocus()
        self._end()
        self._state.set(t("Armed") if on else t("Not armed"), "shield-alert" if on else "shield",
                        "danger" if on else "quiet")  # fmt: skip
        self.begin.setVisible(not on)
        self.disarm.setVisible(on)
        self._older.setText(t.plural(
            "{n} older key file in the vault's folder goes with it.",
            "{n} older key files in the vault's folder go with it.", own_keys,
        ))  # fmt: skip
        self._older.setVisible(bool(own_keys))
        if held:  # the button with the keyboard is gone
            (self.disarm if on else self.begin).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- arming --------------------------------------------------------------------------------
    def _begin(self) -> None:
        self._arrived = False
        self.begin.hide()
        self._form.show()
        self._trial(self._heard)
        self._look()
        self.sentence.setFocus()

    def _heard(self) -> None:
        self._arrived = True
        self._look()

    def _look(self) -> None:
        t, key = self._t, text.key_name(DESTROY)
        self._tried.setText(
            t("{key} arrives here.", key=key) if self._arrived
            else t("Now press {key}: while this is open it destroys nothing.", key=key)
        )  # fmt: skip
        self.arm.setEnabled(self._arrived and _same(self.sentence.text(), self._sentence))

    def _arm(self) -> None:
        if self.arm.isEnabled():
            self.armed.emit(True)

    def _leave(self) -> None:
        self._end()
        self.begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        self._trial(None)
        self._form.hide()
        self.begin.show()
        self.sentence.set_value("")

    def hideEvent(self, event: QHideEvent) -> None:
        """Elsewhere the key must do what it says."""
        super().hideEvent(event)
        self._end()


def _same(typed: str, wanted: str) -> bool:
    def plain(words: str) -> str:
        return " ".join(unicodedata.normalize("NFKC", words).casefold().split()).rstrip(".")

    return plain(typed) == plain(wanted)
