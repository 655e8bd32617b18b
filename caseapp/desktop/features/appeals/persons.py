"""The persons of an appeal: a list that opens cases, and a field that finds one to add."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.desktop import icons, theme
from caseapp.desktop.features.appeals.words import AppealWords
from caseapp.desktop.forms.lines import PERSON_HEIGHT, LinePen
from caseapp.desktop.jobs import Jobs
from caseapp.desktop.people import person_apart, person_words
from caseapp.desktop.widgets import Label, LinkButton, QuietButton, SectionHeading, paint
from caseapp.desktop.widgets.editors import LineEditor
from caseapp.desktop.widgets.person import draw_photo, initials
from caseapp.desktop.widgets.rows import Item, Rows
from caseapp.store.queries.appeals import PersonRow
from caseapp.store.queries.cases import CaseRow
from caseapp.store.queries.choosing import PersonChoice, case_choice
from caseapp.system.progress import Progress

FOUND = 6
"""Cases that the field shows at most."""

_WAIT_MS = 100
_ROUND = 24
_LEAST = 4

Find = Callable[[str, Progress], Sequence[PersonChoice]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What stands in a person's way in one copy, in few words, with its icon and tone."""

    words: str
    icon: str
    tone: str


def draw_person(
    words: AppealWords,
    painter: QPainter,
    box: QRect,
    row: CaseRow,
    direction: Qt.LayoutDirection,
    *,
    mark: Trouble | None = None,
) -> None:
    """One person: initials, name, at the end the case number or what stands in the way."""
    t, lead = theme.current(), paint.leading(direction)
    name = words.person(row)
    side = QRect(box.left(), box.top() + (box.height() - _ROUND) // 2, _ROUND, _ROUND)
    letters = initials(name) if row.names else "?"
    draw_photo(painter, paint.visual(direction, box, side), None, letters)
    caption = theme.font(theme.CAPTION, tabular=True)
    said, colour = (mark.words, theme.tone(mark.tone)[0]) if mark else (row.number, t.ink2)
    width = min(paint.text_width(said, caption) + 1, box.width() // 2)
    end = QRect(box.right() - width, box.top(), width, box.height())
    shown = paint.visual(direction, box, end)
    paint.draw_text(painter, shown, said, caption, colour, lead)
    if mark is not None:
        width += icons.SMALL + 6
        sign = QRect(box.right() - width, box.top(), icons.SMALL, icons.SMALL)
        sign.moveTop(box.top() + (box.height() - icons.SMALL) // 2)
        icons.draw(painter, mark.icon, paint.visual(direction, box, sign), colour)
    left, right = box.left() + _ROUND + 8, box.right() - width - 8
    if row.fictitious:
        mark = QRect(right - icons.SMALL, box.top(), icons.SMALL, icons.SMALL)
        mark.moveTop(box.top() + (box.height() - icons.SMALL) // 2)
        icons.draw(painter, "venetian-mask", paint.visual(direction, box, mark), t.ink3)
        right -= icons.SMALL + 8
    place = QRect(left, box.top(), right - left, box.height())
    font = theme.font(theme.BODY, theme.MEDIUM if row.names else theme.REGULAR)
    ink = t.ink if row.names else t.ink2
    paint.draw_text(painter, paint.visual(direction, box, place), name, font, ink, lead)


class PersonsSection(QWidget):
    """`opened(case id)`, `added(case ids)`, `removed(link id)`, `moved(link id, way)`;
    `menu_asked(PersonRow, place)`, `view_asked(place)`: offer the saved views."""

    moved = Signal(object, int)
    menu_asked = Signal(object, QPoint)
    view_asked = Signal(QPoint)
    opened = Signal(object)
    added = Signal(object)
    removed = Signal(object)

    def __init__(
        self, words: AppealWords, jobs: Jobs, find: Find, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._persons = words, {}
        self._marks: Mapping[UUID, Trouble] = {}
        t = words.t
        self._heading = SectionHeading(t("Persons"))
        self.add_button = QuietButton(t("Add"), icon="user-plus", on_click=self._turn_picker)
        self.add_button.setAccessibleName(t("Add a person"))
        self._heading.add(self.add_button)
        self.picker = PersonPicker(words, jobs, find)
        self.rows = Rows(t("Persons of this appeal"), theme.ROW, self._draw)
        self.rows.setMinimumHeight(_LEAST * theme.ROW)
        self._none = Label(t("Nobody yet. Add the first person."), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._heading)
        column.addWidget(self.picker)
        column.addWidget(self._none)
        column.addWidget(self.rows, 100)
        column.addStretch(1)
        self.picker.hide()
        self.picker.chosen.connect(lambda case: self.added.emit([case]))
        self.picker.view_asked.connect(self.view_asked)
        self.rows.moved.connect(self.moved)
        self.rows.menu_asked.connect(
            lambda key, place: self.menu_asked.emit(self._persons[key], place)
        )
        self.picker.left.connect(self._turn_picker)
        self.rows.opened.connect(lambda key: self.opened.emit(self._persons[key].case.id))
        self.rows.removed.connect(self.removed)

    def set_persons(self, persons: Sequence[PersonRow]) -> None:
        """Show these, in their order."""
        self._persons = {row.link_id: row for row in persons}
        self.rows.set_items([self._item(row) for row in persons])
        self._heading.set_count(str(len(persons)) if persons else "")
        self._none.setVisible(not persons)
        self.rows.setVisible(bool(persons))
        self.rows.setMaximumHeight(max(1, len(persons)) * theme.ROW)
        self.rows.setMinimumHeight(min(_LEAST, max(1, len(persons))) * theme.ROW)
        self.picker.set_known({row.case.id for row in persons})

    def has_any(self) -> bool:
        """Whether somebody stands in the list."""
        return bool(self._persons)

    def set_marks(self, marks: Mapping[UUID, Trouble]) -> None:
        """What stands in the way of each case in the chosen copy, by the id of the case."""
        if marks != self._marks:
            self._marks = marks
            self.set_persons(list(self._persons.values()))

    def _item(self, row: PersonRow) -> Item:
        name, t = self._words.person(row.case), self._words.t
        mark = self._marks.get(row.case.id)
        apart = person_apart(t, case_choice(row.case))
        tip = [name, apart]
        if row.case.fictitious:
            tip.append(t("fictitious"))
        if row.petitioner:
            tip.append(t("asked for by {name}", name=row.petitioner))
        if mark is not None:
            tip.append(mark.words)
        spoken = ", ".join(part for part in (name, apart, mark and mark.words) if part)
        return Item(row.link_id, (row, mark), spoken, "\n".join(tip), removable=True)

    def start_adding(self) -> None:
        """Ready for the name of the next person."""
        if self.picker.isHidden():
            self._turn_picker()
        self.picker.setFocus()

    def _turn_picker(self) -> None:
        opening = self.picker.isHidden()
        self.picker.setVisible(opening)
        self.add_button.setText(self._words.t("Done") if opening else self._words.t("Add"))
        self.add_button.set_icon("check" if opening else "user-plus")
        (self.picker if opening else self.add_button).setFocus()

    def _draw(
        self,
        painter: QPainter,
        box: QRect,
        data: object,
        direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:
        row, mark = data
        draw_person(self._words, painter, box, row.case, direction, mark=mark)


class PersonPicker(QWidget):
    """A field and the cases that it finds, each with what tells namesakes apart.

    `chosen(case id)`, `left()` for Esc, `view_asked(place)` for the saved views.
    """

    view_asked = Signal(QPoint)
    chosen = Signal(object)
    left = Signal()

    def __init__(
        self, words: AppealWords, jobs: Jobs, find: Find, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._jobs, self._find = words, jobs, find
        self._known: set[UUID] = set()
        self._found: Sequence[PersonChoice] = ()
        t = words.t
        self.field = LineEditor()
        self.field.setProperty("kind", "search")
        self.field.setPlaceholderText(t("Name or number – any script"))
        self.field.setAccessibleName(t("Find a person to add"))
        self.field.addAction(
            QAction(theme.icon("search"), "", self.field),
            LineEditor.ActionPosition.LeadingPosition,
        )
        self.rows = Rows(t("Cases found"), PERSON_HEIGHT, self._draw, keeps_choice=True)
        self.view_button = LinkButton(t("From a saved view…"), small=True, on_click=self._ask_view)
        self._said = Label("", "caption", wrap=True)
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        for widget in (self.field, self.rows, self._said):
            column.addWidget(widget)
        below = QHBoxLayout()
        below.addWidget(self.view_button)
        below.addStretch(1)
        column.addLayout(below)
        self.setFocusProxy(self.field)
        self.field.installEventFilter(self)
        self.field.edited.connect(lambda _text: self._wait.start())
        self._wait.timeout.connect(self._ask)
        self.rows.opened.connect(self._choose)
        self._show(())

    def set_known(self, known: set[UUID]) -> None:
        """Who is in the appeal already and cannot be added again."""
        self._known = known
        self._show(self._found)

    def _ask_view(self) -> None:
        corner = QPoint(0, self.view_button.height())
        self.view_asked.emit(self.view_button.mapToGlobal(corner))

    def _ask(self) -> None:
        typed, find = self.field.value().strip(), self._find
        if not typed:
            self._show(())
            return
        self._jobs.run(
            lambda progress: find(typed, progress), self._show, owner=self, latest="appeal-picker"
        )

    def _show(self, rows: Sequence[PersonChoice]) -> None:
        t, self._found = self._words.t, rows
        shown = [(row.id, person_words(t, row)) for row in rows[:FOUND]]
        self.rows.set_items(
            [Item(one, (one, words), words.said(), words.tip()) for one, words in shown]
        )
        self.rows.fit(0, FOUND)
        self.rows.setVisible(bool(rows))
        free = [row.id for row in rows[:FOUND] if row.id not in self._known]
        if free:
            self.rows.choose(free[0])
        if not self.field.value().strip():
            said = t("Enter adds the person that is marked.")
        elif not rows:
            said = t("No case is found.")
        elif len(rows) > FOUND:
            said = t("There are more; type another letter.")
        else:
            said = ""
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _choose(self, case_id: object) -> None:
        if case_id is not None and case_id not in self._known:
            self.chosen.emit(case_id)
            self.field.set_value("")
            self._show(())
            self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.rows.key())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.field.set_value("")
                self._show(())
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._found:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)

    def _step(self, by: int) -> None:
        keys = [item.key for item in self.rows.items()]
        place = keys.index(self.rows.key()) if self.rows.key() in keys else -1
        self.rows.choose(keys[max(0, min(len(keys) - 1, place + by))])

    def _draw(
        self,
        painter: QPainter,
        box: QRect,
        data: object,
        direction: Qt.LayoutDirection,
        _chosen: bool,
    ) -> None:
        case, words = data
        pen = LinePen(painter, box, direction)
        words.draw(pen, box.width(), box.height(), dim=case in self._known)
