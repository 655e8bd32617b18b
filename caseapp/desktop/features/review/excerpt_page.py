"""One excerpt that no claim rests on: read it, tie it to a claim in the reader, or trash it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.widgets import Button, IconButton, Label, Line, PrimaryButton
from caseapp.store.queries.review_claims import LooseExcerpt


class ExcerptPage(QWidget):
    """`source_asked((source, excerpt))`, `trash_asked()`, `left()`."""

    source_asked = Signal(object)
    trash_asked = Signal()
    left = Signal()

    def __init__(self, words: ReviewWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._shown: LooseExcerpt | None = None
        self.back = IconButton("arrow-left", t("Back to the list"), on_click=self.left.emit)
        self.back.hide()
        self._title = Label("", "lead", wrap=True)
        self._place = Label("", "second", wrap=True)
        self._quote = Label("", wrap=True, selectable=True)
        self._advice = Label(
            t("No claim rests on this passage yet. Open it to say what it supports."),
            "muted", wrap=True,
        )  # fmt: skip
        self.open = PrimaryButton(t("Open in the reader"), icon="book-open", key="O",
                                  on_click=self._ask)  # fmt: skip
        self.trash = Button(t("Put in the trash"), icon="trash", key="Del",
                            on_click=self.trash_asked.emit)  # fmt: skip
        self.open.setObjectName("open-excerpt")
        self.trash.setObjectName("trash-excerpt")
        self._lay_out()

    def _lay_out(self) -> None:
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self._title)
        titles.addWidget(self._place)
        head = QHBoxLayout()
        head.setContentsMargins(theme.PAGE_MARGIN, 0, theme.PAGE_MARGIN, 0)
        head.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(titles, 1)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 8)
        inner.setSpacing(12)
        inner.addWidget(self._quote)
        inner.addWidget(self._advice)
        inner.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self._words.t("The excerpt"))
        area.viewport().setAutoFillBackground(False)
        area.setWidget(content)
        content.setAutoFillBackground(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.PAGE_MARGIN, 8, theme.PAGE_MARGIN, 10)
        foot.setSpacing(8)
        foot.addWidget(self.open)
        foot.addWidget(self.trash)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addWidget(Line())
        column.addLayout(foot)

    @property
    def shown(self) -> LooseExcerpt | None:
        return self._shown

    def show_excerpt(self, shown: LooseExcerpt) -> None:
        self._shown = shown
        words, excerpt, source = self._words, shown.excerpt, shown.source
        self._title.setText(words.text(source, "title") or words.word(source.kind))
        grade = words.t("credibility {n}", n=excerpt.credibility.value)
        said = [excerpt.place, words.value(source.dated),
                f"{grade}, {words.label(excerpt.credibility)}"]  # fmt: skip
        self._place.setText(" · ".join(part for part in said if part))
        self._quote.setText(words.t("“{words}”", words=excerpt.text))

    def set_compact(self, compact: bool) -> None:
        self.back.setVisible(compact)

    def _ask(self) -> None:
        if self._shown is not None:
            self.source_asked.emit((self._shown.source.id, self._shown.excerpt.id))
