"""What one record in the trash said, and what bringing it back means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.trash.words import TrashWords
from caseapp.desktop.widgets import IconButton, Label, Line, LinkButton, PrimaryButton
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.store.queries.trash import TrashLine

_MOST = 40


class TrashPreview(QWidget):
    """`restore_asked()`, `page_asked(Subject)`, `left()` in narrow windows."""

    restore_asked = Signal()
    page_asked = Signal(object)
    left = Signal()

    def __init__(self, words: TrashWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._line: TrashLine | None = None
        self.back = IconButton("arrow-left", t("Back to the list"), on_click=self.left.emit)
        self.back.hide()
        self._title = Label("", "lead", wrap=True)
        self._when = Label("", "second", wrap=True)
        self._whose = LinkButton("", icon="arrow-right", on_click=self._ask_page)
        self._tells = Label("", wrap=True)
        self._error = Label("", "error", wrap=True)
        self.restore = PrimaryButton(
            t("Bring back"), icon="undo-2", key="Return", live=False,
            on_click=self.restore_asked.emit,
        )  # fmt: skip
        self.restore.setObjectName("restore")
        self._area = scroll_area(name=t("What it said"), focus=True)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self._when)
        column.addWidget(self._whose, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._tells)
        column.addWidget(Line())
        column.addWidget(self._area, 1)
        column.addWidget(self._error)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeading)

    def show_line(self, line: TrashLine) -> None:
        """One record with all that it said."""
        words = self._words
        self._line = line
        self.say("")
        self._title.setText(words.title(line))
        self._when.setText(f"{words.kind(line)} · {words.when(line)}")
        self._whose.setText(words.whose(line))
        self._whose.setHidden(not words.whose(line) or bool(line.parents))
        self._tell(words.merged(line) or words.parents(line))
        self.restore.setText(words.t("Take it out again") if line.merged_into
                             else words.t("Bring back"))  # fmt: skip
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(2)
        said = words.fields(line)
        for field in said[:_MOST]:
            column.addWidget(Label(field.label.rpartition(" · ")[2], "caption"))
            column.addWidget(Label(field.new, wrap=True, selectable=True))
            column.addSpacing(6)
        if not said:
            column.addWidget(Label(words.t("It said nothing yet."), "muted", wrap=True))
        column.addStretch(1)
        show_in(self._area, content)

    def show_several(self, count: int) -> None:
        """Several are chosen: they come back together."""
        words = self._words
        self._line = None
        self.say("")
        self._title.setText(words.t.plural("{n} chosen", "{n} chosen", count))
        self._when.setText(words.t("They come back together, as one action."))
        self._whose.hide()
        self._tell("")
        self.restore.setText(words.t("Bring back"))
        content = QWidget()
        show_in(self._area, content)

    def say(self, reason: str) -> None:
        """Why it did not come back; "" takes it away."""
        self._error.setText(reason)
        self._error.setVisible(bool(reason))

    def _tell(self, words: str) -> None:
        self._tells.setText(words)
        self._tells.setHidden(not words)

    def _ask_page(self) -> None:
        if self._line is not None and self._line.subject is not None:
            self.page_asked.emit(self._line.subject)
