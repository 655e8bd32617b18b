"""Which intake the page shows, and every write to it: one field, one deed, one action each.

Follows undo: an intake that was undone leaves the page, and comes back with a redo while
nothing else was begun. Knows jobs and use cases, no widget but its view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.chosen_photo import ChosenPhoto
from caseapp.desktop.context import Context
from caseapp.desktop.jobs import Kind
from caseapp.desktop.shell.view import View
from caseapp.domain.vocabulary import CaseKind
from caseapp.errors import UserError
from caseapp.intake import visit
from caseapp.intake.visit import VisitPage
from caseapp.intake.visit_joining import join, told_apart
from caseapp.intake.visit_parts import Desk
from caseapp.intake.visit_typing import Slot
from caseapp.store.records import new_id
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

Kept = tuple[ChangeSet, VisitPage | None]
Refused = Callable[[str], None]
"""Is told the reason, in the screen's language."""


class Keeping(QObject):
    """`shown(page)` when the page of the intake is another than before, None when it is gone;
    `changed()` when a write may have changed what stands around it. `turn` counts the intakes
    that were begun or gone on with."""

    shown = Signal(object)
    changed = Signal()

    def __init__(self, context: Context, vault: Vault, view: View) -> None:
        super().__init__(view)
        self._context, self._vault, self._view = context, vault, view
        self.id: UUID | None = None
        self.turn = 0
        self.page: VisitPage | None = None
        self._gone: UUID | None = None
        self._unmade = False
        self.taken_by = ""
        self.kind = CaseKind.PERSON

    # -- which intake ------------------------------------------------------------------------
    def start(self, intake_id: UUID | None) -> None:
        """Another intake, None for one of which nothing is said yet."""
        self.id, self._gone, self.page = intake_id, None, None
        self.turn += 1
        self._unmade = False
        self.shown.emit(None)
        self.reload()

    def reload(self) -> None:
        """Read the intake again: somebody else, or undo, may have changed it."""
        wanted, vault = self.id or self._gone, self._vault
        if wanted is not None:
            self._context.jobs.run(
                lambda _progress: visit.load_page(vault, wanted),
                lambda page: self._loaded(wanted, page), owner=self, latest="intake",
            )  # fmt: skip

    def _loaded(self, wanted: UUID, page: VisitPage | None) -> None:
        if self.id == wanted and page is None:
            if not self._unmade:  # what could not be kept yet stays on the page
                self._leave(wanted)
        elif self.id is None and self._gone == wanted and page is not None:
            self.id, self._gone = wanted, None
            self._remember()
            self._show(page)
        elif self.id == wanted:
            self._show(page)

    def _leave(self, gone: UUID) -> None:
        self.start(None)
        self._gone = gone
        self._remember()

    def _show(self, page: VisitPage) -> None:
        self.page, self._unmade = page, False
        self.shown.emit(page)

    def _remember(self) -> None:
        """So that the way back leads to this intake."""
        current = self._context.router.current
        if current is not None and current.view == "intake":
            self._context.router.replace(self.id)

    def _begun(self) -> UUID:
        if self.id is None:
            self.id, self._gone, self._unmade = new_id(), None, True
            self._remember()
        return self.id

    @property
    def _desk(self) -> Desk:
        return Desk(self._context.t.language, self.taken_by)

    # -- what is told ------------------------------------------------------------------------
    def keep(self, slot: Slot, text: str, refused: Refused) -> None:
        """Keep one field; nothing is made before something is said."""
        if self.id is None and not visit.says_something(slot, text):
            return
        intake_id, vault, desk, kind = self._begun(), self._vault, self._desk, self.kind
        self._run(
            lambda _progress: visit.keep(vault, intake_id, slot, text, desk, kind=kind), refused
        )

    def keep_teller(self, contact_id: UUID, how_known: str, refused: Refused) -> None:
        """Somebody known tells."""
        intake_id, vault, desk = self._begun(), self._vault, self._desk
        self._run(
            lambda _progress: visit.keep_teller(vault, intake_id, contact_id, desk, how_known),
            refused,
        )

    def keep_photo(self, photo: ChosenPhoto, refused: Refused) -> None:
        intake_id, vault, desk = self._begun(), self._vault, self._desk
        self._run(
            lambda _progress: visit.add_photo(
                vault, intake_id, photo.data, photo.name, photo.media_type, desk
            ),
            refused,
        )

    def _run(self, work: Callable[[Progress], Kept], refused: Refused) -> None:
        intake_id = self.id

        def kept(result: Kept) -> None:
            changes, page = result
            first = self.page is None
            self._announce(changes)
            if self.id == intake_id and page is not None:
                self._show(page)
            if first:
                self.changed.emit()

        def failed(error: UserError) -> None:
            refused(self._context.t.error(error))

        self._context.jobs.run(work, kept, failed, kind=Kind.WRITE, owner=self)

    # -- deeds -------------------------------------------------------------------------------
    def close(self) -> None:
        """The next person comes: finish what is complete, leave the rest in the queue."""
        if (intake_id := self.id) is not None:
            self._write(lambda _progress: visit.close(self._vault, intake_id))

    def discard(self) -> bool:
        """All of it goes to the trash; False if there was nothing yet."""
        intake_id = self.id
        if intake_id is None:
            return False
        self._write(lambda _progress: visit.discard(self._vault, intake_id))
        self._leave(intake_id)
        return True

    def join(self, case_id: UUID, done: Callable[[], None]) -> None:
        """What was told is a second account of that case."""
        intake_id, vault, desk = self.id, self._vault, self._desk
        if intake_id is None:
            done()
            return
        self._write(lambda _progress: join(vault, intake_id, case_id, desk), done)

    def tell_apart(self, case_id: UUID) -> None:
        """That case is somebody else."""
        intake_id, vault, desk = self.id, self._vault, self._desk
        if intake_id is not None:
            self._write(lambda _progress: told_apart(vault, intake_id, case_id, desk))

    def load(self, loaded: Callable[[VisitPage | None], None]) -> None:
        """The page after all that is being kept."""
        intake_id, vault = self.id, self._vault
        if intake_id is None:
            loaded(None)
            return
        self._context.jobs.run(
            lambda _progress: visit.load_page(vault, intake_id), loaded, owner=self
        )

    def _write(
        self, work: Callable[[Progress], ChangeSet], done: Callable[[], None] | None = None
    ) -> None:
        def kept(changes: ChangeSet) -> None:
            self._announce(changes)
            self.changed.emit()
            if done is not None:
                done()

        self._context.jobs.run(work, kept, kind=Kind.WRITE, owner=self)

    def _announce(self, changes: ChangeSet) -> None:
        self._context.changes.announce(replace(changes, origin=self._view.origin))
