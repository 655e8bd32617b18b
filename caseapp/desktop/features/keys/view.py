"""The view of a vault's keys: how it stands with the recovery key, and changing the passphrase.

One thing is open at a time. What each thing does not do stands beside what it does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.keys.change import ChangeForm
from caseapp.desktop.forms.place import bring_into_view
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.keys.recovery_work import RecoveryWork
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import Label, LinkButton, Mark, SectionHeading, Surface
from caseapp.desktop.widgets.scrolling import ReadingColumn
from caseapp.domain.dates import UncertainDate
from caseapp.store.recovery import Standing
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

MAKE, TRY, CHANGE, KNOWN = "make", "try", "change", "known"
"""Arguments: what is opened at once."""
_WIDTH = 640


class KeysView(View):
    """Opened with None or with one of the arguments above. `lock()` starts a fresh process."""

    def __init__(self, context: Context, vault: Vault, lock: Callable[[], None]) -> None:
        super().__init__(context)
        self._vault, self._lock = vault, lock
        self._open: QWidget | None = None
        self.body: QWidget | None = None
        self._mark = Mark("shield", "ink2", icons.MEDIUM)
        self._title = Label("", "strong", wrap=True)
        self._detail = Label("", "second", wrap=True)
        self._places: dict[str, QVBoxLayout] = {}
        self._links: dict[str, LinkButton] = {}
        self._lay_out()

    # -- building ----------------------------------------------------------------------------
    def _lay_out(self) -> None:
        t = self.t
        self._page = ReadingColumn(self, _WIDTH)
        column = self._page.column
        column.addWidget(Label(t("Passphrase and recovery"), "title"))
        column.addSpacing(theme.GRID)
        column.addWidget(SectionHeading(t("Recovery key")))
        said = t("It opens the vault after a forgotten passphrase. It stands on paper alone: on"
                 " one sheet, or on three shares of which two open.")  # fmt: skip
        column.addWidget(Label(said, "second", wrap=True))
        column.addWidget(self._standing_panel())
        self._add(column, TRY, t("Try the paper"), "check")
        self._add(column, MAKE, t("Make a new recovery key"), "file-key")
        column.addSpacing(theme.GRID)
        column.addWidget(SectionHeading(t("Passphrase")))
        self._add(column, CHANGE, t("Change the passphrase"), "key-round")
        self._add(column, KNOWN, t("Somebody else knows the passphrase"), "shield-alert")
        column.addStretch(1)

    def _standing_panel(self) -> QWidget:
        panel = Surface("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._detail)
        return panel

    def _add(self, column: QVBoxLayout, name: str, words: str, icon: str) -> None:
        link = LinkButton(words, icon=icon, on_click=partial(self.unfold, name))
        column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeading)
        place = QVBoxLayout()
        column.addLayout(place)
        self._links[name], self._places[name] = link, place

    # -- opening -----------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        self._reload()
        if argument in self._places:
            self.unfold(str(argument))

    def set_compact(self, compact: bool) -> None:
        self._page.set_compact(compact)

    def focus_first(self) -> None:
        """The paper can be tried only where there is a key, which is not known yet."""
        self._links[MAKE].setFocus()

    def commands(self) -> Sequence[Command]:
        if self._vault.keys.refusal() is not None:
            return ()
        t = self.t
        return (
            Command(t("Try the paper"), partial(self.unfold, TRY), "check"),
            Command(t("Change the passphrase"), partial(self.unfold, CHANGE), "key-round"),
        )

    def _reload(self) -> None:
        keys = self._vault.keys
        self.context.jobs.run(
            lambda _progress: keys.standing(), self._show, owner=self, latest="keys"
        )

    def _show(self, standing: Standing) -> None:
        title, detail = standing_words(self.context, standing, date.today())
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._links[TRY].setEnabled(standing.made)
        self._refused()

    def _refused(self) -> bool:
        """Whether nothing can be changed in this vault; then it is said why, and not offered."""
        refusal = self._vault.keys.refusal()
        if refusal is None:
            return False
        self._detail.setText(self.t.error(refusal))
        self._detail.show()
        for link in self._links.values():
            link.setEnabled(False)
        return True

    # -- one thing at a time -------------------------------------------------------------------
    def unfold(self, name: str) -> None:
        """Open one of the four below its link, and close what was open."""
        if self._works() or self._refused():
            return
        self.fold()
        makers = {MAKE: self._work, TRY: self._work, CHANGE: self._change, KNOWN: self._known}
        panel = Surface("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 16, 16, 16)
        body = makers[name](name)
        column.addWidget(body)
        self._places[name].addWidget(panel)
        self._open = panel
        self.body = body
        if isinstance(body, RecoveryWork):
            body.focus_first()
        else:
            body.setFocus()
        # What is new has no size before the window has shown it.
        QTimer.singleShot(0, panel, lambda: bring_into_view(panel))

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes elsewhere leaves no key and no passphrase behind."""
        super().hideEvent(event)
        if not event.spontaneous() and not self._works():
            self.fold()

    def _works(self) -> bool:
        """While something is changed its form stays: it hears how that ended."""
        form = self.body if self._open is not None else None
        return isinstance(form, ChangeForm) and form.work.job is not None

    def fold(self) -> None:
        """Close what is open; nothing that was typed stays."""
        if self._open is not None:
            self._open.hide()
            self._open.deleteLater()
            self._open = None

    def _work(self, name: str) -> QWidget:
        work = RecoveryWork(self.context, self._vault, begin_with_try=name == TRY)
        work.tried.connect(self._tried)
        work.made.connect(lambda _recovery: self._reload())
        return work

    def _tried(self) -> None:
        t = self.t
        self.fold()
        self._reload()
        told = t("Earlier sheets and shares open the vault no more; copies of it from before, they"
                 " do.")  # fmt: skip
        self.context.notices.show(t("The paper opens the vault."), told, tone="ok")

    def _change(self, _name: str) -> QWidget:
        t, keys = self.t, self._vault.keys

        def change(old: str, new: str, _progress: Progress) -> None:
            keys.change_passphrase(old, new)

        said = t("From then on the new one opens this vault. Backups made before, and other copies"
                 " of the vault, still open with the old one.")  # fmt: skip
        form = ChangeForm(self.context, said, t("Change the passphrase"), change)
        form.left.connect(self.fold)
        form.changed.connect(self._changed)
        return form

    def _changed(self) -> None:
        self.fold()
        self.context.notices.show(self.t("The passphrase was changed."), tone="ok")

    def _known(self, _name: str) -> QWidget:
        t, keys = self.t, self._vault.keys

        def renew(old: str, new: str, progress: Progress) -> None:
            keys.replace_master_key(old, new, progress)

        said = t("The database is written anew under a new master key. What is added from then on"
                 " cannot be read with the old passphrase. What was in the vault until now can, by"
                 " whoever has a copy from before: delete old backups. Sheets and shares become"
                 " void, and the program starts again, locked.")  # fmt: skip
        form = ChangeForm(
            self.context, said, t("Make a new master key"), renew, cancellable=True
        )  # fmt: skip
        form.left.connect(self.fold)
        form.changed.connect(self._lock)
        return form


def standing_words(context: Context, standing: Standing, today: date) -> tuple[str, str]:
    """How it stands with the recovery key: what, and what follows from it."""
    t = context.t
    if not standing.made:
        return (
            t("There is no recovery key."),
            t("A forgotten passphrase is then the end of the vault."),
        )
    if standing.tried is None:
        detail = t("The earlier one opens the vault until then.") if standing.replacing else ""
        return t("The recovery key was never tried."), detail
    day = RecordWords(t).date(UncertainDate.on(standing.tried))
    title = t("The recovery key was tried on {day}.", day=day)
    if standing.is_due(today):
        return title, t("More than a year ago: is the paper still where it was?")
    return title, ""
