"""What stands where the pages of a copy are: the pages, or why there are none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.widgets import EmptyState, Label, LinkButton, Mark
from caseapp.desktop.widgets.pdf import PdfView
from caseapp.i18n import Translator


class PaperStack(QStackedWidget):
    """`again_asked()`: draw again."""

    again_asked = Signal()

    def __init__(self, t: Translator, pdf: PdfView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t, self.pdf = t, pdf
        self._said = Label("", wrap=True)
        self._trouble = self._make_trouble()
        self._nothing = EmptyState(
            "mail", t("No addressee yet"),
            t("Add one: its copy is then shown here as it will be printed."),
        )  # fmt: skip
        self.veil = Label(t("This copy is being drawn again."), "muted", wrap=True)
        self.veil.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (pdf, self._trouble, self._nothing, self.veil):
            self.addWidget(widget)
        self.setMinimumSize(1, 1)  # the pages scroll; a hidden one asks for no room

    def _make_trouble(self) -> QWidget:
        t, holder = self._t, QWidget()
        inner = QHBoxLayout()
        inner.setSpacing(12)
        mark = Mark("circle-alert", "danger", icons.LARGE)
        inner.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(8)
        text.addWidget(Label(t("This copy cannot be drawn."), "heading"))
        text.addWidget(self._said)
        again = QHBoxLayout()
        again.addWidget(
            LinkButton(t("Try again"), icon="rotate-ccw", on_click=self.again_asked.emit)
        )
        again.addStretch(1)
        text.addLayout(again)
        inner.addLayout(text, 1)
        column = QVBoxLayout(holder)
        column.setContentsMargins(theme.PAGE_MARGIN * 2, 48, theme.PAGE_MARGIN * 2, 0)
        column.addLayout(inner)
        column.addStretch(1)
        return holder

    def show_pages(self) -> None:
        """The pages, those that come too."""
        self.setCurrentWidget(self.pdf)

    def show_nothing(self) -> None:
        """There is no addressee to draw a copy for."""
        self.pdf.clear()
        self.setCurrentWidget(self._nothing)

    def show_veil(self) -> None:
        """The pages may show what was withdrawn; they keep their place until new ones come."""
        self.setCurrentWidget(self.veil)

    def show_trouble(self, sentence: str) -> None:
        """Why there are no pages."""
        self.pdf.clear()
        self._said.setText(sentence)
        self.setCurrentWidget(self._trouble)

    def trouble(self) -> str:
        """What `show_trouble` said, if it stands there now."""
        return self._said.text() if self.currentWidget() is self._trouble else ""

    def has_pages(self) -> bool:
        """Whether the pages are in front."""
        return self.currentWidget() is self.pdf
