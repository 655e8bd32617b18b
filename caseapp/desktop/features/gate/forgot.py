"""A forgotten passphrase: the sheet or two shares, then a new passphrase.

Nothing is encrypted anew but the key file.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseapp.desktop import text
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.pane import Pane
from caseapp.desktop.features.gate.vault_list import short_path
from caseapp.desktop.keys.passphrase_pair import PassphrasePair
from caseapp.desktop.keys.recovery_entry import RecoveryEntry
from caseapp.desktop.widgets import Label, Line, PrimaryButton
from caseapp.errors import UserError
from caseapp.store.recovery_errors import RecoveryInputError

WIDTH = 520


class ForgotPage(Pane):
    """`opened(Vault)`; busy while the key file is written."""

    opened = Signal(object)

    def __init__(self, context: Context, doors: Doors, parent: QWidget | None = None) -> None:
        t = context.t
        super().__init__(context, t("Forgot the passphrase"), WIDTH, parent)
        self._doors = doors
        self._path: Path | None = None
        self._place = Label("", "second", elide=True)
        self.entry = RecoveryEntry(t)
        self.pair = PassphrasePair(t, t("New passphrase"))
        self.go = PrimaryButton(t("Open with it"), icon="lock-open", key="Return", live=False,
                                on_click=self._open)  # fmt: skip
        for part in (self._place, self.entry, Line(), self.pair):
            self.column.addWidget(part)
        self._add_foot(self.go)
        self.entry.changed.connect(self._allow)
        self.entry.entered.connect(self.pair.setFocus)
        self.pair.ready_changed.connect(self._allow)
        self.pair.entered.connect(self._open)
        self._allow()

    def choose(self, path: Path) -> None:
        """Which vault it is about."""
        self._path = path
        self._place.setText(text.isolated(short_path(path)))

    def focus_first(self) -> None:
        """The first line of the paper."""
        self.entry.setFocus()

    def _allow(self) -> None:
        self.go.setEnabled(self._path is not None and self.entry.ready() and self.pair.ready())

    def _leave(self) -> None:
        """What was typed does not stay behind."""
        self.entry.clear()
        self.pair.take()
        super()._leave()

    def _open(self) -> None:
        if not self.go.isEnabled() or self._path is None:
            return
        try:
            key = self.entry.key()
        except RecoveryInputError as error:
            self.entry.say(self._context.t.error(error))
            return
        path, doors, new = self._path, self._doors, self.pair.take()
        self._set_busy(True)
        self._context.jobs.run(
            lambda progress: doors.recover(path, key, new, progress), self.opened.emit,
            self._refused, owner=self, on_end=lambda: self._set_busy(False),
        )  # fmt: skip

    def _set_busy(self, busy: bool) -> None:
        self.setEnabled(not busy)
        self.busy.emit(busy)

    def _refused(self, error: UserError) -> None:
        self.entry.say(self._context.t.error(error))
        self.entry.setFocus()
