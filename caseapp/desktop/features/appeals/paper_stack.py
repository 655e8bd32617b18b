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
        self._blank = QWidget()
        self._wanted: QWidget = pdf
        self._is_blank = False
        for widget in (pdf, self._trouble, self._nothing, self.veil, self._blank):
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

    def set_blank(self, *, blank: bool) -> None:
        """Make way for something else where there is no room for both."""
        self._is_blank = blank
        self._show(self._wanted)

    def _show(self, widget: QWidget) -> None:
        self._wanted = widget
        self.setCurrentWidget(self._blank if self._is_blank else widget)

    def show_pages(self) -> None:
        """The pages, those that come too."""
        self._show(self.pdf)

    def show_nothing(self) -> None:
        """There is no addressee to draw a copy for."""
        self.pdf.clear()
        self._show(self._nothing)

    def show_veil(self) -> None:
        """The pages may show what was withdrawn; they keep their place until new ones come."""
        self._show(self.veil)

    def show_trouble(self, sentence: str) -> None:
        """Why there are no pages."""
        self.pdf.clear()
        self._said.setText(sentence)
        self._show(self._trouble)

    def trouble(self) -> str:
        """What `show_trouble` said, if it stands there now."""
        return self._said.text() if self._wanted is self._trouble else ""

    def has_pages(self) -> bool:
        """Whether the pages are in front, or would be if there were room."""
        return self._wanted is self.pdf
