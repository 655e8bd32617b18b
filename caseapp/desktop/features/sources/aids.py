"""What helps somebody who reads a source: what was found in the text, what its file says and
what was left out of it, the text of a picture read by machine. Offers only.

Joins the panel and the two sheets with one reader; reading files and texts goes on in the pool.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop import text
from caseapp.desktop.features.sources.copy_line import MaybeCopy
from caseapp.desktop.features.sources.document import TEXT
from caseapp.desktop.features.sources.file_sheet import FileSheet, TakenOver
from caseapp.desktop.features.sources.found_panel import FoundPanel
from caseapp.desktop.features.sources.machine_desk import PICTURES, MachineDesk
from caseapp.desktop.features.sources.machine_sheet import MachineSheet
from caseapp.desktop.jobs import Kind
from caseapp.desktop.reading_on import ReadingOn
from caseapp.desktop.shell.commands import Command
from caseapp.domain.passages import put_back
from caseapp.errors import UserError
from caseapp.intake.documents.kinds import READABLE
from caseapp.intake.documents.read import ReadDocument, read_document
from caseapp.intake.source_files import take_fields
from caseapp.intake.suggestions import (
    Suggestion,
    Suggestions,
    sentence_around,
    suggestions_in,
)
from caseapp.matching.known_already import Named, cases_named
from caseapp.store.queries.near_copies import near_copies
from caseapp.store.queries.source_page import SourcePage, source_name
from caseapp.store.records import Attachment
from caseapp.store.vault import Vault

if TYPE_CHECKING:
    from caseapp.desktop.features.sources.reader import SourceView


class ReadingAids(QObject):
    """Made with its reader, before the reader is laid out; `wire` once all parts are there."""

    def __init__(self, view: SourceView, vault: Vault) -> None:
        super().__init__(view)
        self._view, self._vault = view, vault
        self.panel = FoundPanel(view.words)
        self.file_sheet = FileSheet(view.words)
        self.machine = MachineDesk(self, view, vault)
        self._text: str | None = None
        self._asked: list[Suggestion] = []
        self._incomplete = False
        self._read: ReadDocument | None = None
        self._no_copies: set[UUID | None] = set()
        self._reading = ReadingOn(
            view.context.jobs, vault, lambda: self._ask_known(again=True), self
        )

    def wire(self) -> None:
        """Connect panel and sheets with the parts of the reader."""
        panel, view = self.panel, self._view
        panel.place_asked.connect(self._go_to)
        panel.excerpt_asked.connect(self._start_excerpt)
        panel.case_asked.connect(self._start_case)
        line = panel.copy_line
        line.opened.connect(partial(view.context.router.go, "source"))
        line.said.connect(self._say_copy)
        line.dismissed.connect(lambda: self._no_copies.add(view.source_id))
        panel.names_shown.connect(lambda: self._ask_known())
        panel.known_asked.connect(partial(view.context.router.go, "case"))
        view.particulars.file_says_asked.connect(self.ask_file)
        self.file_sheet.left.connect(self.leave)
        self.file_sheet.wanted.connect(self._take_over)
        self.machine.wire()

    def commands(self) -> list[Command]:
        """What can be done with the files of the source."""
        view, page = self._view, self._view.page
        if page is None:
            return []
        t, found = view.t, []
        for file in page.files:
            named = text.file_name(file.file_name)
            if file.media_type in READABLE:
                words = t("What {name} says, and what was left out", name=named)
                found.append(Command(words, partial(self.ask_file, file), "file-text"))
            if file.media_type.startswith(PICTURES):
                words = t("Read the text of the picture {name}", name=named)
                found.append(Command(words, partial(self.machine.ask, file), "scan-text"))
        return found

    # -- what is found in the text -----------------------------------------------------------
    def show_page(self, page: SourcePage) -> None:
        """Look through the text, if it is another one than before."""
        self.machine.offer()
        words = page.source.text
        if words == self._text:
            return
        self._text = words
        self._look_for_copies(page)
        self._view.context.jobs.run(
            lambda _progress: suggestions_in(words), self._found, kind=Kind.FREE, owner=self,
            latest="source-found",
        )  # fmt: skip

    def clear(self) -> None:
        """Another source is opened."""
        self._text = None
        self._asked = []
        self.machine.stop()
        self.file_sheet.hide()
        self.machine.sheet.hide()
        self.panel.hide()

    def _look_for_copies(self, page: SourcePage) -> None:
        """Whether it is nearly the text of another source, where nobody has said so yet."""
        source, vault, language = page.source, self._vault, self._view.t.language
        self.panel.show_copy(None)
        if source.same_text_as_id is not None or source.id in self._no_copies:
            return
        without = {source.id, *(copy.id for copy in page.copies)}

        def look(session: Any) -> MaybeCopy | None:
            for near in near_copies(session, source.text, without):
                other = source_name(session, near.source_id, language)
                if other is not None:
                    return MaybeCopy(other, near.shared)
            return None

        self._view.context.jobs.run(
            lambda _progress: vault.read(look), self.panel.show_copy, owner=self,
            latest="source-copies",
        )  # fmt: skip

    def _say_copy(self, other: UUID) -> None:
        self.panel.show_copy(None)
        self._view.deeds.is_a_copy(other)

    def _found(self, found: Suggestions) -> None:
        self.panel.show_found(found)
        self._ask_known()

    def _ask_known(self, *, again: bool = False) -> None:
        self._asked, self._incomplete = self.panel.names(again=again), False
        self._ask_next()

    def _ask_next(self) -> None:
        """Who on file may be meant, name by name: others have their turn between two."""
        if not self._asked:
            if self._incomplete:
                self._reading.go_on()
            return
        one, vault, language = self._asked.pop(0), self._vault, self._view.t.language

        def shown(named: Named) -> None:
            self._incomplete = self._incomplete or not named.complete
            self.panel.show_known(one.key, named.cases.get((one.words, ""), ()))
            self._ask_next()

        self._view.context.jobs.run(
            lambda _progress: cases_named(vault, [(one.words, "")], language), shown, owner=self,
            latest="source-found-known",
        )  # fmt: skip

    def _go_to(self, start: int, end: int) -> None:
        """Show the place in the text, the words marked out."""
        view = self._view
        if view.document.mode != TEXT:
            view.set_mode(TEXT)
        if view.is_compact:
            view.show_part("document")
        view.document.original.surface.select({"start": start, "end": end})

    def _start_excerpt(self, start: int, end: int) -> None:
        self._go_to(*sentence_around(self._text or "", start, end))
        self._view.desk.start_excerpt(None)

    def _start_case(self, start: int, end: int) -> None:
        self._go_to(start, end)
        self._view.desk.start_names()

    # -- what a file says, and what was left out ---------------------------------------------
    def ask_file(self, file: Attachment) -> None:
        """Read a file again and show what was not taken over."""
        vault, source, t = self._vault, self._view.source_id, self._view.t

        def came(data: bytes) -> None:
            self._view.context.jobs.run(
                lambda _p: read_document(data, file.file_name),
                lambda found: self._show_file(found, source), self.failed, kind=Kind.FREE,
                owner=self, title=t("Reading {name}", name=text.file_name(file.file_name)),
            )  # fmt: skip

        self._view.context.jobs.run(
            lambda _p: vault.read_attachment(file), came, self.failed, owner=self
        )

    def _show_file(self, found: ReadDocument, source: UUID | None) -> None:
        page = self._view.page
        if page is not None and page.source.id == source:
            self._read = found
            self.open_sheet(self.file_sheet)
            self.file_sheet.start(found, page.source)

    def _take_over(self, taken: TakenOver) -> None:
        view, vault, page = self._view, self._vault, self._view.page
        assert page is not None
        source = page.source
        if taken.fields:
            view.context.jobs.run(
                lambda _p: take_fields(vault, source.id, taken.fields),
                view.context.changes.announce, self.failed, kind=Kind.WRITE, owner=self,
            )  # fmt: skip
        if taken.lines and self._read is not None:
            pieces = [(line.at, line.text) for line in taken.lines]
            view.deeds.keep_text(put_back(source.text, self._read.text, pieces), source.id)
        self.leave()

    # -- opening and leaving -----------------------------------------------------------------
    def open_sheet(self, sheet: FileSheet | MachineSheet) -> None:
        """Show one of the sheets in place of the excerpts."""
        view = self._view
        for other in (view.sheet, view.form, self.file_sheet, self.machine.sheet):
            if other is not sheet:
                other.hide()
        if not view.particulars.isHidden() and view.is_compact:
            view.turn_particulars()
        view.show_part("excerpts")
        sheet.show()
        view.arrange()

    def leave(self) -> None:
        """Back to the document."""
        self.machine.stop()
        self.file_sheet.hide()
        self.machine.sheet.hide()
        self._view.arrange()
        self._view.show_part("document")
        self._view.document.focus_document()

    def failed(self, error: UserError) -> None:
        """Tell what belongs to no field."""
        self._view.context.notices.show(self._view.t.error(error), tone="danger")
