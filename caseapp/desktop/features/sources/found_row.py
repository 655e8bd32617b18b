"""One thing that was found in a text: its words, the words around it, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import theme
from caseapp.desktop.features.sources.words import SourceWords
from caseapp.desktop.widgets import Label, LinkButton, QuietButton
from caseapp.intake.suggestions import Found, Suggestion
from caseapp.matching.known_already import LikelyCase

_RADIUS = 6


class FoundRow(QWidget):
    """`chosen()` by click, Enter or Space; `stepped(way)` by the arrows; `excerpt_asked()`,
    `case_asked()`, `dismissed()`, `known_asked(case id)`."""

    chosen = Signal()
    stepped = Signal(int)
    excerpt_asked = Signal()
    case_asked = Signal()
    dismissed = Signal()
    known_asked = Signal(object)

    def __init__(self, words: SourceWords, found: Suggestion, about: str) -> None:
        super().__init__()
        self._words, self.found = words, found
        self._current = False
        self._more: QWidget | None = None
        self._known: tuple[LikelyCase, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        count = len(found.places)
        self._number = Label("", "accent")
        self._number.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(found.words, "strong", elide=True), 1)
        if about:
            head.addWidget(Label(about, "caption", elide=True))
        head.addWidget(self._number)
        head.addWidget(Label(f"× {count}" if count > 1 else "", "caption", tabular=True))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 4, 8, 4)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        around = f"{found.before}{found.words}{found.after}".strip()
        self._column.addWidget(Label(around, "caption", elide=True))
        self.setAccessibleName(f"{found.words}. {around}")

    @property
    def is_current(self) -> bool:
        return self._current

    def set_current(self, current: bool) -> None:
        """What can be done stands beneath the current one only."""
        if current == self._current:
            return
        self._current = current
        if current and self._more is None:
            self._more = self._actions()
            self._column.addWidget(self._more)
        if self._more is not None:
            self._more.setVisible(current)
        self.update()

    def show_known(self, cases: Sequence[LikelyCase]) -> None:
        """Who on file may be meant: a number beside the name, the cases beneath the current one."""
        if tuple(cases) == self._known:
            return
        self._known = tuple(cases)
        self._number.setText(f"{cases[0].row.number}?" if cases else "")
        self._number.setVisible(bool(cases))
        if cases:
            case = f"{self._words.person(cases[0].row)} · {self._words.apart(cases[0].row)}"
            said = self._words.t("May be here already: {case}", case=case)
            self.setAccessibleDescription(said)
            self._number.set_tip(said)
        if self._more is not None:
            self._column.removeWidget(self._more)
            self._more.hide()
            self._more.deleteLater()
            self._more = None
            if self._current:
                self._more = self._actions()
                self._column.addWidget(self._more)
                self._more.show()

    def _actions(self) -> QWidget:
        t = self._words.t
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(4)
        for case in self._known:
            column.addWidget(self._known_line(case))
        row = QHBoxLayout()
        row.setSpacing(6)
        excerpt = QuietButton(
            t("Excerpt"), icon="quote", small=True, on_click=self.excerpt_asked.emit,
            tip=t("Keep the sentence as an excerpt"),
        )  # fmt: skip
        excerpt.setObjectName("found-excerpt")
        row.addWidget(excerpt)
        if self.found.kind is Found.NAME:
            case = QuietButton(
                t("New case"), icon="folder-plus", small=True, on_click=self.case_asked.emit,
                tip=t("Open a case for this name"),
            )  # fmt: skip
            case.setObjectName("found-case")
            row.addWidget(case)
        words = {
            Found.NAME: t("Not a name"), Found.DATE: t("Not a date"), Found.PLACE: t("Not a place")
        }  # fmt: skip
        row.addStretch(1)
        dismiss = LinkButton(
            words[self.found.kind], small=True, on_click=self.dismissed.emit,
            tip=t("Not shown again until the program is closed"),
        )  # fmt: skip
        dismiss.setObjectName("found-dismiss")
        row.addWidget(dismiss)
        column.addLayout(row)
        return holder

    def _known_line(self, case: LikelyCase) -> QWidget:
        words = self._words
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        link = LinkButton(
            case.row.number, icon="folder", small=True,
            on_click=lambda: self.known_asked.emit(case.row.id),
            tip=f"{words.person(case.row)} · {words.apart(case.row)}",
        )  # fmt: skip
        row.addWidget(link)
        row.addWidget(Label(words.why(case), "caption", elide=True), 1)
        return line

    # -- looks and keys ----------------------------------------------------------------------
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._current or self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("select") if self._current else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Delete:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)
