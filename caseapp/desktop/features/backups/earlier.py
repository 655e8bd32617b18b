"""Backups that open with an earlier passphrase, and letting them go: asked twice, never undone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets import Label, Mark, QuietButton
from caseapp.i18n import Translator
from caseapp.store.backup import Backup


class EarlierBackups(QWidget):
    """`given_up(list)` when the person said twice that these are to go. Hidden without any."""

    given_up = Signal(object)

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._backups: list[Backup] = []
        self._words = Label("", "second", wrap=True)
        self.delete = QuietButton("", icon="trash", on_click=lambda: self._ask(True))
        self.really = QuietButton(t("Delete them for good"), icon="trash",
                                  on_click=lambda: self.given_up.emit(self._backups))  # fmt: skip
        self.keep = QuietButton(t("Keep them"), on_click=lambda: self._ask(False))
        said = QHBoxLayout()
        said.setSpacing(theme.GRID)
        said.addWidget(Mark("shield-alert", "warn", icons.MEDIUM))
        said.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        for button in (self.delete, self.really, self.keep):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(said)
        column.addLayout(buttons)
        self.show_backups(())

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """All that lie in the folder; those from before the newest master key are counted."""
        t, self._backups = self._t, [backup for backup in backups if backup.earlier]
        count = len(self._backups)
        self._words.setText(
            t.plural(
                "{n} backup opens with a passphrase that others may know.",
                "{n} backups open with a passphrase that others may know.", count,
            )
        )  # fmt: skip
        self.delete.setText(t.plural("Delete it…", "Delete them…", count))
        self._ask(False)
        self.setVisible(bool(count))

    def _ask(self, asking: bool) -> None:
        self.delete.setHidden(asking)
        self.really.setVisible(asking)
        self.keep.setVisible(asking)
        if asking:
            self.keep.setFocus()
