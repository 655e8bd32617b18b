"""The page for an emergency: two keys, a journey, and the honest list of what remains."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.features.emergency.arm_panel import ArmPanel
from caseapp.desktop.features.emergency.remains import Around, Remains, gather, lines
from caseapp.desktop.features.emergency.travel_panel import TravelPanel
from caseapp.desktop.forms.words import RecordWords
from caseapp.desktop.guard.armed import is_armed, with_armed
from caseapp.desktop.guard.panic import VANISH
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.view import View
from caseapp.desktop.widgets import KeyHint, Label, SectionHeading, Surface
from caseapp.desktop.widgets.scrolling import ReadingColumn
from caseapp.store.vault import Vault

TRAVEL = "travel"
_WIDTH = 680


class EmergencyView(View):
    """Opened with None or `TRAVEL`: what to do before a journey."""

    def __init__(self, context: Context, vault: Vault, around: Around) -> None:
        super().__init__(context)
        self._vault, self._around = vault, around
        self._words = RecordWords(self.t)
        self.arm = ArmPanel(self.t, around.trial)
        self.arm.armed.connect(self._set_armed)
        self.travel = TravelPanel(self.t, vault.name)
        self.travel.backup_asked.connect(lambda: self.context.router.go("backups"))
        self.travel.remove_asked.connect(around.remove)
        self._travel_heading = SectionHeading(self.t("Before a journey"))
        self._remains = QVBoxLayout()
        self._remains.setSpacing(6)
        self._lay_out()
        context.changes.subscribe(lambda _change: self.reload(), owner=self)

    def _lay_out(self) -> None:
        t = self.t
        self._page = ReadingColumn(self, _WIDTH)
        column = self._page.column
        column.setSpacing(theme.GRID)
        column.addWidget(Label(t("Emergency"), "title"))
        column.addWidget(SectionHeading(t("Gone at once")))
        column.addWidget(KeyHint(VANISH), alignment=Qt.AlignmentFlag.AlignLeading)
        column.addWidget(Label(
            t("{key} ends the program from any window, whatever it is doing, and asks nothing. All"
              " that was saved stays; what is being imported or backed up is not finished.",
              key=text.key_name(VANISH)), "second", wrap=True,
        ))  # fmt: skip
        column.addWidget(SectionHeading(t("Destroy the way in")))
        column.addWidget(self.arm)
        column.addWidget(self._travel_heading)
        column.addWidget(self.travel)
        column.addWidget(SectionHeading(t("What remains then")))
        column.addWidget(Label(t("Nothing of this is deleted by itself."), "second", wrap=True))
        panel = Surface("panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addLayout(self._remains)
        column.addWidget(panel)
        column.addStretch(1)

    # -- the shell ---------------------------------------------------------------------------
    def open(self, argument: object) -> None:
        self.reload()
        if argument == TRAVEL:
            self._page.area.ensureWidgetVisible(self._travel_heading)

    def set_compact(self, compact: bool) -> None:
        self._page.set_compact(compact)

    def focus_first(self) -> None:
        first: QWidget = self.arm.begin if self.arm.begin.isVisible() else self.arm.disarm
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing -----------------------------------------------------------------------------
    def reload(self) -> None:
        """Look again what there is; a stick may have come or gone, and be slow."""
        self.context.jobs.run(
            partial(gather, self._vault, self._around), self._show, kind=Kind.FREE, owner=self,
            latest="emergency",
        )  # fmt: skip

    def _show(self, found: Remains) -> None:
        on = is_armed(self._around.settings(), self._vault.folder.store_id)
        self.arm.show_state(on, found.own_keys)
        self.travel.show_state(found.code, self._about_backup(found))
        while self._remains.count():
            old = self._remains.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line in lines(self._words, self._around, self._vault, found):
            self._remains.addWidget(Label(f"•  {line}", wrap=True))

    def _about_backup(self, found: Remains) -> str:
        t, last = self.t, found.standing.last
        if last is None:
            return t("This vault was never backed up")
        moment = t("Last backup: {moment}", moment=self._words.moment(last.made_at))
        n = last.changes
        since = t.plural("{n} change since", "{n} changes since", n) if n else ""
        return " · ".join(part for part in (moment, since or t("nothing changed since")) if part)

    def _set_armed(self, on: bool) -> None:
        store_id = self._vault.folder.store_id
        self._around.change(lambda settings: with_armed(settings, store_id, on))
        self.reload()
