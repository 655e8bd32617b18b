"""What the view does with the marked cases: asks for a word, writes, says what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from caseapp.desktop.context import Context
from caseapp.desktop.features.cases import deeds
from caseapp.desktop.features.cases.ask_panel import AskPanel
from caseapp.desktop.jobs import Kind
from caseapp.desktop.to_appeal import AppealOffer
from caseapp.errors import UserError
from caseapp.store.queries.facets import known_tags
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


class CaseActions(QObject):
    """`tag_panel` is the line that asks for a tag. `done()`: a deed was kept."""

    done = Signal()

    def __init__(self, context: Context, vault: Vault, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._vault, self._owner = context, vault, owner
        self._cases: tuple[UUID, ...] = ()
        t = context.t
        self.tag_panel = AskPanel(t, t("Tag for the selected cases"), t("Tag"), "tag")
        self.tag_panel.wanted.connect(self._tag)
        self.tag_panel.left.connect(self._leave)
        self.appeals = AppealOffer(context, vault, owner)
        self.appeals.added.connect(self.done)

    # -- tag ---------------------------------------------------------------------------------
    def ask_for_tag(self, cases: Sequence[UUID]) -> None:
        """Ask for a tag that all these cases get; known ones can be completed to."""
        if not cases:
            return
        self._cases, vault, t = tuple(cases), self._vault, self._context.t
        hint = t.plural("For {n} case", "For {n} cases", len(cases))
        self.tag_panel.begin(hint=hint)
        self._context.jobs.run(
            lambda _progress: vault.read(known_tags),
            lambda known: self.tag_panel.complete(known),
            owner=self.tag_panel,
        )

    def _tag(self, word: str) -> None:
        cases, vault = self._cases, self._vault
        self._write(lambda progress: deeds.tag(vault, cases, word, progress), self._tagged)

    def _tagged(self, change: ChangeSet) -> None:
        self._context.changes.announce(change)
        self._leave()

    def _leave(self) -> None:
        self.tag_panel.hide()
        self.done.emit()

    # -- packets -----------------------------------------------------------------------------
    def send(self, cases: Sequence[UUID]) -> None:
        """Show what would leave to another laptop with these cases."""
        if cases:
            self._context.router.go("packets", tuple(cases))

    # -- trash -------------------------------------------------------------------------------
    def put_in_trash(self, cases: Sequence[UUID]) -> None:
        """Put these cases in the trash, at once: undo takes them back."""
        if not cases:
            return
        chosen, vault = tuple(cases), self._vault

        def trashed(change: ChangeSet) -> None:
            t = self._context.t
            self._context.changes.announce(change)
            self.done.emit()
            said = t.plural("{n} case is in the trash.", "{n} cases are in the trash.", len(chosen))
            self._context.notices.show(said, t("Undo takes it back."))

        self._write(lambda progress: deeds.put_in_trash(vault, chosen, progress), trashed)

    def _write(self, work: Callable[[Progress], Any], kept: Callable[[Any], None]) -> None:
        def failed(error: UserError) -> None:
            self._context.notices.show(self._context.t.error(error), tone="danger")

        self._context.jobs.run(work, kept, failed, kind=Kind.WRITE, owner=self)
