"""A field that finds somebody while one types, and says who is chosen: cases, contacts.

Closed it is one line with the name and what tells namesakes apart; open it is a field with
what was found beneath. Knows plain choices, no record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.forms.lines import LineButton, LinePen, PersonLine, PersonWords
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.widgets import Label, LinkButton
from caseapp.desktop.widgets.editors import LineEditor
from caseapp.i18n import Translator
from caseapp.system.progress import Progress

MOST = 6
"""Choices that are shown; who types another letter sees fewer."""
_WAIT_MS = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who can be chosen, with what tells namesakes apart."""

    key: object
    words: PersonWords


Find = Callable[[str, Progress], Sequence[Choice]]


class _ChosenLine(LineButton):
    """Who is chosen, framed as a field is, with a sign that it opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(44, parent)
        self.choice: Choice | None = None
        self._empty = ""

    def show_choice(self, choice: Choice | None, name: str, empty: str) -> None:
        self.choice, self._empty = choice, empty
        said = choice.words.said() if choice else empty
        self.setAccessibleName(f"{name}: {said}")
        self.update()

    def draw(self, pen: LinePen) -> None:
        tokens = theme.current()
        pen.painter.setPen(theme.colour("control"))
        pen.painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.RADIUS_CONTROL
        pen.painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), radius, radius)
        right = self.width() - 8 - icons.SMALL
        top = (self.height() - icons.SMALL) // 2
        pen.icon(QRect(right, top, icons.SMALL, icons.SMALL), "chevron-down", tokens.ink2)
        room = right - 16
        if self.choice is None:
            pen.text(QRect(8, 0, room, self.height()), self._empty, "second")
            return
        pen.text(QRect(8, 4, room, 20), self.choice.words.name, "strong")
        pen.text(QRect(8, 23, room, 17), self.choice.words.detail, "caption")


class TypeAhead(QWidget):
    """`chosen(Choice | None)`: somebody was chosen, or with `may_be_none` nobody any more."""

    chosen = Signal(object)

    def __init__(
        self,
        t: Translator,
        jobs: Jobs,
        find: Find,
        *,
        label: str,
        empty: str,
        placeholder: str,
        word: str,
        may_be_none: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`empty` stands where nobody is chosen; `word` names the search among the jobs."""
        super().__init__(parent)
        self._t, self._jobs, self._find = t, jobs, find
        self._name, self._empty, self._word = label, empty, word
        self._choice: Choice | None = None
        self._lines: list[tuple[PersonLine, Choice]] = []
        self._eager = False
        self._label = Label(label, "strong")
        self.line = _ChosenLine()
        self.line.clicked.connect(self.search)
        self.field = LineEditor()
        self.field.setProperty("kind", "search")
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(label)
        self.field.addAction(
            QAction(theme.icon("search"), "", self.field),
            LineEditor.ActionPosition.LeadingPosition,
        )
        self.field.installEventFilter(self)
        self.field.edited.connect(lambda _text: self._wait.start())
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self._said = Label("", "caption", wrap=True)
        self._none = LinkButton(t("Nobody"), small=True, on_click=lambda: self._take(None))
        self._may_be_none = may_be_none
        self._found = QVBoxLayout()
        self._found.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._label, self.line, self.field):
            column.addWidget(widget)
        column.addLayout(self._found)
        column.addWidget(self._said)
        column.addWidget(self._none, alignment=Qt.AlignmentFlag.AlignLeft)
        self.set_choice(None)

    # -- the choice --------------------------------------------------------------------------
    @property
    def choice(self) -> Choice | None:
        return self._choice

    def set_choice(self, choice: Choice | None) -> None:
        """Say who is chosen, and close; emits nothing."""
        self._choice = choice
        self.line.show_choice(choice, self._name, self._empty)
        self._fold(True)

    def search(self) -> None:
        """Open the field and give it the keyboard."""
        self._fold(False)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def waits(self) -> bool:
        return self._wait.isActive()

    def lines(self) -> list[PersonLine]:
        """Those that were found, best first."""
        return [line for line, _choice in self._lines]

    def _fold(self, folded: bool) -> None:
        self.line.setHidden(not folded)
        self.field.setHidden(folded)
        self._none.setHidden(folded or not self._may_be_none or self._choice is None)
        self._said.hide()
        self._wait.stop()
        self._eager = False
        self.field.set_value("")
        self._show(())

    def _take(self, choice: Choice | None) -> None:
        self.set_choice(choice)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(choice)

    def _enter(self) -> None:
        """The first one is meant, also if the search for it is still on its way."""
        if self._wait.isActive():
            self._wait.stop()
            self._eager = True
            self._ask()
        elif self._lines:
            self._take(self._lines[0][1])

    # -- finding -----------------------------------------------------------------------------
    def _ask(self) -> None:
        typed, find = self.field.value().strip(), self._find
        if not typed:
            self._show(())
            self._said.hide()
            return
        self._jobs.run(
            lambda progress: find(typed, progress), self._came, owner=self, latest=self._word
        )

    def _came(self, found: Sequence[Choice]) -> None:
        if self.field.isHidden():
            return
        eager, self._eager = self._eager, False
        if eager and found:
            self._take(found[0])
            return
        self._show(found[:MOST])
        t = self._t
        said = "" if found else t("Nobody is found.")
        if len(found) > MOST:
            said = t("There are more; type another letter.")
        self._said.setText(said)
        self._said.setHidden(not said)

    def _show(self, found: Sequence[Choice]) -> None:
        for line, _choice in self._lines:
            self._found.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for choice in found:
            line = PersonLine()
            line.show_words(choice.words)
            line.clicked.connect(lambda _=False, c=choice: self._take(c))
            line.stepped.connect(lambda way, this=line: self._step(this, way))
            self._found.addWidget(line)
            self._lines.append((line, choice))
            line.show()
        before: QWidget = self.field
        for line, _choice in self._lines:
            QWidget.setTabOrder(before, line)
            before = line

    def _step(self, line: PersonLine, way: int) -> None:
        lines = self.lines()
        place = lines.index(line) + way
        target: QWidget = lines[place] if 0 <= place < len(lines) else line
        (self.field if place < 0 else target).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._enter()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.set_choice(self._choice)
                self.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Down and self._lines:
                self._lines[0][0].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)
