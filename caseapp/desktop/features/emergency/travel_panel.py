"""Before a journey: a backup that was opened elsewhere, then nothing of the vault stays here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.widgets import Field, Label, LinkButton, PrimaryButton, Surface
from caseapp.i18n import Translator


class TravelPanel(QWidget):
    """`backup_asked()`, and `remove_asked()` once the code was read back and the name typed."""

    backup_asked = Signal()
    remove_asked = Signal()

    def __init__(self, t: Translator, vault_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t, self._name, self._own = t, vault_name, ""
        self._last = Label("", "second", wrap=True)
        self._code = Label("", "title", selectable=True, tabular=True)
        self.read_back = Field(t("Code that they read to you"))
        self.name = Field(t("Name of the vault, to remove it"), placeholder=vault_name)
        self._said = Label("", "second", wrap=True)
        self.remove = PrimaryButton(
            t("Remove it from this computer"), icon="trash", on_click=self._remove
        )
        for field in (self.read_back, self.name):
            field.edited.connect(lambda _text: self._look())
            field.setMaximumWidth(320)
        self._lay_out()
        self._look()

    def _lay_out(self) -> None:
        t = self._t
        panel = Surface("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        link = LinkButton(t("Backups of this vault"), icon="hard-drive",
                          on_click=self.backup_asked.emit)  # fmt: skip
        column.addWidget(Label(t("1. Make a backup onto a stick."), "strong", wrap=True))
        column.addWidget(self._last)
        column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeading)
        column.addWidget(Label(
            t("2. On a computer that you trust, restore and open it. This page there must show the"
              " same code:"), "strong", wrap=True,
        ))  # fmt: skip
        column.addWidget(self._code)
        column.addWidget(self.read_back)
        column.addWidget(Label(t("3. Remove the vault from this computer."), "strong", wrap=True))
        column.addWidget(self.name)
        column.addWidget(self._said)
        column.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeading)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(panel)

    def show_state(self, code: str, last_backup: str) -> None:
        """The code of the vault as it is now; how it stands with the last backup."""
        self._own = code
        self._code.setText(code)
        self._last.setText(last_backup)
        self._look()

    def _look(self) -> None:
        t, typed = self._t, _signs(self.read_back.text())
        confirmed = bool(self._own) and typed == _signs(self._own)
        named = self.name.text().strip() == self._name.strip()
        if not typed:
            said = t("A packet will not do: it brings only what was chosen for it.")
        elif not confirmed:
            said = t("Not the code of this vault. What was saved here after the backup is not"
                     " there, or they opened another.")  # fmt: skip
        else:
            said = t("They have all that stands here. The keys are destroyed first, then the files"
                     " are deleted; what remains stands below.")  # fmt: skip
        self._said.setText(said)
        self.remove.setEnabled(confirmed and named)

    def _remove(self) -> None:
        if self.remove.isEnabled():
            self.remove_asked.emit()


def _signs(code: str) -> str:
    return "".join(sign for sign in code.upper() if sign.isalnum())
