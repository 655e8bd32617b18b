"""A row of the list beside the cases that it may speak of, with reasons, and three decisions.

Shows what it is given and tells what is decided. Knows rows and evidence, no plan and no vault.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.imports.words import SEVERITY_MARKS, ImportWords
from caseapp.desktop.widgets import (
    Button,
    Chip,
    IconButton,
    Label,
    Line,
    LinkButton,
    Mark,
    PersonNames,
    PhotoFrame,
)
from caseapp.desktop.widgets.card_page import Card
from caseapp.desktop.widgets.reasons import ReasonLine
from caseapp.desktop.widgets.scrolling import scroll_area, show_in
from caseapp.desktop.widgets.tab_order import chain
from caseapp.intake.lists.plan import Choice, Decision
from caseapp.intake.lists.rows import RowReading

WIDTH = 424
_PHOTO = QSize(40, 40)
_MOST_SAID = 400
"""Letters of one value that the card shows."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a row may mean: a case on file, or an earlier `row` of the list.

    `reasons` are words and whether they speak for it; None leaves it open.
    """

    case_id: UUID | None
    row: int | None
    names: tuple[str, ...]
    about: str
    reasons: tuple[tuple[str, bool | None], ...] = ()
    photo: QImage | None = None


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row with what is to be said of it. `said` and `mark` are what becomes of it, `why` are
    sentences. `decide`: a person must decide, or did."""

    reading: RowReading
    said: str
    mark: tuple[str, str]
    why: tuple[str, ...] = ()
    meant: tuple[Meant, ...] = ()
    decide: bool = False
    decision: Decision | None = None


class DecideCard(Card):
    """`decided(Decision)`, `case_asked(UUID)`; `left()` in narrow windows."""

    decided = Signal(object)
    case_asked = Signal(object)

    def __init__(self, words: ImportWords, parent: QWidget | None = None) -> None:
        super().__init__(words.t("Back to the list"), parent)
        self._words, t = words, words.t
        self._shown: RowShown | None = None
        self._marked = 0
        self.links: list[LinkButton] = []
        self.cases: list[_Case] = []
        self._title = Label("", "lead", wrap=True, selectable=True)
        self._state = Chip("", "", "quiet")
        self._why = Label("", "second", wrap=True)
        self._area = scroll_area(name=t("The row, and who may be meant"), focus=True)
        self._make_decisions()
        self._lay_out()

    def _make_decisions(self) -> None:
        t = self._words.t
        self.same = Button(
            t("Same person"), key="M", on_click=lambda: self._decide(Choice.ADD),
            tip=t("Add what the row says to the marked case"),
        )  # fmt: skip
        self.new = Button(
            t("New case"), key="N",
            on_click=lambda: self._decide(Choice.NEW), tip=t("Make a case of its own of the row"),
        )  # fmt: skip
        self.leave = Button(
            t("Leave out"), key="L", on_click=lambda: self._decide(Choice.LEAVE),
            tip=t("Import nothing of this row"),
        )  # fmt: skip
        for name in ("same", "new", "leave"):
            getattr(self, name).setObjectName(name)
        self.decisions = QWidget()
        row = QHBoxLayout(self.decisions)
        row.setContentsMargins(0, 4, 8, 0)
        row.setSpacing(6)
        for button in (self.same, self.new, self.leave):
            row.addWidget(button)
        row.addStretch(1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.GRID)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._why)
        column.addWidget(Line())
        column.addWidget(self._area, 1)
        column.addWidget(self.decisions)

    # -- showing -----------------------------------------------------------------------------
    def show_row(self, shown: RowShown, title: str) -> None:
        """A row with everything that is known of it; the first case is marked."""
        self._shown, self._marked = shown, 0
        self._title.setText(title)
        self._state.set(shown.said, *shown.mark)
        self._why.setText("\n".join(shown.why))
        self._why.setHidden(not shown.why)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        self.links, self.cases = [], []
        if shown.meant:
            self._add_cases(column, shown)
        self._add_row(column, shown.reading)
        column.addStretch(1)
        show_in(self._area, body)
        self.decisions.setVisible(shown.decide)
        self.same.setVisible(bool(shown.meant))
        made = shown.decision
        told = (made.case_id, made.row) if made is not None else None
        places = (n for n, one in enumerate(shown.meant) if (one.case_id, one.row) == told)
        self.mark(next(places, 0))
        chain([self.back, body, self.decisions])

    def _add_cases(self, column: QVBoxLayout, shown: RowShown) -> None:
        t, meant = self._words.t, shown.meant
        said = t("Who may be meant") if shown.decide else t("The case")
        column.addWidget(Label(said, "strong"))
        for number, one in enumerate(meant):
            if number:
                column.addWidget(Line())
            card = _Case(self._words, one, number, several=len(meant) > 1)
            card.pressed.connect(self.mark)
            self.cases.append(card)
            if one.case_id is not None:
                key = one.case_id
                card.link.clicked.connect(lambda _=False, key=key: self.case_asked.emit(key))
                self.links.append(card.link)
            column.addWidget(card)
        column.addWidget(Line())

    def _add_row(self, column: QVBoxLayout, reading: RowReading) -> None:
        words, t = self._words, self._words.t
        column.addWidget(Label(t("Row {n} says", n=reading.row), "strong"))
        for remark in reading.remarks:
            column.addLayout(_marked(*SEVERITY_MARKS[remark.severity], words.remark(remark)))
        for value in reading.values:
            line = QHBoxLayout()
            line.setSpacing(12)
            name = Label(words.target(value.target), "second", wrap=True)
            name.setFixedWidth(120)
            line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            said = words.read(value)
            said = said if len(said) <= _MOST_SAID else said[:_MOST_SAID] + "…"
            line.addWidget(Label(said, wrap=True), 1)
            column.addLayout(line)

    # -- deciding ----------------------------------------------------------------------------
    def mark(self, number: int) -> None:
        """Say which of the cases "Same person" means; from 0."""
        if 0 <= number < len(self.cases):
            self._marked = number
        for at, case in enumerate(self.cases):
            case.set_marked(at == self._marked and len(self.cases) > 1)

    def _decide(self, choice: Choice) -> None:
        shown = self._shown
        if shown is None or not shown.decide or (choice is Choice.ADD and not shown.meant):
            return
        meant = shown.meant[self._marked] if choice is Choice.ADD else None
        self.decided.emit(Decision(choice, meant.case_id, meant.row) if meant else Decision(choice))

    def focus_first(self) -> None:
        """To the decisions, or to the case of the row."""
        first = self.new if self.same.isHidden() else self.same
        target: QWidget = first if not self.decisions.isHidden() else self._area
        if self.decisions.isHidden() and self.links:
            target = self.links[0]
        target.setFocus(Qt.FocusReason.OtherFocusReason)


