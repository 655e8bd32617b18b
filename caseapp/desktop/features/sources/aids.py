"""What helps somebody who reads a source: what was found in the text, what its file says and
what was left out of it, the text of a picture read by machine. Offers only.

Joins the panel and the two sheets with one reader; reading files and texts goes on in the pool.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from caseapp.desktop import text
from caseapp.desktop.features.sources.copy_line import MaybeCopy
from caseapp.desktop.features.sources.document import TEXT
from caseapp.desktop.features.sources.file_sheet import FileSheet, TakenOver
from caseapp.desktop.features.sources.found_panel import FoundPanel
from caseapp.desktop.features.sources.machine_sheet import MachineSheet
from caseapp.desktop.jobs import Job, Kind
from caseapp.desktop.reading_on import ReadingOn
from caseapp.desktop.shell.commands import Command
from caseapp.desktop.widgets import QuietButton
from caseapp.domain.passages import put_back
from caseapp.errors import UserError
from caseapp.intake.documents.kinds import READABLE
from caseapp.intake.documents.machine_text import (
    MachineText,
    Reader,
    find_reader,
    read_by_machine,
)
from caseapp.intake.documents.read import ReadDocument, read_document
from caseapp.intake.excerpts import keep_machine_text, say_checked
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
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

if TYPE_CHECKING:
    from caseapp.desktop.features.sources.reader import SourceView

_LOOK_MS = 200
_PICTURES = ("image/", "application/pdf")


class ReadingAids(QObject):
    """Made with its reader, before the reader is laid out; `wire` once all parts are there."""

    def __init__(self, view: SourceView, vault: Vault) -> None:
        super().__init__(view)
        self._view, self._vault = view, vault
        self.panel = FoundPanel(view.words)
        self.file_sheet = FileSheet(view.words)
        self.machine_sheet = MachineSheet(view.words)
        self.machine_button = QuietButton(
            view.t("Read the text of the picture"), icon="scan-text", small=True,
            on_click=self._read_shown,
        )  # fmt: skip
        self.machine_button.hide()
        self._text: str | None = None
        self._asked: list[Suggestion] = []
        self._incomplete = False
        self._reader: Reader | None = None
        self._read: ReadDocument | None = None
        self._job: Job | None = None
        self._stopped = False
        self._no_copies: set[UUID | None] = set()
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look.timeout.connect(self._show_progress)
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
        view.particulars.machine_asked.connect(self.ask_machine)
        view.particulars.checked.connect(self._checked)
        self.file_sheet.left.connect(self.leave)
        self.file_sheet.wanted.connect(self._take_over)
        sheet = self.machine_sheet
        sheet.left.connect(self.leave)
        sheet.read_asked.connect(self._read_picture)
        sheet.stop_asked.connect(self._stop)
        sheet.kept.connect(self._keep_machine_text)
        view.document.add_to_foot(self.machine_button)
        view.document.page_changed.connect(self._offer_machine)

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
            if file.media_type.startswith(_PICTURES):
                words = t("Read the text of the picture {name}", name=named)
                found.append(Command(words, partial(self.ask_machine, file), "scan-text"))
        return found

    def _offer_machine(self) -> None:
        """Beside a picture or a scan whose source has no text, reading it is offered."""
        file = self._shown_picture()
        page = self._view.page
        self.machine_button.setVisible(file is not None and page is not None
                                       and not page.source.text.strip())  # fmt: skip

    def _shown_picture(self) -> Attachment | None:
        page, shown = self._view.page, self._view.document.file_id
        files = page.files if page is not None else ()
        return next((file for file in files if file.id.hex == shown
                     and file.media_type.startswith(_PICTURES)), None)  # fmt: skip

    def _read_shown(self) -> None:
        file = self._shown_picture()
        if file is not None:
            self.ask_machine(file)

    # -- what is found in the text -----------------------------------------------------------
    def show_page(self, page: SourcePage) -> None:
        """Look through the text, if it is another one than before."""
        self._offer_machine()
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
        self._stop()
        self.file_sheet.hide()
        self.machine_sheet.hide()
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
                lambda found: self._show_file(found, source), self._failed, kind=Kind.FREE,
                owner=self, title=t("Reading {name}", name=text.file_name(file.file_name)),
            )  # fmt: skip

        self._view.context.jobs.run(
            lambda _p: vault.read_attachment(file), came, self._failed, owner=self
        )

    def _show_file(self, found: ReadDocument, source: UUID | None) -> None:
        page = self._view.page
        if page is not None and page.source.id == source:
            self._read = found
            self._open(self.file_sheet)
            self.file_sheet.start(found, page.source)

    def _take_over(self, taken: TakenOver) -> None:
        view, vault, page = self._view, self._vault, self._view.page
        assert page is not None
        source = page.source
        if taken.fields:
            view.context.jobs.run(
                lambda _p: take_fields(vault, source.id, taken.fields),
                view.context.changes.announce, self._failed, kind=Kind.WRITE, owner=self,
            )  # fmt: skip
        if taken.lines and self._read is not None:
            pieces = [(line.at, line.text) for line in taken.lines]
            view.deeds.keep_text(put_back(source.text, self._read.text, pieces), source.id)
        self.leave()

    # -- the text of a picture ---------------------------------------------------------------
    def ask_machine(self, file: Attachment) -> None:
        """Offer to read a picture by machine."""
        page = self._view.page
        if page is None:
            return
        source = page.source
        self._open(self.machine_sheet)
        self.machine_sheet.start(file)

        def found(reader: Reader | None) -> None:
            self._reader = reader
            self.machine_sheet.show_reader(reader, source)

        self._view.context.jobs.run(
            lambda _p: find_reader(), found, kind=Kind.FREE, owner=self, latest="source-reader"
        )

    def _read_picture(self, file: Attachment, languages: list[str]) -> None:
        vault, reader, jobs = self._vault, self._reader, self._view.context.jobs
        t, sheet = self._view.t, self.machine_sheet
        assert reader is not None

        def came(data: bytes) -> None:
            job = jobs.run(
                lambda p: read_by_machine(data, file.media_type, reader, languages, p),
                self._machine_read, lambda error: sheet.tell(t.error(error)), kind=Kind.FREE,
                owner=self, cancellable=True, on_end=self._ended,
                title=t("Reading {name}", name=text.file_name(file.file_name)),
            )  # fmt: skip
            if job in jobs.running:
                self._job = job
                self._look.start()

        self._stopped = False
        sheet.show_progress(None)
        jobs.run(
            lambda _p: vault.read_attachment(file), came,
            lambda error: sheet.tell(t.error(error)), owner=self,
        )  # fmt: skip

    def _show_progress(self) -> None:
        if self._job is not None and not self.machine_sheet.isHidden():
            self.machine_sheet.show_progress(self._job.report)
            self._look.start()

    def _machine_read(self, found: MachineText) -> None:
        page = self._view.page
        if page is not None:
            self.machine_sheet.show_text(found, bool(page.source.text.strip()))

    def _ended(self) -> None:
        self._look.stop()
        self._job = None
        if self._stopped:
            self.machine_sheet.tell(self._view.t("Stopped. Nothing was kept."))

    def _stop(self) -> None:
        if self._job is not None:
            self._stopped = True
            self._job.cancel()

    def _keep_machine_text(self, words: str, made_by: str) -> None:
        vault, source = self._vault, self._view.source_id
        assert source is not None
        if not words:
            return

        def kept(answer: tuple[ChangeSet, int]) -> None:
            self._view.context.changes.announce(answer[0])
            self.leave()

        self._view.context.jobs.run(
            lambda _p: keep_machine_text(vault, source, words, made_by), kept,
            lambda error: self.machine_sheet.tell(self._view.t.error(error)), kind=Kind.WRITE,
            owner=self,
        )  # fmt: skip

    def _checked(self) -> None:
        """Somebody has compared the machine's text with the picture."""
        vault, source = self._vault, self._view.source_id
        assert source is not None
        self._view.context.jobs.run(
            lambda _p: say_checked(vault, source), self._view.context.changes.announce,
            self._failed, kind=Kind.WRITE, owner=self,
        )  # fmt: skip

    # -- opening and leaving -----------------------------------------------------------------
    def _open(self, sheet: FileSheet | MachineSheet) -> None:
        view = self._view
        for other in (view.sheet, view.form, self.file_sheet, self.machine_sheet):
            if other is not sheet:
                other.hide()
        if not view.particulars.isHidden() and view.is_compact:
            view.turn_particulars()
        view.show_part("excerpts")
        sheet.show()
        view.arrange()

    def leave(self) -> None:
        """Back to the document."""
        self._stop()
        self.file_sheet.hide()
        self.machine_sheet.hide()
        self._view.arrange()
        self._view.show_part("document")
        self._view.document.focus_document()

    def _failed(self, error: UserError) -> None:
        self._view.context.notices.show(self._view.t.error(error), tone="danger")
