"""The second step at work: each thing that is settled is read anew in the pool, at once.

Knows the draft and its page, no vault.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from caseapp.desktop.context import Context
from caseapp.desktop.features.imports import asking
from caseapp.desktop.features.imports.asking import Preview
from caseapp.desktop.features.imports.column_card import ColumnDetail
from caseapp.desktop.features.imports.column_table import ColumnLine, samples_of
from caseapp.desktop.features.imports.columns_page import ColumnsPage
from caseapp.desktop.features.imports.draft import Draft
from caseapp.desktop.features.imports.words import ImportWords
from caseapp.desktop.jobs import Kind
from caseapp.intake.lists.mapping import ColumnMapping, DateOrder, ListMapping, Why
from caseapp.intake.lists.targets import Target
from caseapp.intake.lists.words import WordCount

_SAMPLED = 200
"""Rows from which the examples of a column are taken."""


class ColumnsStep(QObject):
    """`settled()` when the list is read otherwise; `wanted()` to go on."""

    settled = Signal()
    wanted = Signal()

    def __init__(self, context: Context, words: ImportWords, owner: QObject) -> None:
        super().__init__(owner)
        self._context, self._words = context, words
        self._draft: Draft | None = None
        self._samples: list[tuple[str, ...]] = []
        self._unread: dict[str, int] = {}
        self.page = ColumnsPage(words)
        self.page.chosen.connect(self._choose)
        self.page.target_set.connect(self._set_target)
        self.page.option_set.connect(self._set_option)
        self.page.order_set.connect(self._set_order)
        self.page.word_set.connect(self._set_word)
        self.page.wanted.connect(self.wanted)

    def show(self, draft: Draft) -> None:
        """The columns of a list that was opened, or read otherwise."""
        self._draft = draft
        table, mapping = draft.file.table, draft.mapping
        first = max(mapping.first_row - table.first_row, 0)
        rows = table.rows[first : first + _SAMPLED]
        self._samples = [samples_of(rows, place) for place in range(len(mapping.columns))]
        self._unread = {}
        self._show_lines()
        self._read()
        if self.page.place >= 0:
            self._choose(self.page.place)

    def let_go(self) -> None:
        """No list is worked on."""
        self._draft = None

    # -- settling ----------------------------------------------------------------------------
    def _settle(self, mapping: ListMapping) -> None:
        draft = self._draft
        if draft is None or mapping == draft.mapping:
            return
        draft.set_mapping(mapping)
        for column in mapping.columns:
            if column.why is Why.CHOSEN:
                draft.chosen[column.heading] = column
        self._show_lines()
        self._read()
        self._choose(self.page.place)
        self.settled.emit()

    def _column(self, place: int) -> ColumnMapping:
        assert self._draft is not None
        return self._draft.mapping.columns[place]

    def _set_target(self, place: int, target: Target) -> None:
        draft = self._draft
        if draft is not None:
            n = asking.next_number(draft.mapping, place, target)
            column = self._column(place).chosen(target, n="" if n == 1 else str(n))
            self._settle(draft.mapping.with_column(place, column))

    def _set_option(self, place: int, name: str, answer: str) -> None:
        draft = self._draft
        if draft is not None:
            before = self._column(place)
            column = before.chosen(before.target, **{**before.options, name: answer})
            self._settle(draft.mapping.with_column(place, column))

    def _set_order(self, order: DateOrder) -> None:
        if self._draft is not None:
            self._settle(replace(self._draft.mapping, date_order=order))

    def _set_word(self, target: Target, word: str, code: str) -> None:
        if self._draft is not None:
            self._settle(self._draft.mapping.with_value(target, word, code))

    # -- showing -----------------------------------------------------------------------------
    def _show_lines(self) -> None:
        assert self._draft is not None
        columns = self._draft.mapping.columns
        self.page.show_columns(
            [
                ColumnLine(one, self._samples[place], self._unread.get(one.heading, 0))
                for place, one in enumerate(columns)
            ]
        )
        self.page.judge(self._obstacle())

    def _obstacle(self) -> str:
        """Why the rows cannot be checked."""
        assert self._draft is not None
        if asking.says_who(self._draft.mapping):
            return ""
        return self._words.t("Say which column holds the names, a description, or numbers of"
                             " documents or of our cases.")  # fmt: skip

    def _read(self) -> None:
        draft = self._draft
        assert draft is not None
        file, mapping = draft.file, draft.mapping

        def came(preview: Preview) -> None:
            if self._draft is draft and draft.mapping == mapping:
                self._unread = preview.unread
                self.page.show_rows(preview.rows, mapping.columns)
                self._show_lines()

        self._context.jobs.run(
            lambda _progress: asking.preview(file, mapping), came, kind=Kind.FREE, owner=self,
            latest="imports-preview",
        )  # fmt: skip

    def _choose(self, place: int) -> None:
        """Show a column at once; its words are counted in the pool."""
        draft = self._draft
        if draft is None or not 0 <= place < len(draft.mapping.columns):
            return
        file, mapping = draft.file, draft.mapping

        def came(words: tuple[WordCount, ...]) -> None:
            if self._draft is draft and draft.mapping == mapping:
                self.page.show_detail(
                    ColumnDetail(place, mapping.columns[place], words, mapping.date_order)
                )

        if not asking.has_words(mapping.columns[place]):
            came(())
            return
        self._context.jobs.run(
            lambda _progress: asking.words_in(file, mapping, place), came, kind=Kind.FREE,
            owner=self, latest="imports-words",
        )  # fmt: skip
