"""One kept file in view: its pages, picture or recording, or why it cannot be shown.

Reads the bytes off the GUI thread and lets go of them when another file comes. What was
found to be unreadable is opened only when somebody asks.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import file_dialog
from caseapp.desktop.context import Context
from caseapp.desktop.documents.surface import DocumentSurface
from caseapp.desktop.documents.unshown import UnshownFile
from caseapp.desktop.jobs import Kind
from caseapp.desktop.kept_files import note_unreadable, plain_name, save_copy
from caseapp.desktop.widgets import Label
from caseapp.errors import UserError
from caseapp.store.blob_reader import BlobReader
from caseapp.store.records import Attachment
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress

RECORDINGS = ("audio/", "video/")
SHOWN = (*RECORDINGS, "image/", "application/pdf")
"""Beginnings of the media types that there is a surface for."""


class FilePane(QWidget):
    """`opened(DocumentSurface)` when a surface is there, which may still be loading;
    `refused()` when `unshown` stands in its place."""

    opened = Signal(object)
    refused = Signal()

    def __init__(self, context: Context, vault: Vault, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._vault, self._t = context, vault, context.t
        self._file: Attachment | None = None
        self._surface: DocumentSurface | None = None
        self._waiting = Label("", "muted")
        self._waiting.setContentsMargins(24, 24, 24, 24)
        self.unshown = UnshownFile(context.t)
        self.unshown.again_asked.connect(self._try_again)
        self.unshown.copy_asked.connect(self._ask_where)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._waiting, alignment=Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(self.unshown, 1)
        self.unshown.hide()

    @property
    def surface(self) -> DocumentSurface | None:
        """What shows the file; None while it is read, and for one that cannot be shown."""
        return self._surface

    def open_file(self, file: Attachment) -> None:
        """Show a file of one of the kinds in `SHOWN`."""
        self.close_file()
        self._file = file
        if file.unreadable:
            self._tell("")
        else:
            self._read(file)

    def close_file(self) -> None:
        """Show nothing, and let go of the bytes."""
        self._file = None
        self._drop()
        self.unshown.hide()
        self._waiting.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody wants to hear what is no longer seen."""
        super().hideEvent(event)
        player = getattr(self._surface, "player", None)
        if player is not None:
            player.pause()

    # -- opening -------------------------------------------------------------------------------
    def _read(self, file: Attachment) -> None:
        vault, recording = self._vault, file.media_type.startswith(RECORDINGS)
        self.unshown.hide()
        self._waiting.setText(self._t("Opening…"))
        self._waiting.show()

        def read(_progress: Progress) -> bytes | BlobReader:
            return vault.open_attachment(file) if recording else vault.read_attachment(file)

        self._context.jobs.run(
            read, partial(self._came, file), partial(self._not_read, file), owner=self,
            latest=f"file-pane-{id(self)}",
        )  # fmt: skip

    def _came(self, file: Attachment, data: bytes | BlobReader) -> None:
        if file is not self._file:
            if isinstance(data, BlobReader):
                data.close()
            return
        self._waiting.hide()
        try:
            surface = _surface(self._context, file.media_type, data)
        except UserError as error:  # this machine cannot, whatever the file is
            self._tell(self._t.error(error))
            return
        self._surface = surface
        surface.ready.connect(partial(self._shown, file))
        surface.failed.connect(partial(self._failed, file))
        self._column.addWidget(surface, 1)
        surface.show()
        self.opened.emit(surface)
        if surface.error is not None:
            self._failed(file, surface.error)
        elif surface.is_ready:
            self._shown(file)

    def _not_read(self, file: Attachment, error: UserError) -> None:
        if file is self._file:
            self._tell(self._t.error(error))

    def _shown(self, file: Attachment) -> None:
        if file.unreadable:
            self._note(file, unreadable=False)

    def _failed(self, file: Attachment, error: UserError) -> None:
        """What failed while it was shown already tells so itself."""
        surface = self._surface
        if file is not self._file or surface is None or surface.is_ready:
            return
        had_keyboard = surface.isAncestorOf(self.focusWidget() or self)
        self._drop()
        self._tell(self._t.error(error))
        if had_keyboard:
            self.unshown.setFocus(Qt.FocusReason.OtherFocusReason)
        if not file.unreadable:
            self._note(file, unreadable=True)

    def _tell(self, why: str) -> None:
        file = self._file
        if file is not None:
            self._waiting.hide()
            self.unshown.show_file(file.file_name, file.media_type, file.size, file.sha256, why)
            self.unshown.show()
            self.refused.emit()

    def _drop(self) -> None:
        surface, self._surface = self._surface, None
        if surface is not None:
            surface.close_document()
            self._column.removeWidget(surface)
            surface.hide()
            surface.deleteLater()

    # -- deeds ---------------------------------------------------------------------------------
    def _note(self, file: Attachment, *, unreadable: bool) -> None:
        vault, file_id = self._vault, file.id
        file.unreadable = unreadable  # what is in view may outlive the next reading of it
        self._context.jobs.run(
            lambda _progress: note_unreadable(vault, file_id, unreadable),
            self._context.changes.announce, kind=Kind.WRITE,
        )  # fmt: skip

    def _try_again(self) -> None:
        if self._file is not None:
            self._read(self._file)

    def _ask_where(self) -> None:
        file, t = self._file, self._t
        if file is None:
            return
        name = plain_name(file)
        suffix = Path(name).suffix.lstrip(".") or "bin"
        file_dialog.ask_where_to_save(
            self, t("Save a copy"), file_dialog.documents_folder() / name, (t("File"), suffix),
            partial(self._save_copy, file),
        )  # fmt: skip

    def _save_copy(self, file: Attachment, path: Path) -> None:
        vault = self._vault
        self._context.jobs.run(
            lambda _progress: save_copy(vault, file, path), self._context.changes.announce,
            kind=Kind.WRITE, title=self._t("Saving a copy"),
        )  # fmt: skip


def _surface(context: Context, kind: str, data: bytes | BlobReader) -> DocumentSurface:
    """Each kind is loaded when it is first shown."""
    if isinstance(data, BlobReader):
        try:
            from caseapp.desktop.documents.recording import RecordingSurface
        except UserError:
            data.close()
            raise
        return RecordingSurface(context.t, data)
    if kind == "application/pdf":
        from caseapp.desktop.documents.pdf import PdfSurface

        return PdfSurface(context.t, context.jobs, data)
    from caseapp.desktop.documents.picture import PictureSurface

    return PictureSurface(context.t, context.jobs, data)
