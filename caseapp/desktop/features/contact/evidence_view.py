"""The signed form of a consent, to be read in the place of the matrix. Knows bytes, no vault."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.documents import DocumentSurface
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets import Label, QuietButton
from caseapp.i18n import Translator


class EvidenceView(QWidget):
    """`show_file(name, data, media_type)`; `close_file` lets go of the bytes."""

    def __init__(
        self, t: Translator, jobs: Jobs, on_back: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._t, self._jobs = t, jobs
        self._surface: DocumentSurface | None = None
        self._name = Label("", "lead", elide=True)
        self.back = QuietButton(
            t("Back to the matrix"), icon="arrow-left", key="Esc", live=False, small=True,
            on_click=on_back,
        )  # fmt: skip
        self.back.setObjectName("close-form")
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self.back)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GRID)
        self._column.addLayout(head)

    @property
    def surface(self) -> DocumentSurface | None:
        """What shows the document; None while there is none."""
        return self._surface

    def show_file(self, name: str, data: bytes, media_type: str) -> None:
        """Show a PDF or a picture."""
        self.close_file()
        self._name.setText(name)
        self._surface = self._make(data, media_type)
        self._column.addWidget(self._surface, 1)
        self._surface.show()
        self.setFocusProxy(self._surface)

    def close_file(self) -> None:
        """Show nothing."""
        surface, self._surface = self._surface, None
        if surface is not None:
            surface.close_document()
            self._column.removeWidget(surface)
            surface.hide()
            surface.deleteLater()

    def _make(self, data: bytes, media_type: str) -> DocumentSurface:
        """PDFium loads slowly, so a kind is imported when one is shown."""
        if media_type == "application/pdf":
            from caseapp.desktop.documents.pdf import PdfSurface

            return PdfSurface(self._t, self._jobs, data)
        from caseapp.desktop.documents.picture import PictureSurface

        return PictureSurface(self._t, self._jobs, data)
