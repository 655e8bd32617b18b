"""The locked page: choose a vault, type its passphrase. Says nothing of what is inside."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from caseapp.desktop import file_dialog, icons, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.doors import Doors, KnownVault
from caseapp.desktop.features.gate.pane import add_panel
from caseapp.desktop.features.gate.rescue import DamageFound
from caseapp.desktop.features.gate.vault_list import VaultList, short_path
from caseapp.desktop.jobs import Job
from caseapp.desktop.keys.secret_field import SecretField
from caseapp.desktop.widgets import Label, LinkButton, Mark, PrimaryButton, QuietButton
from caseapp.errors import UserError
from caseapp.store.errors import WrongPassphraseError
from caseapp.store.recovery import wait_after
from caseapp.store.vault import Vault

WIDTH = 400


class UnlockPage(QWidget):
    """`opened(Vault)`, `busy(bool)` while one opens; `new_asked()`, `sample_asked()`,
    `restore_asked()` and `forgot_asked(Path)` for the other ways in."""

    opened = Signal(object)
    new_asked = Signal()
    sample_asked = Signal()
    restore_asked = Signal()
    forgot_asked = Signal(object)
    damaged = Signal(object)
    busy = Signal(bool)

    def __init__(
        self,
        context: Context,
        doors: Doors,
        clock: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._doors, self._clock = context, doors, clock
        self._path: Path | None = None
        self._wrong = 0
        self._again_at = 0.0
        t = context.t
        self.vaults = VaultList(t, self._forget)
        self.secret = SecretField(t, t("Passphrase"))
        self._place = Label("", "second", elide=True)
        self._bar = QProgressBar()
        self.open_button = PrimaryButton(
            t("Open"), icon="lock-open", key="Return", live=False, on_click=self._open
        )
        self.forgot = LinkButton(t("Forgot the passphrase?"), icon="file-key",
                                 on_click=self._forgot)  # fmt: skip
        self._countdown = QTimer(self, interval=200)
        self._countdown.timeout.connect(self._count_down)
        self._job: Job | None = None
        self._work_said = Label("", "caption", wrap=True)
        self._work_said.hide()
        self._look_again = QTimer(self, interval=200)
        self._look_again.timeout.connect(self._tell_work)
        self._lay_out()
        self.vaults.chosen.connect(self._choose)
        self.vaults.entered_vault.connect(self.secret.setFocus)
        self.secret.entered.connect(self._open)
        self.refresh()

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        self._logo = Mark("folder-heart", "accent", icons.HUGE)
        column.addWidget(self._logo, alignment=centre)
        self._title = Label("caseapp", "title")
        column.addWidget(self._title, alignment=centre)
        column.addSpacing(theme.GRID)
        self._fill_panel(add_panel(column, WIDTH))
        column.addSpacing(theme.GRID)
        column.addLayout(self._make_ways())

    def _fill_panel(self, column: QVBoxLayout) -> None:
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self._context.t("Opening the vault…"))
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        column.addWidget(self.vaults)
        column.addWidget(self._place)
        column.addSpacing(theme.GRID)
        column.addWidget(self.secret)
        column.addWidget(self._bar)
        column.addWidget(self._work_said)
        column.addWidget(self.open_button)
        column.addWidget(self.forgot, alignment=Qt.AlignmentFlag.AlignHCenter)

    def _make_ways(self) -> QVBoxLayout:
        t = self._context.t
        self._ways = [
            QuietButton(t("New vault"), icon="plus", on_click=self.new_asked.emit),
            QuietButton(t("Open another…"), icon="folder-open", on_click=self._ask_for_folder),
            QuietButton(
                t("Restore a backup…"), icon="rotate-ccw-clock",
                on_click=self.restore_asked.emit,
            ),
            QuietButton(
                t("Look around with the sample"), icon="glasses", on_click=self.sample_asked.emit
            ),
        ]  # fmt: skip
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for pair in (self._ways[:2], self._ways[2:]):
            row = QHBoxLayout()
            row.setSpacing(theme.GRID)
            row.addStretch(1)
            for button in pair:
                row.addWidget(button)
            row.addStretch(1)
            rows.addLayout(row)
        return rows

    def set_compact(self, compact: bool) -> None:
        """On a low screen the sign gives its place to the fields."""
        self._logo.setVisible(not compact)
        self._title.setVisible(not compact)

    # -- vaults ------------------------------------------------------------------------------
    def refresh(self) -> None:
        """Look again which vaults are known and there."""
        known = self._doors.known()
        self.vaults.setVisible(bool(known))
        self._place.setVisible(not known)
        self.vaults.set_vaults(known, datetime.now().astimezone())
        if not known:
            self._path = None
            self._place.setText(self._context.t("Choose the folder of a vault."))
        self._allow()

    def choose(self, path: Path) -> None:
        """Offer the vault at `path`, known or not."""
        self.vaults.choose(path)
        self._path = path
        self._place.setText(short_path(path))
        self._place.setVisible(self.vaults.vault() is None)
        self.secret.say("")
        self._allow()
        self.secret.setFocus()

    def _choose(self, vault: KnownVault) -> None:
        self._path = vault.path
        self._place.hide()
        self.secret.say("")
        self._allow()

    def _forget(self, path: Path) -> None:
        self._doors.forget(path)
        self.refresh()

    def _forgot(self) -> None:
        if self._path is not None:
            self.secret.edit.take()
            self.forgot_asked.emit(self._path)

    def _ask_for_folder(self) -> None:
        t = self._context.t
        start = self._path.parent if self._path else self._doors.places
        file_dialog.ask_for_folder(self, t("Open a vault"), start, self.choose)

    # -- opening -----------------------------------------------------------------------------
    def _open(self) -> None:
        if not self.open_button.isEnabled() or self._path is None:
            return
        path, secret, doors = self._path, self.secret.edit.take(), self._doors
        self.secret.say("")
        self.set_busy(True)
        self._job = self._context.jobs.run(
            lambda progress: doors.open(path, secret, progress),
            self._opened, self._refused, owner=self, on_end=lambda: self.set_busy(False),
        )  # fmt: skip
        self._look_again.start()

    def _tell_work(self) -> None:
        """After an unclean end the vault is looked over, which may take a while: say so."""
        report = self._job.report if self._job is not None and not self.isEnabled() else None
        if report is None:
            self._work_said.hide()
            if self.isEnabled():
                self._look_again.stop()
            return
        self._work_said.setText(self._context.t(report.message, **report.params))
        self._work_said.show()

    def set_busy(self, busy: bool) -> None:
        """While a vault opens nothing else can be asked for."""
        self._bar.setVisible(busy)
        self.setEnabled(not busy)
        self.busy.emit(busy)
        self._allow()
        if not busy and self.isVisible():
            self.secret.setFocus()

    def _opened(self, vault: Vault) -> None:
        self._wrong = 0
        self.opened.emit(vault)

    def _refused(self, error: UserError) -> None:
        self.secret.say(self._context.t.error(error))
        if isinstance(error, DamageFound):
            self.damaged.emit(error.damage)
        if isinstance(error, WrongPassphraseError):
            self._wrong += 1
            self._again_at = self._clock() + wait_after(self._wrong)
            self._countdown.start()
            self._count_down()

    def _count_down(self) -> None:
        self._allow()
        if self._again_at <= self._clock():
            self._countdown.stop()

    def _allow(self) -> None:
        """Enter opens when a vault is chosen and the wait is over; the button says which."""
        t = self._context.t
        left = self._again_at - self._clock()
        waiting = left > 0
        words = t("Open again in {n} s", n=max(1, round(left + 0.4))) if waiting else t("Open")
        self.open_button.setText(words)
        self.open_button.setEnabled(self._path is not None and not waiting)
        self.forgot.setVisible(self._path is not None)

    def focus_first(self) -> None:
        """The passphrase if a vault is chosen, else the way to one."""
        (self.secret if self._path is not None else self._ways[1]).setFocus()
