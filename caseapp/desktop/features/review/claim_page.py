"""One contradicted claim: what speaks for it and what against it, quote beside quote."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop.features.review.page_frame import frame_page
from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.widgets import (
    Button,
    Chip,
    IconButton,
    Label,
    Line,
    LinkButton,
    PrimaryButton,
)
from caseapp.domain.vocabulary import Bearing
from caseapp.store.queries.case_claims import Passage
from caseapp.store.queries.review_claims import Contradiction

_BEARING = {Bearing.SUPPORTS: ("check", "ok"), Bearing.CONTRADICTS: ("x", "danger")}


class ClaimPage(QWidget):
    """`case_asked(id)`, `source_asked((source, excerpt))`, `aside_asked()`, `left()`."""

    case_asked = Signal(object)
    source_asked = Signal(object)
    aside_asked = Signal()
    left = Signal()

    def __init__(self, words: ReviewWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._shown: Contradiction | None = None
        self.back = IconButton("arrow-left", t("Back to the list"), on_click=self.left.emit)
        self.back.hide()
        self._title = Label("", "lead", wrap=True)
        self._whose = Label("", "second", wrap=True)
        self.open_case = PrimaryButton(t("Open the case"), icon="folder", key="O",
                                       on_click=self._ask_case)  # fmt: skip
        self.aside = Button(
            t("Set aside"), icon="archive", key="S", on_click=self.aside_asked.emit,
            tip=t("Looked at: do not show it until another passage contradicts"),
        )  # fmt: skip
        self.open_case.setObjectName("open-case")
        self.aside.setObjectName("set-aside")
        self._columns = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._columns)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(24)
        frame_page(
            self, self.back, [self._title, self._whose], [self._columns],
            self._words.t("What the sources say"), [self.open_case, self.aside],
        )  # fmt: skip

    @property
    def shown(self) -> Contradiction | None:
        return self._shown

    def show_claim(self, shown: Contradiction) -> None:
        """Fill in the passages on both sides."""
        self._shown = shown
        words, line = self._words, shown.line
        self._title.setText(words.claim_of(line.event, line.field, line.detainee))
        self._whose.setText(f"{line.number} {line.name}".strip())
        while (item := self._row.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for bearing in (Bearing.SUPPORTS, Bearing.CONTRADICTS):
            passages = [one for one in shown.claim.passages if one.bearing is bearing]
            side = self._side(bearing, passages, shown)
            self._row.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
            side.show()

    def set_compact(self, compact: bool) -> None:
        self.back.setVisible(compact)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if compact else across)

    def _side(self, bearing: Bearing, passages: Sequence[Passage], shown: Contradiction) -> QWidget:
        t = self._words.t
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            Chip(self._words.label(bearing), *_BEARING[bearing]), 0, Qt.AlignmentFlag.AlignLeading
        )
        if not passages:
            column.addWidget(Label(t("Nothing is cited for it."), "muted", wrap=True))
        for passage in passages:
            column.addWidget(Line())
            column.addWidget(self._source(passage, shown))
            excerpt = passage.excerpt
            said = excerpt.translations.get(t.language, "") or excerpt.text
            column.addWidget(Label(t("“{words}”", words=said), wrap=True, selectable=True))
        return side

    def _source(self, passage: Passage, shown: Contradiction) -> QWidget:
        words, t, excerpt = self._words, self._words.t, passage.excerpt
        source = shown.sources[passage.source - 1]
        title = words.text(source, "title") or words.word(source.kind)
        grade = t("credibility {n}", n=excerpt.credibility.value)
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        link = LinkButton(title, tip=t("Open the source at this passage"))
        key = (passage.source_id, excerpt.id)
        link.clicked.connect(lambda: self.source_asked.emit(key))
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        said = [excerpt.place, words.value(source.dated),
                f"{grade}, {words.label(excerpt.credibility)}"]  # fmt: skip
        below = QHBoxLayout()
        below.setContentsMargins(4, 0, 4, 0)
        below.addWidget(Label(" · ".join(part for part in said if part), "caption", wrap=True), 1)
        if excerpt.sensitive:
            below.addWidget(Chip(t("names a person at risk"), "shield-alert", "danger"))
        column.addLayout(below)
        return head

    def _ask_case(self) -> None:
        if self._shown is not None:
            self.case_asked.emit(self._shown.line.case_id)
