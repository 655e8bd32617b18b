"""Beside the form: who may be in the vault already, and the intakes that wait to be finished.

In narrow windows it is a strip that unfolds over the form. Knows widgets and rows, no vault.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import (
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseapp.desktop import theme
from caseapp.desktop.features.intake.likely_panel import LikelyPanel
from caseapp.desktop.features.intake.words import IntakeWords
from caseapp.desktop.forms.lines import LineButton, LinePen
from caseapp.desktop.widgets import Label, LinkButton, Surface
from caseapp.desktop.widgets.scrolling import scroll_area
from caseapp.store.queries.today_people import IntakeWait

WIDTH = 304


class WaitingLine(LineButton):
    """One unfinished intake: whom it is about, since when it waits, what it lacks."""

    def __init__(self, words: IntakeWords, row: IntakeWait) -> None:
        super().__init__(48)
        self.intake_id = row.intake_id
        name = row.case.name or words.t("Name not known")
        self._title = f"{name} · {row.case.number}"
        self._detail = words.waiting(row)
        self.setAccessibleName(f"{self._title}, {self._detail}")

    def draw(self, pen: LinePen) -> None:
        right = self.width() - 8
        pen.text(QRect(8, 5, right - 8, 20), self._title, "strong")
        pen.text(QRect(8, 25, right - 8, 17), self._detail, "caption")


class WaitingList(QWidget):
    """`chosen(intake id)` for the one to go on with."""

    chosen = Signal(object)

    def __init__(self, words: IntakeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._rows: tuple[IntakeWait, ...] = ()
        self.lines: list[WaitingLine] = []
        self._none = Label(words.t("Every intake is finished."), "second", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._none)
        self._column.addStretch(1)

    def show_rows(self, rows: Sequence[IntakeWait]) -> None:
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [WaitingLine(self._words, row) for row in rows]
        for number, line in enumerate(self.lines):
            line.clicked.connect(lambda _=False, one=line.intake_id: self.chosen.emit(one))
            line.stepped.connect(lambda by, at=number: self._step(at + by))
            self._column.insertWidget(number, line)
        self._none.setHidden(bool(rows))

    def _step(self, to: int) -> None:
        if 0 <= to < len(self.lines):
            self.lines[to].setFocus(Qt.FocusReason.OtherFocusReason)


class SidePanel(Surface):
    """Two pages; the link at the foot turns from one to the other."""

    turned = Signal()

    def __init__(self, words: IntakeWords, parent: QWidget | None = None) -> None:
        super().__init__("canvas", parent)
        self._t = t = words.t
        self.likely = LikelyPanel(words)
        self.waiting = WaitingList(words)
        self._count = 0
        self._compact = False
        self._title = Label("", "lead")
        self._under = Label("", "caption", wrap=True)
        self._pages = QStackedWidget()
        for page in (self.likely, self.waiting):
            self._pages.addWidget(scroll_area(page))
        self._turn = LinkButton("", on_click=self.turn)
        self._turn.setObjectName("turn")
        self._note = Label(
            t("Choosing one opens that case and adds what you typed as a second account."
              " Nothing is lost."),
            "caption", wrap=True,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(20, theme.COLUMN_MARGIN, theme.COLUMN_MARGIN, 12)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._under)
        column.addSpacing(theme.GRID)
        column.addWidget(self._pages, 1)
        column.addWidget(self._note)
        column.addSpacing(4)
        column.addWidget(self._turn, alignment=Qt.AlignmentFlag.AlignLeading)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._tell()

    @property
    def shows_waiting(self) -> bool:
        return self._pages.currentIndex() == 1

    def show_waiting(self, rows: Sequence[IntakeWait]) -> None:
        """The intakes that wait to be finished."""
        self.waiting.show_rows(rows)
        self._count = len(rows)
        self._tell()

    def turn(self) -> None:
        """The other page, with the keyboard on it."""
        self._pages.setCurrentIndex(0 if self.shows_waiting else 1)
        self._tell()
        self.focus_first()
        self.turned.emit()

    def show_likely(self) -> None:
        """The page of cases that may be the same."""
        self._pages.setCurrentIndex(0)
        self._tell()

    def focus_first(self) -> None:
        """The first thing to decide or to go on with; else the link at the foot."""
        if self.shows_waiting and self.waiting.lines:
            self.waiting.lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.shows_waiting or not self.likely.focus_first():
            self._turn.setFocus(Qt.FocusReason.OtherFocusReason)

    def summary(self) -> str:
        """In one line, for the strip of narrow windows."""
        t, found = self._t, self.likely.likely
        parts = [t("Already in the vault?")]
        if found:
            parts.append(t.plural("{n} likely case", "{n} likely cases", found))
        if self._count:
            parts.append(t.plural("{n} to finish", "{n} to finish", self._count))
        return " · ".join(parts)

    def set_compact(self, compact: bool) -> None:
        """A strip has room for the cases alone."""
        self._compact = compact
        self._tell()

    def has_focus(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _tell(self) -> None:
        t, waiting = self._t, self.shows_waiting
        self._title.setText(t("To finish") if waiting else t("Already in the vault?"))
        newest = t("the newest first")
        self._under.setText(newest if waiting else t("while you type, in any script"))
        self._note.setHidden(waiting or self._compact)
        self._under.setHidden(self._compact)
        back = t("Who may be in the vault already")
        count = t.plural("{n} intake to finish", "{n} intakes to finish", self._count)
        self._turn.setText(back if waiting else count)
        self._turn.setHidden(not waiting and not self._count)
