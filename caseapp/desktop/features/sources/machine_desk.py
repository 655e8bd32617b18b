"""Reading a picture by machine, from the offer to the kept text: joins the sheet and the pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from caseapp.desktop import text
from caseapp.desktop.features.sources.machine_sheet import MachineSheet
from caseapp.desktop.jobs import Job, Kind
from caseapp.desktop.widgets import QuietButton
from caseapp.intake.documents.machine_text import (
    MachineText,
    Reader,
    find_reader,
    read_by_machine,
)
from caseapp.intake.excerpts import keep_machine_text, say_checked
from caseapp.store.records import Attachment
from caseapp.store.saving import ChangeSet
from caseapp.store.vault import Vault

if TYPE_CHECKING:
    from caseapp.desktop.features.sources.aids import ReadingAids
    from caseapp.desktop.features.sources.reader import SourceView

PICTURES = ("image/", "application/pdf")
"""How media types begin of files whose text a machine may read."""
_LOOK_MS = 200


class MachineDesk(QObject):
    """`sheet` beside the document, `button` beneath a picture whose source has no text."""

    def __init__(self, aids: ReadingAids, view: SourceView, vault: Vault) -> None:
        super().__init__(aids)
        self._aids, self._view, self._vault = aids, view, vault
        self.sheet = MachineSheet(view.words)
        self.button = QuietButton(
            view.t("Read the text of the picture"), icon="scan-text", small=True,
            on_click=self._ask_shown,
        )  # fmt: skip
        self.button.hide()
        self._reader: Reader | None = None
        self._job: Job | None = None
        self._file: Attachment | None = None
        self._stopped = False
        self._look = QTimer(self, singleShot=True, interval=_LOOK_MS)
        self._look.timeout.connect(self._show_progress)
        self.sheet.left.connect(aids.leave)
        self.sheet.read_asked.connect(self._read_picture)
        self.sheet.stop_asked.connect(self.stop)
        self.sheet.kept.connect(self._keep)

    def wire(self) -> None:
        """Connect with the parts of the reader."""
        view = self._view
        view.particulars.machine_asked.connect(self.ask)
        view.particulars.checked.connect(self.checked)
        view.document.add_to_foot(self.button)
        view.document.page_changed.connect(self.offer)

    def offer(self) -> None:
        """Beside a picture or a scan whose source has no text, reading it is offered."""
        file = self._shown_picture()
        page = self._view.page
        self.button.setVisible(file is not None and page is not None
                                       and not page.source.text.strip())  # fmt: skip

    def _shown_picture(self) -> Attachment | None:
        page, shown = self._view.page, self._view.document.file_id
        files = page.files if page is not None else ()
        return next((file for file in files if file.id.hex == shown
                     and file.media_type.startswith(PICTURES)), None)  # fmt: skip

    def _ask_shown(self) -> None:
        file = self._shown_picture()
        if file is not None:
            self.ask(file)

    def ask(self, file: Attachment) -> None:
        """Offer to read a picture by machine."""
        page = self._view.page
        if page is None:
            return
        source = page.source
        self.stop()
        self._look.stop()
        self._job = self._file = None  # what is still read of another picture is not shown here
        self._aids.open_sheet(self.sheet)
        self.sheet.start(file)

        def found(reader: Reader | None) -> None:
            self._reader = reader
            self.sheet.show_reader(reader, source)

        self._view.context.jobs.run(
            lambda _p: find_reader(), found, kind=Kind.FREE, owner=self, latest="source-reader"
        )

    def _read_picture(self, file: Attachment, languages: list[str]) -> None:
        vault, reader, jobs = self._vault, self._reader, self._view.context.jobs
        t, sheet = self._view.t, self.sheet
        assert reader is not None

        def is_asked() -> bool:
            """Not where another picture, or another source, was turned to meanwhile."""
            return self._file is file

        def came(data: bytes) -> None:
            if not is_asked():
                return
            job = jobs.run(
                lambda p: read_by_machine(data, file.media_type, reader, languages, p),
                lambda found: self._was_read(found) if is_asked() else None,
                lambda error: sheet.tell(t.error(error)) if is_asked() else None, kind=Kind.FREE,
                owner=self, cancellable=True, on_end=lambda: self._ended(file),
                title=t("Reading {name}", name=text.file_name(file.file_name)),
            )  # fmt: skip
            if job in jobs.running:
                self._job = job
                self._look.start()

        self._stopped, self._file = False, file
        sheet.show_progress(None)
        jobs.run(
            lambda _p: vault.read_attachment(file), came,
            lambda error: sheet.tell(t.error(error)), owner=self,
        )  # fmt: skip

    def _show_progress(self) -> None:
        if self._job is not None and not self.sheet.isHidden():
            self.sheet.show_progress(self._job.report)
            self._look.start()

    def _was_read(self, found: MachineText) -> None:
        page = self._view.page
        if page is not None:
            self.sheet.show_text(found, bool(page.source.text.strip()))

    def _ended(self, file: Attachment) -> None:
        if self._file is not file:
            return
        self._look.stop()
        self._job = self._file = None
        if self._stopped:
            self._tell_stopped()

    def _tell_stopped(self) -> None:
        self.sheet.tell(self._view.t("Stopped. Nothing was kept."))

    def stop(self) -> None:
        """Also before the reading began, while its file is still fetched."""
        if self._job is not None:
            self._stopped = True
            self._job.cancel()
        elif self._file is not None:
            self._file = None
            self._tell_stopped()

    def _keep(self, words: str, made_by: str) -> None:
        vault, source = self._vault, self._view.source_id
        assert source is not None
        if not words:
            return

        def kept(answer: tuple[ChangeSet, int]) -> None:
            self._view.context.changes.announce(answer[0])
            self._aids.leave()

        self._view.context.jobs.run(
            lambda _p: keep_machine_text(vault, source, words, made_by), kept,
            lambda error: self.sheet.tell(self._view.t.error(error)), kind=Kind.WRITE,
            owner=self,
        )  # fmt: skip

    def checked(self) -> None:
        """Somebody has compared the machine's text with the picture."""
        vault, source = self._vault, self._view.source_id
        assert source is not None
        self._view.context.jobs.run(
            lambda _p: say_checked(vault, source), self._view.context.changes.announce,
            self._aids.failed, kind=Kind.WRITE, owner=self,
        )  # fmt: skip
