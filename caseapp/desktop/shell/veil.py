"""What stands over the window from a lock until the fresh process: nothing of the vault.

Mostly it is seen for an instant. While work is being finished it says so; when a change could
not be kept and nobody was there, only who knows the passphrase sees the vault again.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets import Label, Mark, PrimaryButton, QuietButton, SecretEdit, Surface
from caseapp.i18n import Translator

_WIDTH = 420

Prove = Callable[[str, Callable[[bool], None]], None]
"""`prove(passphrase, told)` calls `told(right)` when it is known whether it is the right one."""


class Veil(Surface):
    """Covers `over` wholly, also when that changes its size."""

    def __init__(self, t: Translator, over: QWidget) -> None:
        super().__init__("canvas", over)
        self._t = t
        self._title = Label(t("Locked"), "title")
        self._said = Label("", "second", wrap=True)
        self._secret = SecretEdit(
            t("Passphrase"), t("Show what is typed"), t("Hide what is typed"), self
        )
        self._trouble = Label("", "error", wrap=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(theme.GRID)
        self._lay_out()
        over.installEventFilter(self)
        self.setGeometry(over.rect())
        self.show()
        self.raise_()

    def _lay_out(self) -> None:
        inner = QWidget(self)
        inner.setFixedWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        for widget in (Mark("lock", "ink2", icons.HUGE), self._title, self._said, self._secret):
            column.addWidget(widget)
        column.addWidget(self._trouble)
        column.addLayout(self._row)
        self._row.addStretch(1)
        self._secret.hide()
        self._trouble.hide()
        # An aligned item would not be given the height that its wrapped lines need.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(2)

    def finishing(self, stop: Callable[[], None]) -> None:
        """Work that was begun is being finished behind this; `stop()` ends it now."""
        t = self._t
        self._said.setText(t("What was begun is being finished. Then the passphrase is asked for."))
        button = QuietButton(t("Stop it and lock now"), icon="octagon-x", on_click=stop)
        self._put(button)

    def not_kept(self, go_on: Callable[[], None], again: Callable[[], None], prove: Prove) -> None:
        """A change could not be kept: lose it with `go_on()`, or see it `again()` as who may."""
        t = self._t
        self._said.setText(
            t("A change was not kept. Type the passphrase to see it, or go on without it.")
        )

        def told(right: bool) -> None:
            if right:
                again()
                return
            self._trouble.setText(t("This passphrase does not open the vault."))
            self._trouble.show()

        def ask() -> None:
            self._trouble.hide()
            prove(self._secret.take(), told)

        self._secret.show()
        self._secret.returnPressed.connect(ask)
        self._put(
            QuietButton(t("Go on without it"), on_click=go_on),
            PrimaryButton(t("Open"), icon="lock-open", key="Return", live=False, on_click=ask),
        )
        self._secret.setFocus()

    def _put(self, *buttons: QWidget) -> None:
        while self._row.count() > 1:
            old = self._row.takeAt(1).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for button in buttons:
            self._row.addWidget(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self.setGeometry(self.parentWidget().rect())
        return False
