"""One kept scan, in the reader of documents: a receipt, an answer, a signature sheet.

Shows the bytes and nothing else; what it belongs to is the appeal that led here.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.desktop import text, theme
from caseapp.desktop.context import Context
from caseapp.desktop.documents.surface import DocumentSurface
from caseapp.desktop.file_pane import FilePane
from caseapp.desktop.shell.view import View
from caseapp.desktop.sizes import size_words
from caseapp.desktop.widgets import EmptyState, Label, Line, QuietButton
from caseapp.errors import UserError
from caseapp.store.records import Attachment
from caseapp.store.vault import Vault
from caseapp.system.progress import Progress


class ScanView(View):
    """Opened with the id of an attachment."""

    def __init__(self, context: Context, vault: Vault) -> None:
        super().__init__(context)
        self._vault = vault
        self.pane = FilePane(context, vault)
        self._wanted: UUID | None = None
        self.back = QuietButton(
            self.t("Back"), icon="arrow-left", small=True, on_click=context.router.back
        )
        self._name = Label("", "lead", elide=True)
        self._about = Label("", "caption", elide=True)
        self._trouble = EmptyState("file-x", self.t("This scan is in the trash"))
        head = QHBoxLayout()
        head.setContentsMargins(theme.COLUMN_MARGIN, 8, theme.COLUMN_MARGIN, 8)
        head.setSpacing(12)
        head.addWidget(self.back)
        head.addWidget(self._name, 1)
        head.addWidget(self._about)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(Line())
        self._column.addWidget(self._trouble, 1)
        self._column.addWidget(self.pane, 1)
        self._trouble.hide()
        self.pane.opened.connect(self._opened)
        self.pane.refused.connect(self.focus_first)

    @property
    def surface(self) -> DocumentSurface | None:
        """What shows the scan."""
        return self.pane.surface

    def open(self, argument: object) -> None:
        self._close()
        if not isinstance(argument, UUID):
            self._trouble.show()
            return
        self._wanted = argument
        vault = self._vault

        def read(_progress: Progress) -> Attachment | None:
            scan = vault.get(Attachment, argument)
            return scan if scan is not None and scan.deleted_at is None else None

        self.context.jobs.run(read, self._show, self._failed, owner=self, latest="scan")

    def focus_first(self) -> None:
        refused = self.pane.unshown if not self.pane.unshown.isHidden() else None
        (self.surface or refused or self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, scan: Attachment | None) -> None:
        self._trouble.setVisible(scan is None)
        self.pane.setHidden(scan is None)
        if scan is None or scan.id != self._wanted:
            return
        self._name.setText(text.file_name(scan.file_name))
        size = size_words(self.t, scan.size)
        self._about.setText(f"{scan.media_type} · {size}")
        self.pane.open_file(scan)

    def _opened(self, surface: DocumentSurface) -> None:
        surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: UserError) -> None:
        self._about.setText(self.t.error(error))

    def _close(self) -> None:
        """Let go of the bytes of what was shown before."""
        self._name.setText("")
        self._about.setText("")
        self._trouble.hide()
        self.pane.close_file()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody looks at lies in no memory."""
        super().hideEvent(event)
        if not event.spontaneous():  # a window that is only minimised shows it again
            self._wanted = None
            self._close()
