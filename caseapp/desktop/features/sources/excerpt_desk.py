"""The excerpts of the source that is read: their cards and marks, and going from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop.features.sources.places import (
    Placed,
    marks,
    mode_for,
    placed_excerpts,
    translation_marks,
)
from caseapp.desktop.forms.place import bring_into_view
from caseapp.store.queries.source_page import SourcePage

if TYPE_CHECKING:
    from caseapp.desktop.features.sources.reader import SourceView

DOCUMENT = "document"
"""The part of the reader in which the marks stand."""


class ExcerptDesk(QObject):
    """Joins the document and the column of cards of one reader."""

    def __init__(self, view: SourceView) -> None:
        super().__init__(view)
        self._view = view
        self.placed: list[Placed] = []

    def take(self, page: SourcePage | None) -> None:
        """The excerpts of this page from now on; of none without one."""
        self.placed = placed_excerpts(page) if page is not None else []

    def show(self) -> None:
        """Cards and marks, as they are numbered now."""
        page, document = self._view.page, self._view.document
        if page is None:
            return
        current, seen = self._view.current, document.page_in_view()
        here = {item.row.excerpt.id for item in self.placed if item.locator.get("page") == seen}
        rows = [(item.number, item.row, self._place_words(item)) for item in self.placed]
        self._view.excerpts.show_rows(
            rows, current, paged=seen is not None, here=here, count=len(rows)
        )
        self._view.next_excerpt.setEnabled(bool(rows))
        labels = {item.row.excerpt.id: self._label(item) for item in self.placed}
        source, language = page.source, document.language
        translated = translation_marks(
            self.placed, current, labels, language, source.text,
            source.wordings.get("text", {}).get(language, ""),
        )  # fmt: skip
        of_file = marks(self.placed, current, labels, file=document.file_id)
        document.set_marks(marks(self.placed, current, labels), translated, of_file)

    def _place_words(self, item: Placed) -> str:
        t = self._view.t
        if item.lost:
            return t("Its words are not found in the text any more; the excerpt is kept.")
        return item.row.excerpt.place

    def _label(self, item: Placed) -> str:
        words = self._view.words
        return "; ".join(
            f"{words.bearing(c.bearing)}: {words.person(c.case)}, {words.claim(c)}"
            for c in item.row.citations
        )

    def go_to(self, excerpt_id: UUID, *, jump: bool = True) -> None:
        """Make an excerpt the current one, and show its place and its card."""
        item = next((one for one in self.placed if one.row.excerpt.id == excerpt_id), None)
        view, page = self._view, self._view.page
        if item is None or page is None:
            return
        view.current = excerpt_id
        view.desk.close_bar()
        if jump:
            files = [(file.id.hex, file.media_type) for file in page.files]
            file = mode_for(item.locator, files)
            mode = f"file:{file}" if file else "text"
            here = view.document.language and not file
            known = [code for code, _name, _tip in view.document.modes()]
            if mode != view.document.mode and mode in known and not here:
                view.set_mode(mode)
        self.show()
        if jump:
            view.show_part(DOCUMENT)
            self._show_place(item)
        card = view.excerpts.card(excerpt_id)
        if card is not None:
            bring_into_view(card)

    def _show_place(self, item: Placed) -> None:
        document = self._view.document
        surface = document.translation.surface
        mark = next((m for m in surface.marks() if m.key == item.row.excerpt.id), None)
        translated = document.language and mark is not None
        document.go_to(dict(mark.locator) if translated and mark else item.locator)

    def go_to_next(self) -> None:
        """To the next one in the order of the document, after the last to the first."""
        ids = [item.row.excerpt.id for item in self.placed]
        if ids:
            current = self._view.current
            place = ids.index(current) + 1 if current in ids else 0
            self.go_to(ids[place % len(ids)])
