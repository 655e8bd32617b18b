"""One excerpt that no claim rests on: read it, tie it to a claim in the reader, or trash it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseapp.desktop.features.review.page_frame import frame_page
from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.widgets import Button, IconButton, Label, PrimaryButton
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
        frame_page(
            self, self.back, [self._title, self._place], [self._quote, self._advice],
            self._words.t("The excerpt"), [self.open, self.trash],
        )  # fmt: skip

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
