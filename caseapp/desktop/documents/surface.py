"""What every document surface can do, so that a reader need not know the kind of document.

A surface shows one document. A person marks out a passage in it; excerpts that are kept
already stand in it as marks. It knows no record and no vault, changes nothing and keeps
nothing. Single letters are left to the view around it, except where a surface says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from caseapp.desktop import theme
from caseapp.desktop.documents.passage import Locator, Passage, PassageMark
from caseapp.errors import UserError
from caseapp.i18n import Translator


class DocumentSurface(QWidget):
    """Base of the surfaces for text, pages, pictures and recordings.

    Signals: `selected(Passage | None)` when the passage that is marked out is another one
    (while dragging only at the end); `marked_clicked(key)` when a mark was clicked or
    Enter pressed on it; `view_changed()` when the document was scrolled or zoomed, so that
    what floats over it must move; `place_changed(words)` says what is in view ("Page 4 of
    6"); `ready()` when the document is there; `failed(UserError)` when it cannot be shown.
    """

    selected = Signal(object)
    marked_clicked = Signal(object)
    view_changed = Signal()
    place_changed = Signal(str)
    ready = Signal()
    failed = Signal(object)

    FRAME = (2, 2, 2, 2)
    """Margins that leave room for the frame of the focus."""

    def __init__(self, t: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._t = t
        self._marks: tuple[PassageMark, ...] = ()
        self._reported: Passage | None = None
        self._framed: tuple[QWidget, ...] = ()
        self.is_ready = False
        """Whether the document is there; `ready` told it when it came."""
        self.error: UserError | None = None
        """Why it cannot be shown; `failed` told it."""

    # -- passages ------------------------------------------------------------------------------
    def selection(self) -> Passage | None:
        """What is marked out at this moment."""
        raise NotImplementedError

    def clear_selection(self) -> None:
        """Mark nothing out; `selected(None)` follows when something was."""
        raise NotImplementedError

    def select(self, locator: Locator) -> bool:
        """Mark a place out and bring it into view; False if it is not in this document."""
        raise NotImplementedError

    def place_words(self, locator: Locator) -> str:
        """A place in words for paper ("page 4"); "" when the locator says none for this kind."""
        raise NotImplementedError

    def selection_rect(self) -> QRect:
        """Where the marked out passage is on this widget; empty when it is out of view.

        What floats beside it must not cover this.
        """
        raise NotImplementedError

    # -- marks ---------------------------------------------------------------------------------
    def set_marks(self, marks: Sequence[PassageMark]) -> None:
        """Show these marks and no others; what is marked out and in view stays."""
        self._marks = tuple(marks)
        self._show_marks()

    def marks(self) -> tuple[PassageMark, ...]:
        """Those that were set last, also those whose locator says no place in this document."""
        return self._marks

    def go_to(self, locator: Locator) -> bool:
        """Bring a place into view (a recording plays from there); False if it is not here."""
        raise NotImplementedError

    # -- finding -------------------------------------------------------------------------------
    def can_find(self) -> bool:
        """Whether there is text to search in, so that `find` does something."""
        return False

    def find(self) -> None:
        """Open the line for finding words in the document (Ctrl+F does the same)."""

    def close_document(self) -> None:
        """Let go of the document's bytes; the surface shows nothing afterwards."""

    # -- for the kinds -------------------------------------------------------------------------
    def _frame_when_focused(self, *inside: QWidget) -> None:
        """Draw the frame of the focus around the whole while one of these has the keyboard."""
        self._framed = inside
        for widget in inside:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        if any(widget.hasFocus() for widget in self._framed):
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _show_marks(self) -> None:
        raise NotImplementedError

    def _report(self) -> None:
        """Tell of another selection; the same one twice is told once."""
        passage = self.selection()
        if passage != self._reported:
            self._reported = passage
            self.selected.emit(passage)
