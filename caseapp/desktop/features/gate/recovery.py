"""Between the gate and the desk: a vault that has no tried recovery key is given one first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.pane import Pane
from caseapp.desktop.keys.recovery_work import RecoveryWork
from caseapp.desktop.widgets import Label, QuietButton
from caseapp.store.recovery import PUT_OFF, RecoveryKey, Standing
from caseapp.store.vault import Vault

WIDTH = 560


class RecoveryPage(Pane):
    """`done()` to the desk; `left()` when the vault is to be closed again."""

    done = Signal()
    made = Signal(object)

    def __init__(
        self,
        context: Context,
        vault: Vault,
        standing: Standing,
        recovery: RecoveryKey | None = None,
        parent: QWidget | None = None,
    ) -> None:
        t = context.t
        super().__init__(context, t("Before real cases: the recovery sheet"), WIDTH, parent)
        self._vault = vault
        self.work = RecoveryWork(context, vault, recovery, begin_with_try=standing.made)
        self.later = QuietButton(
            t.plural("Not now: in {n} day", "Not now: within {n} days", PUT_OFF.days),
            on_click=self._put_off,
        )  # fmt: skip
        self._back.setText(t("Close the vault"))
        self._back.set_icon("lock")
        said = t("Nobody can give you another passphrase. This vault has no recovery key yet that"
                 " was tried.")  # fmt: skip
        self.column.addWidget(Label(said, "second", wrap=True))
        self.column.addSpacing(theme.GRID)
        self.column.addWidget(self.work)
        self._add_foot(self.later)
        self.later.setVisible(standing.may_wait)  # before it had a place it would be a window
        self.work.tried.connect(self.done)
        self.work.made.connect(self.made)

    def focus_first(self) -> None:
        """Where the keyboard is wanted."""
        self.work.focus_first()

    def _put_off(self) -> None:
        keys = self._vault.keys
        self._context.jobs.run(
            lambda _progress: keys.put_off(date.today()), lambda _none: self.done.emit(),
            owner=self,
        )  # fmt: skip