class _Case(QWidget):
    """A case told apart by birth, county and photo. `pressed(number)` marks it."""

    pressed = Signal(int)

    def __init__(self, words: ImportWords, meant: Meant, number: int, *, several: bool) -> None:
        super().__init__()
        self.meant = meant
        t, names = words.t, meant.names or (words.t("Name not known"),)
        self.setAccessibleName(", ".join([*names[:2], meant.about]))
        frame = PhotoFrame(_PHOTO, "info")
        frame.show_person(names[0], meant.photo, t("Photo of {name}", name=names[0]))
        lead, second = PersonNames("strong"), PersonNames()
        lead.set_names(names[:1])
        second.set_names(names[1:3])
        if len(names) < 2:
            second.hide()
        called = QVBoxLayout()
        called.setSpacing(0)
        called.addWidget(lead)
        called.addWidget(second)
        self.choice = IconButton(
            "circle", t("Mean this one: {name}", name=names[0]), key=str(number + 1) if several
            else "", on_click=lambda: self.pressed.emit(number),
        )  # fmt: skip
        if not several:
            self.choice.hide()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(frame, alignment=Qt.AlignmentFlag.AlignTop)
        head.addLayout(called, 1)
        head.addWidget(self.choice, alignment=Qt.AlignmentFlag.AlignTop)
        self.link = LinkButton(t("Open the case"), icon="arrow-right", small=True)
        self.link.setAccessibleName(t("Open the case {name}", name=names[0]))
        if meant.case_id is None:
            self.link.hide()
        about = QHBoxLayout()
        about.setSpacing(8)
        about.addWidget(Label(meant.about, "second", wrap=True), 1)
        about.addWidget(self.link, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(about)
        for said, speaks_for in meant.reasons:
            column.addWidget(ReasonLine(t, said, speaks_for))

    def set_marked(self, marked: bool) -> None:
        self.choice.set_icon("circle-check" if marked else "circle")
        self.choice.setAccessibleDescription("✓" if marked else "")


def _marked(icon: str, tone: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.GRID)
    mark = Mark(icon, tone, icons.SMALL)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, wrap=True), 1)
    return row
