"""What fills the window while no vault is open: unlocking, restoring, or making one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
from caseapp.desktop.features.gate.doors import Doors
from caseapp.desktop.features.gate.first_run import Draft, FirstRun
from caseapp.desktop.features.gate.restore import RestorePage
from caseapp.desktop.features.gate.unlock import UnlockPage
from caseapp.desktop.widgets import Label, Mark, Segments, Surface
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.errors import UserError
from caseapp.store.vault import Vault

_LOW = 620
"""Logical pixels: below that the sign of the program is left out."""


@dataclass
class GateState:
    """Where the person is at the gate; it outlives a change of language."""

    making: bool = False
    vault: Path | None = None
    draft: Draft = field(default_factory=Draft)


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

    def _wire(self) -> None:
        self.unlock.new_asked.connect(self._make_new)
        self.first_run.left.connect(lambda: self._show(making=False))
        self.unlock.restore_asked.connect(lambda: self.show_restore(True))
        self.restore.left.connect(lambda: self.show_restore(False))
        for page in (self.unlock, self.first_run):
            page.sample_asked.connect(self._open_sample)
        for page in (self.unlock, self.first_run, self.restore):
            page.opened.connect(self._opened)
            page.busy.connect(lambda busy: self._foot.setEnabled(not busy))

    # -- building ----------------------------------------------------------------------------
    def _make_locked(self) -> QWidget:
        area = scroll_area()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.COLUMN_MARGIN)
        column.setSpacing(theme.GRID)
        column.addStretch(5)
        column.addWidget(self.unlock)
        column.addWidget(self.restore)
        self.restore.hide()
        column.addStretch(6)
        column.addWidget(self._foot)
        show_in(area, page)
        return area

    def _make_foot(
        self, languages: Sequence[tuple[str, str]], set_language: Callable[[str], None]
    ) -> QWidget:
        t = self._context.t
        foot = QWidget()
        promise = QHBoxLayout()
        promise.setSpacing(6)
        promise.addStretch(1)
        promise.addWidget(Mark("wifi-off", "ink2", icons.SMALL))
        words = t("This program never uses a network. Nobody can replace a forgotten passphrase.")
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
            locked = self.unlock if self.restore.isHidden() else self.restore
            (self.first_run if self.making else locked).focus_first()

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

    def show_restore(self, on: bool) -> None:
        """The restoring of a backup in the place of the unlocking, or back."""
        self.unlock.setHidden(on)
        self.restore.setVisible(on)
        (self.restore if on else self.unlock).focus_first()

    def _open_sample(self) -> None:
        page = self.first_run if self.making else self.unlock
        page.set_busy(True)
        self._context.jobs.run(
            self._doors.sample, self._opened, self._sample_refused, owner=self,
            on_end=lambda: page.set_busy(False),
        )  # fmt: skip

    def _sample_refused(self, error: UserError) -> None:
        self._context.notices.show(self._context.t.error(error), tone="danger")
