"""What happens with a passage that was marked out: the bar beside it, the form, the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from caseapp.desktop import clipboard
from caseapp.desktop.documents.passage import Passage
from caseapp.desktop.features.sources.places import (
    draft_of_file,
    draft_of_text,
    draft_of_translation,
)
from caseapp.domain.vocabulary import Bearing
from caseapp.intake.excerpts import ExcerptDraft
from caseapp.store.queries.source_page import ExcerptRow

if TYPE_CHECKING:
    from caseapp.desktop.features.sources.reader import SourceView


class PassageDesk(QObject):
    """Joins document, bar, form and sheet of one reader."""

    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view
        self._closed = False
        view.document.selected.connect(self._selected)
        view.document.moved.connect(self.place_bar)
        view.bar.excerpt_asked.connect(self.start_excerpt)
        view.bar.names_asked.connect(self.start_names)
        view.bar.copy_asked.connect(self.copy)
        view.form.left.connect(self.leave_form)
        view.sheet.left.connect(self.leave_sheet)

    # -- the bar -----------------------------------------------------------------------------
    def _selected(self, passage: Passage | None) -> None:
        self._closed = False
        if passage is not None:
            self._view.bar.offer(words=bool(passage.text.strip()))
            if self._view.form.is_new:
                draft = self._draft()
                if draft is not None:
                    self._view.form.replace_draft(draft)
        self.place_bar()

    def place_bar(self) -> None:
        """Beside the passage while there is one in view and nothing else is made of it."""
        view = self._view
        rect = view.document.passage_rect()
        busy = view.form.is_new or view.sheet.isVisible() or not view.document.isVisible()
        if self._closed or busy or rect.isEmpty() or view.document.passage() is None:
            view.bar.hide()
        else:
            view.bar.stand_beside(rect, view.document.room())

    def close_bar(self) -> bool:
        """Esc: the bar goes, the passage stays marked out; False if there was none."""
        shown = self._view.bar.isVisible()
        self._closed = self._closed or shown
        self._view.bar.hide()
        return shown

    def copy(self) -> None:
        """To the clipboard, because somebody asked for it. Locking empties it."""
        found = self._view.document.passage()
        if found is not None:
            clipboard.copy(found[1].text)
            self._view.set_status(self._view.t("Copied."))

    # -- an excerpt --------------------------------------------------------------------------
    def _draft(self) -> ExcerptDraft | None:
        view, found = self._view, self._view.document.passage()
        if found is None or view.page is None:
            return None
        where, passage = found
        source = view.page.source
        if where == "file":
            return draft_of_file(source, passage, view.document.file_id)
        if where:
            original = view.document.original_passage()
            return draft_of_translation(source, where, passage, original)
        return draft_of_text(source, passage)

    def start_excerpt(self, bearing: Bearing | None) -> None:
        """Open the form for what is marked out."""
        draft = self._draft()
        if draft is not None:
            self._view.bar.hide()
            self._view.show_part("excerpts")
            self._view.form.start(draft, bearing)
            self._view.arrange()

    def start_also(self, row: ExcerptRow) -> None:
        """Open the form for one more claim of an excerpt."""
        self._view.form.start_also(row)
        self._view.arrange()

    def leave_form(self) -> None:
        """Nothing is kept; back to the document."""
        view = self._view
        had = view.form.is_open
        view.form.hide()
        view.form.tell("")
        if had:
            view.show_part("document")
            view.document.focus_document()
        self.place_bar()

    def after_keeping(self) -> None:
        """The excerpt is kept: on with reading."""
        view = self._view
        view.form.tell("")
        view.form.hide()
        self._closed = True
        view.show_part("document")
        view.document.focus_document()

    # -- a list of names ---------------------------------------------------------------------
    def start_names(self) -> None:
        """Open the sheet for the names in what is marked out."""
        view, found, draft = self._view, self._view.document.passage(), self._draft()
        if found is None or draft is None or not found[1].text.strip():
            return
        view.form.hide()
        view.bar.hide()
        view.show_part("excerpts")
        view.sheet.start(found[1], draft)
        view.arrange()

    def leave_sheet(self) -> None:
        """No case is opened; back to the document."""
        had = self._view.sheet.isVisible()
        self._view.sheet.hide()
        self._view.arrange()
        if had:
            self._view.show_part("document")
            self._view.document.focus_document()
        self.place_bar()
