"""The lines of the list of sources: columns, words, and what is fetched anew of a changed list."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import QObject

from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets.paged import PAGE, Fetch, PagedModel
from caseapp.i18n import N_
from caseapp.store.queries.sources import Order, SourceRow


class Column(IntEnum):
    NUMBER = 0
    TITLE = 1
    KIND = 2
    PUBLISHER = 3
    DATED = 4
    LANGUAGE = 5
    RELIABILITY = 6
    EXCERPTS = 7
    CASES = 8
    FILES = 9


HEADINGS = {
    Column.NUMBER: N_("No."), Column.TITLE: N_("Title"), Column.KIND: N_("Kind"),
    Column.PUBLISHER: N_("Published by"), Column.DATED: N_("Dated"),
    Column.LANGUAGE: N_("Language"), Column.RELIABILITY: N_("Reliability"),
    Column.EXCERPTS: N_("Excerpts"), Column.CASES: N_("Cases"), Column.FILES: N_("Files"),
}  # fmt: skip
ORDERS: dict[Column, Order] = {
    Column.NUMBER: "number", Column.TITLE: "title", Column.KIND: "kind",
    Column.PUBLISHER: "publisher", Column.DATED: "dated", Column.LANGUAGE: "language",
    Column.RELIABILITY: "reliability", Column.EXCERPTS: "excerpts",
}  # fmt: skip
"""Columns that the list can be ordered by."""
FIGURES = (Column.NUMBER, Column.EXCERPTS, Column.CASES, Column.FILES)


class SourcesModel(PagedModel[SourceRow]):
    """`set_ids` says what the list is."""

    headings = HEADINGS

    def __init__(
        self, words: SourceWords, jobs: Jobs, fetch: Fetch[SourceRow], parent: QObject | None = None
    ) -> None:
        super().__init__(words.t, jobs, fetch, parent)
        self._words = words
        self._places: dict[UUID, int] = {}

    def set_ids(self, ids: Sequence[UUID]) -> None:
        """Show these sources in this order; what is seen is fetched anew, and stays till then."""
        if tuple(ids) != self._ids:
            self.beginResetModel()
            known = self._known()
            self._ids = tuple(ids)
            self._places = {source_id: place for place, source_id in enumerate(self._ids)}
            self._pages.clear()
            first = self._ids[:PAGE]
            if first and all(i in known for i in first):
                self._pages[0] = {i: known[i] for i in first}
            self.endResetModel()
        for page in [p for p in self._pages if p not in list(self._pages)[-self.in_mind :]]:
            del self._pages[page]
        for page in self._pages:
            self._want(page)

    def place(self, source_id: UUID) -> int | None:
        """The line in which a source stands; None if it is not shown."""
        return self._places.get(source_id)

    def _spoken(self, row: SourceRow) -> str:
        return self._words.spoken(row)

    def _text(self, column: int, row: SourceRow) -> str:
        words = self._words
        if column == Column.TITLE:
            return words.title(row.title)
        if column == Column.KIND:
            return words.word(row.kind)
        if column == Column.PUBLISHER:
            return row.publisher or row.author
        if column == Column.DATED:
            return words.value(row.dated)
        if column == Column.LANGUAGE:
            return words.languages([row.language]) if row.language else ""
        if column == Column.RELIABILITY:
            return words.reliability(row.reliability)
        figures: dict[int, int] = {
            Column.NUMBER: row.serial, Column.EXCERPTS: row.excerpts,
            Column.CASES: row.cases, Column.FILES: row.files,
        }  # fmt: skip
        return str(figures[column] or "")
