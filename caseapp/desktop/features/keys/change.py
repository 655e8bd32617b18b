"""The form that changes a passphrase: the old one, the new one twice. What it does is handed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Job
from caseapp.desktop.keys.passphrase_pair import PassphrasePair
from caseapp.desktop.keys.secret_field import SecretField
from caseapp.desktop.widgets import Label, PrimaryButton, QuietButton
from caseapp.desktop.work_line import WorkLine
from caseapp.errors import UserError
from caseapp.system.progress import Progress

Change = Callable[[str, str, Progress], None]
"""Does it with the old and the new passphrase, on a worker."""


class ChangeForm(QWidget):
    """`changed()` when it is done, `left()` when the person steps out."""

    changed = Signal()
    left = Signal()

    def __init__(
        self, context: Context, said: str, button: str, change: Change,
        *, cancellable: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`said` is what the change does and does not do."""
        super().__init__(parent)
        self._context, self._change, self._cancellable = context, change, cancellable
        t = context.t
        self.old = SecretField(t, t("Passphrase of now"))
        self.pair = PassphrasePair(t, t("New passphrase"))
        self.go = PrimaryButton(button, icon="key-round", live=False, on_click=self._run)
        self._cancel = QuietButton(t("Cancel"), on_click=self._leave)
        self._button = button
        self.work = WorkLine(t)
        self._error = Label("", "error", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(Label(said, "second", wrap=True))
        for part in (self.old, self.pair, self._error, self.work):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        row.addWidget(self.go)
        row.addWidget(self._cancel)
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusProxy(self.old)
        self.old.edited.connect(self._allow)
        self.old.entered.connect(self.pair.setFocus)
        self.pair.ready_changed.connect(self._allow)
        self.pair.entered.connect(self._run)
        self._say("")
        self._allow()

    def trouble(self) -> str:
        """What is said to have gone wrong."""
        return self._error.text()

    def _say(self, trouble: str) -> None:
        self._error.setText(trouble)
        self._error.setVisible(bool(trouble))

    def _allow(self) -> None:
        self.go.setEnabled(bool(self.old.edit.text()) and self.pair.ready())

    def _leave(self) -> None:
        """What was typed does not stay behind."""
        self.old.edit.take()
        self.pair.take()
        self._say("")
        self.left.emit()

    def _run(self) -> None:
        if not self.go.isEnabled():
            return
        change, old, new = self._change, self.old.edit.take(), self.pair.take()
        self._say("")
        jobs = self._context.jobs
        job = jobs.run(
            lambda progress: change(old, new, progress), lambda _none: self.changed.emit(),
            self._refused, owner=self, title=self._button, cancellable=self._cancellable,
            on_end=lambda: self._rest(None),
        )  # fmt: skip
        if job in jobs.running:  # else it has ended already
            self._rest(job)

    def _rest(self, job: Job | None) -> None:
        self.work.watch(job)
        self.work.stop.setVisible(self._cancellable)
        for part in (self.old, self.pair, self._cancel):
            part.setEnabled(job is None)
        if job is not None:
            self.go.setEnabled(False)
        elif self.isVisible():
            self._allow()
            self.old.setFocus()

    def _refused(self, error: UserError) -> None:
        self._say(self._context.t.error(error))
