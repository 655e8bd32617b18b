"""The signed form of a consent, to be read in the place of the matrix."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.context import Context
from caseapp.desktop.documents import DocumentSurface
from caseapp.desktop.file_pane import FilePane
from caseapp.desktop.widgets import Label, QuietButton
from caseapp.store.records import Attachment
from caseapp.store.vault import Vault


class EvidenceView(QWidget):
    """`show_file(name, file)`; `close_file` lets go of the bytes."""

    def __init__(
        self, context: Context, vault: Vault, on_back: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.pane = FilePane(context, vault)
        self.pane.opened.connect(self._opened)
        self.pane.refused.connect(self._refused)
        self._name = Label("", "lead", elide=True)
        self.back = QuietButton(
            context.t("Back to the matrix"), icon="arrow-left", key="Esc", live=False, small=True,
            on_click=on_back,
        )  # fmt: skip
        self.back.setObjectName("close-form")
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self.pane, 1)
        self.setFocusProxy(self.pane.unshown)

    @property
    def surface(self) -> DocumentSurface | None:
        """What shows the document; None while there is none."""
        return self.pane.surface

    def show_file(self, name: str, file: Attachment) -> None:
        """Show a PDF or a picture that is kept with a consent."""
        self._name.setText(name)
        self.pane.open_file(file)

    def close_file(self) -> None:
        """Show nothing."""
        self.setFocusProxy(self.pane.unshown)
        self.pane.close_file()

    def _opened(self, surface: DocumentSurface) -> None:
        had_keyboard = self.hasFocus() or self.back.hasFocus()
        self.setFocusProxy(surface)
        if had_keyboard:
            surface.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self) -> None:
        had_keyboard = self.hasFocus() or self.back.hasFocus()
        self.setFocusProxy(self.pane.unshown)
        if had_keyboard:
            self.pane.unshown.setFocus(Qt.FocusReason.OtherFocusReason)
