"""Compares the two copies that stand beside each other, and takes both to one person."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.appeals.builder import Builder
from caseapp.desktop.features.appeals.copy_side import CopySide
from caseapp.desktop.features.appeals.differing import DifferenceLine, read_differences
from caseapp.desktop.features.appeals.loading import Loaded
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


class Compare:
    """`turn` opens or closes the list; while it is open it follows the two copies."""

    def __init__(
        self, context: Context, vault: Vault, owner: QWidget, ui: Builder,
        sides: tuple[CopySide, CopySide], now: Callable[[], Loaded | None],
    ) -> None:  # fmt: skip
        self._context, self._vault, self._owner = context, vault, owner
        self._ui, self._sides, self._now = ui, sides, now
        self._words = AppealWords(context.t)
        ui.differences.left.connect(self._close)
        ui.differences.chosen.connect(self._go)
        for side in sides:
            side.drawn.connect(lambda _draft: self.follow())

    def turn(self) -> None:
        """Open the list, or close it."""
        if self._ui.differences.isHidden():
            self._read(focus=True)
        else:
            self._close()

    def follow(self) -> None:
        """The copies may be others now."""
        if not self._ui.differences.isHidden():
            self._read(focus=False)

    def forget(self) -> None:
        """What stands in the list may have been withdrawn; it comes again with the copies."""
        self._ui.differences.rows.set_items([])

    def _close(self) -> None:
        self._ui.differences.hide()
        for side in self._sides:
            side.pane.set_comparing(comparing=False)
        self._ui.copies.differences_button.setFocus()

    def _read(self, *, focus: bool) -> None:
        loaded, (first, second) = self._now(), self._sides
        if loaded is None or first.target is None or second.target is None:
            return
        vault, appeal_id, language = self._vault, loaded.page.appeal.id, self._context.t.language
        pair = first.target, second.target

        def work(progress: Progress) -> list[DifferenceLine]:
            return read_differences(vault, appeal_id, pair, language, progress)

        self._context.jobs.run(
            work, lambda lines: self._show(lines, focus=focus), owner=self._owner,
            latest="appeal-differences", title=self._context.t("Comparing the copies"),
            cancellable=True,
        )  # fmt: skip

    def _show(self, lines: list[DifferenceLine], *, focus: bool) -> None:
        first, second = (self._name(side) for side in self._sides)
        panel = self._ui.differences
        panel.show_lines(lines, (first, second), self._person)
        panel.show()
        for side in self._sides:
            side.pane.set_comparing(comparing=True)
        if focus:
            panel.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _name(self, side: CopySide) -> str:
        row = side.row()
        return self._words.short_addressee(row) if row else self._context.t("Office copy")

    def _person(self, case: UUID | None) -> str:
        loaded = self._now()
        rows = loaded.page.persons if loaded else ()
        found = next((row for row in rows if row.case.id == case), None)
        return self._words.person(found.case) if found else self._context.t("Without a case")

    def _go(self, case: object) -> None:
        loaded = self._now()
        rows = loaded.page.persons if loaded else ()
        number = next((row.case.number for row in rows if row.case.id == case), "")
        for side in self._sides:
            side.go_to_case(number)
