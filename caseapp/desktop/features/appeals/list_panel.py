"""The panel that begins a new appeal: its title, nothing else."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseapp.desktop.widgets.ask_line import AskLine
from caseapp.i18n import Translator


class NewAppealPanel(AskLine):
    """Asks for the title; without one nothing can be begun."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(
            t, t("Title of the appeal"), t("Begin the appeal"),
            hint=t("For the office; what is printed is said by the letter."), parent=parent,
        )  # fmt: skip
        self.field.edited.connect(lambda _text: self._allow())
        self._allow()

    def clear(self) -> None:
        """Empty the field."""
        super().clear()
        self._allow()

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.field.text().strip()))
