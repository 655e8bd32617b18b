"""What fills the window while no vault is open: unlocking, restoring, or making one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import icons, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.gate.damage import DamagePage
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.first_run import Draft, FirstRun
from caseapp.desktop.features.gate.forgot import ForgotPage
from caseapp.desktop.features.gate.recovery import RecoveryPage
from caseapp.desktop.features.gate.restore import RestorePage
from caseapp.desktop.features.gate.unlock import UnlockPage
from caseapp.desktop.widgets import Label, Mark, Segments, Surface
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.errors import UserError
from caseapp.store.damage import Damage
from caseapp.store.recovery import RecoveryKey, Standing
from caseapp.store.vault import Vault

Locked = UnlockPage | RestorePage | ForgotPage | DamagePage
_LOW = 620
"""Logical pixels: below that the sign of the program is left out."""


@dataclass
class GateState:
    """Where the person is at the gate; it outlives a change of language."""

    making: bool = False
    vault: Path | None = None
    draft: Draft = field(default_factory=Draft)
    held: Vault | None = None
    """Open already, and not to be used before its recovery key was tried."""
    recovery: RecoveryKey | None = None


class GatePage(Surface):
    """`opened(vault)` is called once, with the vault that was opened or made."""

    def __init__(
        self,
        context: Context,
        doors: Doors,
        state: GateState,
        *,
        languages: Sequence[tuple[str, str]],
        set_language: Callable[[str], None],
        opened: Callable[[Vault], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("canvas", parent)
        self._context, self._doors, self._state, self._opened = context, doors, state, opened
        self.unlock = UnlockPage(context, doors)
        self.restore = RestorePage(context, doors)
        self.forgot = ForgotPage(context, doors)
        self.damage = DamagePage(context, doors)
        self.recovery: RecoveryPage | None = None
        self.first_run = FirstRun(context, doors, state.draft, languages, set_language)
        self._foot = self._make_foot(languages, set_language)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._make_locked())
        self._stack.addWidget(self.first_run)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._wire()
        if state.vault is not None:
            self.unlock.choose(state.vault)
        self._show(making=state.making)
        if state.held is not None:
            self._entered(state.held)

    def _wire(self) -> None:
        self.unlock.new_asked.connect(self._make_new)
        self.first_run.left.connect(lambda: self._show(making=False))
        self.unlock.restore_asked.connect(lambda: self.show_restore(True))
        self.restore.left.connect(lambda: self.show_restore(False))
        for page in (self.unlock, self.first_run):
            page.sample_asked.connect(self._open_sample)
        self.unlock.forgot_asked.connect(self.show_forgot)
        self.forgot.left.connect(lambda: self._show_only(self.unlock))
        self.first_run.made.connect(self._hold)
        self.unlock.damaged.connect(self.show_damage)
        self.damage.left.connect(lambda: self._show_only(self.unlock))
        self.damage.again.connect(self._unlock_again)
        self.damage.restore_asked.connect(self._restore_from)
        for page in (self.unlock, self.first_run, self.restore, self.forgot, self.damage):
            page.opened.connect(self._entered)
            page.busy.connect(lambda busy: self._foot.setEnabled(not busy))

    # -- building ----------------------------------------------------------------------------
    def _make_locked(self) -> QWidget:
        self._area = scroll_area()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.COLUMN_MARGIN)
        column.setSpacing(theme.GRID)
        column.addStretch(5)
        column.addWidget(self.unlock)
        for other in (self.restore, self.forgot, self.damage):
            column.addWidget(other)
            other.hide()
        column.addStretch(6)
        column.addWidget(self._foot)
        show_in(self._area, page)
        return self._area

    def _make_foot(
        self, languages: Sequence[tuple[str, str]], set_language: Callable[[str], None]
    ) -> QWidget:
        t = self._context.t
        foot = QWidget()
        promise = QHBoxLayout()
        promise.setSpacing(6)
        promise.addStretch(1)
        promise.addWidget(Mark("wifi-off", "ink2", icons.SMALL))
        words = t("This program never uses a network. Without passphrase or recovery key no vault"
                  " opens.")  # fmt: skip
        promise.addWidget(Label(words, "caption"))
        promise.addStretch(1)
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(promise)
        if len(languages) > 1:
            chooser = Segments(languages, t("Language of the screen"))
            if t.language in dict(languages):
                chooser.choose(t.language)
            chooser.chosen.connect(set_language)
            column.addWidget(chooser, alignment=Qt.AlignmentFlag.AlignHCenter)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.unlock.set_compact(self.height() < _LOW)
        self.first_run.set_compact(self.width() < theme.COMPACT_BELOW)

    def showEvent(self, event: QShowEvent) -> None:
        """Focus asked for while a page is built is lost to the first part in the tab order."""
        super().showEvent(event)
        if not event.spontaneous():  # coming back from the task bar leaves it where it was
            self._front().focus_first()

    # -- moving ------------------------------------------------------------------------------
    @property
    def making(self) -> bool:
        """Whether the making of a vault is in front."""
        return self._stack.currentWidget() is self.first_run

    def _make_new(self) -> None:
        """The language was chosen on the locked page already."""
        self._state.draft.step = max(1, self._state.draft.step)
        self._show(making=True)

    def _show(self, *, making: bool) -> None:
        self._state.making = making
        self._stack.setCurrentIndex(int(making))
        if making:
            self.first_run.show_step(self._state.draft.step)
        else:
            self.unlock.focus_first()

    def _front(self) -> Locked | FirstRun | RecoveryPage:
        if self.recovery is not None:
            return self.recovery
        if self.making:
            return self.first_run
        locked = (self.restore, self.forgot, self.damage)
        return next((page for page in locked if not page.isHidden()), self.unlock)

    def show_restore(self, on: bool) -> None:
        """The restoring of a backup in the place of the unlocking, or back."""
        self._show_only(self.restore if on else self.unlock)

    def show_forgot(self, vault: Path) -> None:
        """A recovery key in the place of the passphrase of this vault."""
        self.forgot.choose(vault)
        self._show_only(self.forgot)

    def show_damage(self, damage: Damage) -> None:
        """What can be done about a damaged vault, in the place of the unlocking."""
        self.damage.show_damage(damage)
        self._show_only(self.damage)

    def _unlock_again(self, vault: Path) -> None:
        """A vault that was mended or saved is opened as any other."""
        self._show_only(self.unlock)
        self.unlock.choose(vault)

    def _restore_from(self, backup: Path | None) -> None:
        self.show_restore(True)
        if backup is not None:
            self.restore.take_folder(backup.parent)

    def _show_only(self, front: Locked) -> None:
        for page in (self.unlock, self.restore, self.forgot, self.damage):
            page.setVisible(page is front)
        self._area.verticalScrollBar().setValue(0)  # not where the page before was left
        front.focus_first()

    # -- a vault that is open ------------------------------------------------------------------
    def _hold(self, vault: Vault, recovery: RecoveryKey | None = None) -> None:
        self._state.held, self._state.recovery = vault, recovery

    def _entered(self, vault: Vault) -> None:
        """To the desk, or first to its recovery key."""
        if vault.look_only:
            self._let_in(vault)
            return
        self._hold(vault, self._state.recovery)
        self._context.jobs.run(
            lambda _progress: vault.keys.standing(),
            lambda standing: self._decide(vault, standing), owner=self,
        )  # fmt: skip

    def _decide(self, vault: Vault, standing: Standing) -> None:
        if standing.stops(date.today()):
            self._ask_for_recovery(vault, standing)
        else:
            self._let_in(vault)

    def _let_in(self, vault: Vault) -> None:
        self._state.held = self._state.recovery = None
        self._opened(vault)

    def _ask_for_recovery(self, vault: Vault, standing: Standing) -> None:
        page = RecoveryPage(self._context, vault, standing, self._state.recovery)
        page.made.connect(lambda recovery: self._hold(vault, recovery))
        page.done.connect(lambda: self._let_in(vault))
        page.left.connect(lambda: self._close_again(vault))
        self.recovery = page
        self._held_area = scroll_area()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.addStretch(1)
        column.addWidget(page)
        column.addStretch(1)
        show_in(self._held_area, holder)
        self._stack.addWidget(self._held_area)
        self._stack.setCurrentWidget(self._held_area)
        page.focus_first()

    def _close_again(self, vault: Vault) -> None:
        def closed() -> None:
            self._state.held = self._state.recovery = self.recovery = None
            self._stack.removeWidget(self._held_area)
            self._held_area.deleteLater()
            self._show_only(self.unlock)
            self._show(making=False)

        self._context.jobs.run(lambda _progress: vault.close(), lambda _none: closed(), owner=self)

    def _open_sample(self) -> None:
        page = self.first_run if self.making else self.unlock
        page.set_busy(True)
        self._context.jobs.run(
            self._doors.sample, self._opened, self._sample_refused, owner=self,
            on_end=lambda: page.set_busy(False),
        )  # fmt: skip

    def _sample_refused(self, error: UserError) -> None:
        self._context.notices.show(self._context.t.error(error), tone="danger")
