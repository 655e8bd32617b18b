"""One field that two laptops changed in two ways: both values side by side, one stays."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop.features.review.conflicts import Conflict
from caseapp.desktop.features.review.page_frame import frame_page
from caseapp.desktop.features.review.words import ReviewWords
from caseapp.desktop.widgets import Button, IconButton, Label, LinkButton, PrimaryButton, Surface
from caseapp.domain.vocabulary import ConflictVerdict


class ConflictPage(QWidget):
    """`decided(ConflictVerdict)`, `case_asked(id)`, `left()`."""

    decided = Signal(object)
    case_asked = Signal(object)
    left = Signal()

    def __init__(self, words: ReviewWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, t = words, words.t
        self._shown: Conflict | None = None
        self.back = IconButton("arrow-left", t("Back to the list"), on_click=self.left.emit)
        self.back.hide()
        self._title = Label("", "lead", wrap=True)
        self._whose = Label("", "second", wrap=True)
        self._ours, self._theirs = Label("", wrap=True), Label("", wrap=True)
        self._here, self._there = Label(t("Here"), "second"), Label("", "second", wrap=True)
        self._columns = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._columns)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        for head, value in ((self._here, self._ours), (self._there, self._theirs)):
            self._row.addWidget(_side(head, value), 1, Qt.AlignmentFlag.AlignTop)
        self._case = LinkButton(t("Open the case"), icon="folder", on_click=self._ask_case)
        self._advice = Label(
            t("Both values stay in the history. What you decide goes along with the next packet."),
            "muted", wrap=True,
        )  # fmt: skip
        ours, theirs = ConflictVerdict.OURS, ConflictVerdict.THEIRS
        self.ours = PrimaryButton(
            t("Keep ours"), icon="check", key="1", on_click=lambda: self.decided.emit(ours)
        )
        self.theirs = Button(
            t("Take theirs"), icon="package-open", key="2",
            on_click=lambda: self.decided.emit(theirs),
        )  # fmt: skip
        self.ours.setObjectName("keep-ours")
        self.theirs.setObjectName("take-theirs")
        frame_page(
            self, self.back, [self._title, self._whose], [self._columns, self._advice, self._case],
            t("What two laptops changed"), [self.ours, self.theirs],
        )  # fmt: skip

    @property
    def shown(self) -> Conflict | None:
        return self._shown

    def show_conflict(self, shown: Conflict) -> None:
        """Fill in both values."""
        self._shown, t = shown, self._words.t
        self._title.setText(shown.field)
        self._whose.setText(shown.subject)
        self._ours.setText(shown.ours or "–")
        self._theirs.setText(shown.theirs or "–")
        there = t("At {name}", name=shown.who) if shown.who else t("In the packet")
        self._there.setText(", ".join(part for part in (there, shown.when) if part))
        self._case.setVisible(shown.case_id is not None)

    def set_compact(self, compact: bool) -> None:
        self.back.setVisible(compact)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if compact else across)

    def _ask_case(self) -> None:
        if self._shown is not None and self._shown.case_id is not None:
            self.case_asked.emit(self._shown.case_id)


def _side(head: Label, value: Label) -> Surface:
    side = Surface("panel")
    column = QVBoxLayout(side)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    column.addWidget(head)
    column.addWidget(value)
    return side
