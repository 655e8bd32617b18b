"""Claims against sources: who says what, who contradicts, and how far it is verified."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons
from caseapp.desktop.features.case.fields import LABELS
from caseapp.desktop.features.case.words import CaseWords
from caseapp.desktop.widgets import (
    EmptyState,
    Label,
    Mark,
    SectionHeading,
    Surface,
    VerificationBars,
)
from caseapp.domain.vocabulary import Bearing
from caseapp.store.queries.case_page import CasePage, Claim
from caseapp.store.queries.case_page import Mark as SourceMark

_MARKS = {Bearing.SUPPORTS: ("check", "accent"), Bearing.CONTRADICTS: ("x", "danger")}
_CELL = 44


class EvidenceSection(QWidget):
    """Shows the grid and the numbered sources; a contradicted claim is tinted and said."""

    def __init__(self, words: CaseWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        heading = SectionHeading(t("Evidence"))
        heading.add(Label(t("✓ supports · ✗ contradicts · 1–6 credibility"), "caption"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(heading)
        self._content: QWidget | None = None

    def show_page(self, page: CasePage) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = self._build(page) if page.sources else self._nothing()
        self._column.addWidget(self._content)

    def _nothing(self) -> QWidget:
        t = self._words.t
        return EmptyState("quote", t("No source is recorded for this case"))

    def _build(self, page: CasePage) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(len(page.sources)))
        for claim in page.claims:
            if claim.marks:
                column.addWidget(self._claim_row(claim, len(page.sources)))
        column.addSpacing(12)
        column.addLayout(self._sources(page))
        return content

    def _head(self, sources: int) -> QWidget:
        row = QWidget()
        line = self._line(row)
        line.addWidget(Label(self._words.t("Claim"), "caption"), 1)
        for number in range(1, sources + 1):
            label = Label(str(number), "accent", tabular=True)
            label.setFixedWidth(_CELL)
            line.addWidget(label)
        verification = Label(self._words.t("Verification"), "caption")
        verification.setFixedWidth(148)
        line.addWidget(verification)
        return row

    def _claim_row(self, claim: Claim, sources: int) -> QWidget:
        row = Surface("danger") if claim.contradicted else QWidget()
        line = self._line(row)
        words = self._words.claim(claim, LABELS)
        line.addWidget(Label(words, elide=True), 1)
        by_source = {mark.source: mark for mark in claim.marks}
        for number in range(1, sources + 1):
            line.addWidget(self._cell(by_source.get(number)))
        bars = VerificationBars(claim.verification.value, self._words.label(claim.verification))
        bars.setFixedWidth(148)
        line.addWidget(bars)
        return row

    def _cell(self, mark: SourceMark | None) -> QWidget:
        cell = QWidget()
        cell.setFixedWidth(_CELL)
        line = QHBoxLayout(cell)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        if mark is None:
            line.addWidget(Label("·", "muted"))
        else:
            line.addWidget(Mark(*_MARKS[mark.bearing], icons.SMALL))
            line.addWidget(Label(mark.credibility, "strong", tabular=True))
            cell.setAccessibleName(
                f"{mark.source}: {self._words.label(mark.bearing)}, {mark.credibility}"
            )
        line.addStretch(1)
        return cell

    @staticmethod
    def _line(row: QWidget) -> QHBoxLayout:
        row.setMinimumHeight(30)
        line = QHBoxLayout(row)
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(4)
        return line

    def _sources(self, page: CasePage) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for row, source in enumerate(page.sources):
            about = [self._words.label(source.kind), source.publisher]
            if not source.dated.is_unknown or source.dated.text:
                about.append(self._words.date(source.dated))
            title = Label(source.title, elide=True)
            title.setAlignment(title.alignment() | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(Label(str(row + 1), "accent", tabular=True), row, 0)
            grid.addWidget(Label(source.reliability.value, "strong"), row, 1)
            grid.addWidget(title, row, 2)
            grid.addWidget(Label(" · ".join(p for p in about if p), "second"), row, 3)
        return grid
