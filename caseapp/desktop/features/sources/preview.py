"""The card beside the list: what a source is, how its text begins, which cases it speaks of."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseapp.desktop import text
from caseapp.desktop.features.sources.words import KIND_ICONS, RELIABILITY_TONES, SourceWords
from caseapp.desktop.widgets import Chip, Label, Line, LinkButton, PrimaryButton, Surface
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.store.queries.sources import SourcePreview

WIDTH = 300
_MOST_CASES = 8


class SourceCard(Surface):
    """`open_asked()`, `case_asked(case id)`."""

    open_asked = Signal()
    case_asked = Signal(object)

    def __init__(self, words: SourceWords, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent)
        self._words, t = words, words.t
        self.preview: SourcePreview | None = None
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(t("Preview of the source"))
        self._area = scroll_area()
        self.open_button = PrimaryButton(
            t("Open"), icon="arrow-right", key="Return", live=False,
            on_click=self.open_asked.emit,
        )  # fmt: skip
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 16)
        foot.addWidget(self.open_button, alignment=Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self.show_preview(None)

    def show_preview(self, preview: SourcePreview | None) -> None:
        """Show a source, or that none is chosen."""
        self.preview = preview
        self.open_button.setEnabled(preview is not None)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        if preview is None:
            column.addWidget(
                Label(self._words.t("Choose a source to see it here."), "muted", wrap=True)
            )
        else:
            self._fill(column, preview)
        column.addStretch(1)
        show_in(self._area, body)

    def _fill(self, column: QVBoxLayout, preview: SourcePreview) -> None:
        words, row, t = self._words, preview.row, self._words.t
        start = Qt.AlignmentFlag.AlignLeft
        column.addWidget(Chip(words.label(row.kind), KIND_ICONS[row.kind]), alignment=start)
        column.addWidget(Label(words.title(row.title), "lead", wrap=True))
        facts = QGridLayout()
        facts.setHorizontalSpacing(12)
        facts.setVerticalSpacing(4)
        facts.setColumnStretch(1, 1)
        language = words.languages([row.language]) if row.language else ""
        published = t("yes") if row.published else t("no")
        for name, value in (
            (t("Number"), str(row.serial)), (t("Published by"), row.publisher),
            (t("Author"), row.author), (t("Dated"), words.value(row.dated)),
            (t("Language"), language), (t("Published"), published),
        ):  # fmt: skip
            if value:
                line = facts.rowCount()
                facts.addWidget(Label(name, "second"), line, 0, Qt.AlignmentFlag.AlignTop)
                facts.addWidget(Label(value, wrap=True), line, 1)
        column.addLayout(facts)
        grade = Chip(words.reliability(row.reliability), "shield",
                     RELIABILITY_TONES[row.reliability])  # fmt: skip
        column.addWidget(grade, alignment=start)
        if row.fictitious:
            mark = Chip(t("fictitious"), "venetian-mask", "quiet")
            column.addWidget(mark, alignment=start)
        if preview.beginning.strip():
            column.addWidget(Line())
            column.addWidget(Label(preview.beginning.strip(), "second", wrap=True))
        self._add_cases(column, preview)
        if preview.files:
            column.addWidget(Line())
            shown = "\n".join(text.file_name(name) or t("File") for name in preview.files)
            column.addWidget(Label(shown, "caption", wrap=True))

    def _add_cases(self, column: QVBoxLayout, preview: SourcePreview) -> None:
        t = self._words.t
        if not preview.cases:
            return
        column.addWidget(Line())
        column.addWidget(Label(t("Speaks of"), "second"))
        for case in preview.cases[:_MOST_CASES]:
            count = t.plural("{n} excerpt", "{n} excerpts", case.excerpts)
            link = LinkButton(
                " · ".join(part for part in (case.name, case.number, count) if part),
                icon="folder", small=True,
                on_click=lambda case_id=case.id: self.case_asked.emit(case_id),
            )  # fmt: skip
            column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)
        more = len(preview.cases) - _MOST_CASES
        if more > 0:
            column.addWidget(Label(t.plural("{n} more case", "{n} more cases", more), "caption"))
