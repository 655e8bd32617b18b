"""Making a recovery key, having it on paper, and typing it back: three pages, one after the other.

Only the typing back shows that the paper is right, so nothing counts before it. Who leaves in
between loses nothing: an earlier key opens the vault until the new one was tried.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.keys.printing import print_pages, save_pages
from caseapp.desktop.keys.recovery_entry import RecoveryEntry
from caseapp.desktop.keys.recovery_shown import SHEET, RecoveryShown
from caseapp.desktop.keys.secret_field import SecretField
from caseapp.desktop.widgets import Label, PrimaryButton, QuietButton
from caseapp.dossier.recovery_sheet import RecoveryPaper, share_paper, sheet_paper
from caseapp.errors import UserError
from caseapp.store.errors import WrongPassphraseError
from caseapp.store.recovery import RecoveryKey
from caseapp.store.recovery_errors import RecoveryInputError
from caseapp.store.vault import Vault


class RecoveryWork(QWidget):
    """`tried()` when the newest recovery key opened the vault from the disk."""

    tried = Signal()
    made = Signal(object)
    """The RecoveryKey that was made here, for who builds this page anew."""

    def __init__(
        self, context: Context, vault: Vault, recovery: RecoveryKey | None = None,
        *, begin_with_try: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`recovery` was made a moment ago; `begin_with_try`: there is one on paper already."""
        super().__init__(parent)
        self._context, self._vault = context, vault
        self._recovery: RecoveryKey | None = None
        t = context.t
        self.secret = SecretField(t, t("Passphrase"))
        self.make_button = PrimaryButton(t("Make a new recovery key"), icon="file-key", live=False,
                                         on_click=self._make)  # fmt: skip
        self.shown = RecoveryShown(t)
        self.print_button = QuietButton(t("Print…"), icon="printer", on_click=self._print)
        self.save_button = QuietButton(t("Save as PDF…"), icon="download", on_click=self._save)
        self.on_paper = PrimaryButton(t("It is on paper: try it"), icon="arrow-right", live=False,
                                      on_click=lambda: self._show("try"))  # fmt: skip
        self.entry = RecoveryEntry(t)
        self.try_button = PrimaryButton(t("Try it"), icon="check", live=False,
                                        on_click=self._try)  # fmt: skip
        self.back = QuietButton(t("Show it again"), icon="arrow-left",
                                on_click=lambda: self._show("show"))  # fmt: skip
        self.anew = QuietButton(t("It is not on paper: make a new one"), icon="file-key",
                                on_click=lambda: self._show("ask"))  # fmt: skip
        self._lay_out()
        self.secret.entered.connect(self._make)
        self.secret.edited.connect(self._allow)
        self.entry.changed.connect(self._allow)
        self.entry.entered.connect(self._try)
        if recovery is not None:
            self._take(recovery)
        else:
            self._show("try" if begin_with_try else "ask")

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        t = self._context.t
        self._pages = {
            "ask": self._page(
                t("A recovery key opens the vault after a forgotten passphrase. It is made now,"
                  " shown once and kept nowhere but on your paper."),
                self.secret, (self.make_button,),
            ),
            "show": self._page(
                t("Print it, or write it down by hand: on paper, not in a phone. Whoever has it"
                  " and the vault can open the vault."),
                self.shown, (self.print_button, self.save_button, None, self.on_paper),
            ),
            "try": self._page(
                t("Type it back from the paper. Only that shows that it can be relied upon."),
                self.entry, (self.back, self.anew, None, self.try_button),
            ),
        }  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for page in self._pages.values():
            column.addWidget(page)

    @staticmethod
    def _page(lead: str, body: QWidget, buttons: tuple[QWidget | None, ...]) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(Label(lead, "second", wrap=True))
        column.addSpacing(theme.GRID)
        column.addWidget(body)
        column.addSpacing(theme.GRID)
        row = QHBoxLayout()
        row.setSpacing(theme.GRID)
        for button in buttons:
            if button is None:
                row.addStretch(1)
            else:
                row.addWidget(button)
        if None not in buttons:
            row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _show(self, name: str) -> None:
        self._name = name
        for key, page in self._pages.items():
            page.setVisible(key == name)
        known = self._recovery is not None
        self.back.setVisible(known)
        self.anew.setVisible(not known)
        if name == "try" and known:
            self.entry.choose(self.shown.way)
        self._allow()
        if self.isVisible():
            self.focus_first()
            bring_into_view(self)

    @property
    def page(self) -> str:
        """Which is in front: "ask", "show" or "try"."""
        return self._name

    def focus_first(self) -> None:
        """Where the keyboard is wanted."""
        firsts = {"ask": self.secret, "show": self.on_paper, "try": self.entry}
        firsts[self._name].setFocus()

    def _allow(self) -> None:
        self.make_button.setEnabled(bool(self.secret.edit.text()))
        self.try_button.setEnabled(self.entry.ready())

    # -- making ------------------------------------------------------------------------------
    def _make(self) -> None:
        if not self.make_button.isEnabled():
            return
        keys, secret = self._vault.keys, self.secret.edit.take()
        self.secret.say("")
        self._rest(True)
        self._context.jobs.run(
            lambda _progress: keys.make_recovery(secret), self._take, self._not_made, owner=self,
            title=self._context.t("Making the recovery key"), on_end=lambda: self._rest(False),
        )  # fmt: skip

    def _take(self, recovery: RecoveryKey) -> None:
        self._recovery = recovery
        self.shown.show_key(recovery)
        self.entry.clear()
        self._show("show")
        self.made.emit(recovery)

    def _not_made(self, error: UserError) -> None:
        self.secret.say(self._context.t.error(error))
        if isinstance(error, WrongPassphraseError):
            self.secret.setFocus()

    def _rest(self, busy: bool) -> None:
        self.setEnabled(not busy)
        if not busy and self.isVisible():
            self._allow()
            self.focus_first()  # what is disabled takes no focus

    # -- paper -------------------------------------------------------------------------------
    def papers(self) -> list[RecoveryPaper]:
        """The page of the sheet, or the three of the shares, as is chosen."""
        assert self._recovery is not None
        name, today, language = self._vault.name, date.today(), self._context.t.language
        if self.shown.way == SHEET:
            return [sheet_paper(self._recovery.lines, name, today, language)]
        return [
            share_paper(words, number, name, today, language)
            for number, words in enumerate(self.shown.shares, 1)
        ]

    def _print(self) -> None:
        print_pages(self._context, self, self.papers())

    def _save(self) -> None:
        save_pages(self._context, self, self.papers(), self._context.t("Recovery"))

    # -- trying ------------------------------------------------------------------------------
    def _try(self) -> None:
        keys = self._vault.keys
        try:
            key = self.entry.key()
        except RecoveryInputError as error:
            self.entry.say(self._context.t.error(error))
            return
        self._rest(True)
        self._context.jobs.run(
            lambda _progress: keys.try_recovery(key), lambda _none: self._opened(), self._refused,
            owner=self, on_end=lambda: self._rest(False),
        )  # fmt: skip

    def _opened(self) -> None:
        self.entry.clear()
        self.tried.emit()

    def _refused(self, error: UserError) -> None:
        self.entry.say(self._context.t.error(error))
        self.entry.setFocus()
